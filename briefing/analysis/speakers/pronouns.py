"""Whom "he", "she", "it" and "they" stand for, by what the sentences before put first.

News is told speaker by speaker: a pronoun that speaks is nearly always the last speaker, and otherwise the subject
of the sentence before. Each rule asks for one candidate of the right gender; a rival on a par with it leaves the
pronoun open, since a wrong speaker is worse than none. Pronouns inside quotation marks are not resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Draft
from briefing.analysis.attributions.attribution import Offsets
from briefing.analysis.speakers.discourse import SUBJECT, Discourse, Place, is_person
from briefing.analysis.speakers.gender import Gender, of_pronoun, of_word
from briefing.analysis.speakers.resolved import OPEN, Resolved, sure, unnamed
from briefing.language import ParsedSentence
from briefing.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far back an antecedent is looked for: sentences in all, and sentences that name no candidate.
_REACH, _GAPS = 8, 2
# Behind one of these a person is spoken of or to, and is not who speaks: "In an interview with Smith, he said".
_OBLIQUE = {"with", "about", "of", "to", "against", "like", "unlike", "for", "on", "from", "by", "at", "over", "than"}
_OBLIQUE |= {"behind", "including"}
# Clauses inside another.
_INNER = {"relcl", "acl", "ccomp", "advcl", "pcomp", "xcomp"}
_SINGULAR = {"m": ("he",), "f": ("she",)}


class Pronouns:
    """Pronouns of one article, resolved in the order of the text; `note` tells it what sources were resolved to."""

    def __init__(self, discourse: Discourse, genders: Mapping[int, Gender | None]) -> None:
        self.discourse, self.genders = discourse, genders
        self._found: dict[int, Resolved] = {}
        self._speakers: dict[int, list[tuple[int, Resolved]]] = {}

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
        found = self._in_sentence(token, sentence, gender, own)
        if any(self._named_in(d, own) for d in found.actors):
            return OPEN
        return found

    def _named_in(self, actor: Draft, spans: Sequence[Offsets]) -> bool:
        """Whether the actor is named there outside quotation marks (inside them some speak of themselves by name)."""
        return any(actor in self.discourse.named(start, end, quoted=False) for start, end in spans)

    def _in_sentence(self, token: Token, sentence: ParsedSentence, gender: Gender, own: Sequence[Offsets]) -> Resolved:
        """By the persons named before it in its own sentence, else by the sentences before."""
        at = sentence.paragraph.start + token.idx
        subjects: dict[int, tuple[Draft, Token]] = {}
        others: list[Place] = []
        for p in self.discourse.places(sentence):
            if p.at < at and self._fits(p.actor, gender) and not _within(p.at, own):
                if p.subject and _in_reach(p.token.head, token):
                    subjects[id(p.actor)] = (p.actor, p.token)
                else:
                    others.append(p)
        for t, r in self._pronouns(sentence, gender):
            if t.i < token.i and not _within(sentence.paragraph.start + t.idx, own):
                if r is None or r.resolution != "resolved":
                    return r if r is not None and r.stands_for is not None else OPEN
                subjects[id(r.actors[0])] = (r.actors[0], t)
        strangers = self.discourse.strangers(sentence, self._resolved_offsets(sentence))
        if any(t.i < token.i and not _within(sentence.paragraph.start + t.idx, own) for t in strangers):
            return OPEN
        if subjects:
            rivals = {id(p.actor) for p in others if not _aside(p.token)} - subjects.keys()
            joined = [d for d, t in subjects.values() if _coordinated(token, t)]
            if len(joined) == 1:
                return sure("pronoun", joined[0])
            one = next(iter(subjects.values()))[0]
            return sure("pronoun", one) if len(subjects) == 1 and not rivals else OPEN
        if (clause := _clause_of_who(token)) is not None:
            relative = self._of_relative(clause, sentence, gender)
            return sure("pronoun", relative) if relative is not None else OPEN
        before = self.focus(sentence, gender)
        if not others:
            return before
        named = {id(p.actor): p.actor for p in others}
        if before.resolution == "resolved":
            mine = id(before.actors[0])
            return before if mine in named or all(_aside(p.token) for p in others) else OPEN
        if before.stands_for is None and len(named) == 1 and any(_in_clause(p.token) for p in others):
            return sure("pronoun", next(iter(named.values())))
        return OPEN

    def _of_relative(self, clause: Token, sentence: ParsedSentence, gender: Gender) -> Draft | None:
        """Whom the "who" of a clause stands for."""
        near = [clause.head, clause.head.head] if clause.head.dep_ == "appos" else [clause.head]
        found = (self.discourse.actor(t, sentence) for t in near)
        return next((d for d in found if d is not None and self._fits(d, gender)), None)

    def _fits(self, actor: Draft, gender: Gender | None) -> bool:
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

    def focus(self, sentence: ParsedSentence, gender: Gender | None) -> Resolved:
        """The one person of the gender that the sentences before are about: their speaker, else their subject."""
        for s in islice(self._back(sentence), _GAPS + 1):
            verdict = self._verdict(s, gender)
            if verdict is not None:
                return verdict
        return OPEN

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
        leads.update({id(p.actor): p.actor for p in people if p.subject and not p.reported and not _aside(p.token)})
        base = s.paragraph.start
        for t, meant in self._pronouns(s, gender):
            if self.discourse.reported(base + t.idx) or _aside(t):
                continue
            if meant is None or (meant.resolution != "resolved" and meant.stands_for is None):
                return OPEN
            if meant.actors:
                leads[id(meant.actors[0])] = meant.actors[0]
        strange = [
            t
            for t in self.discourse.strangers(s, self._resolved_offsets(s))
            if gender is None or of_word(t.text) in (gender, None)
        ]
        if any(p.subject and not p.reported and _perhaps_person(p.actor) for p in self.discourse.places(s)):
            return OPEN
        if noun is not None or strange:
            only_it = all(base + t.idx == noun for t in strange)
            return unnamed(noun) if noun is not None and only_it and not leads else OPEN
        if len(leads) > 1:
            return OPEN
        everyone = {id(p.actor): p.actor for p in people}
        if leads:
            lead = next(iter(leads.values()))
            rivals = {id(p.actor) for p in people if not p.reported and not _aside(p.token)} - {id(lead)}
            if id(lead) in speakers or not rivals or (alone and self._led_before(s, gender, lead)):
                return sure("pronoun", lead)
            return OPEN
        if len(everyone) == 1:
            one = next(iter(everyone.values()))
            before = self._before(s, gender) if alone else None
            other = before is not None and before.resolution == "resolved" and before.actors[0] is not one
            return OPEN if other else sure("pronoun", one)
        return OPEN if everyone else None

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
        here = self._main_subjects(sentence, own, token)
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

    def _body_at(self, subjects: Sequence[Token], sentence: ParsedSentence) -> Resolved:
        if len(subjects) != 1:
            return OPEN
        known = self._found.get(sentence.paragraph.start + subjects[0].idx)
        if subjects[0].lower_ == "it" and known is not None:
            return known
        d = self.discourse.actor(subjects[0], sentence)
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
            and not _within(base + t.idx, own)
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
        previous = next(iter(self._back(sentence)), None)
        return self._group_of(previous) if previous is not None else OPEN

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
            return unnamed(base + subjects[0].idx) if many and _people(many[0]) else OPEN
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


def _people(token: Token) -> bool:
    return token.lower_ in words("groups", "people") or token.lemma_.lower() in words("people", "roles")


def _within(offset: int, spans: Sequence[Offsets]) -> bool:
    return any(s <= offset < e for s, e in spans)


def _coordinated(token: Token, subject: Token) -> bool:
    """Whether the pronoun's verb is joined by "and" to the subject's: "Smith left, and he said …"."""
    verb = token.head
    while verb.dep_ == "conj":
        verb = verb.head
        if verb.i == subject.head.i:
            return True
    return False


def _clause_of_who(pronoun: Token) -> Token | None:
    """The verb of the "who" clause that a pronoun's clause hangs in: "Smith, who left when he said"."""
    for a in pronoun.ancestors:
        if a.dep_ == "relcl" and any(c.dep_ in SUBJECT and c.lower_ == "who" for c in a.children):
            return a
    return None


