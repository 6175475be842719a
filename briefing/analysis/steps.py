"""The steps of an analysis, one after the other, from the parse to the finished briefing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Draft, cast
from briefing.analysis.actors.names import find_names
from briefing.analysis.actors.roles import roles_of
from briefing.analysis.attributions.quotes import find_quotations
from briefing.analysis.attributions.rules import find_attributions
from briefing.analysis.attributions.tagged import tag_attributions
from briefing.analysis.attributions.turns import with_turns
from briefing.analysis.digest.background import find_background
from briefing.analysis.digest.items import background_items, summary_items, timeline
from briefing.analysis.digest.nouns import find_nouns
from briefing.analysis.digest.salience import salience
from briefing.analysis.digest.sentence_roles import background_by_role, role_of
from briefing.analysis.digest.standfirst import standfirst_of
from briefing.analysis.digest.standing import Standing
from briefing.analysis.digest.topics import find_topics
from briefing.analysis.interview import answers
from briefing.analysis.kinds import NONE, kind_of
from briefing.analysis.speakers.calls import calls_of
from briefing.analysis.speakers.groups import Unnamed, unnamed_sources
from briefing.analysis.speakers.positions import make_positions
from briefing.analysis.speakers.resolve import Resolver
from briefing.analysis.treatment import NO_ARTICLE, background_of_kind, by_kind, summary_of_kind
from briefing.ids import slug
from briefing.language import Reading, read
from briefing.model import (
    Actor,
    Analyser,
    Article,
    Briefing,
    Position,
    Sentence,
    Span,
)

if TYPE_CHECKING:
    from briefing.tagger import Tags


def brief(article: Article, model: str | None, tagger: str, analyser: Analyser) -> Briefing:
    """All steps for an English article."""
    reading = read(article, model)
    tags = _tags(reading) if tagger == "learned" else None
    quotations = find_quotations(reading.text, [(p.start, p.end) for p in reading.paragraphs])
    named = cast(reading, find_names(reading))
    kind = article.stated_kind or kind_of(reading, quotations)
    turns = answers(reading, named) if kind == "interview" else []
    if tags is not None:
        attributions = tag_attributions(reading, quotations, tags, turns)
    else:
        attributions = with_turns(reading, turns, find_attributions(reading, quotations))
    roles = {id(a): roles_of(reading, a, named) for a in named.actors}
    said_of = {k: [s.text for s in v] for k, v in roles.items()}
    resolver = Resolver(reading, named, quotations, said_of, attributions)
    resolved = resolver.resolve_all()
    unnamed = unnamed_sources(reading, attributions, resolved)
    everyone: list[Draft | Unnamed] = [*named.actors, *dict.fromkeys(unnamed.values())]
    ids_of = actor_ids(everyone)
    positions = make_positions(reading, quotations, attributions, resolved, unnamed, ids_of)
    calls = calls_of(reading, resolver, quotations)
    actors = make_actors(reading, everyone, ids_of, roles, positions, calls)
    if tags is not None:
        background = background_by_role(reading, tags.roles)
    else:
        background = find_background(reading, attributions, quotations)
    marked = {f.sentence.index for f in background}
    standing = Standing(reading, named, resolver, quotations)
    positions = by_kind(kind, reading, positions)
    probabilities = tags.roles if tags else None
    chosen = summary_of_kind(kind, reading, quotations, positions, marked, probabilities, standing)
    return Briefing(
        article=replace(article, standfirst=standfirst_of(reading, chosen, standing)),
        kind=kind,
        analyser=analyser,
        summary=summary_items(reading, chosen, standing),
        actors=actors,
        positions=positions,
        background=background_items(
            reading, background_of_kind(kind, reading, background), chosen, standing, positions
        ),
        timeline=timeline(reading),
        topics=find_topics(reading, *_names(actors), named.things),
        phrases=find_nouns(reading, chain(*_names(actors))),
        sentences=_sentences(reading, marked, tags),
        warnings=(NO_ARTICLE,) if kind == NONE else (),
    )


def _names(actors: Sequence[Actor]) -> tuple[list[str], list[str]]:
    """All names of persons, and of the other actors that have one."""
    persons = [n for a in actors if a.type == "person" and a.named for n in a.proper_names]
    return persons, [n for a in actors if a.type != "person" and a.named for n in a.proper_names]


def _tags(reading: Reading) -> Tags:
    from briefing.tagger import runtime

    paragraphs = [(p.start, p.end) for p in reading.paragraphs]
    return runtime.load().read(reading.text, paragraphs, [(s.start, s.end) for s in reading.sentences])


def _sentences(reading: Reading, marked: set[int], tags: Tags | None) -> tuple[Sentence, ...]:
    roles = [role_of(row) for row in tags.roles] if tags is not None else [None] * len(reading.sentences)
    return tuple(
        Sentence(s.start, s.end, role, s.index in marked) for s, role in zip(reading.sentences, roles, strict=True)
    )


def actor_ids(everyone: Sequence[Draft | Unnamed]) -> dict[int, str]:
    """An id by the identity of each actor: the slug of its name, numbered where two have the same."""
    out: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for a in everyone:
        base = slug(a.name)
        seen[base] += 1
        out[id(a)] = base if seen[base] == 1 else f"{base}-{seen[base]}"
    return out


def _distinct(spans: Sequence[Span]) -> list[str]:
    """Each description once, as it is first written."""
    return list({s.text.lower(): " ".join(s.text.split()) for s in reversed(spans)}.values())[::-1]


def make_actors(
    reading: Reading,
    everyone: Sequence[Draft | Unnamed],
    ids_of: dict[int, str],
    roles: dict[int, tuple[Span, ...]],
    positions: Sequence[Position],
    calls: Mapping[int, Sequence[Span]],
) -> tuple[Actor, ...]:
    """The actors as a briefing has them, weightiest first."""
    said = Counter(i for p in positions if p.shown for i in p.actors)
    raw = [(a, salience(reading, a, said[ids_of[id(a)]])) for a in everyone]
    most = max((w for _, w in raw), default=1.0)
    out = []
    for a, weight in raw:
        if isinstance(a, Unnamed):
            mentions: tuple[Span, ...] = tuple(a.mentions)
            aliases: tuple[str, ...] = ()
        else:
            mentions = tuple(Span.of(reading.text, m.start, m.end) for m in a.mentions)
            called = calls.get(id(a), ())
            mentions = tuple(sorted((*mentions, *called), key=lambda s: s.start))
            aliases = (*a.aliases, *_distinct(called))
        out.append(
            Actor(
                id=ids_of[id(a)],
                name=a.name,
                type=a.type,  # type: ignore[arg-type]
                named=isinstance(a, Draft),
                aliases=aliases,
                roles=roles.get(id(a), ()),
                mentions=mentions,
                salience=round(weight / most, 3),
            )
        )
    return tuple(sorted(out, key=lambda a: (-a.salience, a.mentions[0].start)))
