"""Whether JSON that anybody may have written is a briefing: each value of its kind, and the parts agreeing.

`Briefing.from_dict` trusts what it reads, since our own writer wrote it. A file that lies beside a seed can be
written by hand, with a right checksum: what is checked here is what pages, data and the book rely on. Whether the
words are the article's is the evidence gate's business.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
import re
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from briefing.ids import words_of
from briefing.ingest.metadata import is_web_address
from briefing.model import KINDS, Article, Block, Briefing, Field, Review, Sentence, Value, When

# What every reader of the published JSON keeps exactly.
MOST = 2**53 - 1

_ID = re.compile(r"[a-z0-9-]{1,200}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9-]{1,20})?")
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WHEN = re.compile(rf"\d{{4}}(?:-{_MONTH}(?:-{_DAY})?|s|/\d{{4}})?|--{_MONTH}(?:-{_DAY})?")


class FormError(ValueError):
    """The first thing that is wrong, and where: "positions[3].cue.start is no whole number"."""


def briefing_of(data: Any) -> Briefing:
    """`Briefing.from_dict` for a document of any origin. Raises FormError."""
    if not isinstance(data, dict) or not isinstance(data.get("seed"), dict):
        raise FormError("it is no briefing")
    _fields(Article, {**data, **data["seed"], "warnings": []}, "", skip=())
    _fields(Briefing, data, "", skip=("article",))
    try:
        briefing = Briefing.from_dict(data)
    except ValueError as error:  # another schema
        raise FormError(str(error)) from None
    _agrees(briefing)
    return briefing


# ---- Kinds


@cache
def _hints(cls: Any) -> dict[str, tuple[Any, bool]]:
    """The annotation of each field, and whether it must be there."""
    hints = typing.get_type_hints(cls)
    return {f.name: (hints[f.name], f.default is dataclasses.MISSING) for f in dataclasses.fields(cls)}


def _fields(cls: type[Value], data: Mapping[str, Any], where: str, skip: Iterable[str]) -> None:
    for name, (hint, needed) in _hints(typing.cast(Any, cls)).items():
        if name in skip:
            continue
        place = f"{where}.{name}" if where else name
        if name in data:
            _value(hint, data[name], place)
        elif needed:
            raise FormError(f"{place} is missing")


def _value(hint: Any, value: Any, where: str) -> None:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        _one_of(args, value, where)
    elif origin is typing.Literal:
        if value not in args or not isinstance(value, str):
            raise FormError(f"{where} is none of {', '.join(args)}")
    elif origin is tuple:
        if not isinstance(value, list):
            raise FormError(f"{where} is no list")
        for n, item in enumerate(value):
            _value(args[0], item, f"{where}[{n}]")
    elif isinstance(hint, type) and issubclass(hint, Value):
        if not isinstance(value, dict):
            raise FormError(f"{where} is no mapping")
        _fields(hint, value, where, skip=())
    else:
        _plain(hint, value, where)


def _one_of(args: tuple[Any, ...], value: Any, where: str) -> None:
    if value is None and types.NoneType in args:
        return
    if isinstance(value, str) and str in args:
        return
    others = [a for a in args if a not in (types.NoneType, str)]
    if not others:
        raise FormError(f"{where} is no text")
    _value(others[0], value, where)


def _plain(hint: Any, value: Any, where: str) -> None:
    if hint is float:  # each in the model is a share
        if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= 1:
            raise FormError(f"{where} is no number from 0 to 1")
    elif hint is int:
        if type(value) is not int or not 0 <= value <= MOST:
            raise FormError(f"{where} is no whole number from 0 to {MOST}")
    elif not isinstance(value, hint):
        raise FormError(f"{where} is {'neither true nor false' if hint is bool else 'no text'}")


# ---- The parts


def _agrees(b: Briefing) -> None:
    article = b.article
    if b.kind not in KINDS or article.stated_kind not in (None, *KINDS):
        raise FormError("its kind is not known")
    _metadata(article)
    for name, blocks in (
        ("paragraphs", article.paragraphs),
        ("sentences", b.sentences),
        ("furniture", article.furniture),
    ):
        _in_order(name, blocks)
    lists = {"summary": b.summary, "actors": b.actors, "positions": b.positions, "background": b.background}
    ids = {name: {i.id for i in items} for name, items in lists.items()}  # type: ignore[attr-defined]
    for name, items in lists.items():
        if len(ids[name]) < len(items):
            raise FormError(f"{name} has an id twice")
        if wrong := sorted(i for i in ids[name] if not _ID.fullmatch(i)):
            raise FormError(f"{name} has the id {wrong[0][:80]!r}")
    for p in b.positions:
        if not {p.actor, *p.actors} <= {None, *ids["actors"]} or not {p.within} <= {None, *ids["positions"]}:
            raise FormError(f"position {p.id} names an actor or a position that is not there")
        if p.actor is not None and p.actor not in p.actors:
            raise FormError(f"position {p.id} has an actor who is not among its actors")
    if b.review != Review() or b.frozen or _reviewed(b):
        raise FormError("it has a review, which belongs into a file of its own")
    for when in (*(x.when for x in b.background), *(x.when for x in b.timeline)):
        _time(when)
    if wrong := [t.anchor for t in b.timeline if t.anchor is not None and not _is_day(t.anchor)]:
        raise FormError(f"the timeline counts from {wrong[0][:80]!r}")
    _named(b)


def _metadata(article: Article) -> None:
    for name in ("title", "standfirst", "published", "outlet", "url", "language"):
        if not isinstance(getattr(article, name).value, str | None):
            raise FormError(f"{name} is a list")
    if isinstance(article.bylines.value, str):
        raise FormError("bylines is no list")
    language, published = article.language.value, article.published.value
    if language is not None and not _LANGUAGE.fullmatch(str(language)):
        raise FormError(f"the language is {language[:80]!r}")
    if published is not None and not _is_day(str(published)):
        raise FormError(f"the date is {published[:80]!r}")
    if article.url.value is not None and not is_web_address(str(article.url.value)):
        raise FormError("url is no web address")


def _is_day(value: str) -> bool:
    try:
        return bool(_DATE.fullmatch(value) and datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _in_order(name: str, blocks: Iterable[Block | Sentence | Any]) -> None:
    if any(b.start < a.end for a, b in pairwise(blocks)):
        raise FormError(f"{name} overlap, or stand in another order than in the text")


def _reviewed(b: Briefing) -> bool:
    own = [getattr(b.article, f.name) for f in dataclasses.fields(b.article)]
    given: tuple[Any, ...] = (*b.actors, *b.positions, *b.summary, *b.background)
    return any(item.basis == "reviewed" for item in (*given, *(f for f in own if isinstance(f, Field))))


def _time(when: When | None) -> None:
    if when is not None and when.value is not None and not _WHEN.fullmatch(when.value):
        raise FormError(f"a date is {when.value[:80]!r}")


def _named(b: Briefing) -> None:
    """Names are of the words by which the article speaks of the actor, topics of those of their passages."""
    given = [(name, a.mentions) for a in b.actors for name in (a.name, *a.aliases)]
    for name, spans in (*given, *((t.label, t.spans) for t in b.topics)):
        if not name.strip() or not {w for s in spans for w in words_of(s.text)}.issuperset(words_of(name)):
            raise FormError(f"the name {name[:80]!r} is not of the words of its passages")
    known = set(words_of(b.article.text))
    if wrong := [phrase for phrase in b.phrases if not known.issuperset(words_of(phrase))]:
        raise FormError(f"the phrase {wrong[0][:80]!r} is not of the article’s words")
