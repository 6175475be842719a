"""Which briefings are near another: those that share actors and topics, rare ones counting more than common ones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log

from briefing.book import Book
from briefing.model import Briefing

RELATED = 5
REASONS = 3
# What is in more articles than this tells nothing of two of them, and would take time for each pair.
COMMON = 60
# A country alone makes no two articles near: they may be about its football and its army.
COUNTRY = 0.4
LEAST = 1.8
# In a book of fewer articles, what two of them share tells as much as in one of so many.
SMALL_BOOK = 20


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A briefing near another, with what they share, the rarest first."""

    briefing: Briefing
    shared: tuple[str, ...]
    score: float


class Neighbours:
    """The neighbours of each briefing of a book."""

    def __init__(self, book: Book) -> None:
        self._of: dict[str, list[tuple[str, float, tuple[Briefing, ...]]]] = defaultdict(list)
        total = max(len(book.briefings), SMALL_BOOK)
        groups = [(a.name, COUNTRY if a.type == "country" else 1.0, a.articles) for a in book.actors]
        groups += [(t.label, 1.0, tuple(b for b, _ in t.entries)) for t in book.topics]
        for name, kind, briefings in groups:
            if 1 < len(briefings) <= COMMON:
                weight = kind * log(1 + total / len(briefings))
                for briefing in briefings:
                    self._of[briefing.id].append((name, weight, briefings))

    def of(self, briefing: Briefing) -> list[Neighbour]:
        scores: dict[str, float] = defaultdict(float)
        shared: dict[str, list[tuple[float, str]]] = defaultdict(list)
        known: dict[str, Briefing] = {}
        for name, weight, others in self._of.get(briefing.id, ()):
            for other in others:
                if other.id != briefing.id:
                    known[other.id] = other
                    scores[other.id] += weight
                    shared[other.id].append((-weight, name))
        best = sorted((id for id in scores if scores[id] >= LEAST), key=lambda id: (-scores[id], id))[:RELATED]
        return [Neighbour(known[id], tuple(n for _, n in sorted(shared[id])[:REASONS]), scores[id]) for id in best]
