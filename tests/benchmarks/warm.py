"""What a build of an unchanged book takes beside MkDocs with the same pages, and how much memory.

    python -m tests.benchmarks.warm [--articles 240 1000] [--runs 3]

The folders are those of `books`, the cache has all analyses, and each build is a process of its own. MkDocs' own share
is its build of the same pages, as Markdown files in `docs/`, with no plugin but the search. They take turns; times are
the processor's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.books import CONFIG
from tests.benchmarks.machine import machine

BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet")


def built(folder: Path) -> tuple[float, float]:
    """Seconds of the processor and megabytes at most."""
    process = subprocess.Popen(BUILD, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the build of {folder} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(articles: int, runs: int) -> str:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as temporary:
        whole, plain = Path(temporary, "whole"), Path(temporary, "plain")
        # In a process of its own: what this one has at its most would be counted for those it starts.
        subprocess.run((sys.executable, "-m", "tests.benchmarks.books", str(whole), str(articles)), check=True)
        built(whole)
        shutil.copytree(whole / ".cache" / "briefing" / "pages", plain / "docs")
        (plain / "mkdocs.yml").write_text(CONFIG.replace("  - briefing\n", ""), encoding="utf-8")
        pages = sum(1 for _ in (plain / "docs").rglob("*.md"))
        pairs = [(built(whole), built(plain)) for _ in range(runs)]
    ratios = sorted(ours[0] / own[0] for ours, own in pairs)
    seconds = [statistics.median(pair[which][0] for pair in pairs) for which in (0, 1)]
    memory = [max(pair[which][1] for pair in pairs) for which in (0, 1)]
    return (
        f"| {articles:,} | {pages:,} | {seconds[0]:.1f} s | {seconds[1]:.1f} s | {statistics.median(ratios):.2f} "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f}) | {memory[0]:,.0f} MB | {memory[1]:,.0f} MB |"
    )


def main() -> None:
    """Print the table and the machine."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, nargs="*", default=[240, 1000])
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    print("| articles | pages | build | MkDocs alone | ratio | memory | MkDocs alone |")
    print("|---|---|---|---|---|---|---|")
    for articles in given.articles:
        print(measure(articles, given.runs), flush=True)
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
