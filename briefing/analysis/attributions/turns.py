"""Turns of a transcript and answers of an interview, in place of what else was found in them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from briefing.analysis.attributions.attribution import Attribution, Offsets
from briefing.analysis.attributions.layout import Turn
from briefing.language import Reading

_NOMINAL = ("NOUN", "PROPN", "PRON")


def with_turns(reading: Reading, turns: Sequence[Turn], found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the turns; of what was found inside a turn only what has a reporting word there stays."""
    starts = [t.start for t in turns]

    def turn(offset: int) -> int | None:
        i = bisect.bisect_right(starts, offset) - 1
        return i if i >= 0 and offset < turns[i].end else None

    out = []
    for a in found:
        if turn(a.start) is None:
            out.append(a)
            continue
        inner = tuple(x for x in a.content if (i := turn(x[0])) is None or x[0] > _behind_name(turns[i]))
        worded = a.cue is not None and any(c.isalpha() for c in reading.text[slice(*a.cue)])
        if worded and inner and a.cue and turn(a.cue[0]) == turn(inner[0][0]):
            out.append(replace(a, content=inner))
    for t in turns:
        head = head_of(reading, t.name) if t.name is not None else None
        far = t.name is not None and t.name[0] < t.start
        out.append(Attribution(t.words, source=t.name, head=head, spoken=True, carried=far))
    return out


def _behind_name(t: Turn) -> int:
    return t.name[1] if t.name is not None and t.name[0] >= t.start else -1


def head_of(reading: Reading, source: Offsets) -> int | None:
    """Offset of the head word of a source by the parse."""
    sentence = reading.sentence_at(source[0])
    if sentence is None:
        return None
    at = sentence.paragraph.start
    tokens = [t for t in sentence.tokens if source[0] <= at + t.idx < source[1] and not t.is_punct]
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    nominal = [t for t in tops if t.pos_ in _NOMINAL]
    if not nominal and all(
        t.pos_ in ("VERB", "AUX", "ADP") for t in tops
    ):  # "the mayor, Ann Roe — whose father ruled before —" hangs on "ruled" in the parse
        nominal = [t for t in tokens if t.pos_ in _NOMINAL and t.dep_ not in ("compound", "poss", "nmod")]
    return at + (nominal or tops)[0].idx
