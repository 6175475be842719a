"""How the time and the memory of a briefing grow with the size of its seed, for each kind of repeated input.

    python -m tests.reliability.growth [--size 20000] [--kinds PART…] [--tagger learned] [--profile KIND]

Each kind runs in a process of its own, with the models loaded before: 1, 2, 4 and 8 times `--size` characters, ingest,
analysis, evidence, page and data. Times are the processor's, so that others on the machine count for little; each size
is measured once. "grows" is log2 of 8x over 4x: 1 is linear, 2 is quadratic. Small times are noise, so nothing below
`LEAST` seconds counts. Memory is the most that the process had, less what it had before.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import logging
import math
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from briefing import site
from briefing.book import Book
from briefing.pipeline import Options, brief_seed
from tests.reliability import inputs, sites

TIMES = (1, 2, 4, 8)
LEAST = 0.25
STEEP = 1.35
"""What counts as more than linear: sorting, and a machine with others on it, stay below it."""


def whole(path: Path, options: Options) -> str:
    """Brief a seed and write its pages; what came out in a word."""
    outcome = brief_seed(path, path.parent, options)
    if outcome.briefing is None:
        return str(outcome.error)
    book = Book.of([outcome.briefing])
    for page in site.render(book, site.Settings(passages={outcome.briefing.id: outcome.passages})):
        assert page.path
    return outcome.briefing.kind


def measure(name: str, size: int, options: Options) -> dict[str, object]:
    """Seconds and megabytes at each size, and what came out of the last."""
    suffix, make = inputs.ALL[name]
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.txt"
        warm.write_text(inputs.prose(2000), encoding="utf-8")
        whole(warm, options)
        before, seconds, memory, ended = _memory(), [], [], ""
        for factor in TIMES:
            path = Path(folder) / f"x{suffix}"
            path.write_text(make(size * factor), encoding="utf-8", newline="")
            started = time.process_time()
            ended = whole(path, options)
            seconds.append(round(time.process_time() - started, 2))
            memory.append(round(_memory() - before))
    return {"seconds": seconds, "memory": memory, "ended": ended}


def grows(seconds: list[float]) -> float | None:
    """The exponent between the two largest sizes; None where the time is too short to tell."""
    return math.log2(seconds[-1] / seconds[-2]) if seconds[-2] >= LEAST else None


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a line for each kind; exit 1 where one is steeper than linear."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--kinds", nargs="*", default=[])
    parser.add_argument("--tagger", default="learned")
    parser.add_argument("--profile")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    options = Options(tagger=given.tagger)
    if given.one:
        print(json.dumps(measure(given.one, given.size, options)))
        return
    if given.profile:
        _profile(given.profile, given.size, options)
        return
    print("| input | seconds at 1, 2, 4, 8 | grows | MB | ends as |\n|---|---|---|---|---|")
    steep = 0
    for name in inputs.ALL:
        if given.kinds and not any(part in name for part in given.kinds):
            continue
        command = [sys.executable, "-m", "tests.reliability.growth", "--one", name, "--size", str(given.size)]
        done = subprocess.run(
            [*command, "--tagger", given.tagger], capture_output=True, text=True, env=sites.environment()
        )
        if done.returncode:
            print(f"| {name} | failed | | | {done.stderr.strip().splitlines()[-1:]} |", flush=True)
            steep += 1
            continue
        found = json.loads(done.stdout)
        exponent = grows(found["seconds"])
        steep += exponent is not None and exponent > STEEP
        shown = "" if exponent is None else f"{exponent:.2f}" + (" !" if exponent > STEEP else "")
        seconds = " ".join(f"{s:.2f}" for s in found["seconds"])
        print(f"| {name} | {seconds} | {shown} | {found['memory'][-1]} | {found['ended'][-90:]} |", flush=True)
    sys.exit(bool(steep))


def _profile(name: str, size: int, options: Options) -> None:
    suffix, make = inputs.ALL[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix}"
        path.write_text(inputs.prose(2000), encoding="utf-8")
        whole(path, options)
        path.write_text(make(size), encoding="utf-8", newline="")
        profile = cProfile.Profile()
        profile.runcall(whole, path, options)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
