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
from briefing.analysis.digest.title_terms import title_terms
from briefing.analysis.kinds import NONE, entries, questions, sign, stories
from briefing.language import ParsedSentence, Reading
from briefing.model import Position

if TYPE_CHECKING:
    from briefing.tagger.pieces import Floats

NO_ARTICLE = "this text does not look like an article; if it is one, write `kind: news` in its front matter"

# Stories of a round-up that get a sentence.
_STORIES = 8
# Entries of a live blog that get one, and how many it must have; what a court's decision adds to a sentence's score.
_ENTRIES, _LEAST_ENTRIES, _OUTCOME = 5, 3, 0.5
# So many words of names in common, and two entries are on the same.
_SAME_NAMES = 3
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
    """The sentences of the summary: none of a text that is no article, one a story of a round-up and of a live blog's
    main entries, the decision and the answer of a court report, no questions of an interview."""
    if kind == NONE:
        return []
    if kind == "round-up":
        firsts = (next((s for s in story if is_fit(reading, s)), None) for story in stories(reading))
        found = [s for s in firsts if s is not None]
        if len(found) > 1:
            return found[:_STORIES]
    if kind == "live blog" and (found := _of_entries(reading)):
        return found
    if kind == "court report":
        matters, answered = _at_court(reading, standing)
        return choose_summary(
            reading, quotations, positions, background, roles, standing, matters=matters, answers=answered
        )
    left_out = questions(reading) | _notes(reading) if kind == "interview" else frozenset()
    return choose_summary(reading, quotations, positions, background, roles, standing, left_out)


def _of_entries(reading: Reading) -> list[ParsedSentence]:
    """The first sentences of a live blog's main entries: the one that its title is about, and the longest. None where
    it has too few."""
    firsts = [
        (first, len(entry))
        for entry in entries(reading)
        if (first := next((s for s in entry if is_fit(reading, s)), None))
    ]
    if len(firsts) < _LEAST_ENTRIES:
        return []
    title = title_terms(reading)

    def share(s: ParsedSentence) -> int:
        return len(title & {t.lemma_.lower() for t in s.tokens})

    about = max(firsts, key=lambda f: (share(f[0]), -f[0].index))
    chosen = [about[0]]
    for s, _ in sorted((f for f in firsts if f is not about), key=lambda f: (-f[1], f[0].index)):
        if len(chosen) < _ENTRIES and all(len(_names(s) & _names(c)) < _SAME_NAMES for c in chosen):
            chosen.append(s)
    return sorted(chosen, key=lambda s: s.index)


def _names(s: ParsedSentence) -> set[str]:
    """The words of names and numbers in a sentence."""
    return {t.lower_ for t in s.tokens if t.pos_ in ("PROPN", "NUM")}


def _at_court(reading: Reading, standing: Standing) -> tuple[dict[int, float], frozenset[int]]:
    """What a report from court turns on: sentences with what was decided or is asked for, with their weight, and those
    with what the accused answer; of both such as name whom they are about."""
    told = [
        (s.index, reading.text[s.start : s.end]) for s in reading.sentences if _names_subject(s) and standing.clear(s)
    ]
    outcome, answer = sign("court report", "outcome"), sign("court report", "answer")
    decided = {i: _OUTCOME for i, text in told if outcome.search(text)}
    return decided, frozenset(i for i, text in told if answer.search(text))


def _names_subject(s: ParsedSentence) -> bool:
    subject = next((c for c in s.tokens.root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is None or subject.pos_ != "PRON"


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
        # How things stand is what its entries tell, and what they begin with is news.
        firsts = {entry[0].index for entry in entries(reading)}
        return [f for f in found if f.kind == "history" and f.sentence.index not in firsts]
    if kind == "court report":
        # What the accused answer is part of the news.
        answer = sign("court report", "answer")
        return [f for f in found if not answer.search(reading.text[f.sentence.start : f.sentence.end])]
    if kind == "match report":
        # What happened before without a time is mostly the match itself.
        return [f for f in found if f.when is not None or f.kind == "context"]
    if kind == "opinion":
        note = sign("opinion", "end")
        found = [f for f in found if not note.search(reading.text[f.sentence.start : f.sentence.end])]
    if kind in ("opinion", "speech", "interview"):
        return [f for f in found if not _OWN_VOICE.search(reading.text, f.sentence.start, f.sentence.end)]
    return found
