"""Who said what, measured: ours beside textacy's direct quotations and a plain rule, on the same texts in one run.

    python -m tests.benchmarks.quality                    the Wikinews articles in this repository
    python -m tests.benchmarks.quality --polnear CHECKOUT [--split dev]

Wikinews scores the positions that are shown, PolNeAR every attribution found. textacy is measured where it is
installed (pip install textacy); it is no dependency of ours.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from briefing import Briefing, analyse, ingest
from briefing.analysis import TAGGERS
from briefing.analysis.attributions.quotes import find_quotations

from .corpora import Document, polnear, wikinews
from .scoring import FORMS, Found, Score, count, scores

System = Callable[[Document], Sequence[Found]]

_NAME = re.compile(r"[A-Z][\w.’'-]+(?: (?:of |de |the )?[A-Z][\w.’'-]+)*|\b(?:[Hh]e|[Ss]he|[Tt]hey)\b")


def briefed(document: Document, tagger: str) -> Briefing:
    """The briefing of a document, by way of a seed as a user would give it."""
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / f"{re.sub('[^a-z0-9]+', '-', document.id.lower())}.txt"
        seed.write_text(document.text, encoding="utf8", newline="")
        return analyse(ingest(seed), tagger=tagger)


def ours(shown_only: bool, tagger: str = TAGGERS[0]) -> System:
    """Our briefings' positions; those on the page alone, or every attribution found."""

    def find(document: Document) -> list[Found]:
        briefing = briefed(document, tagger)
        assert briefing.article.text == document.text, f"{document.id}: offsets do not hold"
        return [
            Found(tuple((s.start, s.end) for s in p.content), ((p.source.start, p.source.end),) if p.source else ())
            for p in briefing.positions
            if p.shown or not shown_only
        ]

    return find


def plain_rule(document: Document) -> list[Found]:
    """What stands in quotation marks, four words or more, and the name nearest to it outside them."""
    text = document.text
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    quotations = find_quotations(text, paragraphs)
    out = []
    for q in quotations:
        if q.words(text) < 4:
            continue
        start, end = next((a, b) for a, b in paragraphs if a <= q.start < b)
        names = [
            (m.start() + start, m.end() + start)
            for m in _NAME.finditer(text[start:end])
            if not any(x.start <= m.start() + start < x.end for x in quotations)
        ]
        near = min(names, key=lambda n: min(abs(n[0] - q.end), abs(q.start - n[1])), default=None)
        out.append(Found(((q.start, q.end),), (near,) if near else ()))
    return out


def textacy_quotes() -> System | None:
    """textacy's direct quotations over the pipeline that we use, or None where textacy is not installed."""
    try:
        from textacy.extract.triples import direct_quotations
    except ImportError:
        return None
    from briefing.language import load

    def find(document: Document) -> list[Found]:
        straight = document.text.translate(str.maketrans("“”‘’", "\"\"''"))
        out = []
        for paragraph in re.finditer(r"[^\n]+", straight):
            at = paragraph.start()
            try:
                triples = list(direct_quotations(load()(paragraph[0])))
            except ValueError:
                continue  # it gives up on a paragraph with an odd number of marks
            for speaker, _, content in triples:
                span = (at + content.start_char, at + content.end_char)
                said_by = ((at + speaker[0].idx, at + speaker[-1].idx + len(speaker[-1])),) if speaker else ()
                out.append(Found((span,), said_by))
        return out

    return find


def measure(documents: Iterable[Document], system: System) -> dict[str, Score]:
    counts: Counter[str] = Counter()
    for document in documents:
        counts += count(document, system(document))
    return scores(counts)


def table(rows: dict[str, dict[str, Score]]) -> str:
    """A Markdown table: F1 (and precision / recall of all)."""
    columns = ("all", "content", *FORMS)
    lines = ["| F1 | " + " | ".join(columns) + " | precision / recall |", "|---" * (len(columns) + 2) + "|"]
    for name, row in rows.items():
        cells = " | ".join(f"{row[c].f1:.3f}" for c in columns)
        lines.append(f"| {name} | {cells} | {row['all'].precision:.3f} / {row['all'].recall:.3f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, metavar="CHECKOUT", help="a checkout of networkdynamics/PolNeAR")
    parser.add_argument("--split", default="dev", choices=["train", "dev", "test"])
    given = parser.parse_args()
    documents = list(polnear(given.polnear, given.split) if given.polnear else wikinews())
    if not documents:
        sys.exit(f"no documents in {given.polnear}")
    rows = {"plain rule": measure(documents, plain_rule)}
    if (textacy := textacy_quotes()) is not None:
        rows["textacy, direct quotations"] = measure(documents, textacy)
    else:
        print("textacy is not installed: not measured", file=sys.stderr)
    for tagger in reversed(TAGGERS):
        rows[f"Briefing, {tagger}"] = measure(documents, ours(not given.polnear, tagger))
    print(f"{len(documents)} articles\n\n{table(rows)}")


if __name__ == "__main__":
    main()
