"""The timeline of the book: dated statements of its articles, each as precise as the article, each leading to its
sentence. What has no year stands apart: no year is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.book import Book
from briefing.book.values import Moment, published
from briefing.model import Span
from briefing.site.about import date_shown, title_of
from briefing.site.activity import Axis
from briefing.site.links import Links, page_path
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.passages import Mark
from briefing.site.rows import Marks
from briefing.site.templates import render

# More on one page than anybody reads: then each year has its own.
MOST = 250
DECADE = 30  # of one decade; more are told by year
INDEX = "timeline/index.md"


@dataclass(frozen=True, slots=True)
class Event:
    """A dated statement: when, in words as far as they go; its words; where they lead to; its article."""

    when: str
    parts: tuple[str, ...]
    mark: str
    href: str
    title: str
    article: str
    reported: str


def timeline_key(spans: Sequence[Span]) -> str:
    """Under which a dated statement has its mark among those of its briefing's page."""
    return f"t-{spans[0].start}-{spans[-1].end}"


def timeline_pages(book: Book, settings: Settings, marks: Marks) -> Iterator[Page]:
    """The timeline, in one page or in one for each year."""
    links = settings.links(INDEX)
    groups = list(_groups(book.timeline.dated))
    split = len(book.timeline.dated) > MOST
    axis = Axis.of(book.briefings)
    rendered = render(
        "timeline.md.j2",
        title="Timeline",
        total=len(book.timeline.dated),
        articles=len({m.briefing.id for m in book.timeline.dated}),
        activity=axis.activity(book.briefings) if axis else None,
        groups=[] if split else [(_heading(label), _events(group, links, marks)) for label, group in groups],
        pages=[(label, links.to(page_path("timeline", label)), len(g)) for label, g in groups] if split else [],
        undated=_events(book.timeline.undated[:MOST], links, marks),
        left_out=max(len(book.timeline.undated) - MOST, 0),
        back=None,
    )
    yield Page(INDEX, markdown(front_matter("Timeline", hide="navigation"), rendered), "Timeline")
    for label, group in groups if split else ():
        path = page_path("timeline", label)
        links = settings.links(path)
        rendered = render(
            "timeline.md.j2",
            title=label,
            total=len(group),
            articles=len({m.briefing.id for m in group}),
            activity=None,
            groups=[("Dated statements", _events(group, links, marks))],
            pages=[],
            undated=[],
            left_out=0,
            back=links.to(INDEX),
        )
        yield Page(path, markdown(front_matter(label, hide="navigation"), rendered), label, "timeline")


def _heading(label: str) -> str:
    """With a word before the number: MkDocs' own theme stumbles over anchors that begin with a digit."""
    return f"In the {label}" if label.endswith("s") else f"In {label}"


def _groups(moments: Sequence[Moment]) -> Iterator[tuple[str, list[Moment]]]:
    """By decade, and those decades by year of which there is much to tell."""
    for decade, group in groupby(moments, key=lambda m: m.sort[:3]):
        together = list(group)
        if len(together) <= DECADE:
            yield f"{decade}0s", together
            continue
        for year, own in groupby(together, key=_year):
            yield year, list(own)


def _year(moment: Moment) -> str:
    """Of "2010-06" the year; "2010s" is its own group, before the years."""
    return moment.sort[:5] if moment.sort[4:5] == "s" else moment.sort[:4]


def _events(moments: Sequence[Moment], links: Links, marks: Marks) -> list[Event]:
    made = []
    seen: set[tuple[str, int, str]] = set()
    for moment in moments:
        # A sentence may name one date twice.
        key = (moment.briefing.id, moment.spans[0].start, moment.sort or moment.when.text)
        if key in seen:
            continue
        seen.add(key)
        own = marks[moment.briefing.id]
        mark = own.get(moment.item or "") or own.get(timeline_key(moment.spans)) or Mark("", None)
        page = page_path("briefings", moment.briefing.id)
        made.append(
            Event(
                when_shown(moment),
                tuple(s.text for s in moment.spans),
                mark.label,
                links.to(page, mark.anchor),
                title_of(moment.briefing),
                links.to(page),
                date_shown(published(moment.briefing)),
            )
        )
    return made


def when_shown(moment: Moment) -> str:
    """As precise as the article: "20 June 2010", "June 2010", "2010", "2010s"; its own words without a year."""
    value = moment.sort or moment.when.value or ""
    if not value or value.startswith("-"):
        return moment.when.text
    return date_shown(value)
