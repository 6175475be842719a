"""How long a reader waits for the search as a book grows, with Material's search and with Pagefind's, in Chromium.

    python -m tests.benchmarks.searching [--pages 100 1000 5000] [--without-material]
    python -m tests.benchmarks.searching --quality

The example book of 61 briefings is built once with each search. Its pages of briefings, actors and topics are then
copied with other words, as in `linear`: a third of the words stays in each copy. What they can be narrowed by stays
too, since a large book offers no more choices than the commonest. Material's index is multiplied by its entries.

A query is typed at ten keys a second, as soon as the page is there, into a browser that has loaded nothing before.
`first answer` is from the first key to the first results on the screen; `last key` from the last key to those of the
whole query. `--quality` asks for actors, topics and phrases instead, and counts those among the first three.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright

from briefing.site import pagefind
from tests.benchmarks.linear import LEAST_LETTERS, WIKINEWS, _word
from tests.browser.conftest import ARGS, find_browser
from tests.building import search_index, served

QUERIES = ("bankruptcy", "steve jobs", "filed for chapter", "united states government")
KEY_MS = 100
PATIENCE_S = 90
ASKED = 30
FIRST = 3
BRIEFING, COPIED = "briefings/", ("briefings", "actors", "topics")
_PIECE = re.compile(rf"&[#\w]+;|<[^>]*>|([A-Za-z]{{{LEAST_LETTERS},}})")
_META = re.compile(r'(<meta data-pagefind-meta="title[^>]*content=")([^"]*)')


def built(folder: Path, search: str) -> Path:
    """The example book with one of the searches."""
    out = folder / search
    plugins = ["search", {"briefing": {"source_text": "full", "search": search}}]
    config = load_config(str(WIKINEWS / "mkdocs.yml"), site_dir=str(out), plugins=plugins)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return out


def varied(markup: str, copy: int) -> str:
    """Text or markup with other words; itself for copy 0."""
    return _PIECE.sub(lambda m: _other(m[1], copy) if m[1] else m[0], markup) if copy else markup


@lru_cache(maxsize=200_000)
def _other(word: str, copy: int) -> str:
    return _word(word, copy)


# ---- Two large sites ----


def grow_material(site: Path, entries: list[dict[str, str]], briefings: int) -> float:
    """Give the site an index for so many briefings; kB of it a briefing."""
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text("utf8"))
    index["docs"] = list(_copies(entries, briefings))
    path.write_text(json.dumps(index, separators=(",", ":")), "utf8")
    return path.stat().st_size / 1000 / briefings


def _copies(entries: list[dict[str, str]], briefings: int) -> Iterator[dict[str, str]]:
    made, copy, last = 0, 0, ""
    while True:
        for entry in entries:
            page, _, anchor = entry["location"].partition("#")
            if page.startswith(BRIEFING) and page != last:
                if made == briefings:
                    return
                made, last = made + 1, page
            if not page and copy:
                continue
            place = f"{page.rstrip('/')}-{copy}/" if copy else page
            location = f"{place}#{anchor}" if anchor else place
            yield {**entry, "location": location, **{k: varied(entry[k], copy) for k in ("title", "text")}}
        copy, last = copy + 1, ""


def grow_pagefind(site: Path, briefings: int) -> int:
    """Write the pages of so many briefings, with those of their actors and topics; how many pages there are."""
    pages = searched_pages(site)
    of_briefings = sum(_of_briefing(site, page) for page in pages)
    made, copy, written = of_briefings, 0, len(pages)
    while made < briefings:
        copy += 1
        for page in pages:
            made += _of_briefing(site, page)
            if made > briefings:
                break
            _write_copy(page, copy)
            written += 1
    return written


def _of_briefing(site: Path, page: Path) -> bool:
    return page.relative_to(site).parts[0] == "briefings"


def _write_copy(page: Path, copy: int) -> None:
    html = page.read_text("utf8")
    start, end = html.index("<article"), html.rindex("</article>")
    head = _META.sub(lambda m: m[1] + varied(m[2], copy), html[:start])
    target = page.parent.with_name(f"{page.parent.name}-{copy}")
    target.mkdir(exist_ok=True)
    (target / "index.html").write_text(head + varied(html[start:end], copy) + html[end:], "utf8")


def searched_pages(site: Path) -> list[Path]:
    """Of briefings, actors and topics, in no order, so that a part of them is a small book."""
    found = [p for p in sorted(site.rglob("index.html")) if p.relative_to(site).parts[0] in COPIED]
    found = [p for p in found if "data-pagefind-body" in p.read_text("utf8")]
    random.Random(1).shuffle(found)
    return found


# ---- A reader ----


class Reader:
    """Someone who searches; `results` finds what is on the screen."""

    def __init__(self, browser: Browser, address: str, ours: bool) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.loaded = 0
        self.page.on("response", self._count)
        self.page.goto(address)
        self.ours = ours

    def _count(self, response: object) -> None:
        if re.search("/(pagefind|search)/", response.url):  # type: ignore[attr-defined]
            self.loaded += int(response.headers.get("content-length", 0))  # type: ignore[attr-defined]

    def ask(self, query: str) -> tuple[float, float]:
        """Seconds from the first key to the first results, and from the last key to those of the whole query."""
        page = self.page
        page.evaluate(WATCH)
        page.locator(".md-search__input").focus()
        for n, key in enumerate(query):
            page.keyboard.type(key)
            if n + 1 < len(query):
                page.wait_for_timeout(KEY_MS)
        last = page.evaluate("performance.now()")
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                page.wait_for_function("document.querySelector('.md-search-result__item')", timeout=1000)
                break
            except Exception:
                if not self.ours:  # what is typed before Material has its index waits for another key
                    page.keyboard.type(" ")
        quiet = -1.0
        while (changed := page.evaluate("watched.last")) != quiet:
            quiet = changed
            page.wait_for_timeout(400)
        first, start = page.evaluate("[watched.first, watched.start]")
        return (first - start) / 1000, max(0.0, quiet - last) / 1000

    def hits(self) -> list[str]:
        return self.page.locator(".md-search-result__item").evaluate_all(
            "items => items.map(i => i.querySelector('a').href.split(/[?#]/)[0])"
        )


WATCH = """() => {
  const w = window.watched = {start: 0, first: 0, last: 0};
  document.querySelector('.md-search__input').addEventListener('keydown', () => { w.start ||= performance.now(); });
  new MutationObserver(() => {
    if (!document.querySelector('.md-search-result__item')) return;
    const now = performance.now();
    w.first ||= now; w.last = now;
  }).observe(document.querySelector('.md-search-result__list'), {childList: true});
}"""


def waits(browser: Browser, site: Path, ours: bool, queries: tuple[str, ...] = QUERIES) -> tuple[str, str, float]:
    """The wait for the first answer and after the last key, each with its spread over queries, and kB loaded."""
    firsts, lasts, loaded = [], [], []
    with served(site) as address:
        for query in queries:
            reader = Reader(browser, address, ours)
            first, last = reader.ask(query)
            firsts.append(first)
            lasts.append(last)
            loaded.append(reader.loaded / 1000)
            reader.context.close()
    return _spread(firsts), _spread(lasts), statistics.median(loaded)


def _spread(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"


# ---- What is found ----


def quality(browser: Browser, site: Path, ours: bool, wanted: dict[str, list[tuple[str, str]]]) -> None:
    """Print for how many of each kind the page wanted is among the first results."""
    with served(site) as address:
        for kind, asked in wanted.items():
            missed = []
            for query, path in asked:
                reader = Reader(browser, f"{address}", ours)
                reader.ask(query)
                if not any(hit.endswith(path) for hit in reader.hits()[:FIRST]):
                    missed.append(query)
                reader.context.close()
            name = "Pagefind" if ours else "Material"
            print(f"| {name} | {kind} | {len(asked) - len(missed)} of {len(asked)} | {'; '.join(missed)} |", flush=True)


def questions(site: Path) -> dict[str, list[tuple[str, str]]]:
    """Names of actors and topics, and five words in a row of statements, each with the end of its page's address."""
    some = random.Random(7)
    asked: dict[str, list[tuple[str, str]]] = {"actors": [], "topics": [], "phrases": []}
    entries = search_index(site)
    for entry in entries:
        folder = entry["location"].split("/")[0]
        if folder in ("actors", "topics") and "#" not in entry["location"]:
            asked[folder].append((entry["title"], "/" + entry["location"]))
    for entry in (e for e in entries if e["location"].endswith("#positions")):
        words = some.choice(re.findall(r"<p>([^<]{60,})</p>", entry["text"]) or [""]).split()
        if len(words) > 6:
            start = some.randrange(len(words) - 5)
            asked["phrases"].append((" ".join(words[start : start + 5]), "/" + entry["location"].partition("#")[0]))
    return {kind: some.sample(found, min(ASKED, len(found))) for kind, found in asked.items()}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000, 5000], metavar="BRIEFINGS")
    parser.add_argument("--quality", action="store_true")
    parser.add_argument("--without-material", action="store_true", help="Pagefind alone: Material's takes minutes.")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGS.split())
        material, ours = built(folder, "theme"), built(folder, "pagefind")
        if given.quality:
            wanted = questions(material)
            print("| search | asked for | among the first three | not |\n|---|---|---|---|")
            quality(browser, material, False, wanted)
            quality(browser, ours, True, wanted)
            return
        entries = search_index(material)
        print("| briefings | search | pages | kB a briefing | made in | loaded | first answer | last key |")
        print("|---|---|---|---|---|---|---|---|")
        for count in given.pages:
            if not given.without_material:
                size = grow_material(material, entries, count)
                first, last, loaded = waits(browser, material, False)
                print(f"| {count:,} | Material | | {size:.1f} | | {loaded:,.0f} kB | {first} | {last} |", flush=True)
            site = folder / f"pagefind-{count}"
            shutil.copytree(ours, site)
            pages = grow_pagefind(site, count)
            started = time.perf_counter()
            pagefind.index(site, "en")
            took = time.perf_counter() - started
            size = sum(f.stat().st_size for f in (site / "pagefind").rglob("*") if f.is_file()) / 1000 / count
            first, last, loaded = waits(browser, site, True)
            row = f"| {count:,} | Pagefind | {pages:,} | {size:.1f} | {took:.1f} s | {loaded:,.0f} kB |"
            print(f"{row} {first} | {last} |", flush=True)
            shutil.rmtree(site)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"\n{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}. Pagefind's memory: {most:,.0f} MB.")


if __name__ == "__main__":
    main(sys.argv[1:])
