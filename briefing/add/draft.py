"""What a door hands on: an article's words and what is stated about it, not yet a seed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from briefing.ingest.raw import Given, Raw

# What a file of words has no use for, and YAML and terminals choke on.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way to a seed.

    `text` has one paragraph a line with empty lines between; `headings` are offsets of its lines that are
    headings, with their level. A text file is kept as it was: then `text` is all of it, with any front matter
    it has, and `suffix` its kind. `addresses` are all web addresses that lead to it.
    """

    text: str
    given: Given = field(default_factory=Given)
    headings: tuple[tuple[int, int], ...] = ()
    suffix: str = ".md"
    kept: bool = False
    file: str | None = None
    addresses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def of_lines(lines: list[tuple[int, str]], given: Given) -> Draft:
    """A draft of paragraphs, each with 0 or its level as a heading. The first heading at the top, if it is of
    the first level, is the title where none is given."""
    clean = [(level, tidy(words)) for level, words in lines]
    clean = [(level, words) for level, words in clean if any(c.isalnum() for c in words)]
    if clean and clean[0][0] == 1 and not given.title:
        given = replace(given, title=clean[0][1])
    at, headings = 0, []
    for level, words in clean:
        if level:
            headings.append((at, level))
        at += len(words) + 2
    return Draft("\n\n".join(words for _, words in clean), given, tuple(headings))


def of_raw(raw: Raw) -> Draft:
    """A draft of a page that ingest has read."""
    same = " ".join((raw.given.title or "").split()).casefold()
    headings = [(at, 1 if raw.text[at:].split("\n", 1)[0].casefold() == same else 2) for at, _ in raw.marks]
    return Draft(raw.text, raw.given, tuple(headings), warnings=raw.warnings)


def tidy(words: str) -> str:
    """Words on one line, without what cannot be seen."""
    return " ".join(_UNSEEN.sub("", words.replace("\x85", " ")).split())
