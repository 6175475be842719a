"""A briefing while a review is applied to it, and how an entry of the review finds its place there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from briefing.errors import ReviewError
from briefing.ids import Ids
from briefing.model import (
    Actor,
    Article,
    BackgroundItem,
    Briefing,
    Position,
    Resolution,
    Span,
    SummaryItem,
    TimelineItem,
    Topic,
)
from briefing.review.schema import KINDS, Target
from briefing.review.words import Finder, same

# An item is the one an entry means if they share this part of the shorter one: a few words of a long
# statement are enough to name it, and a new version may draw its ends a little otherwise.
SHARED_PART = 0.5

SHOWN_LETTERS = 80  # of the reviewer's words in a message

Item = SummaryItem | Position | BackgroundItem | TimelineItem | Topic
Spans = tuple[Span, ...]


class Draft:
    """The parts of a briefing, open to change, with the changes made and what was noticed on the way."""

    def __init__(self, briefing: Briefing, where: str) -> None:
        self.briefing, self.where = briefing, where
        self.article: Article = briefing.article
        self.finder = Finder(briefing.article.text)
        self.actors: list[Actor] = list(briefing.actors)
        self.items: dict[str, list[Any]] = {kind: list(getattr(briefing, kind)) for kind in KINDS}
        self.rejected: list[tuple[str, Item]] = []
        self.names: dict[str, str] = {}  # former names and merged ones, to the id they lead to
        self.hidden = 0
        self.changes: list[str] = []
        self.warnings: list[str] = []

    def done(self) -> Briefing:
        """The briefing as it now is, each section in the order of the article."""
        for kind in ("summary", "positions", "background"):
            self.items[kind].sort(key=lambda item: spans_of(item)[0].start if spans_of(item) else -1)
        warnings = (*self.briefing.warnings, *self.warnings)
        sections: dict[str, Any] = {kind: tuple(items) for kind, items in self.items.items()}
        return replace(self.briefing, article=self.article, actors=tuple(self.actors), warnings=warnings, **sections)

    def warn(self, at: str, what: str) -> None:
        self.warnings.append(f"{at}: {what}")

    # -- places in the article

    def places(self, target: Target) -> list[Spans]:
        """Where the target's words stand; one place if it says which. Raises ReviewError for nowhere."""
        first = self.find(target.words[0], target.at)
        places = [self._with_rest(span, target) for span in first]
        if target.occurrence is not None:
            if target.occurrence > len(places):
                times = "once" if len(places) == 1 else f"{len(places)} times"
                raise ReviewError(target.at, f"{shown(target.words)} stands only {times}", "lower the occurrence")
            places = [places[target.occurrence - 1]]
        if target.near is not None:
            near = self.find(target.near, target.at)
            places = [min(places, key=lambda p: min(distance(p[0], n) for n in near))]
        return places

    def place(self, target: Target) -> Spans:
        """The one place where the target's words stand. Raises ReviewError for none or several."""
        places = self.places(target)
        if len(places) > 1:
            trouble = f"{shown(target.words)} stands {len(places)} times in the article"
            mend = "say which: `occurrence: 2`, or `near:` and some words close to it"
            raise ReviewError(target.at, trouble, mend)
        return places[0]

    def find(self, words: str, at: str) -> Spans:
        """All places of some words. Raises ReviewError, with the nearest passage, where there are none."""
        found = self.finder.all(words)
        if not found:
            nearest = self.finder.nearest(words)
            mend = f"the nearest words are “{nearest.text}”" if nearest else "nothing there is like them"
            raise ReviewError(at, f"{shown((words,))} does not stand in the article", mend)
        return found

    def nearest_to(self, place: Span, words: str, at: str) -> Span:
        """The occurrence of some words that is nearest to a place."""
        return min(self.find(words, at), key=lambda span: distance(span, place))

    def content(self, spans: Spans, at: str) -> Spans:
        """The spans, if they may be a statement's: furniture may not. Raises ReviewError."""
        for span in spans:
            for part in self.article.furniture:
                if part.start < span.end and span.start < part.end:
                    trouble = f"{shown((span.text,))} lies in the {part.kind}"
                    raise ReviewError(at, trouble, "name words of the article's body")
        return spans

    def sentence(self, span: Span) -> Span:
        """The sentences that a span lies in; where none are known, its paragraph."""
        for parts in (self.briefing.sentences, self.article.paragraphs):
            over = [p for p in parts if p.start < span.end and span.start < p.end]
            if over:
                start, end = min(over[0].start, span.start), max(over[-1].end, span.end)
                return Span.of(self.article.text, start, end)
        return span

    def _with_rest(self, first: Span, target: Target) -> Spans:
        spans = [first]
        for words in target.words[1:]:
            found = self.find(words, target.at)
            spans.append(next((s for s in found if s.start >= spans[-1].end), found[-1]))
        return tuple(spans)

    # -- items of the briefing

    def match(self, target: Target, kind: str) -> list[Item]:
        """The items of a section that an entry means, best first; more than one only where its words stand
        at several places and it does not say which."""
        items = self.items[kind]
        by_id = [i for i in items if target.id is not None and getattr(i, "id", None) == target.id]
        if not target.words:
            return by_id
        if kind == "topics":
            return [t for t in items if same(t.label, " ".join(target.words))]
        places = self.places(target)
        if any(fits(place, item) for item in by_id for place in places):
            return by_id
        best = []
        for place in places:
            scored = [(fits(place, item), -n) for n, item in enumerate(items)]
            score, minus_n = max(scored, default=(0.0, 0))
            if score and items[-minus_n] not in best:
                best.append(items[-minus_n])
        return best

    def was_rejected(self, target: Target, kind: str) -> bool:
        """Whether the review rejects the item that another of its entries is about."""
        gone = [item for k, item in self.rejected if k == kind]
        if not target.words:
            return any(getattr(item, "id", None) == target.id for item in gone)
        return any(fits(place, item) for place in self.places(target) for item in gone)

    def new_id(self, kind: str, spans: Spans) -> str:
        """An id for an added item: the one the analysis would give, as long as it is free."""
        ids, taken = Ids(kind[0]), {i.id for i in self.items[kind]}
        words = " ".join(s.text for s in spans)
        while (id := ids.of(words)) in taken:
            pass
        return id

    def put(self, kind: str, old: Item, new: Item) -> None:
        items = self.items[kind]
        items[next(n for n, item in enumerate(items) if item is old)] = new


