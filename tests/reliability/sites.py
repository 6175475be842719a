"""A site to build again and again by the real commands, and all its bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
EPOCH = "1700000000"
"""What MkDocs takes for the time of the build: its sitemap has it."""

ARTICLES = {
    "bridge.md": (
        "---\ntitle: Bridge reopens\ndate: 2023-05-01\noutlet: Harbour Post\n---\n"
        "Mayor Ada Lindqvist reopened the harbour bridge in Port Hale on Monday after three years of repairs.\n\n"
        "“This bridge is the heart of our town and it beats again today,” Lindqvist said at the opening.\n\n"
        "The bridge had been closed since a storm in 2020 damaged its pillars.\n"
    ),
    "2023/ferry.txt": (
        "The ferry between Port Hale and the islands will stop in June, the Harbour Board announced on Tuesday.\n\n"
        "“Nobody needs a ferry beside a bridge,” said Tom Okafor, the chairman of the Harbour Board.\n\n"
        "Mayor Ada Lindqvist criticised the decision. She said that 200 islanders depended on the ferry.\n"
    ),
    "tolls.txt": (
        "Drivers will pay a toll on the harbour bridge from July, according to the Harbour Board.\n\n"
        "Critics said that the toll was too high. The Harbour Board denied that.\n\n"
        "The first bridge was built in 1931 and cost nothing to cross.\n"
    ),
}

PLAIN = {"site_name": "Test", "site_url": "https://example.org/", "theme": {"name": "material", "font": False}}


def site(folder: Path, seeds: Mapping[str, str | bytes] = ARTICLES, **settings: object) -> Path:
    """A site's folder with these seeds."""
    (folder / "docs").mkdir(parents=True)
    config = {**PLAIN, "plugins": ["search", "briefing"], **settings}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    for name, content in seeds.items():
        target = folder / "seeds" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def command(kind: str, out: str, *more: str) -> list[str]:
    """`mkdocs build` or `briefing build` into the folder `out`, to be run in the site's."""
    if kind == "mkdocs":
        return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", out, *more]
    return [sys.executable, "-m", "briefing.cli", "build", out, "--site-url", PLAIN["site_url"], *more]  # type: ignore[list-item]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a build: the time fixed, and this checkout's code before any installed."""
    fixed = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    return {**os.environ, **fixed, **changes}


def run(folder: Path, kind: str, out: str, *more: str, **changes: str) -> dict[str, str]:
    """Build to the end; the hash of each file of the site. Raises AssertionError with what a failed build said."""
    done = subprocess.run(
        command(kind, out, *more), cwd=folder, env=environment(**changes), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return snapshot(folder / out)


def snapshot(folder: Path) -> dict[str, str]:
    """The hash of each file below a folder, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def differing(one: Mapping[str, str], two: Mapping[str, str]) -> list[str]:
    """The paths of files that two snapshots do not have alike."""
    return sorted(path for path in {*one, *two} if one.get(path) != two.get(path))
