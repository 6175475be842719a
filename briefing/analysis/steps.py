"""The steps of an analysis, one after the other, from the parse to the finished briefing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.analysis.actors import Cast, Draft, cast
from briefing.analysis.background import Found, choose, find_background
from briefing.analysis.dates import find_dates, sort_key
from briefing.analysis.groups import Unnamed, unnamed_sources
from briefing.analysis.names import find_names
from briefing.analysis.positions import make_positions
from briefing.analysis.quotes import find_quotations
from briefing.analysis.resolve import Resolver
from briefing.analysis.roles import roles_of
from briefing.analysis.rules import find_attributions
from briefing.analysis.salience import salience
from briefing.analysis.sentence_roles import background_by_role, role_of
from briefing.analysis.summary import choose_summary
from briefing.analysis.tagged import tag_attributions
from briefing.analysis.topics import find_topics
from briefing.ids import Ids, slug
from briefing.language import ParsedSentence, Reading, read
from briefing.model import (
    Actor,
    Analyser,
    Article,
    BackgroundItem,
    Briefing,
    Position,
    Referent,
    Sentence,
    Span,
    SummaryItem,
    TimelineItem,
)

if TYPE_CHECKING:
    from briefing.tagger import Tags

_PRONOUNS = {"he", "she", "it"}


def brief(article: Article, model: str | None, tagger: str, analyser: Analyser) -> Briefing:
    """All steps for an English article."""
    reading = read(article, model)
    tags = _tags(reading) if tagger == "learned" else None
    quotations = find_quotations(reading.text, [(p.start, p.end) for p in reading.paragraphs])
    if tags is not None:
        attributions = tag_attributions(reading, quotations, tags)
    else:
        attributions = find_attributions(reading, quotations)
    named = cast(reading, find_names(reading))
    roles = {id(a): roles_of(reading, a) for a in named.actors}
    resolver = Resolver(reading, named, quotations, {k: [s.text for s in v] for k, v in roles.items()})
    resolved = [resolver.resolve(a) for a in attributions]
    open_sources = [a if r.resolution == "none" else None for a, r in zip(attributions, resolved, strict=True)]
    unnamed = {i: u for i, u in unnamed_sources(reading, attributions).items() if open_sources[i] is not None}
    everyone: list[Draft | Unnamed] = [*named.actors, *dict.fromkeys(unnamed.values())]
    ids_of = _actor_ids(everyone)
    positions = make_positions(reading, quotations, attributions, resolved, unnamed, ids_of)
    actors = _actors(reading, everyone, ids_of, roles, positions)
    if tags is not None:
        background = background_by_role(reading, tags.roles)
    else:
        background = find_background(reading, attributions, quotations)
    marked = {f.sentence.index for f in background}
    weights = [(m.start, m.end, a.salience) for a in actors if a.named for m in a.mentions]
    chosen = choose_summary(reading, quotations, attributions, marked, weights)
    return Briefing(
        article=article,
        kind="news",
        analyser=analyser,
        summary=_summary(reading, chosen, resolver, named),
        actors=actors,
        positions=positions,
        background=_background(reading, choose(background)),
        timeline=_timeline(reading),
        topics=find_topics(reading, [a.name for a in actors if a.type == "person"]),
        sentences=_sentences(reading, marked, tags),
    )


def _tags(reading: Reading) -> Tags:
    from briefing.tagger import runtime

    paragraphs = [(p.start, p.end) for p in reading.paragraphs]
    return runtime.load().read(reading.text, paragraphs, [(s.start, s.end) for s in reading.sentences])


def _sentences(reading: Reading, marked: set[int], tags: Tags | None) -> tuple[Sentence, ...]:
    roles = [role_of(row) for row in tags.roles] if tags is not None else [None] * len(reading.sentences)
    return tuple(
        Sentence(s.start, s.end, role, s.index in marked) for s, role in zip(reading.sentences, roles, strict=True)
    )


def _actor_ids(everyone: Sequence[Draft | Unnamed]) -> dict[int, str]:
    """An id by the identity of each actor: the slug of its name, numbered where two have the same."""
    out: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for a in everyone:
        base = slug(a.name)
        seen[base] += 1
        out[id(a)] = base if seen[base] == 1 else f"{base}-{seen[base]}"
    return out


def _actors(
    reading: Reading,
    everyone: Sequence[Draft | Unnamed],
    ids_of: dict[int, str],
    roles: dict[int, tuple[Span, ...]],
    positions: Sequence[Position],
) -> tuple[Actor, ...]:
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
            aliases = tuple(a.aliases)
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


def _summary(
    reading: Reading, chosen: Sequence[ParsedSentence], resolver: Resolver, named: Cast
) -> tuple[SummaryItem, ...]:
    ids = Ids("s")
    out = []
    told: set[int] = set()
    before: ParsedSentence | None = None
    for s in chosen:
        span = Span.of(reading.text, s.start, s.end)
        referents = tuple(_referents(reading, s, before, resolver, named, told))
        out.append(SummaryItem(ids.of(span.text), (span,), referents))
        before = s
    return tuple(out)


def _referents(
    reading: Reading, s: ParsedSentence, before: ParsedSentence | None, resolver: Resolver, named: Cast, told: set[int]
) -> list[Referent]:
    """What a pronoun subject or a bare surname stands for, unless the summary has just said it."""
    out: list[Referent] = []
    follows = before is not None and before.index == s.index - 1
    for d in named.actors:
        inside = [m for m in d.mentions if s.start <= m.start < s.end]
        if d.type == "person" and inside and id(d) not in told:
            full = next((m for m in d.mentions if m.text == d.name), None)
            if full is not None and not any(m.text == d.name for m in inside) and inside[0].key != full.key:
                m = inside[0]
                out.append(Referent(Span.of(reading.text, m.start, m.end), Span.of(reading.text, full.start, full.end)))
        if inside:
            told.add(id(d))
    for t in list(s.tokens)[:6]:
        if t.lower_ in _PRONOUNS and t.dep_ in ("nsubj", "nsubjpass") and not follows:
            found = resolver.pronoun(t, s)
            if found is not None:
                full = next((m for m in found.mentions if m.text == found.name), found.mentions[0])
                at = s.paragraph.span(reading.text, [t])
                out.append(Referent(at, Span.of(reading.text, full.start, full.end)))
            break
    return sorted(out, key=lambda r: r.at)


def _background(reading: Reading, chosen: Sequence[Found]) -> tuple[BackgroundItem, ...]:
    ids = Ids("b")
    return tuple(
        BackgroundItem(ids.of(span.text), f.kind, (span,), f.when)
        for f in chosen
        for span in [Span.of(reading.text, f.sentence.start, f.sentence.end)]
    )


def _timeline(reading: Reading) -> tuple[TimelineItem, ...]:
    """Sentences with a stated year, month or day, by that date; what has no year stands behind, in order."""
    items = [
        TimelineItem(w, (Span.of(reading.text, s.start, s.end),))
        for s in reading.sentences
        for w in find_dates(reading.text, s.start, s.end)
        if w.value is not None
    ]
    return tuple(sorted(items, key=lambda i: (*sort_key(i.when), i.when.start)))
