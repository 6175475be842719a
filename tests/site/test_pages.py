"""Pages as text, from the seed article's briefing as a person would make it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY, UNPRINTABLE, nasty_briefing

from briefing import site
from briefing.book import Book
from briefing.model import Briefing, Field, Note, Review
from briefing.site import about
from briefing.site.escape import clean, encode, plain_title
from briefing.site.links import Links, safe_url
from briefing.site.passages import Passages


def pages(briefing: Briefing, **settings: object) -> dict[str, site.Page]:
    made = site.render(Book.of([briefing]), site.Settings(**settings))  # type: ignore[arg-type]
    return {p.path: p for p in made}


def page(briefing: Briefing, **settings: object) -> str:
    return unescape(pages(briefing, **settings)["briefings/yoon-nato.md"].text)


def statement(html: str, words: str) -> str:
    """The source of the statement that holds the words."""
    return next(s for s in re.findall(r'<div class="bf-statement.*?</footer>', html, re.S) if words in s)


@given(st.text())
def test_encoded_text_is_the_text(text: str) -> None:
    assert unescape(str(encode(text))).replace("\r", "\n") == clean(text).replace("\r", "\n")


@given(st.text())
def test_encoded_text_has_nothing_to_make_something_of(text: str) -> None:
    assert re.fullmatch(r"(?:[0-9A-Za-z ,.\u00a0-\U0010ffff]|&#\d+;)*", str(encode(text)))


@given(st.text(st.characters(categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Po", "Lu"))))
def test_titles_survive_front_matter(text: str) -> None:
    title = plain_title(text)
    assert yaml.safe_load(f'title: "{title}"') == {"title": title}
    assert not re.search(r"[<>\"{}\\\n]|&#?\w+;", title)


@given(st.text("ab\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_bidirectional_controls_are_closed(text: str) -> None:
    made = clean(text)
    assert made == clean(made)
    assert sum(c in "\u202a\u202b\u202d\u202e" for c in made) == made.count("\u202c")
    assert sum(c in "\u2066\u2067\u2068" for c in made) == made.count("\u2069")


@pytest.mark.parametrize(("text", "shown"), UNPRINTABLE.items())
def test_what_no_page_can_hold(text: str, shown: str) -> None:
    assert " ".join(clean(text).split()) == shown


def test_no_raw_block_has_a_blank_line() -> None:
    for made in site.render(Book.of([nasty_briefing()]), site.Settings(source_text="full")):
        if made.path.endswith(".md"):
            body = made.text.split("\n---\n", 1)[1].strip()
            for block in re.split(r"\n\n", body):
                assert block.startswith(("<", "## ")), block[:80]
                assert block.count("<div") == block.count("</div>"), made.path


def test_a_quotation_stands_alone_and_a_report_in_its_sentence(yoon: Briefing) -> None:
    html = page(yoon)
    quoted = statement(html, "dancing to the tune")
    assert "bf-quoted" in quoted and "[…]" in quoted and "bf-frame" not in quoted
    assert "told" in quoted and "to <bdi>the Hankyoreh" in quoted and ">¶8<" in quoted
    reported = statement(html, "with its plans to expand")
    assert '<span class="bf-frame">critics say </span><span class="bf-words">that Yoon is aiding' in reported
    assert "criticises · reported" in reported
    short = statement(html, ">involvement<")
    assert "North Korea has denied " in short and "negated" not in short


def test_speakers_come_in_order_with_roles(yoon: Briefing) -> None:
    headers = re.findall(r'<section class="bf-speaker.*?<bdi>(.*?)</bdi>', page(yoon), re.S)
    assert headers[0] == "Yoon Suk-yeol" and headers[-2:] == ["critics", "Experts"]
    assert "a professor at Handong Global University" in page(yoon)


def test_background_is_in_order_of_time(yoon: Briefing) -> None:
    assert re.findall(r"<dt[^>]*>(.*?)</dt>", page(yoon)) == ["in 2010", "in 2019", "undated"]


def test_what_the_article_does_not_say_is_not_stated(yoon: Briefing) -> None:
    html = page(yoon)
    assert "outlet: not stated" in html and "published: not stated" in html and "title from the text" in html
    assert "605 words, 3 min" in html and "not reviewed" in html


def test_paragraph_numbers_leave_furniture_out(yoon: Briefing) -> None:
    furniture = Passages(yoon, "full").paragraphs[-2:]
    assert [p.number for p in furniture] == [None, None]
    assert Passages(yoon, "full").paragraphs[12].number == 13


def test_excerpts_show_cited_sentences_only(yoon: Briefing) -> None:
    html = page(yoon)
    assert "cap that read" not in html and "english@hani.co.kr" not in html
    share = int(re.findall(r"(\d+) % of the article’s words", html)[0])
    assert 60 < share < 90
    data = json.loads(pages(yoon)["briefings/yoon-nato.json"].text)
    shown = [s for s in walk(data) if "text" in s]
    assert shown and all(yoon.article.text[s["start"] : s["end"]] == s["text"] for s in shown)
    words = sum(len(s["text"].split()) for s in walk(data["furniture"]) if "text" in s)
    assert words == 0 and "text" not in data


def walk(value: object) -> list[dict[str, object]]:
    """All spans of a document."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [s for v in inner for s in walk(v)]
    return [*found, value] if isinstance(value, dict) and {"start", "end"} <= value.keys() else found


