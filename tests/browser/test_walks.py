"""A reader's ways across articles: from an actor or a topic to what was said, through lists, to a citation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from building import MATERIAL, make, project, served
from conftest import Watched
from playwright.sync_api import Browser
from test_reading import FIRST_HITS, LOW_CONTRAST, search

SEEDS = {
    "opening": """---
title: Harbour bridge opens with a toll
date: 2023-05-01
outlet: Courier
url: https://example.org/opening
---
Mayor Ada Lindqvist opened the harbour bridge on Monday, and with it the bridge toll.

“The bridge toll is fair, and it pays for the repairs,” Lindqvist said. The bridge toll is nine crowns.

The old bridge fell in 2010. Critics say that the bridge toll is too high.
""",
    "ferry": """---
title: Ferry company fights the bridge toll
date: 2023-06-11
outlet: Harbour Post
url: https://example.org/ferry
---
The ferry company Norrline asked the town on Sunday to lower the bridge toll.

“The bridge toll empties the harbour,” said Peter Holm, the director of Norrline. Norrline was founded on 3 May 1998.

Mayor Ada Lindqvist said that the bridge toll would stay. “The bridge toll will not change this year,” Lindqvist said.

Holm said that ferry tickets were cheap. Ferry tickets cost two crowns.
""",
    "vote": """---
title: Council keeps the bridge toll
date: 2024-02-07
outlet: Courier
url: https://example.org/vote
---
The council voted on Wednesday to keep the bridge toll.

“The bridge toll was never about the ferries,” said Mayor Ada Lindqvist.

Peter Holm, the director of Norrline, said that the bridge toll was a mistake.

Ferry tickets cost three crowns now. The council did not speak of ferry tickets.
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"seeds/{name}.md": text for name, text in SEEDS.items()}
    theme = {**MATERIAL, "palette": {"scheme": "default", "primary": "custom", "accent": "custom"}}
    folder = project(tmp_path_factory.mktemp("across"), files, theme=theme, site_url="https://o.example/repo/")
    return make(folder)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site, below="repo") as base:
        yield base


