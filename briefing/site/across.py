"""Pages over all briefings: the home page and the index pages of briefings, actors and topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from briefing.book import TYPES, Book, BookActor
from briefing.book.values import published
from briefing.model import Briefing
from briefing.site.activity import Axis
from briefing.site.cards import ActorCard, actor_link, card, role_of
from briefing.site.facets import Facet, Fact, data, facet, outlet_of, year_of
from briefing.site.links import Links, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.templates import plural, render
from briefing.site.topic_page import book_table

NEWEST = 12  # cards on the home page
FOREMOST = 10  # actors on the home page
# Above this, the list of all briefings has titles alone: it is looked through, not read.
READABLE = 150

_HEADINGS = {"person": "People", "organisation": "Organisations", "country": "Countries", "group": "Groups"}


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of an index with the attributes it is filtered and sorted by."""

    view: object
    data: Markup
    anchor: str = ""


def home_page(book: Book, settings: Settings, broken: Sequence[tuple[str, str]]) -> Page:
    """The home page of a site that has none of its own."""
    rendered = render("home.md.j2", cards=cards(book, settings.links("index.md"), broken))
    return Page("index.md", markdown(front_matter("Newest", hide="navigation, toc"), rendered), "Newest")


def cards(book: Book, links: Links, broken: Sequence[tuple[str, str]] = ()) -> Markup:
    """The newest briefings as one raw HTML block for the page with these links."""
    foremost = sorted(book.actors, key=lambda a: (-len(a.articles), -a.statements, a.slug))[:FOREMOST]
    counts = [
        (plural(len(book.briefings), "briefing"), links.to("briefings/index.md")),
        (plural(len(book.actors), "actor"), links.to("actors/index.md")),
        (plural(len(book.topics), "topic"), links.to("topics/index.md")),
        (plural(len(book.stories), "story", "stories"), links.to("stories/index.md") if book.stories else ""),
        (plural(len(book.timeline.dated), "dated statement"), links.to("timeline/index.md")),
        ("who speaks", links.to("sources/index.md")),
        ("corrections", links.to("corrections/index.md")),
        ("data", links.to("data/index.md")),
    ]
    html = render(
        "cards.j2",
        cards=[card(book, b, links) for b in book.briefings[:NEWEST]],
        broken=_broken(broken, links),
        total=len(book.briefings),
        all=links.to("briefings/index.md"),
        counts=[(text, href) for text, href in counts if href] if len(book.briefings) > 1 else [],
        foremost=[(a.name, actor_link(a, links), a.type) for a in foremost] if len(book.briefings) > 1 else [],
    )
    return Markup("\n".join(line.strip() for line in html.split("\n") if line.strip()))


def index_pages(book: Book, settings: Settings, broken: Sequence[tuple[str, str]]) -> Iterator[Page]:
    """The index pages of briefings, actors and topics."""
    yield _briefings(book, settings, broken)
    yield _actors(book, settings)
    yield _topics(book, settings)


def _briefings(book: Book, settings: Settings, broken: Sequence[tuple[str, str]]) -> Page:
    links = settings.links("briefings/index.md")
    total = len(book.briefings)
    actors = facet("actor", "Actor", total, [(a.slug, a.name) for a in book.actors for _ in a.articles], least=2)
    topics = facet("topic", "Topic", total, [(t.slug, t.label) for t in book.topics for _ in t.entries], least=2)
    outlets, years = _outlets_and_years([[b] for b in book.briefings])
    kinds = facet("kind", "Kind", total, [(k, k) for b in book.briefings for k in _kinds(b)])
    actors_of, topics_of = _by_briefing(book)
    items, seen = [], {""}
    for briefing in book.briefings:
        year = year_of(briefing)
        facts: list[Fact] = [
            (actors, actors_of.get(briefing.id, ())),
            (topics, topics_of.get(briefing.id, ())),
            (outlets, [outlet_of(briefing)]),
            (years, [year]),
            (kinds, _kinds(briefing)),
            ("undated", "" if published(briefing) else "yes"),
        ]
        made = card(book, briefing, links, lead=len(book.briefings) <= READABLE)
        items.append(Item(made, data(facts), "" if year in seen else f"y{year}"))
        seen.add(year)
    axis = Axis.of(book.briefings)
    rendered = render(
        "briefings.md.j2",
        items=items,
        broken=_broken(broken, links),
        facets=[f for f in (actors, topics, outlets, years, kinds) if f.choices],
        orders=[("", "Newest first"), ("oldest", "Oldest first"), ("title", "By title")],
        years=sorted({y for b in book.briefings if (y := year_of(b))}, reverse=True),
        activity=axis.activity(book.briefings) if axis else None,
        outlets=links.to("outlets/index.md") if any(map(outlet_of, book.briefings)) else None,
    )
    return _index("briefings", "Briefings", rendered)


def _kinds(briefing: Briefing) -> list[str]:
    return [briefing.kind, "reviewed" if briefing.review.state == "reviewed" else "not reviewed"]


