"""What stands on the page from the chosen sentences: summary items, background items and the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefing.analysis.digest.background import Found, choose
from briefing.analysis.digest.dates import find_dates, sort_key
from briefing.analysis.digest.explanations import find_explanations
from briefing.analysis.digest.shorten import shortened
from briefing.analysis.digest.standing import Standing
from briefing.ids import Ids
from briefing.language import ParsedSentence, Reading
from briefing.model import BackgroundItem, Position, Span, SummaryItem, TimelineItem, When

Finder = Callable[[str, int, int], Iterable[When]]

# A sentence of which more is somebody's statement is that statement, and stands among the positions.
_SPOKEN_MOST = 0.5


def summary_items(reading: Reading, chosen: Sequence[ParsedSentence], standing: Standing) -> tuple[SummaryItem, ...]:
    """The chosen sentences, long ones shortened, with what their first words stand for."""
    ids = Ids("s")
    out = []
    told: set[int] = set()
    for n, s in enumerate(chosen):
        spans = shortened(reading, s)
        inside = [(x.start, x.end) for x in spans]
        referents = tuple(
            r
            for r in standing.referents(s, told, chosen[:n])
            if any(a <= r.at.start and r.at.end <= b for a, b in inside)
        )
        out.append(SummaryItem(ids.of(" ".join(x.text for x in spans)), spans, referents))
    return tuple(out)


def background_items(
    reading: Reading,
    found: Sequence[Found],
    summary: Sequence[ParsedSentence],
    standing: Standing,
    positions: Sequence[Position],
) -> tuple[BackgroundItem, ...]:
    """What the page shows as background: sentences that stand alone and are not in the summary, and what names are."""
    in_summary = {s.index for s in summary}
    sources = _sources(positions)

    def stands(s: ParsedSentence) -> bool:
        return s.index not in in_summary and not standing.joins(s) and not standing.leans(s)

    chosen = choose(found, stands)
    ids = Ids("b")
    items = []
    for f in chosen:
        span = Span.of(reading.text, f.sentence.start, f.sentence.end)
        referents = standing.referents(f.sentence)
        items.append(
            BackgroundItem(
                ids.of(span.text), f.kind, (span,), f.when, referents=referents, source=_source(f.sentence, sources)
            )
        )
    taken = [*summary, *(f.sentence for f in found if f.sure)]
    for _, span in find_explanations(reading, standing.cast, taken):
        items.append(BackgroundItem(ids.of(span.text), "context", (span,)))
    return tuple(items)


def _sources(positions: Sequence[Position]) -> list[Position]:
    return [p for p in positions if p.shown and p.source is not None]


def _source(s: ParsedSentence, positions: Sequence[Position]) -> Span | None:
    """Whose statement the sentence is, where most of it is one and its source stands in another sentence."""
    for p in positions:
        assert p.source is not None
        said = sum(max(0, min(c.end, s.end) - max(c.start, s.start)) for c in p.content)
        if said >= _SPOKEN_MOST * len(s) and not (s.start <= p.source.start < s.end):
            return p.source
    return None


def timeline(reading: Reading, find: Finder = find_dates) -> tuple[TimelineItem, ...]:
    """Every statement with a time: those with a stated date by it, then the others in the order of the text.

    `find` finds the times of a stretch of the text.
    """
    stated = reading.article.published.value
    anchor = stated if isinstance(stated, str) else None
    items = [
        TimelineItem(
            w, (Span.of(reading.text, s.start, s.end),), anchor if w.precision in ("weekday", "relative") else None
        )
        for s in reading.sentences
        for w in find(reading.text, s.start, s.end)
    ]
    return tuple(sorted(items, key=lambda i: (*_order(i), i.when.start)))


def _order(item: TimelineItem) -> tuple[int, str]:
    """By date where one is stated; a day or weekday without a year has no place in that order."""
    rank, value = sort_key(item.when)
    return (rank, value) if rank == 0 else (1, "")
