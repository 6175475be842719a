"""A book whose values are set by hand, so that pages are tested apart from how the book finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.book import Book, BookActor
from briefing.book.values import (
    Cell,
    Chapter,
    Companion,
    Duplicate,
    Moment,
    RoleUse,
    Said,
    SpokenOf,
    Story,
    Timeline,
    oldest_first,
    published,
    text_of,
)
from briefing.model import Briefing, Position


def book_of(briefings: Sequence[Briefing]) -> Book:
    """Everything a book can hold, in the plainest way: all that could be said of these briefings is."""
    plain = Book.of(briefings)
    ordered = sorted(plain.briefings, key=oldest_first)
    actors = tuple(_actor(plain, a) for a in plain.actors)
    topics = tuple(
        replace(t, holds=holds, silent=_silent(plain, [b for b, _ in t.entries], holds))
        for t in plain.topics
        for holds in [_holds(plain, [b for b, _ in t.entries])]
    )
    moments = [
        Moment(item.when, b, item.spans, None, value if value[:1].isdigit() else "")
        for b in ordered
        for item in b.timeline
        for value in [item.when.value or ""]
    ]
    chapters = tuple(
        Chapter(b, _said(b), tuple(a.slug for a in actors if _appears(a, b)), ordered[0].id if n == 1 else None)
        for n, b in enumerate(ordered)
    )
    story = Story(
        "the-story",
        text_of(ordered[0].article.title),
        chapters,
        tuple(a.slug for a in actors)[:2],
        ("bridge", "repairs"),
    )
    pairs = list(zip(ordered[1:], ordered, strict=False))
    by_slug = {t.slug: t for t in topics} | {a.slug: a for a in actors}
    return replace(
        plain,
        actors=actors,
        topics=topics,
        timeline=Timeline(
            tuple(sorted((m for m in moments if m.sort), key=lambda m: m.sort)),
            tuple(m for m in moments if not m.sort),
        ),
        stories=(story,) if len(ordered) > 1 else (),
        duplicates=tuple(Duplicate(new.id, old.id, 0.93, False) for new, old in pairs),
        _topic={key: by_slug[value.slug] for key, value in plain._topic.items()},  # type: ignore[misc]
    )


def _actor(book: Book, actor: BookActor) -> BookActor:
    ordered = sorted(actor.appearances, key=lambda a: oldest_first(a.briefing))
    roles = [
        RoleUse(r.text, ((a.briefing, r),), published(a.briefing), published(a.briefing))
        for a in ordered
        for r in a.actor.roles
    ]
    spoken = [
        SpokenOf(said, tuple(b.slug for i in _sources(said.position) if (b := book.actor_of(a.briefing, i))))
        for a in ordered
        for said in _said(a.briefing)
        if a.actor.id not in _sources(said.position)
        and any(c.start <= m.start and m.end <= c.end for m in a.actor.mentions for c in said.position.content)
    ]
    ids = {a.briefing.id for a in ordered}
    companions = [
        Companion(o.slug, tuple(a.briefing.id for a in o.appearances if a.briefing.id in ids))
        for o in book.actors
        if o.slug != actor.slug and any(_appears(o, a.briefing) for a in ordered)
    ]
    return replace(
        actor,
        roles=tuple(roles),
        spoken_of=tuple(spoken),
        companions=tuple(sorted(companions, key=lambda c: -len(c.articles))),
        former=(f"{actor.slug}-before",),
    )


def _sources(position: Position) -> tuple[str, ...]:
    return position.actors or ((position.actor,) if position.actor else ())


def _said(briefing: Briefing) -> tuple[Said, ...]:
    return tuple(Said(briefing, p) for p in briefing.positions if p.shown)


def _appears(actor: BookActor, briefing: Briefing) -> bool:
    return any(a.briefing.id == briefing.id for a in actor.appearances)


def _holds(book: Book, briefings: Sequence[Briefing]) -> tuple[Cell, ...]:
    cells: dict[tuple[str | None, str], list[Said]] = {}
    for briefing in sorted(briefings, key=oldest_first):
        for said in _said(briefing):
            found = [a for i in _sources(said.position) if (a := book.actor_of(briefing, i))]
            source = said.position.source.text if said.position.source else ""
            for key in [(a.slug, a.name) for a in found] or [(None, source)]:
                cells.setdefault(key, []).append(said)
    made = [Cell(slug, name, "named" if slug else "unnamed", tuple(said)) for (slug, name), said in cells.items()]
    return tuple(sorted(made, key=lambda c: -len(c.said)))


def _silent(book: Book, briefings: Sequence[Briefing], holds: Sequence[Cell]) -> tuple[Cell, ...]:
    speaking = {c.actor for c in holds}
    return tuple(
        Cell(a.slug, a.name, "named", (), a.mentions)
        for a in book.actors
        if a.slug not in speaking and any(_appears(a, b) for b in briefings)
    )
