"""What stands in a page's head for machines: citation tags that reference managers read, and JSON-LD.

Zotero takes the `citation_*` tags of a page; search engines and archives take schema.org's words. Both say what the
article is and what of it the page holds, no more than the page itself does.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from briefing.book import Book
from briefing.book.values import text_of
from briefing.model import Briefing
from briefing.site.about import title_of
from briefing.site.activity import iso
from briefing.site.escape import clean, encode
from briefing.site.feed import FEED
from briefing.site.links import Links, page_path, safe_url, url_of
from briefing.site.page import Page, Settings
from briefing.site.statements import voices

SCHEMA_TYPES = {"person": "Person", "organisation": "Organization", "country": "Country", "group": "Organization"}
MENTIONED = 20  # actors, the most salient first


def briefing_head(book: Book, briefing: Briefing, settings: Settings) -> Markup:
    """The tags of a briefing's page."""
    article = briefing.article
    bylines = article.bylines.value if isinstance(article.bylines.value, tuple) else ()
    day = iso(text_of(article.published))
    tags = [
        ("citation_title", title_of(briefing)),
        *(("citation_author", name) for name in bylines),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_journal_title", text_of(article.outlet)),
        ("citation_public_url", safe_url(article.url.value) or ""),
        ("citation_language", text_of(article.language)),
    ]
    lines = [f'<meta name="{name}" content="{encode(_line(value))}">' for name, value in tags if value]
    return Markup("\n".join([*lines, _script(_document(book, briefing, settings))]))


def _document(book: Book, briefing: Briefing, settings: Settings) -> dict[str, Any]:
    article = briefing.article
    page = _absolute(url_of(page_path("briefings", briefing.id), settings.directory_urls), settings)
    bylines = article.bylines.value if isinstance(article.bylines.value, tuple) else ()
    based_on = _filled(
        {
            "@type": "NewsArticle",
            "headline": title_of(briefing),
            "url": safe_url(article.url.value),
            "datePublished": iso(text_of(article.published)),
            "author": [{"@type": "Person", "name": name} for name in bylines],
            "publisher": {"@type": "Organization", "name": text_of(article.outlet)}
            if text_of(article.outlet)
            else None,
            "inLanguage": text_of(article.language),
        }
    )
    named = sorted((a for a in briefing.actors if a.named), key=lambda a: -a.salience)[:MENTIONED]
    mentions = []
    for actor in named:
        found = book.actor_of(briefing, actor.id)
        url = _absolute(url_of(page_path("actors", found.slug), settings.directory_urls), settings) if found else None
        same = f"https://www.wikidata.org/wiki/{found.wikidata}" if found and found.wikidata else None
        mentions.append(_filled({"@type": SCHEMA_TYPES[actor.type], "name": actor.name, "url": url, "sameAs": same}))
    quotations = [
        _filled(
            {
                "@type": "Quotation",
                "url": f"{page}#{position.id}",
                "text": " […] ".join(s.text for s in position.content),
                "spokenByCharacter": [
                    {"@type": SCHEMA_TYPES[a.type], "name": a.name} for a in voice.actors if a.type != "country"
                ],
            }
        )
        for voice in voices(briefing)
        for position in voice.positions
        if position.form == "direct"
    ]
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Report",
            "@id": page,
            "name": f"Briefing: {title_of(briefing)}",
            "url": page,
            "isBasedOn": based_on,
            "mentions": mentions,
            "hasPart": quotations,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _absolute(url: str, settings: Settings) -> str:
    """Below the site's address; without one, below its root."""
    return settings.site_url.rstrip("/") + "/" + url


def _script(document: dict[str, Any]) -> str:
    """The document as a script element: all but ASCII letters and marks is escaped, so that no word of an article
    can end the element or be anything but text."""
    text = json.dumps(_cleaned(document), ensure_ascii=True, separators=(",", ":"))
    for sign in "<>&'":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _cleaned(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_cleaned(v) for v in value]
    return _line(value) if isinstance(value, str) else value


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def robots(page: Page) -> Markup:
    """What search engines are to do with the page, where its article says so."""
    return Markup(f'<meta name="robots" content="{encode(page.robots)}">' if page.robots else "")


def feed_link(here: str, site_name: str) -> Markup:
    """By which the page at this URL tells readers of the feed."""
    href = Links(here).to(FEED)
    return Markup(
        f'<link rel="alternate" type="application/atom+xml" title="{encode(_line(site_name))}" href="{encode(href)}">'
    )


def moved(to: str) -> Markup:
    """For a page that has moved to this relative link."""
    return Markup(f'<meta http-equiv="refresh" content="0; url={encode(to)}">')
