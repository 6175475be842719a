"""Pages over all briefings: the home page, the index pages, and a page for each actor and topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from briefing.book import TYPES, Book, BookActor, BookTopic
from briefing.model import Actor, Briefing, Position, Span
from briefing.site.about import date_shown, title_of
from briefing.site.cards import ActorCard, Statement, actor_link, card, role_of, statement
from briefing.site.links import Links, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.passages import Mark
from briefing.site.statements import voices
from briefing.site.templates import plural, render

NEWEST = 12  # cards on the home page
NAMED_BY_OTHERS = 3  # statements of others an article, on an actor's page
BOOST = 3.0  # of actors and topics in the search: above the briefings (2) that have the name in their title

_HEADINGS = {"person": "People", "organisation": "Organisations", "country": "Countries", "group": "Groups"}


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article on an actor's or topic's page, with the statements of it that belong there."""

    title: str
    href: str
    date: str
    fact: str
    voices: tuple[tuple[str, str | None, tuple[Statement, ...]], ...]


Marks = Mapping[str, Mapping[str, Mark]]
"""The marks of each briefing's page, by briefing and statement."""


def home_page(book: Book, settings: Settings, broken: Sequence[tuple[str, str]]) -> Page:
    """The home page of a site that has none of its own."""
    rendered = render("home.md.j2", cards=cards(book, settings, "", broken))
    return Page("index.md", markdown(front_matter("Newest", hide="navigation, toc"), rendered), "Newest")


def cards(book: Book, settings: Settings, here: str, broken: Sequence[tuple[str, str]] = ()) -> Markup:
    """The newest briefings as one raw HTML block for the page at this URL below the site's root."""
    links = Links(here, settings.directory_urls)
    html = render(
        "cards.j2",
        cards=[card(book, b, links) for b in book.briefings[:NEWEST]],
        broken=_broken(broken, links),
        total=len(book.briefings),
        all=links.to("briefings/index.md"),
    )
    return Markup("\n".join(line.strip() for line in html.split("\n") if line.strip()))


def index_pages(book: Book, settings: Settings, broken: Sequence[tuple[str, str]]) -> Iterator[Page]:
    """The index pages of briefings, actors and topics."""
    links = Links.of("briefings/index.md", settings.directory_urls)
    yield _index(
        "briefings",
        "Briefings",
        render(
            "briefings.md.j2",
            cards=[card(book, b, links) for b in book.briefings],
            broken=_broken(broken, links),
        ),
    )
    links = Links.of("actors/index.md", settings.directory_urls)
    groups = [
        (_HEADINGS[kind], [_book_card(a, links) for a in book.actors if a.type == kind])
        for kind in TYPES
        if any(a.type == kind for a in book.actors)
    ]
    yield _index("actors", "Actors", render("actors.md.j2", groups=groups))
    links = Links.of("topics/index.md", settings.directory_urls)
    topics = [(t.label, links.to(page_path("topics", t.slug)), plural(len(t.entries), "article")) for t in book.topics]
    yield _index("topics", "Topics", render("topics.md.j2", topics=topics))


def _index(folder: str, title: str, rendered: str) -> Page:
    return Page(f"{folder}/index.md", markdown(front_matter(title, hide="navigation"), rendered), title)


def _broken(broken: Sequence[tuple[str, str]], links: Links) -> list[tuple[str, str]]:
    return [(seed, links.to(path)) for seed, path in broken]


def _book_card(actor: BookActor, links: Links) -> ActorCard:
    roles = [role for a in actor.appearances if (role := role_of(a.actor))]
    facts = [plural(len(actor.appearances), "article")]
    if actor.statements:
        facts.append(plural(actor.statements, "statement"))
    return ActorCard(actor.name, actor_link(actor, links), actor.type, roles[0] if roles else "", " · ".join(facts))


