"""Names as compared across articles: which are the same, and which tell by themselves who is meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from briefing.ids import slug
from briefing.lexicon import countries, table, words
from briefing.model import ActorType

LIST = "names_across"
SLUG_LENGTH = 80

# Names of index pages.
_RESERVED = ("index", "readme")

_SUFFIXES = frozenset({"jr", "junior", "sr", "senior", "ii", "iii", "iv"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"})


@lru_cache(maxsize=100_000)
def normal(name: str) -> str:
    """A name as compared: "the Yoon Suk-yeol’s" and "Yoon Suk Yeol's" are one, and so are "Chávez" and "Chavez"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    folded = re.sub(r"['’]s?(?=\s|$)", "", plain).casefold().replace(".", "")
    return re.sub(r"^the ", "", " ".join(re.sub(r"[\s\-‐‑,]+", " ", folded).split()))


def key_of(kind: ActorType, name: str) -> str:
    """What names of one type must share to be one: a country's code, an organisation without its legal form."""
    key = normal(name)
    if kind == "country":
        return countries.code_of(name) or countries.code_of(name.replace(".", "")) or key
    if kind != "person":
        parts = key.split()
        while len(parts) > 1 and parts[-1] in words(LIST, "legal"):
            parts.pop()
        if len(parts) > 3 and parts[-1] == "union":
            parts.pop()  # "the United Auto Workers union", but not "the Western European Union"
        return " ".join(parts)
    return key


def joinable(kind: ActorType, name: str) -> bool:
    """Whether this name by itself tells who is meant: no bare surname, no "Foreign Ministry", no "Georgia"."""
    parts = normal(name).split()
    if kind == "person":
        return len(parts) > 1 and parts[0] not in _HONORIFICS
    if kind == "country":
        return bool(parts) and " ".join(parts) not in words(LIST, "two_places")
    proper = any(c.isupper() for c in re.sub(r"^[Tt]he\s", "", name)[:1])
    generic = words(LIST, "generic")
    if "court" in parts and "supreme" not in parts:
        generic |= {"us", "uk"}  # a country has one Supreme Court and a dozen courts of appeals
    return proper and not all(w in generic for w in parts)


def own_id(kind: ActorType, name: str, article: str) -> str:
    """The id of an actor in a book of this article alone: its name, or, where that does not tell who is meant, its
    name and the article's id. So another article never changes it."""
    if kind == "country":
        name = countries.display().get(key_of(kind, name), name)
    base = slug(name)[:SLUG_LENGTH].strip("-")
    if joinable(kind, name) and base not in _RESERVED:
        return base
    return f"{base}-{slug(article)}"[: 2 * SLUG_LENGTH]


@dataclass(frozen=True, slots=True)
class Person:
    """A personal name taken apart: given name (its long form), what stands between, surname, "jr" or "sr"."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str

    @classmethod
    def of(cls, name: str) -> Person:
        parts = [p for p in normal(name).split() if p not in _HONORIFICS]
        suffix = parts.pop() if len(parts) > 1 and parts[-1] in _SUFFIXES else ""
        if not parts:
            return cls("", (), "", suffix)
        given = parts[0] if len(parts) > 1 else ""
        return cls(table(LIST)["short"].get(given, given), tuple(parts[1:-1]), parts[-1], suffix)

    def may_be(self, other: Person) -> bool:
        """Whether two full names can be one person's: "Joe Biden" and "Joseph R. Biden", but nobody's junior."""
        if self.surname != other.surname or self.suffix != other.suffix or not (self.given and other.given):
            return False
        if self.given != other.given:
            # "Timothy D. Cook" and "T. Cook"; "Katherine" and "Kate" are in the list.
            short, long = sorted((self.given, other.given), key=len)
            if len(short) > 1 or not long.startswith(short):
                return False
        return all(a.startswith(b) or b.startswith(a) for a, b in zip(self.middle, other.middle, strict=False))
