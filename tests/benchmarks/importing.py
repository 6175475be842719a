"""How well saved pages are imported: title, authors, date and body, ours beside trafilatura alone, on the same pages.

    python -m tests.benchmarks.importing --trafilatura CHECKOUT --fundus CHECKOUT [--show FIELD]

CHECKOUT are copies of trafilatura's repository (its evaluation: tests/evaldata.json and tests/eval) and of fundus's
(its parsers' test pages). Nothing of theirs is kept here. Pages are split by a hash of their names: rules are made on
the tuning half; the held-out half is only counted. `--show` prints the pages of the tuning half where ours is worse.

Title and date are right or wrong, authors are counted name by name; what a page does not state is no answer, and an
answer there is a wrong one. The body is counted by words on fundus, where the whole text is known: an output word is
furniture if it is none of the article's (its paragraphs, crossheads, standfirst or title). On trafilatura's pages, of
which only snippets are known, a snippet that must not be there counts as a wrong answer, as in its own evaluation.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError
from briefing.ingest import read

FIELDS = ("title", "authors", "date", "body")
SYSTEMS = ("trafilatura", "ours")
# Set apart, since nothing is quoted from it, and yet the article's own words.
OF_THE_ARTICLE = ("headline", "standfirst", "dateline")


@dataclass(frozen=True)
class Page:
    """A page and what is known of it; `paragraphs` are the whole body, or `wanted` and `unwanted` its snippets."""

    corpus: str
    name: str
    data: bytes
    title: str
    authors: frozenset[str]
    date: str
    paragraphs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @property
    def half(self) -> str:
        return "tuning" if zlib.crc32(self.name.encode()) % 2 else "held out"


@dataclass(frozen=True)
class Imported:
    """What a system makes of a page."""

    title: str
    authors: frozenset[str]
    date: str
    body: str


def plain(words: str | None) -> str:
    """Words without marks, capitals, kinds of space or places where they may be broken."""
    words = re.sub("[\u00ad\u200b\u2060\ufeff]", "", words or "")
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", words).casefold()))


def names(stated: str | list[str] | None) -> frozenset[str]:
    parts = stated if isinstance(stated, list) else re.split(r"[;,&/|]|\s(?:and|und|et|y)\s", stated or "")
    return frozenset(n for part in parts if (n := re.sub(r"^(?:by|von|par|por)\s", "", plain(part))))


# -- the corpora


def trafilatura_pages(root: Path) -> Iterator[Page]:
    """The pages of trafilatura's evaluation whose file is there."""
    known = json.loads((root / "tests" / "evaldata.json").read_text(encoding="utf-8"))
    for item in known.values():
        file = next((f for d in ("eval", "cache") if (f := root / "tests" / d / item["file"]).is_file()), None)
        if file is None:
            continue
        annotated = "title" in item
        yield Page(
            "trafilatura" if annotated else "trafilatura, body only", item["file"], file.read_bytes(),
            plain(item.get("title")), names(item.get("author")), item.get("date") or "",
            wanted=tuple(map(plain, item["with"])), unwanted=tuple(map(plain, item["without"])),
        )  # fmt: skip


def fundus_pages(root: Path) -> Iterator[Page]:
    """The test pages of fundus's parsers; a parser's versions and its pages stand in the same order."""
    for file in sorted((root / "tests" / "resources" / "parser" / "test_data").glob("*/*.json")):
        versions = sorted(json.loads(file.read_text(encoding="utf-8")).items())
        pages = sorted(
            p for p in file.parent.glob(f"{file.stem}_*.html.gz") if re.match(r"\d{4}_", p.name[len(file.stem) + 1 :])
        )
        for (_, known), page in zip(versions, pages, strict=False):
            body = known.get("body") or {}
            sections = body.get("sections") or []
            paragraphs = tuple(plain(p) for s in sections for p in s["paragraphs"])
            data = gzip.decompress(page.read_bytes())
            if not paragraphs or plain(known["title"])[:20] not in plain(
                re.sub(r"<[^>]*>", " ", data.decode("utf-8", "replace"))
            ):
                continue
            beside = (*body.get("summary", ()), *(h for s in sections for h in s["headline"]), known["title"])
            yield Page(
                "fundus", page.name, data, plain(known["title"]), names(known.get("authors") or []),
                (known.get("publishing_date") or "")[:10], paragraphs, tuple(map(plain, beside)),
            )  # fmt: skip


# -- the systems


