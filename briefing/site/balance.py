"""Who speaks and how much, as pages show it: named against unnamed sources, each outlet, each actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from briefing.book import Book
from briefing.book.values import text_of
from briefing.ids import slug
from briefing.model import Briefing
from briefing.site import svg
from briefing.site.about import date_shown, title_of
from briefing.site.counting import KINDS, Balance, Talk, balance_of, talks
from briefing.site.links import Links, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.templates import plural, render

INDEX = "sources/index.md"
TALKS = 25
MORE_TALKS = 100
UNNAMED = 10
TYPES = {"person": "People", "organisation": "Organisations", "country": "Countries", "group": "Groups"}
WORDS_FOR = {"named": "named", "unnamed": "unnamed", "open": "not certain"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a split bar, as its legend says it."""

    kind: str
    label: str
    percent: int


@dataclass(frozen=True, slots=True)
class Split:
    """A bar of parts that make up the whole, with the same in words."""

    bar: Markup
    parts: tuple[Part, ...]


def split(balance: Balance) -> Split | None:
    """Named, unnamed and uncertain sources by their words; None where nobody speaks."""
    if not balance.whole:
        return None
    parts = [
        Part(kind, f"{balance.sources[kind]:,} {WORDS_FOR[kind]}", round(100 * balance.words[kind] / balance.whole))
        for kind in KINDS
        if balance.sources[kind]
    ]
    return Split(svg.bar([(f"bf-{kind}", balance.words[kind]) for kind in KINDS], balance.whole), tuple(parts))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the book's balance."""

    name: str
    href: str | None
    note: str
    bar: Markup
    quoted: int
    reported: int
    statements: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet's line: how much of what its articles have is quoted, how much comes from whom."""

    name: str
    href: str | None
    articles: int
    split: Split | None
    quoted: int


Balances = Mapping[str, Balance]
"""The balance of each briefing, by its id."""


def balance_pages(book: Book, settings: Settings) -> Iterator[Page]:
    """The page of the book's source balance, the index of outlets, and the page of each."""
    balances = {b.id: balance_of(b) for b in book.briefings}
    yield _sources(book, balances, settings)
    yield from _outlet_pages(book, balances, settings)


def _sources(book: Book, balances: Balances, settings: Settings) -> Page:
    links = settings.links(INDEX)
    balance = sum(balances.values(), Balance())
    spoken = talks(book)
    named = [t for t in spoken if t.kind == "named"]
    others = [t for t in spoken if t.kind == "unnamed" and t.name]
    rendered = render(
        "sources.md.j2",
        words=balance.whole,
        quoted=balance.quoted,
        statements=balance.statements,
        articles=len(book.briefings),
        split=split(balance),
        types=_types(named),
        talks=_lines(named[:TALKS], links),
        more=_lines(named[TALKS : TALKS + MORE_TALKS], links),
        left_out=max(len(named) - TALKS - MORE_TALKS, 0),
        others=_lines(others[:UNNAMED], links),
        outlets=_outlets(book, balances, links),
    )
    return Page(INDEX, markdown(front_matter("Who speaks", hide="navigation"), rendered), "Who speaks")


def _lines(spoken: Sequence[Talk], links: Links) -> list[Line]:
    most = max((t.words for t in spoken), default=0)
    return [
        Line(
            t.name,
            links.to(page_path("actors", t.actor.slug)) if t.actor else None,
            plural(len(t.actor.articles), "article") if t.actor else "",
            svg.bar([("", t.quoted), ("bf-pale", t.reported)], most),
            t.quoted,
            t.reported,
            t.statements,
        )
        for t in spoken
    ]


def _types(named: Sequence[Talk]) -> list[tuple[str, int]]:
    """Per cent of the named sources' words by type of actor, for those with a page."""
    words: dict[str, int] = defaultdict(int)
    for talk in named:
        if talk.actor:
            words[talk.actor.type] += talk.words
    whole = sum(words.values())
    return [(label, round(100 * words[kind] / whole)) for kind, label in TYPES.items() if words[kind]]


def outlets_of(book: Book) -> list[tuple[str, list[Briefing]]]:
    """Articles by outlet, those of most articles first; articles without one are under an empty name, last."""
    groups: dict[str, list[Briefing]] = defaultdict(list)
    for briefing in book.briefings:
        groups[text_of(briefing.article.outlet)].append(briefing)
    return sorted(groups.items(), key=lambda g: (not g[0], -len(g[1]), g[0].casefold()))


def outlet_paths(book: Book) -> dict[str, str]:
    """The page of each outlet: its address does not change when others come."""
    made: dict[str, str] = {}
    taken: set[str] = {"index", "readme"}
    for name, _ in sorted(outlets_of(book)):
        if name:
            base = slug(name)[:80].strip("-")
            more = (f"{base}-{n}" for n in range(2, 10**6))
            own = next(s for s in chain((base,), more) if s not in taken)
            taken.add(own)
            made[name] = page_path("outlets", own)
    return made


def _outlets(book: Book, balances: Balances, links: Links) -> list[Outlet]:
    paths = outlet_paths(book)
    return [
        _outlet(name, briefings, balances, links.to(paths[name]) if name else None)
        for name, briefings in outlets_of(book)
    ]


def _outlet(name: str, briefings: list[Briefing], balances: Balances, href: str | None) -> Outlet:
    balance = sum((balances[b.id] for b in briefings), Balance())
    quoted = round(100 * balance.quoted / balance.whole) if balance.whole else 0
    return Outlet(name, href, len(briefings), split(balance), quoted)


def _outlet_pages(book: Book, balances: Balances, settings: Settings) -> Iterator[Page]:
    """An index of outlets, and for each its articles, the newest first."""
    path = "outlets/index.md"
    rendered = render("outlets.md.j2", outlets=_outlets(book, balances, settings.links(path)))
    yield Page(path, markdown(front_matter("Outlets", hide="navigation"), rendered), "Outlets")
    paths = outlet_paths(book)
    for name, briefings in outlets_of(book):
        if not name:
            continue
        links = settings.links(paths[name])
        rendered = render(
            "outlet.md.j2",
            outlet=_outlet(name, briefings, balances, None),
            articles=[
                (title_of(b), links.to(page_path("briefings", b.id)), date_shown(text_of(b.article.published)))
                for b in briefings
            ],
        )
        yield Page(paths[name], markdown(front_matter(name, hide="navigation"), rendered), name, "outlets")
