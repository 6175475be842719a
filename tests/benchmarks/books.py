"""Folders of many seeds that were read before, to measure builds with.

The articles are the example book's with annotations, analysed once, and varied copies of them (`linear`): most names
and many words are others in each copy, of the same length, so that all spans hold and each copy has actors of its own.
A third of the names stays, as in real books, where the same actors come back. The cache has the analysis of each, so
that a build does all it does for seeds that have not changed, and nothing else.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

from briefing.cache import Cache
from briefing.ingest import ingest
from briefing.model import Briefing
from briefing.pipeline import CACHE_FOLDER, Options, _key
from tests.benchmarks.linear import WIKINEWS, _words, originals, varied

CONFIG = """site_name: Measured
theme:
  name: material
  font: false
plugins:
  - search
  - briefing
nav:
  - Home: index.md
  - Briefings: briefings/index.md
  - Actors: actors/index.md
  - Topics: topics/index.md
markdown_extensions: [attr_list, md_in_html]
validation: {nav: {omitted_files: ignore}}
"""


def make(folder: Path, count: int) -> None:
    """Write mkdocs.yml, docs/, `count` seeds and a cache that has their analyses."""
    seeds, cache = folder / "seeds", Cache(folder / CACHE_FOLDER)
    seeds.mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    base = originals()
    for n in range(count):
        briefing, copy = base[n % len(base)], n // len(base)
        path = seeds / f"{briefing.id}{f'-{copy}' if copy else ''}.txt"
        made = varied(briefing, copy)
        path.write_text(_seed(briefing, made, copy), encoding="utf-8")
        article = ingest(path, seeds)
        if article.text != made.article.text:
            raise AssertionError(f"{path.name}: the copy's text is not that of its analysis")
        cache.put(_key(article, Options()), replace(made, article=article).to_dict())


def _seed(briefing: Briefing, made: Briefing, copy: int) -> str:
    """The seed of a copy: its words changed as those of the analysis were, its day that of the analysis."""
    raw = (WIKINEWS / "seeds" / f"{briefing.id}.txt").read_text("utf-8")
    if not copy:
        return raw
    head, body = raw.removeprefix("---\n").split("\n---\n", 1)
    title = json.dumps(made.article.title.value, ensure_ascii=False)
    head = re.sub(r"(?m)^title: .*$", lambda _: f"title: {title}", head)
    head = re.sub(r"(?m)^date: .*$", f"date: {made.article.published.value}", head)
    return f"---\n{head}\n---\n{_words(body, copy)}"


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
