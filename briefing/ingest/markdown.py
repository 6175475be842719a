"""Markdown: the text is the body after the front matter, with its marks resolved to plain words."""

from __future__ import annotations

from briefing.ingest import encoding, frontmatter, metadata
from briefing.ingest.raw import Raw


def read(data: bytes, where: str) -> Raw:
    """A `.md` seed."""
    text, warning = encoding.decode(data, where)
    keys, text, unknown = frontmatter.split(text, where)
    given, noticed = metadata.from_front_matter(keys, where)
    return Raw(text, given, (*([warning] if warning else []), *unknown, *noticed))
