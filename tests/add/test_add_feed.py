"""Feeds: their new items become seeds, once."""

from __future__ import annotations

import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from serving import BRIDGE, FERRY, html

from briefing.add import feed


def rss(items: list[str]) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Tarn Post</title>'
        f"{''.join(items)}</channel></rss>"
    )


def item(link: str, title: str, whole: tuple[str, ...] = (), date: str = "Mon, 06 May 2024 23:30:00 -0500") -> str:
    content = "".join(f"<p>{p}</p>" for p in whole)
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><dc:creator>Jo Marsh</dc:creator>"
        f"<pubDate>{date}</pubDate><description>In short.</description>"
        + (f"<content:encoded>{escape(content)}</content:encoded>" if content else "")
        + "</item>"
    )


LONG = (*BRIDGE, *FERRY)
TOWER = (
    "The water tower on Mill Hill will be pulled down in June, since nobody has offered to keep its roof from leaking.",
    "It was built in 1911 and gave the lower town its water until the pumps by the lake took over in the seventies.",
    "“I learned to count on its windows,” said Tom Abara, who lives across the street and had hoped for a café in it.",
    "The parish will sell the bricks, and a bench is to be made of the oak door, according to its clerk, Lena Moss.",
)


def test_items_are_added_once(server, add, seeds):
    first = server.page("/a", html(BRIDGE, "A bridge at last"))
    second = server.page("/b", html(FERRY, "Ferry aground"))
    url = server.page("/feed.xml", rss([item(first, "A bridge"), item(second, "A ferry")]), "application/rss+xml")
    assert "2 added, 0 already there, 0 failed" in add("--allow-private", url).output
    assert sorted(p.name for p in seeds.iterdir()) == ["2024-05-06-a-bridge-at-last.md", "2024-05-06-ferry-aground.md"]
    server.asked.clear()
    out = add("--allow-private", url).output
    assert "0 added, 2 already there, 0 failed" in out and "(the same address)" in out
    assert server.paths == ["/feed.xml"], "what is there is not fetched again"
    third = server.page("/c", html(TOWER, "A tower"))
    server.page("/feed.xml", rss([item(third, "A tower"), item(first, "A bridge")]), "text/xml")
    assert "1 added, 1 already there, 0 failed" in add("--allow-private", url).output


def test_whole_items_are_not_fetched(server, add, seeds):
    appended = (*LONG, "The post A bridge and a ferry appeared first on The Tarn Post.")
    url = server.page("/feed.xml", rss([item(server.url("/a"), "A bridge & a ferry", appended)]), "application/rss+xml")
    add("--allow-private", url)
    assert server.paths == ["/feed.xml"]
    text = next(seeds.iterdir()).read_text(encoding="utf-8")
    for line in (
        'title: "A bridge & a ferry"', "authors: [Jo Marsh]", "outlet: The Tarn Post", "date: 2024-05-06",
        f'url: "{server.url("/a")}"', *LONG,
    ):  # fmt: skip
        assert f"\n{line}\n" in text, line
    assert "appeared first" not in text


def test_teasers_are_fetched(server, add, seeds):
    page = server.page("/a", html(BRIDGE, "A bridge"))
    teaser = ("x " * 200 + "[…]",)
    url = server.page("/feed.xml", rss([item(page, "A bridge", teaser)]), "application/rss+xml")
    add("--allow-private", url)
    assert "/a" in server.paths and BRIDGE[-1] in next(seeds.iterdir()).read_text(encoding="utf-8")


def test_the_feed_says_what_the_page_does_not(server, add, seeds):
    plain = "<!doctype html><html><head><title>A bridge</title></head><body><article><h1>A bridge</h1>"
    page = server.page("/a", plain + "".join(f"<p>{p}</p>" for p in BRIDGE) + "</article></body></html>")
    add("--allow-private", server.page("/feed.xml", rss([item(page, "x")]), "application/rss+xml"))
    text = next(seeds.iterdir()).read_text(encoding="utf-8")
    assert "date: 2024-05-06\n" in text and "authors: [Jo Marsh]\n" in text


def test_a_bad_item_stops_no_other(server, add, seeds):
    good = server.page("/a", html(BRIDGE, "A bridge"))
    items = [item(server.url("/gone"), "Gone"), item("", "Nowhere"), item("ftp://x/y", "Odd"), item(good, "A bridge")]
    out = add("--allow-private", server.page("/feed", rss(items), "application/xml"), code=1).output
    assert "1 added, 0 already there, 3 failed" in out


def test_robots_keep_us_from_items(server, add, seeds):
    page = server.page("/a", html(BRIDGE, "A bridge"))
    server.page("/robots.txt", "User-agent: *\nDisallow: /a\n", "text/plain")
    url = server.page("/feed", rss([item(page, "A bridge")]), "application/rss+xml")
    assert "robots.txt" in add("--allow-private", url, code=1).output
    assert not list(seeds.iterdir())


def test_items_on_this_computer_are_refused_too(server, add, seeds):
    page = server.page("/a", html(BRIDGE, "A bridge"))
    Path("feed.xml").write_text(rss([item(page, "A bridge")]), encoding="utf-8")
    assert "--allow-private" in add("feed.xml", code=1).output
    assert not server.asked


def test_an_atom_feed_in_a_file(server, add, seeds):
    words = escape("".join(f"<p>{p}</p>" for p in LONG))
    Path("feed.atom").write_text(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Tarn Post</title><entry>'
        "<title>A bridge</title><link href='https://tarnpost.example/a'/><id>x</id>"
        f"<author><name>Jo Marsh</name></author>"
        f"<updated>2024-05-09T01:00:00Z</updated><content type='html'>{words}</content></entry></feed>",
        encoding="utf-8",
    )
    add("feed.atom")
    text = next(seeds.iterdir()).read_text(encoding="utf-8")
    assert 'url: "https://tarnpost.example/a"' in text and "authors: [Jo Marsh]" in text
    assert "date:" not in text, "a day of change is no day of publication"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [("<rss version='2.0'><channel><title>x</title></channel></rss>", 0, "no items"), ("<rss", 1, "no feed")],
)
def test_feeds_without_items(add, seeds, data, code, words):
    Path("feed.xml").write_text(data, encoding="utf-8")
    assert words in add("feed.xml", code=code).output


def test_entities_in_a_feed_do_not_grow(add, seeds):
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9))
    page = rss([item("https://tarnpost.example/a", "x")]).replace("<rss", f"<!DOCTYPE rss [{bombs}]><rss", 1)
    Path("feed.xml").write_text(page.replace("In short.", "&e8;"), encoding="utf-8")
    began = time.monotonic()
    found = feed.read(Path("feed.xml").read_bytes(), "feed.xml")
    assert time.monotonic() - began < 5 and len(str(found)) < 1_000_000


def test_files_of_other_kinds_are_no_feeds():
    assert feed.is_feed(rss([]).encode()) and feed.is_feed(rss([]).encode("utf-16"))
    assert not feed.is_feed(html(BRIDGE, "<feed>").encode()) and not feed.is_feed(b"<html><rss></rss></html>")
