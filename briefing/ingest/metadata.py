"""Front matter's keys to metadata: each value checked for its kind, each error naming the key."""

from __future__ import annotations

from typing import Any

from briefing.errors import FrontMatterError
from briefing.ingest.raw import Given


def from_front_matter(keys: dict[str, Any], where: str) -> tuple[Given, tuple[str, ...]]:
    """What `keys` (of `frontmatter.split`) state, and warnings for what had to be left out."""
    known: dict[str, Any] = {k: _text(k, v, where) for k, v in keys.items() if k in
                             ("title", "standfirst", "outlet", "url", "language", "licence", "id", "robots")}
    return Given(**known, published=_text("date", keys.get("date"), where)), ()


def _text(key: str, value: Any, where: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise FrontMatterError(where, f"{key!r} is a list, not words", f"write it as {key}: words")
    return " ".join(value.split()) or None
