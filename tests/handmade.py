"""Articles and briefings made by hand, from words alone, for tests that need no analysis."""

from __future__ import annotations

import re
from typing import Any

from briefing.ids import Ids, slug
from briefing.model import (
    Actor,
    Analyser,
    Article,
    BackgroundItem,
    Block,
    Briefing,
    Field,
    Furniture,
    Position,
    Referent,
    Sentence,
    Span,
    SummaryItem,
    TimelineItem,
    Topic,
    When,
)


def span(text: str, words: str, occurrence: int = 1) -> Span:
    """Where words stand in a text."""
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return Span(start, start + len(words), words)


def article(text: str, furniture: dict[str, str] | None = None, title: str | None = None, **more: Any) -> Article:
    """An article; `furniture` gives the kind of each piece of text that is some."""
    blocks = tuple(Block(m.start(), m.end()) for m in re.finditer(r"\S.*", text))
    parts = (span(text, words) for words in furniture or ())
    return Article(
        id=more.pop("id", "bridge"), path="seeds/bridge.txt", sha256="0" * 64, text=text, paragraphs=blocks,
        title=Field(title, "stated") if title else Field(),
        furniture=tuple(Furniture(s.start, s.end, s.text, (furniture or {})[s.text]) for s in parts), **more,
    )  # fmt: skip


def briefing(of: Article, data: dict[str, Any] | None = None) -> Briefing:
    """A briefing of an article, from words: see tests/data/review.yaml for the form."""
    data, text = data or {}, of.text

    def spans(words: str | list[str]) -> tuple[Span, ...]:
        return tuple(span(text, w) for w in ([words] if isinstance(words, str) else words))

    actors = tuple(_actor(text, a, n) for n, a in enumerate(data.get("actors", ())))
    ids = {a.name: a.id for a in actors}
    sentences = tuple(
        Sentence(b.start + m.start(), b.start + m.end(), None, False)
        for b in of.paragraphs
        for m in re.finditer(r"\S.*?[.!?][”\"]?(?=\s|$)|\S.+$", text[b.start : b.end])
        if not any(f.start <= b.start < f.end for f in of.furniture)
    )

    def sentence(s: Span) -> Span:
        whole = next(x for x in sentences if x.start <= s.start < x.end)
        return Span.of(text, whole.start, max(whole.end, s.end))

    def near(place: Span, words: str) -> Span:
        starts = [m.start() for m in re.finditer(rf"\b{re.escape(words)}\b", text)]
        start = min(starts, key=lambda s: max(place.start - s - len(words), s - place.end))
        return Span(start, start + len(words), words)

    def position(p: dict[str, Any], id: str) -> Position:
        content = spans(p["content"])
        names = [p["actor"]] if isinstance(p.get("actor"), str) else p.get("actor") or []
        return Position(
            id=id, shown=p.get("shown", True), actor=ids[names[0]] if names else None,
            actors=tuple(ids[n] for n in names), resolution="resolved" if names else "none", confidence=0.9,
            form=p.get("form", "indirect"), act=p.get("act", "states"), polarity="positive", question=False,
            within=None, content=content, context=sentence(content[0]),
            **{k: near(content[0], p[k]) if k in p else None for k in ("source", "cue", "addressee")},
        )  # fmt: skip

    s_ids, p_ids, b_ids = Ids("s"), Ids("p"), Ids("b")
    return Briefing(
        article=of,
        kind="news",
        analyser=Analyser("test", ()),
        summary=tuple(
            SummaryItem(
                s_ids.of(s["words"]),
                spans(s["words"]),
                tuple(Referent(span(text, at), span(text, to)) for at, to in s.get("referents", {}).items()),
            )
            for s in ({"words": s} if isinstance(s, str) else s for s in data.get("summary", ()))
        ),
        actors=actors,
        positions=tuple(
            position(p, p_ids.of(p["content"] if isinstance(p["content"], str) else " ".join(p["content"])))
            for p in data.get("positions", ())
        ),
        background=tuple(
            BackgroundItem(b_ids.of(b["words"]), "history", spans(b["words"]), _when(text, b.get("when")))
            for b in data.get("background", ())
        ),
        timeline=tuple(
            TimelineItem(_when(text, t["when"]), spans(t["words"]))  # type: ignore[arg-type]
            for t in data.get("timeline", ())
        ),
        topics=tuple(Topic(t, spans(t)) for t in data.get("topics", ())),
        sentences=sentences,
    )


def _actor(text: str, data: dict[str, Any], number: int) -> Actor:
    names = [data["name"], *data.get("aliases", ())]
    found = {(m.start(), m.end()) for n in names for m in re.finditer(rf"\b{re.escape(n)}\b", text)}
    mentions = [m for m in found if not any(o != m and o[0] <= m[0] and m[1] <= o[1] for o in found)]
    return Actor(
        id=slug(data["name"]), name=data["name"], type=data.get("type", "person"),
        named=data.get("named", True), aliases=tuple(data.get("aliases", ())),
        roles=tuple(span(text, r) for r in data.get("roles", ())),
        mentions=tuple(Span.of(text, *m) for m in sorted(mentions)), salience=round(1 / (number + 1), 4),
    )  # fmt: skip


def _when(text: str, words: str | None) -> When | None:
    if words is None:
        return None
    at = span(text, words)
    year = re.search(r"\d{4}", words)
    return When(at.start, at.end, words, year[0] if year else None, "year" if year else "relative")
