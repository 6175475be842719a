"""Random input for ingest, front matter, reviews, the analysis and the pages; what must hold whatever it is.

    python -m tests.security.fuzz MINUTES [SEED] [LOG]

runs all targets in turn until the time is up, each round with a seed of its own that the log records, and exits with
1 if something fell. What fell is to become a case in `cases.yaml`; tests/security/test_fuzz.py runs those, and a few
rounds of each target.
"""

from __future__ import annotations

import json
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from filled import book_of
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from nasty import nasty_briefing

from briefing import freeze, site
from briefing.analysis import analyse
from briefing.book import read as read_decisions
from briefing.errors import BriefingError
from briefing.evidence import verify
from briefing.ingest import ingest
from briefing.ingest.frontmatter import KEYS
from briefing.model import Article, Briefing, Field, text_sha256
from briefing.pipeline import Outcome, brief_seed, freeze_seed
from briefing.review import apply
from briefing.terminal import clean, render
from briefing.wellformed import briefing_of
from security.outputs import faults
from security.shapes import Seen, Shape, bad_links, rendered
from security.strategies import NEWS, PLAIN, articles, frozen_changes, reviews, words, yaml_values

# What steers a terminal or the direction of its text.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")
# Seconds of the processor a small input may take: far above what is normal, since models are loaded by the first.
PATIENCE = 20.0


# ---- Targets: each takes what a strategy gives, and raises where something is wrong.


def _ingested(data: bytes, suffix: str, folder: Path) -> Article | None:
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    try:
        article = ingest(path, folder)
    except BriefingError as error:
        assert error.where and error.trouble
        return None
    text = article.text
    fields = (article.title, article.standfirst, article.published, article.outlet, article.bylines)
    for part in (*(s for f in fields for s in f.spans), *article.furniture):
        assert 0 <= part.start < part.end <= len(text) and text[part.start : part.end] == part.text, part
    assert Article.from_dict(article.to_dict()) == article
    return article


def ingest_target(text: str, suffix: str, tail: bytes) -> None:
    with TemporaryDirectory() as folder:
        _ingested(text.encode("utf8", "surrogatepass") + tail, suffix, Path(folder))


def page_target(parts: list[str]) -> None:
    """A saved page: markup that may close nothing."""
    html = "<html><head><title>x</title></head><body><article>" + "".join(parts)
    with TemporaryDirectory() as folder:
        _ingested(html.encode("utf8", "surrogatepass"), ".html", Path(folder))


def front_matter_target(pairs: list[tuple[str, str]], body: str) -> None:
    lines = "".join(f"{key}: {value}\n" for key, value in pairs)
    with TemporaryDirectory() as folder:
        _ingested(f"---\n{lines}---\n{body}".encode("utf8", "surrogatepass"), ".md", Path(folder))


def analysis_target(text: str) -> None:
    """The whole way; the rules take the same roads as the tagger, but for who said what."""
    with TemporaryDirectory() as folder:
        article = _ingested(text.encode("utf8", "surrogatepass"), ".txt", Path(folder))
    if article is None:
        return
    _briefed(article, "rules")


def _briefed(article: Article, tagger: str) -> Briefing:
    made = analyse(article, None, tagger)
    passages = verify(made, article)
    assert briefing_of(made.to_dict()).positions == made.positions
    shown = render(Outcome(Path("a.txt"), made, None, passages))
    assert not CONTROLS.search(shown.replace("\n", "")), shown
    return made


def tagger_target(text: str) -> None:
    """With the trained tagger, which reads what is said to be English whatever it is, and on to the pages."""
    with TemporaryDirectory() as folder:
        data = f"---\nlanguage: en\n---\n{text}".encode("utf8", "surrogatepass")
        article = _ingested(data, ".txt", Path(folder))
        if article is None:
            return
        made = _briefed(article, "learned")
        harmless(pages_of(made, Path(folder, "none.yaml")))


def pages_of(briefing: Briefing, decisions: Path) -> list[site.Page]:
    """All pages and files of a book of one briefing."""
    return list(site.render(_book(briefing, decisions), SETTINGS))


