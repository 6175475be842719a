"""Actors renamed, retyped, given a role, merged, split and rejected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace

from briefing.errors import ReviewError
from briefing.evidence import MENTIONS_MAY_LIE_IN
from briefing.ids import slug
from briefing.model import Actor, Position, Span
from briefing.review.draft import Draft, distance, shown, spoken_by
from briefing.review.schema import ActorEntry
from briefing.review.words import same


def correct(draft: Draft, entry: ActorEntry) -> None:
    """Do to an actor all that an entry says, but hide it (that comes last, see hide.py)."""
    if entry.reject:
        _reject(draft, entry)
        return
    if not (entry.rename or entry.type or entry.role or entry.merge or entry.split):
        return
    actor = find_or_add(draft, entry.name, entry.at, entry.type)
    for name in entry.merge:
        actor = _merge(draft, actor, find_or_add(draft, name, entry.at, actor.type), entry.at)
    for name, also in entry.split:
        actor = _split(draft, actor, name, also, entry.at)
    if entry.type and entry.type != actor.type:
        draft.changes.append(f"actor {actor.name}: {actor.type} → {entry.type}")
        actor = _put(draft, replace(actor, type=entry.type))  # type: ignore[arg-type]
    if entry.role:
        roles = tuple(_nearest_role(draft, actor, words, entry.at) for words in entry.role)
        draft.changes.append(f"actor {actor.name}: role {shown(r.text for r in roles)}")
        actor = _put(draft, replace(actor, roles=roles))
    if entry.rename and entry.rename != actor.name:
        draft.changes.append(f"actor {actor.name}: renamed {entry.rename}")
        draft.names[actor.name] = actor.id
        aliases = tuple(a for a in dict.fromkeys((actor.name, *actor.aliases)) if a != entry.rename)
        _put(draft, replace(actor, name=entry.rename, aliases=aliases))


def find(draft: Draft, name: str, at: str) -> Actor | None:
    """The actor of a name, an id, a former name or an alias. Raises ReviewError where two have the alias."""
    for actor in draft.actors:
        if actor.id == name or same(actor.name, name):
            return actor
    for former, id in draft.names.items():
        if same(former, name):
            return next((a for a in draft.actors if a.id == id), None)
    with_alias = [a for a in draft.actors if any(same(alias, name) for alias in a.aliases)]
    if len(with_alias) > 1:
        names = " or ".join(a.name for a in with_alias)
        raise ReviewError(at, f"{len(with_alias)} actors are called {shown((name,))}", f"write {names}")
    return with_alias[0] if with_alias else None


def find_or_add(draft: Draft, name: str, at: str, type: str | None = None) -> Actor:
    """The actor of a name; where the analysis has none, a new one, as long as the article has the name.

    Raises ReviewError, with the nearest actor or words, where it has not.
    """
    found = find(draft, name, at)
    if found:
        return found
    mentions = mentions_of(draft, (name,))
    if not mentions:
        raise unknown(draft, name, at)
    if type is None:
        what = f"the analysis has no actor {shown((name,))}; added as a person"
        draft.warn(at, f"{what} (say what it is under actors, with `type:`)")
    actor = Actor(
        id=_free_id(draft, name), name=name, type=type or "person", named=True, aliases=(),  # type: ignore[arg-type]
        roles=(), mentions=mentions, salience=_salience(draft, len(mentions)), basis="reviewed",
    )  # fmt: skip
    draft.actors.append(actor)
    draft.changes.append(f"actor added: {name}")
    return actor


def unknown(draft: Draft, name: str, at: str) -> ReviewError:
    """The error for a name that is neither an actor's nor in the article."""
    names = [n for a in draft.actors for n in (a.name, *a.aliases)]
    near = difflib.get_close_matches(name, names, 1)
    if near:
        mend = f"did you mean {near[0]}?"
    else:
        words = draft.finder.nearest(name)
        mend = f"the nearest words are “{words.text}”" if words else "nothing there is like it"
    return ReviewError(at, f"no actor is called {shown((name,))}, nor does it stand in the article", mend)


def mentions_of(draft: Draft, names: Iterable[str]) -> tuple[Span, ...]:
    """Where names stand, outside furniture that mentions nobody; a shorter one inside a longer one once."""
    barred = [f for f in draft.article.furniture if f.kind not in MENTIONS_MAY_LIE_IN]
    spans = {s for name in names for s in draft.finder.all(name)}
    return tuple(
        s
        for s in sorted(spans)
        if not any(f.start < s.end and s.start < f.end for f in barred)
        and not any(o is not s and o.start <= s.start and s.end <= o.end for o in spans)
    )


def _put(draft: Draft, actor: Actor) -> Actor:
    actor = replace(actor, basis="reviewed")
    draft.actors[next(n for n, a in enumerate(draft.actors) if a.id == actor.id)] = actor
    return actor


