"""Stories: articles on one event side by side, what each adds to the ones before, and near-duplicates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.book import Book
from briefing.book.values import Chapter, Duplicate, Story, published, text_of
from briefing.model import Briefing
from briefing.site.about import date_shown, title_of
from briefing.site.cards import shortened
from briefing.site.links import Links, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.rows import Group, Marks, Rows, folded
from briefing.site.templates import plural, render

INDEX = "stories/index.md"
NEW_ACTORS = 8
TABLE_ROWS = 14
# Further articles of a story have their statements on their own pages, or its page would have no end.
WITH_STATEMENTS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """An article of a story. `actors` and `voices` are those that no earlier article of it has."""

    title: str
    href: str
    outlet: str
    date: str
    label: str
    lead: str
    version: str
    actors: tuple[tuple[str, str], ...]
    more_actors: int
    voices: tuple[Group, ...]
    more: tuple[Group, ...]
    said: int

    @property
    def folded(self) -> int:
        return sum(len(statements) for _, _, statements in self.more)


def story_pages(book: Book, settings: Settings, marks: Marks) -> Iterator[Page]:
    """The index of stories, then each of them."""
    links = settings.links(INDEX)
    rendered = render(
        "stories.md.j2",
        stories=[_card(book, s, links) for s in book.stories],
        duplicates=[_pair(book, d, links) for d in book.duplicates],
    )
    yield Page(INDEX, markdown(front_matter("Stories", hide="navigation"), rendered), "Stories")
    likeness = {(d.article, d.of): d for d in book.duplicates}
    for story in book.stories:
        path = page_path("stories", story.slug)
        rows = Rows(book, settings.links(path), marks)
        rendered = render(
            "story.md.j2",
            story=story,
            span=_span(story),
            shared=_actors(book, story.shared, rows.links),
            columns=[_column(rows, c, n, likeness) for n, c in enumerate(story.chapters)],
            table=_speakers(rows, story),
        )
        yield Page(path, markdown(front_matter(story.title, hide="navigation, toc"), rendered), story.title, "stories")


def _span(story: Story) -> str:
    dates = sorted(d for b in story.briefings if (d := published(b)))
    if not dates:
        return "dates not stated"
    first, last = date_shown(dates[0]), date_shown(dates[-1])
    return first if first == last else f"{first} – {last}"


def _card(book: Book, story: Story, links: Links) -> dict[str, object]:
    return {
        "title": story.title,
        "href": links.to(page_path("stories", story.slug)),
        "span": _span(story),
        "articles": [
            (title_of(b), links.to(page_path("briefings", b.id)), date_shown(published(b)), text_of(b.article.outlet))
            for b in story.briefings
        ],
        "shared": _actors(book, story.shared, links)[:NEW_ACTORS],
        "words": story.words,
        "reviewed": story.basis == "reviewed",
    }


def _pair(book: Book, duplicate: Duplicate, links: Links) -> dict[str, object]:
    found = [b for id in (duplicate.article, duplicate.of) if (b := book.briefing(id))]
    return {
        "likeness": f"{100 * duplicate.likeness:.0f} %",
        "marked": duplicate.marked,
        "pair": [(title_of(b), links.to(page_path("briefings", b.id)), _from(b)) for b in found],
    }


def _from(briefing: Briefing) -> str:
    return ", ".join(filter(None, (text_of(briefing.article.outlet), date_shown(published(briefing)))))


def _actors(book: Book, slugs: tuple[str, ...], links: Links) -> list[tuple[str, str]]:
    found = (book.actor(slug) for slug in slugs)
    return [(a.name, links.to(page_path("actors", a.slug))) for a in found if a]


def _column(
    rows: Rows,
    chapter: Chapter,
    number: int,
    likeness: dict[tuple[str, str], Duplicate],
) -> Column:
    briefing = chapter.briefing
    said = chapter.said if number < WITH_STATEMENTS else ()
    shown, more = folded(rows.voices(briefing, [s.position for s in said]))
    actors = _actors(rows.book, chapter.actors, rows.links)
    version = ""
    if older := rows.book.briefing(chapter.version_of or ""):
        like = likeness.get((briefing.id, older.id))
        same = f", {100 * like.likeness:.0f} % the same words" if like else ""
        version = f"A version of “{title_of(older)}”{same}"
    return Column(
        title=title_of(briefing),
        href=rows.links.to(page_path("briefings", briefing.id)),
        outlet=text_of(briefing.article.outlet),
        date=rows.date(briefing) or "date not stated",
        label="Adds" if number else "First report",
        lead=text_of(briefing.article.standfirst) or (shortened(briefing.summary[0]) if briefing.summary else ""),
        version=version,
        actors=tuple(actors[:NEW_ACTORS]),
        more_actors=max(len(actors) - NEW_ACTORS, 0),
        voices=shown,
        more=more,
        said=len(chapter.said),
    )


def _speakers(rows: Rows, story: Story) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """Who is quoted in which article: name, link, and for each article the count and a link."""
    counts: dict[str, list[int]] = {}
    for column, briefing in enumerate(story.briefings):
        for position in briefing.positions:
            for id in (position.actors or (position.actor,)) if position.shown else ():
                if actor := rows.book.actor_of(briefing, id):
                    counts.setdefault(actor.slug, [0] * len(story.chapters))[column] += 1
    best = sorted(counts, key=lambda s: (-sum(1 for c in counts[s] if c), -sum(counts[s]), s))[:TABLE_ROWS]
    made = []
    for slug in best:
        actor = rows.book.actor(slug)
        if actor:
            cells = [
                (count, rows.links.to(page_path("briefings", b.id), "positions"))
                for count, b in zip(counts[slug], story.briefings, strict=True)
            ]
            made.append((actor.name, rows.links.to(page_path("actors", slug)), cells))
    return made


def story_line(book: Book, briefing: Briefing, links: Links) -> tuple[str, str, str] | None:
    """The story that an article is part of: its title, a link, how many articles; None if there is none."""
    story = book.story_of(briefing)
    if story is None:
        return None
    return story.title, links.to(page_path("stories", story.slug)), plural(len(story.chapters), "article")
