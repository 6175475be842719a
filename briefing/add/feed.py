"""Feeds: RSS and Atom, by feedparser; each item with what the feed says of it, and its text if that is whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from briefing.add import extras, markup
from briefing.add.draft import Draft, of_lines, tidy
from briefing.errors import SeedError
from briefing.ingest import dates
from briefing.ingest.metadata import is_web_address
from briefing.ingest.raw import Given

# Feeds hold some 10 to 100 items; what has more is an archive, of which the first ones are read.
MOST_ITEMS = 300
# A content of fewer words may be a teaser, and the page itself is fetched.
WHOLE_WORDS = 150

_ROOT = re.compile(r"(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_MORE = r"(?:read more|continue reading|weiterlesen|lire la suite|seguir leyendo)"
_CUT_SHORT = re.compile(rf"(?:\[?(?:…|\.\.\.)\]?|\b{_MORE}\W*)$", re.I)
# Lines that blog programs put below each item.
_APPENDED = re.compile(rf"(?:the post .{{1,300}} (?:first )?appeared (?:first )?on .{{1,100}}|{_MORE}.{{0,80}})$", re.I)


@dataclass(frozen=True, slots=True)
class Item:
    """An item: where its page is, what the feed states, and its whole text where the feed has it."""

    url: str | None
    given: Given
    whole: Draft | None


def is_feed(data: bytes) -> bool:
    """Whether a file's first element is a feed's."""
    # A feed in UTF-16 is one too: in its marks every second byte is zero.
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return bool(_ROOT.match(head.decode("latin-1")))


def read(data: bytes, where: str, base: str | None = None) -> list[Item]:
    """The items of a feed, in its order. Raises SeedError, MissingExtraError."""
    feedparser = extras.need("feed", where)
    try:
        found = feedparser.parse(data)
    except Exception as error:  # so broken that even its loose parser stumbles
        raise SeedError(where, f"is a feed that cannot be read ({type(error).__name__})", _MEND) from None
    if not found.version and not found.entries:
        raise SeedError(where, "is no feed", _MEND)
    outlet = tidy(str(found.feed.get("title") or "")) or None
    return [_item(entry, outlet, base) for entry in found.entries[:MOST_ITEMS]]


_MEND = "give the address of an RSS or Atom feed"


def _item(entry: Any, outlet: str | None, base: str | None) -> Item:
    link = urljoin(base, entry.get("link") or "") if base else entry.get("link") or ""
    names = [tidy(str(a.get("name") or "")) for a in entry.get("authors") or ()] or [
        tidy(str(entry.get("author") or ""))
    ]
    given = Given(
        title=_words(entry.get("title")),
        bylines=tuple(dict.fromkeys(n for n in names if n and "@" not in n)),
        outlet=outlet,
        published=dates.whole(str(entry.get("published") or "")[:80]),
        url=link if is_web_address(link) else None,
        tags=tuple(dict.fromkeys(t for tag in entry.get("tags") or () if (t := _words(tag.get("term"))))),
    )
    return Item(given.url, given, _whole(entry, given))


def _words(markup_: object) -> str | None:
    """Plain words of a title or tag, which may hold marks and entities."""
    return tidy(" ".join(words for _, words in markup.lines(str(markup_ or "")))) or None


def _whole(entry: Any, given: Given) -> Draft | None:
    """The item's text, where the feed has all of it as far as can be seen."""
    longest = max((str(c.get("value") or "") for c in entry.get("content") or ()), key=len, default="")
    lines = markup.lines(longest)
    while lines and _APPENDED.match(lines[-1][1]):
        lines.pop()
    if sum(len(words.split()) for _, words in lines) < WHOLE_WORDS or _CUT_SHORT.search(lines[-1][1]):
        return None
    return of_lines(lines, given)
