"""A topic's page: who holds what on it and on the topics beside it, in which words, and who is never quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.book import Book, BookTopic
from briefing.book.values import Cell, oldest_first
from briefing.ids import words_hash
from briefing.site.activity import Axis
from briefing.site.links import Links, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.rows import ArticleRow, Marks, Rows
from briefing.site.templates import plural, render

BOOST = 3.0  # as of actors
COLUMNS = 5  # topics of a table: as many as fit beside a name
TABLE_ROWS = 14
BOOK_COLUMNS = 7
LEAST_DRAWN = 3
# A table of one topic alone says no more than the list below it, until that is long.
LONG = 5
KINDS = {"named": "", "unnamed": "unnamed", "open": "as written; who is meant is not certain"}


@dataclass(frozen=True, slots=True)
class Holder:
    """A source on a topic, with its statements by article."""

    anchor: str
    name: str
    href: str | None
    note: str
    kind: str
    count: int
    rows: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: an actor, and for each topic how many statements, a link to them, or that it is
    named there and never quoted."""

    name: str
    href: str
    cells: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Actor × topic. `heads` are label and link of each topic, the link empty for the page's own."""

    heads: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]

    @property
    def tells(self) -> bool:
        """Whether it shows more than a short list does."""
        return bool(self.lines) and (len(self.heads) > 1 or len(self.lines) >= LONG)


def by_anchor(slug: str) -> str:
    """Where an actor's statements on a topic stand on its page."""
    return f"by-{slug}"


def topic_pages(book: Book, settings: Settings, marks: Marks) -> Iterator[Page]:
    """A page for each topic that has one."""
    axis = Axis.of(book.briefings)
    for topic in book.topics:
        path = page_path("topics", topic.slug)
        links = settings.links(path)
        rows = Rows(book, links, marks)
        near = _near(book, topic)
        articles = [b for b, _ in topic.entries]
        rendered = render(
            "topic.md.j2",
            topic=topic,
            statements=len({(s.briefing.id, s.position.id) for c in topic.holds for s in c.said}),
            activity=axis.activity(articles) if axis and len(articles) >= LEAST_DRAWN else None,
            table=table(book, [topic, *near[: COLUMNS - 1]], links, topic),
            holders=_holders(topic, rows, links),
            silent=[(c.name, links.to(page_path("actors", c.actor)), c.mentions) for c in topic.silent if c.actor],
            articles=[
                rows.article(b, (), plural(len(t.spans), "mention"))
                for b, t in sorted(topic.entries, key=lambda e: oldest_first(e[0]))
            ],
            others=[(t.label, links.to(page_path("topics", t.slug))) for t in near],
        )
        front = front_matter(topic.label, boost=BOOST, hide="navigation")
        yield Page(path, markdown(front, rendered), topic.label, "topics")


def _holders(topic: BookTopic, rows: Rows, links: Links) -> list[Holder]:
    made: list[Holder] = []
    taken: Counter[str] = Counter()
    for cell in topic.holds:
        if not cell.said:
            continue
        anchor = by_anchor(cell.actor or words_hash(cell.name))
        taken[anchor] += 1
        made.append(
            Holder(
                anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}",
                cell.name or "Not stated",
                links.to(page_path("actors", cell.actor)) if cell.actor else None,
                KINDS[cell.kind],
                cell.kind,
                len(cell.said),
                tuple(rows.articles(cell.said)),
            )
        )
    return made


def _near(book: Book, topic: BookTopic, most: int = 10) -> list[BookTopic]:
    """Topics of the same articles, those of most of them first."""
    counts: Counter[str] = Counter()
    found: dict[str, BookTopic] = {}
    for briefing, _ in topic.entries:
        for page in book.topics_of(briefing):
            if page.slug != topic.slug:
                counts[page.slug] += 1
                found[page.slug] = page
    best = sorted(found, key=lambda s: (-counts[s], -len(found[s].entries), found[s].label.casefold()))
    return [found[slug] for slug in best[:most]]


def book_table(book: Book, links: Links) -> Table:
    """The table of the whole book: the topics on which most is said by most, and who says most on them."""
    shared = [t for t in book.topics if len(t.entries) > 1 and len(t.holds) > 1]
    best = sorted(shared, key=lambda t: (-len(t.holds) * len(t.entries), t.label.casefold()))
    return table(book, best[:BOOK_COLUMNS], links)


def table(book: Book, topics: Sequence[BookTopic], links: Links, own: BookTopic | None = None) -> Table:
    """Who holds what on these topics. With `own`, only those who speak on that topic, its statements first."""
    cells: dict[str, dict[str, Cell]] = {}
    for topic in topics:
        for cell in (*topic.holds, *topic.silent):
            if cell.actor:
                cells.setdefault(cell.actor, {})[topic.slug] = cell

    def said(slug: str, topic: BookTopic) -> int:
        cell = cells[slug].get(topic.slug)
        return len(cell.said) if cell else 0

    def order(slug: str) -> tuple:
        counts = [said(slug, t) for t in topics]
        return (-counts[0] if own else 0, -sum(1 for c in counts if c), -sum(counts), slug)

    speaking = [slug for slug in cells if any(said(slug, t) for t in topics)]
    chosen = sorted((s for s in speaking if not own or said(s, own)), key=order)[:TABLE_ROWS]
    columns = [t for t in topics if t is own or any(said(slug, t) for slug in chosen)]
    lines = []
    for slug in chosen:
        actor = book.actor(slug)
        if actor is None:
            continue
        row = tuple(
            (
                said(slug, t),
                links.to(page_path("topics", t.slug), by_anchor(slug)),
                t.slug in cells[slug] and not said(slug, t),
            )
            for t in columns
        )
        lines.append(Line(actor.name, links.to(page_path("actors", slug)), row))
    heads = tuple((t.label, "" if t is own else links.to(page_path("topics", t.slug))) for t in columns)
    return Table(heads, tuple(lines))
