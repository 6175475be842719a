"""Saved web pages: the article that trafilatura finds in them, one paragraph a line, and the stated metadata.

Nothing is fetched. The offsets of such a seed hold against the text made here, not against the page's source.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from briefing.errors import SeedError
from briefing.ingest import dates, encoding, metadata, shown_date
from briefing.ingest.raw import Given, Raw

# A page says its encoding near its top; browsers look no further than this either.
CHARSET_WITHIN = 4096
# Browsers pass over zero bytes; a page in UTF-16 has many.
MOST_ZEROS = 0.01
# From here on are the scripts of China, Japan and Korea, which write a name as one word.
FIRST_IDEOGRAPH = "\u2e80"
# Above the headline a page may have the name of its section; a longer line there is text.
LONGEST_KICKER = 40
# A description that begins as the text does is no standfirst; so much of it is compared.
SAME_START = 60

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
# Browsers read these as Windows-1252, and so the pages are written.
_LATIN = ("iso-8859-1", "latin1", "ascii", "us-ascii")
_MEND = "save the article's text as .txt"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Places where a browser may break a word; they are none of its letters.
_BREAKS = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BLOCKS = frozenset(("p", "head", "item", "quote", "row", "list", "table", "code", "div", "figure", "body"))


def read(data: bytes, where: str, charset: str | None = None) -> Raw:
    """A `.html` seed; `charset` is what the server said its encoding is, which counts before the page's own."""
    import trafilatura

    found = _CHARSET.search(data[:CHARSET_WITHIN])
    hint = charset or (found[1].decode("ascii", "replace").lower() if found else None)
    if data.count(0) <= MOST_ZEROS * len(data):
        data = data.replace(b"\0", b"")
    page, warning = encoding.decode(data, where, "cp1252" if hint in _LATIN else hint)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints name no file; ours do
    document: Any = None
    try:
        document = trafilatura.bare_extraction(
            _DECLARATION.sub("", page), with_metadata=True, include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except Exception as e:  # lxml and what stands on it fail in many ways on broken pages
        raise SeedError(where, f"is a page that cannot be read: {e}", _MEND) from None
    lines = list(_lines(document.body)) if document is not None else []
    if not lines:
        raise SeedError(where, "is a page in which no article was found", _MEND)
    text, marks = _text(lines)
    return Raw(text, _given(document, lines, page), (warning,) if warning else (), False, marks)


def _lines(body: Any) -> Iterator[tuple[str, str]]:
    """Each paragraph's words, with "h1", "h2" … for a heading and "" for text."""
    parts: list[str] = []

    def flush(level: str = "") -> Iterator[tuple[str, str]]:
        words = " ".join(_BREAKS.sub("", "".join(parts)).split())
        parts.clear()
        if any(c.isalnum() for c in words):
            yield level, words

    def walk(element: Any) -> Iterator[tuple[str, str]]:
        block = element.tag in _BLOCKS
        if block:
            yield from flush()
        elif element.tag in ("lb", "cell"):
            parts.append(" | " if element.tag == "cell" and "".join(parts).strip() else " ")
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


def _given(document: Any, lines: list[tuple[str, str]], page: str) -> Given:
    site = document.sitename if document.sitename and document.sitename != document.hostname else None
    headline = next((words for level, words in lines if level == "h1" and _may_be(words, document.title)), None)
    url = document.url if document.url and metadata.is_web_address(document.url) else None
    return Given(
        title=headline or _without_site(document.title, (site, document.hostname, document.author)),
        standfirst=_standfirst(document.description, lines),
        bylines=_authors(document.author, site),
        outlet=site,
        published=_published(document.date, page) or shown_date.find(_DECLARATION.sub("", page), document.date),
        url=url,
        tags=tuple(dict.fromkeys(t.strip() for t in document.tags or () if t.strip())),
        licence=document.license or None,
    )


def _authors(stated: str | None, site: str | None) -> tuple[str, ...]:
    """Persons among what a page states as its authors: no address, not the site, no half of a name."""
    found = [a.strip() for a in (stated or "").split(";")]
    found = [a for a in found if a and a != site and not re.search(r"https?|www|@|\.com", a, re.I)]
    whole = (a for a in found if " " in a or len(found) == 1 or a[0] >= FIRST_IDEOGRAPH)
    return tuple(dict.fromkeys(whole))


def _may_be(heading: str, title: str | None) -> bool:
    """Whether a heading of the first level may be the headline of a page that states this title: one of its words
    stands there too. What does not is a section's name, or a greeting."""
    if not title or not _long_words(title):
        return True
    return bool(_long_words(heading) & _long_words(title))


def _long_words(words: str) -> set[str]:
    return {w for w in re.findall(r"\w+", words.casefold()) if len(w) > 3 or not w.isascii()}


def _without_site(title: str | None, names: tuple[str | None, ...]) -> str | None:
    """A page's title without the " | Site" and " * by Author" that many put behind it."""
    known = [_plain(n) for n in names if n]
    while title and (m := re.search(r"\s+[|–—*-]\s+(?:by\s+)?([^|–—*]+)$", title)):
        tail = _plain(m[1])
        if not any(tail in n or n in tail for n in known):
            break
        title = title[: m.start()].strip()
    return title or None


def _plain(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()


def _standfirst(description: str | None, lines: list[tuple[str, str]]) -> str | None:
    """The page's description, unless it was cut short or is the article's own opening words."""
    words = " ".join((description or "").split())
    if not words or words.endswith(("...", "…", "[…]")):
        return None
    repeated = [level for level, line in lines if line.startswith(words[:SAME_START])]
    return None if repeated and not all(repeated) else words


def _published(date: str | None, page: str) -> str | None:
    """The date, if the page has it in full: a month alone must not become the first of it."""
    iso = dates.whole(date) if date else None
    if not iso:
        return None
    year, month, day = iso.split("-")
    in_figures = rf"{year}[-/.]?{month}[-/.]?{day}|{year}[-/.]{int(month)}[-/.]{int(day)}\b|{year}年"
    in_words = rf"\b0?{int(day)}(?:st|nd|rd|th)?,?\s+(?:\w+,?\s+)?{year}"
    return iso if re.search(f"{in_figures}|{in_words}", page) else None
