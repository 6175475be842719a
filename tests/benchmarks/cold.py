"""What a cold analysis takes beside the two models it needs, run bare on the same texts in the same run.

    python -m tests.benchmarks.cold [RUNS]

The floor is spaCy's `nlp.pipe` over the paragraphs, as spaCy ships it (neither stepped nor remembering), plus the
tagger's session over the windows of word pieces that the analysis gives it. The whole is all that is done for a seed
that no cache knows: ingest, analysis, evidence. Times are the processor's, in one process, so that others on the
machine count for little.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import spacy

from briefing import ingest
from briefing.language import model_name, read
from briefing.pipeline import brief_seed
from briefing.tagger import runtime
from tests.benchmarks.machine import machine

SEEDS = Path(__file__).parents[1] / "data" / "wikinews" / "seeds"


class Recorder:
    """Stands in for the tagger's session and keeps what it was given."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.calls: list[tuple[list[str], dict[str, Any]]] = []

    def run(self, names: list[str], given: dict[str, Any]) -> Any:
        self.calls.append((names, given))
        return self.session.run(names, given)


def seconds(work: Any) -> float:
    """Of the processor, that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(runs: int) -> None:
    """Print both for each run, taken in turns, and the ratio with its spread."""
    seeds = sorted(p for p in SEEDS.glob("*.*") if not p.name.startswith(".") and ".review." not in p.name)
    readings = [read(ingest(p)) for p in seeds]
    parser, tagger = spacy.load(model_name().split()[0]), runtime.load()
    session = tagger._session
    tagger._session = recorder = Recorder(session)
    for r in readings:
        tagger.read(r.text, [(p.start, p.end) for p in r.paragraphs], [(s.start, s.end) for s in r.sentences])
    tagger._session = session
    texts = [[r.text[p.start : p.end] for p in r.paragraphs] for r in readings]
    brief_seed(seeds[0])  # what is loaded once is loaded now

    def parse() -> None:
        for paragraphs in texts:
            list(parser.pipe(paragraphs))

    def tag() -> None:
        for names, given in recorder.calls:
            session.run(names, given)

    def whole() -> None:
        # Elsewhere each time: a seed that this process has read at its place is not taken apart again.
        with tempfile.TemporaryDirectory() as folder:
            for seed in seeds:
                copy = Path(folder) / seed.name
                copy.write_bytes(seed.read_bytes())
                outcome = brief_seed(copy)
                assert outcome.error is None, outcome.error

    words = sum(len(r.text.split()) for r in readings)
    ratios = []
    for n in range(runs):
        a, b, c = seconds(parse), seconds(tag), seconds(whole)
        ratios.append(c / (a + b))
        print(
            f"run {n + 1}: spaCy {a:.2f} s, tagger {b:.2f} s, whole {c:.2f} s ({words / c:,.0f} words/s): "
            f"{ratios[-1]:.2f} times the two",
            flush=True,
        )
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"{len(seeds)} articles, {words:,} words: {statistics.median(ratios):.2f} times ({spread} in {runs} runs)")
    print(machine())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
