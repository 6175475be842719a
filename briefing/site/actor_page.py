"""An actor's page: its roles over time, everything it said, who speaks of it, whom it appears with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from briefing.book import Book, BookActor, BookTopic
from briefing.book.values import RoleUse, oldest_first
from briefing.model import Actor, Briefing
from briefing.site import svg
from briefing.site.about import date_shown, title_of
from briefing.site.activity import Axis
from briefing.site.head import moved
from briefing.site.links import Links, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.rows import Marks, Rows
from briefing.site.templates import plural, render
from briefing.site.topic_page import by_anchor

BOOST = 3.0  # of actors and topics in the search: above the briefings (2) that have the name in their title
SPEAKERS = 12
TOPICS = 12
ROLE_PLACES = 3  # articles named for a role; the rest are counted
LEAST_DRAWN = 3  # articles, for a picture over time


@dataclass(frozen=True, slots=True)
class Role:
    """A role, in the article's words, with when and where it is written."""

    when: str
    text: str
    places: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Beside:
    """A line of a list of others: a name with a link, a bar, and what the bar shows."""

    name: str
    href: str
    bar: Markup
    fact: str


def actor_pages(book: Book, settings: Settings, marks: Marks) -> Iterator[Page]:
    """A page for each actor that has one."""
    axis = Axis.of(book.briefings)
    topics = _topics_of(book)
    for actor in book.actors:
        path = page_path("actors", actor.slug)
        links = settings.links(path)
        rows = Rows(book, links, marks)
        articles = actor.articles
        rendered = render(
            "actor.md.j2",
            actor=actor,
            activity=axis.activity(articles) if axis and len(articles) >= LEAST_DRAWN else None,
            roles=_roles(actor, links),
            topics=_topics(actor, topics.get(actor.slug, []), links),
            own=rows.articles(actor.said, _owns(actor)),
            others=rows.articles([s.said for s in actor.spoken_of], fold=True),
            speakers=_speakers(book, actor, links),
            companions=_companions(book, actor, links),
            articles=[rows.article(b, (), plural(count, "mention")) for b, count in _by_article(actor)],
        )
        front = front_matter(actor.name, boost=BOOST, hide="navigation")
        yield Page(path, markdown(front, rendered), actor.name, "actors")
    yield from _former(book, settings)


def _former(book: Book, settings: Settings) -> Iterator[Page]:
    """Pages at addresses that an actor had in a smaller book: each leads to where it is now."""
    taken = {actor.slug for actor in book.actors}
    for actor in book.actors:
        for former in actor.former:
            if former in taken:
                continue
            taken.add(former)
            path = page_path("actors", former)
            now = page_path("actors", actor.slug)
            rendered = render("moved.md.j2", name=actor.name, href=settings.links(path).to(now))
            text = markdown(front_matter(actor.name, hide="navigation, toc"), rendered)
            head = moved(Links.of(path, settings.directory_urls).to(now))
            yield Page(path, text, actor.name, "actors", robots="noindex", head=head)


def _owns(actor: BookActor) -> dict[str, tuple[Actor, ...]]:
    """Which actors of each article it is."""
    owns: dict[str, tuple[Actor, ...]] = {}
    for a in actor.appearances:
        owns[a.briefing.id] = (*owns.get(a.briefing.id, ()), a.actor)
    return owns


def _by_article(actor: BookActor) -> list[tuple[Briefing, int]]:
    """The articles, oldest first, with how often each names it."""
    owns = _owns(actor)
    return [(b, sum(len(a.mentions) for a in owns[b.id])) for b in sorted(actor.articles, key=oldest_first)]


def _roles(actor: BookActor, links: Links) -> list[Role]:
    return [
        Role(
            _span_of(role),
            role.text,
            tuple((title_of(b), links.to(page_path("briefings", b.id))) for b in _articles_of(role)[:ROLE_PLACES]),
            max(len(_articles_of(role)) - ROLE_PLACES, 0),
        )
        for role in actor.roles
    ]


def _articles_of(role: RoleUse) -> list:
    return list({b.id: b for b, _ in role.places}.values())


def _span_of(role: RoleUse) -> str:
    """ "2019", or "May 2019 – June 2020"; of the articles, not of the office."""
    first, last = date_shown(role.first), date_shown(role.last)
    return first if first == last or not last else last if not first else f"{first} – {last}"


def _topics_of(book: Book) -> dict[str, list[tuple[BookTopic, int, int]]]:
    """For each actor the topics it speaks on, with how many statements in how many articles."""
    found: dict[str, list[tuple[BookTopic, int, int]]] = defaultdict(list)
    for topic in book.topics:
        for cell in topic.holds:
            if cell.actor and cell.said:
                found[cell.actor].append((topic, len(cell.said), len({s.briefing.id for s in cell.said})))
    return found


def _topics(actor: BookActor, topics: list[tuple[BookTopic, int, int]], links: Links) -> list[Beside]:
    best = sorted(topics, key=lambda t: (-t[2], -t[1], t[0].label.casefold()))[:TOPICS]
    most = max((count for _, count, _ in best), default=0)
    return [
        Beside(
            topic.label,
            links.to(page_path("topics", topic.slug), by_anchor(actor.slug)),
            svg.bar([("", count)], most),
            f"{plural(count, 'statement')} in {plural(articles, 'article')}",
        )
        for topic, count, articles in best
    ]


def _speakers(book: Book, actor: BookActor, links: Links) -> list[tuple[str, str, int]]:
    """Who speaks about the actor, with how many statements, for those with a page."""
    counts = Counter(slug for spoken in actor.spoken_of for slug in spoken.by)
    made = []
    for slug, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:SPEAKERS]:
        if other := book.actor(slug):
            made.append((other.name, links.to(page_path("actors", slug)), count))
    return made


def _companions(book: Book, actor: BookActor, links: Links) -> list[Beside]:
    most = max((len(c.articles) for c in actor.companions), default=0)
    made = []
    for companion in actor.companions:
        if other := book.actor(companion.slug):
            shared = len(companion.articles)
            bar = svg.bar([("", shared)], most)
            made.append(Beside(other.name, links.to(page_path("actors", other.slug)), bar, plural(shared, "article")))
    return made
