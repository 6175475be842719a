"""How fast the tagger reads, beside spaCy's pipeline on the same texts in the same run.

python -m tests.benchmarks.speed [RUNS]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from briefing import ingest
from briefing.language import load, read
from briefing.tagger import runtime

SEEDS = Path(__file__).parents[1] / "data" / "wikinews" / "seeds"


def main(runs: int) -> None:
    """Print words a second of both for each run, taken in turns, and the ratio with its spread."""
    articles = [ingest(p) for p in sorted(SEEDS.glob("*.*")) if not p.name.startswith(".") and ".review." not in p.name]
    readings = [read(a) for a in articles]
    words = sum(len(r.text.split()) for r in readings)
    parser, tagger = load(None), runtime.load()
    ratios = []
    for n in range(runs):
        start = time.perf_counter()
        for r in readings:
            list(parser.pipe(r.text[p.start : p.end] for p in r.paragraphs))
        parsed = time.perf_counter()
        for r in readings:
            paragraphs = [(p.start, p.end) for p in r.paragraphs]
            tagger.read(r.text, paragraphs, [(s.start, s.end) for s in r.sentences])
        tagged = time.perf_counter()
        a, b = words / (parsed - start), words / (tagged - parsed)
        ratios.append(b / a)
        print(f"run {n + 1}: spaCy {a:,.0f} words/s, tagger {b:,.0f} words/s, ratio {b / a:.2f}")
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"{len(articles)} articles, {words:,} words: ratio {statistics.median(ratios):.2f} ({spread} in {runs} runs)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
