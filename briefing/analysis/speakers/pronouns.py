"""Whom "he", "she", "it" and "they" stand for, by what the sentences before put first.

News is told speaker by speaker: a pronoun that speaks is nearly always the last speaker, and otherwise the subject
of the sentence before. Each rule asks for one candidate of the right gender; a rival on a par with it leaves the
pronoun open, since a wrong speaker is worse than none. Pronouns inside quotation marks are not resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Draft
from briefing.analysis.attributions.attribution import Offsets
from briefing.analysis.speakers.clauses import (
    aside,
    clause_of_who,
    coordinated,
    in_clause,
    in_fronted,
    in_reach,
    inner,
    owns_other,
    people,
    within,
)
from briefing.analysis.speakers.discourse import SUBJECT, Discourse, Place, is_person
from briefing.analysis.speakers.gender import Gender, of_pronoun, of_word
from briefing.analysis.speakers.resolved import OPEN, Resolved, sure, unnamed
from briefing.language import ParsedSentence
from briefing.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far back an antecedent is looked for: sentences in all, and sentences that name no candidate.
_REACH, _GAPS = 8, 2
# So often a protagonist is named at least, and so many times as often as anybody else.
_OFTEN, _TIMES = 5, 3
_SINGULAR = {"m": ("he",), "f": ("she",)}


class Pronouns:
    """Pronouns of one article, resolved in the order of the text; `note` tells it what sources were resolved to."""

    def __init__(self, discourse: Discourse, genders: Mapping[int, Gender | None]) -> None:
        self.discourse, self.genders = discourse, genders
        self._found: dict[int, Resolved] = {}
        self._speakers: dict[int, list[tuple[int, Resolved]]] = {}
        self._spoken_of: set[int] = set()  # whom the pronoun in hand names itself, and so is not

    def note(self, sentence: ParsedSentence, offset: int, resolved: Resolved, speaks: bool = True) -> None:
        """Remember what the word at an offset stands for; `speaks` if it is a source."""
        self._found[offset] = resolved
        if speaks and not self.discourse.reported(offset):
            self._speakers.setdefault(sentence.index, []).append((offset, resolved))

    def known(self, offset: int) -> Resolved | None:
        """What the word at the offset was resolved to."""
        return self._found.get(offset)

    def speakers(self, sentence: ParsedSentence) -> list[tuple[int, Resolved]]:
        """Sources in a sentence that are not themselves reported, with what they stand for."""
        return self._speakers.get(sentence.index, [])

    # ---------------------------------------------------------------- he and she

    def person(self, token: Token, sentence: ParsedSentence, own: Sequence[Offsets] = ()) -> Resolved:
        """The one person that "he" or "she" stands for. `own` is what the pronoun says: whom it names there, it is
        not."""
        gender = of_pronoun(token.lower_)
        if self.discourse.quoted(sentence.paragraph.start + token.idx):
            return OPEN
        self._spoken_of = {id(d) for start, end in own for d in self.discourse.spoken_of(start, end)}
        found = self._in_sentence(token, sentence, gender, own)
        self._spoken_of = set()
        return found

    def _in_sentence(self, token: Token, sentence: ParsedSentence, gender: Gender, own: Sequence[Offsets]) -> Resolved:
        """By the persons named before it in its own sentence, else by the sentences before."""
        at = sentence.paragraph.start + token.idx
        subjects: dict[int, tuple[Draft, Token]] = {}
        others: list[Place] = []
        for p in self.discourse.places(sentence):
            if p.at < at and self._fits(p.actor, gender) and not within(p.at, own):
                if p.subject and in_reach(p.token.head, token):
                    subjects[id(p.actor)] = (p.actor, p.token)
                elif owns_other(p.token, gender) and in_reach(p.token.head.head, token):
                    subjects[id(p.actor)] = (p.actor, p.token.head)
                else:
                    others.append(p)
        for t, r in self._pronouns(sentence, gender):
            if t.i < token.i and not within(sentence.paragraph.start + t.idx, own):
                if r is None or r.resolution != "resolved":
                    return r if r is not None and r.stands_for is not None else OPEN
                subjects[id(r.actors[0])] = (r.actors[0], t)
        strangers = self._strangers(sentence, gender)
        if any(t.i < token.i and not within(sentence.paragraph.start + t.idx, own) for t in strangers):
            return OPEN
        if subjects:
            rivals = {id(p.actor) for p in others if not aside(p.token)} - subjects.keys()
            joined = [d for d, t in subjects.values() if coordinated(token, t)]
            if len(joined) == 1:
                return sure("pronoun", joined[0])
            one = next(iter(subjects.values()))[0]
            return sure("pronoun", one) if len(subjects) == 1 and not rivals else OPEN
        if (clause := clause_of_who(token)) is not None:
            relative = self._of_relative(clause, sentence, gender)
            return sure("pronoun", relative) if relative is not None else OPEN
        before = self.focus(sentence, gender)
        if not others:
            return before
        fronted = {id(p.actor) for p in others if in_fronted(p.token, token)}
        if fronted - {id(d) for d in before.actors}:
            return OPEN  # "While it did not appeal to Ann Roe, she said …"
        named = {id(p.actor): p.actor for p in others}
        if before.resolution == "resolved":
            mine = id(before.actors[0])
            if mine not in named and inner(token):
                return OPEN  # "Ann Roe was choked to death, as she pleaded …"
            return before if mine in named or all(aside(p.token) for p in others) else OPEN
        if before.stands_for is None and len(named) == 1 and any(in_clause(p.token) for p in others):
            return sure("pronoun", next(iter(named.values())))
        return OPEN

    def _of_relative(self, clause: Token, sentence: ParsedSentence, gender: Gender) -> Draft | None:
        """Whom the "who" of a clause stands for."""
        near = [clause.head, clause.head.head] if clause.head.dep_ == "appos" else [clause.head]
        found = (self.discourse.actor(t, sentence) for t in near)
        return next((d for d in found if d is not None and self._fits(d, gender)), None)

    def _fits(self, actor: Draft, gender: Gender | None) -> bool:
        return id(actor) not in self._spoken_of and self._may_be(actor, gender)

    def _may_be(self, actor: Draft, gender: Gender | None) -> bool:
        return actor.type == "person" and (gender is None or self.genders.get(id(actor)) in (gender, None))

    def _pronouns(self, sentence: ParsedSentence, gender: Gender | None) -> list[tuple[Token, Resolved | None]]:
        """Subjects "he" or "she" of a sentence outside quotation marks, with what they were resolved to."""
        wanted = _SINGULAR[gender] if gender else ("he", "she")
        base = sentence.paragraph.start
        return [
            (t, self._found.get(base + t.idx))
            for t in sentence.tokens
            if t.lower_ in wanted and t.dep_ in SUBJECT and not self.discourse.quoted(base + t.idx)
        ]

    def _resolved_offsets(self, sentence: ParsedSentence) -> set[int]:
        base = sentence.paragraph.start
        offsets = (base + t.idx for t in sentence.tokens)
        return {o for o in offsets if o in self._found and self._found[o].resolution == "resolved"}

    def _strangers(self, sentence: ParsedSentence, gender: Gender | None) -> list[Token]:
        """Persons without a name that may be of the gender."""
        found = self.discourse.strangers(sentence, self._resolved_offsets(sentence))
        return [t for t in found if gender is None or of_word(t.text) in (gender, None)]

    def focus(self, sentence: ParsedSentence, gender: Gender | None) -> Resolved:
        """The one person of the gender that the sentences before are about: their speaker, else their subject."""
        for gap, s in enumerate(islice(self._back(sentence), _GAPS + 1)):
            verdict = self._verdict(s, gender)
            if verdict is not None and verdict.resolution == "none":
                return OPEN if gap else verdict
            if verdict is not None and verdict.resolution == "resolved":
                return verdict
            if verdict is not None:
                break
        one = self._protagonists.get(gender) if gender is not None else None
        if one is None or not self._fits(one, gender) or not self._alone(one, sentence, gender):
            return OPEN
        return sure("pronoun", one)

    @cached_property
    def _protagonists(self) -> dict[Gender, Draft]:
        """By gender the one whom the article is about, if nobody else who may be of it is named a third as often."""
        found: dict[Gender, Draft] = {}
        for gender in ("m", "f"):
            fits = sorted(
                (d for d in self.discourse.persons if self._may_be(d, gender)), key=lambda d: -len(d.mentions)
            )
            most = len(fits[0].mentions) if fits and self.genders.get(id(fits[0])) == gender else 0
            if most >= _OFTEN and all(most >= _TIMES * len(d.mentions) for d in fits[1:]):
                found[gender] = fits[0]
        return found

    def _alone(self, one: Draft, sentence: ParsedSentence, gender: Gender | None) -> bool:
        """Whether the sentences just before put nobody else of the gender forward."""
        for s in islice(self._back(sentence), _GAPS + 2):
            others = (p for p in self.discourse.places(s) if p.actor is not one and self._fits(p.actor, gender))
            if any(not p.reported and not aside(p.token) for p in others):
                return False
            if any(not aside(t) for t in self._strangers(s, gender)) or any(
                r is not None and (r.stands_for is not None or r.actors[:1] not in ((), (one,)))
                for _, r in self._pronouns(s, gender)
            ):
                return False
        return one in self.discourse.named(self._earlier(sentence, 2 * _REACH), sentence.start)

    def _earlier(self, sentence: ParsedSentence, count: int) -> int:
        return self.discourse.reading.sentences[max(0, sentence.index - count)].start

    def _back(self, sentence: ParsedSentence) -> Iterable[ParsedSentence]:
        """The sentences before, nearest first, without those that are all quotation."""
        first = max(0, sentence.index - _REACH)
        for i in range(sentence.index - 1, first - 1, -1):
            s = self.discourse.reading.sentences[i]
            if not self.discourse.only_quotes(s):
                yield s

    def _verdict(self, s: ParsedSentence, gender: Gender | None, alone: bool = True) -> Resolved | None:
        """Whom a sentence is about; OPEN where that is not clear, None where it names nobody of the gender."""
        people = [p for p in self.discourse.places(s) if self._fits(p.actor, gender)]
        speakers: dict[int, Draft] = {}
        noun: int | None = None
        for offset, r in self.speakers(s):
            if len(r.actors) > 1 and any(self._fits(d, gender) for d in r.actors):
                return OPEN
            speakers.update({id(d): d for d in r.actors if self._fits(d, gender)})
            if r.resolution == "none" and (head := self._noun(offset if r.stands_for is None else r.stands_for)):
                noun = head if noun in (None, head) else noun
        leads = dict(speakers)
        leads.update({id(p.actor): p.actor for p in people if p.subject and not p.reported and not aside(p.token)})
        base = s.paragraph.start
        for t, meant in self._pronouns(s, gender):
            if self.discourse.reported(base + t.idx) or aside(t):
                continue
            if meant is None or (meant.resolution != "resolved" and meant.stands_for is None):
                return OPEN
            if meant.actors:
                leads[id(meant.actors[0])] = meant.actors[0]
        strange = [t for t in self._strangers(s, gender) if not aside(t)]
        if any(p.subject and not p.reported and _perhaps_person(p.actor) for p in self.discourse.places(s)):
            return OPEN
        if noun is not None or strange:
            only_it = all(base + t.idx == noun for t in strange)
            return unnamed(noun) if noun is not None and only_it and not leads else OPEN
        if len(leads) > 1 or (gender is not None and self._told_of(s, gender)):
            return OPEN
        everyone = {id(p.actor): p.actor for p in people}
        if leads:
            lead = next(iter(leads.values()))
            rivals = {id(p.actor) for p in people if not p.reported and not aside(p.token)} - {id(lead)}
            if id(lead) in speakers or not rivals or (alone and self._led_before(s, gender, lead)):
                return sure("pronoun", lead)
            return OPEN
        if len(everyone) == 1:
            one = next(iter(everyone.values()))
            before = self._before(s, gender) if alone else None
            other = before is not None and before.resolution == "resolved" and before.actors[0] is not one
            return OPEN if other else sure("pronoun", one)
        return OPEN if everyone else None

    def _told_of(self, s: ParsedSentence, gender: Gender) -> bool:
        """Whether somebody without a name, surely of the gender, is the subject of what is reported there."""
        base = s.paragraph.start
        return any(
            t.dep_ in SUBJECT and t.tag_ == "NN" and of_word(t.text) == gender and self.discourse.reported(base + t.idx)
            for t in s.tokens
        )

    def _before(self, s: ParsedSentence, gender: Gender | None) -> Resolved | None:
        """The verdict of the nearest sentence before that has words of its own."""
        previous = next(iter(self._back(s)), None)
        return self._verdict(previous, gender, alone=False) if previous is not None else None

    def _led_before(self, s: ParsedSentence, gender: Gender | None, lead: Draft) -> bool:
        before = self._before(s, gender)
        return before is not None and before.actors[:1] == (lead,)

    def _noun(self, offset: int) -> int | None:
        """The offset if a singular word for a person stands there ("a spokesman")."""
        token, _ = self.discourse.at(offset)
        return offset if token is not None and token.tag_ == "NN" and is_person(token) else None

    # ---------------------------------------------------------------- it and they

    def body(self, token: Token, sentence: ParsedSentence, own: Sequence[Offsets] = ()) -> Resolved:
        """The organisation, country or document that "it" stands for: the subject before it in its sentence, or the
        only speaker or the subject of the sentence before. Any other noun there may be meant instead."""
        if self.discourse.quoted(sentence.paragraph.start + token.idx):
            return OPEN
        here = self._main_subjects(sentence, own, token) or self._fronted(token, sentence)
        if here:
            return self._body_at(here, sentence)
        previous = next(iter(self._back(sentence)), None)
        if previous is None:
            return OPEN
        said = {(r.actors, offset if r.stands_for is None else r.stands_for) for offset, r in self.speakers(previous)}
        if own and len({a if a else o for a, o in said}) == 1:
            actors, offset = next(iter(said))
            if len(actors) == 1:
                return sure("pronoun", actors[0]) if actors[0].type in ("organisation", "country") else OPEN
            noun, _ = self.discourse.at(offset)
            speaks = words("groups", "bodies") | words("groups", "documents")
            if not actors and noun is not None and noun.tag_ in ("NN", "NNP") and noun.lemma_.lower() in speaks:
                return unnamed(offset)
            return OPEN
        return self._body_at(self._main_subjects(previous, ()), previous)

    def _fronted(self, token: Token, sentence: ParsedSentence) -> list[Token]:
        """The subject of the clause that goes before the pronoun's: "Though the agency has said so, it"."""
        subjects = (t for t in sentence.tokens if t.i < token.i and t.dep_ in SUBJECT and t.head.dep_ == "advcl")
        return [t for t in subjects if in_fronted(t.head, token)]

    def _body_at(self, subjects: Sequence[Token], sentence: ParsedSentence) -> Resolved:
        if len(subjects) != 1:
            return OPEN
        known = self._found.get(sentence.paragraph.start + subjects[0].idx)
        if subjects[0].lower_ == "it" and known is not None:
            return known
        d = self.discourse.actor(subjects[0], sentence)
        if d is None and subjects[0].tag_ == "NN" and subjects[0].lemma_.lower() in words("groups", "bodies"):
            return known if known is not None else unnamed(sentence.paragraph.start + subjects[0].idx)
        return sure("pronoun", d) if d is not None and d.type in ("organisation", "country") else OPEN

    def _main_subjects(
        self, sentence: ParsedSentence, own: Sequence[Offsets], stop: Token | None = None
    ) -> list[Token]:
        """Subjects of main clauses outside quotation marks and `own`, before the token `stop`."""
        base = sentence.paragraph.start
        return [
            t
            for t in sentence.tokens
            if (stop is None or t.i < stop.i)
            and t.dep_ in SUBJECT
            and (t.head.dep_ in ("ROOT", "conj") or t.head.i == sentence.tokens.root.i)
            and not self.discourse.quoted(base + t.idx)
            and not within(base + t.idx, own)
        ]

    def group(self, token: Token, sentence: ParsedSentence, own: Sequence[Offsets] = ()) -> Resolved:
        """Whom "they" stands for: the only plural subject before it in its sentence, or the only speakers of the
        sentence before; a body may be meant as well."""
        base = sentence.paragraph.start
        if self.discourse.quoted(base + token.idx) or not own:
            return OPEN
        here = self._main_subjects(sentence, own, token)
        if here:
            plural = here[0].tag_ == "NNS" and len(here) == 1
            return unnamed(base + here[0].idx) if plural else OPEN
        for s in islice(self._back(sentence), _GAPS + 1):
            if not self._of_one_only(s):
                return self._group_of(s)
        return OPEN

    def _listed(self, s: ParsedSentence) -> Resolved:
        """The only people that a sentence names together: "It drew two senators: Ann Roe and Bo Lund"."""
        people = [p for p in self.discourse.places(s) if p.actor.type == "person" and p.token.dep_ != "poss"]
        groups = {frozenset(id(self.discourse.actor(t, s)) for t in (p.token, *p.token.conjuncts)): p for p in people}
        listed = [g for g in groups if len(g) > 1]
        if len(listed) != 1 or listed[0] != {id(p.actor) for p in people}:
            return OPEN
        return sure("pronoun", *{id(p.actor): p.actor for p in people}.values())

    def _of_one_only(self, s: ParsedSentence) -> bool:
        """Whether a sentence that nobody speaks in is about "he" or "she" alone, whom "they" cannot mean."""
        subjects = self._main_subjects(s, ())
        alone = len(subjects) == 1 and subjects[0].lower_ in ("he", "she") and not self.speakers(s)
        return alone and not any(t.tag_ == "NNS" and people(t) for t in s.tokens)

    def _group_of(self, s: ParsedSentence) -> Resolved:
        """The only speakers of a sentence, else its only subject, if they are several or a body."""
        base = s.paragraph.start
        subjects = self._main_subjects(s, ())
        many = [t for t in subjects if t.tag_ in ("NNS", "NNPS")]
        said = self.speakers(s)
        if not said:
            if len(subjects) != 1 or self.discourse.reported(base + subjects[0].idx):
                return OPEN
            joint = {id(d): d for t in (subjects[0], *subjects[0].conjuncts) if (d := self.discourse.actor(t, s))}
            if len(joint) > 1:
                return sure("pronoun", *joint.values())
            if many and people(many[0]):
                return unnamed(base + subjects[0].idx)
            return self._listed(s) if not many else OPEN
        if len({r.actors or o for o, r in said}) != 1:
            return OPEN
        offset, r = said[-1]
        if len(r.actors) > 1:
            return sure("pronoun", *r.actors)
        if r.actors:
            return sure("pronoun", r.actors[0]) if r.actors[0].type != "person" and not many else OPEN
        offset = offset if r.stands_for is None else r.stands_for
        noun, _ = self.discourse.at(offset)
        if r.resolution != "none" or noun is None:
            return OPEN
        one = noun.lower_ in ("spokesman", "spokeswoman", "spokesperson") and not many
        return unnamed(offset) if noun.tag_ == "NNS" or one else OPEN


def _perhaps_person(actor: Draft) -> bool:
    """Whether what counts as a body is as often taken for a person, or begins with a given name."""
    if actor.type == "person":
        return False
    taken = sum(m.label == "PERSON" or m.title is not None for m in actor.mentions)
    first, *rest = actor.name.lower().split() or [""]
    given = words("given_names", "male") | words("given_names", "female")
    return 2 * taken >= len(actor.mentions) or bool(rest and first in given)
