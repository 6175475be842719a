"""The article as a page cites it: numbered paragraphs, sentences with anchors, how much is shown."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from briefing.model import Briefing, Position

SourceText = Literal["excerpts", "full", "none"]

# Two signs of a script without spaces between words count as a word.
_WIDE = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_WIDE}]{{1,2}}|[^\s{_WIDE}]*[^\W{_WIDE}][^\s{_WIDE}]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """The small mark at a statement's end: its paragraph, and the anchor of its sentence if that is shown."""

    label: str
    anchor: str | None


@dataclass(slots=True)
class Unit:
    """A stretch of a paragraph: a sentence, or what lies between sentences (then `anchor` is None)."""

    start: int
    end: int
    anchor: str | None
    furniture: bool = False
    cited: list[tuple[str, str]] = field(default_factory=list)
    """Anchor and name of each statement that rests on it: the ways back."""
    opens: list[str] = field(default_factory=list)
    closes: int = 0


@dataclass(slots=True)
class Paragraph:
    number: int | None
    start: int
    end: int
    units: list[Unit]

    @property
    def label(self) -> str:
        return "" if self.number is None else f"¶{self.number}"


class Passages:
    """Paragraphs of the article; statements are cited into it one by one, then it is shown."""

    def __init__(self, briefing: Briefing, show: SourceText) -> None:
        self.text = briefing.article.text
        self.show = show
        self.paragraphs = _paragraphs(briefing)
        self._starts = [p.start for p in self.paragraphs]
        self._units = [(p, u) for p in self.paragraphs for u in p.units]
        self._ends = [u.end for _, u in self._units]
        self._cited: set[tuple[int, str]] = set()
        self._spans: list[tuple[int, int]] = []
        self.marks: dict[str, Mark] = {}

    def cite(self, spans: Iterable[tuple[int, int]], around: Iterable[tuple[int, int]], anchor: str, name: str) -> Mark:
        """Note that the statement at `anchor` rests on `spans`; `around` is shown too. Returns its mark.

        Without a `name`, the statement stands on another page, and there is no way back to it.
        """
        mark = self.marks[anchor] = self._cite(sorted(spans), around, anchor, name)
        return mark

    def _cite(self, spans: list[tuple[int, int]], around: Iterable[tuple[int, int]], anchor: str, name: str) -> Mark:
        wanted = [*spans, *around]
        self._spans += wanted
        for n in self._over(wanted):
            if (n, anchor) not in self._cited:
                self._cited.add((n, anchor))
                self._units[n][1].cited.append((anchor, name))
        own = [self._units[n] for n in self._over(spans)]
        if not own:
            return Mark("", None)
        first, last = own[0][0], own[-1][0]
        label = first.label if first is last or not last.number else f"{first.label}–{last.number}"
        return Mark(label, self._anchor_of(own) if self.show != "none" else None)

    def _over(self, spans: list[tuple[int, int]]) -> list[int]:
        """Numbers of the units that share a letter with one of the spans, in order."""
        found: set[int] = set()
        for start, end in spans:
            n = bisect_right(self._ends, start)
            while n < len(self._units) and self._units[n][1].start < end:
                found.add(n)
                n += 1
        return sorted(found)

    def _anchor_of(self, own: list[tuple[Paragraph, Unit]]) -> str | None:
        """The anchor of the sentence, or one around all sentences where they are several of one paragraph."""
        paragraph, first = own[0]
        together = [u for p, u in own if p is paragraph]
        last = together[-1]
        if len(together) == 1 or first.anchor is None or last.anchor is None:
            return first.anchor
        anchor = f"{first.anchor}-{last.anchor[1:]}"
        units = paragraph.units
        inside = units[units.index(first) : units.index(last) + 1]
        if anchor in first.opens:
            return anchor
        # Elements nest: where another statement's stretch overlaps this one, its first sentence must do.
        if any(u.opens for u in inside) or any(u.closes for u in inside) or _within_open(units, units.index(first)):
            return first.anchor
        first.opens.append(anchor)
        last.closes += 1
        return anchor

    def anchor_at(self, offset: int) -> str | None:
        """The anchor of the sentence at `offset`, if the page shows sentences."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self.show == "none":
            return None
        return next((u.anchor for u in self.paragraphs[at].units if u.start <= offset < u.end), None)

    def show_also(self, spans: Iterable[tuple[int, int]]) -> None:
        """Note that the page shows these words elsewhere, as in its title."""
        self._spans += spans

    def shown(self) -> list[Paragraph]:
        """The paragraphs that the page shows."""
        if self.show == "none":
            return []
        return [p for p in self.paragraphs if self.show == "full" or any(u.cited for u in p.units)]

    def visible(self) -> list[tuple[int, int]]:
        """The stretches of the article that the page shows, anywhere on it, in order and apart."""
        if self.show == "full":
            return [(0, len(self.text))]
        spans = list(self._spans)
        if self.show == "excerpts":
            spans += [(u.start, u.end) for p in self.paragraphs for u in p.units if u.cited]
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def words(self) -> int:
        """Words of the article without its furniture."""
        return sum(_count(self.text, u.start, u.end) for p in self.paragraphs for u in p.units if not u.furniture)

    def share(self) -> int:
        """How much of the article the page shows, in per cent of its words."""
        if self.show == "full":
            return 100
        total = self.words()
        shown = sum(_count(self.text, start, end) for start, end in self.visible())
        return min(100, round(100 * shown / total)) if total else 0


def spans_of(position: Position) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What a position rests on, and what is shown around it."""
    around = [(s.start, s.end) for s in (position.source, position.cue, position.context) if s]
    return [(s.start, s.end) for s in position.content], around


