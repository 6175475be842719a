"""What a Dask cluster does for the analysis of many articles: plainly in one process, and by one and two workers.

    python -m tests.benchmarks.cluster [RUNS]

Nothing is cached. Two workers beside the client need three cores to show what they can; so the processor's time is
given too, which others on the machine count little for: of the workers, by which the cost of a million articles can be
worked out, and of the client, which says how many workers one client can keep busy.
"""

from __future__ import annotations

import pickle
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import psutil

from briefing import ingest, pipeline
from briefing.ingest import find
from briefing.pipeline import Options, Outcome, brief_folder
from tests.benchmarks.machine import machine
from tests.clusters import Machines, machines

SEEDS = Path(__file__).parents[1] / "data" / "wikinews" / "seeds"


def processor(*processes: int) -> float:
    """Seconds that these processes have had of the processor."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in processes)


def plain() -> tuple[float, list[Outcome]]:
    """Seconds, and what came out."""
    pipeline._articles.clear()
    started = time.monotonic()
    outcomes = brief_folder(SEEDS, jobs=1)
    return time.monotonic() - started, outcomes


def spread(there: Machines) -> tuple[float, float, float, list[Outcome]]:
    """Seconds, seconds of the processor for workers and client, and what came out."""
    pipeline._articles.clear()
    pids = [w.pid for w in there.workers]
    started, theirs, own = time.monotonic(), processor(*pids), time.process_time()
    outcomes = brief_folder(SEEDS, scheduler=there.address)
    return time.monotonic() - started, processor(*pids) - theirs, time.process_time() - own, outcomes


def main(runs: int) -> None:
    """Print each run, the ratios with their spread, and what is sent."""
    articles = [ingest(p) for p in find(SEEDS)]
    words = sum(len(a.text.split()) for a in articles)
    plain()  # what is loaded once is loaded now
    with tempfile.TemporaryDirectory() as folder:
        one, two = (Path(folder, name) for name in ("one", "two"))
        one.mkdir(), two.mkdir()
        with machines(one, 1) as single, machines(two, 2) as double:
            for there in (single, double):
                for _ in range(2):  # each worker has to have loaded it
                    spread(there)
            ratios: dict[int, list[float]] = {1: [], 2: []}
            for n in range(runs):
                alone, expected = plain()
                print(f"run {n + 1}: one process {alone:.1f} s ({words / alone:,.0f} words/s)")
                for there in (single, double):
                    seconds, theirs, own, outcomes = spread(there)
                    assert [o.briefing for o in outcomes] == [o.briefing for o in expected]
                    count = len(there.workers)
                    ratios[count].append(seconds / alone)
                    print(
                        f"  {count} worker(s): {seconds:.1f} s, {ratios[count][-1]:.2f} times that; "
                        f"{words / theirs:,.0f} words a processor second of a worker, "
                        f"client {1000 * own / len(articles):.1f} ms of the processor an article",
                        flush=True,
                    )
    for count, found in ratios.items():
        spread_of = f"{min(found):.2f} to {max(found):.2f} in {runs} runs"
        print(f"{count} worker(s): {statistics.median(found):.2f} times the time of one process ({spread_of})")
    _print_sizes(articles, expected, words)
    print(machine())


def _print_sizes(articles: list, outcomes: list[Outcome], words: int) -> None:
    work = partial(pipeline._analyse_there, Options(), pipeline._versions())
    to = [len(pickle.dumps((work, (pipeline._key(a, Options()), a)))) for a in articles]
    back = [len(pickle.dumps(o.briefing)) for o in outcomes]
    there, again = statistics.mean(to) / 1000, statistics.mean(back) / 1000
    print(f"{len(articles)} articles of {words / len(articles):.0f} words: {there:.1f} kB sent, {again:.1f} back")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
