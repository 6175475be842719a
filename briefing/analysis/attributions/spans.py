"""Stretches of the text looked up by where they stand, so that many in one article are not compared each with each."""

from __future__ import annotations

import bisect
import heapq
from collections.abc import Iterable, Sequence

from briefing.analysis.attributions.attribution import Offsets

_CELL = 256  # code points


class Held:
    """Which stretches stand as a whole inside one of those added. Of these it keeps those inside no other: they come
    in one order by start and by end."""

    def __init__(self, spans: Iterable[Offsets] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in spans:
            self.add(span)

    def __contains__(self, span: Offsets) -> bool:
        i = bisect.bisect_right(self._starts, span[0]) - 1
        return i >= 0 and span[1] <= self._ends[i]

    def add(self, span: Offsets) -> None:
        """One more that may hold others."""
        if span in self:
            return
        first = bisect.bisect_left(self._starts, span[0])
        last = bisect.bisect_right(self._ends, span[1])  # those from `first` up to here stand inside it
        self._starts[first : max(first, last)] = [span[0]]
        self._ends[first : max(first, last)] = [span[1]]


class Least:
    """The least key among the spans that hold a stretch, for stretches that are asked for in the order of the text."""

    def __init__(self, spans: Iterable[tuple[int, int, tuple[int, int]]]) -> None:
        self._spans = sorted(spans)
        self._next = 0
        self._open: list[tuple[tuple[int, int], int]] = []  # by key; the end with it

    def holding(self, start: int, end: int, but: int = -1) -> tuple[int, int] | None:
        """The least key of a span that holds `[start, end)`; one whose second part is `but` is passed over."""
        while self._next < len(self._spans) and self._spans[self._next][0] <= start:
            _, stop, key = self._spans[self._next]
            heapq.heappush(self._open, (key, stop))
            self._next += 1
        aside, found = [], None
        while self._open and found is None:
            (key, stop) = self._open[0]
            if stop < end:
                heapq.heappop(self._open)
            elif key[1] == but:
                aside.append(heapq.heappop(self._open))
            else:
                found = key
        for one in aside:
            heapq.heappush(self._open, one)
        return found


class Near:
    """Numbers of things by the stretches of text that they stand in, found again by a stretch that touches one."""

    def __init__(self, things: Sequence[Sequence[Offsets]]) -> None:
        self._cells: dict[int, list[int]] = {}
        for n, spans in enumerate(things):
            for cell in _cells(spans):
                self._cells.setdefault(cell, []).append(n)

    def to(self, spans: Iterable[Offsets]) -> list[int]:
        """In order, all that share a character with one of `spans`, and others close by."""
        return sorted({n for cell in _cells(spans) for n in self._cells.get(cell, ())})


def _cells(spans: Iterable[Offsets]) -> set[int]:
    return {cell for s, e in spans for cell in range(s // _CELL, max(s, e - 1) // _CELL + 1)}