def test_in_three_clicks_to_what_one_actor_said_on_one_topic_in_two_articles(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    page.click(".bf-overview a:has-text('Ada Lindqvist')")
    page.wait_for_url("**/actors/ada-lindqvist/")
    page.click(".bf-beside a:has-text('bridge toll')")
    page.wait_for_url("**/topics/bridge-toll/#by-ada-lindqvist")
    said = page.locator(":target")
    assert "pays for the repairs" in said.inner_text() and "will not change this year" in said.inner_text()
    assert "empties the harbour" not in said.inner_text()
    assert len(set(said.locator(".bf-in a").all_inner_texts())) >= 2
    box = said.bounding_box()
    assert box and 40 < box["y"] < 800
    assert not watched.errors and not watched.outside(address)


def test_a_cell_of_the_table_opens_the_statements(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + "topics/bridge-toll/")
    row = page.locator(".bf-matrix tr", has_text="Peter Holm")
    row.locator("td a").first.press("Enter")
    page.wait_for_url("**/#by-peter-holm")
    target = page.locator(":target")
    assert "empties the harbour" in target.inner_text()
    target.locator("a.bf-mark").first.click()
    page.wait_for_url("**/briefings/ferry/#s*")
    assert "empties the harbour" in page.locator(":target").inner_text()


def test_a_date_leads_to_its_sentence(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + "timeline/")
    assert page.locator("dt").all_inner_texts() == ["3 May 1998", "2010"]
    page.locator("dd a.bf-mark").first.click()
    page.wait_for_url("**/briefings/ferry/#s*")
    assert "founded on 3 May 1998" in page.locator(":target").inner_text()


def test_a_list_is_filtered_sorted_and_can_be_linked_to(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + "briefings/")
    titles = page.locator(".bf-list > .bf-card:visible h2")
    assert titles.all_inner_texts() == [
        "Council keeps the bridge toll",
        "Ferry company fights the bridge toll",
        "Harbour bridge opens with a toll",
    ]
    page.select_option("select[name=outlet]", label="Courier (2)")
    assert titles.all_inner_texts() == ["Council keeps the bridge toll", "Harbour bridge opens with a toll"]
    assert page.locator(".bf-filter output").inner_text() == "2 of 3"
    page.select_option("select[name=order]", "oldest")
    page.select_option("select[name=year]", label="2023 (2)")
    assert titles.all_inner_texts() == ["Harbour bridge opens with a toll"]
    filtered = page.url
    page.click("button:has-text('Clear')")
    titles.nth(2).wait_for()
    page.goto(filtered)
    assert titles.all_inner_texts() == ["Harbour bridge opens with a toll"]
    page.goto(address + "briefings/?words=FERRY+fights")
    assert titles.all_inner_texts() == ["Ferry company fights the bridge toll"]
    page.goto(address + "actors/")
    page.fill("input[name=words]", "holm")
    assert page.locator(".bf-actor:visible, .bf-names li:visible").all_inner_texts()[0].startswith("Peter Holm")
    assert page.locator(".bf-head ~ h2:visible").count() == 1
    assert not watched.errors and not watched.outside(address)


def test_without_a_script_lists_are_whole(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "briefings/")
    assert page.locator(".bf-card").count() == 3 and not page.locator("form.bf-filter").is_visible()
    page.click("a:has-text('by outlet')")
    page.click("a:has-text('Courier')")
    assert page.locator(".bf-articles a").all_inner_texts() == [
        "Council keeps the bridge toll",
        "Harbour bridge opens with a toll",
    ]
    context.close()


def test_a_statement_is_cited(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + "briefings/opening/")
    statement = page.locator(".bf-statement", has_text="pays for the repairs").first
    statement.hover()
    link = statement.locator("a[data-cite]")
    id = link.get_attribute("data-cite")
    link.click()
    dialog = page.locator("dialog[open]")
    dialog.locator("pre").nth(3).wait_for()  # the forms are fetched before the dialog opens
    shown = dict(zip(dialog.locator("h3").all_inner_texts(), dialog.locator("pre").all_inner_texts(), strict=True))
    assert "Lindqvist" in shown["APA"] and f"https://o.example/repo/briefings/opening/#{id}" in shown["APA"]
    assert "retrieved" in shown["APA"] and "urldate = {20" in shown["BibTeX"] and "\nY2  - 20" in shown["RIS"]
    item = json.loads(shown["CSL-JSON"])
    assert item["abstract"].startswith("“The bridge toll is fair") and item["accessed"]["date-parts"]
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.cite") == id, "back where one was"
    original = statement.locator("a:has-text('original')").get_attribute("href") or ""
    assert re.match(r"https://example\.org/opening#:~:text=The%20bridge%20toll%20is,", original)
    assert not watched.errors and not watched.outside(address)


def test_addresses_of_statements_stay(site: Path, tmp_path: Path) -> None:
    """Through rebuilds, and when other articles come and go."""
    alone = make(project(tmp_path, {"seeds/opening.md": SEEDS["opening"]}))
    ids = [
        re.findall(
            r'<div class="bf-statement[^>]* id="([^"]+)"', (s / "briefings/opening/index.html").read_text("utf8")
        )
        for s in (site, alone)
    ]
    assert ids[0] and ids[0] == ids[1]


def test_search_finds_topics(address: str, watched: Watched) -> None:
    hits = search(watched.page, address, "bridge toll")
    assert any("topics/bridge-toll/" in hit for hit in hits[:FIRST_HITS]), hits


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_fits_every_width_and_has_contrast(address: str, watched: Watched, scheme: str) -> None:
    page = watched.page
    pages = ("", "briefings/", "briefings/ferry/", "actors/ada-lindqvist/", "topics/bridge-toll/", "timeline/")
    for path in (*pages, "stories/", "sources/", "outlets/", "outlets/courier/"):
        page.goto(address + path, wait_until="domcontentloaded")
        page.add_style_tag(content="* { transition: none !important } .bf-do { opacity: 1 !important }")
        page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
        for details in page.locator("details").all():
            details.evaluate("d => d.open = true")
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        assert page.evaluate(LOW_CONTRAST) == [], path
        levels = page.evaluate(
            "[...document.querySelectorAll('.md-content h1, .md-content h2, .md-content h3')].map(h => +h.tagName[1])"
        )
        assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels)), path
        unnamed = "[...document.querySelectorAll('.bf a')].filter(a => !a.textContent.trim() && !a.ariaLabel).length"
        assert page.evaluate(unnamed) == 0, path
