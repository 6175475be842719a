"""What is written: names, front matter, marks; and what is there already is not added twice."""

from __future__ import annotations

import itertools
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import BRIDGE, FERRY, html

from briefing.add import write
from briefing.add.draft import Draft, of_lines
from briefing.errors import SeedError
from briefing.ingest import frontmatter, ingest, markdown, metadata
from briefing.ingest.raw import Given

TEXT = "A bridge at last\n\n" + "\n\n".join(BRIDGE)


def put(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


# -- the same article


def test_the_same_text_under_another_name(add, seeds):
    put("seeds/mine/old one.txt", TEXT)
    out = add(put("new.md", "# Another title\n\n" + "\n\n".join(BRIDGE))).output
    assert "Already there as seeds/mine/old one.txt (the same text): new.md" in out
    assert len(list(seeds.iterdir())) == 1


def test_nearly_the_same_text(add, seeds):
    put("seeds/old.txt", "\n".join((*BRIDGE, *FERRY)))
    near = "\n".join((*BRIDGE, "A new paragraph, which the later edition has.", *FERRY[:4]))
    out = add(put("near.txt", near)).output
    assert "Already there as seeds/old.txt (nearly the same text, likeness 0." in out
    add(put("other.txt", "\n".join(FERRY[:2]) + " ".join(f"word{n}" for n in range(300))))
    assert len(list(seeds.iterdir())) == 2


def test_nearly_the_same_text_as_a_version(add, seeds):
    put("seeds/old.txt", "\n".join((*BRIDGE, *FERRY)))
    near = "\n".join((*BRIDGE, "A new paragraph, which the later edition has.", *FERRY[:4]))
    for name, text in (("near.txt", near), ("near.html", html(tuple(near.split("\n")[:-1]), "A later edition"))):
        add("--versions", put(name, text))
        made = next(p for p in seeds.iterdir() if p.name not in ("old.txt",))
        assert ingest(made, seeds).version_of == "old"
        made.unlink()
    assert "already there" in add("--versions", put("same.txt", "\n".join((*BRIDGE, *FERRY)))).output


def test_twice_in_one_call(add, seeds):
    add(put("a.txt", TEXT), put("b.txt", TEXT))
    assert len(list(seeds.iterdir())) == 1


def test_the_same_address(server, add, seeds):
    put("seeds/old.md", f"---\nurl: {server.url('/a/')}?utm_source=mail\n---\n\n" + "\n\n".join(FERRY))
    server.page("/a", html(BRIDGE, "A bridge"))
    assert "as seeds/old.md (the same address)" in add("--allow-private", server.url("/a#top")).output
    assert not server.asked, "there is no need to ask"


def test_an_address_that_leads_to_one_that_is_there(server, add, seeds):
    page = server.page("/a", html(BRIDGE, "A bridge"))
    server.redirect("/short", "/a")
    add("--allow-private", page)
    assert "(the same address)" in add("--allow-private", server.url("/short")).output


def test_a_broken_seed_is_no_hindrance(add, seeds):
    put("seeds/broken.md", "---\ndate: soon\n---\n")
    add(put("a.txt", TEXT))
    assert len(list(seeds.iterdir())) == 2


# -- names


@pytest.mark.parametrize(
    ("title", "date", "name"),
    [
        ("Seoul: the mayor’s “plan” — 2 parts?", "2015-08-21", "2015-08-21-seoul-the-mayors-plan-2-parts"),
        ("CON", None, "con-seed"),
        ("../../etc/passwd", None, "etc-passwd"),
        ("Zürich: Straße gesperrt", None, "zurich-strasse-gesperrt"),
        ("서울 시장이 말했다", None, "stem"),
        ("🔥🔥", "2015-08-21", "2015-08-21-stem"),
        ("a" * 500, None, "a" * 70),
        (
            " ".join(["word"] * 60), "2015-08-21",
            "2015-08-21-" + "-".join(["word"] * 14),
        ),
        ("nul\0l.txt\r\n:$DATA", None, "nul-l-txt-data"),
    ],
)  # fmt: skip
def test_names(title, date, name):
    assert next(write.names((title, "stem"), date, "text")) == name


def test_a_name_where_there_is_none():
    assert next(write.names((None, "서울", ""), None, "text")).startswith("article-")


def test_no_file_is_ever_overwritten(add, seeds):
    put("seeds/A-Bridge-At-Last.TXT", "\n".join(FERRY))
    put("seeds/a-bridge-at-last-2.review.yaml", "reviewed: {by: Ann}\n")
    put("seeds/other.md", "---\nid: a-bridge-at-last-3\n---\n" + " ".join(f"word{n}" for n in range(99)))
    before = {p: p.read_bytes() for p in seeds.iterdir()}
    add(put("x.txt", TEXT))
    assert {p: p.read_bytes() for p in before} == before
    [new] = set(seeds.iterdir()) - set(before)
    assert new.name == "a-bridge-at-last-4.txt"


def test_two_at_once_take_two_names(tmp_path):
    barrier, done = threading.Barrier(8), []

    def one(n: int) -> None:
        barrier.wait()
        for name in write.names(("same",), None, ""):
            if write.put(tmp_path / f"{name}.md", f"text {n}\n"):
                done.append(name)
                return

    threads = [threading.Thread(target=one, args=(n,)) for n in range(8)]
    [t.start() for t in threads], [t.join() for t in threads]
    assert len(set(done)) == 8
    assert sorted(p.read_text() for p in tmp_path.iterdir()) == [f"text {n}\n" for n in range(8)]


def test_a_file_system_without_links(tmp_path, monkeypatch):
    def none(*args):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", none)
    assert write.put(tmp_path / "a.md", "one") and not write.put(tmp_path / "a.md", "two")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.md", "one")]


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SeedError, match="No space left"):
        write.put(tmp_path / "a.md", "one")
    assert not list(tmp_path.iterdir())


