"""How much an article is about an actor, from 0 to 1: who acts and speaks, not merely who is named often."""

from __future__ import annotations

import math

from briefing.analysis.actors.cast import Draft
from briefing.analysis.speakers.groups import Unnamed
from briefing.language import Reading

# Weights tuned on the Wikinews articles (share of salient actors among the first eight).
_MENTIONS, _HEADLINE, _EARLY, _SUBJECT, _SPEAKS = 1.0, 1.4, 1.3, 0.8, 0.9
_TYPE = {"person": 1.0, "organisation": 0.9, "country": 0.75, "group": 0.8}
_UNNAMED = 0.55


def salience(reading: Reading, actor: Draft | Unnamed, statements: int) -> float:
    """The raw weight of an actor; the caller divides by the largest of the article."""
    if isinstance(actor, Unnamed):
        return _UNNAMED * (_MENTIONS * math.log2(1 + len(actor.mentions)) + _SPEAKS * math.log2(1 + statements))
    n = len(actor.mentions)
    body = [m for m in actor.mentions if not m.headline]
    first = min((m.start for m in body), default=len(reading.text))
    before = sum(1 for s in reading.sentences if s.end <= first)
    subjects = sum(m.subject for m in actor.mentions)
    weight = _MENTIONS * math.log2(1 + n)
    weight += _HEADLINE * any(m.headline for m in actor.mentions)
    weight += _EARLY / (1 + 0.5 * before)
    weight += _SUBJECT * math.log2(1 + subjects)
    weight += _SPEAKS * math.log2(1 + statements)
    scene = actor.type == "country" and not subjects and not statements
    return weight * _TYPE[actor.type] * (0.6 if scene else 1.0)
