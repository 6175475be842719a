"""Sentences by marks and capitals, in any script: parsers of other languages end sentences worse than this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.analysis.languages.lists import Lists
from briefing.analysis.languages.times import months
from briefing.language import Paragraph, ParsedSentence, Reading, load_other, parse
from briefing.model import Article

_CLOSERS = "\"'“”„’‘»«›)\\]」』"
_OPENERS = r"\"'“„‘»«‹(\[¿¡—–\-"
# Marks of scripts without spaces between words end a sentence by themselves; others before a space.
_END = re.compile(
    rf"[。！？](?:\s*[{_CLOSERS}])*\s*"
    rf"|[.!?…؟۔।]+(?:[{_CLOSERS}]|[ \u00a0\u202f]»)*\s+(?=(?P<next>[{_OPENERS}\s]*\S))"
)
_BEFORE = re.compile(r"([\w.’'-]*)\.$")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Level:
    """With what an article was read: the pipeline's name, or None; and why an installed one was not used."""

    pipeline: str | None
    refused: str | None


def read(article: Article, lists: Lists) -> tuple[Reading, Level]:
    """The article with tokens, and its parse where spaCy's pipeline for the language is installed."""
    nlp, pipeline, refused = load_other(lists.code)
    headline, paragraphs = parse(article, nlp)
    return make_reading(article, headline, paragraphs, lists), Level(pipeline, refused)


def make_reading(
    article: Article, headline: tuple[Paragraph, ...], paragraphs: tuple[Paragraph, ...], lists: Lists
) -> Reading:
    """The reading of parsed paragraphs."""
    sentences: list[ParsedSentence] = []
    for p in paragraphs:
        # A pipeline reads no more than so much of a paragraph.
        last = min(p.end, p.start + (p.doc[-1].idx + len(p.doc[-1]) if len(p.doc) else 0))
        for start, end in bounds(article.text, p.start, last, lists):
            tokens = p.doc.char_span(start - p.start, end - p.start, alignment_mode="expand")
            if tokens is not None:
                sentences.append(ParsedSentence(len(sentences), p, tokens, start, end))
    return Reading(article, paragraphs, tuple(sentences), headline)


def bounds(text: str, start: int, end: int, lists: Lists) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of `[start, end)`, without white space at their edges."""
    at = start
    for m in _END.finditer(text, start, end):
        if m.end() < end and not _goes_on(text, at, m, lists):
            yield from _trimmed(text, at, m.end())
            at = m.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(c.isalnum() for c in text[start:end]):
        yield start, end


def _goes_on(text: str, start: int, m: re.Match[str], lists: Lists) -> bool:
    """Whether the mark ends no sentence: an abbreviation, an initial, a day's number, or small letters behind it."""
    if m["next"] is None:
        return False
    first = m["next"][-1]
    if first.islower():
        return True
    mark = text[m.start()]
    if mark != "." or text[m.start() : m.start() + 2] == "..":
        return False
    before = _BEFORE.search(text[max(start, m.start() - _LOOK_BACK) : m.start() + 1])
    word = before[1] if before else ""
    if re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])*", word) or word.lower() in lists.words("abbreviations"):
        return True
    if lists.flag("day_dot") and word.isdigit() and len(word) <= 2:
        return bool(_month(lists.code).match(text, m.end())) or first.isdigit()
    return False


@lru_cache(maxsize=16)
def _month(code: str) -> re.Pattern[str]:
    """A month, or a noun that takes an ordinal number."""
    nouns = "Jahrhundert|Jahrestag|Geburtstag|Mal|Platz|Rang|Liga|Bundesliga|Minute|Spieltag|Etage|Stock|Klasse"
    return re.compile(rf"(?:{'|'.join(months(code))}|{nouns})")
