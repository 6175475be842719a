"""The vocabulary: plain frozen values, from a seed's `Article` to the `Briefing` made of it.

All offsets are half-open `[start, end)` and count Unicode code points of `Article.text`. A `Span` carries
its words beside its offsets, so that the evidence gate can tell an altered article from an altered span.

Every value has `to_dict`, giving JSON types only, and `from_dict`, its inverse.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from sys import intern
from typing import Any, Literal, Self

SCHEMA = "briefing/1"

Basis = Literal["stated", "derived", "inferred", "reviewed", "unknown"]
ActorType = Literal["person", "organisation", "country", "group"]
Form = Literal["direct", "indirect", "mixed"]
Resolution = Literal["resolved", "open", "none"]
Polarity = Literal["positive", "negative"]
# What an article may be.
KINDS = (
    "news", "interview", "live blog", "obituary", "court report", "match report", "science story", "press release",
    "opinion", "round-up", "speech", "none",
)  # fmt: skip

Precision = Literal["year", "month", "day", "weekday", "relative", "period"]


def _encode(value: Any) -> Any:
    if isinstance(value, Value):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [_encode(v) for v in value]
    return value


Read = Callable[[Any], Any]
_OFFSETS = tuple(range(20_000))


def _as_it_is(value: Any) -> Any:
    # The same words and numbers stand in briefings many times. Kept once, they take half of the room.
    if type(value) is str:
        return intern(value)
    return _OFFSETS[value] if type(value) is int and 0 <= value < len(_OFFSETS) else value


def _reader(hint: Any) -> Read:
    """What makes a value of an annotation from JSON types."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        others = [a for a in args if a not in (types.NoneType, str)]
        read = _reader(others[0]) if others else _as_it_is
        return lambda v: intern(v) if type(v) is str and str in args else read(v)
    if origin is tuple:
        item = _reader(args[0])
        return lambda v: None if v is None else tuple(map(item, v))
    if isinstance(hint, type) and issubclass(hint, Value):
        return lambda v: None if v is None else hint.from_dict(v)
    return _as_it_is


@functools.cache
def _readers(cls: Any) -> dict[str, Read]:
    """A reader for each field: worked out once for each class, since it takes longer than reading."""
    hints = typing.get_type_hints(cls)
    return {f.name: _reader(hints[f.name]) for f in dataclasses.fields(cls)}


class Value:
    """Conversion to and from JSON types, field by field, by the annotations. Unknown keys are ignored."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        return {f.name: _encode(getattr(self, f.name)) for f in dataclasses.fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Inverse of `to_dict`. Raises KeyError or TypeError where `data` is not of this shape."""
        readers = _readers(typing.cast(Any, cls))
        return cls(**{name: read(data[name]) for name, read in readers.items() if name in data})


@dataclass(frozen=True, slots=True, order=True)
class Span(Value):
    """Words of an article: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span `[start, end)` of `text`."""
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True, order=True)
class When(Value):
    """A time expression: its span, an ISO-like value where the article states one, and its precision.

    `value` is "2010", "2010-06", "2010-06-20", for a period "2010s" or "2010/2014", and for a day without a year
    "--06-20"; None for "Tuesday" or "last year", which stay as the article has them.
    """

    start: int
    end: int
    text: str
    value: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Block(Value):
    """A paragraph: offsets of its text without surrounding white space."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field(Value):
    """A metadatum with where it comes from. `value` is a string, a tuple of strings (bylines), or None."""

    value: str | tuple[str, ...] | None = None
    basis: Basis = "unknown"
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture(Value):
    """A part of the text that is never content. `kind`: headline, standfirst, byline, dateline, caption,
    contact, link, share, newsletter, date, credit or copyright."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Article(Value):
    """What ingesting a seed gives. `path` is the seed's, relative to the folder above `seeds/`, with `/`."""

    id: str
    path: str
    sha256: str
    text: str
    paragraphs: tuple[Block, ...]
    title: Field = Field()
    standfirst: Field = Field()
    published: Field = Field()
    outlet: Field = Field()
    bylines: Field = Field()
    url: Field = Field()
    language: Field = Field()
    furniture: tuple[Furniture, ...] = ()
    tags: tuple[str, ...] = ()
    licence: str | None = None
    publish: bool = True
    robots: str | None = None
    version_of: str | None = None
    warnings: tuple[str, ...] = ()
    stated_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Actor(Value):
    """A participant. `named` is false for groups such as "critics"; `salience` is in 0..1."""

    id: str
    name: str
    type: ActorType
    named: bool
    aliases: tuple[str, ...]
    roles: tuple[Span, ...]
    mentions: tuple[Span, ...]
    salience: float
    basis: Basis = "inferred"

    @property
    def proper_names(self) -> tuple[str, ...]:
        """The name and the aliases that are names: not the descriptions, others' elsewhere ("the ministry")."""
        return (self.name, *(a for a in self.aliases if not a.lower().startswith("the ")))


