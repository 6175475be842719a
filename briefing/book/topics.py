"""The topics of a book that are worth a page, and who holds what on each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from briefing.book.decisions import TopicDecision
from briefing.book.names import SLUG_LENGTH, normal
from briefing.book.subjects import choose
from briefing.book.values import BookActor, BookTopic, Cell, Said, SourceKind, oldest_first
from briefing.ids import slug, words_of
from briefing.model import Briefing, Position, Span, Topic

# A topic of one article alone tells nothing that the briefing does not.
LEAST_ARTICLES = 2
# An article that names another's topic so often has it too.
LEAST_NAMED = 2
# A common noun ("company", "plan") is worth a page if it is a topic of so many of the articles that have the word.
LEAST_SHARE = 1 / 3

_WORD = re.compile(r"\w+")

Pages: TypeAlias = dict[tuple[str, str], BookTopic | BookActor]
"""The page each topic of an article leads to, by the article's id and the topic's label."""


def build(
    briefings: Sequence[Briefing], actors: Sequence[BookActor], decisions: Iterable[TopicDecision] = ()
) -> tuple[tuple[BookTopic, ...], Pages, list[str]]:
    """Topics with a page, which page each topic of an article leads to, and warnings."""
    pages: Pages = {}
    named = {
        (a.briefing.id, normal(name)): actor
        for actor in actors
        for a in actor.appearances
        for name in a.actor.proper_names
    }
    groups: dict[str, list[tuple[Briefing, Topic]]] = defaultdict(list)
    for briefing in briefings:
        for topic in briefing.topics:
            key = key_of(topic.label)
            if found := named.get((briefing.id, normal(topic.label))):
                pages[briefing.id, topic.label] = found
            elif not groups[key] or groups[key][-1][0] is not briefing:
                groups[key].append((briefing, topic))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for briefing in briefings:
        for phrase in briefing.phrases:
            if (briefing.id, normal(phrase)) not in named:
                forms[key_of(phrase)][phrase] += 1
    own = {key: max(f, key=lambda p: (f[p], p)) for key, f in forms.items() if key not in groups}
    named_in = _add_named(briefings, groups, own)
    candidates = {key: groups.pop(key) for key in own if key in groups}
    labelled = {k: g for k, g in groups.items() if len(g) >= LEAST_ARTICLES}
    subjects = choose(candidates, named_in, labelled, briefings, actors)
    groups |= subjects
    asked = {key_of(n) for d in decisions for n in (d.name, *d.merge)}
    groups |= {k: list(candidates[k]) for k in asked & candidates.keys() - subjects.keys()}
    decided, warnings = _decided(groups, decisions)
    used = _used(briefings, {k for k, g in labelled.items() if _common(k, g)})
    by_actor = {(a.briefing.id, a.actor.id): actor for actor in actors for a in actor.appearances}
    place = {b.id: n for n, b in enumerate(briefings)}
    taken: set[str] = set()
    topics = []
    for key in sorted(groups, key=lambda k: (oldest_first(min((b for b, _ in groups[k]), key=oldest_first)), k)):
        entries = sorted(groups[key], key=lambda e: place[e[0].id])
        said = decided.get(key)
        several = len(entries) >= LEAST_ARTICLES and len(entries) >= LEAST_SHARE * used.get(key, 0)
        telling = key in subjects or (several and key not in own)
        if not (telling if said is None or said.page is None else said.page):
            continue
        label = Counter(t.label for _, t in entries).most_common(1)[0][0]
        id = _free(slug(key)[:SLUG_LENGTH].strip("-"), taken)
        holds, silent, present = _who(entries, by_actor)
        made = BookTopic(
            id, (said and said.rename) or label, tuple(entries), holds, silent, present,
            said.describe if said else None, "reviewed" if said else "inferred",
        )  # fmt: skip
        topics.append(made)
        for briefing, topic in entries:
            pages[briefing.id, topic.label] = made
    return tuple(sorted(topics, key=lambda t: (t.label.casefold(), t.slug))), pages, warnings


def _add_named(
    briefings: Sequence[Briefing], groups: dict[str, list[tuple[Briefing, Topic]]], phrases: Mapping[str, str]
) -> Counter[str]:
    """Articles that name another's topic often enough have it too: each article keeps few topics of its own. Of the
    further `phrases`, by their keys, those have it of which it is one. In how many articles each is named at all."""
    labels = {key: entries[0][1].label for key, entries in groups.items()} | dict(phrases)
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in labels:
        first, *more = key.split(" ")
        lengths[first].add(1 + len(more))
    named_in: Counter[str] = Counter()
    for briefing in briefings:
        own = {key_of(t.label) for t in briefing.topics}
        phrased = {key_of(p) for p in briefing.phrases}
        found: dict[str, list[Span]] = defaultdict(list)
        for key, span in _places(briefing.article.text, lengths):
            # The nations of "United Nations" are no such.
            if key in labels and key not in own and not (key in phrases and span.text.istitle()):
                found[key].append(span)
        named_in.update(list(found))
        for key, spans in found.items():
            # A phrase counts where it is known to be one: "help" may be a verb elsewhere.
            if key in phrased if key in phrases else len(spans) >= LEAST_NAMED:
                groups[key].append((briefing, Topic(labels[key], tuple(spans))))
    return named_in


def _places(text: str, lengths: Mapping[str, set[int]]) -> Iterator[tuple[str, Span]]:
    """Each run of words that may be a topic, by its first word and the number of words that go with it."""
    words = [(m.start(), m.end(), m[0].casefold()) for m in _WORD.finditer(text)]
    for n, (start, _, word) in enumerate(words):
        for length in lengths.get(word, set()) | lengths.get(_singular(word), set()):
            part = words[n : n + length]
            if len(part) == length:
                yield _singular(" ".join(w for _, _, w in part)), Span.of(text, start, part[-1][1])


def key_of(label: str) -> str:
    """What two labels of one topic share: "dealers" and "dealer" are one."""
    return _singular(normal(label))


def _singular(words: str) -> str:
    return words[:-1] if len(words) > 4 and words.endswith("s") and not words.endswith(("ss", "us", "is")) else words


def _common(key: str, entries: Sequence[tuple[Briefing, Topic]]) -> bool:
    """Whether it is one common noun, which articles also use by the way."""
    return " " not in key and all(t.label[:1].islower() for _, t in entries)


def _used(briefings: Sequence[Briefing], keys: set[str]) -> Counter[str]:
    """In how many articles each of these words stands at all."""
    found: Counter[str] = Counter()
    for briefing in briefings:
        found.update(keys & {_singular(w) for w in words_of(briefing.article.text)} if keys else ())
    return found


def _decided(
    groups: dict[str, list[tuple[Briefing, Topic]]], decisions: Iterable[TopicDecision]
) -> tuple[dict[str, TopicDecision], list[str]]:
    """What a reviewer says of each topic, topics merged."""
    of: dict[str, TopicDecision] = {}
    warnings = []
    for entry in decisions:
        for name in (entry.name, *entry.merge):
            if not groups.get(key_of(name)):
                warnings.append(f"{entry.at}: no article has the topic {name}")
        key = key_of(entry.name)
        for name in entry.merge:
            if key_of(name) != key:
                groups[key] = _combined(groups[key], groups.pop(key_of(name), []))
        if groups.get(key):
            of[key] = entry
    return of, warnings


def _combined(one: list[tuple[Briefing, Topic]], two: list[tuple[Briefing, Topic]]) -> list[tuple[Briefing, Topic]]:
    """The entries of both, one for each article."""
    found = {b.id: (b, t) for b, t in one}
    for briefing, topic in two:
        before = found.get(briefing.id)
        spans = (*before[1].spans, *topic.spans) if before else topic.spans
        found[briefing.id] = (briefing, Topic(before[1].label if before else topic.label, spans))
    return list(found.values())


def _free(base: str, taken: set[str]) -> str:
    base = f"{base}-topic" if base in ("index", "readme") else base
    found = next(c for c in chain((base,), (f"{base}-{n}" for n in range(2, 10**6))) if c not in taken)
    taken.add(found)
    return found


def _who(
    entries: Sequence[tuple[Briefing, Topic]], by_actor: dict[tuple[str, str], BookActor]
) -> tuple[tuple[Cell, ...], tuple[Cell, ...], tuple[str, ...]]:
    """Who speaks on it, who is named beside it and does not, and all actors of its articles."""
    said: dict[tuple[str | None, str], list[Said]] = defaultdict(list)
    kinds: dict[tuple[str | None, str], SourceKind] = {}
    near: Counter[str] = Counter()
    present: Counter[str] = Counter()
    names: dict[str, str] = {}
    for briefing, topic in sorted(entries, key=lambda e: oldest_first(e[0])):
        here = {a.id: by_actor[briefing.id, a.id] for a in briefing.actors if (briefing.id, a.id) in by_actor}
        names.update({a.slug: a.name for a in here.values()})
        present.update({a.slug for a in here.values()})
        starts = sorted(s.start for s in topic.spans)
        for position in briefing.positions:
            if position.shown and any(_holds(starts, c.start, c.end) for c in position.content):
                for key, kind in _sources(briefing, position, here):
                    said[key].append(Said(briefing, position))
                    kinds[key] = kind
        beside = [(b.start, b.end) for b in briefing.article.paragraphs if _holds(starts, b.start, b.end)]
        for actor in briefing.actors:
            if actor.id in here:
                at = sorted(m.start for m in actor.mentions)
                near[here[actor.id].slug] += sum(_between(at, start, end) for start, end in beside)
    holds = [
        Cell(actor, name, kinds[actor, name], tuple(items), near[actor or ""]) for (actor, name), items in said.items()
    ]
    holds.sort(key=lambda c: (c.actor is None, -len(c.said), c.name.casefold()))
    speaking = {c.actor for c in holds}
    silent = [Cell(a, names[a], "named", (), n) for a, n in near.items() if n and a not in speaking]
    silent.sort(key=lambda c: (-c.mentions, c.name.casefold()))
    return tuple(holds), tuple(silent), tuple(sorted(present, key=lambda a: (-present[a], names[a].casefold())))


def _between(starts: list[int], start: int, end: int) -> int:
    """How many of the sorted offsets lie in `[start, end)`."""
    return bisect_left(starts, end) - bisect_left(starts, start)


def _holds(starts: list[int], start: int, end: int) -> bool:
    return _between(starts, start, end) > 0


def _sources(
    briefing: Briefing, position: Position, here: dict[str, BookActor]
) -> list[tuple[tuple[str | None, str], SourceKind]]:
    """Who says it: actors with a page by their ids, others by what the article calls them."""
    found: list[tuple[tuple[str | None, str], SourceKind]] = []
    for id in position.actors or ((position.actor,) if position.actor else ()):
        actor = briefing.actor(id)
        if id in here:
            found.append(((here[id].slug, here[id].name), "named"))
        elif actor is not None:
            found.append(((None, actor.name), "named" if actor.named else "unnamed"))
    if not found and position.source is not None:
        found.append(((None, position.source.text), "open" if position.resolution == "open" else "unnamed"))
    return found