def alone(page: Page) -> Imported:
    """trafilatura as it is by default."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(page.data, with_metadata=True, include_comments=False)
    if found is None:
        return Imported("", frozenset(), "", "")
    authors = names((found.author or "").split(";"))
    return Imported(plain(found.title), authors, found.date or "", plain(found.text))


def ours(page: Page) -> Imported:
    """The article of a seed that is this page; what of its furniture is none of its words is left out."""
    try:
        article = read(page.data, Path("seeds/page.html"), Path("seeds"))
    except BriefingError:
        return Imported("", frozenset(), "", "")
    at, parts = 0, []
    for piece in (f for f in article.furniture if f.kind not in OF_THE_ARTICLE):
        parts.append(article.text[at : piece.start])
        at = max(at, piece.end)
    body = plain(" ".join([*parts, article.text[at:]]))
    return Imported(
        plain(_value(article.title)), names(list(article.bylines.value or ())), _value(article.published), body
    )


def _value(field: Any) -> str:
    return field.value if isinstance(field.value, str) else ""


# -- the counting


def count(page: Page, found: Imported) -> dict[str, tuple[float, float, float]]:
    """For each field what was right, what was answered, and what there was to answer."""
    out: dict[str, tuple[float, float, float]] = {}
    if page.corpus != "trafilatura, body only":
        for field in ("title", "date"):
            known, told = getattr(page, field), getattr(found, field)
            out[field] = (float(bool(known) and known == told), float(bool(told)), float(bool(known)))
        out["authors"] = (len(page.authors & found.authors), len(found.authors), len(page.authors))
    words = found.body.split()
    if page.paragraphs:
        body = Counter(" ".join(page.paragraphs).split())
        known_words = body + Counter(" ".join(page.beside).split())
        told_words = Counter(words)
        right = (told_words & body).total() / (body.total() or 1)
        told = (told_words & known_words).total() / (len(words) or 1)
        f1 = 2 * right * told / (right + told) if right + told else 0.0
        out["body"] = (f1, 1.0, 1.0)
        out["furniture"] = (len(words) - (told_words & known_words).total(), len(words), len(words))
    else:
        text = f" {found.body} "
        good = sum(w in text for w in page.wanted)
        bad = sum(w in text for w in page.unwanted)
        out["body"] = (good, good + bad, len(page.wanted))
        out["furniture"] = (bad, len(page.unwanted), len(page.unwanted))
    return out


def score(field: str, right: float, told: float, known: float) -> float:
    """F1; of furniture the share."""
    if field == "furniture":
        return right / (told or 1)
    return 2 * right / ((told + known) or 1)


def measure(page: Page) -> tuple[Page, dict[str, tuple[Imported, dict[str, tuple[float, float, float]]]]]:
    made = {"trafilatura": alone(page), "ours": ours(page)}
    return page, {name: (found, count(page, found)) for name, found in made.items()}


def main(argv: list[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trafilatura", type=Path)
    parser.add_argument("--fundus", type=Path)
    parser.add_argument("--show", choices=(*FIELDS, "furniture"))
    parser.add_argument("--half", choices=("tuning", "held out"), help="Only this half.")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args(argv)
    pages = [
        *(trafilatura_pages(args.trafilatura) if args.trafilatura else ()),
        *(fundus_pages(args.fundus) if args.fundus else ()),
    ]
    pages = [page for page in pages if args.half in (None, page.half)]
    sums: dict[tuple[str, str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    counts: Counter[tuple[str, str]] = Counter()
    with Pool(args.processes) as pool:
        for page, results in pool.imap(measure, pages, chunksize=8):
            counts[page.corpus, page.half] += 1
            for system, (_, fields) in results.items():
                for field, values in fields.items():
                    total = sums[page.corpus, page.half, field, system]
                    for n, value in enumerate(values):
                        total[n] += value
            if args.show and page.half == "tuning":
                show(page, results, args.show)
    print(f"{'corpus':24}{'half':10}{'pages':>6}  {'field':10}{'trafilatura':>12}{'ours':>8}")
    for (corpus, half), number in sorted(counts.items()):
        for field in (*FIELDS, "furniture"):
            if (corpus, half, field, "ours") in sums:
                one, two = (score(field, *sums[corpus, half, field, system]) for system in SYSTEMS)
                print(f"{corpus:24}{half:10}{number:6}  {field:10}{one:12.3f}{two:8.3f}")


def show(page: Page, results: dict[str, Any], field: str) -> None:
    """Print a page where ours is worse than trafilatura alone."""
    (theirs, one), (mine, two) = (results[s] for s in SYSTEMS)
    if field not in two:
        return
    a, b = (score(field, *values[field]) for values in (one, two))
    if (b - a if field == "furniture" else a - b) <= 0.005:
        return
    print(f"--- {page.corpus}: {page.name}: {a:.3f} {b:.3f}")
    if field in ("title", "authors", "date"):
        for who, value in (("known", page), ("theirs", theirs), ("ours", mine)):
            print(f"    {who:7} {getattr(value, field)}")


if __name__ == "__main__":
    main(sys.argv[1:])
