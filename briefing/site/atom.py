"""Atom feeds (RFC 4287). Nothing in them comes from a clock: a feed of what has no date has no entry."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from briefing.site.escape import clean
from briefing.site.page import Settings

ENTRIES = 50  # the newest; readers ask often, and what is older is on the pages

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells of one page. `href` is below the site's root, `updated` a date-time, `content` HTML."""

    href: str
    title: str
    updated: str
    content: str
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    rights: str = ""


def date_time(value: str) -> str:
    """A date as a date-time of RFC 3339, its day at midnight where no time with a zone is stated; "" for less than a
    day: an invented one would be told as a fact."""
    found = _DAY.match(value)
    if not found:
        return ""
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
        datetime.fromisoformat(found[0])
    except ValueError:
        return ""
    return f"{found[0]}T00:00:00Z"


def feed(path: str, title: str, entries: Sequence[Entry], settings: Settings, page: str = "") -> str:
    """The feed that stands at `path`, the newest entries first; "" without an entry, since a feed needs a date.

    `page` is the address of the page with the same content. Without an address of the site, links are relative to the
    feed, which Atom allows, and names are made of the site's name.
    """
    newest = sorted(entries, key=lambda e: (e.updated, e.href), reverse=True)[:ENTRIES]
    if not newest:
        return ""
    base = settings.site_url.rstrip("/") + "/" if settings.site_url else ""
    author = settings.site_name or "Briefing"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{f" xml:base={_attribute(base)}" if base else ""}>',
        f"<id>{_text(_id(path, settings))}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{newest[0].updated}</updated>",
        f"<author><name>{_text(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(base + path)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(base + page or "./")}/>',
        "<generator>Briefing</generator>",
    ]
    for entry in newest:
        lines += [
            "<entry>",
            f"<id>{_text(_id(entry.href, settings))}</id>",
            f"<title>{_text(entry.title)}</title>",
            f"<updated>{entry.updated}</updated>",
            *(f"<author><name>{_text(name)}</name></author>" for name in entry.authors),
            f'<link rel="alternate" type="text/html" href={_attribute(base + entry.href)}/>',
            *(f"<category term={_attribute(term)}/>" for term in entry.categories),
            *([f"<rights>{_text(entry.rights)}</rights>"] if entry.rights else []),
            f'<content type="html">{_text(entry.content)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def html(text: str) -> Markup:
    """Words of an article as text in an entry's HTML."""
    return Markup.escape(clean(text))


def _id(path: str, settings: Settings) -> str:
    """A name that stays: the address, or where that is not known a name made of the site's and the path."""
    if settings.site_url:
        return settings.site_url.rstrip("/") + "/" + path
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'briefing:{settings.site_name}:{path}')}"


def _text(text: str) -> str:
    return escape(" ".join(clean(text).split()))


def _attribute(text: str) -> str:
    return quoteattr(" ".join(clean(text).split()))
