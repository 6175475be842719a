"""Payload lists of others, which are not ours to keep, put into every field of a briefing and rendered.

    python -m tests.security.payloads [--first N] PATH…

reads text files (a payload a line) and DOMPurify's fixtures (`"payload": "…"`), puts them through all pages and files
of made-up briefings with plain Python-Markdown and its usual extensions, and prints how many went through unharmed.
What fell is printed one by one, and the exit code is 1. Without a PATH, our own are tried.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from security import vectors
from security.fuzz import site_target

TOGETHER = 8
LONGEST = 2_000
_FIXTURE = re.compile(r'"payload": ("(?:[^"\\]|\\.)*")')


def read(path: Path) -> Iterator[str]:
    """The payloads of one file."""
    text = path.read_text("utf8", "replace")
    if path.suffix in (".js", ".mjs"):
        yield from (json.loads(found) for found in _FIXTURE.findall(text))
    else:
        yield from (line for line in text.splitlines() if line.strip())


def fallen(payloads: list[str]) -> list[tuple[str, str]]:
    """Those that came out as anything but text, each with what was wrong."""
    try:
        site_target(payloads)
        return []
    except Exception as error:
        if len(payloads) == 1:
            return [(payloads[0], str(error)[:300])]
        half = len(payloads) // 2
        return fallen(payloads[:half]) + fallen(payloads[half:])


def main(first: int | None, paths: list[Path]) -> int:
    listed = (file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    files = [file for file in listed if file.is_file()]
    given = [p[:LONGEST] for file in files for p in read(file)] if files else list(vectors.payloads())
    tried = list(dict.fromkeys(given))[:first]
    bad = [found for n in range(0, len(tried), TOGETHER) for found in fallen(tried[n : n + TOGETHER])]
    for payload, wrong in bad:
        print(repr(payload), wrong)
    print(f"{len(tried):,} tried, {len(tried) - len(bad):,} stayed text, {len(bad):,} fell")
    return int(bool(bad))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    most = int(arguments[1]) if arguments[:1] == ["--first"] else None
    sys.exit(main(most, [Path(a) for a in arguments[2 if most else 0 :]]))
