"""Statements rejected, edited and added."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from briefing.errors import ReviewError
from briefing.model import BackgroundItem, Form, Position, Precision, Span, SummaryItem, Topic, When
from briefing.review import actors, schema
from briefing.review.draft import Draft, Item, Spans, shown, spans_of, spoken_by
from briefing.review.schema import KINDS, Correction, Target
from briefing.review.words import same, with_marks

SINGULAR = {
    "summary": "summary", "positions": "position", "background": "background", "timeline": "timeline item",
    "topics": "topic",
}  # fmt: skip

_MARKS = '"“„«'  # not single ones, which are apostrophes too
_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")


def reject(draft: Draft, target: Target) -> None:
    """Take an item out of one section, or, where the entry names none, out of all that have it."""
    kinds = [target.kind] if target.kind else [k for k in KINDS if k != "topics"]
    found = [(kind, item) for kind in kinds for item in draft.match(target, kind)]
    if not found:
        _not_found(draft, target)
    for kind, item in found:
        draft.items[kind].remove(item)
        draft.rejected.append((kind, item))
        draft.changes.append(f"{SINGULAR[kind]} rejected: {shown(_words(item))}")
    gone = {item.id for _, item in found if isinstance(item, Position)}
    if gone:
        draft.items["positions"] = [
            replace(p, within=None) if p.within in gone else p for p in draft.items["positions"]
        ]


def edit(draft: Draft, correction: Correction) -> None:
    """Correct an item; a position that the analysis does not find is added, so that no correction is lost."""
    target, kind = correction.target, correction.target.kind
    assert kind is not None
    found = draft.match(target, kind)
    if len(found) > 1:
        trouble = f"{shown(target.words)} stands in {len(found)} items"
        mend = "say which: `id:`, or `occurrence: 2`, or `near:` and some words close to it"
        raise ReviewError(target.at, trouble, mend)
    if found:
        draft.put(kind, found[0], _CHANGE[kind](draft, found[0], correction))
        keys = ", ".join("words" if key == "to" else key for key in correction.changes)
        draft.changes.append(f"{SINGULAR[kind]} corrected ({keys}): {shown(_words(found[0]))}")
    elif draft.was_rejected(target, kind):
        mend = "remove one of the two entries"
        raise ReviewError(target.at, "edits an item that the review also rejects", mend)
    elif kind == "positions" and target.words:
        draft.warn(target.at, f"the analysis has no position {shown(target.words)}; added as corrected")
        place = _new_words(draft, correction) if correction.changes.get("to") else draft.place(target)
        _insert(draft, kind, _quotations(draft, draft.content(place, target.at)), correction)
    else:
        _not_found(draft, target)


def add(draft: Draft, correction: Correction) -> None:
    """Add an item; one that the analysis has too is corrected instead of shown twice."""
    target, kind = correction.target, correction.target.kind
    assert kind is not None
    spans = draft.content(draft.place(target), target.at)
    if kind == "positions":
        spans = _quotations(draft, spans)
    there = next((i for i in draft.items[kind] if spans_of(i) == spans), None)
    if there is None:
        _insert(draft, kind, spans, correction)
    elif correction.changes:
        draft.put(kind, there, _CHANGE[kind](draft, there, correction))
    draft.changes.append(f"{SINGULAR[kind]} added: {shown(s.text for s in spans)}")


def find_any(draft: Draft, target: Target) -> Item | None:
    """The item a note is about, in whichever section it is."""
    for kind in [target.kind] if target.kind else ("positions", "summary", "background"):
        if found := draft.match(target, kind):
            return found[0]
    return None


def _insert(draft: Draft, kind: str, spans: Spans, correction: Correction) -> None:
    item: Item
    if kind == "summary":
        item = SummaryItem(draft.new_id(kind, spans), spans, basis="reviewed")
    elif kind == "background":
        kind_of_it = "history" if "when" in correction.changes else "context"
        item = BackgroundItem(draft.new_id(kind, spans), kind_of_it, spans, basis="reviewed")
    elif kind == "topics":
        label = spans[0].text
        if any(same(t.label, label) for t in draft.items[kind]):
            return
        item = Topic(label, draft.finder.all(label))
    else:
        item = _new_position(draft, draft.new_id(kind, spans), spans)
    bare = replace(correction, changes={k: v for k, v in correction.changes.items() if k != "to"})
    draft.items[kind].append(_CHANGE[kind](draft, item, bare))


def _new_position(draft: Draft, id: str, spans: Spans) -> Position:
    if all(s.text[0] in _MARKS for s in spans):
        form: Form = "direct"
    else:
        form = "mixed" if any(mark in s.text for s in spans for mark in _MARKS) else "indirect"
    return Position(
        id=id, shown=True, actor=None, actors=(), resolution="none", confidence=1.0,
        form=form, act="states", polarity="positive", question=False,
        within=None, source=None, cue=None, content=spans, context=_context(draft, spans), addressee=None,
        basis="reviewed",
    )  # fmt: skip


def _change_summary(draft: Draft, item: Any, correction: Correction) -> SummaryItem:
    if not correction.changes.get("to"):
        return replace(item, basis="reviewed")
    spans = _new_words(draft, correction)
    kept = tuple(r for r in item.referents if any(s.start <= r.at.start < s.end for s in spans))
    return replace(item, spans=spans, referents=kept, basis="reviewed")


def _change_background(draft: Draft, item: Any, correction: Correction) -> BackgroundItem:
    changes = dict(correction.changes)
    if changes.get("to"):
        item = replace(item, spans=_new_words(draft, correction))
    if "when" in changes:
        when = changes["when"]
        item = replace(item, when=when and _when(draft, item.spans[0], when, correction.target.at))
    return replace(item, kind=changes.get("kind") or item.kind, basis="reviewed")


def _change_position(draft: Draft, item: Any, correction: Correction) -> Position:
    changes, at = correction.changes, correction.target.at
    new: dict[str, Any] = {}
    if changes.get("to"):
        content = _quotations(draft, _new_words(draft, correction))
        new |= {"content": content, "context": _context(draft, content)}
    for key in ("source", "cue", "addressee"):
        if key in changes:
            near = (new.get("content") or item.content or (item.context,))[0]
            new[key] = draft.nearest_to(near, changes[key], at) if changes[key] else None
    if "actor" in changes:
        found = [actors.find_or_add(draft, name, at) for name in changes["actor"] or ()]
        item = spoken_by(replace(item, confidence=1.0), (a.id for a in found), "none")
    new |= {k: changes[k] for k in ("act", "form", "polarity", "shown") if changes.get(k) is not None}
    return replace(item, **new, basis="reviewed")


def _change_topic(draft: Draft, item: Any, correction: Correction) -> Topic:
    return item


_CHANGE: dict[str, Callable[[Draft, Any, Correction], Any]] = {
    "summary": _change_summary,
    "positions": _change_position,
    "background": _change_background,
    "topics": _change_topic,
}


def _new_words(draft: Draft, correction: Correction) -> Spans:
    """Where the words of `to:` stand, next to the words that they replace."""
    target = correction.target
    if target.words:
        old = draft.places(target)[0][0]
    else:
        item = next(i for i in draft.items[target.kind or ""] if i.id == target.id)
        old = (*spans_of(item), *([item.context] if isinstance(item, Position) else []))[0]
    spans = tuple(draft.nearest_to(old, words, target.at) for words in correction.changes["to"])
    return draft.content(tuple(sorted(spans)), target.at)


def _quotations(draft: Draft, spans: Spans) -> Spans:
    return tuple(with_marks(draft.article.text, s) for s in spans)


def _context(draft: Draft, spans: Spans) -> Span:
    first, last = draft.sentence(spans[0]), draft.sentence(spans[-1])
    return Span.of(draft.article.text, min(first.start, last.start), max(first.end, last.end))


def _when(draft: Draft, near: Span, when: schema.When, at: str) -> When:
    span = draft.nearest_to(near, when.words, at)
    value = when.value
    if value is None and (year := _YEAR.search(span.text)):
        value = year[0]
    return When(span.start, span.end, span.text, value, _precision(value))


def _precision(value: str | None) -> Precision:
    if value is None:
        return "relative"
    if value.startswith("--"):
        return "day"
    by_parts: tuple[Precision, ...] = ("year", "month", "day")
    return by_parts[value.count("-")]


def _not_found(draft: Draft, target: Target) -> None:
    """Words that are in the article, but in no item: a warning, since a new version may choose otherwise."""
    if target.words:
        draft.places(target)  # raises where they do not stand in the article at all
        draft.warn(target.at, f"the briefing has no item {shown(target.words)}; the entry does nothing")
    else:
        draft.warn(target.at, f"the briefing has no item {target.id}; give the entry `words:` to keep it")


def _words(item: Item) -> tuple[str, ...]:
    return tuple(s.text for s in spans_of(item)) if not isinstance(item, Topic) else (item.label,)
