"""The pages as a folder of Markdown and data, for generators that have no plugin of ours."""

from __future__ import annotations

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


def write(out: Path, pages: Iterable[Page]) -> int:
    """Write the pages, the styles and the script below `out`; how many files there are now.

    Raises BriefingError where `out` has files that this has not written.
    """
    before = _before(out)
    store = Store(out)
    made = []
    try:
        assets = ((path, source.read_text("utf8")) for path, source in ASSETS)
        for path, text in chain(assets, ((p.path, _with_head(p)) for p in pages)):
            store.write(path, text)
            made.append(path)
        for path in sorted(before - set(made)):
            (out / path).unlink(missing_ok=True)
        store.write(MANIFEST, json.dumps(sorted(made), indent=0) + "\n")
    except OSError as error:
        raise BriefingError(str(out), f"cannot be written: {error.strerror}", "check the folder") from None
    return len(made)


def _before(out: Path) -> set[str]:
    """The files of the last time."""
    manifest = out / MANIFEST
    if manifest.is_file():
        try:
            return {path for path in json.loads(manifest.read_text("utf8")) if not _leaves(path)}
        except (ValueError, TypeError):
            raise BriefingError(str(manifest), "is damaged", "remove the folder, or name another") from None
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BriefingError(str(out), "has files already, which were left as they are", "name a new folder")
    return set()


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
