"""Same input, same bytes: the site is built again with everything changed that should not matter.

    python -m tests.reliability.same [FOLDER]

FOLDER is a site with seeds, by default three small articles. Each line is a build without a cache and what differed
from the first one.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.reliability import sites

# What Python starts with, so that folders are listed in another order than the file system has them.
REVERSED = """
import os, random
_scandir, _listdir, _walk = os.scandir, os.listdir, os.walk
class Scan:
    def __init__(self, path): self.entries = iter(sorted(_scandir(path), key=lambda e: e.name, reverse=True))
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.scandir = lambda path=".": Scan(path)
os.listdir = lambda path=".": sorted(_listdir(path), reverse=True)
"""
CHANGES: dict[str, dict[str, str]] = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "hash seed 4242": {"PYTHONHASHSEED": "4242"},
    "locale C": {"LC_ALL": "C", "LANG": "C"},
    "locale tr_TR": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "locale POSIX, no UTF-8": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "time zone Kiritimati": {"TZ": "Pacific/Kiritimati"},
    "time zone -12": {"TZ": "XXX12"},
    "one thread": {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
    "four threads": {"OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "4", "MKL_NUM_THREADS": "4"},
    "another user": {"HOME": "/nonexistent", "USER": "somebody", "LOGNAME": "somebody"},
}


def try_all(folder: Path, files: Path | None = None, only: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Which files differ, by what was changed; `only` names some of the changes."""

    def site(name: str) -> Path:
        if files is None:
            return sites.site(folder / name)
        return Path(shutil.copytree(files, folder / name, ignore=shutil.ignore_patterns(".cache", "site")))

    first = sites.run(site("first"), "mkdocs", "out")
    found = {}
    for number, (name, change) in enumerate(CHANGES.items()):
        if not only or name in only:
            found[name] = sites.differing(first, sites.run(site(f"site-{number}"), "mkdocs", "out", **change))
    if not only or "order of folders" in only:
        (folder / "start").mkdir()
        (folder / "start" / "sitecustomize.py").write_text(REVERSED)
        path = f"{folder / 'start'}:{sites.ROOT}"
        found["order of folders"] = sites.differing(first, sites.run(site("order"), "mkdocs", "out", PYTHONPATH=path))
    if not only or "another place" in only:
        deep = site("with spaces, ümlaut and a much longer name than the other has")
        found["another place"] = sites.differing(first, sites.run(deep, "mkdocs", str(folder / "elsewhere" / "out")))
    if not only or "a warm cache" in only:
        warm = folder / "first"
        found["a warm cache"] = sites.differing(first, sites.run(warm, "mkdocs", "again", PYTHONHASHSEED="7"))
    if not only or "another time" in only:
        found["another time"] = sites.differing(
            first, sites.run(folder / "first", "mkdocs", "later", SOURCE_DATE_EPOCH="1800000000")
        )
    return found


def main() -> None:
    """Print a line for each change; exit 1 where files differ that should not."""
    with tempfile.TemporaryDirectory() as folder:
        found = try_all(Path(folder), Path(sys.argv[1]) if sys.argv[1:] else None)
    for name, files in found.items():
        print(f"{name}: {', '.join(files[:5]) or 'the same'}")
    sys.exit(any(files for name, files in found.items() if name != "another time"))


if __name__ == "__main__":
    main()