def harmless(given: Iterable[site.Page]) -> None:
    """Pages that close what they open and lead nowhere bad, and files beside them that are what they should be."""
    pages = list(given)
    assert not (wrong := faults(pages)), wrong
    for page in pages:
        if page.path.endswith(".md"):
            seen = Seen(rendered(page.text)[1] + page.head)
            assert not seen.unbalanced, (page.path, seen.unbalanced)
            assert not (bad := bad_links(seen.links())), (page.path, bad)


@cache
def _reviewed() -> tuple[Briefing, tuple[str, ...]]:
    """A briefing of plain news to review, and words of it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text("\n\n".join(p for p in PLAIN if len(p) > 20), "utf8")
        made = brief_seed(path).briefing
    assert made is not None
    ids = [i.id for section in (made.summary, made.positions, made.background) for i in section]
    return made, (*ids, *(a.name for a in made.actors), *(i.spans[0].text for i in made.summary), "Anna Berg")


def review_target(text: str) -> None:
    briefing, _ = _reviewed()
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.review.yaml")
        path.write_bytes(text.encode("utf8", "surrogatepass"))
        try:
            verify(apply(briefing, path), briefing.article)
        except BriefingError as error:
            assert not CONTROLS.search(clean(str(error)))
        try:
            for _ in site.render(_book(briefing, path), site.Settings()):
                pass
        except BriefingError as error:
            assert error.where


def _book(briefing: Briefing, path: Path) -> Any:
    from briefing.book import Book

    return Book.of([briefing], read_decisions(path))


def frozen_again(document: dict[str, Any]) -> bytes:
    """A frozen file that was changed, with checksums that are right for what it is now."""
    made = {k: v for k, v in document.items() if k != "sha256"}
    analysis = made.get("analysis")
    if isinstance(analysis, dict) and isinstance(analysis.get("text"), str):
        made["analysis"] = {**analysis, "text_sha256": text_sha256(analysis["text"])}
    return json.dumps({"sha256": freeze._checksum(made), **made}).encode("ascii")


@cache
def _frozen() -> tuple[bytes, bytes]:
    """A seed and its frozen analysis."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text(NEWS, "utf8")
        return path.read_bytes(), freeze_seed(path).read_bytes()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each list or mapping inside `value` with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def frozen_target(changes: list[tuple[int, Any, bool]]) -> None:
    """A frozen file written by hand: other values, of any kind, at any places, under right checksums."""
    seed, kept = _frozen()
    document = json.loads(kept)
    for place, value, alike in changes:
        places = list(_places(document["analysis"]))
        if alike:
            places = [(h, k) for h, k in places if type(h[k]) is type(value) and k != "text"] or places
        holder, key = places[place % len(places)]
        if value == "remove":
            del holder[key]
        elif value == "twice" and isinstance(holder, list):
            holder.append(holder[key])
        elif type(value) is int and value > 9:
            other, there = places[value % len(places)]
            holder[key] = json.loads(json.dumps(other[there]))
        else:
            holder[key] = value
        if not document["analysis"]:
            break
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(seed)
        freeze.path_for(path).write_bytes(frozen_again(document))
        outcome = brief_seed(path)
        if outcome.error is not None:
            assert not outcome.error.trouble.startswith("stopped with"), outcome.error
            return
        assert outcome.briefing is not None
        assert seed.decode().endswith(outcome.briefing.article.text)
        assert not CONTROLS.search(render(outcome).replace("\n", ""))
        harmless(pages_of(outcome.briefing, Path(folder, "none.yaml")))


SETTINGS = site.Settings(
    source_text="full", site_url="https://example.org/", site_name="S", repo_url="https://github.com/o/r"
)


@cache
def allowed() -> frozenset[Shape]:
    """The elements that pages of harmless words have."""
    plain = tuple(f"Plain words number {n}, said on day {n}." for n in range(6))
    found: set[Shape] = set()
    for texts in (plain, plain[:2], plain[:1], ("…",), ("said”", *plain[:1]), ("“Why?”", "Why?")):
        for page, html in _pages(texts):
            seen = Seen(html)
            assert not seen.unbalanced, (page.path, seen.unbalanced)
            found |= seen.shapes
    return frozenset(found)