@dataclass(frozen=True, slots=True)
class Position(Value):
    """One attribution: who (source, actor), by which word (cue), said what (content). See docs/json.md."""

    id: str
    shown: bool
    actor: str | None
    actors: tuple[str, ...]
    resolution: Resolution
    confidence: float
    form: Form
    act: str
    polarity: Polarity
    question: bool
    within: str | None
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    context: Span
    addressee: Span | None
    basis: Basis = "inferred"


@dataclass(frozen=True, slots=True)
class Referent(Value):
    """What a pronoun or short name in a summary sentence (`at`) stands for, in the article's words (`span`)."""

    at: Span
    span: Span


@dataclass(frozen=True, slots=True)
class SummaryItem(Value):
    """A sentence of the summary; more than one span where clauses were left out."""

    id: str
    spans: tuple[Span, ...]
    referents: tuple[Referent, ...] = ()
    basis: Basis = "inferred"


@dataclass(frozen=True, slots=True)
class BackgroundItem(Value):
    """A sentence, or the explanation of a name, that the reader needs to place the news.

    `kind` is "history" or "context". `source` is whose statement it is, where the words themselves do not say so.
    """

    id: str
    kind: str
    spans: tuple[Span, ...]
    when: When | None = None
    basis: Basis = "inferred"
    referents: tuple[Referent, ...] = ()
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class TimelineItem(Value):
    """A dated statement. `anchor` is the date that a weekday or "last year" counts from: the article's own, if it
    states one."""

    when: When
    spans: tuple[Span, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Topic(Value):
    """What the article is about: a name or noun phrase of it, with where it stands."""

    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sentence(Value):
    """A sentence of the article's body. `role` is one of NewsDiscourse's eight, in words, or None."""

    start: int
    end: int
    role: str | None
    background: bool


@dataclass(frozen=True, slots=True)
class Note(Value):
    """A reviewer's remark, on one item (`about` is its id) or, with None, on the whole briefing."""

    by: str
    text: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Review(Value):
    """What a person did. `state` is "reviewed" or "unreviewed"; `changes` has a line for each correction.

    `hidden` counts the actors taken out; above 0, the article's text is not published, since it names them.
    """

    state: str = "unreviewed"
    by: str | None = None
    date: str | None = None
    notes: tuple[Note, ...] = ()
    changes: tuple[str, ...] = ()
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Analyser(Value):
    """Which version and which models made a briefing."""

    version: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Briefing(Value):
    """All that is said of one article. `kind` is one of `KINDS`."""

    article: Article
    kind: str
    analyser: Analyser
    summary: tuple[SummaryItem, ...] = ()
    actors: tuple[Actor, ...] = ()
    positions: tuple[Position, ...] = ()
    background: tuple[BackgroundItem, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()
    topics: tuple[Topic, ...] = ()
    phrases: tuple[str, ...] = ()
    """Nouns and noun phrases it comes back to: what a book may make topics of."""
    sentences: tuple[Sentence, ...] = ()
    review: Review = Review()
    warnings: tuple[str, ...] = ()
    frozen: bool = False
    """Whether the analysis was kept beside the seed rather than made for this build."""

    @property
    def id(self) -> str:
        return self.article.id

    def actor(self, id: str | None) -> Actor | None:
        """The actor with this id, or None."""
        return next((a for a in self.actors if a.id == id), None)

    def to_dict(self) -> dict[str, Any]:
        """The data contract `briefing/1`: one flat document (docs/json.md)."""
        own = {f.name: _encode(getattr(self, f.name)) for f in dataclasses.fields(self) if f.name != "article"}
        a = self.article.to_dict()
        seed = {"path": a.pop("path"), "sha256": a.pop("sha256")}
        head = {"schema": SCHEMA, "id": a.pop("id"), "kind": own.pop("kind"), "analyser": own.pop("analyser")}
        own["warnings"] = a.pop("warnings") + own["warnings"]
        return {**head, "seed": seed, "text_sha256": text_sha256(self.article.text), **a, **own}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Inverse of `to_dict`, but that all warnings are the briefing's. Raises ValueError on another schema."""
        if data.get("schema") != SCHEMA:
            raise ValueError(f"schema is {data.get('schema')!r}, not {SCHEMA!r}")
        article = Article.from_dict({**data, **data["seed"], "warnings": ()})
        readers = _readers(typing.cast(Any, cls))
        own = {name: read for name, read in readers.items() if name != "article"}
        return cls(article=article, **{name: read(data[name]) for name, read in own.items() if name in data})


def text_sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8 (lone surrogates kept), in hex."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()
