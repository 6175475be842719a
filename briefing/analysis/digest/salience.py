"""How much an article is about an actor, from 0 to 1: who acts and speaks, not merely who is named often."""

from __future__ import annotations

import bisect
import math

from briefing.analysis.actors.cast import Draft
from briefing.analysis.speakers.groups import Unnamed
from briefing.language import Reading
from briefing.lexicon import words

# Weights of a linear score. Signs and rough sizes are those of a pairwise logistic regression on whom people's
# summaries name, in 24 Wikinews articles and 109 with writers' summaries (in eight folds it has 54 of 72 and 260 of 296
# among the first eight; rounded, with -1.4 for countries, 55 and 251). It gives statements less than nothing; a reader
# of positions wants speakers all the same.
_MENTIONS, _HEADLINE, _EARLY, _SPREAD, _SUBJECT, _SPEAKS = 1.2, 0.5, 2.5, 0.3, 0.4, 0.4
# A country is named for many reasons, above all one that is nowhere subject nor speaks; an outlet for having the news.
_BODY, _COUNTRY, _SCENE, _OUTLET = 0.4, -1.5, -0.4, -1.2
# One that goes only by a word for bodies ("the Administration") is named in passing.
_ANY = -0.6
# A town or a part of a country is a scene even more often.
_TOWN = -0.6
# No actor weighs less.
_LEAST = 0.2
_UNNAMED = 0.55


def salience(reading: Reading, actor: Draft | Unnamed, statements: int) -> float:
    """The raw weight of an actor; the caller divides by the largest of the article."""
    if isinstance(actor, Unnamed):
        return _UNNAMED * (math.log2(1 + len(actor.mentions)) + math.log2(1 + statements))
    body = [m for m in actor.mentions if not m.headline]
    first = min((m.start for m in body), default=len(reading.text))
    before = bisect.bisect_right([s.end for s in reading.sentences], first)
    weight = _MENTIONS * math.log2(1 + len(actor.mentions))
    weight += _HEADLINE * any(m.headline for m in actor.mentions)
    weight += _EARLY / (1 + 0.5 * before)
    weight += _SPREAD * len({m.paragraph.index for m in body}) / max(1, len(reading.paragraphs))
    subjects = sum(m.subject for m in actor.mentions)
    weight += _SUBJECT * math.log2(1 + subjects) + _SPEAKS * math.log2(1 + statements)
    if actor.type == "organisation":
        weight += _BODY + _OUTLET * actor.is_outlet + _ANY * (actor.keys <= words("names", "organisations"))
    elif actor.type == "country":
        weight += _COUNTRY + (0 if subjects or statements else _SCENE) + (_TOWN if actor.code is None else 0)
    return max(_LEAST, weight)