def count_words(text: str) -> int:
    return len(_WORD.findall(text))


def _count(text: str, start: int, end: int) -> int:
    return count_words(text[start:end])


def _within_open(units: list[Unit], index: int) -> bool:
    depth = 0
    for unit in units[:index]:
        depth += len(unit.opens) - unit.closes
    return depth > 0


def _paragraphs(briefing: Briefing) -> list[Paragraph]:
    text = briefing.article.text
    furniture = sorted((f.start, f.end) for f in briefing.article.furniture)
    sentences = sorted((s.start, s.end, f"s{n}") for n, s in enumerate(briefing.sentences, 1))
    starts = [s for s, _, _ in sentences]
    paragraphs: list[Paragraph] = []
    number = 0
    for block in briefing.article.paragraphs:
        near = sentences[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        inside = [(s, e, a) for s, e, a in near if e <= block.end]
        units: list[Unit] = []
        at = block.start
        for start, end, anchor in [*inside, (block.end, block.end, "")]:
            units += _between(text, at, start, furniture, f"o{at}")
            if anchor:
                units.append(Unit(start, end, anchor))
            at = max(at, end)
        only_furniture = all(u.furniture for u in units)
        number += not only_furniture
        paragraphs.append(Paragraph(None if only_furniture else number, block.start, block.end, units))
    return paragraphs


def _between(text: str, start: int, end: int, furniture: list[tuple[int, int]], anchor: str) -> list[Unit]:
    """What stands between sentences: furniture, or a stretch that no sentence was made of."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return []
    rest = list(text[start:end])
    # Furniture is in order and does not overlap: the last one that begins before `start` may reach into it.
    first = max(0, bisect_left(furniture, (start,)) - 1)
    for f_start, f_end in furniture[first : bisect_left(furniture, (end,))]:
        for i in range(max(start, f_start), min(end, f_end)):
            rest[i - start] = " "
    is_furniture = not "".join(rest).strip(" \n\t.,;:–—-")
    return [Unit(start, end, None if is_furniture else anchor, is_furniture)]