def test_hidden_actors_take_the_text_off_the_page(yoon: Briefing) -> None:
    hidden = replace(yoon, review=Review("reviewed", "Mina Ko", "2026-11-24", hidden=1))
    made = pages(hidden, source_text="full")
    assert "bf-passages" not in made["briefings/yoon-nato.md"].text
    assert "text" not in json.loads(made["briefings/yoon-nato.json"].text)


def test_review_is_on_page_and_card(yoon: Briefing) -> None:
    about_one = yoon.positions[0].id
    notes = (Note("Mina Ko", "Checked by phone.", about_one), Note("Mina Ko", "Compare the agency’s report."))
    done = replace(yoon, review=Review("reviewed", "Mina Ko", "2026-11-24", notes, ("title set",)))
    made = pages(done)
    html = unescape(made["briefings/yoon-nato.md"].text)
    assert "✓ <bdi>reviewed by Mina Ko on 24 November 2026" in html
    assert html.index("with its plans to expand") < html.index("Checked by phone.")
    assert "1 change by a reviewer" in html and "✓ reviewed" in made["index.md"].text


def test_another_language_is_named_and_claims_no_figures_of_english(yoon: Briefing) -> None:
    assert "read by simpler rules" not in page(yoon) and "reach an F1" in page(yoon)
    html = page(replace(yoon, article=replace(yoon.article, language=Field("ko", "inferred"))))
    assert "This article is in Korean, which is read by simpler rules" in html
    assert "reach an F1" not in html and "do not hold for Korean" in html


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=1#c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: bool) -> None:
    assert bool(safe_url(url)) is safe


@pytest.mark.parametrize(
    ("here", "there", "directories", "link"),
    [
        ("index.md", "briefings/a/b.md", True, "briefings/a/b/"),
        ("briefings/a/b.md", "index.md", True, "../../../"),
        ("briefings/a/b.md", "briefings/a/b.json", True, "../b.json"),
        ("briefings/a.md", "actors/x.md", True, "../../actors/x/"),
        ("briefings/index.md", "briefings/a.md", True, "a/"),
        ("briefings/a.md", "actors/x.md", False, "../actors/x.html"),
        ("briefings/a.md", "index.md", False, "../index.html"),
        ("index.md", "actors/index.md", False, "actors/index.html"),
    ],
)
def test_links_are_relative(here: str, there: str, directories: bool, link: str) -> None:
    assert Links.of(here, directories).to(there) == link


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2023-07-11", "11 July 2023"),
        ("2023-07", "July 2023"),
        ("2023", "2023"),
        ("2023-07-11T08:00:00Z", "11 July 2023"),
        ("2023-13-01", "2023-13-01"),
        ("last Tuesday", "last Tuesday"),
    ],
)
def test_dates_in_words(value: str, shown: str) -> None:
    assert about.date_shown(value) == shown


def test_report_link(yoon: Briefing) -> None:
    def link(**settings: str) -> str | None:
        return about.report_link(yoon, site.Settings(**settings))  # type: ignore[arg-type]

    assert link() is None and link(repo_url="https://example.org/git") is None
    github = link(repo_url="https://github.com/o/r/", site_url="https://o.github.io/r/") or ""
    assert github.startswith("https://github.com/o/r/issues/new?title=Mistake")
    assert "https%3A%2F%2Fo.github.io%2Fr%2Fbriefings%2Fyoon-nato%2F" in github
    assert (link(report_url="mailto:a@b.org?subject={title}") or "").startswith("mailto:a@b.org?subject=Mistake")
    assert link(report_url="javascript:alert(1)") is None
    own = statement(page(yoon, repo_url="https://github.com/o/r"), "dancing to the tune")
    assert "issues/new?title=" in own and "dancing+to+the+tune" in own
    assert "bf-report" not in statement(page(yoon), "dancing to the tune")


def test_nasty_titles_in_front_matter() -> None:
    nasty = nasty_briefing()
    for words in (*NASTY, *UNPRINTABLE):
        titled = replace(nasty, article=replace(nasty.article, id="yoon-nato", title=Field(words, "stated")))
        text = pages(titled)["briefings/yoon-nato.md"].text
        assert yaml.safe_load(text.split("---\n")[1])["title"] == plain_title(words)
