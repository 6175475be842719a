"""Briefings of actors, topics and positions alone, for tests of what joins them."""

from __future__ import annotations

from typing import Any

from briefing.model import (
    Actor,
    Analyser,
    Article,
    BackgroundItem,
    Block,
    Briefing,
    Field,
    Position,
    Span,
    Topic,
    When,
)

SPAN = Span(0, 1, "x")


def actor(name: str, *aliases: str, type: Any = "person", named: bool = True, role: str = "minister") -> Actor:
    """An actor; with `role=""` a person nothing is known of."""
    roles = tuple(Span(0, len(r), r) for r in role.split("; ") if r)
    return Actor(name, name, type, named, aliases, roles, (SPAN,), 0.5)


def briefing(
    id: str, *actors: Actor, date: str | None = None, topics: tuple[str, ...] = (), text: str = "x", **more: Any
) -> Briefing:
    published = Field(date, "stated") if date else Field()
    own = {k: more.pop(k) for k in ("positions", "background", "timeline") if k in more}
    more.setdefault("title", Field(id.title(), "stated"))
    article = Article(id, f"seeds/{id}.txt", "", text, (Block(0, len(text)),), published=published, **more)
    return Briefing(
        article, "news", Analyser("test", ()), actors=actors, topics=tuple(Topic(t, (SPAN,)) for t in topics), **own
    )


def says(text: str, content: str, source: str | None, id: str = "p-1", source_text: str | None = None) -> Position:
    """A statement shown: `content`, words of `text`, by the actor `source`."""
    span = span_of(text, content)
    words = span_of(text, source_text) if source_text else None
    return Position(
        id, True, source, (source,) if source else (), "resolved" if source else "none", 1.0, "direct", "states",
        "positive", False, None, words, None, (span,), span, None,
    )  # fmt: skip


def dated(text: str, when: str, value: str | None, precision: Any, id: str = "b-1") -> BackgroundItem:
    """A background item that is all of `text`, with a time expression in it."""
    at = span_of(text, when)
    return BackgroundItem(id, "history", (Span(0, len(text), text),), When(at.start, at.end, when, value, precision))


def span_of(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))
