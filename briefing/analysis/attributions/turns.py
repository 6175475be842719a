"""Turns of a transcript and answers of an interview, in place of what else was found in them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.attributions.layout import Turn
from briefing.analysis.attributions.sources import head_of
from briefing.language import Reading


def with_turns(reading: Reading, turns: Sequence[Turn], found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the turns; of what was found inside a turn only what has a reporting word there stays."""
    turns = sorted(turns, key=lambda t: t.start)
    starts = [t.start for t in turns]

    def turn(offset: int) -> int | None:
        i = bisect.bisect_right(starts, offset) - 1
        return i if i >= 0 and offset < turns[i].end else None

    out = []
    for a in found:
        worded = a.cue is not None and any(c.isalpha() for c in reading.text[slice(*a.cue)])
        told = turn(a.cue[0]) if worded and a.cue is not None else None
        kept = tuple(x for x in a.content if (i := turn(x[0])) is None or (i == told and x[0] > _behind_name(turns[i])))
        if kept:
            out.append(a if kept == a.content else replace(a, content=kept))
    for t in turns:
        head = head_of(reading, t.name) if t.name is not None else None
        far = t.name is not None and t.name[0] < t.start
        out.append(Attribution(t.words, source=t.name, head=head, spoken=True, carried=far))
    return out


def _behind_name(t: Turn) -> int:
    return t.name[1] if t.name is not None and t.name[0] >= t.start else -1
