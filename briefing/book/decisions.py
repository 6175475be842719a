"""`book.review.yaml`: what a person decides across articles.

docs/book.md describes every key; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing import yamlfile
from briefing.errors import ReviewError
from briefing.review.reading import Keys, flag, names, text
from briefing.review.schema import date

NAME = "book.review.yaml"

_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")


@dataclass(frozen=True, slots=True)
class Whom:
    """An actor by a name, an alias or its id in the book; with `articles`, as it stands in one of those."""

    at: str
    name: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorDecision:
    """What to do with one actor of the book. `page` is None where the book is to decide."""

    whom: Whom
    merge: tuple[Whom, ...] = ()
    split: tuple[tuple[str, ...], ...] = ()
    apart: tuple[Whom, ...] = ()
    rename: str | None = None
    describe: str | None = None
    wikidata: str | None = None
    page: bool | None = None


@dataclass(frozen=True, slots=True)
class TopicDecision:
    """What to do with one topic."""

    at: str
    name: str
    merge: tuple[str, ...] = ()
    rename: str | None = None
    describe: str | None = None
    page: bool | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """`article` is a version of `of`; with `no`, it is none, however alike the two are."""

    at: str
    article: str
    of: str
    no: bool = False


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """Articles that are one story, or with `apart` none."""

    at: str
    articles: tuple[str, ...]
    title: str | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Decisions:
    """A whole file; empty where there is none."""

    where: str = NAME
    by: str | None = None
    date: str | None = None
    actors: tuple[ActorDecision, ...] = ()
    topics: tuple[TopicDecision, ...] = ()
    versions: tuple[Version, ...] = ()
    stories: tuple[StoryDecision, ...] = ()


def path_for(seeds: Path | str) -> Path:
    """Where the review of a book lies: beside its folder of seeds."""
    return Path(seeds).absolute().parent / NAME


def read(path: Path) -> Decisions:
    """The review of a book; an empty one where there is no such file. Raises ReviewError, which names the line."""
    where = path.name
    if not path.is_file():
        return Decisions(where)
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ReviewError(where, f"cannot be read: {error.strerror or error}", "check the file") from None
    except UnicodeDecodeError:
        raise ReviewError(where, "is not in UTF-8", "save it in the encoding UTF-8") from None
    keys = Keys(yamlfile.load(content, where, ReviewError), where, "a book's review", BOOK_KEYS)
    reviewed = keys.mapping("reviewed", "reviewed", REVIEWED_KEYS)
    return Decisions(
        where,
        reviewed.get("by", text),
        reviewed.get("date", date),
        tuple(_actor(item, where) for item, _ in keys.items("actors")),
        tuple(_topic(item, where) for item, _ in keys.items("topics")),
        tuple(_version(item, where) for item, _ in keys.items("versions")),
        tuple(_story(item, where) for item, _ in keys.items("stories")),
    )


BOOK_KEYS = ("reviewed", "actors", "topics", "versions", "stories")
REVIEWED_KEYS = ("by", "date")
ACTOR_KEYS = ("name", "in", "merge", "split", "apart", "rename", "describe", "wikidata", "page", "hide")
WHOM_KEYS = ("name", "in")
TOPIC_KEYS = ("name", "merge", "rename", "describe", "page", "hide")
VERSION_KEYS = ("article", "of", "not")
STORY_KEYS = ("articles", "title", "apart")


def _actor(item: Any, where: str) -> ActorDecision:
    keys = Keys(item, where, "actors", ACTOR_KEYS)
    if not any(key in keys for key in ACTOR_KEYS[2:]):
        raise ReviewError(keys.at(), "decides nothing", f"give one of: {', '.join(ACTOR_KEYS[2:])}")
    return ActorDecision(
        Whom(keys.at(), keys.need("name", text), keys.get("in", names) or ()),
        tuple(_whom(one, at, where) for one, at in keys.items("merge")),
        tuple(names(one, at, "split") for one, at in keys.items("split")),
        tuple(_whom(one, at, where) for one, at in keys.items("apart")),
        keys.get("rename", text),
        keys.get("describe", text),
        keys.get("wikidata", _wikidata),
        _page(keys),
    )


def _whom(item: Any, at: str, where: str) -> Whom:
    if not isinstance(item, yamlfile.Mapping):
        return Whom(at, text(item, at, "an actor"))
    keys = Keys(item, where, "an actor", WHOM_KEYS)
    return Whom(at, keys.need("name", text), keys.get("in", names) or ())


def _page(keys: Keys) -> bool | None:
    page, hide = keys.get("page", flag), keys.get("hide", flag)
    if page and hide:
        raise ReviewError(keys.at("hide"), "both has a page and is hidden", "keep one of the two")
    return False if hide else page


def _wikidata(value: Any, at: str, key: str) -> str:
    found = text(value, at, key)
    if not _WIKIDATA.fullmatch(found):
        raise ReviewError(at, f"wikidata: “{found}” is no item's id", "write it as Q207")
    return found


def _topic(item: Any, where: str) -> TopicDecision:
    keys = Keys(item, where, "topics", TOPIC_KEYS)
    if not any(key in keys for key in TOPIC_KEYS[1:]):
        raise ReviewError(keys.at(), "decides nothing", f"give one of: {', '.join(TOPIC_KEYS[1:])}")
    read_all: Callable[[str], str | None] = lambda key: keys.get(key, text)  # noqa: E731
    return TopicDecision(
        keys.at(), keys.need("name", text), keys.get("merge", names) or (), read_all("rename"), read_all("describe"),
        _page(keys),
    )  # fmt: skip


def _version(item: Any, where: str) -> Version:
    keys = Keys(item, where, "versions", VERSION_KEYS)
    return Version(keys.at(), keys.need("article", text), keys.need("of", text), bool(keys.get("not", flag)))


def _story(item: Any, where: str) -> StoryDecision:
    keys = Keys(item, where, "stories", STORY_KEYS)
    articles = keys.need("articles", names)
    if len(articles) < 2:
        raise ReviewError(keys.at("articles"), "a story has two articles or more", "name another, or remove the entry")
    return StoryDecision(keys.at(), articles, keys.get("title", text), bool(keys.get("apart", flag)))
