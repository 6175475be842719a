"""Text to paragraphs: one a line, or, where lines are wrapped at a width, one a run of lines.

Many files have a paragraph on each line; mail, agency copy and old e-texts break lines at 60 to 80
characters. What tells them apart is where lines break: a wrapped line is full (the next word would not have
fitted) and most often ends in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from briefing.model import Block

# Nobody wraps wider; a longest line beyond this is a paragraph in itself.
MAX_WIDTH = 120
# Shares of the line breaks inside runs of lines. Measured on 840 development articles (of PolNeAR,
# NewsDiscourse, GUM, BASIL and others): as they are, none is taken for wrapped; wrapped at 60, 72 or 80 with
# a blank line between paragraphs, .98 to .997 of the paragraphs come back whole; without blank lines some
# .72, since a paragraph whose last line is full cannot be told from one that goes on.
MID_SENTENCE = 0.3
FULL_LINES = 0.6
FULL_AND_MID = 0.2
# A line that leaves this share of the width free, before a capital, ends a paragraph, whatever it ends with.
SHORT_LINE = 0.6
# Editors and mailers now and then break a word or two early.
SLACK = 3

_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_OPENS_LOW = re.compile(r"\s*[\"'“‘(\[]*[a-z]")
_LIST_ITEM = re.compile(r"\s*(?:[-*•+]|\d{1,3}[.)])\s")


class _Line:
    __slots__ = ("end", "indent", "start", "words")

    def __init__(self, start: int, written: str) -> None:
        self.words = written.strip()
        self.indent = len(written) - len(written.lstrip())
        self.start = start + self.indent
        self.end = self.start + len(self.words)

    @property
    def width(self) -> int:
        return self.indent + len(self.words)


def find(text: str, alone: Collection[int] = (), wrapped: bool | None = None) -> tuple[Block, ...]:
    """The paragraphs of `text`, in order. Lines without a letter or digit belong to none.

    `alone` are offsets of lines that are a paragraph of their own; `wrapped` says, where it is known, whether
    lines are wrapped.
    """
    runs = _runs(text)
    if wrapped is None:
        wrapped = is_wrapped(runs)
    width = max((line.width for run in runs for line in run), default=0)
    out: list[tuple[int, int]] = []
    for run in runs:
        first = run[0]
        for before, line in pairwise(run):
            if not wrapped or line.start in alone or before.start in alone or _parts(before, line, width):
                out.append((first.start, before.end))
                first = line
        out.append((first.start, run[-1].end))
    return tuple(Block(s, e) for s, e in out if any(c.isalnum() for c in text[s:e]))


def _runs(text: str) -> list[list[_Line]]:
    """Lines that follow each other without a blank line between."""
    runs: list[list[_Line]] = []
    end = -2
    for m in _LINE.finditer(text):
        if not m[0].strip():
            continue
        if m.start() != end + 1:
            runs.append([])
        runs[-1].append(_Line(m.start(), m[0]))
        end = m.end()
    return runs


def _full(before: _Line, line: _Line, width: int) -> bool:
    """Whether the first word of `line` would not have fitted at the end of `before`."""
    return before.width + 1 + len(line.words.split(None, 1)[0]) > width - SLACK


def _mid_sentence(before: _Line, line: _Line) -> bool:
    return not _ENDS.search(before.words) and bool(_OPENS_LOW.match(line.words))


def is_wrapped(runs: list[list[_Line]]) -> bool:
    """Whether lines are broken at a width rather than at ends of paragraphs."""
    pairs = [(a, b) for run in runs for a, b in pairwise(run)]
    if not pairs:
        return False
    width = max(line.width for run in runs for line in run)
    middle = sum(_mid_sentence(a, b) for a, b in pairs) / len(pairs)
    if width > MAX_WIDTH:
        return False
    full = sum(_full(a, b, width) for a, b in pairs) / len(pairs)
    return middle >= MID_SENTENCE or (full >= FULL_LINES and middle >= FULL_AND_MID)


def _parts(before: _Line, line: _Line, width: int) -> bool:
    """Whether, in wrapped text, a paragraph ends between these two lines."""
    ends, full = bool(_ENDS.search(before.words)), _full(before, line, width)
    if line.indent > before.indent + 1 or (_LIST_ITEM.match(line.words) and (ends or not full)):
        return True
    if full or _OPENS_LOW.match(line.words):
        return False
    return ends or before.width < SHORT_LINE * width
