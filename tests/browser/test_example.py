"""The example book in a real browser, below a sub-path: every kind of page, for every reader."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from building import needed, served
from conftest import Watched
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

EXAMPLE = Path(__file__).parents[1] / "data" / "wikinews"
BELOW = "example/book"
ADDRESS = f"https://o.example/{BELOW}/"
PAGES = {
    "home": "",
    "a briefing": "briefings/gm-bondholders/",
    "a long briefing": "briefings/chavez-un/",
    "briefings": "briefings/",
    "actors": "actors/",
    "an actor": "actors/steve-jobs/",
    "topics": "topics/",
    "a topic": "topics/bankruptcy/",
    "timeline": "timeline/",
    "stories": "stories/",
    "a story": "stories/gm-bondholders/",
    "who speaks": "sources/",
    "outlets": "outlets/",
    "an outlet": "outlets/wikinews/",
    "corrections": "corrections/",
    "data": "data/",
}
SCHEMES = ("light", "dark")
# What axe finds in the theme itself: its search dialog has no name, and its footer's small print is pale.
THEME = {"aria-dialog-name", "color-contrast"}
# Of a page with what is ours, without the theme's own files.
MOST_BYTES = 300_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example book as its configuration has it; analyses that are known already are taken from its cache."""
    out = tmp_path_factory.mktemp("example") / "site"
    config = load_config(str(EXAMPLE / "mkdocs.yml"), site_dir=str(out), site_url=ADDRESS, strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return out


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site, below=BELOW) as base:
        yield base


# ---- Accessibility ----


