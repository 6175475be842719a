"""What joins briefings: their order, the same actor in several articles, and the topics worth a page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from briefing.book.values import (
    Appearance,
    Balance,
    BookActor,
    BookTopic,
    Duplicate,
    Related,
    Said,
    Story,
    Suggestion,
    Timeline,
    oldest_first,
    text_of,
)
from briefing.ids import slug
from briefing.model import ActorType, Briefing, Topic

__all__ = ["TYPES", "Book", "BookActor", "BookTopic", "text_of"]

# An actor of a single article gets a page if it speaks there or is among its most salient. More pages would
# tell nothing that the briefing does not, and each costs 7 ms to build.
TOP_ACTORS = 8
# A topic gets a page if two articles have it, or if it is among the first of one.
TOP_TOPICS = 3
SLUG_LENGTH = 80

TYPES: tuple[ActorType, ...] = ("person", "organisation", "country", "group")

# Names made only of these are of every country's or town's own: two articles may mean two of them.
_GENERIC = frozenset(
    re.findall(
        r"\w+",
        """
        a affairs agency and army assembly attorney authority board bureau cabinet central chamber city
        commission committee congress council county court defence defense department district economic
        education embassy energy environment federal finance fire for forces foreign foundation general
        government health high home house institute interior internal international justice labor labour
        local mayor metropolitan military minister ministry municipal national navy of office opposition
        parliament party police president presidential prime prosecution prosecutor prosecutors
        provincial public regional republic royal school science secretary security senate service
        social society state states supreme the trade transport treasury union university
        """,
    )
)


@dataclass(frozen=True)
class Book:
    """All briefings of a site. `actors` and `topics` are those with a page of their own, by name."""

    briefings: tuple[Briefing, ...]
    actors: tuple[BookActor, ...]
    topics: tuple[BookTopic, ...]
    timeline: Timeline
    stories: tuple[Story, ...]
    duplicates: tuple[Duplicate, ...]
    balance: Balance
    suggestions: tuple[Suggestion, ...]
    _actor: dict[tuple[str, str], BookActor] = field(repr=False)
    _topic: dict[tuple[str, str], BookTopic | BookActor] = field(repr=False)
    _balances: dict[str, Balance] = field(repr=False)
    _related: dict[str, tuple[Related, ...]] = field(repr=False)

    @classmethod
    def of(cls, briefings: Iterable[Briefing]) -> Self:
        """The book of these briefings, without those that are not to be published."""
        ordered = sorted((b for b in briefings if b.article.publish), key=_by_title)
        ordered.sort(key=_published, reverse=True)
        actors = _named(_joined(ordered), ordered)
        topics, topic_of = _topics(ordered, actors)
        return cls(
            tuple(ordered),
            actors,
            topics,
            Timeline(),
            (),
            (),
            Balance(),
            (),
            _actor={(a.briefing.id, a.actor.id): actor for actor in actors for a in actor.appearances},
            _topic=topic_of,
            _balances={},
            _related={},
        )

    def actor_of(self, briefing: Briefing, id: str | None) -> BookActor | None:
        """Who the actor of a briefing is in the book; None if it has no page."""
        return self._actor.get((briefing.id, id or ""))

    def topic_of(self, briefing: Briefing, label: str) -> BookTopic | BookActor | None:
        """The page of a topic: a topic that is an actor has the actor's."""
        return self._topic.get((briefing.id, label))

    def balance_of(self, briefing: Briefing) -> Balance:
        """Who speaks how much in one briefing."""
        return self._balances.get(briefing.id, Balance())

    def related(self, briefing: Briefing) -> tuple[Related, ...]:
        """Other briefings to read beside this one, the nearest first."""
        return self._related.get(briefing.id, ())

    def story_of(self, briefing: Briefing) -> Story | None:
        """The story that an article is part of."""
        return next((s for s in self.stories if any(b.id == briefing.id for b in s.briefings)), None)

    def actor(self, slug: str) -> BookActor | None:
        """The actor with this id in the book."""
        return self._by_slug.get(slug)

    @cached_property
    def _by_slug(self) -> dict[str, BookActor]:
        return {a.slug: a for a in self.actors}


def _by_title(briefing: Briefing) -> tuple[str, str]:
    return text_of(briefing.article.title).casefold(), briefing.id


def _published(briefing: Briefing) -> str:
    """Sorts newest first when reversed, and undated last."""
    return text_of(briefing.article.published)


def normal(name: str) -> str:
    """A name as compared: "the Yoon Suk-yeol’s" and "Yoon Suk Yeol's" are one."""
    folded = re.sub(r"['’]s?(?=\s|$)", "", name).casefold().replace(".", "")
    return re.sub(r"^the ", "", " ".join(re.sub(r"[\s\-‐‑]+", " ", folded).split()))


def _joinable(actor_type: ActorType, name: str) -> bool:
    """Whether this name by itself tells who is meant: no bare surname, no "Foreign Ministry"."""
    words = normal(name).split()
    if actor_type == "person":
        return len(words) > 1
    if actor_type == "country":
        return bool(words)
    proper = any(c.isupper() for c in re.sub(r"^[Tt]he\s", "", name)[:1])
    return proper and not all(w in _GENERIC for w in words)