def _pages(texts: tuple[str, ...]) -> Iterator[tuple[site.Page, str]]:
    nasty = nasty_briefing(texts, texts)
    # Twice, so that topics get their page; and dated, for the feed.
    again = replace(nasty, article=replace(nasty.article, id="again", published=Field("2016-05-01", "stated")))
    pages = list(site.render(book_of([nasty, again]), SETTINGS))
    assert not (wrong := faults(pages)), wrong
    for page in pages:
        if page.path.endswith(".md"):
            meta, html = rendered(page.text)
            assert set(meta) <= {"title", "description", "search", "hide"} and isinstance(meta["title"], str), meta
            yield page, html + page.head


def site_target(texts: list[str]) -> None:
    """All pages and files of a briefing that has these words in every field."""
    given = tuple(t for t in texts if t.strip()) or ("x",)
    for page, html in _pages(given):
        seen = Seen(html)
        assert not (new := seen.shapes - allowed()), (page.path, new)
        assert not seen.unbalanced, (page.path, seen.unbalanced)
        assert not (bad := bad_links(seen.links())), (page.path, bad)
        ids = [a["id"] for _, a in seen.elements if "id" in a]
        assert len(ids) == len(set(ids)), page.path


TARGETS: dict[str, tuple[Callable[..., None], tuple[SearchStrategy[Any], ...], int]] = {
    "ingest": (ingest_target, (articles(), st.sampled_from((".txt", ".md", ".html")), st.binary(max_size=20)), 150),
    "page": (page_target, (st.lists(words(), max_size=12),), 60),
    "front matter": (
        front_matter_target,
        (st.lists(st.tuples(st.sampled_from((*KEYS, "x", "title ")), yaml_values()), max_size=6), words()),
        150,
    ),
    "analysis": (analysis_target, (articles(),), 40),
    "tagger": (tagger_target, (articles(),), 25),
    "frozen": (frozen_target, (st.deferred(frozen_changes),), 60),
    "review": (review_target, (st.deferred(lambda: reviews(_reviewed()[1])),), 150),
    "site": (site_target, (st.lists(words(), min_size=1, max_size=4),), 15),
}
"""Each with its strategies, and how many inputs a round tries."""


def run(name: str, number: int, examples: int | None = None) -> None:
    """One round of a target; raises what its smallest failing input raises."""
    target, strategies, usual = TARGETS[name]

    def timed(*values: Any) -> None:
        before = time.process_time()
        target(*values)
        assert time.process_time() - before < PATIENCE, "too slow"

    timed.__annotations__ = {}
    made = settings(
        max_examples=examples or usual,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )(given(st.tuples(*strategies))(_spread(timed)))
    seed(number)(made)()


def _spread(function: Callable[..., None]) -> Callable[[tuple[Any, ...]], None]:
    def spread(values: tuple[Any, ...]) -> None:
        function(*values)

    return spread


def main(minutes: float, first: int, log: Path) -> int:
    """Rounds of all targets until the time is up; how many of them failed."""
    end, number, failed = time.monotonic() + minutes * 60, first, 0
    with log.open("a", encoding="utf8") as out:
        while time.monotonic() < end:
            for name, (_, _, examples) in TARGETS.items():
                began, trouble = time.monotonic(), ""
                try:
                    run(name, number)
                except KeyboardInterrupt:
                    raise
                except BaseException:
                    trouble = traceback.format_exc()
                    failed += 1
                row = {"target": name, "seed": number, "examples": examples, "failed": trouble}
                out.write(json.dumps({**row, "seconds": round(time.monotonic() - began, 1)}) + "\n")
                out.flush()
            number += 1
    return failed


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(
        bool(
            main(
                float(arguments[0]),
                int(arguments[1]) if len(arguments) > 1 else 0,
                Path(arguments[2] if len(arguments) > 2 else "fuzz.jsonl"),
            )
        )
    )
