"""Actors without a name: "critics", "the presidential office". They are actors only where they say something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.speakers.resolved import Resolved
from briefing.language import Reading
from briefing.lexicon import words
from briefing.model import ActorType, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUN_GROUPS = {"some", "many", "others", "most", "several", "few"}
_FILLERS = {
    "the",
    "a",
    "an",
    "some",
    "many",
    "several",
    "other",
    "few",
    "most",
    "these",
    "those",
    "two",
    "three",
    "its",
    "his",
    "her",
    "their",
}
# A longer description is no name for an actor; the page shows the source as written all the same.
_NAME_WORDS = 7


@dataclass(slots=True, eq=False)
class Unnamed:
    """A source that is nobody by name."""

    name: str
    type: ActorType
    mentions: list[Span] = field(default_factory=list)


def unnamed_sources(
    reading: Reading, attributions: Sequence[Attribution], resolved: Sequence[Resolved]
) -> dict[int, Unnamed]:
    """By the index of the attribution, the unnamed actor that its source is, or that a pronoun stands for; the same
    description is one actor."""
    out: dict[int, Unnamed] = {}
    by_key: dict[str, Unnamed] = {}
    for i, (a, r) in enumerate(zip(attributions, resolved, strict=True)):
        noun = a.head if r.stands_for is None else r.stands_for
        if a.source is None or noun is None or r.resolution != "none":
            continue
        sentence = reading.sentence_at(noun)
        if sentence is None:
            continue
        at = noun - sentence.paragraph.start
        head = next((t for t in sentence.tokens if t.idx <= at < t.idx + len(t)), None)
        kind = _kind(head) if head is not None else None
        if head is None or kind is None:
            continue
        tokens = _description(head)
        span = sentence.paragraph.span(reading.text, tokens)
        key = " ".join(t.lower_ for t in tokens if t.lower_ not in _FILLERS)
        if not key:
            key = span.text.lower()
        if kind == "person":
            key = f"{key}@{noun}" if tokens[0].lower_ in ("a", "an", "one", "another") else key
        actor = by_key.setdefault(key, Unnamed(_name(tokens, span.text, kind), kind))
        if span not in actor.mentions:
            actor.mentions.append(span)
        out[i] = actor
    return out


def _kind(head: Token) -> ActorType | None:
    lemma, word = head.lemma_.lower(), head.lower_
    if word in _PRONOUN_GROUPS:
        return "group"
    if head.pos_ not in ("NOUN", "ADJ", "PROPN"):
        return None
    plural = head.tag_ in ("NNS", "NNPS")
    if lemma in words("groups", "bodies") and not (plural and word in words("groups", "people")):
        return "organisation" if not plural else "group"
    if word in words("groups", "people") or (
        plural and (lemma in words("people", "roles") or lemma.endswith(("ist", "er", "or", "man")))
    ):
        return "group"
    if lemma in words("people", "roles") or lemma in (
        "man",
        "woman",
        "boy",
        "girl",
        "person",
        "friend",
        "neighbour",
        "neighbor",
        "colleague",
        "source",
        "insider",
        "opponent",
        "supporter",
        "spokesperson",
    ):
        return "person"
    return None


def _description(head: Token) -> list[Token]:
    """The noun with what stands before it in its phrase: "two senior officials"."""
    first = min((t.i for t in head.subtree if t.i <= head.i), default=head.i)
    tokens = [t for t in head.doc[first : head.i + 1] if not t.is_space]
    while len(tokens) > _NAME_WORDS or (
        len(tokens) > 1 and (tokens[0].is_punct or tokens[0].lower_ in ("but", "and", "however", "also"))
    ):
        tokens = tokens[1:]
    return tokens


def _name(tokens: Sequence[Token], text: str, kind: ActorType) -> str:
    """The description without "some" and "the"; a body keeps its article ("the presidential office")."""
    if (
        kind == "organisation"
        or len(tokens) == 1
        or tokens[0].lower_ not in ("the", "some", "many", "several", "these", "those")
    ):
        return " ".join(text.split())
    return " ".join(text[tokens[1].idx - tokens[0].idx :].split())
