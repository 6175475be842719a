"""What saved pages state, and how: each case a fault that real pages have shown."""

from __future__ import annotations

import pytest

from briefing.ingest import encoding, html, shown_date

PARAGRAPHS = (
    "The mayor of Port Hale opened the new bridge on Monday after six years of work and many quarrels.",
    "Some two hundred people came in the rain to see it, and the band of the fire brigade played for an hour.",
    "Critics said that the bridge cost too much, and that the money was needed for the schools by the harbour.",
    "The old bridge fell in a flood. Nobody was hurt, but half of the town was cut off for more than a year.",
)


def page(
    head: str = "<title>A bridge at last</title>", top: str = "<h1>A bridge at last</h1>", below: str = ""
) -> bytes:
    text = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"<!doctype html><html><head>{head}</head><body><article>{top}{text}</article>{below}</body></html>".encode()


@pytest.mark.parametrize(
    ("shown", "iso"),
    [
        ("<p>Stand: 5. November 2021</p>", "2021-11-05"),
        ("<p>05.11.2021 11:35</p>", "2021-11-05"),
        ("<p>Publié le 5 novembre 2021</p>", "2021-11-05"),
        ("<p>November 2021</p>", None),
        ("<p>5 November</p>", None),
        ("<p>The harbour was opened, to everybody’s surprise, on 5 November 2021 by the king.</p>", None),
        ("<p>5. Oktober 2020</p><p>5. November 2021</p>", "2020-10-05"),
        ("", None),
    ],
)
def test_the_day_that_a_page_shows(shown, iso):
    assert html.read(page(top=f"<h1>A bridge at last</h1>{shown}"), "x.html").given.published == iso


def test_days_in_the_foot_or_beside_are_not_the_pages():
    for below in ("<footer><p>Updated 5 November 2021</p></footer>", "<!-- 2021-11-05 -->", "<p>© 2021</p>"):
        assert shown_date.find(page(below=below).decode(), "2021-11-05") is None


def test_a_broken_page_has_no_day():
    assert shown_date.find("") is None and shown_date.find("<") is None


@pytest.mark.parametrize(
    ("title", "heading", "headline"),
    [
        ("A bridge at last", "News of the town", "A bridge at last"),
        ("A bridge at last", "Port Hale has its bridge", "Port Hale has its bridge"),
        ("", "A bridge at last", "A bridge at last"),
    ],
)
def test_the_headline_shares_a_word_with_the_title(title, heading, headline):
    given = html.read(page(f'<meta property="og:title" content="{title}">', f"<h1>{heading}</h1>"), "x.html").given
    assert given.title == headline


def test_places_where_a_word_may_break_are_not_in_it():
    text = html.read(page().replace(b"quarrels", "quar\u00adrels and\u200bso".encode()), "x.html").text
    assert "many quarrels andso." in text


def test_a_stray_zero_byte_is_passed_over():
    assert "opened the new bridge" in html.read(page().replace(b"new", b"n\0ew"), "x.html").text


def test_names_of_one_word():
    def names(*authors: str) -> tuple[str, ...]:
        return html._authors("; ".join(authors), None)

    assert names("Ann Lee", "Agencies") == ("Ann Lee",)
    assert names("배윤경", "김혜진") == ("배윤경", "김혜진")
    assert names("Reuters") == ("Reuters",)


def test_nearly_utf8():
    text = "Żółw šaty říká příliš žluťoučký kůň " * 5
    broken = text.encode() + b" caf\xe9 " + text.encode() + "ł".encode()[:1]
    found, warning = encoding.decode(broken, "x.txt")
    assert found == f"{text} caf� {text}�" and "2 bytes are no UTF-8" in str(warning)
    assert encoding.decode("Ein Café, über".encode("latin-1"), "x.txt")[0] == "Ein Café, über"
