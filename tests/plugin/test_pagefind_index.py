"""The index that Pagefind makes of a built site."""

from __future__ import annotations

import gzip
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from building import MATERIAL, SEED, make, needed, project
from mkdocs.exceptions import Abort

from briefing.errors import BriefingError
from briefing.site import pagefind, search_advice

needed("pagefind_bin")

BRIDGE = """---
title: A bridge <b>opens</b> & closes
date: 2023-05-01
outlet: Harbour, Post
---
Mayor Ada Lindqvist reopened the harbour bridge on Monday after three years of repairs.

“This bridge is the heart of our town and NATO wants it,” Lindqvist said at the opening.

The bridge had been closed since a storm in 2020 damaged its pillars.
"""
FILES = {
    "seeds/yoon-nato.txt": SEED.read_bytes(),
    "seeds/2023/bridge.md": BRIDGE,
    "docs/guide/как.md": "# How we work\n\n## Marks\n\nA secateur cuts hedges.\n",
    "docs/guide/hidden.md": "---\nsearch: {exclude: true}\n---\n# Hidden\n\nNobody finds a xylophone.\n",
}
PAGEFIND = {"briefing": {"search": "pagefind"}}


def fragments(site: Path) -> dict[str, dict[str, Any]]:
    """What the index has of each page, by address."""
    found = {}
    for path in (site / "pagefind" / "fragment").iterdir():
        document = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[document["url"]] = document
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(project(tmp_path_factory.mktemp("pagefind"), FILES, theme=MATERIAL, plugins=["search", PAGEFIND]))


@pytest.fixture(scope="module")
def found(site: Path) -> dict[str, dict[str, Any]]:
    return fragments(site)


def test_pages_with_statements_are_in_the_index_and_lists_are_not(found: dict[str, dict[str, Any]]) -> None:
    assert {"/briefings/yoon-nato/", "/briefings/2023/bridge/", "/actors/yoon-suk-yeol/", "/guide/как/"} <= set(found)
    assert not {"/", "/briefings/", "/actors/", "/timeline/", "/data/", "/guide/hidden/"} & set(found)


def test_what_a_page_can_be_found_by(found: dict[str, dict[str, Any]]) -> None:
    bridge = found["/briefings/2023/bridge/"]
    assert bridge["meta"]["title"] == "A bridge <b>opens</b> & closes"
    assert bridge["meta"]["about"] == "Harbour, Post · 1 May 2023"
    assert bridge["filters"]["outlet"] == ["Harbour, Post"] and bridge["filters"]["year"] == ["2023"]
    assert bridge["filters"]["kind"] == ["news"]
    assert found["/briefings/yoon-nato/"]["meta"]["about"] == "date not stated"
    actor = found["/actors/yoon-suk-yeol/"]
    assert actor["filters"]["kind"] == ["actor"] and actor["meta"]["about"].startswith("person · 1 article · ")
    assert found["/guide/как/"]["filters"]["kind"] == ["page"] and found["/guide/как/"]["meta"]["about"] == "Guide"


def test_what_is_left_out_of_materials_index_is_left_out_here(found: dict[str, dict[str, Any]]) -> None:
    """The passages, which are as much of the article as the settings let be seen, stand in neither."""
    text = found["/briefings/yoon-nato/"]["content"]
    assert "dancing to the tune" in text and "¶" not in text and "SHA-256" not in text
    anchors = found["/briefings/yoon-nato/"]["anchors"]
    assert {a["text"] for a in anchors if a["element"] == "h2"} == {"Summary", "Actors", "Positions", "Background", ""}
    assert [a for a in anchors if a["id"].startswith("p-")] and not [a for a in anchors if a["id"] == "s1"]


def test_the_theme_searches_with_it_and_has_no_index_of_its_own(site: Path) -> None:
    assert not (site / "search").exists()
    for page in ("index.html", "briefings/yoon-nato/index.html", "guide/hidden/index.html", "404.html"):
        html = (site / page).read_text("utf8")
        assert html.count("data-bf-search") == 1 and 'name="search"' not in html, page
        assert html.index("data-bf-search") < html.index("</nav>")
    assert not list((site / "pagefind").glob("*ui*"))


def test_the_same_site_has_the_same_index(site: Path, tmp_path: Path) -> None:
    other = make(project(tmp_path, FILES, theme=MATERIAL, plugins=[PAGEFIND]))  # without the plugin `search`, too
    files = [{p.relative_to(s): p.read_bytes() for p in (s / "pagefind").rglob("*.*")} for s in (site, other)]
    assert len(files[0]) > 20 and files[0] == files[1]


def test_without_it_nothing_is_different(tmp_path: Path) -> None:
    site = make(project(tmp_path, theme=MATERIAL))
    assert not (site / "pagefind").exists() and not list((site / "assets").glob("briefing-search*"))
    assert "pagefind" not in (site / "briefings/yoon-nato/index.html").read_text("utf8")


def test_where_it_is_not_installed_a_build_says_how_to_install_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "WHEELS", ("no_such_package",))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Abort):
        make(project(tmp_path, theme=MATERIAL, plugins=[PAGEFIND]))
    assert "pip install 'mkdocs-briefing[search]'" in caplog.text


def test_another_theme_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        make(project(tmp_path, plugins=["search", PAGEFIND]))
    assert "the theme is mkdocs" in caplog.text


def test_two_searches_are_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """`/search` is MkDocs' own plugin, which Material's header does not know."""
    with pytest.raises(Abort), caplog.at_level(logging.WARNING):
        make(project(tmp_path, theme=MATERIAL, plugins=["/search", PAGEFIND]))
    assert "take the plugin `search` out" in caplog.text


def test_a_failure_of_the_program_is_told(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="Pagefind stopped"):
        pagefind.index(tmp_path, "not a language!")


def test_the_served_site_is_indexed_meanwhile(site: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><body><h1>One</h1><p>words</p></body></html>", "utf8")
    running = pagefind.Background()
    running.start(tmp_path, "en")
    running.start(tmp_path, "en")
    assert running.wait() == 0 and (tmp_path / "pagefind" / "pagefind.js").is_file()
    running.stop()
    running.stop()


def test_large_books_are_told_of_it() -> None:
    assert search_advice(999) is None
    assert "search: pagefind" in str(search_advice(5000, "plugins:\n  - briefing:\n      # search: pagefind\n"))
    assert search_advice(5000, "plugins:\n  - briefing:\n      search: pagefind\n") is None
    assert search_advice(5000, "plugins: [briefing: {search: 'pagefind'}]") is None