def spoken_by(position: Position, ids: Iterable[str], otherwise: Resolution) -> Position:
    """The position with these actors as its sources; `otherwise` is its resolution where there are none."""
    actors = tuple(dict.fromkeys(ids))
    actor, resolution = (actors[0], "resolved") if actors else (None, otherwise)
    return replace(position, actors=actors, actor=actor, resolution=resolution)  # type: ignore[arg-type]


def spans_of(item: Item) -> Spans:
    """The passages that an item is."""
    return item.content if isinstance(item, Position) else item.spans


def fits(place: Spans, item: Item) -> float:
    """How well an item is what stands at a place; 0 where it is not.

    Words may have a position's source and cue in them too ("The NATO chief said that everyone"), but one
    whose content alone fits is the better one.
    """
    score = alike(place, spans_of(item))
    if score or not isinstance(item, Position):
        return score
    whole = [s for s in (item.source, item.cue, *item.content) if s]
    if not whole:
        return 0.0
    start, end = min(s.start for s in whole), max(s.end for s in whole)
    return alike(place, [Span(start, end, "")]) / 1000


def alike(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Letters in common, as part of all letters of both; 0 below `SHARED_PART` of the shorter one."""
    common = sum(max(0, min(s.end, t.end) - max(s.start, t.start)) for s in a for t in b)
    sizes = sum(s.end - s.start for s in a), sum(t.end - t.start for t in b)
    if not common or common < SHARED_PART * min(sizes):
        return 0.0
    return common / (sum(sizes) - common)


def distance(a: Span, b: Span) -> int:
    """Letters between two spans; 0 where they touch."""
    return max(0, a.start - b.end, b.start - a.end)


def shown(words: Iterable[str]) -> str:
    """A reviewer's words in a message."""
    line = " … ".join(words)
    return f"“{line}”" if len(line) <= SHOWN_LETTERS else f"“{line[: SHOWN_LETTERS - 1]}…”"
