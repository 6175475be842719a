"""A proper name where it stands, and when two names are the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from briefing.language import Paragraph
from briefing.lexicon import words


@dataclass(slots=True)
class NameMention:
    """A name where it stands: `[start, end)` of the bare name, `title` the offsets of a title before it.

    `subject`: it is the subject of a clause; `acts`: of one in which it does something rather than is something.
    """

    start: int
    end: int
    text: str
    label: str | None
    paragraph: Paragraph
    first: int
    last: int
    title: tuple[int, int] | None = None
    signs: Counter[str] = field(default_factory=Counter)
    headline: bool = False
    subject: bool = False
    acts: bool = False

    @property
    def key(self) -> str:
        return normal(self.text)


_SPACE = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"(?:'s|')$")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)


@lru_cache(maxsize=4096)  # as many as the words of a long article
def normal(name: str) -> str:
    """A name for comparison: lower case, no article, possessive or dots, one kind of apostrophe and hyphen."""
    name = _SPACE.sub(" ", name.replace("’", "'").replace("‑", "-")).strip()
    name = _ARTICLE.sub("", _POSSESSIVE.sub("", name))
    return name.replace(".", "").lower().strip()


def is_particle(word: str) -> bool:
    """Whether the word is a particle of personal names ("van", "bin")."""
    return word.lower() in words("names", "particles")
