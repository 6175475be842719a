"""Where a seed stands: its path as shown, and the id that its page is named by."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePath

from briefing.errors import SeedError

# A part of an id becomes a file name and a part of a web address; longer names fail on some systems.
MAX_PART = 80
# Letters that have no decomposition into a base letter and a mark.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
# Windows cannot hold files of these names, whatever their suffix.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")


def slug(part: str) -> str:
    """`part` in lower-case ASCII letters, digits and single hyphens; empty if nothing of it is left."""
    plain = unicodedata.normalize("NFKD", part.lower().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")[:MAX_PART].rstrip("-")
    return f"{plain}-seed" if _RESERVED.match(plain) else plain


def slug_path(path: str) -> str:
    """Each part of `path` between slashes slugged; empty if one of them comes out empty."""
    parts = [slug(p) for p in path.split("/") if p not in ("", ".")]
    return "/".join(parts) if parts and all(parts) else ""


def below(path: Path, root: Path) -> PurePath:
    """`path` relative to `root`, by their names alone: links are not followed here."""
    try:
        return PurePath(os.path.abspath(path)).relative_to(os.path.abspath(root))
    except ValueError:
        raise SeedError(str(path), f"is not in the seeds folder {root}", "move it there") from None


def shown_path(path: Path, root: Path) -> str:
    """The path as a reader of the project knows it: the seeds folder's name and what lies below it."""
    return (PurePath(PurePath(os.path.abspath(root)).name) / below(path, root)).as_posix()


def make_id(path: Path, root: Path, given: str | None, where: str) -> str:
    """The id that front matter states, or the one that the path gives."""
    if given is not None:
        if made := slug_path(given):
            return made
        trouble = f"no address can be made of the id {given!r}"
        raise SeedError(where, trouble, "use the letters a to z, digits and hyphens")
    if made := slug_path(below(path, root).with_suffix("").as_posix()):
        return made
    mend = "rename the file, or give it an id: in its front matter, in the letters a to z"
    raise SeedError(where, "no address can be made of its file name", mend)
