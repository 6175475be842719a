"""The pages as a folder of Markdown and data, for generators that have no plugin of ours."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from briefing.errors import BriefingError
from briefing.site.assets import ASSETS
from briefing.site.page import Page
from briefing.site.store import Store

# Has the files of the last time, so that those of articles that are gone go too, and nobody else's ever do.
MANIFEST = ".briefing.json"
# The same while writing goes on, a line for each file and written before it: a build that was stopped must not leave
# files that the next one takes for somebody else's.
JOURNAL = ".briefing.journal"


def write(out: Path, pages: Iterable[Page]) -> int:
    """Write the pages, the styles and the script below `out`; how many files there are now.

    Raises BriefingError where `out` has files that this has not written.
    """
    before = _before(out)
    store = Store(out)
    made = []
    try:
        assets = ((path, source.read_text("utf8")) for path, source in ASSETS)
        out.mkdir(parents=True, exist_ok=True)
        with (out / JOURNAL).open("a", encoding="ascii") as journal:
            for path, text in chain(assets, ((p.path, p.parts or _with_head(p)) for p in pages)):
                journal.write(json.dumps(path) + "\n")
                journal.flush()
                store.write(path, text)
                made.append(path)
        for path in sorted(before - set(made)):
            (out / path).unlink(missing_ok=True)
        store.write(MANIFEST, json.dumps(sorted(made), indent=0) + "\n")
        (out / JOURNAL).unlink(missing_ok=True)
    except OSError as error:
        raise BriefingError(str(out), f"cannot be written: {error.strerror}", "check the folder") from None
    return len(made)


def _before(out: Path) -> set[str]:
    """The files of the last time, and of times since that were stopped."""
    manifest = out / MANIFEST
    begun = _begun(out)
    if manifest.is_file():
        try:
            return begun | {path for path in json.loads(manifest.read_text("utf8")) if not _leaves(path)}
        except (ValueError, TypeError):
            raise BriefingError(str(manifest), "is damaged", "remove the folder, or name another") from None
    others = not out.is_dir() or any(path.name != JOURNAL for path in out.iterdir())
    if not begun and out.exists() and others:
        raise BriefingError(str(out), "has files already, which were left as they are", "name a new folder")
    return begun


def _begun(out: Path) -> set[str]:
    """The files that builds which were stopped have begun; their halves are removed."""
    try:
        lines = (out / JOURNAL).read_text("ascii", "replace").splitlines()
    except OSError:
        return set()
    found = {MANIFEST, JOURNAL}
    for line in lines:
        with contextlib.suppress(ValueError):  # the last line may be cut off; its file was not begun
            path = json.loads(line)
            if isinstance(path, str) and not _leaves(path):
                found.add(path)
    whole = {out / path for path in found}
    for folder in {path.parent for path in whole}:
        for half in folder.glob("*.*"):
            if half.suffix[1:].isdigit() and half.with_suffix("") in whole:
                half.unlink(missing_ok=True)
    return found - {MANIFEST, JOURNAL}


def _leaves(path: str) -> bool:
    return Path(path).is_absolute() or ".." in Path(path).parts


def _with_head(page: Page) -> str:
    """The page with its markup for the head as `head` in its front matter, for a template to print."""
    robots = {"robots": page.robots} if page.robots else {}
    more = robots | ({"head": str(page.head)} if page.head else {})
    if not page.path.endswith(".md") or not more:
        return page.text
    # JSON strings are YAML; what is not ASCII stays as it is, since YAML joins no surrogates.
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in more.items())
    return page.text.replace("---\n", f"---\n{lines}", 1)
