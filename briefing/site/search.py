"""What of a page is in the search, whichever search the site has, and what it can be narrowed by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from markupsafe import Markup

from briefing.book import Book, BookActor, BookTopic
from briefing.book.values import published, text_of
from briefing.model import Briefing
from briefing.site.about import date_shown, title_of
from briefing.site.activity import iso
from briefing.site.escape import encode
from briefing.site.facets import facet, outlet_of, year_of
from briefing.site.links import page_path
from briefing.site.page import Page
from briefing.site.templates import plural, render

FACETS = ("actor", "topic", "outlet", "year", "kind")
PAGEFIND_FROM = 1_000
"""Briefings from which Material's search keeps its readers waiting: python -m tests.benchmarks.searching."""
UNDATED = "0000"

# Below such a heading is nothing that is searched. Material makes an entry of it all the same, and its time until
# the first answer goes by entries.
_EMPTY = re.compile(r"(<h2 id=\"[^\"]*\")(>(?:(?!</h2>).)*</h2>\s*<\w+ [^<>]*data-search-exclude[\s=>])", re.S)
_BODY = re.compile(r"(<article\b)([^>]*class=\"md-content__inner)")
_HEADER = re.compile(r"(<nav class=\"md-header__inner.*?)(<div class=\"md-header__source\"|</nav>)", re.S)
_CHOSEN = re.compile(r"^[^#\n]*\bsearch:\s*[\"']?pagefind\b", re.M)


def without_empty_sections(html: str) -> str:
    """The content of one of our pages, with those headings left out of the search that have nothing to find."""
    return _EMPTY.sub(r"\1 data-search-exclude\2", html)


def search_advice(briefings: int, settings: str = "") -> str | None:
    """That a book of so many is better searched by Pagefind, if `settings`, the text of mkdocs.yml, do not say so."""
    if briefings < PAGEFIND_FROM or _CHOSEN.search(settings):
        return None
    return (
        f"{briefings:,} briefings: readers wait for the search. With `search: pagefind` below `briefing:` in "
        "mkdocs.yml they do not (docs/search.md)"
    )


# ---- What Pagefind takes from a page ----


def with_facts(pages: Iterable[Page], book: Book) -> Iterator[Page]:
    """The pages; those of briefings, actors and topics tell Pagefind what they can be found by besides their words."""
    facts = _Facts.of(book)
    subjects: dict[str, Briefing | BookActor | BookTopic] = {}
    subjects |= {page_path("briefings", b.id): b for b in book.briefings}
    subjects |= {page_path("actors", a.slug): a for a in book.actors}
    subjects |= {page_path("topics", t.slug): t for t in book.topics}
    for page in pages:
        subject = subjects.get(page.path)
        yield replace(page, head=page.head + facts.head(subject)) if subject else page


def page_facts(title: str, about: str) -> Markup:
    """The same for a page that is none of ours."""
    return _head(title, about, "", [("kind", "page")])


@dataclass(frozen=True, slots=True)
class _Facts:
    """Names of the actors and topics that are a choice, by their ids, and of those of each briefing."""

    actors: Mapping[str, str]
    topics: Mapping[str, str]
    of_briefing: Mapping[str, list[tuple[str, str]]]

    @classmethod
    def of(cls, book: Book) -> _Facts:
        actors = _choices("actor", book, [(a.slug, a.name, a.articles) for a in book.actors])
        topics = _choices("topic", book, [(t.slug, t.label, [b for b, _ in t.entries]) for t in book.topics])
        found: dict[str, list[tuple[str, str]]] = {}
        for actor in book.actors:
            for briefing in actor.articles if actor.slug in actors else ():
                found.setdefault(briefing.id, []).append(("actor", actors[actor.slug]))
        for topic in book.topics:
            for briefing, _ in topic.entries if topic.slug in topics else ():
                found.setdefault(briefing.id, []).append(("topic", topics[topic.slug]))
        return cls(actors, topics, found)

    def head(self, of: Briefing | BookActor | BookTopic) -> Markup:
        if isinstance(of, Briefing):
            day, outlet = text_of(of.article.published), outlet_of(of)
            about = [outlet, date_shown(day) or "date not stated", "" if of.kind == "news" else of.kind]
            facts = [*self.of_briefing.get(of.id, ()), ("outlet", outlet), ("year", year_of(of)), ("kind", of.kind)]
            return _head(title_of(of), " · ".join(filter(None, about)), iso(published(of)), facts)
        if isinstance(of, BookActor):
            about = [of.type, plural(len(of.articles), "article")]
            about += [plural(of.statements, "statement")] if of.statements else []
            own = self.actors.get(of.slug, "")
            return _head(of.name, " · ".join(about), "", [("actor", own), ("kind", "actor")])
        own = self.topics.get(of.slug, "")
        about = ["topic", plural(len(of.entries), "article")]
        return _head(of.label, " · ".join(about), "", [("topic", own), ("kind", "topic")])


def _choices(name: str, book: Book, keys: Iterable[tuple[str, str, Iterable[Briefing]]]) -> dict[str, str]:
    """The labels of those that are worth choosing, as in the lists; two of one name are told apart by their ids."""
    made = list(keys)
    kept = facet(name, name, len(book.briefings), [(k, label) for k, label, of in made for _ in of], least=2).numbers
    labels = {key: label for key, label, _ in made if key in kept}
    times = Counter(labels.values())
    return {key: f"{label} ({key})" if times[label] > 1 else label for key, label in labels.items()}


def _head(title: str, about: str, date: str, facts: Iterable[tuple[str, str]]) -> Markup:
    tags = [("meta", "title", title), ("meta", "about", about), ("sort", "date", date or UNDATED)]
    tags += [("filter", name, value) for name, value in dict.fromkeys(facts) if value]
    return Markup("").join(
        Markup(f'<meta data-pagefind-{what}="{name}[content]" content="{encode(" ".join(value.split()))}">')
        for what, name, value in tags
    )


# ---- What a page gets for it ----


def searched(html: str) -> str:
    """The page with its content marked for Pagefind."""
    return _BODY.sub(r"\1 data-pagefind-body\2", html, count=1)


def search_box(html: str) -> str:
    """The page with a search box in Material's header, where the theme has its own."""
    return _HEADER.sub(lambda m: m[1] + _box() + m[2], html, count=1)


@cache
def _box() -> str:
    return render("search.j2").replace("\n", "")
