"""How much an article is about an actor, from 0 to 1: who acts and speaks, not merely who is named often."""

from __future__ import annotations

import bisect
import math

from briefing.analysis.actors.cast import Draft
from briefing.analysis.speakers.groups import Unnamed
from briefing.language import Reading

# Weights of a linear score. Signs and rough sizes are a logistic regression's on whom the human summaries of Wikinews
# articles name (left out one article at a time: 52 of 72 among the first eight; rounded, with the factor for countries,
# 54 on the same articles). It gives statements less than nothing; a reader of positions wants speakers all the same.
_MENTIONS, _HEADLINE, _EARLY, _SPREAD = 1.0, 1.8, 2.7, 1.5
_SUBJECT, _ACTS, _OBJECT, _SPEAKS = 0.3, 0.4, 0.3, 0.2
# A country is named for many reasons, and one that is nowhere subject nor speaks is the scene.
_COUNTRY, _SCENE = 0.65, 0.5
_UNNAMED = 0.55


def salience(reading: Reading, actor: Draft | Unnamed, statements: int) -> float:
    """The raw weight of an actor; the caller divides by the largest of the article."""
    if isinstance(actor, Unnamed):
        return _UNNAMED * (math.log2(1 + len(actor.mentions)) + math.log2(1 + statements))
    body = [m for m in actor.mentions if not m.headline]
    first = min((m.start for m in body), default=len(reading.text))
    before = bisect.bisect_right([s.end for s in reading.sentences], first)
    roots = [m.paragraph.doc[m.first : m.last + 1].root for m in body]
    subjects = sum(m.subject for m in actor.mentions)
    weight = _MENTIONS * math.log2(1 + len(actor.mentions))
    weight += _HEADLINE * any(m.headline for m in actor.mentions)
    weight += _EARLY / (1 + 0.5 * before)
    weight += _SPREAD * len({m.paragraph.index for m in body}) / max(1, len(reading.paragraphs))
    weight += _SUBJECT * math.log2(1 + subjects) + _ACTS * math.log2(1 + sum(m.acts for m in actor.mentions))
    weight += _OBJECT * math.log2(1 + sum(r.dep_ in ("dobj", "nsubjpass") for r in roots))
    weight += _SPEAKS * math.log2(1 + statements)
    if actor.type != "country":
        return weight
    return weight * (_COUNTRY if subjects or statements else _SCENE)
