"""A reader's ways through the built site, below a sub-path as on GitHub Pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import MATERIAL, SEED, make, project, served
from conftest import Watched
from playwright.sync_api import Page

HARBOUR = """---
title: Harbour bridge reopens
date: 2023-05-01
---
Mayor Ada Lindqvist reopened the harbour bridge on Monday after three years of repairs.

“This bridge is the heart of our town and it beats again today,” Lindqvist said at the opening.

The repairs cost the town nine million crowns, and the ferry company criticised the price of the repairs.
"""
FERRY = """---
title: Ferry company seeks a new route
date: 2023-06-11
---
The ferry company Norrline asked the town on Sunday for a new route to the islands.

“We cannot live from a harbour that the bridge has emptied,” said Per Holm, the director of Norrline.

Mayor Ada Lindqvist said that the town would study the route to the islands but that NATO came first.
"""

FIRST_HITS = 3


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {
        "seeds/yoon-nato.txt": SEED.read_bytes(),
        "seeds/2023/bridge.md": HARBOUR,
        "seeds/2023/ferry.md": FERRY,
    }
    theme = {**MATERIAL, "palette": {"scheme": "default", "primary": "custom", "accent": "custom"}}
    return make(project(tmp_path_factory.mktemp("reading"), files, theme=theme, site_url="https://o.example/repo/"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site, below="repo") as base:
        yield base


def test_from_home_to_a_sentence_and_back(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    page.click(".bf-card:has-text('Yoon Suk-yeol') h2 a")
    statement = page.locator(".bf-statement", has_text="dancing to the tune").first
    mark = statement.locator("a.bf-mark")
    assert mark.inner_text() == "¶8"
    mark.click()
    lit = page.locator(":target")
    assert "dancing to the tune" in lit.inner_text()
    # Both sentences of the quotation that its speaker breaks, not only the first.
    assert "joining the front against China and Russia" in lit.inner_text()
    assert lit.evaluate("e => getComputedStyle(e).backgroundColor") not in ("rgba(0, 0, 0, 0)", "transparent")
    box = lit.bounding_box()
    assert box and 80 < box["y"] < 800, "the sentence is in view, below the site's header"
    page.locator(":target a.bf-back", has_text="↩").first.click()
    assert "dancing to the tune" in page.locator(":target").inner_text()
    assert not watched.errors and not watched.outside(address)


def test_to_an_actor_and_to_the_sentence_from_there(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + "briefings/yoon-nato/")
    page.click(".bf-actor:has-text('Kim Joon-hyung')")
    page.wait_for_url("**/repo/actors/kim-joon-hyung/")
    page.locator(".bf-statement a.bf-mark").first.click()
    page.wait_for_url("**/repo/briefings/yoon-nato/#s*")
    assert "stepping up its efforts" in page.locator(":target").inner_text()
    assert not watched.errors and not watched.outside(address)


def test_breadcrumbs_active_tab_and_neighbours(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + "briefings/2023/bridge/")
    assert page.locator(".md-tabs__item--active").inner_text().strip() == "Briefings"
    assert page.locator("link[rel=prev]").get_attribute("href").endswith("ferry/")  # type: ignore[union-attr]
    page.click(".md-path__link:has-text('Briefings')")
    page.wait_for_url("**/repo/briefings/")
    page.locator(".bf-card h2").nth(1).wait_for()
    assert page.locator(".bf-card h2").all_inner_texts()[:2] == [
        "Ferry company seeks a new route",
        "Harbour bridge reopens",
    ]


def test_data_is_where_the_page_says(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + "briefings/yoon-nato/")
    answer = page.request.get(page.locator("a:has-text('Data (JSON)')").evaluate("a => a.href"))
    assert answer.ok and answer.json()["id"] == "yoon-nato"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("kim joon-hyung", r"actors/kim-joon-hyung/$"),
        ("Lindqvist", r"actors/ada-lindqvist/$"),
        ("dancing to the tune of NATO", r"briefings/yoon-nato/"),
        ("Korea is dancing", r"briefings/yoon-nato/"),
        ("heart of our town", r"briefings/2023/bridge/"),
        ("rules-based world order", r"briefings/yoon-nato/"),
        ("harbour bridge", r"(topics|briefings/2023)/"),
    ],
)
def test_search_finds_among_the_first_hits(address: str, watched: Watched, query: str, wanted: str) -> None:
    hits = search(watched.page, address, query)
    assert any(re.search(wanted, hit) for hit in hits[:FIRST_HITS]), hits
    assert not watched.errors and not watched.outside(address)


def search(page: Page, address: str, query: str) -> list[str]:
    """The addresses of the hits of Material's search, first first; sections of a page count with their page."""
    page.goto(address)
    page.click(".md-search__input")
    for part in (query, " "):  # what is typed before the index is there waits for the next key
        page.wait_for_timeout(500)
        page.locator(".md-search__input").press_sequentially(part)
    page.wait_for_selector(".md-search-result__item > a", state="attached", timeout=15_000)
    page.wait_for_timeout(300)
    return [
        str(a.evaluate("a => a.href.split('?')[0]"))
        for a in page.locator(".md-search-result__item > a.md-search-result__link").all()
    ]


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_fits_every_width_and_has_contrast(address: str, watched: Watched, scheme: str) -> None:
    page = watched.page
    for path in ("", "briefings/yoon-nato/", "briefings/", "actors/", "actors/nato/", "topics/"):
        page.goto(address + path, wait_until="domcontentloaded")
        page.add_style_tag(content="* { transition: none !important }")
        page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
        for width in (360, 390, 768, 1280, 2200):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        assert page.evaluate(LOW_CONTRAST) == [], path


# WCAG 2.1 contrast of every text of ours against what is painted behind it; AA asks for 4.5.
LOW_CONTRAST = """() => {
  const rgba = (s) => {
    const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    c.fillStyle = s; c.fillRect(0, 0, 1, 1); const d = c.getImageData(0, 0, 1, 1).data;
    return [d[0], d[1], d[2], d[3] / 255]; };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = (c) => { const f = c.slice(0, 3).map((v) => { v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const behind = (e) => { const stack = [];
    for (; e; e = e.parentElement) stack.push(rgba(getComputedStyle(e).backgroundColor));
    return stack.reverse().reduce((base, c) => c[3] ? over(c, base) : base, [255, 255, 255, 1]); };
  const low = new Set();
  for (const e of document.querySelectorAll('.bf, .bf *, .bf-head ~ h2')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const back = behind(e), fore = over(rgba(getComputedStyle(e).color), back);
    const [a, b] = [light(fore), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.add(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
  }
  return [...low];
}"""