def _by_briefing(book: Book) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Actors and topics of each briefing, by their ids."""
    actors: dict[str, list[str]] = {}
    topics: dict[str, list[str]] = {}
    for actor in book.actors:
        for briefing in actor.articles:
            actors.setdefault(briefing.id, []).append(actor.slug)
    for topic in book.topics:
        for briefing, _ in topic.entries:
            topics.setdefault(briefing.id, []).append(topic.slug)
    return actors, topics


def _outlets_and_years(items: Sequence[Sequence[Briefing]]) -> tuple[Facet, Facet]:
    """What items can be filtered by, each with the briefings it is in."""
    outlets = [(name, name) for of in items for name in {outlet_of(b) for b in of}]
    years = [(year, year) for of in items for year in {year_of(b) for b in of}]
    return facet("outlet", "Outlet", len(items), outlets), facet("year", "Year", len(items), years, newest=True)


def _actors(book: Book, settings: Settings) -> Page:
    links = settings.links("actors/index.md")
    outlets, years = _outlets_and_years([a.articles for a in book.actors])
    topics = facet(
        "topic",
        "Speaks on",
        len(book.actors),
        [(t.slug, t.label) for t in book.topics for c in t.holds if c.actor],
        least=2,
    )
    speaks: dict[str, list[str]] = {}
    for topic in book.topics:
        for cell in topic.holds:
            if cell.actor:
                speaks.setdefault(cell.actor, []).append(topic.slug)
    kinds = facet("kind", "Kind", len(book.actors), [(a.type, _HEADINGS[a.type]) for a in book.actors])

    def item(actor: BookActor) -> Item:
        briefings = actor.articles
        facts: list[Fact] = [
            (kinds, [actor.type]),
            (topics, speaks.get(actor.slug, ())),
            (outlets, map(outlet_of, briefings)),
            (years, map(year_of, briefings)),
            ("articles", str(len(briefings))),
            ("statements", str(actor.statements)),
        ]
        return Item(_book_card(actor, links), data(facts))

    groups = []
    for kind in TYPES:
        own = [a for a in book.actors if a.type == kind]
        several = [item(a) for a in own if len(a.articles) > 1]
        once = [item(a) for a in own if len(a.articles) == 1]
        if own:
            groups.append((_HEADINGS[kind], several, once))
    rendered = render(
        "actors.md.j2",
        groups=groups,
        total=len(book.actors),
        facets=[f for f in (kinds, topics, outlets, years) if f.choices],
        orders=[("", "By name"), ("articles", "Most articles first"), ("statements", "Most statements first")],
        sources=links.to("sources/index.md"),
    )
    return _index("actors", "Actors", rendered)


def _topics(book: Book, settings: Settings) -> Page:
    links = settings.links("topics/index.md")
    outlets, years = _outlets_and_years([[b for b, _ in t.entries] for t in book.topics])
    names = {a.slug: a.name for a in book.actors}
    speakers = [(c.actor, names[c.actor]) for t in book.topics for c in t.holds if c.actor in names]
    actors = facet("actor", "Who speaks", len(book.topics), [(slug, name) for slug, name in speakers if slug], least=2)
    items = []
    for topic in book.topics:
        briefings = [b for b, _ in topic.entries]
        facts: list[Fact] = [
            (actors, [c.actor for c in topic.holds if c.actor]),
            (outlets, map(outlet_of, briefings)),
            (years, map(year_of, briefings)),
            ("articles", str(len(briefings))),
            ("statements", str(sum(len(c.said) for c in topic.holds))),
        ]
        view = (topic.label, links.to(page_path("topics", topic.slug)), plural(len(briefings), "article"))
        items.append(Item(view, data(facts)))
    rendered = render(
        "topics.md.j2",
        table=book_table(book, links),
        groups=_topic_groups(items, book),
        total=len(items),
        facets=[f for f in (actors, outlets, years) if f.choices],
        orders=[("", "By name"), ("articles", "Most articles first"), ("statements", "Most statements first")],
    )
    return _index("topics", "Topics", rendered)


def _topic_groups(items: Sequence[Item], book: Book) -> list[tuple[str, list[Item]]]:
    """Topics that several articles have, apart from those of one article, if a reviewer gave any of these a page."""
    several = [i for i, t in zip(items, book.topics, strict=True) if len(t.entries) > 1]
    if len(several) == len(items):
        return [("All topics", several)]
    return [("In several articles", several), ("In one article", [i for i in items if i not in several])]


def _index(folder: str, title: str, rendered: str) -> Page:
    return Page(f"{folder}/index.md", markdown(front_matter(title, hide="navigation"), rendered), title)


def _broken(broken: Sequence[tuple[str, str]], links: Links) -> list[tuple[str, str]]:
    return [(seed, links.to(path)) for seed, path in broken]


def _book_card(actor: BookActor, links: Links) -> ActorCard:
    roles = [role for a in actor.appearances if (role := role_of(a.actor))]
    facts = [plural(len(actor.articles), "article")]
    if actor.statements:
        facts.append(plural(actor.statements, "statement"))
    return ActorCard(actor.name, actor_link(actor, links), actor.type, roles[0] if roles else "", " · ".join(facts))
