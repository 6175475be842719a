"""A briefing as plain text for a terminal."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from briefing.model import ActorType, Briefing, Field, Position, Span
from briefing.pipeline import Outcome

MAX_WIDTH = 100  # longer lines are hard to read
_SECTIONS: tuple[tuple[ActorType, str], ...] = (
    ("person", "People"), ("organisation", "Organisations"), ("country", "Countries"), ("group", "Groups"),
)  # fmt: skip


def clean(text: str) -> str:
    """`text` on one line, without what could steer a terminal: control, direction and unseen characters."""
    letters = (" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in letters if c == " " or unicodedata.category(c)[0] != "C").split())


def render(outcome: Outcome, width: int = MAX_WIDTH) -> str:
    """The briefing of an outcome that has one."""
    briefing = outcome.briefing
    assert briefing is not None
    lines: list[str] = []
    for indent, text in _lines(briefing, outcome.passages):
        wrapped = textwrap.wrap(clean(text), min(width, MAX_WIDTH) - indent, break_on_hyphens=False) or [""]
        hang = " " * (indent + 2 * (text.startswith("• ")))
        lines += [" " * indent + wrapped[0], *(hang + line for line in wrapped[1:])]
    return "\n".join(lines)


def _lines(briefing: Briefing, passages: int) -> Iterator[tuple[int, str]]:
    """Indent and text of each line."""
    article, quoted = briefing.article, _Quote(briefing)
    yield 0, str(article.title.value or article.id)
    yield 0, " · ".join(_about(briefing))
    if briefing.summary:
        yield 0, ""
        yield 0, "SUMMARY"
    for item in briefing.summary:
        yield 2, "• " + quoted(item.spans)
    yield from _actors(briefing)
    yield from _positions(briefing, quoted)
    if briefing.background:
        yield 0, ""
        yield 0, "BACKGROUND"
    for background in briefing.background:
        when = f"{background.when.value or background.when.text}: " if background.when else ""
        yield 2, f"• {when}{quoted(background.spans)}"
    for note in briefing.review.notes:
        yield 0, ""
        yield 0, f"Note by {note.by}: {note.text}"
    yield 0, ""
    yield 0, f"{passages} passages match the article word for word; speakers and selection are automatic."


def _about(briefing: Briefing) -> Iterator[str]:
    article = briefing.article
    yield article.path
    if article.title.basis == "derived":
        yield "title derived from the first sentence"
    yield f"outlet: {_stated(article.outlet)}"
    if article.bylines.value:
        yield f"by {_stated(article.bylines)}"
    yield f"published: {_stated(article.published)}"
    yield f"{len(article.text.split())} words"
    if briefing.kind != "news":
        yield briefing.kind
    by = f" by {briefing.review.by}" if briefing.review.by else ""
    yield f"reviewed{by}" if briefing.review.state == "reviewed" else "not reviewed"


def _stated(field: Field) -> str:
    if isinstance(field.value, tuple):
        return ", ".join(field.value)
    return field.value or "not stated"


def _actors(briefing: Briefing) -> Iterator[tuple[int, str]]:
    if briefing.actors:
        yield 0, ""
        yield 0, "ACTORS"
    for type, title in _SECTIONS:
        names = [
            f"{a.name} ({a.roles[0].text})" if a.roles else a.name
            for a in briefing.actors
            if a.type == type and a.named
        ]
        if names:
            yield 2, f"{title}: {' · '.join(names)}"
    if unnamed := [a.name for a in briefing.actors if not a.named]:
        yield 2, f"Unnamed: {' · '.join(unnamed)}"


def _positions(briefing: Briefing, quoted: _Quote) -> Iterator[tuple[int, str]]:
    shown = [p for p in briefing.positions if p.shown]
    if shown:
        yield 0, ""
        yield 0, "POSITIONS"
    order = list(dict.fromkeys(_speaker(briefing, p) for p in shown))
    shown.sort(key=lambda p: order.index(_speaker(briefing, p)))
    for speaker, positions in groupby(shown, key=lambda p: _speaker(briefing, p)):
        yield 2, speaker
        for p in positions:
            yield 4, f"• {quoted(p.content)} ({p.act}, {p.form})"


def _speaker(briefing: Briefing, position: Position) -> str:
    """The actors' names; a source that is not resolved stands as written."""
    names = [a.name for a in (briefing.actor(id) for id in position.actors) if a]
    if names:
        return ", ".join(names)
    return f"“{position.source.text}”" if position.source else "source not stated"


class _Quote:
    """Passages with the number of their paragraph."""

    def __init__(self, briefing: Briefing) -> None:
        self._starts = [p.start for p in briefing.article.paragraphs]

    def __call__(self, spans: Iterable[Span]) -> str:
        spans = list(spans)
        text = " … ".join(s.text for s in spans)
        number = sum(start <= spans[0].start for start in self._starts) if spans else 0
        return f"{text} ¶{number}"
