"""What readers and programs take away: feeds, tables, citations. Each is read by a library made for it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
import yaml
from building import needed
from hypothesis import given
from hypothesis import strategies as st
from nasty import nasty_briefing
from three import three

from briefing import site
from briefing.book import Book, read
from briefing.model import Article, Briefing, Field, Note, Review
from briefing.site.atom import date_time

SETTINGS = site.Settings(site_url="https://o.example/r/", site_name="The Book")
ATOM = "{http://www.w3.org/2005/Atom}"


def files(briefings: list[Briefing], settings: site.Settings = SETTINGS, book: Book | None = None) -> dict[str, str]:
    return {p.path: p.whole for p in site.render(book or Book.of(briefings), settings)}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return files(three())


@pytest.fixture(scope="module")
def nasty() -> dict[str, str]:
    """Files of a briefing that has a harmful string in every value."""
    briefing = nasty_briefing()
    return files([replace(briefing, article=replace(briefing.article, published=Field("2023-05-01", "stated")))])


# ---- Feeds ----


def test_the_feed_has_what_rfc_4287_requires(made: dict[str, str]) -> None:
    feedparser = needed("feedparser")
    found = feedparser.parse(made["feed.xml"])
    assert not found.bozo and found.version == "atom10"
    assert found.feed.id == "https://o.example/r/feed.xml" and found.feed.title == "The Book"
    # Undated briefings are not in it, and its own date is that of the newest: never the build's.
    assert [e.title for e in found.entries] == ["Ferry crews walk out", "The bridge opens"]
    assert [e.updated for e in found.entries] == ["2023-06-09T00:00:00Z", "2023-05-01T00:00:00Z"]
    assert found.feed.updated == "2023-06-09T00:00:00Z"
    newest = found.entries[0]
    assert newest.id == newest.link == "https://o.example/r/briefings/strike/"
    assert newest.author == "Harbour Post" and "Per Holm (2 statements)" in newest.content[0].value


def test_each_element_that_must_be_there_is_there_once(made: dict[str, str]) -> None:
    from xml.etree import ElementTree

    for part in (root := ElementTree.fromstring(made["feed.xml"]), *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (element,) = part.findall(ATOM + name)
            assert element.text
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", part.findtext(f"{ATOM}updated") or "")
        assert part.findall(f"{ATOM}author/{ATOM}name")
        assert len(part.findall(f"{ATOM}link[@rel='alternate']")) == 1
    assert root.findall(f"{ATOM}link[@rel='self']")
    ids = [e.text for e in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) and all((i or "").startswith("https:") for i in ids)


def test_without_an_address_names_stay_and_links_are_relative() -> None:
    feedparser = needed("feedparser")
    first, again = (feedparser.parse(files(three(), site.Settings(site_name="X"))["feed.xml"]) for _ in range(2))
    assert first.feed.id.startswith("urn:uuid:") and first.feed.id == again.feed.id
    assert [e.link for e in first.entries] == ["briefings/strike/", "briefings/opening/"]


def test_without_a_date_there_is_no_feed() -> None:
    undated = [replace(b, article=replace(b.article, published=Field())) for b in three()]
    assert "feed.xml" not in files(undated)
    off = [replace(b, article=replace(b.article, robots="noindex")) for b in three()]
    assert "feed.xml" not in files(off)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("2023-05-01", "2023-05-01T00:00:00Z"),
        ("2023-05-01T10:30:00+02:00", "2023-05-01T10:30:00+02:00"),
        ("2023-05-01T10:30Z", "2023-05-01T10:30:00Z"),
        ("2023-05-01T10:30", "2023-05-01T00:00:00Z"),  # of which zone nobody says
        ("2023-05", ""),
        ("2023", ""),
        ("2023-02-30", ""),
        ("May", ""),
        ("", ""),
    ],
)
def test_dates_of_a_feed(stated: str, shown: str) -> None:
    assert date_time(stated) == shown


def test_nasty_words_break_no_feed(nasty: dict[str, str]) -> None:
    found = needed("feedparser").parse(nasty["feed.xml"])
    assert not found.bozo and len(found.entries) == 1
    assert "<script>" not in found.entries[0].content[0].value


# ---- Tables ----


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_positions_as_a_table(made: dict[str, str]) -> None:
    rows = table(made["data/positions.csv"])
    assert len(rows) == 6
    quote = next(r for r in rows if "safe & sound" in r["words"])
    expected = {
        "briefing": "opening", "actors": "ada-berg", "speaker": "Ada Berg", "speaker_kind": "named",
        "source": "Berg", "cue": "told", "form": "direct", "addressee": "reporters", "paragraph": "2",
        "words": "“The bridge is safe & sound, I promise,”", "outlet": "Courier", "published": "2023-05-01",
        "address": f"https://o.example/r/briefings/opening/#{quote['id']}",
    }  # fmt: skip
    assert {k: quote[k] for k in expected} == expected
    critics = next(r for r in rows if r["source"] == "Critics")
    assert (critics["actors"], critics["speaker_kind"], critics["form"]) == ("", "unnamed", "indirect")


def test_actors_as_a_table(made: dict[str, str]) -> None:
    berg = next(r for r in table(made["data/actors.csv"]) if r["id"] == "ada-berg")
    assert (berg["articles"], berg["first"], berg["last"]) == ("3", "2023-05-01", "2023-06-09")
    assert berg["aliases"] == "Berg" and berg["roles"] == "Mayor" and berg["basis"] == "inferred"
    assert sorted(berg["briefings"].split("; ")) == ["answer", "opening", "strike"]


def test_all_briefings_as_lines(made: dict[str, str]) -> None:
    lines = made["data/briefings.jsonl"].splitlines()
    assert [json.loads(line) for line in lines] == [
        json.loads(made[f"briefings/{id}.json"]) for id in ("strike", "opening", "answer")
    ]
    assert "text" not in json.loads(lines[0])


def test_no_cell_is_a_formula(nasty: dict[str, str]) -> None:
    for path in ("data/positions.csv", "data/actors.csv"):
        rows = list(csv.reader(io.StringIO(nasty[path].removeprefix("\ufeff"), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@")) or "\n" in c]


# ---- Citations ----


def cited(texts: dict[str, str], suffix: str) -> dict[str, str]:
    return {p: t for p, t in texts.items() if p.startswith("briefings/") and p.endswith(suffix)}


@pytest.mark.parametrize("of", ["made", "nasty"])
def test_bibtex_is_read_by_a_library(of: str, request: pytest.FixtureRequest) -> None:
    bibtexparser = needed("bibtexparser")
    texts = request.getfixturevalue(of)
    for path, text in cited(texts, ".bib").items():
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks, path
        entries = json.loads(texts[path.replace(".bib", ".csl.json")])
        assert [e.key for e in library.entries] == [e["id"] for e in entries], path


@pytest.mark.parametrize("of", ["made", "nasty"])
def test_ris_is_read_by_a_library(of: str, request: pytest.FixtureRequest) -> None:
    rispy = needed("rispy")
    texts = request.getfixturevalue(of)
    for path, text in cited(texts, ".ris").items():
        found = rispy.loads(text)
        entries = json.loads(texts[path.replace(".ris", ".csl.json")])
        assert [e["id"] for e in found] == [e["id"] for e in entries], path
        assert [e.get("abstract") for e in found] == [e.get("abstract") for e in entries], path


# ---- Corrections ----


def corrected(**more: Any) -> list[Briefing]:
    first, *rest = three()
    review = Review("reviewed", "Kim Park", "2024-02-03", (Note("Kim Park", "Checked."),), ("role added: “Mayor”",))
    return [replace(first, review=replace(review, **more)), *rest]


def test_corrections_are_told_and_fed() -> None:
    found = files(corrected())
    page = found["corrections/index.md"]
    assert "1 change by reviewers" in page and "Kim Park" in page and "3 February 2024" in page
    assert "role added" in page and "Checked." in page and 'href="../briefings/opening/"' in page
    feed = needed("feedparser").parse(found["corrections.xml"])
    assert not feed.bozo and [e.title for e in feed.entries] == ["Corrected: The bridge opens"]
    assert feed.entries[0].updated == "2024-02-03T00:00:00Z" and feed.entries[0].author == "Kim Park"
    anchor = feed.entries[0].link.partition("#")[2]
    assert feed.entries[0].link.startswith("https://o.example/r/corrections/#")
    assert f'id="{anchor}"' in page.replace("&#45;", "-")


def test_without_a_date_a_correction_is_told_and_not_fed() -> None:
    found = files(corrected(date=None))
    assert "role added" in found["corrections/index.md"] and "corrections.xml" not in found


def test_who_only_read_is_told_apart() -> None:
    page = files(corrected(changes=(), notes=()))["corrections/index.md"]
    assert "Reviewed and left as they were" in page and "Kim Park" in page and "## Changes" not in page
    assert "No person has reviewed" in files(three())["corrections/index.md"]


def test_decisions_across_articles_are_told_and_name_nobody_hidden(tmp_path: Any) -> None:
    decisions = {
        "reviewed": {"by": "Ann", "date": "2024-01-01"},
        "actors": [
            {"name": "Per Holm", "hide": True},
            {"name": "Ada Berg", "rename": "Mayor Berg", "wikidata": "Q7", "split": ["answer"]},
        ],
        "topics": [{"name": "bridge", "merge": ["harbour"]}],
        "versions": [{"article": "strike", "of": "opening"}],
        "stories": [{"articles": ["opening", "strike"], "title": "The bridge"}],
    }
    path = tmp_path / "book.review.yaml"
    path.write_text(yaml.safe_dump(decisions), encoding="utf-8")
    book = Book.of(three(), read(path))
    found = files([], book=book)
    page = found["corrections/index.md"].replace("&#58;", ":").replace("&#45;", "-")
    for words in (
        "an actor has no page", "Ada Berg: renamed Mayor Berg", "Wikidata Q7", "another one in “Mayor answers”",
        "topic bridge: the same as harbour", "“Ferry crews walk out” is a version of “The bridge opens”",
        "one story, “The bridge”",
    ):  # fmt: skip
        assert words in page, words
    assert "Holm" not in page
    assert needed("feedparser").parse(found["corrections.xml"]).entries[0].author == "Ann"


# ---- As a folder, for other generators ----


def test_the_folder_has_the_pages_and_goes_with_the_book(tmp_path: Any) -> None:
    settings = replace(SETTINGS, source_links=True)
    out = tmp_path / "out"
    count = site.write(out, site.render(Book.of(three()), settings))
    written = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert count == len(written) - 1 and {"assets/briefing.css", "feed.xml", "actors/per-holm.md"} <= written
    front = yaml.safe_load((out / "briefings/opening.md").read_text("utf8").split("---\n")[1])
    assert 'name="citation_title"' in front["head"] and front["title"] == "The bridge opens"
    # Every link leads to a file, from file to file.
    for page in out.rglob("*.md"):
        for href in re.findall(r'href="([^"#]+)', page.read_text("utf8")):
            assert href.startswith("https:") or (page.parent / href).is_file(), (page, href)
    (out / "mine.md").write_text("mine", encoding="utf-8")
    site.write(out, site.render(Book.of(three()[:1]), settings))
    assert (out / "mine.md").is_file() and not (out / "actors/per-holm.md").exists()


def test_a_folder_of_others_is_left_alone(tmp_path: Any) -> None:
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    with pytest.raises(Exception, match="has files already"):
        site.write(tmp_path, site.render(Book.of(three()), SETTINGS))
    assert [p.name for p in tmp_path.iterdir()] == ["mine.md"]


@given(st.text(), st.text())
def test_any_words_go_into_front_matter(robots: str, title: str) -> None:
    from briefing.site.folder import _with_head

    page = site.Page("a.md", "---\ntitle: x\n---\n", robots=site.encode(robots), head=str(site.encode(title)))
    front = yaml.safe_load(_with_head(page).split("---\n")[1])
    assert front["title"] == "x" and front.get("head", "") == str(site.encode(title))


def test_an_article_of_nothing_but_a_date_has_an_entry() -> None:
    bare = three()[0]
    article = Article("bare", "seeds/bare.txt", "", "x", (), published=Field("2023-01-01", "stated"))
    empty = replace(bare, article=article, summary=(), actors=(), positions=(), timeline=(), topics=(), sentences=())
    assert len(needed("feedparser").parse(files([empty])["feed.xml"]).entries) == 1
