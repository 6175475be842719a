"""From a book to the files of its site: Markdown pages and data. Knows nothing of what builds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from briefing.book import Book
from briefing.errors import BriefingError
from briefing.ids import slug, words_hash
from briefing.site import across
from briefing.site.actor_page import actor_pages
from briefing.site.assets import ASSETS, SEARCH_ASSETS
from briefing.site.balance import balance_pages
from briefing.site.briefing_page import briefing_page
from briefing.site.cite import cite_pages
from briefing.site.corrections import correction_pages
from briefing.site.data import data_page
from briefing.site.escape import encode
from briefing.site.export import Documents, export_pages
from briefing.site.feed import FEED, feed_page
from briefing.site.folder import write
from briefing.site.head import feed_link, robots
from briefing.site.links import Links, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.passages import SourceText
from briefing.site.related import Neighbours
from briefing.site.search import page_facts, search_advice, search_box, searched, with_facts
from briefing.site.skeleton import Anchors, Skeletons
from briefing.site.store import OwnStore, Store
from briefing.site.story_page import story_pages
from briefing.site.templates import render as _render
from briefing.site.timeline_page import timeline_pages
from briefing.site.topic_page import topic_pages

__all__ = [
    "ASSETS",
    "CARDS_MARKER",
    "FEED",
    "INDEXES",
    "SEARCH_ASSETS",
    "Anchors",
    "Links",
    "OwnStore",
    "Page",
    "Settings",
    "Skeletons",
    "SourceText",
    "Store",
    "cards",
    "encode",
    "feed_link",
    "page_facts",
    "render",
    "robots",
    "search_advice",
    "search_box",
    "searched",
    "write",
]

INDEXES = tuple(
    f"{name}/index.md"
    for name in (
        "briefings",
        "actors",
        "topics",
        "timeline",
        "stories",
        "sources",
        "outlets",
        "corrections",
        "data",
    )
)
"""The pages that lead to all others."""
CARDS_MARKER = "<!-- briefings -->"


class Broken(Protocol):
    """A seed that no briefing could be made of."""

    @property
    def path(self) -> Path: ...
    @property
    def error(self) -> BriefingError | None: ...


def render(book: Book, settings: Settings, broken: Sequence[Broken] = ()) -> Iterator[Page]:
    """All files of the site, the pages of one folder together and in their order."""
    pages = _pages(book, settings, broken)
    return with_facts(pages, book) if settings.pagefind else pages


def _pages(book: Book, settings: Settings, broken: Sequence[Broken]) -> Iterator[Page]:
    broken_pages = _broken_pages(broken)
    listed = [(p.title, p.path) for p in broken_pages]
    yield across.home_page(book, settings, listed)
    yield from across.index_pages(book, settings, listed)
    yield from broken_pages
    marks = {}
    documents = Documents()
    near = Neighbours(book)
    for briefing in book.briefings:
        page, passages = briefing_page(book, briefing, settings, near)
        marks[briefing.id] = passages.marks
        yield page
        data = data_page(briefing, passages)
        documents.append(data.text)
        yield data
        yield from cite_pages(briefing, settings)
    yield from actor_pages(book, settings, marks)
    yield from topic_pages(book, settings, marks)
    yield from timeline_pages(book, settings, marks)
    yield from story_pages(book, settings, marks)
    yield from balance_pages(book, settings)
    yield from correction_pages(book, settings)
    yield from export_pages(book, settings, marks, documents)
    yield from feed_page(book, settings)


def cards(book: Book, links: Links, broken: Sequence[Broken] = ()) -> str:
    """The newest briefings as one raw HTML block for the page with these links."""
    return across.cards(book, links, [(p.title, p.path) for p in _broken_pages(broken)])


def _broken_pages(broken: Sequence[Broken]) -> list[Page]:
    """A page for each broken seed, at an address that no briefing has; its id may be what is wrong with it."""
    made = []
    for item in broken:
        name = item.path.name
        text = markdown(front_matter(name), _render("broken.md.j2", seed=name, error=item.error))
        made.append(
            Page(page_path("briefings", f"broken/{slug(name)}-{words_hash(str(item.path))}"), text, name, "briefings")
        )
    return made
