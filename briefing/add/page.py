"""Web pages: saved ones and fetched ones."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from briefing.add import addresses
from briefing.add.draft import Draft, of_raw
from briefing.errors import SeedError
from briefing.ingest import html

# A fetched page with fewer words of article asks for consent or a subscription, or is a list of links.
LEAST_WORDS = 40

_FEED = re.compile(rb"<link\b[^>]{0,500}application/(?:rss|atom)\+xml[^>]{0,500}>", re.I)
_HREF = re.compile(rb"\bhref\s*=\s*[\"']?([^\"'\s>]{1,500})", re.I)


def read(data: bytes, where: str, charset: str | None = None) -> Draft:
    """The article of a page's bytes. Raises SeedError."""
    return of_raw(html.read(data, where, charset))


def read_fetched(data: bytes, asked: str, url: str, charset: str | None = None) -> Draft:
    """The article of a page that was asked for as `asked` and came from `url`."""
    try:
        draft = read(data, asked, charset)
        if len(draft.text.split()) < LEAST_WORDS:
            raise SeedError(
                asked, "has too few words for an article: does the page ask for consent, or to log in?",
                "open it in a browser, save the page and add the file",
            )  # fmt: skip
    except SeedError as error:
        if feed := _feed_of(data, url):
            raise SeedError(asked, error.trouble, f"the page names a feed; to add its articles: {feed}") from None
        raise
    stated = draft.given.url
    # A page of one site must not pass itself off as one of another.
    proper = stated if stated and addresses.same_site(stated, url) else url
    ways = tuple(dict.fromkeys((asked, url, proper)))
    return replace(draft, given=replace(draft.given, url=proper), addresses=ways)


def _feed_of(data: bytes, url: str) -> str | None:
    link = _FEED.search(data, 0, 200_000)
    href = _HREF.search(link[0]) if link else None
    if not href:
        return None
    try:
        return addresses.checked(urljoin(url, href[1].decode("ascii", "replace")))
    except Exception:  # no address: then there is nothing to name
        return None
