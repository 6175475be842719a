"""The articles that are there already, by address and by words.

Near-identical articles are told as a book tells them (`briefing.likeness`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from briefing.add.addresses import same_key
from briefing.errors import BriefingError
from briefing.ids import words_of
from briefing.ingest import find, ingest
from briefing.likeness import Shelf, shingles_of
from briefing.model import Article


@dataclass(frozen=True, slots=True)
class There:
    """A seed that is the same article, and by what that is seen."""

    article: Article
    why: str


class Known:
    """The articles of a seeds folder."""

    def __init__(self, seeds: Path) -> None:
        self.ids: set[str] = set()
        self._articles: list[Article] = []
        self._addresses: dict[str, int] = {}
        self._texts: dict[tuple[str, ...], int] = {}
        self._shelf = Shelf()
        for path in find(seeds):
            try:
                self.add(ingest(path, seeds))
            except BriefingError:
                continue  # the build names it

    def add(self, article: Article, addresses: Iterable[str] = ()) -> None:
        """Take note of an article, and of all addresses that lead to it."""
        number = len(self._articles)
        self.ids.add(article.id)
        self._articles.append(article)
        stated = article.url.value
        for address in (*addresses, *([stated] if isinstance(stated, str) else ())):
            self._addresses.setdefault(same_key(address), number)
        self._texts.setdefault(_words(article), number)
        self._shelf.add(_shingles(article))

    def at(self, addresses: Iterable[str]) -> There | None:
        """The article that one of these addresses leads to."""
        for address in addresses:
            number = self._addresses.get(same_key(address))
            if number is not None:
                return There(self._articles[number], "the same address")
        return None

    def like(self, article: Article) -> There | None:
        """An article of the same words, or the nearest of nearly the same."""
        if (number := self._texts.get(_words(article))) is not None:
            return There(self._articles[number], "the same text")
        near = max(self._shelf.near(_shingles(article)), key=lambda n: (n[0], -n[1]), default=None)
        return There(self._articles[near[1]], f"nearly the same text, likeness {near[0]:.2f}") if near else None


def _furniture(article: Article) -> list[tuple[int, int]]:
    return [(f.start, f.end) for f in article.furniture]


def _shingles(article: Article) -> set[int]:
    return shingles_of(article.text, _furniture(article))


def _words(article: Article) -> tuple[str, ...]:
    """The words of the body; of all of it where nothing else is left."""
    at, parts = 0, []
    for start, end in sorted(_furniture(article)):
        parts.append(article.text[at:start])
        at = max(at, end)
    return words_of(" ".join([*parts, article.text[at:]])) or words_of(article.text)
