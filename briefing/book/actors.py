"""The actors of a book: their ids, their names, and what all articles together say of each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from briefing.book.deciding import Decided
from briefing.book.joining import Group
from briefing.book.names import SLUG_LENGTH, joinable, normal, own_id
from briefing.book.values import (
    Appearance,
    BookActor,
    Companion,
    RoleUse,
    Said,
    SpokenOf,
    oldest_first,
    published,
)
from briefing.ids import slug
from briefing.model import Briefing, Position, Span

# An actor of a single article gets a page if it speaks there or is among its most salient. More pages would
# tell nothing that the briefing does not, and each costs 7 ms to build.
TOP_ACTORS = 8
COMPANIONS = 12


def build(
    groups: Iterable[Group], briefings: Sequence[Briefing], said_of: Callable[[Group], Decided]
) -> tuple[BookActor, ...]:
    """Those worth a page, by name; `briefings` are in the order of the book, `said_of` gives a reviewer's word."""
    place = {b.id: n for n, b in enumerate(briefings)}
    taken: set[str] = set()
    actors = []
    ranked = {b.id: _ranks(b) for b in briefings}
    # Ids are given out from the oldest article on, so that later articles change none.
    for group in sorted(groups, key=lambda g: (*oldest_first(g.members[0].briefing), g.members[0].actor.id)):
        own, former = _ids(group)
        id = _free(own, group, taken)
        decided = said_of(group)
        if not (_worth_a_page(group, ranked) if decided.page is None else decided.page):
            continue
        order = sorted(range(len(group.members)), key=lambda n: place[group.members[n].briefing.id])
        appearances = tuple(group.members[n] for n in order)
        name, aliases = _names(appearances, decided.rename)
        actors.append(
            BookActor(
                id,
                name,
                group.kind,
                aliases,
                appearances,
                description=decided.describe,
                wikidata=decided.wikidata,
                basis="reviewed" if decided != Decided() or "review" in group.reasons else "inferred",
                roles=_roles(group.members),
                said=_said(group.members),
                former=tuple(f for f in former if f != id),
                joined=tuple(group.reasons[n] for n in order),
            )
        )
    claimed = Counter(f for a in actors for f in a.former)
    kept = taken | {f for f, n in claimed.items() if n > 1}
    actors = [replace(a, former=tuple(f for f in a.former if f not in kept)) for a in actors]
    return _with_others(sorted(actors, key=lambda a: (a.name.casefold(), a.slug)), briefings)


def _ids(group: Group) -> tuple[str, tuple[str, ...]]:
    """The id of the oldest appearance, and those its other members would have had without it.

    A name that tells by itself who is meant is an id; a bare surname is one only with its article's.
    """
    ordered = sorted(group.members, key=lambda a: oldest_first(a.briefing))
    return _own(group.lead or ordered[0]), tuple(dict.fromkeys(map(_own, ordered)))


def _own(appearance: Appearance) -> str:
    return own_id(appearance.actor.type, appearance.actor.name, appearance.briefing.id)


def _free(own: str, group: Group, taken: set[str]) -> str:
    """The id, or with the article's to it where an older actor has it."""
    long = f"{own}-{slug(group.members[0].briefing.id)}"[: 2 * SLUG_LENGTH]
    more = (f"{long}-{n}" for n in range(2, 10**6))
    found = next(c for c in chain((own, long), more) if c not in taken)
    taken.add(found)
    return found


def _ranks(briefing: Briefing) -> dict[str, int]:
    named = sorted((a for a in briefing.actors if a.named), key=lambda a: -a.salience)
    return {a.id: n for n, a in enumerate(named)}


def _worth_a_page(group: Group, ranked: dict[str, dict[str, int]]) -> bool:
    """A private person, without role or statement, gets no page, however many articles name it."""
    speaks = any(a.statements for a in group.members)
    if group.kind == "person" and not speaks and not any(a.actor.roles for a in group.members):
        return False
    return (
        len(group.members) > 1 or speaks or any(ranked[a.briefing.id][a.actor.id] < TOP_ACTORS for a in group.members)
    )


