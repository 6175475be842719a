"""The feed of the briefings: those with a date, the newest first."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.book import Book, text_of
from briefing.book.values import published
from briefing.model import Briefing
from briefing.site.about import title_of
from briefing.site.atom import Entry, date_time, feed, html
from briefing.site.cards import shortened
from briefing.site.links import page_path, url_of
from briefing.site.page import Page, Settings
from briefing.site.statements import voices
from briefing.site.templates import plural

FEED = "feed.xml"
NAMED = 6  # speakers


def feed_page(book: Book, settings: Settings) -> Iterator[Page]:
    """The feed, if any briefing has a date. What search engines are to leave alone is not in it."""
    entries = [
        _entry(briefing, day, settings)
        for briefing in book.briefings
        if (day := date_time(published(briefing))) and "noindex" not in (briefing.article.robots or "")
    ]
    if made := feed(FEED, settings.site_name or "Briefings", entries, settings):
        yield Page(FEED, made)


def _entry(briefing: Briefing, day: str, settings: Settings) -> Entry:
    article = briefing.article
    bylines = article.bylines.value if isinstance(article.bylines.value, tuple) else ()
    outlet = text_of(article.outlet)
    return Entry(
        url_of(page_path("briefings", briefing.id), settings.directory_urls),
        title_of(briefing),
        day,
        _content(briefing),
        bylines or ((outlet,) if outlet else ()),
        tuple(topic.label for topic in briefing.topics),
        article.licence or "",
    )


def _content(briefing: Briefing) -> str:
    """The summary, and who speaks."""
    parts = [f"<li>{html(shortened(item))}</li>" for item in briefing.summary]
    content = f"<ul>{''.join(parts)}</ul>" if parts else f"<p>{html(text_of(briefing.article.standfirst))}</p>"
    speakers = [(v.name, len(v.positions)) for v in voices(briefing) if v.name]
    if speakers:
        named = ", ".join(f"{html(name)} ({plural(count, 'statement')})" for name, count in speakers[:NAMED])
        content += f"<p>Who speaks: {named}{' and others' if len(speakers) > NAMED else ''}.</p>"
    return content
