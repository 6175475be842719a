"""Positions as a page shows them: what stands out, what frames it, and who speaks how much."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from briefing.model import Actor, Block, Briefing, Position
from briefing.site.passages import count_words

# A quotation shorter than this is hard to grasp without its sentence.
ALONE_WORDS = 4
# Source and cue are shown in the frame if no more than this lies between them and the rest: the speaker's
# name stands beside the statement anyway.
JOINT_LETTERS = 45
# Without source and cue, the sentence is shown from its beginning, if that is not further away than this.
FRAME_LETTERS = 120
# Between two parts of a statement, more than this is left out and shown as […].
GAP_LETTERS = 90

_OPENING = re.compile(r"^[\s\"'“‘«„]*")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|(?<!\w)\"[^\"]*(?:\"|$)|(?<!\w)‘[^’]*(?:’(?!\w)|$)")
# Acts that say no more than the word the article has.
_PLAIN_ACTS = frozenset({"", "states", "says"})
# With these, a negative polarity is what the word itself says.
_NEGATIVE_ACTS = frozenset({"denies", "rejects", "refuses", "doubts"})

PieceKind = Literal["content", "frame", "gap", "break"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a shown statement: its content, the frame around it, a […], or a new paragraph."""

    kind: PieceKind
    text: str = ""


def pieces(briefing: Briefing, position: Position) -> list[Piece]:
    """The statement as shown: quotations that stand alone by themselves, the rest in its sentence."""
    text = briefing.article.text
    content = sorted((s.start, s.end) for s in position.content)
    alone = stands_alone(position)
    start, end = (content[0][0], content[-1][1]) if alone else _frame(position, content)
    made: list[Piece] = []
    at = start
    for c_start, c_end in content:
        made += _between(text, at, c_start, 0 if alone else GAP_LETTERS if made else FRAME_LETTERS)
        made += _paragraphs(text, c_start, c_end, "content", briefing.article.paragraphs)
        at = c_end
    if at < end:
        made += _paragraphs(text, at, end, "frame", briefing.article.paragraphs)
    return made


def stands_alone(position: Position) -> bool:
    """Whether a reader understands the content without the sentence around it."""
    if position.form != "direct":
        return False
    first = _OPENING.sub("", position.content[0].text)
    return sum(count_words(s.text) for s in position.content) >= ALONE_WORDS and not first[:1].islower()


def act_shown(position: Position) -> str:
    """The act where it says more than the cue does."""
    cue = position.cue.text.casefold() if position.cue else ""
    stem = position.act[:4].casefold()
    return "" if position.act in _PLAIN_ACTS or (stem and stem in cue) else position.act


def negated(position: Position) -> bool:
    """Whether the article says that this was not said, and the act shown does not say so."""
    return position.polarity == "negative" and position.act not in _NEGATIVE_ACTS


def form_shown(position: Position) -> str:
    return {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported"}[position.form]


def _frame(position: Position, content: list[tuple[int, int]]) -> tuple[int, int]:
    """The content with the cue and the source if they are near; else from the beginning of its sentence."""
    start, end = content[0][0], content[-1][1]
    context = position.context
    parts = [p for p in (position.cue, position.source, position.addressee) if p]
    parts = [p for p in parts if context.start <= p.start and p.end <= context.end]
    joined = False
    for part in sorted(parts, key=lambda p: max(start - p.end, p.start - end)):
        if max(start - part.end, part.start - end) <= JOINT_LETTERS:
            start, end, joined = min(start, part.start), max(end, part.end), True
    if not joined and 0 < start - context.start <= FRAME_LETTERS:
        start = context.start
    return start, end


def _between(text: str, start: int, end: int, limit: int) -> list[Piece]:
    """What stands before a part of the content: as it is if it is short, else a […]."""
    gap = text[start:end]
    if not gap:
        return []
    if not gap.strip():
        return [Piece("frame", gap) if "\n" not in gap else Piece("break")]
    return [Piece("gap") if len(gap) > limit else Piece("frame", gap)]


def _paragraphs(text: str, start: int, end: int, kind: PieceKind, blocks: tuple[Block, ...]) -> list[Piece]:
    """`text[start:end]`, with a break where the article begins a new paragraph."""
    parts = [(max(start, b.start), min(end, b.end)) for b in blocks if b.start < end and start < b.end]
    made: list[Piece] = []
    for s, e in parts or [(start, end)]:
        if made:
            made.append(Piece("break"))
        made.append(Piece(kind, text[s:e]))
    return made


@dataclass(frozen=True, slots=True)
class Voice:
    """One source of statements, or several that speak together: actors, or words as the article has them."""

    actors: tuple[Actor, ...]
    name: str
    positions: tuple[Position, ...]
    kind: Literal["named", "unnamed", "open"]

    @property
    def words(self) -> tuple[int, int]:
        """Words quoted and words reported."""
        quoted = reported = 0
        for position in self.positions:
            for span in position.content:
                all_words = count_words(span.text)
                own = _quoted_words(position, span.text)
                quoted += own
                reported += all_words - own
        return quoted, reported


def voices(briefing: Briefing, positions: Iterable[Position] | None = None) -> list[Voice]:
    """Statements shown, by who makes them; the most salient first, then in the order of the article."""
    actors = {a.id: a for a in briefing.actors}
    groups: dict[tuple[str, ...], list[Position]] = defaultdict(list)
    for position in briefing.positions if positions is None else positions:
        if position.shown and position.content:
            groups[_key(position, actors)].append(position)
    made = []
    for key, group in groups.items():
        who = tuple(actors[k] for k in key if k in actors)
        ordered = tuple(sorted(group, key=lambda p: p.content[0].start))
        made.append(Voice(who, _name(who, ordered[0]), ordered, _kind(who, ordered[0])))
    # A quiet source the article is about comes before a loud one it is not about.
    return sorted(
        made,
        key=lambda v: (-max((a.salience for a in v.actors), default=-1), v.positions[0].content[0].start),
    )


def _key(position: Position, actors: dict[str, Actor]) -> tuple[str, ...]:
    ids = position.actors or ((position.actor,) if position.actor else ())
    known = tuple(i for i in ids if i in actors)
    if known:
        return known
    return ("", position.source.text.casefold() if position.source else position.id)


def _name(actors: tuple[Actor, ...], position: Position) -> str:
    if actors:
        return " and ".join(a.name for a in actors)
    return position.source.text if position.source else ""


def _kind(actors: tuple[Actor, ...], position: Position) -> Literal["named", "unnamed", "open"]:
    if actors:
        return "named" if all(a.named for a in actors) else "unnamed"
    return "open" if position.resolution == "open" else "unnamed"


def _quoted_words(position: Position, text: str) -> int:
    if position.form == "direct":
        return count_words(text)
    if position.form == "indirect":
        return 0
    return sum(count_words(m[0]) for m in _QUOTED.finditer(text))
