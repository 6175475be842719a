"""An actor taken out everywhere: from the actors, and with every statement by or about them.

The name cannot be altered where it stands in the article, so a sentence that has it is not shown at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefing.errors import ReviewError
from briefing.model import BackgroundItem, Field, Position, Span, SummaryItem
from briefing.review import actors
from briefing.review.draft import Draft, spans_of, spoken_by
from briefing.review.schema import ActorEntry
from briefing.review.words import Finder

Parts = list[Span]


def hide(draft: Draft, entry: ActorEntry) -> None:
    """Hide the actor of an entry. Raises ReviewError where the title names them and no other is set."""
    actor = actors.find(draft, entry.name, entry.at)
    former = [name for name, id in draft.names.items() if actor and id == actor.id]
    names = {entry.name, *former} if actor is None else {actor.name, *actor.aliases, *former}
    found = [s for name in names for s in draft.finder.all(name)]
    if actor is None:
        if not found:
            raise actors.unknown(draft, entry.name, entry.at)
        draft.warn(entry.at, "the analysis has no such actor; sentences with these words are hidden")
    parts = sorted({*found, *(actor.mentions if actor else ())})
    ids = {actor.id} if actor else set()
    _check_title(draft, names, parts, entry.at)
    for kind, items in draft.items.items():
        draft.items[kind] = [i for i in items if not _names(draft, i, parts, ids, names)]
    kept = {p.id for p in draft.items["positions"]}
    draft.items["positions"] = [p if p.within in kept else replace(p, within=None) for p in draft.items["positions"]]
    _clear_actors(draft, parts, ids, names)
    _clear_article(draft, parts, names)
    draft.changes.append("an actor hidden")
    draft.hidden += 1


def _names(draft: Draft, item: Any, parts: Parts, ids: set[str], names: set[str]) -> bool:
    """Whether an item is by or about the hidden actor, or its sentence names them."""
    if hasattr(item, "label"):
        return _has(item.label, names) or _over(list(item.spans), parts)
    if isinstance(item, Position) and (ids & {item.actor, *item.actors} or _over([item.context], parts)):
        return True
    if isinstance(item, SummaryItem | BackgroundItem) and _over([r.span for r in item.referents], parts):
        return True
    if isinstance(item, BackgroundItem) and item.source and _over([item.source], parts):
        return True
    return _over([draft.sentence(s) for s in spans_of(item)], parts)


def _clear_actors(draft: Draft, parts: Parts, ids: set[str], names: set[str]) -> None:
    """Others keep nothing that has the name: "the Kim administration" goes with Kim."""
    kept = []
    for actor in draft.actors:
        mentions = tuple(m for m in actor.mentions if not _over([m], parts))
        if actor.id in ids or _has(actor.name, names) or not mentions:
            continue
        roles = tuple(r for r in actor.roles if not _over([r], parts))
        aliases = tuple(a for a in actor.aliases if not _has(a, names))
        kept.append(replace(actor, mentions=mentions, roles=roles, aliases=aliases))
    gone = {a.id for a in draft.actors} - {a.id for a in kept}
    draft.actors = kept
    draft.names = {name: id for name, id in draft.names.items() if id not in gone}
    for n, p in enumerate(draft.items["positions"]):
        if gone & {p.actor, *p.actors}:
            draft.items["positions"][n] = spoken_by(p, (id for id in p.actors if id not in gone), "none")


def _clear_article(draft: Draft, parts: Parts, names: set[str]) -> None:
    """The metadata, without what has the name."""
    article = draft.article
    bylines = article.bylines
    if isinstance(bylines.value, tuple) and any(_has(v, names) for v in bylines.value):
        left = tuple(v for v in bylines.value if not _has(v, names))
        bylines = Field(left, bylines.basis) if left else Field()
    elif _over(list(bylines.spans), parts):
        bylines = replace(bylines, spans=())
    draft.article = replace(
        article,
        standfirst=Field() if _field_names(article.standfirst, parts, names) else article.standfirst,
        outlet=Field() if _field_names(article.outlet, parts, names) else article.outlet,
        bylines=bylines,
        furniture=tuple(f for f in article.furniture if not _has(f.text, names)),
        tags=tuple(t for t in article.tags if not _has(t, names)),
        warnings=tuple(w for w in article.warnings if not _has(w, names)),
    )
    draft.briefing = replace(draft.briefing, warnings=tuple(w for w in draft.briefing.warnings if not _has(w, names)))
    draft.changes = [c for c in draft.changes if not _has(c, names)]
    draft.warnings = [w for w in draft.warnings if not _has(w, names)]


def _check_title(draft: Draft, names: set[str], parts: Parts, at: str) -> None:
    if _field_names(draft.article.title, parts, names):
        mend = "set another title: set: {title: …}"
        raise ReviewError(at, "the title names an actor who is to be hidden", mend)


def _field_names(field: Field, parts: Parts, names: set[str]) -> bool:
    return isinstance(field.value, str) and (_has(field.value, names) or _over(list(field.spans), parts))


def _has(text: str, names: set[str]) -> bool:
    finder = Finder(text)
    return any(finder.all(name) for name in names)


def _over(spans: Parts, parts: Parts) -> bool:
    return any(s.start < p.end and p.start < s.end for s in spans for p in parts)
