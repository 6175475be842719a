"""How long a build takes as a book grows: 24, 240 and 2,400 articles, and how much of it is MkDocs' own.

    python -m tests.benchmarks.linear [COUNT…]

The articles are the example book's 24 with annotations, analysed once, and varied copies of them: most names and many
words are others in each copy, of the same length, so that all spans hold and each copy has actors of its own. A third
of the names stays, as in real books, where the same actors come back. What the analysis takes is not in it: it is done
once for each article, in a time that does not depend on the others, and kept.

MkDocs' own share is what it takes to build the same pages with a site that has no plugin but the search: the pages are
first written as files, as `briefing build` has them. All times are the processor's, in one process, so that others on
the machine count for little.
"""

from __future__ import annotations

import logging
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from mkdocs.commands.build import build
from mkdocs.config import load_config

from briefing import site
from briefing.book import Book
from briefing.cache import Cache
from briefing.model import Briefing
from briefing.pipeline import Outcome, brief_folder

WIKINEWS = Path(__file__).parents[1] / "data" / "wikinews"
COUNTS = (24, 240, 2400)
# Words of other lengths are left as they are: of small ones a language has few.
LEAST_LETTERS = 4
KEPT = 3
"""One in so many names and words is the same in all copies."""
TEXTS = {"text", "value", "name", "label", "title"}
LISTS = {"aliases", "phrases"}
SAME = {"outlet", "url", "language"}


def originals() -> list[Briefing]:
    """The articles with annotations, oldest id first."""
    names = sorted(path.stem for path in (WIKINEWS / "gold").glob("*.json"))
    cache = Cache(WIKINEWS / ".cache" / "briefing" / "analysed")
    found = {o.briefing.id: o.briefing for o in brief_folder(WIKINEWS / "seeds", cache=cache) if o.briefing}
    return [found[name] for name in names if name in found]


def varied(briefing: Briefing, copy: int) -> Briefing:
    """The briefing with other words of the same lengths; itself for copy 0."""
    if not copy:
        return briefing
    document = _changed(briefing.to_dict(), copy)
    document["id"] = f"{briefing.id}-{copy}"
    year = 1950 + copy % 70
    document["published"] = {"value": f"{year}-0{copy % 9 + 1}-1{copy % 9}", "basis": "stated", "spans": []}
    return Briefing.from_dict(document)


def _changed(value: Any, copy: int, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: v if k in SAME else _changed(v, copy, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_changed(v, copy, "text" if key in LISTS else key) for v in value]
    return _words(value, copy) if isinstance(value, str) and key in TEXTS else value


def _words(text: str, copy: int) -> str:
    out, word = [], ""
    for char in f"{text}\n":
        if char.isalpha():
            word += char
            continue
        out.append(_word(word, copy))
        out.append(char)
        word = ""
    return "".join(out)[:-1]


def _word(word: str, copy: int) -> str:
    """Another word with the same capitals: each letter some places on in the alphabet, by the word and the copy."""
    seed = zlib.crc32(f"{word.casefold()} {copy}".encode())
    if len(word) < LEAST_LETTERS or not word.isascii() or seed % KEPT == 0:
        return word
    step = 1 + seed % 25
    return "".join(chr((ord(c) - b + step) % 26 + b) for c in word for b in [65 if c.isupper() else 97])


@contextmanager
def built(folder: Path, **config: Any) -> Iterator[float]:
    """Seconds of the processor that MkDocs takes for a site of its own theme's pages in `folder`."""
    (folder / "mkdocs.yml").write_text("site_name: Measured\n", encoding="utf-8")
    settings = {"theme": {"name": "material", "font": False}, "site_dir": str(folder / "site"), **config}
    loaded = load_config(str(folder / "mkdocs.yml"), **settings)
    started = time.process_time()
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    yield time.process_time() - started


def measure(count: int) -> tuple[int, float, float, float]:
    """Pages, then seconds: to join the book and write the pages, of MkDocs alone, of a whole build."""
    base = originals()
    copies = [varied(base[n % len(base)], n // len(base)) for n in range(count)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        started = time.process_time()
        book = Book.of(copies)
        pages = list(site.render(book, site.Settings()))
        ours = time.process_time() - started
        (folder / "plain" / "docs").mkdir(parents=True)
        for page in pages:
            target = folder / "plain" / "docs" / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page.whole, encoding="utf-8")
        nav = [{"Home": "index.md"}, {"Briefings": "briefings/index.md"}]
        number = sum(page.path.endswith(".md") for page in pages)
        del pages, book
        with built(
            folder / "plain", plugins=["search"], nav=nav, validation={"nav": {"omitted_files": "ignore"}}
        ) as own:
            pass
        (folder / "whole" / "seeds").mkdir(parents=True)
        (folder / "whole" / "docs").mkdir()
        outcomes = [Outcome(Path(f"{b.id}.txt"), b) for b in copies]
        with (
            mock.patch("briefing.plugin.brief_folder", return_value=outcomes),
            built(folder / "whole", plugins=["search", "briefing"], nav=nav) as whole,
        ):
            pass
    return number, ours, own, whole


def main(counts: tuple[int, ...]) -> None:
    logging.disable(logging.WARNING)
    print("| articles | pages | joining and writing | MkDocs alone | whole build | ms an article | MkDocs' share |")
    print("|---|---|---|---|---|---|---|")
    for count in counts:
        pages, ours, own, whole = measure(count)
        print(
            f"| {count:,} | {pages:,} | {ours:.1f} s | {own:.1f} s | {whole:.1f} s | {1000 * whole / count:.0f} "
            f"| {own / whole:.0%} |",
            flush=True,
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nAt most {memory:,.0f} MB.")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or COUNTS)