def _in_reach(verb: Token, pronoun: Token) -> bool:
    """Whether a clause before the pronoun's is one that hands on its subject: the main clause, one joined to it, one
    that the pronoun's hangs in or that goes before it ("When Smith arrived, he said"), but no clause inside these."""
    if verb.dep_ in ("ROOT", "conj") or verb.i in {a.i for a in pronoun.ancestors}:
        return True
    return verb.dep_ in ("advcl", "ccomp", "parataxis") and (
        verb.head.dep_ == "ROOT" or verb.head.i == pronoun.head.i or verb.head.i in {a.i for a in pronoun.ancestors}
    )


def _aside(token: Token) -> bool:
    """Whether a name is said by the way: spoken of or to (behind "with", "about"; the object of "praising"), an owner,
    or in a clause inside the main one ("asked if Smith would win")."""
    while token.dep_ in ("conj", "appos", "compound", "nmod") and token.head.i != token.i:
        token = token.head
    if token.dep_ == "poss" or (token.dep_ == "pobj" and token.head.lower_ in _OBLIQUE):
        return True
    return any(a.dep_ in _INNER for a in token.ancestors)


def _in_clause(token: Token) -> bool:
    """Whether a name stands in a clause with a subject, or owns something: a pronoun behind it can take it up."""
    if token.dep_ == "poss":
        return True
    for a in token.ancestors:
        if a.dep_ == "advcl":
            return any(c.dep_ in SUBJECT for c in a.children)
    return False
