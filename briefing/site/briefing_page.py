"""The page of one briefing."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from briefing.book import Book, BookActor, BookTopic, text_of
from briefing.model import BackgroundItem, Briefing, Note, Referent, Span, SummaryItem
from briefing.site import about
from briefing.site.appearances import appearances
from briefing.site.balance import split
from briefing.site.cards import (
    ActorCard,
    Statement,
    actor_card,
    actor_link,
    shortened,
    statement,
    voice_note,
)
from briefing.site.cite import FORMATS, apa, entries
from briefing.site.counting import balance_of
from briefing.site.head import briefing_head
from briefing.site.links import Links, cite_path, data_path, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.passages import Mark, Passages, count_words, spans_of
from briefing.site.related import Neighbour, Neighbours
from briefing.site.statements import Voice, voices
from briefing.site.story_page import story_line
from briefing.site.templates import render
from briefing.site.timeline_page import timeline_key

# Actors that say nothing in the article stand in the small row below, but for the most salient ones.
CARDS = 8
BALANCE_ROWS = 8
BOOST = 2.0

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the summary or background."""

    id: str
    parts: tuple[tuple[str, str, str], ...]
    """(kind, text, link) with kind "text", "gap", "space", "referent" or "source"."""
    mark: str
    href: str | None
    when: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice on the page."""

    anchor: str
    name: str
    href: str | None
    note: str
    type: str
    unnamed: bool
    open: bool
    statements: tuple[Statement, ...]
    quoted: int
    reported: int


def briefing_page(book: Book, briefing: Briefing, settings: Settings, near: Neighbours) -> tuple[Page, Passages]:
    """The page, and what of the article it shows."""
    path = page_path("briefings", briefing.id)
    links = settings.links(path)
    # Who is hidden by a review may be named anywhere in the article.
    passages = Passages(briefing, "none" if briefing.review.hidden else settings.source_text)
    title = about.title_of(briefing)
    _show_fields(briefing, passages)
    summary = [_summary_line(briefing, s, passages) for s in briefing.summary]
    speakers = [_speaker(book, briefing, v, n, passages, links, settings) for n, v in enumerate(voices(briefing), 1)]
    background = [_background_line(b, passages) for b in _by_date(briefing.background)]
    # What the timeline of the book leads to is shown here too.
    for item in briefing.timeline:
        passages.cite(_offsets(item.spans), [], timeline_key(item.spans), "")
    rendered = render(
        "briefing.md.j2",
        briefing=briefing,
        title=title,
        standfirst="" if briefing.article.standfirst.basis == "derived" else text_of(briefing.article.standfirst),
        kind_note=about.KIND_NOTES.get(briefing.kind, ""),
        metadata=about.metadata(briefing, count_words(briefing.article.text)),
        reviewed=about.reviewed(briefing),
        data=links.to(data_path(briefing.id)),
        language=about.other_language(briefing),
        summary=summary,
        topics=_topics(book, briefing, links),
        speakers=speakers,
        balance=sorted(speakers, key=lambda s: -(s.quoted + s.reported))[:BALANCE_ROWS],
        sources=split(balance_of(briefing)),
        story=story_line(book, briefing, links),
        versions=_versions(book, briefing, links),
        appearances=appearances(briefing, passages),
        actors=_actors(book, briefing, links),
        background=background,
        passages=passages,
        notes=_notes(briefing),
        count=settings.passages.get(briefing.id, 0),
        report=about.report_link(briefing, settings),
        related=_related(near.of(briefing), links),
        apa=apa(next(entries(briefing, settings))),
        citations=[(name, links.to(cite_path(briefing.id, end))) for end, name in FORMATS.items()],
    )
    lead = text_of(briefing.article.standfirst) or (shortened(briefing.summary[0]) if briefing.summary else "")
    front = front_matter(title, description=lead[:300], boost=BOOST, hide="navigation")
    page = Page(
        path=path,
        text=markdown(front, rendered),
        title=title,
        folder="briefings",
        seed=briefing.article.path,
        robots=briefing.article.robots,
        head=briefing_head(book, briefing, settings),
    )
    return page, passages


def _offsets(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in spans]


def _show_fields(briefing: Briefing, passages: Passages) -> None:
    """The title and the standfirst stand on the page too."""
    for value in (briefing.article.title, briefing.article.standfirst):
        passages.show_also(_offsets(value.spans))


def _summary_line(briefing: Briefing, item: SummaryItem, passages: Passages) -> Line:
    mark = passages.cite(_offsets(item.spans), _meant(item.referents), item.id, "the summary")
    return _line(item.id, _parts(item.spans, item.referents, passages), mark, reviewed=item.basis == "reviewed")


def _meant(referents: tuple[Referent, ...]) -> list[tuple[int, int]]:
    return [(r.span.start, r.span.end) for r in referents]


def _parts(spans: tuple[Span, ...], referents: tuple[Referent, ...], passages: Passages) -> list[tuple[str, str, str]]:
    """The spans with a gap between them and, in brackets, what pronouns and short names stand for."""
    parts: list[tuple[str, str, str]] = []
    for n, span in enumerate(spans):
        if n:
            parts.append(("gap", "", ""))
        at = span.start
        for referent in sorted(referents, key=lambda r: r.at.start):
            if not (at <= referent.at.start and referent.at.end <= span.end):
                continue
            anchor = passages.anchor_at(referent.span.start)
            link = f"#{anchor}" if anchor else ""
            before, name = _completed(referent)
            parts.append(("text", span.text[at - span.start : referent.at.start - span.start], ""))
            parts += [("referent", before, link), ("space", "", "")] if before else []
            parts.append(("text", referent.at.text, ""))
            parts += [("space", "", ""), ("referent", name, link)] if name else []
            at = referent.at.end
        parts.append(("text", span.text[at - span.start :], ""))
    return parts


def _completed(referent: Referent) -> tuple[str, str]:
    """What to put before and after a short name or a pronoun: "[Jens] Stoltenberg", "He [Jens …]"."""
    short, full = referent.at.text, referent.span.text
    if full.endswith(f" {short}"):
        return full[: -len(short)].rstrip(), ""
    return ("", "") if short == full else ("", full)


def _background_line(item: BackgroundItem, passages: Passages) -> Line:
    around = _meant(item.referents) + (_offsets((item.source,)) if item.source else [])
    mark = passages.cite(_offsets(item.spans), around, item.id, "the background")
    parts = _parts(item.spans, item.referents, passages)
    if item.source:
        anchor = passages.anchor_at(item.source.start)
        parts.append(("source", item.source.text, f"#{anchor}" if anchor else ""))
    when = item.when.text if item.when else ""
    return _line(item.id, parts, mark, when, item.basis == "reviewed")


def _line(id: str, parts: list[tuple[str, str, str]], mark: Mark, when: str = "", reviewed: bool = False) -> Line:
    return Line(id, tuple(parts), mark.label, f"#{mark.anchor}" if mark.anchor else None, when, reviewed)


def _by_date(items: tuple[BackgroundItem, ...]) -> list[BackgroundItem]:
    """Those with a year in order, then those with another time, then the rest as the article has them."""

    def key(item: BackgroundItem) -> tuple[int, str, int]:
        value = (item.when.value or "") if item.when else ""
        group = 0 if _YEAR.match(value) else 1 if item.when else 2
        return group, value if group == 0 else "", item.spans[0].start if item.spans else 0

    return sorted(items, key=key)


def _speaker(
    book: Book, briefing: Briefing, voice: Voice, number: int, passages: Passages, links: Links, settings: Settings
) -> Speaker:
    statements = []
    for position in voice.positions:
        spans, around = spans_of(position)
        mark = passages.cite(spans, around, position.id, voice.name or "an unnamed source")
        report = about.report_link(briefing, settings, position)
        statements.append(statement(briefing, position, mark, lambda anchor: f"#{anchor}", report))
    one = voice.actors[0] if len(voice.actors) == 1 else None
    quoted, reported = voice.words
    return Speaker(
        anchor=f"from-{number}",
        name=voice.name or "Not stated",
        href=actor_link(book.actor_of(briefing, one.id), links) if one else None,
        note=voice_note(voice),
        type=voice.actors[0].type if voice.actors else "group",
        unnamed=voice.kind == "unnamed",
        open=voice.kind == "open" and bool(voice.name),
        statements=tuple(statements),
        quoted=quoted,
        reported=reported,
    )


def _actors(book: Book, briefing: Briefing, links: Links) -> dict[str, list[ActorCard]]:
    """Cards of people, of organisations and countries, and the small rows of others and of unnamed groups."""
    statements: dict[str, int] = defaultdict(int)
    for position in briefing.positions:
        if position.shown:
            for id in position.actors or ((position.actor,) if position.actor else ()):
                statements[id] += 1
    rows: dict[str, list[ActorCard]] = {"people": [], "bodies": [], "others": [], "unnamed": []}
    rank = 0
    for actor in sorted(briefing.actors, key=lambda a: -a.salience):
        made = actor_card(actor, statements[actor.id], actor_link(book.actor_of(briefing, actor.id), links))
        rank += actor.named
        if not actor.named:
            rows["unnamed"].append(made)
        elif rank > CARDS and not statements[actor.id]:
            rows["others"].append(made)
        else:
            rows["people" if actor.type == "person" else "bodies"].append(made)
    return rows


def _related(neighbours: list[Neighbour], links: Links) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Title, link, date, and what is shared."""
    return [
        (
            about.title_of(n.briefing),
            links.to(page_path("briefings", n.briefing.id)),
            about.date_shown(text_of(n.briefing.article.published)),
            n.shared,
        )
        for n in neighbours
    ]


