"""Quotation marks: what stands between them, from the text alone and not from the parse.

Handles curly and straight double marks, ``…'', ''…'', «…», „…“, single marks used as double (British house
style), and a quotation that runs over paragraphs, each of which opens anew while only the last one closes.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

_PAIRS = {"“": "”", "„": "“”", "«": "»", "``": "''"}
_OPENS_BEFORE = re.compile(r"(?:^|[\s(\[{—–\-/…])$")
_SINGLE_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–]))[‘'](?=[A-Za-z0-9\[…])")
_SINGLE_CLOSE = re.compile(r"(?<=[.,?!…\w])[’'](?=[\s,.;:?!)\]—–-]|$)")
# A single-quoted stretch shorter than this is a term or a title, not speech.
_SINGLE_WORDS = 4


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """`[start, end)` with the marks. `closed` is false where no closing mark stands in its paragraph;
    `continues` is true where it goes on a quotation that the paragraph before left open."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    continues: bool = False

    def words(self, text: str) -> int:
        """Number of words between the marks."""
        return len(re.findall(r"\w+(?:[’'.-]\w+)*", text[self.inner_start : self.inner_end]))


def find_quotations(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Quotations of the paragraphs `blocks`, in order, none inside another."""
    out: list[Quotation] = []
    found = [_double(text, start, end) for start, end in blocks]
    if sum(map(len, found)) == 0 or _british(text, blocks, sum(map(len, found))):
        found = [sorted(set(d) | set(_single(text, s, e, d))) for d, (s, e) in zip(found, blocks, strict=True)]
    left_open = ""  # the mark that opened what the paragraph before left open
    for quotations in found:
        for i, q in enumerate(quotations):
            mark = text[q.start : q.inner_start]
            goes_on = i == 0 and mark == left_open and text[q.start - 1 : q.start].strip() == ""
            out.append(Quotation(q.start, q.end, q.inner_start, q.inner_end, q.closed, goes_on))
        last = quotations[-1] if quotations else None
        left_open = text[last.start : last.inner_start] if last is not None and not last.closed else ""
    return out


def _double(text: str, start: int, end: int) -> list[Quotation]:
    out: list[Quotation] = []
    opened: tuple[int, int, str] | None = None  # start, inner start, closing marks
    tex = "``" in text[start:end]
    i = start
    while i < end:
        two, one = text[i : i + 2], text[i]
        mark = two if two in ("``", "''") else one
        if mark not in ("“", "”", "„", "«", "»", '"', "``", "''"):
            i += 1
            continue
        size = len(mark)
        if opened is None:
            straight = mark == '"' or (mark == "''" and not tex)
            if mark in _PAIRS:
                opened = (i, i + size, _PAIRS[mark])
            elif (
                straight
                and _OPENS_BEFORE.search(text[max(start, i - 1) : i])
                and i + size < end
                and not text[i + size].isspace()
            ):
                opened = (i, i + size, mark)
        elif mark in opened[2] or (mark == '"' and opened[2] in ("”", "“”")) or (mark == "”" and opened[2] == '"'):
            if mark == '"' and opened[2] == '"' and _reopens(text, i, start, end):
                # Two opening marks in a row: the first was never closed.
                opened = (i, i + 1, '"')
            else:
                out.append(Quotation(opened[0], i + size, opened[1], i))
                opened = None
        elif mark in _PAIRS and mark == "“":
            opened = (i, i + 1, "”")
        i += size
    if opened is not None:
        stop = end
        while stop > opened[1] and text[stop - 1].isspace():
            stop -= 1
        if stop > opened[1]:
            out.append(Quotation(opened[0], stop, opened[1], stop, closed=False))
    return out


def _reopens(text: str, i: int, start: int, end: int) -> bool:
    """Whether the straight mark at `i` can only open: white space before it and a letter behind it."""
    return i > start and text[i - 1].isspace() and i + 1 < end and text[i + 1].isalnum()


def _single_pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    closing = [c.start() for c in _SINGLE_CLOSE.finditer(text, start, end)]
    behind_stop = [c for c in closing if text[c - 1] in ".,?!…"]
    out, at = [], start
    while m := _SINGLE_OPEN.search(text, at, end):
        i = m.start()
        # A plural's apostrophe ("the workers' pay") closes nothing while a later one can, behind punctuation.
        close = _first(behind_stop, i + 2) or _first(closing, i + 2)
        if close is None:
            break
        out.append((i, close + 1))
        at = close + 1
    return out


def _first(places: Sequence[int], start: int) -> int | None:
    """The first of sorted places from `start` on."""
    i = bisect.bisect_left(places, start)
    return places[i] if i < len(places) else None


def _single(text: str, start: int, end: int, doubles: Sequence[Quotation]) -> list[Quotation]:
    return [
        q
        for s, e in _single_pairs(text, start, end)
        for q in [Quotation(s, e, s + 1, e - 1)]
        if q.words(text) >= _SINGLE_WORDS and not overlapping(doubles, s, e)
    ]


def _british(text: str, blocks: Sequence[tuple[int, int]], doubles: int) -> bool:
    """Whether single marks do the work of double ones: more of them close behind punctuation than there are doubles."""
    speech = sum(text[e - 2] in ".,?!…" for s, b in blocks for s, e in _single_pairs(text, s, b))
    return speech > doubles


def inside(quotations: Sequence[Quotation], offset: int) -> Quotation | None:
    """The quotation that holds the character at `offset`, or None."""
    return next(iter(overlapping(quotations, offset, offset + 1)), None)


def overlapping(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those of an article's quotations, none inside another, that share a character with `[start, end)`."""
    first = bisect.bisect_right(quotations, start, key=_end)
    return quotations[first : bisect.bisect_left(quotations, end, lo=first, key=_start)]


def _start(q: Quotation) -> int:
    return q.start


def _end(q: Quotation) -> int:
    return q.end


def covered(quotations: Sequence[Quotation], text: str, start: int, end: int) -> float:
    """Share of the letters of `[start, end)` that stand in quotation marks."""
    letters = sum(map(str.isalnum, text[start:end]))
    if not letters:
        return 0.0
    quoted, at = 0, start
    for q in overlapping(quotations, start, end):
        quoted += sum(map(str.isalnum, text[max(at, q.start) : min(end, q.end)]))
        at = max(at, q.end)
    return quoted / letters
