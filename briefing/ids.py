"""Ids that outlive a rebuild: made of the words they stand for, never of offsets or of an order in a list."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# 32 bits: a clash inside one article takes tens of thousands of statements, and then gets an ordinal.
HASH_DIGITS = 8

_WORD = re.compile(r"\w+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def words_of(text: str) -> tuple[str, ...]:
    """The word characters of `text`, casefolded: what two spellings that differ in white space, quotation
    marks or other punctuation have in common."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def words_hash(text: str) -> str:
    """A short hash of the words of `text`; of the text itself where it has no word."""
    words = " ".join(words_of(text)) or text
    return hashlib.sha256(words.encode("utf8", "surrogatepass")).hexdigest()[:HASH_DIGITS]


class Ids:
    """Gives ids of one kind in one article: "p-1a2b3c4d", then "p-1a2b3c4d-2" for the same words again."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._seen: dict[str, int] = {}

    def of(self, words: str) -> str:
        """The id of the next statement of these words. Ask in the order of the article."""
        base = f"{self._prefix}-{words_hash(words)}"
        number = self._seen[base] = self._seen.get(base, 0) + 1
        return base if number == 1 else f"{base}-{number}"


def slug(text: str) -> str:
    """`text` in lower-case ASCII letters, digits and hyphens; a short hash where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_SLUG.sub("-", plain).strip("-") or words_hash(text)