def _versions(book: Book, briefing: Briefing, links: Links) -> list[tuple[str, str, str]]:
    """Articles of nearly the same words: what it is to them, link, title."""
    made = []
    for duplicate in book.copies_of(briefing):
        older = duplicate.article == briefing.id
        other = book.briefing(duplicate.of if older else duplicate.article)
        if other:
            same = f"{100 * duplicate.likeness:.0f} % of the words are those of"
            words = f"A version of the older article ({same} it):" if older and duplicate.marked else ""
            words = words or f"Nearly the same text: {same}"
            made.append((words, links.to(page_path("briefings", other.id)), about.title_of(other)))
    return made


def _topics(book: Book, briefing: Briefing, links: Links) -> list[tuple[str, str | None]]:
    """The article's own topics, then those of the book that it has too, by name and link."""
    made: list[tuple[str, str | None]] = []
    led: set[str] = set()
    for topic in briefing.topics:
        found = book.topic_of(briefing, topic.label)
        folder = "actors" if isinstance(found, BookActor) else "topics"
        made.append((topic.label, links.to(page_path(folder, found.slug)) if found else None))
        led |= {found.slug} if isinstance(found, BookTopic) else set()
    others = (t for t in book.topics_of(briefing) if t.slug not in led)
    return made + [(t.label, links.to(page_path("topics", t.slug))) for t in others]


def _notes(briefing: Briefing) -> dict[str, list[Note]]:
    """A reviewer's notes by the item they are about; "" is the whole briefing."""
    notes: dict[str, list[Note]] = defaultdict(list)
    for note in briefing.review.notes:
        notes[note.about or ""].append(note)
    return notes
