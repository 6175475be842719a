"""The language of an article: stated, or told from its words."""

from __future__ import annotations

import re
from collections import Counter

from briefing.ingest.layout import Layout
from briefing.ingest.raw import Raw
from briefing.ingest.words import FREQUENT
from briefing.model import Field

# Fewer letters than this tell no language with any certainty.
MIN_LETTERS = 60
# The classifier needs no more; its time grows with length.
MAX_CHARS = 4000


# English text has the frequent words at .25 to .45 and "the" at .03 to .1; other languages have no "the".
# Loading the classifier takes a second, which most builds need not spend.
ENGLISH_SHARE, THE_SHARE, ENOUGH_WORDS = 0.25, 0.03, 60


def _is_plainly_english(body: str) -> bool:
    found = re.findall(r"[^\W\d_]+", body.lower())
    counts = Counter(w for w in found if w in FREQUENT)
    n = len(found)
    return n >= ENOUGH_WORDS and counts["the"] >= THE_SHARE * n and counts.total() >= ENGLISH_SHARE * n


def tell(raw: Raw, found: Layout) -> Field:
    """The ISO 639-1 code of the body's language; unknown where there is too little of it."""
    if raw.given.language:
        return Field(raw.given.language, "stated")
    body = "\n".join(raw.text[s:e] for s, e in found.body)[:MAX_CHARS]
    if sum(c.isalpha() for c in body) < MIN_LETTERS:
        return Field()
    if _is_plainly_english(body):
        return Field("en", "inferred")
    import py3langid

    code, _ = py3langid.classify(body)
    return Field(code, "inferred")