# -- what is written is read back

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
MARKS = st.text("ab *_`[]()<>#!~-=\\|:/.1", max_size=30)


@given(WORDS | MARKS, WORDS | MARKS, st.lists(WORDS | MARKS, max_size=3))
@settings(max_examples=300, deadline=None)
def test_front_matter_is_read_back(title, outlet, names):
    draft = of_lines([(0, "Some words of text.")], Given(title=title, outlet=outlet, bylines=tuple(names)))
    text = write.compose(draft, "2024-05-06")
    keys, _, unknown = frontmatter.split(text, "x.md")
    found, _ = metadata.from_front_matter(keys, "x.md")
    assert not unknown
    assert (found.title or "") == write.tidy(title) and (found.outlet or "") == write.tidy(outlet)
    assert set(found.bylines) == {write.tidy(n) for n in names} - {""}
    assert found.retrieved == "2024-05-06"


@given(st.lists(st.tuples(st.integers(0, 3), WORDS | MARKS), min_size=1, max_size=6))
@settings(max_examples=500, deadline=None)
def test_marks_are_read_back_as_words(lines):
    draft = of_lines(lines, Given(title="t"))
    text = write.compose(draft, "2024-05-06")
    assert write.reads_back(text, draft), text
    _, body, _ = frontmatter.split(text, "x.md")
    plain, headings, _ = markdown.strip(body)
    shift = plain.index(draft.text) if draft.text else 0
    assert [(at - shift, level) for at, level, _ in headings] == list(draft.headings)


@pytest.mark.parametrize("line", ["He paid 5 * 3 dollars.", "snake_case stays", "- a list", "1. one", "a > b", "C#"])
def test_what_is_no_mark_is_not_escaped(line):
    assert write.escaped(line) == line


def test_text_that_no_escape_saves_becomes_plain_text(add, seeds, monkeypatch):
    monkeypatch.setattr(write, "reads_back", lambda text, draft: False)
    add(put("x.html", html(BRIDGE, "A bridge")))
    [seed] = seeds.iterdir()
    assert seed.suffix == ".txt" and ingest(seed, seeds).title.value == "A bridge"


def test_what_is_stated_at_too_great_length_is_left_out():
    given = Given(title="x" * 1000, outlet="y" * 1000, tags=tuple(map(str, range(1000))), standfirst="z" * 9999)
    text = write.compose(Draft("Some words.", given), "2024-05-06")
    assert len(text) < 1000 and "xx" not in text and "zz" not in text


def test_every_name_ends():
    assert len(set(itertools.islice(write.names(("a",), None, ""), 50))) == 50
