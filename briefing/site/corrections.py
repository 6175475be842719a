"""Corrections: what reviewers changed, from their files, as a page and a feed.

Who was hidden or has no page by a reviewer's word is not named here either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.book import Book
from briefing.book.decisions import ActorDecision, Decisions, StoryDecision, TopicDecision, Version, Whom
from briefing.model import Note
from briefing.site.about import date_shown, title_of
from briefing.site.atom import Entry, date_time, feed, html
from briefing.site.links import page_path, url_of
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.templates import render

INDEX = "corrections/index.md"
FEED = "corrections.xml"
TITLE = "Corrections"
BOOK = "Across articles"


@dataclass(frozen=True, slots=True)
class Correction:
    """What one review changed. `path` is the source path of the page it is about; the book's own has the list's."""

    title: str
    path: str
    anchor: str
    by: str
    date: str
    changes: tuple[str, ...]
    notes: tuple[Note, ...] = ()

    @property
    def when(self) -> str:
        return date_shown(self.date)


def correction_pages(book: Book, settings: Settings) -> Iterator[Page]:
    """The list, and the feed of those with a date."""
    links = settings.links(INDEX)
    made = corrections(book)
    only_read = [
        (title_of(b), links.to(page_path("briefings", b.id)), b.review.by or "", date_shown(b.review.date or ""))
        for b in book.briefings
        if b.review.state == "reviewed" and not b.review.changes and not b.review.notes
    ]
    entries = [_entry(c, settings) for c in made if date_time(c.date)]
    xml = feed(FEED, f"{TITLE}: {settings.site_name or 'Briefings'}", entries, settings, _url(INDEX, settings))
    rendered = render(
        "corrections.md.j2",
        corrections=[(c, links.to(c.path) if c.path != INDEX else None) for c in made],
        changes=sum(len(c.changes) for c in made),
        only_read=only_read,
        feed=links.to(FEED) if xml else None,
    )
    yield Page(INDEX, markdown(front_matter(TITLE, hide="navigation"), rendered), TITLE)
    if xml:
        yield Page(FEED, xml)


def corrections(book: Book) -> list[Correction]:
    """All that reviewers changed, the newest first, undated last."""
    made = [
        Correction(
            title_of(b), page_path("briefings", b.id), f"c-{b.id}", b.review.by or "", b.review.date or "",
            b.review.changes, b.review.notes,
        )
        for b in book.briefings
        if b.review.changes or b.review.notes
    ]  # fmt: skip
    if decided := tuple(_decided(book, book.decisions)):
        made.append(Correction(BOOK, INDEX, "c-book", book.decisions.by or "", book.decisions.date or "", decided))
    made.sort(key=lambda c: (c.path != INDEX, c.title.casefold()))
    return sorted(made, key=lambda c: c.date, reverse=True)


def _decided(book: Book, decisions: Decisions) -> Iterator[str]:
    """The decisions of the book's review, a line each."""
    for actor in decisions.actors:
        yield from _actor(book, actor)
    for topic in decisions.topics:
        yield from _topic(topic)
    for version in decisions.versions:
        yield _version(book, version)
    for story in decisions.stories:
        yield _story(book, story)


def _actor(book: Book, entry: ActorDecision) -> Iterator[str]:
    if entry.page is False:
        yield "an actor has no page"
        return
    name = _whom(book, entry.whom)
    if entry.merge:
        yield f"{name}: the same as {_all(_whom(book, w) for w in entry.merge)}"
    for articles in entry.split:
        yield f"{name}: another one in {_all(_title(book, id) for id in articles)}"
    if entry.apart:
        yield f"{name}: not the same as {_all(_whom(book, w) for w in entry.apart)}"
    said = {"renamed": entry.rename, "described": entry.describe, "Wikidata": entry.wikidata}
    yield from (f"{name}: {what} {words}" for what, words in said.items() if words)
    if entry.page:
        yield f"{name}: given a page"


def _topic(entry: TopicDecision) -> Iterator[str]:
    if entry.page is False:
        yield f"topic {entry.name}: no page"
        return
    if entry.merge:
        yield f"topic {entry.name}: the same as {_all(entry.merge)}"
    said = {"renamed": entry.rename, "described": entry.describe}
    yield from (f"topic {entry.name}: {what} {words}" for what, words in said.items() if words)
    if entry.page:
        yield f"topic {entry.name}: given a page"


def _version(book: Book, entry: Version) -> str:
    article, of = _title(book, entry.article), _title(book, entry.of)
    return f"{article} is {'no' if entry.no else 'a'} version of {of}"


def _story(book: Book, entry: StoryDecision) -> str:
    titles = _all(_title(book, id) for id in entry.articles)
    if entry.apart:
        return f"no two are one story: {titles}"
    return f"one story{f', “{entry.title}”' if entry.title else ''}: {titles}"


def _whom(book: Book, whom: Whom) -> str:
    return f"{whom.name} (in {_all(_title(book, id) for id in whom.articles)})" if whom.articles else whom.name


def _title(book: Book, id: str) -> str:
    """An article by its title; one that the book has not, or may not show, by nothing but that."""
    found = book.briefing(id)
    return f"“{title_of(found)}”" if found else "an article that is not here"


def _all(names: Iterable[str]) -> str:
    return ", ".join(names)


def _url(path: str, settings: Settings) -> str:
    return url_of(path, settings.directory_urls)


def _entry(correction: Correction, settings: Settings) -> Entry:
    """In the feed, with the address of the entry in the list: a briefing's own is its entry in the other feed."""
    items = "".join(f"<li>{html(change)}</li>" for change in correction.changes)
    notes = "".join(f"<p>Note by {html(n.by)}: {html(n.text)}</p>" for n in correction.notes)
    return Entry(
        f"{_url(INDEX, settings)}#{correction.anchor}",
        f"Corrected: {correction.title}",
        date_time(correction.date),
        (f"<ul>{items}</ul>" if items else "") + notes,
        (correction.by,) if correction.by else (),
    )
