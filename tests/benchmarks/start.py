"""What it takes to start: a build of an unchanged site of one article, and one article read from nothing.

    python -m tests.benchmarks.start [RUNS]

Each is a process of its own. The build has the plugin and an article whose analysis is kept; beside it, in turns, stand
MkDocs with the same theme and one plain page, and MkDocs with the pages of that site as plain files, since an article
has more pages than one (its actors', the indexes). Reading is `briefing show` without a cache: Python, spaCy, the
tagger and all else are loaded for it. Seconds of the processor (user and system), and by the clock, which others on the
machine make longer.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.machine import machine

SEEDS = Path(__file__).parents[1] / "data" / "wikinews" / "seeds"
CONFIG = "site_name: Measured\ntheme: {{name: material, font: false}}\nplugins: [{plugins}]\n"
# As at a user's: modules are kept as compiled.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"NO_MKDOCS_2_WARNING": "1"}
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
SHOW = [sys.executable, "-m", "briefing.cli", "show", "--no-cache"]


def spent(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds of the processor and by the clock that a process takes, with those it starts."""
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    clock, after = time.perf_counter() - started, os.times()
    used = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    return used, clock


@contextmanager
def sites() -> Iterator[tuple[Path, Path, Path]]:
    """Folders of a site of one article that has been built, of one with a plain page, and of one with the first's."""
    with tempfile.TemporaryDirectory() as temporary:
        ours, plain, same = (Path(temporary) / name for name in ("ours", "plain", "same"))
        for folder, plugins in ((ours, "search, briefing"), (plain, "search"), (same, "search")):
            (folder / "docs").mkdir(parents=True)
            (folder / "mkdocs.yml").write_text(CONFIG.format(plugins=plugins), encoding="utf-8")
        (plain / "docs" / "index.md").write_text("# One page\n\nWith a sentence.\n", encoding="utf-8")
        (ours / "seeds").mkdir()
        shutil.copy(article(), ours / "seeds")
        spent(BUILD, ours)
        spent([sys.executable, "-m", "briefing.cli", "build", str(same / "docs")], ours)
        yield ours, plain, same


def article() -> Path:
    """The first of the example book's articles."""
    return min(p for p in SEEDS.glob("*.txt") if not p.name.startswith("."))


def shown(name: str, measured: list[tuple[float, float]]) -> tuple[float, float]:
    """The medians of a list of processor's and clock's seconds; prints them with their spread."""
    medians = []
    for n, unit in enumerate(("s of the processor", "s by the clock")):
        values = [m[n] for m in measured]
        medians.append(statistics.median(values))
        spread = f"{min(values):.2f} to {max(values):.2f}"
        print(f"{name}: {medians[-1]:.2f} {unit} ({spread} in {len(values)} runs)", flush=True)
    return medians[0], medians[1]


def main(runs: int) -> None:
    """Print the seconds of each and the ratios."""
    with sites() as folders:
        names = ("one article, unchanged", "MkDocs, one page", "MkDocs, the same pages")
        measured: list[list[tuple[float, float]]] = [[], [], []]
        for _ in range(runs):
            for folder, found in zip(folders, measured, strict=True):
                found.append(spent(BUILD, folder))
        (ours, _), (plain, _), (same, _) = (shown(n, m) for n, m in zip(names, measured, strict=True))
        pages = [len(list((folder / "site").rglob("*.html"))) for folder in folders]
        print(f"{pages[0]} pages: {ours / plain:.2f} times MkDocs with one page, {ours / same:.2f} with {pages[2]}")
    with tempfile.TemporaryDirectory() as empty:
        reading = [*SHOW, str(article().absolute())]
        shown("briefing show, one article from nothing", [spent(reading, Path(empty)) for _ in range(runs)])
    print(machine())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
