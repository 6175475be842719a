"""A reader's way through the search that Pagefind makes, below a sub-path as on GitHub Pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from building import MATERIAL, SEED, make, needed, project, served
from conftest import Watched
from playwright.sync_api import Browser, Page, expect
from test_reading import FERRY, HARBOUR

needed("pagefind_bin")

HOSTILE = """---
title: "A title <img src=x onerror=alert(1)> and <b>bold</b> & of a good many words that go on and on, past any line"
date: 2022-01-02
outlet: "<i>The</i> Mirror"
---
Mayor Ada Lindqvist said that <script>alert(2)</script> is a walrus and <img src=x onerror=alert(3)> is not one.

“A walrus <svg onload=alert(4)> eats clams,” Lindqvist said. “&lt;b&gt; is no walrus, and {{ walrus }} is none.”
"""
FILES = {
    "seeds/yoon-nato.txt": SEED.read_bytes(),
    "seeds/2023/bridge.md": HARBOUR.replace("---\nMayor", "outlet: Harbour Post\n---\nMayor", 1),
    "seeds/2023/ferry.md": FERRY,
    "seeds/hostile.md": HOSTILE,
    "docs/guide/как.md": "# How we work\n\n## Tools\n\nA secateur cuts hedges.\n",
}
THEME = {**MATERIAL, "palette": {"scheme": "default", "primary": "custom", "accent": "custom"}}
INPUT = "[data-bf-search] .md-search__input"
META = "#bf-search-meta"
HITS = "#bf-search-list > li"
SELF = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'"
)


def built(folder: Path, **settings: object) -> Path:
    plugins = ["search", {"briefing": {"search": "pagefind"}}]
    return make(project(folder, FILES, theme=THEME, site_url="https://o.example/repo/", plugins=plugins, **settings))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("pagefind"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site, below="repo") as base:
        yield base


def ask(page: Page, words: str) -> list[str]:
    """Type into the search; the addresses of the first pages found."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    # Answers to the beginning come before; what is answered and rests stands in the address.
    page.wait_for_function("words => new URLSearchParams(location.search).get('q') === words", arg=words)
    expect(page.locator(".bf-search-facet").first).to_be_visible()
    return links(page)


def links(page: Page) -> list[str]:
    return page.locator(f"{HITS} > a:first-child").evaluate_all("all => all.map(a => a.href)")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("kim joon-hyung", r"actors/kim-joon-hyung/$"),
        ("Lindqvist", r"actors/ada-lindqvist/$"),
        ("dancing to the tune of NATO", r"briefings/yoon-nato/"),
        ("Korea is dancing", r"briefings/yoon-nato/"),
        ("“heart of our town”", r"briefings/2023/bridge/"),
        ("rules-based world order", r"briefings/yoon-nato/"),
        ("secateur", r"guide/%D0%BA%D0%B0%D0%BA/$"),
    ],
)
def test_finds_among_the_first_hits(address: str, watched: Watched, query: str, wanted: str) -> None:
    watched.page.goto(address + "actors/nato/")
    hits = ask(watched.page, query)
    assert any(re.search(wanted, hit) for hit in hits[:3]), hits
    assert all(hit.startswith(address) for hit in hits)
    assert not watched.errors and not watched.outside(address)


def test_a_hit_leads_to_the_statement(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    ask(page, "emptied")
    part = page.locator(f"{HITS} a[href*='#p-']").first
    assert re.fullmatch("Positions: (Per )?Holm the director of Norrline", part.locator("h2").inner_text())
    assert part.locator("mark").all_inner_texts() == ["emptied"]
    part.click()
    page.wait_for_url("**/briefings/2023/ferry/#p-*")
    assert "emptied" in page.locator(":target").inner_text()
    assert not watched.errors and not watched.outside(address)


def test_by_keyboard_alone(address: str, watched: Watched) -> None:
    page = watched.page
    for key in ("/", "s", "f"):
        page.goto(address)
        page.keyboard.press(key)
        expect(page.locator(INPUT)).to_be_focused()
        assert page.locator(INPUT).input_value() == ""
        page.keyboard.press("Escape")
        expect(page.locator(INPUT)).not_to_be_focused()
        assert not page.locator("#__search").is_checked()
    ask(page, "harbour")
    page.keyboard.press("ArrowDown")
    first = page.locator(f"{HITS} a").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('#bf-search-list') !== null"), "round to the last"
    page.locator(INPUT).focus()
    # A facet: open, choose, out again with Escape, which closes the search only then.
    page.locator(".bf-search-facet", has_text="Kind").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    while not page.evaluate(
        "document.activeElement.dataset.bf === 'kind:topic' || document.activeElement.dataset.bf === 'kind:news'"
    ):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".bf-search-chip")).to_have_count(1)
    assert page.evaluate("document.activeElement.type") == "checkbox", "the focus stays where it was"
    page.keyboard.press("Escape")
    expect(page.locator(".bf-search-choices")).to_be_hidden()
    assert page.locator("#__search").is_checked()
    page.locator(INPUT).focus()
    wanted = links(page)[0]
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)


