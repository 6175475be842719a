"""What a page asks of the book again and again, looked up once."""

from __future__ import annotations

from collections import defaultdict

from briefing.book import Book, BookTopic
from briefing.book.values import Duplicate, Story
from briefing.model import Briefing


class Finder:
    """A book with its topics, briefings, stories and duplicates by id."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.briefings: dict[str, Briefing] = {b.id: b for b in book.briefings}
        self.topics: dict[str, BookTopic] = {t.slug: t for t in book.topics}
        self.stories: dict[str, Story] = {b.id: s for s in reversed(book.stories) for b in s.briefings}
        self.duplicates: dict[str, list[Duplicate]] = defaultdict(list)
        for duplicate in book.duplicates:
            for id in (duplicate.article, duplicate.of):
                self.duplicates[id].append(duplicate)
