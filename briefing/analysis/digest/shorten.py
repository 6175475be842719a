"""Long sentences shortened for the summary: only whole clauses between commas or brackets are left out.

What bears on the truth stays: a source, a condition, a denial. The page shows each gap as […].
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.language import ParsedSentence, Reading
from briefing.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Only a sentence of more words is shortened, and clauses are left out only until it has no more.
LONG = 38
_LEAST_CLAUSE = 5
_BRACKET = re.compile(r"[ \u00a0]*\([^()]{12,}\)")
_RELATIVE = {"which", "who", "whose", "where", "whom"}
_BEARS = re.compile(
    r"\b(?:not|never|no|unless|if|without|deni\w+|alleg\w+|accus\w+|according|said|says|claim\w*|report\w*|only|except)\b"
    r"|n['’]t\b",
    re.I,
)


def shortened(reading: Reading, s: ParsedSentence) -> tuple[Span, ...]:
    """The spans of the sentence that are left; one span where nothing is left out."""
    text = reading.text
    words = len(text[s.start : s.end].split())
    cuts: list[tuple[int, int]] = []
    for start, end in sorted(_clauses(text, s), key=lambda c: c[0] - c[1]):
        if words <= LONG:
            break
        if any(start < b and a < end for a, b in cuts):
            continue
        cuts.append((start, end))
        words -= len(text[start:end].split())
    at, out = s.start, []
    for start, end in sorted(cuts):
        if at < start:  # two brackets may stand side by side
            out.append(Span.of(text, at, start))
        at = end
    rest = at + len(text[at : s.end]) - len(text[at : s.end].lstrip())
    if rest < s.end:
        out.append(Span.of(text, rest, s.end))
    return tuple(out)


def _clauses(text: str, s: ParsedSentence) -> list[tuple[int, int]]:
    """Offsets of what may be left out: brackets, and relative clauses between two commas."""
    found = [(m.start(), m.end()) for m in _BRACKET.finditer(text, s.start, s.end)]
    at, doc = s.paragraph.start, s.tokens.doc
    for t in s.tokens:
        if t.dep_ != "relcl":
            continue
        part = sorted(x.i for x in t.subtree)
        first, last = part[0], part[-1]
        if part != list(range(first, last + 1)) or len(part) < _LEAST_CLAUSE or first <= s.tokens.start:
            continue
        opens = doc[first].lower_ in _RELATIVE and doc[first - 1].text == ","
        closes = last + 1 < s.tokens.end and doc[last + 1].text == "," and not _listed(doc, last + 2, s.tokens.end)
        if opens and closes:
            found.append((at + doc[first - 1].idx, at + doc[last + 1].idx + 1))
    return [(a, b) for a, b in found if not _BEARS.search(text, a, b) and not _quotes(text[a:b])]


def _listed(doc: Doc, i: int, end: int) -> bool:
    """Whether the comma goes on with a list rather than with the main clause."""
    return i < end and doc[i].lower_ in ("and", "or", "but")


def _quotes(part: str) -> bool:
    return bool(re.search(r"[\"“”]", part))