def test_facets_narrow_count_and_stand_in_the_address(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    page.keyboard.press("/")
    page.click(".bf-search-facet:has-text('Year')")
    assert page.locator(".bf-search-values label").all_inner_texts() == ["2023\n2", "2022\n1"]
    page.click(".bf-search-values label:has-text('2023')")
    expect(page.locator(META)).to_have_text("2 pages")
    # Either year will do; what is chosen does not count against the other.
    expect(page.locator(".bf-search-values label:has-text('2022') small")).to_have_text("1")
    page.click(".bf-search-values label:has-text('2022')")
    expect(page.locator(META)).to_have_text("3 pages")
    dates = page.locator(".bf-search-about").all_inner_texts()
    assert [d.split(" · ")[-1] for d in dates] == ["11 June 2023", "1 May 2023", "2 January 2022"], "newest first"
    page.click(".bf-search-facet:has-text('Outlet')")
    page.click(".bf-search-values label:has-text('Harbour Post')")
    expect(page.locator(META)).to_have_text("1 page")
    page.wait_for_function("location.search.includes('q-outlet')")
    query = parse_qs(urlsplit(page.url).query)
    assert query == {"q-year": ["2023", "2022"], "q-outlet": ["Harbour Post"]}
    linked = page.url
    page.goto("about:blank")
    page.goto(linked)
    expect(page.locator(META)).to_have_text("1 page")
    expect(page.locator(".bf-search-chip")).to_have_count(3)
    page.click(".bf-search-chip:has-text('Harbour Post')")
    expect(page.locator(META)).to_have_text("3 pages")
    page.keyboard.press("Escape")
    assert "?" not in page.url
    assert not watched.errors


def test_words_of_articles_are_words(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    ask(page, "walrus")
    for more in page.locator(f"{HITS} summary").all():
        more.click()
    # Each part ends where the next begins: no topic or speaker runs into the sentence before it.
    lines = page.locator(f"{HITS} a[href*='#s-'] p").all_inner_texts()
    assert lines and all(re.search(r"(one|said)\.$", line.strip()) for line in lines), lines
    text = page.locator("#bf-search-list").inner_text()
    assert "<script>alert(2)</script>" in text and "<svg onload=alert(4)>" in text and "&lt;b&gt;" not in text
    page.click(".bf-search-facet:has-text('Outlet')")
    assert "<i>The</i> Mirror" in page.locator(".bf-search-values").inner_text()
    made = page.locator("[data-bf-search] :is(script, img, i, iframe, .md-search-result__list svg, article b)")
    assert made.count() == 0
    assert not watched.dialogs and not watched.errors and not watched.outside(address)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [360, 1280])
def test_fits_and_keeps_nobody_out(address: str, watched: Watched, axe: str, scheme: str, width: int) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
    page.add_style_tag(content="* { transition: none !important; animation: none !important }")
    ask(page, "mayor")
    page.click(".bf-search-facet:has-text('Year')")
    page.click(".bf-search-values label:has-text('2022')")
    expect(page.locator(".bf-search-chip")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wrap = page.locator(".md-search__scrollwrap")
    assert wrap.evaluate("e => e.scrollWidth <= e.clientWidth")
    page.evaluate(axe)
    run = "async () => (await axe.run('[data-bf-search]')).violations.map(v => [v.id, v.nodes[0].html])"
    assert page.evaluate(run) == []


def test_nothing_found_says_so(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    assert ask(watched.page, "zzyzx") == []
    assert watched.page.locator(META).inner_text() == "No page has that"


def test_under_a_strict_policy(site: Path, watched: Watched) -> None:
    """Nothing but the site's own files, and WebAssembly."""
    with served(site, headers={"Content-Security-Policy": SELF}) as base:
        watched.page.goto(base)
        assert ask(watched.page, "harbour")


def test_without_directory_urls(tmp_path: Path, watched: Watched) -> None:
    with served(built(tmp_path, use_directory_urls=False), below="repo") as base:
        watched.page.goto(base + "actors/nato.html")
        hits = ask(watched.page, "heart of our town")
        assert hits[0] == base + "briefings/2023/bridge.html"
        assert not watched.errors


def test_an_index_that_is_not_there_yet(tmp_path: Path, site: Path, watched: Watched) -> None:
    """As while `mkdocs serve` makes it; then it is found by itself with the next key."""
    import shutil

    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "pagefind").rename(copy / "later")
    with served(copy) as base:
        page = watched.page
        page.goto(base)
        page.keyboard.press("/")
        page.keyboard.type("har")
        expect(page.locator(META)).to_have_text(re.compile("not there yet"))
        (copy / "later").rename(copy / "pagefind")
        page.keyboard.type("bour")
        expect(page.locator(META)).to_have_text(re.compile("pages?$"))


def test_more_results_come_with_scrolling(tmp_path: Path, browser: Browser) -> None:
    many = {f"docs/n{n}.md": f"# Number {n}\n\nA walrus.\n" for n in range(25)}
    plugins = [{"briefing": {"search": "pagefind"}}]
    with served(make(project(tmp_path, {**FILES, **many}, theme=THEME, plugins=plugins))) as base:
        page = browser.new_page()
        page.goto(base)
        ask(page, "walrus number")
        shown = page.locator(HITS).count()
        assert shown < 25
        for _ in range(4):
            page.locator(".md-search__scrollwrap").evaluate("e => e.scrollTo(0, e.scrollHeight)")
            page.wait_for_timeout(300)
        assert page.locator(HITS).count() == 25
        assert page.locator(".bf-search-more").is_hidden()
        page.close()
