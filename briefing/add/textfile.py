"""Plain text and Markdown: kept as they are, byte for byte but for newlines and encoding."""

from __future__ import annotations

from briefing.add.draft import Draft
from briefing.ingest import encoding, frontmatter, metadata
from briefing.ingest.raw import Given


def read(data: bytes, where: str, suffix: str, charset: str | None = None) -> Draft:
    """The draft of a `.txt` or `.md` file. Raises SeedError, FrontMatterError."""
    text, warning = encoding.decode(data, where, charset)
    keys, _, unknown = frontmatter.split(text, where, lenient=suffix == ".txt")
    given, noticed = metadata.from_front_matter(keys, where) if keys else (Given(), ())
    warnings = (*([warning] if warning else []), *unknown, *noticed)
    return Draft(text, given, suffix=suffix, kept=True, warnings=warnings)
