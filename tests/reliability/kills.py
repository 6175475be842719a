"""Builds that are killed at a random moment, caches that are damaged, and whether the next build gives the same site.

    python -m tests.reliability.kills [--times 100] [--seed 1]

Each time: `mkdocs build` or `briefing build` (in turns), over the cache that all of them share or over an empty one, is
sent SIGKILL: half of them at a moment drawn evenly from the time that such a build takes, half once so many files of
the site are written (evenly again). A build that ended sooner is built again and does not count. In every second round
the cache is then damaged as well. The same command is run again into the same folder, to its end, and all its bytes
are compared with those of a site built undisturbed, in a folder of its own with a cache of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability import sites

KINDS = ("mkdocs", "briefing")
CACHE = Path(".cache/briefing")
ATTEMPTS = 20
WARM_SHARE = 0.6  # of the time that a build with nothing in its cache takes


def _entries(cache: Path) -> list[Path]:
    return sorted((cache / "analysed").glob("*.entry"))


def truncated(cache: Path, random: random.Random) -> None:
    """An entry of which only the beginning was written."""
    for entry in random.sample(_entries(cache), min(1, len(_entries(cache)))):
        data = entry.read_bytes()
        entry.write_bytes(data[: random.randrange(len(data))])


def flipped(cache: Path, random: random.Random) -> None:
    """An entry with one bit turned over."""
    for entry in random.sample(_entries(cache), min(1, len(_entries(cache)))):
        data = bytearray(entry.read_bytes())
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        entry.write_bytes(data)


def swapped(cache: Path, random: random.Random) -> None:
    """Two entries, each whole, in the other's place."""
    if len(_entries(cache)) > 1:
        one, two = random.sample(_entries(cache), 2)
        data = one.read_bytes()
        one.write_bytes(two.read_bytes())
        two.write_bytes(data)


def foreign(cache: Path, random: random.Random) -> None:
    """All entries as another version would have written them: whole, of another shape, checksum and all."""
    from briefing.cache import Cache

    for entry in _entries(cache):
        document = Cache(cache / "analysed").get(entry.stem) or {}
        document["schema"] = "briefing/2"
        Cache(cache / "analysed").put(entry.stem, document)


def littered(cache: Path, random: random.Random) -> None:
    """What no build writes: empty entries, a folder in an entry's place, pages of nobody, a lock that was left."""
    for entry in _entries(cache)[:1]:
        entry.write_bytes(b"")
    for entry in _entries(cache)[1:2]:
        entry.unlink()
        entry.mkdir()
    (cache / "pages" / "briefings").mkdir(parents=True, exist_ok=True)
    (cache / "pages" / "briefings" / "nobody.md").write_text("left\n")
    (cache / "pages" / "index.md.1").write_text("half")


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (truncated, flipped, swapped, foreign, littered)


@dataclass
class Found:
    """What came out of it. `lost` has a line for each difference."""

    killed: Counter[str] = field(default_factory=Counter)
    damaged: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    rounds: int = 0


def try_all(folder: Path, times: int, seed: int, kinds: tuple[str, ...] = KINDS, damage_every: int = 2) -> Found:
    """Kill and build again `times` times in `folder`, which must be empty."""
    chance, found = random.Random(seed), Found()
    clean: dict[str, dict[str, str]] = {}
    takes: dict[str, float] = {}
    for kind in kinds:
        alone = sites.site(folder / f"clean-{kind}")
        started = time.monotonic()
        clean[kind] = sites.run(alone, kind, "out", *_cached(kind))
        takes[kind] = time.monotonic() - started
    shared = sites.site(folder / "shared")
    for number in range(times):
        kind, cold = kinds[number % len(kinds)], chance.random() < 0.5
        if cold:
            shutil.rmtree(shared / CACHE, ignore_errors=True)
        moment = chance.uniform(0, takes[kind] * (1 if cold else WARM_SHARE))
        files = chance.randrange(len(clean[kind])) if chance.random() < 0.5 else None
        for attempt in range(ATTEMPTS):
            state = _kill(shared, kind, moment / 2**attempt, files)
            if state:
                break
            if cold:
                shutil.rmtree(shared / CACHE, ignore_errors=True)
        damage = DAMAGES[number // damage_every % len(DAMAGES)] if number % damage_every == damage_every - 1 else None
        if damage:
            damage(shared / CACHE, chance)
            found.damaged[damage.__name__] += 1
        found.killed[f"{kind} build, {'cold' if cold else 'warm'}: {state}"] += 1
        found.rounds += 1
        at = f"{moment:.2f} s" if files is None else f"{files} files"
        what = f"{number}: {kind} {'cold' if cold else 'warm'} at {at}, {damage and damage.__name__}"
        try:
            different = sites.differing(clean[kind], sites.run(shared, kind, f"out-{kind}", *_cached(kind)))
        except AssertionError as error:
            found.lost.append(f"{what}: {str(error).strip()[-300:]}")
            continue
        if different:
            found.lost.append(f"{what}: {json.dumps(different[:5])}")
    return found


def _cached(kind: str) -> tuple[str, ...]:
    return () if kind == "mkdocs" else ("--cache",)


def _kill(folder: Path, kind: str, moment: float, files: int | None) -> str:
    """Start a build and kill it after `moment` seconds, or once so many files are written; in which state that left
    things. "" where the build had ended."""
    out = folder / f"out-{kind}"
    kept = _entries(folder / CACHE)
    if files is not None:
        shutil.rmtree(out, ignore_errors=True)  # or it has all files from the beginning
    before = sites.snapshot(out)
    command = sites.command(kind, f"out-{kind}", *_cached(kind))
    process = subprocess.Popen(
        command, cwd=folder, env=sites.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + moment
    while process.poll() is None:
        if time.monotonic() > until if files is None else _written(out) > files:
            process.kill()
        time.sleep(0.001)
    if process.returncode == 0:
        return ""
    if sites.snapshot(out) != before:
        return "site half written"
    return "analyses half kept" if _entries(folder / CACHE) != kept else "nothing written yet"


def _written(folder: Path) -> int:
    try:
        return sum(1 for path in folder.rglob("*") if path.is_file())
    except OSError:  # a folder that the build removes meanwhile
        return 0


def main() -> None:
    """Print the figures; exit 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = try_all(Path(folder), given.times, given.seed)
    for name, number in [*sorted(found.killed.items()), *sorted(found.damaged.items())]:
        print(f"{number:4} {name}")
    print(f"{found.rounds} builds killed, {found.rounds - len(found.lost)} sites the same afterwards")
    print("\n".join(found.lost))
    sys.exit(bool(found.lost))


if __name__ == "__main__":
    main()
