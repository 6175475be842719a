"""Saved web pages: the article that trafilatura finds in them, one paragraph a line, and the metadata they state.

Nothing is fetched. The offsets of such a seed hold against the text made here, not against the page's source.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from briefing.errors import SeedError
from briefing.ingest import dates, encoding, metadata
from briefing.ingest.raw import Given, Raw

# A page says its encoding near its top; browsers look no further than this either.
CHARSET_WITHIN = 4096
# Above the headline a page may have the name of its section; a longer line there is text.
LONGEST_KICKER = 40
# A description that begins as the text does is no standfirst; so much of it is compared.
SAME_START = 60

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(("p", "head", "item", "quote", "row", "list", "table", "code", "div", "figure", "body"))


def read(data: bytes, where: str) -> Raw:
    """A `.html` seed."""
    import trafilatura

    found = _CHARSET.search(data[:CHARSET_WITHIN])
    hint = found[1].decode("ascii", "replace").lower() if found else None
    page, warning = encoding.decode(data, where, "cp1252" if hint in ("iso-8859-1", "latin1", "ascii") else hint)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints name no file; ours do
    document: Any = None
    try:
        document = trafilatura.bare_extraction(
            _DECLARATION.sub("", page), with_metadata=True, include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except Exception as e:  # lxml and what stands on it fail in many ways on broken pages
        raise SeedError(where, f"is a page that cannot be read: {e}", "save the article's text as .txt") from None
    lines = list(_lines(document.body)) if document is not None else []
    if not lines:
        raise SeedError(where, "is a page in which no article was found", "save the article's text as .txt")
    text, marks = _text(lines)
    title = next((words for level, words in lines if level == "h1"), None)
    return Raw(text, _given(document, title, text, page), (warning,) if warning else (), False, marks)


def _lines(body: Any) -> Iterator[tuple[str, str]]:
    """Each paragraph's words, with "h1", "h2" … for a heading and "" for text."""
    parts: list[str] = []

    def flush(level: str = "") -> Iterator[tuple[str, str]]:
        words = " ".join("".join(parts).split())
        parts.clear()
        if any(c.isalnum() for c in words):
            yield level, words

    def walk(element: Any) -> Iterator[tuple[str, str]]:
        block = element.tag in _BLOCKS
        if block:
            yield from flush()
        elif element.tag in ("lb", "cell"):
            parts.append(" " if element.tag == "lb" or not "".join(parts).strip() else " | ")
        parts.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                yield from walk(child)
            parts.append(child.tail or "")
        if block:
            yield from flush(element.get("rend") or "h2" if element.tag == "head" else "")

    yield from walk(body)


def _text(lines: list[tuple[str, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    marks, at = [], 0
    top = next((i for i, (level, _) in enumerate(lines) if level == "h1"), 0)
    for i, (level, words) in enumerate(lines):
        if level or (i < top and len(words) <= LONGEST_KICKER):
            marks.append((at, "headline"))
        at += len(words) + 2
    return "\n\n".join(words for _, words in lines), tuple(marks)


def _given(document: Any, title: str | None, text: str, page: str) -> Given:
    site = document.sitename if document.sitename and document.sitename != document.hostname else None
    authors = [a.strip() for a in (document.author or "").split(";")]
    url = document.url if document.url and metadata.is_web_address(document.url) else None
    return Given(
        title=title or _without_site(document.title, site),
        standfirst=_standfirst(document.description, text),
        bylines=tuple(dict.fromkeys(a for a in authors if a and a != site)),
        outlet=site,
        published=_published(document.date, page),
        url=url,
        tags=tuple(dict.fromkeys(t.strip() for t in document.tags or () if t.strip())),
        licence=document.license or None,
    )


def _without_site(title: str | None, site: str | None) -> str | None:
    """A page's title without the " | Site" that many put behind it."""
    if title and (m := re.search(r"\s+[|–—-]\s+([^|–—]+)$", title)) and site:
        tail, name = m[1].strip().lower(), site.lower()
        if tail in name or name in tail:
            return title[: m.start()].strip() or title
    return title


def _standfirst(description: str | None, text: str) -> str | None:
    words = " ".join((description or "").split())
    if not words or words.endswith(("...", "…", "[…]")) or words[:SAME_START] in " ".join(text.split()):
        return next((line for line in text.split("\n\n") if words and line == words), None)
    return words


def _published(date: str | None, page: str) -> str | None:
    """The date, if the page has it in full: a month alone must not become the first of it."""
    iso = dates.whole(date) if date else None
    if not iso:
        return None
    year, month, day = iso.split("-")
    written = rf"{year}[-/.]?{month}[-/.]?{day}|{year}[-/]{int(month)}[-/]{int(day)}\b|{int(day)},?\s+{year}|{year}年"
    return iso if re.search(written, page) or re.search(rf"\b0?{int(day)}(?:st|nd|rd|th)?\s+\w+,?\s+{year}", page) else None
