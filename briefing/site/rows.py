"""Rows that the pages over all articles are made of: an article with statements of it, a statement with its article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.book import Book
from briefing.book.values import Said, published
from briefing.model import Actor, Briefing, Position
from briefing.site.about import date_shown, title_of
from briefing.site.cards import Statement, actor_link, statement
from briefing.site.links import Links, page_path
from briefing.site.passages import Mark
from briefing.site.statements import voices

Marks = Mapping[str, Mapping[str, Mark]]
"""The marks of each briefing's page, by briefing and statement."""

FIRST = 4  # of what is folded away, this much is shown


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article, with the statements of it that belong on the page: those of each voice, by name and link.

    `more` are the voices that are folded away.
    """

    title: str
    href: str
    date: str
    fact: str
    voices: tuple[Group, ...]
    more: tuple[Group, ...] = ()

    @property
    def folded(self) -> int:
        return sum(len(statements) for _, _, statements in self.more)


Group = tuple[str, str | None, tuple[Statement, ...]]
"""A voice's name and link, and its statements."""


def folded(groups: Sequence[Group]) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The first statements, and the rest to be folded away; a single one more is shown too."""
    if sum(len(statements) for _, _, statements in groups) <= FIRST + 1:
        return tuple(groups), ()
    shown: list[Group] = []
    more: list[Group] = []
    left = FIRST
    for name, href, statements in groups:
        if left:
            shown.append((name, href, statements[:left]))
        if statements[left:]:
            more.append((name, href, statements[left:]))
        left = max(left - len(statements), 0)
    return tuple(shown), tuple(more)


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes the rows of one page."""

    book: Book
    links: Links
    marks: Marks

    def article(
        self,
        briefing: Briefing,
        positions: Iterable[Position] = (),
        fact: str = "",
        own: tuple[Actor, ...] = (),
        fold: bool = False,
    ) -> ArticleRow:
        """An article with statements of it; those of one of `own` alone go without a name."""
        groups = self.voices(briefing, positions, own)
        shown, more = folded(groups) if fold else (tuple(groups), ())
        return ArticleRow(
            title_of(briefing),
            self.links.to(page_path("briefings", briefing.id)),
            self.date(briefing),
            fact,
            shown,
            more,
        )

    def voices(self, briefing: Briefing, positions: Iterable[Position], own: tuple[Actor, ...] = ()) -> list[Group]:
        """Statements by who makes them; those of one of `own` alone go without a name."""
        groups: list[Group] = []
        for voice in voices(briefing, positions):
            one = voice.actors[0] if len(voice.actors) == 1 else None
            name = "" if one in own else voice.name or "an unnamed source"
            href = actor_link(self.book.actor_of(briefing, one.id), self.links) if one else None
            groups.append((name, href, tuple(self.statement(briefing, p) for p in voice.positions)))
        return groups

    def articles(
        self, said: Iterable[Said], owns: Mapping[str, tuple[Actor, ...]] | None = None, fold: bool = False
    ) -> list[ArticleRow]:
        """Statements by their article, in the order in which the articles come."""
        groups: dict[str, tuple[Briefing, list[Position]]] = {}
        for one in said:
            groups.setdefault(one.briefing.id, (one.briefing, []))[1].append(one.position)
        return [
            self.article(b, positions, own=(owns or {}).get(b.id, ()), fold=fold) for b, positions in groups.values()
        ]

    def statement(self, briefing: Briefing, position: Position) -> Statement:
        """The statement, its mark leading to its sentence on the briefing's page, or to itself there."""
        mark = self.marks[briefing.id][position.id]
        page = page_path("briefings", briefing.id)
        found = Mark(mark.label, mark.anchor or position.id)
        return statement(briefing, position, found, lambda anchor: self.links.to(page, anchor))

    def date(self, briefing: Briefing) -> str:
        return date_shown(published(briefing))
