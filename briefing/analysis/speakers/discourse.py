"""What each sentence puts before the reader's mind: whom it names, in which part, and who speaks in it.

Pronouns and short descriptions are resolved against this. Lookups are by bisection, so that an article is read in
time linear in its length.
"""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Cast, Draft
from briefing.analysis.actors.mention import NameMention
from briefing.analysis.attributions.attribution import Attribution, Offsets
from briefing.analysis.attributions.quotes import Quotation
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = ("nsubj", "nsubjpass")
# So many words in quotation marks are a name ("Shorty" nodded) or a term, and nothing said.
_NICKNAME = 2
# A sentence with fewer words outside quotation marks says nothing of its own.
_OWN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A mention in its sentence. `reported`: inside what somebody is said to have said."""

    at: int
    token: Token
    actor: Draft
    subject: bool
    reported: bool


class Discourse:
    """The sentences of one article with their actors and speakers."""

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        told_apart: Sequence[tuple[NameMention, Draft]],
        quotations: Sequence[Quotation],
        attributions: Sequence[Attribution],
    ) -> None:
        self.reading = reading
        self.persons = [a for a in cast.actors if a.type == "person"]
        mentions = [(m.start, m.end, a) for a in cast.actors for m in a.mentions]
        mentions += [(m.start, m.end, a) for m, a in told_apart]
        self._mentions = sorted(mentions, key=lambda x: x[:2])
        self._starts = [m[0] for m in self._mentions]
        self._told_apart = {m.start for m, _ in told_apart}
        self._unclear = _Ranges((m.start, m.end) for m in cast.ambiguous if m.start not in self._told_apart)
        said = (q for q in quotations if q.words(reading.text) > _NICKNAME)
        self._quoted = _Ranges((q.start, q.end) for q in said)
        self._reported = _Ranges(c for a in attributions if a.source is not None for c in a.content)
        self._places: dict[int, list[Place]] = {}

    def actor_at(self, offset: int) -> Draft | None:
        """The actor whose mention holds the character at `offset`."""
        i = bisect.bisect_right(self._starts, offset) - 1
        return self._mentions[i][2] if i >= 0 and offset < self._mentions[i][1] else None

    def named(self, start: int, end: int) -> set[Draft]:
        """The actors named in `[start, end)`."""
        return {a for _, _, a in self._between(start, end)}

    def spoken_of(self, start: int, end: int) -> set[Draft]:
        """The actors named in `[start, end)` as others would: outside quotation marks, or in full. In their own words
        some speak of themselves by their surname."""
        text = self.reading.text
        return {a for at, to, a in self._between(start, end) if not self.quoted(at) or " " in text[at:to]}

    def _between(self, start: int, end: int) -> list[tuple[int, int, Draft]]:
        return self._mentions[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def told_apart(self, offset: int) -> bool:
        """Whether the name there is one of two bearers', told apart by its title or place."""
        i = bisect.bisect_right(self._starts, offset) - 1
        return i >= 0 and offset < self._mentions[i][1] and self._starts[i] in self._told_apart

    def unclear(self, offset: int) -> bool:
        """Whether a name stands there that fits more than one actor."""
        return offset in self._unclear

    def quoted(self, offset: int) -> bool:
        """Whether the character stands in quotation marks."""
        return offset in self._quoted

    def reported(self, offset: int) -> bool:
        """Whether the character stands in what somebody is said to have said."""
        return offset in self._reported

    def at(self, offset: int) -> tuple[Token | None, ParsedSentence | None]:
        """The token that holds the character at `offset`, with its sentence."""
        sentence = self.reading.sentence_at(offset)
        if sentence is None:
            return None, None
        at = offset - sentence.paragraph.start
        return next((t for t in sentence.tokens if t.idx <= at < t.idx + len(t)), None), sentence

    def actor(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The actor named at a token."""
        return self.actor_at(sentence.paragraph.start + token.idx)

    def places(self, sentence: ParsedSentence) -> list[Place]:
        """Names in a sentence outside quotation marks, each once, without those that only modify a noun behind them
        ("the Romney campaign")."""
        if sentence.index not in self._places:
            self._places[sentence.index] = list(self._find(sentence))
        return self._places[sentence.index]

    def _find(self, sentence: ParsedSentence) -> Iterator[Place]:
        i = bisect.bisect_left(self._starts, sentence.start)
        while i < len(self._mentions) and self._mentions[i][0] < sentence.end:
            start, end, actor = self._mentions[i]
            i += 1
            tokens = [t for t in sentence.tokens if start <= sentence.paragraph.start + t.idx < end]
            if not tokens or self.quoted(start):
                continue
            head = next((t for t in tokens if t.head.i < tokens[0].i or t.head.i > tokens[-1].i), tokens[-1])
            if head.dep_ in ("compound", "nmod") and head.head.i > tokens[-1].i:
                continue
            yield Place(start, head, actor, head.dep_ in SUBJECT, self.reported(start))

    def only_quotes(self, sentence: ParsedSentence) -> bool:
        """Whether a sentence stands in quotation marks but for a word or two."""
        outside = [t for t in sentence.tokens if t.is_alpha and not self.quoted(sentence.paragraph.start + t.idx)]
        return len(outside) < _OWN_WORDS and any(
            self.quoted(sentence.paragraph.start + t.idx) for t in sentence.tokens if t.is_alpha
        )

    def strangers(self, sentence: ParsedSentence, known: Collection[int]) -> list[Token]:
        """Singular persons that act outside quotation marks and reports, and no actor by name: "the officer said", "by
        the caller". `known` has the offsets of words that are resolved."""
        out = []
        for t in sentence.tokens:
            at = sentence.paragraph.start + t.idx
            by = t.dep_ == "pobj" and t.head.dep_ == "agent" and t.tag_ == "NN" and is_person(t)
            if not (by or t.dep_ in SUBJECT) or at in known or self.quoted(at) or self.reported(at):
                continue
            if self.actor_at(at) is not None:
                continue
            noun = t.tag_ == "NN" and is_person(t) and (by or t.head.tag_ != "VB")  # not "unusual for a justice to say"
            if self.unclear(at) or t.ent_type_ == "PERSON" or _full_name(t) or noun:
                out.append(t)
        return out


class _Ranges:
    """Half-open ranges, joined where they touch, that tell whether they hold an offset."""

    def __init__(self, ranges: Iterator[Offsets]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, offset: int) -> bool:
        i = bisect.bisect_right(self._starts, offset) - 1
        return i >= 0 and offset < self._ends[i]


def _full_name(token: Token) -> bool:
    """Whether two proper nouns stand there without an article: a person, perhaps, that nobody knows."""
    before = [c for c in token.lefts if c.dep_ in ("compound", "det")]
    return token.tag_ == "NNP" and len(before) == 1 and before[0].tag_ == "NNP" and before[0].i == token.i - 1


def is_person(token: Token) -> bool:
    """Whether a noun is a word for a person: "spokesman", "the woman"."""
    return token.lemma_.lower() in words("people", "roles") | words("people", "persons")
