"""Words of an article in another language as they may be parts of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.analysis.languages.lists import Lists
from briefing.language import Paragraph
from briefing.lexicon import words

_WORD = re.compile(r"(?:(?P<elided>[ldLDsS]|[Qq]u)['’](?=\w))|[^\W\d_](?:\w|[-.&’'](?=\w))*")
_SUFFIX = re.compile(r"['’](?:[a-zçğıöşü]{1,6})$")  # Turkish endings behind a name


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    first: bool
    """Whether it opens a sentence, a paragraph or a quotation, so that its capital says nothing."""

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def tokens_of(text: str, p: Paragraph) -> Iterator[Token]:
    last = p.start
    first = True
    for m in _WORD.finditer(text, p.start, p.end):
        if m["elided"]:
            # "L'Espagne": the article is no part of the name, but leaves it where it opened the sentence.
            first = first or any(c in '.!?:;«“„"»•\n' for c in text[last : m.start()])
            last = m.end()
            continue
        between = text[last : m.start()]
        opens = first or any(c in '.!?:«“„"»•\n—–…(' for c in between)
        yield Token(m.start(), m.end(), m[0], opens)
        first, last = False, m.end()


@lru_cache(maxsize=16)
def countries(code: str) -> dict[str, str]:
    """ISO code by a country's name in the language, lower-cased."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(code).territories
    except (UnknownLocaleError, ValueError):
        return {}
    out = {
        name.lower(): c
        for c, name in territories.items()
        if len(c) == 2 and c.isalpha() and c not in ("EU", "EZ", "UN", "ZZ")
    }
    more = {
        "de": {"usa": "US", "großbritannien": "GB", "türkei": "TR"},
        "es": {"ee.uu": "US", "eeuu": "US"},
        "tr": {"abd": "US"},
    }
    return out | more.get(code, {})


def is_given(word: str, lists: Lists) -> bool:
    low = word.lower()
    known = words("given_names", "any"), lists.words("given_names")
    whole = any(low in k for k in known) or all(any(w in k for k in known) for w in low.split("-"))
    return whole and low not in words("places", "cities") and low not in words("languages/common", "not_given")


def is_title(word: str, lists: Lists) -> bool:
    return word.lower().rstrip(".") in lists.by_gender("titles")


def bare(name: str, lists: Lists) -> str:
    """The name without an ending that a language hangs on it."""
    return _SUFFIX.sub("", name) if lists.code in ("tr", "az", "fi") else name