def actor_pages(book: Book, settings: Settings, marks: Marks) -> Iterator[Page]:
    """A page for each actor: its roles, what it says, what others say of it, and its articles."""
    for actor in book.actors:
        path = page_path("actors", actor.slug)
        links = Links.of(path, settings.directory_urls)
        own, others, articles = [], [], []
        roles: dict[str, tuple[str, str]] = {}
        for appearance in actor.appearances:
            briefing, one = appearance.briefing, appearance.actor
            for role in one.roles:
                where = (links.to(page_path("briefings", briefing.id)), title_of(briefing))
                roles.setdefault(role.text, where)
            said = [p for p in briefing.positions if one.id in (p.actors or (p.actor,))]
            named = [p for p in briefing.positions if p not in said and _names(p, one.mentions)]
            own.append(_row(book, briefing, said, links, marks, own=one))
            others.append(_row(book, briefing, [p for p in named if p.shown][:NAMED_BY_OTHERS], links, marks))
            articles.append(_row(book, briefing, (), links, marks, plural(len(one.mentions), "mention")))
        rendered = render(
            "actor.md.j2",
            actor=actor,
            roles=[(role, *where) for role, where in roles.items()],
            own=[row for row in own if row.voices],
            others=[row for row in others if row.voices],
            articles=articles,
        )
        front = front_matter(actor.name, boost=BOOST, hide="navigation")
        yield Page(path, markdown(front, rendered), actor.name, "actors")


def _names(position: Position, spans: Iterable[Span]) -> bool:
    """Whether the content holds one of the spans."""
    return any(c.start <= s.start and s.end <= c.end for s in spans for c in position.content)


def topic_pages(book: Book, settings: Settings, marks: Marks) -> Iterator[Page]:
    """A page for each topic: the statements that name it, and its articles."""
    for topic in book.topics:
        path = page_path("topics", topic.slug)
        links = Links.of(path, settings.directory_urls)
        rows, articles = [], []
        for briefing, entry in topic.entries:
            positions = [p for p in briefing.positions if _names(p, entry.spans)]
            rows.append(_row(book, briefing, positions, links, marks))
            articles.append(_row(book, briefing, (), links, marks, plural(len(entry.spans), "mention")))
        rendered = render(
            "topic.md.j2",
            topic=topic,
            rows=[row for row in rows if row.voices],
            articles=articles,
            others=_other_topics(book, topic, links),
        )
        front = front_matter(topic.label, boost=BOOST, hide="navigation")
        yield Page(path, markdown(front, rendered), topic.label, "topics")


def _row(
    book: Book,
    briefing: Briefing,
    positions: Iterable[Position],
    links: Links,
    marks: Marks,
    fact: str = "",
    own: Actor | None = None,
) -> ArticleRow:
    """An article with statements of it; those of `own` alone go without a name."""
    groups = []
    for voice in voices(briefing, positions):
        one = voice.actors[0] if len(voice.actors) == 1 else None
        name = "" if own and voice.actors == (own,) else voice.name or "an unnamed source"
        href = actor_link(book.actor_of(briefing, one.id), links) if one else None
        groups.append((name, href, tuple(_statement(briefing, p, links, marks) for p in voice.positions)))
    date = briefing.article.published.value
    return ArticleRow(
        title_of(briefing),
        links.to(page_path("briefings", briefing.id)),
        date_shown(date) if isinstance(date, str) else "",
        fact,
        tuple(groups),
    )


def _statement(briefing: Briefing, position: Position, links: Links, marks: Marks) -> Statement:
    """The statement, its mark leading to its sentence on the briefing's page, or to itself there."""
    mark = marks[briefing.id][position.id]
    page = page_path("briefings", briefing.id)
    found = Mark(mark.label, mark.anchor or position.id)
    return statement(briefing, position, found, lambda anchor: links.to(page, anchor))


def _other_topics(book: Book, topic: BookTopic, links: Links) -> list[tuple[str, str]]:
    """Topics of the same articles."""
    found: dict[str, str] = {}
    for briefing, _ in topic.entries:
        for other in briefing.topics:
            page = book.topic_of(briefing, other.label)
            if isinstance(page, BookTopic) and page is not topic:
                found.setdefault(page.label, links.to(page_path("topics", page.slug)))
    return list(found.items())[:10]
