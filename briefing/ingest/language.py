"""The language of an article: stated, or told from its words."""

from __future__ import annotations

from briefing.ingest.layout import Layout
from briefing.ingest.raw import Raw
from briefing.model import Field

# Fewer letters than this tell no language with any certainty.
MIN_LETTERS = 60
# The classifier needs no more; its time grows with length.
MAX_CHARS = 4000


def tell(raw: Raw, found: Layout) -> Field:
    """The ISO 639-1 code of the body's language; unknown where there is too little of it."""
    if raw.given.language:
        return Field(raw.given.language, "stated")
    body = "\n".join(raw.text[s:e] for s, e in found.body)[:MAX_CHARS]
    if sum(c.isalpha() for c in body) < MIN_LETTERS:
        return Field()
    import py3langid

    code, _ = py3langid.classify(body)
    return Field(code, "inferred")
