"""How attributions are scored: content matched by its words, source by a word in common, one to one.

Partial match, as in the comparisons in docs/quality.md: the contents' words have a Dice coefficient of at least one
half, and the sources share a word (or both have none).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.analysis.attributions.quotes import covered, find_quotations

from .corpora import Document, Gold, Offsets

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_DICE = 0.5
_DIRECT = 0.9
FORMS = ("direct", "mixed", "indirect")


@dataclass(frozen=True)
class Found:
    """A predicted attribution."""

    content: tuple[Offsets, ...]
    source: tuple[Offsets, ...] = ()


@dataclass(frozen=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def count(document: Document, found: Sequence[Found]) -> Counter[str]:
    """Counts of one document, to be added up and given to `scores`."""
    text = document.text
    words = [m.span() for m in _WORD.finditer(text)]
    gold = [g for g in document.gold if not g.nested]
    forms = _forms(text)
    wanted = [(_cover(words, g.content), _cover(words, g.source), forms(g.content)) for g in gold]
    got = [(_cover(words, f.content), _cover(words, f.source), forms(f.content)) for f in found]
    counts: Counter[str] = Counter()
    for _, _, form in wanted:
        counts.update({"gold": 1, f"gold {form}": 1})
    for _, _, form in got:
        counts.update({"found": 1, f"found {form}": 1})
    for i, j in _pairs(wanted, got):
        right = bool(wanted[i][1] & got[j][1]) or not (wanted[i][1] or got[j][1])
        counts["content"] += 1
        if right:
            counts.update({"right": 1, f"right {wanted[i][2]}": 1, f"right as {got[j][2]}": 1})
    return counts


def scores(counts: Counter[str]) -> dict[str, Score]:
    """Source and content together ("all" and by form), and the content alone."""

    def score(right: int, found: int, wanted: int, recalled: int) -> Score:
        return Score(right / found if found else 0.0, recalled / wanted if wanted else 0.0)

    out = {
        "all": score(counts["right"], counts["found"], counts["gold"], counts["right"]),
        "content": score(counts["content"], counts["found"], counts["gold"], counts["content"]),
    }
    for form in FORMS:
        out[form] = score(
            counts[f"right as {form}"], counts[f"found {form}"], counts[f"gold {form}"], counts[f"right {form}"]
        )
    return out


def _forms(text: str):
    quotations = find_quotations(text, [m.span() for m in re.finditer(r"[^\n]+", text)])

    def form(spans: Iterable[Offsets]) -> str:
        spans = list(spans)
        letters = sum(e - s for s, e in spans)
        share = sum(covered(quotations, text, s, e) * (e - s) for s, e in spans) / letters if letters else 0.0
        return "direct" if share >= _DIRECT else "mixed" if share > 0 else "indirect"

    return form


def _cover(words: Sequence[Offsets], spans: Iterable[Offsets]) -> frozenset[int]:
    return frozenset(i for i, (s, e) in enumerate(words) for a, b in spans if s < b and a < e)


def _pairs(wanted: Sequence[tuple], got: Sequence[tuple]) -> list[tuple[int, int]]:
    """One to one, the most alike first."""
    alike = [
        (2 * len(w[0] & g[0]) / (len(w[0]) + len(g[0])), -i, -j)
        for i, w in enumerate(wanted)
        for j, g in enumerate(got)
        if w[0] & g[0]
    ]
    out: list[tuple[int, int]] = []
    for dice, i, j in sorted(alike, reverse=True):
        if dice >= _DICE and all(-i != a and -j != b for a, b in out):
            out.append((-i, -j))
    return out


__all__ = ["FORMS", "Found", "Gold", "Score", "count", "scores"]
