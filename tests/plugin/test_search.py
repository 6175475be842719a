"""What the search of a built site has: everything that somebody may look for, once, and nothing else."""

from __future__ import annotations

import re

import pytest
from building import MATERIAL, SEED, make, project, search_index

from briefing.site.search import without_empty_sections


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """Of Material's index."""
    folder = project(tmp_path_factory.mktemp("lean"), {"seeds/yoon-nato.txt": SEED.read_bytes()}, theme=MATERIAL)
    return [e for e in search_index(make(folder)) if e["location"]]


def test_no_entry_is_a_bare_heading(entries: list[dict[str, str]]) -> None:
    sections = [e for e in entries if "#" in e["location"]]
    assert sections and all(re.search(r"\w", e["text"]) for e in sections)
    assert {e["title"] for e in sections} == {"Summary", "Actors", "Positions", "Background", "Roles"}


def test_a_page_has_one_entry_of_its_own(entries: list[dict[str, str]]) -> None:
    assert [e["title"] for e in entries if e["location"] == "actors/kim-joon-hyung/"] == ["Kim Joon-hyung"]
    assert not [e for e in entries if e["location"].endswith("#title")]


def test_words_that_stand_apart_are_apart(entries: list[dict[str, str]]) -> None:
    (actors,) = [e["text"] for e in entries if e["location"] == "briefings/yoon-nato/#actors"]
    words = re.findall(r"\w+", re.sub("<[^>]*>", "", actors))
    assert not [w for w in words if re.search("[a-z][A-Z]", w)], "two names have become one word"


def test_a_heading_with_something_below_it_stays() -> None:
    kept = '<h2 id="a">A</h2>\n<div class="bf"><p>Text <small data-search-exclude>x</small></p></div>'
    assert without_empty_sections(kept) == kept
    out = '<h2 id="b">B<a class="headerlink" href="#b">¶</a></h2>\n<article class="bf" data-search-exclude>\n</article>'
    assert without_empty_sections(kept + out) == kept + out.replace('id="b"', 'id="b" data-search-exclude')
