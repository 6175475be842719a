"""What the article says a name is: "the Cheonan, a corvette in the South Korean Navy"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Cast
from briefing.language import ParsedSentence, Reading
from briefing.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST = 2
_LEAST_WORDS, _MOST_WORDS = 3, 24
_EXPLAINED = {"ORG", "PRODUCT", "FAC", "LAW", "EVENT", "WORK_OF_ART", "NORP", "LOC", ""}
# An apposition that starts so explains nothing that lasts ("the largest of the three").
_DETERMINERS = {"a", "an", "the"}


def find_explanations(
    reading: Reading, named: Cast, taken: Sequence[ParsedSentence]
) -> list[tuple[ParsedSentence, Span]]:
    """Up to two names of bodies and things with the apposition that explains them, in sentences not `taken`.

    The span goes from the name to the end of the apposition. Persons are left out: that is their role.
    """
    shown = {s.index for s in taken}
    out: list[tuple[ParsedSentence, Span]] = []
    told: set[str] = set()
    for s in reading.sentences:
        if s.index in shown:
            continue
        for name, apposed in _pairs(s):
            at = s.paragraph.start + name.idx
            actor = named.at(at)
            if (actor is not None and actor.type in ("person", "country")) or name.lemma_ in told:
                continue
            first = min((t.i for t in name.subtree if t.i <= name.i and t.dep_ in ("compound", "det", "amod", "nmod")),
                        default=name.i)  # fmt: skip
            last = max(t.i for t in apposed.subtree)
            span = s.paragraph.span(reading.text, s.tokens.doc[first : last + 1])
            if not re.search(r"[\"“”:;\n]", span.text):
                told.add(name.lemma_)
                out.append((s, span))
        if len(out) >= MOST:
            break
    return out[:MOST]


def _pairs(s: ParsedSentence) -> Iterator[tuple[Token, Token]]:
    """Names with the common noun apposed to them between commas."""
    doc = s.tokens.doc
    for t in s.tokens:
        if t.pos_ != "PROPN" or t.ent_type_ not in _EXPLAINED or not t.ent_type_:
            continue
        for c in t.children:
            if c.dep_ != "appos" or c.i < t.i or c.pos_ != "NOUN" or c.ent_type_ in ("PERSON", "GPE", "DATE"):
                continue
            part = sorted(x.i for x in c.subtree)
            whole = part == list(range(part[0], part[-1] + 1)) and part[0] == t.i + 2 and doc[t.i + 1].text == ","
            ended = part[-1] + 1 >= s.tokens.end or doc[part[-1] + 1].text in (",", ".")
            if whole and ended and doc[part[0]].lower_ in _DETERMINERS and _LEAST_WORDS <= len(part) <= _MOST_WORDS:
                yield t, c
