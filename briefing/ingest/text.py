"""Plain text: the text is the file's, nothing trimmed; front matter is read where there plainly is some."""

from __future__ import annotations

from briefing.ingest import encoding, frontmatter, metadata
from briefing.ingest.raw import Raw


def read(data: bytes, where: str) -> Raw:
    """A `.txt` seed."""
    text, warning = encoding.decode(data, where)
    keys, text, unknown = frontmatter.split(text, where, lenient=True)
    given, noticed = metadata.from_front_matter(keys, where)
    return Raw(text, given, (*([warning] if warning else []), *unknown, *noticed))
