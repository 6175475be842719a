"""Front matter's keys to metadata: each value checked for its kind, each error naming key and mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from briefing.errors import FrontMatterError
from briefing.ingest import bylines, dates
from briefing.ingest.raw import Given
from briefing.model import KINDS

SHOWN_LETTERS = 80
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_WORDS = ("title", "standfirst", "outlet", "licence", "id", "version_of", "file")
_ROBOTS = re.compile(
    r"(?:all|none|index|noindex|follow|nofollow|noarchive|nosnippet|noimageindex|notranslate|max-[a-z-]+:\s?-?\w+"
    r"|unavailable_after:[\w :+,-]+)"
)


# White space, control and unseen characters, and what closes an attribute or a line.
_NOT_IN_ADDRESS = re.compile(
    r"[\s\x00-\x20\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff<>\"]"
)


def from_front_matter(keys: dict[str, Any], where: str) -> tuple[Given, tuple[str, ...]]:
    """What `keys` (of `frontmatter.split`) state, and warnings for what had to be left out."""
    warnings: list[str] = []
    lines = getattr(keys, "lines", {})

    def at(key: str) -> str:
        """File and line of a key."""
        return f"{where}:{lines[key]}" if key in lines else where

    def words(key: str) -> str | None:
        return _words(key, keys.get(key), at(key))

    plain = {k: words(k) for k in _WORDS}
    address = words("url")
    if address and not is_web_address(address):
        shown = _shown(address)
        warnings.append(f"{at('url')}: the url {shown} was left out (it must begin with http:// or https://)")
        address = None
    return Given(
        **plain,
        bylines=_authors(keys, at),
        published=_date("date", keys.get("date"), at("date")),
        retrieved=_date("retrieved", keys.get("retrieved"), at("retrieved")),
        url=address,
        language=_language(words("language"), at("language")),
        tags=_tags(keys.get("tags"), at("tags")),
        publish=_publish(keys.get("publish"), at("publish")),
        robots=_robots(words("robots"), at("robots")),
        kind=_kind(words("kind"), at("kind")),
    ), tuple(warnings)


def _shown(value: str) -> str:
    """A wrong value in a message."""
    return repr(value if len(value) <= SHOWN_LETTERS else f"{value[:SHOWN_LETTERS]}…")


def is_web_address(address: str) -> bool:
    """Whether a link may be made of it: http or https, a host, and nothing that ends or hides a part of it."""
    if _NOT_IN_ADDRESS.search(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _words(key: str, value: Any, where: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a list of keys"
        raise FrontMatterError(where, f"{key!r} is {kind}, not words", f"write it as {key}: words")
    return " ".join(value.split()) or None


def _list(key: str, value: Any, where: str) -> list[str]:
    found = [_words(key, v, where) for v in value] if isinstance(value, list) else []
    return [v for v in found if v]


def _authors(keys: dict[str, Any], at: Callable[[str], str]) -> tuple[str, ...]:
    given = [k for k in ("author", "authors", "byline") if keys.get(k) is not None]
    if len(given) > 1:
        trouble = f"both {given[0]!r} and {given[1]!r} are given"
        raise FrontMatterError(at(given[1]), trouble, "keep one of them")
    if not given:
        return ()
    value, where = keys[given[0]], at(given[0])
    if isinstance(value, list):
        return tuple(dict.fromkeys(_list(given[0], value, where)))
    line = _words(given[0], value, where)
    return bylines.names(line) if line else ()


def _date(key: str, value: Any, where: str) -> str | None:
    text = _words(key, value, where)
    if text is None:
        return None
    if found := dates.whole(text):
        return found
    mend = "write year, month and day: 2015-08-21"
    what = "the date" if key == "date" else key
    raise FrontMatterError(where, f"{what} {_shown(text)} is not a whole date", mend)


def _language(text: str | None, where: str) -> str | None:
    """An ISO 639-1 code of a code with or without a region, or of a language's English name."""
    if text is None:
        return None
    if m := re.fullmatch(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9-]+)?", text):
        return m[1].lower()
    from babel import Locale

    names = Locale("en").languages
    code = next((c for c, name in names.items() if name.lower() == text.lower() and len(c) == 2), None)
    if code is None:
        raise FrontMatterError(where, f"the language {_shown(text)} is not known", "write its two-letter code: en")
    return code


def _tags(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",")
    if isinstance(value, dict):
        raise FrontMatterError(where, "'tags' is a list of keys, not words", "write it as tags: [one, two]")
    return tuple(dict.fromkeys(_list("tags", value, where)))


def _publish(value: Any, where: str) -> bool:
    text = (_words("publish", value, where) or "true").lower()
    if text not in _TRUE + _FALSE:
        raise FrontMatterError(where, f"'publish' is {_shown(text)}", "write publish: true or publish: false")
    return text in _TRUE


def _kind(text: str | None, where: str) -> str | None:
    if text is None or text.lower() in KINDS:
        return text and text.lower()
    raise FrontMatterError(where, f"the kind {_shown(text)} is not known", f"write one of {', '.join(KINDS)}")


def _robots(text: str | None, where: str) -> str | None:
    if text is None:
        return None
    for part in text.lower().split(","):
        if not _ROBOTS.fullmatch(part.strip()):
            raise FrontMatterError(where, f"'robots' has {_shown(part.strip())}, which no search engine knows",
                                   "write robots: noindex")  # fmt: skip
    return text.lower()