def _joined(briefings: list[Briefing]) -> list[list[Appearance]]:
    """Appearances of one actor together: those of one full name, then names that are another's alias."""
    groups: dict[tuple[str, ...], list[Appearance]] = defaultdict(list)
    for briefing in briefings:
        for actor in briefing.actors:
            if not actor.named:
                continue
            name = normal(actor.name)
            alone = () if _joinable(actor.type, actor.name) else (briefing.id, actor.id)
            groups[actor.type, name, *alone].append(Appearance(briefing, actor))

    known_as: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for key, group in groups.items():
        for name in {n for a in group for n in (a.actor.name, *a.actor.aliases)}:
            if _joinable(group[0].actor.type, name):
                known_as[key[0], normal(name)].add(key)
    into: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key in groups:
        others = known_as[key[0], key[1]] - {key}
        # One article never has the same actor twice, so groups that share one are two actors.
        if len(key) == 2 and len(others) == 1 and not _share(groups[key], groups[next(iter(others))]):
            into[key] = next(iter(others))
    for key, target in into.items():
        if target not in into:
            groups[target] += groups.pop(key)
    return list(groups.values())


def _share(one: list[Appearance], two: list[Appearance]) -> bool:
    return bool({a.briefing.id for a in one} & {a.briefing.id for a in two})


def _worth_a_page(group: list[Appearance]) -> bool:
    return len(group) > 1 or any(a.statements or _rank(a) < TOP_ACTORS for a in group)


def _rank(appearance: Appearance) -> int:
    named = [a for a in appearance.briefing.actors if a.named]
    return sorted(named, key=lambda a: -a.salience).index(appearance.actor)


def _named(groups: list[list[Appearance]], briefings: list[Briefing]) -> tuple[BookActor, ...]:
    """Those worth a page, with their names and addresses."""
    place = {b.id: n for n, b in enumerate(briefings)}
    taken: set[str] = set()
    actors = []
    # In an order that new articles seldom change, so that addresses stay.
    for group in sorted(groups, key=lambda g: (TYPES.index(g[0].actor.type), g[0].actor.name, g[-1].briefing.id)):
        if not _worth_a_page(group):
            continue
        counts = Counter(a.actor.name for a in group)
        name = max(counts, key=lambda n: (counts[n], len(n), n))
        kind = group[0].actor.type
        own = _free(_slugs(name, kind, group[-1].briefing.id), taken)
        aliases = {n: None for a in group for n in (a.actor.name, *a.actor.aliases) if n != name}
        appearances = tuple(sorted(group, key=lambda a: place[a.briefing.id]))
        actors.append(BookActor(own, name, kind, tuple(aliases), appearances, said=_said(appearances)))
    return tuple(sorted(actors, key=lambda a: (a.name.casefold(), a.slug)))


def _said(appearances: Iterable[Appearance]) -> tuple[Said, ...]:
    """All an actor said, oldest first."""
    ordered = sorted(appearances, key=lambda a: oldest_first(a.briefing))
    return tuple(
        Said(a.briefing, p)
        for a in ordered
        for p in a.briefing.positions
        if p.shown and a.actor.id in (p.actors or (p.actor,))
    )


def _slugs(name: str, kind: str, briefing: str) -> Iterator[str]:
    base = slug(name)[:SLUG_LENGTH].strip("-")
    yield base
    yield f"{base}-{kind}"
    yield f"{base}-{slug(briefing)}"[: 2 * SLUG_LENGTH]
    yield from (f"{base}-{n}" for n in range(2, 10**6))


def _free(candidates: Iterable[str], taken: set[str]) -> str:
    found = next(c for c in candidates if c not in taken and c not in ("index", "readme"))
    taken.add(found)
    return found


def _topics(
    briefings: list[Briefing], actors: tuple[BookActor, ...]
) -> tuple[tuple[BookTopic, ...], dict[tuple[str, str], BookTopic | BookActor]]:
    """Topics with a page, and which page each topic of an article leads to."""
    of: dict[tuple[str, str], BookTopic | BookActor] = {}
    named: dict[tuple[str, str], BookActor] = {}
    for actor in actors:
        for appearance in actor.appearances:
            for name in (appearance.actor.name, *appearance.actor.aliases):
                named[appearance.briefing.id, normal(name)] = actor

    groups: dict[str, list[tuple[Briefing, Topic]]] = defaultdict(list)
    first: set[str] = set()
    for briefing in briefings:
        rank = 0
        for topic in briefing.topics:
            key = normal(topic.label)
            if found := named.get((briefing.id, key)):
                of[briefing.id, topic.label] = found
                continue
            if not any(b is briefing for b, _ in groups[key]):
                groups[key].append((briefing, topic))
            if rank < TOP_TOPICS:
                first.add(key)
            rank += 1

    taken: set[str] = set()
    topics = []
    for key in sorted(groups):
        entries = groups[key]
        if len(entries) < 2 and key not in first:
            continue
        label = Counter(t.label for _, t in entries).most_common(1)[0][0]
        made = BookTopic(_free(_slugs(label, "topic", entries[-1][0].id), taken), label, tuple(entries))
        topics.append(made)
        for briefing, topic in entries:
            of[briefing.id, topic.label] = made
    return tuple(topics), of