def _reject(draft: Draft, entry: ActorEntry) -> None:
    actor = find(draft, entry.name, entry.at)
    if actor is None:
        if not draft.finder.all(entry.name):
            raise unknown(draft, entry.name, entry.at)
        draft.warn(entry.at, f"the analysis has no actor {shown((entry.name,))}; the entry does nothing")
        return
    draft.actors.remove(actor)
    draft.changes.append(f"actor rejected: {actor.name}")
    _reassign(draft, actor.id, None)


def _merge(draft: Draft, actor: Actor, other: Actor, at: str) -> Actor:
    if other.id == actor.id:
        return actor
    draft.actors.remove(other)
    aliases = dict.fromkeys((*actor.aliases, other.name, *other.aliases))
    draft.names |= dict.fromkeys((other.name, other.id), actor.id)
    draft.names = {name: actor.id if id == other.id else id for name, id in draft.names.items()}
    _reassign(draft, other.id, actor.id)
    draft.changes.append(f"actor {actor.name}: {other.name} merged into it")
    return _put(
        draft,
        replace(
            actor,
            aliases=tuple(a for a in aliases if a != actor.name),
            roles=tuple(sorted({*actor.roles, *other.roles})),
            mentions=tuple(sorted({*actor.mentions, *other.mentions})),
            salience=min(1.0, actor.salience + other.salience),
            named=actor.named or other.named,
        ),
    )


def _split(draft: Draft, actor: Actor, name: str, also: tuple[str, ...], at: str) -> Actor:
    """Give some mentions of an actor to an actor of their own; what fits neither stays open."""
    if same(name, actor.name):
        mend = "rename the actor after the one that stays, and split off the other"
        raise ReviewError(at, f"{name} cannot be split from itself", mend)
    leaving = tuple(m for m in actor.mentions if any(same(m.text, words) for words in (name, *also)))
    if not leaving:
        draft.find(name, at)
        draft.warn(at, f"no mention of {actor.name} is {shown((name,))}; nothing was split off")
        return actor
    staying = tuple(m for m in actor.mentions if m not in leaving)
    if not staying:
        raise ReviewError(at, f"all mentions of {actor.name} would leave it", "rename it instead")
    roles: dict[bool, list[Span]] = {True: [], False: []}
    for role in actor.roles:
        nearest = min(actor.mentions, key=lambda m: distance(m, role))
        roles[nearest in leaving].append(role)
    aliases = [a for a in actor.aliases if any(same(a, words) for words in (name, *also))]
    part = len(leaving) / len(actor.mentions)
    other = replace(
        actor, id=_free_id(draft, name), name=name, aliases=tuple(a for a in aliases if not same(a, name)),
        roles=tuple(roles[True]), mentions=leaving, salience=actor.salience * part, basis="reviewed",
    )  # fmt: skip
    draft.actors.append(other)
    draft.items["positions"] = [_divided(p, actor, other, staying) for p in draft.items["positions"]]
    draft.changes.append(f"actor {actor.name}: {name} split off")
    return _put(
        draft,
        replace(
            actor, aliases=tuple(a for a in actor.aliases if a not in aliases), roles=tuple(roles[False]),
            mentions=staying, salience=actor.salience * (1 - part),
        ),
    )  # fmt: skip


def _divided(position: Position, actor: Actor, other: Actor, staying: tuple[Span, ...]) -> Position:
    """A position of an actor that was split: its source's, or, where that names neither, nobody's yet."""
    if actor.id not in position.actors or position.basis == "reviewed":
        return position
    source = position.source
    if source and any(m.start < source.end and source.start < m.end for m in other.mentions):
        return spoken_by(position, (other.id if id == actor.id else id for id in position.actors), "open")
    if source and any(m.start < source.end and source.start < m.end for m in staying):
        return position
    return spoken_by(position, (id for id in position.actors if id != actor.id), "open")


def _reassign(draft: Draft, old: str, new: str | None) -> None:
    """Give the positions of an actor to another one, or to nobody: then the source stands as written."""
    positions = draft.items["positions"]
    for n, p in enumerate(positions):
        if old in p.actors or p.actor == old:
            swapped = ((new if id == old else id) for id in p.actors or (old,))
            positions[n] = spoken_by(p, (id for id in swapped if id is not None), "none")


def _nearest_role(draft: Draft, actor: Actor, words: str, at: str) -> Span:
    found = draft.find(words, at)
    return min(found, key=lambda r: min((distance(r, m) for m in actor.mentions), default=0))


def _free_id(draft: Draft, name: str) -> str:
    base, number, taken = slug(name), 1, {a.id for a in draft.actors}
    while (id := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return id


def _salience(draft: Draft, mentions: int) -> float:
    """In proportion to the most mentioned actor."""
    top = max(draft.actors, key=lambda a: len(a.mentions), default=None)
    if top is None or not top.mentions:
        return 1.0
    return round(min(1.0, top.salience * mentions / len(top.mentions)), 4)
