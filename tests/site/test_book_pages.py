"""Pages over the whole book, from three articles and a book made by hand."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from filled import book_of
from three import three

from briefing import site
from briefing.book import Book


@pytest.fixture(scope="module")
def book() -> Book:
    return book_of(three())


@pytest.fixture(scope="module")
def pages(book: Book) -> dict[str, site.Page]:
    settings = site.Settings(site_url="https://o.example/r/", site_name="The Book")
    return {p.path: p for p in site.render(book, settings)}


def html(pages: dict[str, site.Page], path: str) -> str:
    return unescape(pages[path].text)


def section(text: str, heading: str) -> str:
    return text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_each_link_leads_to_a_page_and_an_anchor_that_is_there(pages: dict[str, site.Page]) -> None:
    ids = {path: set(re.findall(r' id="([^"]+)"', unescape(p.text))) for path, p in pages.items()}
    headings = {path: set(re.findall(r"^## (.+)$", p.text, re.M)) for path, p in pages.items()}
    checked = 0
    for path, page in pages.items():
        if not path.endswith(".md"):
            continue
        here = "" if path == "index.md" else path.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/"
        for href in re.findall(r'href="([^"]+)"', unescape(page.text)):
            if re.match(r"https?:|#", href):
                continue
            target, _, anchor = href.partition("#")
            there = here
            for part in target.split("/")[:-1]:
                there = there[: there.rstrip("/").rfind("/") + 1] if part == ".." else f"{there}{part}/"
            name = target.rsplit("/", 1)[-1]
            found = there + name if name else f"{there.rstrip('/')}.md" if there else "index.md"
            found = found if found in pages else f"{there}index.md"
            assert found in pages, (path, href)
            slugs = {h.lower().replace(" ", "-") for h in headings[found]}
            assert not anchor or anchor in ids[found] | slugs, (path, href)
            checked += 1
    assert checked > 100


def test_an_actor_by_date_with_cue_and_form(pages: dict[str, site.Page]) -> None:
    page = html(pages, "actors/ada-berg.md")
    own = section(page, "Statements")
    places = [own.index(w) for w in ("safe & sound", "has my word", "was too dear")]
    assert places == sorted(places), "oldest first, undated last"
    assert "told" in own and "to <bdi>reporters" in own and "· quoted" in own and "· reported" in own
    assert "1 May 2023" in own and "date not stated" in own
    roles = section(page, "Roles")
    assert roles.index("1 May 2023") < roles.index("undated") and roles.count("<bdi>Mayor</bdi>") == 2
    assert "We ask Ada Berg to act" in section(page, "Spoken of by others")
    assert "Per Holm" in section(page, "Appears with")
    assert re.search(r'topics/bridge/#by-ada-berg"><bdi>bridge.*3 statements in 2 articles', section(page, "Speaks on"))


def test_an_address_of_a_smaller_book_still_leads_to_its_actor(pages: dict[str, site.Page]) -> None:
    old = pages["actors/ada-berg-before.md"]
    assert old.robots == "noindex" and 'content="0; url=..&#47;ada&#45;berg&#47;"' in old.head
    assert 'href="../ada-berg/"' in html(pages, "actors/ada-berg-before.md")


def test_a_topic_says_who_holds_what(pages: dict[str, site.Page]) -> None:
    page = html(pages, "topics/bridge.md")
    table = section(page, "Who holds what")
    cells = re.findall(r'<td><a href="([^"]+)" title="(\d+) statements?: read them">(\d+)</a>', table)
    assert ("#by-ada-berg", "3", "3") in cells and ("#by-per-holm", "2", "2") in cells
    assert "Norrline" in table.split("Mentioned, never quoted on it")[1]
    berg = re.search(r'<section [^>]*id="by-ada-berg">.*?</section>', page, re.S)
    assert berg and "safe & sound" in berg[0] and "emptied the harbour" not in berg[0]


def test_the_timeline_keeps_precision(pages: dict[str, site.Page]) -> None:
    page = html(pages, "timeline/index.md")
    dated, apart = page.split("## Year not stated")
    assert re.findall(r"<dt>(.*?)</dt>", dated) == ["1990s", "2010", "20 June 2011"]
    assert re.findall(r"<dt>(.*?)</dt>", apart) == ["3 May"]
    link = re.search(r'20 June 2011</dt><dd>.*?href="\.\./briefings/opening/#(s\d+)"', dated, re.S)
    assert link and f'id="{link[1]}"' in html(pages, "briefings/opening.md")


def test_many_dates_have_a_page_for_each_year(monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    monkeypatch.setattr("briefing.site.timeline_page.MOST", 1)
    made = {p.path: p for p in site.render(book, site.Settings())}
    assert {"timeline/1990s.md", "timeline/2010s.md"} <= made.keys()
    assert 'href="2010s/"' in made["timeline/index.md"].text and "the council voted" in made["timeline/2010s.md"].text


def test_a_story_side_by_side(pages: dict[str, site.Page]) -> None:
    page = html(pages, "stories/the-story.md")
    columns = re.findall(r"<section>.*?</section>", page, re.S)
    assert [re.findall(r"<bdi>(.*?)</bdi>", c)[0] for c in columns] == [
        "The bridge opens",
        "Ferry crews walk out",
        "Mayor answers",
    ]
    assert "First report" in columns[0] and "Adds" in columns[1]
    assert "A version of “The bridge opens”, 93 % the same words" in columns[1]
    index = html(pages, "stories/index.md")
    assert "Nearly the same text" in index and "93 %" in index
    assert "Part of a story" in html(pages, "briefings/strike.md")
    assert "Nearly the same text: 93 %" in html(pages, "briefings/opening.md")


def test_who_speaks(pages: dict[str, site.Page]) -> None:
    page = html(pages, "sources/index.md")
    percents = [int(p) for p in re.findall(r"(\d+) %</span>", section(page, "Named and unnamed sources"))]
    assert len(percents) == 2 and sum(percents) == 100
    row = re.search(r"<tr><th[^>]*><a[^>]*><bdi>Ada Berg.*?</tr>", page)
    assert row and [re.sub("<.*?>", "", c) for c in re.findall(r"<td>(.*?)</td>", row[0])][1:] == ["12", "6", "3"]
    outlets = section(page, "By outlet")
    assert outlets.index("Courier") < outlets.index("Harbour Post") and "How this was counted" in page
    assert "Mayor answers" in html(pages, "outlets/courier.md")
    assert "How this was counted" in html(pages, "briefings/opening.md")


def test_lists_are_whole_and_say_what_they_can_be_filtered_by(pages: dict[str, site.Page]) -> None:
    page = html(pages, "briefings/index.md")
    form = re.search(r'<form class="bf-filter".*?</form>', page, re.S)
    assert form and " hidden " in form[0]
    assert re.findall(r'<select name="(\w+)"', form[0]) == ["actor", "topic", "outlet", "year", "order"]
    courier = re.search(r'value="(\d+)">Courier \(2\)', form[0])
    cards = re.findall(r'<article class="bf-card"([^>]*)>\s*<h2><a href="(\w+)/"', page)
    assert [name for _, name in cards] == ["strike", "opening", "answer"]
    assert courier and [name for data, name in cards if f'data-outlet="{courier[1]}"' in data] == ["opening", "answer"]
    assert "Per Holm" in html(pages, "actors/index.md")


def test_related_briefings_say_why(pages: dict[str, site.Page]) -> None:
    related = section(html(pages, "briefings/opening.md"), "Related")
    assert "Ferry crews walk out" in related and "also on <bdi>Ada Berg" in related


def test_the_head_is_for_machines(pages: dict[str, site.Page]) -> None:
    head = pages["briefings/opening.md"].head
    assert '<meta name="citation_title" content="The bridge opens">' in head
    document = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)[0])
    assert document["@type"] == "Report" and document["@context"] == "https://schema.org"
    assert document["isBasedOn"]["@type"] == "NewsArticle" and document["isBasedOn"]["datePublished"] == "2023-05-01"
    assert document["hasPart"][0]["text"] == "“The bridge is safe & sound, I promise,”"
    assert document["hasPart"][0]["spokenByCharacter"] == [{"@type": "Person", "name": "Ada Berg"}]
    assert document["hasPart"][0]["url"].startswith("https://o.example/r/briefings/opening/#p-")