def _names(appearances: Sequence[Appearance], given: str | None) -> tuple[str, tuple[str, ...]]:
    """The reviewer's name, or that of most articles, of equal ones the longer; then all others."""
    counts = Counter(a.actor.name for a in appearances)
    name = given or max(counts, key=lambda n: (joinable(appearances[0].actor.type, n), counts[n], len(n), n))
    others = {n: None for a in appearances for n in a.actor.proper_names if n != name}
    return name, tuple(others)


def _said(members: Sequence[Appearance]) -> tuple[Said, ...]:
    """All an actor said, oldest first."""
    return tuple(
        Said(a.briefing, p)
        for a in sorted(members, key=lambda a: oldest_first(a.briefing))
        for p in a.briefing.positions
        if p.shown and a.actor.id in (p.actors or (p.actor,))
    )


def _roles(members: Sequence[Appearance]) -> tuple[RoleUse, ...]:
    """Its roles, those of the oldest articles first, the same words together."""
    places: dict[str, list[tuple[Briefing, Span]]] = defaultdict(list)
    words: dict[str, str] = {}
    for appearance in sorted(members, key=lambda a: oldest_first(a.briefing)):
        for role in appearance.actor.roles:
            key = normal(role.text)
            words.setdefault(key, role.text)
            places[key].append((appearance.briefing, role))
    found = []
    for key, uses in places.items():
        dates = [d for b, _ in uses if (d := published(b))]
        found.append(RoleUse(words[key], tuple(uses), min(dates, default=""), max(dates, default="")))
    return tuple(found)


def _with_others(actors: list[BookActor], briefings: Sequence[Briefing]) -> tuple[BookActor, ...]:
    """Each with those it appears with and those who speak of it."""
    of = {(a.briefing.id, a.actor.id): actor.slug for actor in actors for a in actor.appearances}
    beside: dict[str, list[str]] = defaultdict(list)
    for briefing_id, _ in of:
        beside[briefing_id] = []
    for (briefing_id, _), own in of.items():
        beside[briefing_id].append(own)
    speech = {b.id: _speech(b, of) for b in briefings}
    names = {a.slug: a.name for a in actors}
    made = []
    for actor in actors:
        with_: dict[str, dict[str, None]] = defaultdict(dict)
        spoken: dict[tuple[str, str], SpokenOf] = {}
        for appearance in actor.appearances:
            for other in beside[appearance.briefing.id]:
                if other != actor.slug:
                    with_[other][appearance.briefing.id] = None
            for one in speech[appearance.briefing.id].get(appearance.actor.id, ()):
                if actor.slug not in one.by:
                    spoken[one.said.briefing.id, one.said.position.id] = one
        nearest = sorted(with_, key=lambda o: (-len(with_[o]), names[o].casefold(), o))[:COMPANIONS]
        told = tuple(sorted(spoken.values(), key=lambda s: oldest_first(s.said.briefing)))
        companions = tuple(Companion(o, tuple(with_[o])) for o in nearest)
        made.append(replace(actor, companions=companions, spoken_of=told))
    return tuple(made)


def _speech(briefing: Briefing, of: dict[tuple[str, str], str]) -> dict[str, list[SpokenOf]]:
    """Statements of an article by the actors that their content names, others than their sources."""
    mentions = sorted((m.start, m.end, a.id) for a in briefing.actors if a.named for m in a.mentions)
    starts = [start for start, _, _ in mentions]
    found: dict[str, list[SpokenOf]] = defaultdict(list)
    for position in briefing.positions:
        if not position.shown:
            continue
        sources = position.actors or ((position.actor,) if position.actor else ())
        by = tuple(dict.fromkeys(of[briefing.id, s] for s in sources if (briefing.id, s) in of))
        for id in _named_in(position, mentions, starts):
            if id not in sources:
                found[id].append(SpokenOf(Said(briefing, position), by))
    return found


def _named_in(position: Position, mentions: list[tuple[int, int, str]], starts: list[int]) -> list[str]:
    found: dict[str, None] = {}
    for span in position.content:
        for _, end, id in mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            if end <= span.end:
                found[id] = None
    return list(found)
