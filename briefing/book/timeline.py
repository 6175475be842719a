"""The dates of a book: dated statements of all articles in one order, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.book.values import Moment, Timeline, oldest_first
from briefing.model import Briefing, Span, When

# What has no date of its own is dated by nobody: "Tuesday", "last year".
_DATED = ("year", "month", "day", "period")


def build(briefings: Iterable[Briefing]) -> Timeline:
    """Background and dated statements with a date that is theirs; those without a stated year stand apart."""
    dated: list[Moment] = []
    undated: list[Moment] = []
    for briefing in sorted(briefings, key=oldest_first):
        seen: set[tuple[int, int]] = set()
        for when, spans, item in _statements(briefing):
            if when.precision not in _DATED or not when.value or not spans:
                continue
            if (spans[0].start, when.start) in seen:
                continue
            seen.add((spans[0].start, when.start))
            year = when.value[:1].isdigit()
            (dated if year else undated).append(Moment(when, briefing, spans, item, when.value if year else ""))
    dated.sort(key=lambda m: (m.sort.rstrip("s"), len(m.sort)))
    return Timeline(tuple(dated), tuple(undated))


def _statements(briefing: Briefing) -> Iterable[tuple[When, tuple[Span, ...], str | None]]:
    for item in briefing.background:
        if item.when is not None:
            yield item.when, item.spans, item.id
    for moment in briefing.timeline:
        yield moment.when, moment.spans, None
