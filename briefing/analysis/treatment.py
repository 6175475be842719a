"""What a kind of article changes: whose words count, what is summed up, what is background."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analysis.attributions.quotes import Quotation
from briefing.analysis.digest.background import Found
from briefing.analysis.digest.standing import Standing
from briefing.analysis.digest.summary import choose_summary, is_fit
from briefing.analysis.kinds import NONE, questions, stories
from briefing.language import ParsedSentence, Reading
from briefing.model import Position

if TYPE_CHECKING:
    from briefing.tagger.pieces import Floats

NO_ARTICLE = "this text does not look like an article; if it is one, write `kind: news` in its front matter"

# Stories of a round-up that get a sentence.
_STORIES = 8
_SHORTENED = re.compile(r"\b(?:edited|condensed|shortened)\b[^.]{0,30}\b(?:length|clarity|space|brevity)\b")
_OWN_VOICE = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me|should|must|ought|need(?:s|ed)? to|let[’']s)\b")


def by_kind(kind: str, reading: Reading, positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """The positions, with an interviewer's questions marked as questions and given to nobody."""
    if kind != "interview":
        return positions
    asked = questions(reading)
    out = []
    for p in positions:
        s = reading.sentence_at(p.content[0].start)
        if s is not None and s.index in asked:
            p = replace(p, question=True, shown=False, actor=None, actors=(), resolution="none")
        out.append(p)
    return tuple(out)


def summary_of_kind(
    kind: str,
    reading: Reading,
    quotations: Sequence[Quotation],
    positions: Sequence[Position],
    background: set[int],
    roles: Floats | None,
    standing: Standing,
) -> list[ParsedSentence]:
    """The sentences of the summary: none of a text that is no article, one a story of a round-up, no questions of an
    interview."""
    if kind == NONE:
        return []
    if kind == "round-up":
        firsts = (next((s for s in story if is_fit(reading, s)), None) for story in stories(reading))
        found = [s for s in firsts if s is not None]
        if len(found) > 1:
            return found[:_STORIES]
    left_out = questions(reading) | _notes(reading) if kind == "interview" else frozenset()
    return choose_summary(reading, quotations, positions, background, roles, standing, left_out)


def _notes(reading: Reading) -> frozenset[int]:
    """Indices of what an interviewer says of the interview: that it was shortened."""
    return frozenset(s.index for s in reading.sentences if _SHORTENED.search(reading.text, s.start, s.end))


def background_of_kind(kind: str, reading: Reading, found: Sequence[Found]) -> Sequence[Found]:
    """What can be background: nothing in a text that is no article, no questions, no course of a match, no entries of
    a live blog on how things stand, and where an author or a guest speaks nothing in that voice."""
    if kind == NONE:
        return []
    if kind == "interview":
        asked = questions(reading)
        found = [f for f in found if f.sentence.index not in asked]
    if kind == "live blog":
        # How things stand is what its entries tell.
        return [f for f in found if f.kind == "history"]
    if kind == "match report":
        # What happened before without a time is mostly the match itself.
        return [f for f in found if f.when is not None or f.kind == "context"]
    if kind in ("opinion", "speech", "interview"):
        return [f for f in found if not _OWN_VOICE.search(reading.text, f.sentence.start, f.sentence.end)]
    return found
