"""Who speaks and how much, as pages show it: named against unnamed sources, each outlet, each actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from briefing.book import Book
from briefing.book.values import Balance, Share, SourceKind, text_of
from briefing.ids import slug
from briefing.model import Briefing
from briefing.site import svg
from briefing.site.about import date_shown, title_of
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
    return split_of([balance])


def split_of(balances: Iterable[Balance]) -> Split | None:
    """The same over several balances, each source of each counting."""
    kinds: tuple[SourceKind, ...] = get_args(SourceKind)
    words, sources = dict.fromkeys(kinds, 0), dict.fromkeys(kinds, 0)
    for balance in balances:
        for share in balance.shares:
            words[share.kind] += share.words
            sources[share.kind] += 1
    whole = sum(words.values())
    if not whole:
        return None
    parts = [
        Part(kind, f"{sources[kind]:,} {WORDS_FOR[kind]}", round(100 * words[kind] / whole))
        for kind in kinds
        if sources[kind]
    ]
    return Split(svg.bar([(f"bf-{kind}", words[kind]) for kind in kinds], whole), tuple(parts))


@dataclass(frozen=True, slots=True)
class Talk:
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


def source_pages(book: Book, settings: Settings) -> Iterator[Page]:
    """The page of the book's source balance."""
    links = Links.of(INDEX, settings.directory_urls)
    balance = book.balance
    named = [s for s in balance.shares if s.kind == "named"]
    others = [s for s in balance.shares if s.kind == "unnamed" and s.name]
    rendered = render(
        "sources.md.j2",
        words=sum(s.words for s in balance.shares),
        quoted=sum(s.quoted for s in balance.shares),
        statements=sum(s.statements for s in balance.shares),
        articles=len(book.briefings),
        split=split(balance),
        types=_types(book, named),
        talks=_talks(book, named[:TALKS], links),
        more=_talks(book, named[TALKS : TALKS + MORE_TALKS], links),
        left_out=max(len(named) - TALKS - MORE_TALKS, 0),
        others=_talks(book, others[:UNNAMED], links),
        outlets=_outlets(book, links),
    )
    yield Page(INDEX, markdown(front_matter("Who speaks", hide="navigation"), rendered), "Who speaks")


def _talks(book: Book, shares: list[Share], links: Links) -> list[Talk]:
    most = max((s.words for s in shares), default=0)
    made = []
    for share in shares:
        actor = book.actor(share.actor) if share.actor else None
        bar = svg.bar([("", share.quoted), ("bf-pale", share.reported)], most)
        made.append(
            Talk(
                actor.name if actor else share.name,
                links.to(page_path("actors", actor.slug)) if actor else None,
                plural(len(actor.appearances), "article") if actor else "",
                bar,
                share.quoted,
                share.reported,
                share.statements,
            )
        )
    return made


def _types(book: Book, shares: list[Share]) -> list[tuple[str, int]]:
    """Per cent of the named sources' words by type of actor, for those with a page."""
    words: dict[str, int] = defaultdict(int)
    for share in shares:
        if actor := book.actor(share.actor or ""):
            words[actor.type] += share.words
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
            own = next(s for s in (base, *(f"{base}-{n}" for n in range(2, 10**6))) if s not in taken)
            taken.add(own)
            made[name] = page_path("outlets", own)
    return made


def _outlets(book: Book, links: Links) -> list[Outlet]:
    paths = outlet_paths(book)
    return [
        _outlet(book, name, briefings, links.to(paths[name]) if name else None) for name, briefings in outlets_of(book)
    ]


def _outlet(book: Book, name: str, briefings: list[Briefing], href: str | None) -> Outlet:
    balances = [book.balance_of(b) for b in briefings]
    words = sum(s.words for b in balances for s in b.shares)
    quoted = sum(s.quoted for b in balances for s in b.shares)
    return Outlet(name, href, len(briefings), split_of(balances), round(100 * quoted / words) if words else 0)


def outlet_pages(book: Book, settings: Settings) -> Iterator[Page]:
    """An index of outlets, and for each its articles, the newest first."""
    path = "outlets/index.md"
    rendered = render("outlets.md.j2", outlets=_outlets(book, Links.of(path, settings.directory_urls)))
    yield Page(path, markdown(front_matter("Outlets", hide="navigation"), rendered), "Outlets")
    paths = outlet_paths(book)
    for name, briefings in outlets_of(book):
        if not name:
            continue
        links = Links.of(paths[name], settings.directory_urls)
        rendered = render(
            "outlet.md.j2",
            outlet=_outlet(book, name, briefings, None),
            articles=[
                (title_of(b), links.to(page_path("briefings", b.id)), date_shown(text_of(b.article.published)))
                for b in briefings
            ],
        )
        yield Page(paths[name], markdown(front_matter(name, hide="navigation"), rendered), name, "outlets")