def opened(page: Page, address: str, path: str) -> None:
    """The page with all that can be unfolded unfolded, and nothing on its way from one colour to another."""
    page.goto(address + path)
    page.add_style_tag(content="* { transition: none !important; animation: none !important }")
    page.add_style_tag(content=".bf .bf-do { opacity: 1 !important }")
    page.evaluate("document.querySelectorAll('.md-content details').forEach(d => d.open = true)")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(address: str, browser: Browser, axe: str, name: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    opened(page, address, PAGES[name])
    page.evaluate(axe)
    run = "async of => (await axe.run(of)).violations.map(v => [v.id, v.nodes[0].target[0], v.nodes[0].html])"
    assert page.evaluate(run, {"include": [".md-content"]}) == []
    theirs = {id for id, _, _ in page.evaluate(run, {"exclude": [".md-content"]})}
    assert theirs <= THEME
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways(address: str, watched: Watched, name: str) -> None:
    opened(watched.page, address, PAGES[name])
    for width in (320, 360, 768, 1280, 2200):
        watched.page.set_viewport_size({"width": width, "height": 900})
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    assert not watched.errors and not watched.outside(address)


@pytest.mark.parametrize("name", ["a briefing", "an actor", "a topic", "briefings", "timeline"])
def test_the_keyboard_reaches_everything(address: str, watched: Watched, name: str) -> None:
    page = watched.page
    page.goto(address + PAGES[name])
    # What a pointer can reach; what is folded away comes with its summary.
    wanted = page.evaluate(
        """() => { const all = [...document.querySelectorAll(
             '.md-content :is(a[href], button, input, select, summary, [tabindex])')]
             .filter(e => e.checkVisibility());
           all.forEach((e, n) => e.dataset.test = n); return all.length; }"""
    )
    seen: set[str] = set()
    unseen = 0
    page.evaluate("document.activeElement.blur()")
    for _ in range(wanted + 200):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
               return [e.dataset.test ?? '', e.closest('.md-content') !== null,
                 s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.borderStyle !== 'none', e.outerHTML]; }"""
        )
        if at[0] != "":
            seen.add(at[0])
            assert at[2], f"focus cannot be seen: {at[3][:200]}"
        elif len(seen) == wanted:
            break
        else:
            unseen += 1
    assert len(seen) == wanted
    assert unseen < 150


def test_enter_follows_what_is_reached(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + PAGES["a briefing"])
    page.locator(".bf-mark").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#s*")
    assert page.locator(":target").count() == 1
    page.locator(".bf-top summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".bf-top details[open]").count() == 1


def test_a_picture_has_its_words(address: str, watched: Watched) -> None:
    """Drawings are hidden from screen readers; what they show stands beside them."""
    page = watched.page
    for path in ("briefings/chavez-un/", "actors/steve-jobs/", "sources/", "timeline/"):
        page.goto(address + path)
        assert page.locator(".bf svg").count() and not page.locator(".bf svg:not([aria-hidden=true])").count(), path
    page.goto(address + "briefings/chavez-un/")
    rows = page.locator(".bf-through tbody tr")
    assert rows.count() and all("¶" in row for row in rows.all_inner_texts())
    page.goto(address + "actors/steve-jobs/")
    page.click("summary:has-text('As a table')")
    assert page.locator(".bf-activity tbody tr:visible").count() > 3


# ---- Weight ----


def test_a_briefing_is_light(site: Path) -> None:
    """The page with our styles and script, as they come from a plain server, not compressed."""
    ours = sum((site / f"assets/briefing.{kind}").stat().st_size for kind in ("css", "js"))
    pages = {p: p.stat().st_size for p in (site / "briefings").glob("*/index.html")}
    heaviest = max(pages, key=lambda p: pages[p])
    assert len(pages) == 61
    assert pages[heaviest] + ours < MOST_BYTES, heaviest


# ---- Ways ----


def test_no_link_is_dead_and_no_page_an_orphan(site: Path) -> None:
    """From the home page on, by links alone, as one who has only the address."""
    htmls: dict[Path, str] = {}
    ids: dict[Path, set[str]] = {}
    ahead, seen = [site / "index.html"], set()
    while ahead:
        page = ahead.pop()
        if page in seen:
            continue
        seen.add(page)
        html = unescape(page.read_text("utf8"))
        htmls[page], ids[page] = html, set(re.findall(r'\sid="([^"]+)"', html))
        for href in re.findall(r'<(?:a|link)\s[^>]*href="([^"]+)"', html):
            if href.startswith(ADDRESS):
                href = "/" + href.removeprefix(ADDRESS)
                base = site
            elif re.match(r"https?:|mailto:|data:", href):
                continue
            else:
                base = page.parent
            target = unquote(href.partition("#")[0]).lstrip("/")
            file = Path(os.path.normpath(base / target)) if target else page if not href.startswith("/") else site
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file() and file.is_relative_to(site), (page, href)
            if file.suffix == ".html":
                ahead.append(file)
    for page, html in htmls.items():
        for href in re.findall(r'<a\s[^>]*href="([^"]+)"', html):
            target, _, anchor = href.partition("#")
            if not anchor or re.match(r"https?:|mailto:", href) or anchor == "__tabbed":
                continue
            file = Path(os.path.normpath(page.parent / unquote(target))) if target else page
            file = file / "index.html" if file.is_dir() else file
            assert unquote(anchor) in ids[file], (page, href)
    pages = {p for p in site.rglob("*.html") if p.name != "404.html"}
    # Addresses that moved are for those who come from elsewhere.
    moved = {p for p in pages if 'http-equiv="refresh"' in p.read_text("utf8")}
    assert pages - moved == seen - moved and len(pages) > 300


def test_in_three_clicks_to_what_one_said_on_one_topic_in_two_articles(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    page.click(".bf-overview a:has-text('Steve Jobs')")
    page.wait_for_url("**/actors/steve-jobs/")
    line = page.locator(".bf-beside li", has_text=re.compile(r"in [2-9] articles")).first
    topic = line.locator("a").inner_text()
    line.locator("a").click()
    page.wait_for_url("**/topics/*/#by-steve-jobs")
    said = page.locator(":target")
    assert len(set(said.locator(".bf-in a").all_inner_texts())) >= 2, topic
    assert said.locator(".bf-statement").count() >= 2
    box = said.bounding_box()
    assert box and 40 < box["y"] < 800
    assert not watched.errors and not watched.outside(address)


def test_the_example_is_filtered(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + "briefings/")
    cards = page.locator(".bf-list > .bf-card:visible")
    for facet, choice in (("year", "2009"), ("topic", "bankruptcy")):
        before = cards.count()
        label = page.locator(f"select[name={facet}] option", has_text=choice).inner_text()
        page.select_option(f"select[name={facet}]", label=label)
        assert 0 < cards.count() < before
    assert set(page.locator(".bf-card:visible .bf-meta").all_inner_texts()) <= {
        t for t in page.locator(".bf-card .bf-meta").all_inner_texts() if "2009" in t
    }


# ---- For machines ----

SCHEMA = {"Report", "NewsArticle", "Person", "Organization", "Country", "Quotation"}


def test_structured_data_is_schema_orgs(site: Path) -> None:
    for path in (site / "briefings").glob("*/index.html"):
        (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf8"), re.S)
        document = json.loads(script)
        assert document["@context"] == "https://schema.org" and document["@type"] == "Report"
        assert document["url"].startswith(ADDRESS) and document["isBasedOn"]["@type"] == "NewsArticle"
        types: set[str] = set()
        parts = [document]
        while parts:
            part = parts.pop()
            if isinstance(part, dict):
                types |= {part["@type"]} if "@type" in part else set()
                parts += part.values()
            elif isinstance(part, list):
                parts += part
        assert types <= SCHEMA, path


def test_citations_feeds_and_tables_of_the_example_are_read(site: Path) -> None:
    bibtex, ris, feeds = needed("bibtexparser"), needed("rispy"), needed("feedparser")
    statements = 0
    for path in (site / "briefings").glob("*.bib"):
        library = bibtex.parse_string(path.read_text("utf8"))
        items = json.loads(path.with_suffix(".csl.json").read_text("utf8"))
        records = ris.loads(path.with_suffix(".ris").read_text("utf8"))
        assert not library.failed_blocks, path
        assert [e.key for e in library.entries] == [i["id"] for i in items] == [r["id"] for r in records]
        statements += len(items) - 1
    for name in ("feed.xml", "corrections.xml"):
        found = feeds.parse((site / name).read_text("utf8"))
        assert not found.bozo and found.entries, name
    with (site / "data/positions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == statements > 400
    lines = (site / "data/briefings.jsonl").read_text("utf8").splitlines()
    assert len(lines) == 61 and all(json.loads(line)["schema"] == "briefing/1" for line in lines)
