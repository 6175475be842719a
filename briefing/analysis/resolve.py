"""From a source as written to the actor it stands for.

A wrong speaker is the worst fault there is. So each rule asks for a single candidate, and where none or several
fit, the source stays as the article has it and the resolution open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.analysis.actors import Cast, Draft
from briefing.analysis.attribution import Attribution
from briefing.analysis.mention import NameMention
from briefing.analysis.quotes import Quotation, inside
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import words
from briefing.model import Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

_MALE, _FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_PERSONAL = _MALE | _FEMALE
_GENDERED = words("people", "male") | words("people", "female")
_RELATIVE = {"who", "which", "that"}
# A name behind one of these is not the head's own ("an aide to Kim").
_TIES = {
    "of",
    "for",
    "to",
    "and",
    "the",
    "by",
    "with",
    "in",
    "at",
    "from",
    "about",
    "on",
    "against",
    "or",
    "than",
    "like",
    "as",
}
# How many sentences before its own a pronoun's antecedent is looked for in.
_SENTENCES_BACK = 3
# How sure each way of resolving is; measured on Wikinews (docs/quality.md), to be measured again when rules change.
CONFIDENCE = {"name": 0.95, "joint": 0.9, "role": 0.8, "pronoun": 0.75, "carried": 0.8, "body": 0.7}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors a source stands for, in order, and how that was found."""

    actors: tuple[Draft, ...]
    resolution: Resolution
    confidence: float


NOBODY = Resolved((), "none", 0.9)
OPEN = Resolved((), "open", 0.5)


class Resolver:
    """Resolves the sources of one article. `roles` gives each actor's roles as text."""

    def __init__(
        self, reading: Reading, cast: Cast, quotations: Sequence[Quotation], roles: dict[int, list[str]]
    ) -> None:
        self.reading, self.cast, self.quotations, self.roles = reading, cast, quotations, roles
        self.genders = {id(a): _gender(reading, a, roles.get(id(a), [])) for a in cast.actors}

    def resolve(self, a: Attribution) -> Resolved:
        """Whom the attribution's source stands for."""
        if a.source is None or a.head is None:
            return NOBODY if a.source is None else OPEN
        token, sentence = self._token(a.head)
        if token is None or sentence is None:
            return OPEN
        if a.carried:
            found = self._of(token, sentence, a)
            return Resolved(found.actors, found.resolution, min(found.confidence, CONFIDENCE["carried"]))
        return self._of(token, sentence, a)

    def pronoun(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The one actor that "he", "she" or "it" stands for, or None."""
        found = self._pronoun(token, sentence) if token.lower_ in _PERSONAL else self._impersonal(token, sentence)
        return found.actors[0] if found.resolution == "resolved" else None

    def _of(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Resolved:
        named = self.cast.at(sentence.paragraph.start + token.idx)
        if named is not None and named.type != "person" and (last := self._last_named(token, sentence, a)) is not None:
            return Resolved((last,), "resolved", CONFIDENCE["name"])  # "NOW President Terry O'Neill", read as NOW
        if named is not None:
            joint = self._joint(token, sentence)
            actors = (named, *(j for j in joint if j is not named))
            return Resolved(actors, "resolved", CONFIDENCE["joint" if len(actors) > 1 else "name"])
        if any(m.start <= sentence.paragraph.start + token.idx < m.end for m in self.cast.ambiguous):
            return OPEN
        if token.lower_ in _PERSONAL:
            return self._pronoun(token, sentence)
        if token.lower_ in _RELATIVE:
            return self._relative(token, sentence)
        if token.pos_ == "PRON":
            return self._other_pronoun(token, sentence)
        apposed = self._apposed(token, sentence, a)
        if apposed is not None:
            return Resolved((apposed,), "resolved", CONFIDENCE["name"])
        if token.pos_ in ("NOUN", "PROPN", "ADJ"):
            return self._description(token, sentence)
        return OPEN

    def _relative(self, token: Token, sentence: ParsedSentence) -> Resolved:
        """ "who" and "which": the actor that the relative clause hangs on."""
        clause = token.head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head is not clause:
            clause = clause.head
        if clause.dep_ != "relcl":
            return OPEN
        named = self.cast.at(sentence.paragraph.start + clause.head.idx)
        return Resolved((named,), "resolved", CONFIDENCE["role"]) if named is not None else OPEN

    def _token(self, offset: int) -> tuple[Token | None, ParsedSentence | None]:
        sentence = self.reading.sentence_at(offset)
        if sentence is None:
            return None, None
        at = offset - sentence.paragraph.start
        return next((t for t in sentence.tokens if t.idx <= at < t.idx + len(t)), None), sentence

    def _joint(self, token: Token, sentence: ParsedSentence) -> list[Draft]:
        """Further names joined to the source by "and"."""
        out = []
        for child in token.conjuncts:
            if child.i > token.i and (found := self.cast.at(sentence.paragraph.start + child.idx)):
                out.append(found)
        return out

    def _apposed(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Draft | None:
        """The one person named beside a description: "the NATO chief, Jens Stoltenberg"; or at the end of it:
        "Ambassador to the United States Hamdullah Mohib"."""
        if token.i + 1 < len(token.doc):  # "curator Elaine Moss", however it was parsed
            follows = self.cast.at(sentence.paragraph.start + token.doc[token.i + 1].idx)
            if follows is not None and follows.type == "person":
                return follows
        near = [c for c in token.children if c.dep_ == "appos" or (c.dep_ in ("compound", "nmod") and c.i > token.i)]
        if token.dep_ == "appos":
            near.append(token.head)
        named = (self.cast.at(sentence.paragraph.start + c.idx) for c in near)
        found = {id(d): d for d in named if d is not None and d.type == "person"}
        if len(found) == 1:
            return next(iter(found.values()))
        return self._last_named(token, sentence, a) if not found else None

    def _last_named(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Draft | None:
        """The person whose name ends the source phrase, unless a preposition ties it to the head ("aide to Kim")."""
        if a.source is None:
            return None
        head = sentence.paragraph.start + token.idx
        for d in self.cast.actors:
            for m in d.mentions:
                if d.type == "person" and m.end == a.source[1] and m.start > head:
                    start = m.title[0] if m.title and m.title[0] > head else m.start
                    before = self.reading.text[head:start].lower().split()
                    return d if not before or (before[-1] not in _TIES and "'s" not in before[-1]) else None
        return None

    def _description(self, token: Token, sentence: ParsedSentence) -> Resolved:
        """A role noun for a person, or a common noun for a body."""
        determiner = next((c.lower_ for c in token.children if c.dep_ in ("det", "poss")), "")
        lemma = token.lemma_.lower()
        singular = token.tag_ in ("NN", "NNP")
        if (
            singular
            and (lemma in words("people", "roles"))
            and determiner not in ("a", "an", "one", "another", "some", "any")
        ):
            person = self._role(token, sentence)
            if person is not None:
                return Resolved((person,), "resolved", CONFIDENCE["role"])
        if lemma in words("groups", "documents"):
            # "Kim's statement": what a document says, the one who owns it says.
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            named = self.cast.at(sentence.paragraph.start + owner.idx) if owner is not None else None
            if named is not None:
                return Resolved((named,), "resolved", CONFIDENCE["role"])
        if singular and determiner == "the" and lemma in words("groups", "bodies"):
            body = self._body(token, sentence)
            if body is not None:
                return Resolved((body,), "resolved", CONFIDENCE["body"])
        return NOBODY

    def _role(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The one person whose stated role fits "the NATO chief", "the president", "the professor"."""
        head = token.lemma_.lower()
        modifiers = {
            t.lower_ for t in token.subtree if t.i != token.i and t.pos_ in ("PROPN", "NOUN", "ADJ") and t.i < token.i
        }
        leads = head in words("people", "leaders")
        before = [
            d
            for d in self.cast.actors
            if d.type == "person" and d.mentions[0].start < sentence.paragraph.start + token.idx
        ]
        fits = []
        for person in before:
            for role in self.roles.get(id(person), []):
                said = set(re.findall(r"[\w-]+", role.lower()))
                tied = (modifiers - words("people", "title_modifiers")) & said
                same = head in said or (leads and bool(tied) and bool(said & words("people", "leaders")))
                if same and (tied or not modifiers or (head in said and modifiers <= said)):
                    fits.append(person)
                    break
        return fits[0] if len(fits) == 1 else None

    def _body(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The one organisation named before whose name ends in the noun: "the ministry", "the university"."""
        head = token.lemma_.lower()
        if any(c.dep_ in ("compound", "amod", "nmod", "prep") for c in token.children):
            return None
        at = sentence.paragraph.start + token.idx
        fits = [
            d
            for d in self.cast.actors
            if d.type == "organisation" and d.mentions[0].start < at and any(head in k.split() for k in d.keys)
        ]
        return fits[0] if len(fits) == 1 else None

    def _other_pronoun(self, token: Token, sentence: ParsedSentence) -> Resolved:
        if token.lower_ in ("it", "they"):
            return self._impersonal(token, sentence)
        return (
            NOBODY
            if token.lower_
            in (
                "some",
                "many",
                "others",
                "most",
                "several",
                "few",
                "both",
                "one",
                "those",
                "all",
                "everyone",
                "nobody",
                "who",
            )
            else OPEN
        )

    def _impersonal(self, token: Token, sentence: ParsedSentence) -> Resolved:
        """ "it": the organisation or country that is the subject just before, if nothing else can be meant."""
        if token.lower_ == "they":
            return OPEN
        before = self._subject_of_clause(token, sentence)
        return Resolved((before,), "resolved", CONFIDENCE["pronoun"]) if before is not None else OPEN

    def _subject_of_clause(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The body or country that is the subject of the main clause before: of this sentence, or of the one before.
        Any other noun there ("the indictment", "the army") may be meant instead, and ends the search."""
        for back in (0, 1):
            if sentence.index < back:
                return None
            s = self.reading.sentences[sentence.index - back]
            stop = token.i if back == 0 else s.tokens.end
            main = [
                t
                for t in s.tokens
                if t.i < stop
                and t.dep_ in ("nsubj", "nsubjpass")
                and (t.head.dep_ in ("ROOT", "conj") or t.head.i == s.tokens.root.i)
                and t.lower_ not in ("it", "they")
            ]
            if main:
                d = self.cast.at(s.paragraph.start + main[0].idx)
                one = len(main) == 1 and d is not None and d.type in ("organisation", "country")
                return d if one else None
        return None

    def _pronoun(self, token: Token, sentence: ParsedSentence) -> Resolved:
        gender = "m" if token.lower_ in _MALE else "f"
        at = sentence.paragraph.start + token.idx
        quoted = inside(self.quotations, at)
        if quoted is not None:
            return OPEN
        candidates = self._persons_near(sentence, at, gender)
        if len(candidates) == 1 and self._alone(candidates[0], sentence, at):
            return Resolved((candidates[0],), "resolved", CONFIDENCE["pronoun"])
        # Two who fit: the one the sentences before are about, but only if nobody else is named in the last of them.
        # Of 24 pronouns checked by eye 8 went to the wrong person by a subject's rank alone.
        before = self._subjects_before(token, sentence, ("person",), gender)
        if before is not None and before in candidates and self._alone(before, sentence, at):
            return Resolved((before,), "resolved", CONFIDENCE["pronoun"])
        return OPEN

    def _alone(self, person: Draft, sentence: ParsedSentence, at: int) -> bool:
        """Whether no other person is named since the beginning of the sentence before, in whatever place."""
        floor = self.reading.sentences[max(0, sentence.index - 1)].start
        others = (d for d in self.cast.actors if d.type == "person" and d is not person)
        return not any(floor <= m.start < at for d in others for m in d.mentions)

    def _persons_near(self, sentence: ParsedSentence, at: int, gender: str) -> list[Draft]:
        """Persons of that gender named outside quotations since the sentence before the last one."""
        floor = self.reading.sentences[max(0, sentence.index - 2)].start
        out = []
        for d in self.cast.actors:
            fits = d.type == "person" and self.genders[id(d)] in (gender, None)
            if fits and any(floor <= m.start < at and self._may_be_meant(m) for m in d.mentions):
                out.append(d)
        return out

    def _may_be_meant(self, m: NameMention) -> bool:
        """Whether a pronoun can take up the mention: not one in a quotation, nor a modifier ("the Romney campaign")."""
        root = m.paragraph.doc[m.first : m.last + 1].root
        modifies = root.dep_ in ("compound", "nmod") and root.head.i > m.last
        return not modifies and inside(self.quotations, m.start) is None

    def _subjects_before(
        self, token: Token, sentence: ParsedSentence, kinds: tuple[str, ...], gender: str | None = None
    ) -> Draft | None:
        """Whom the nearest sentence that names one of these kinds is about: the only one named in it, or its subject
        where the others in it are none. A sentence that names two without telling them apart ends the search."""
        for back in range(_SENTENCES_BACK + 1):
            if sentence.index < back:
                return None
            s = self.reading.sentences[sentence.index - back]
            stop = token.i if back == 0 else s.tokens.end
            named: dict[int, Draft] = {}
            subjects: dict[int, Draft] = {}
            for t in s.tokens:
                at = s.paragraph.start + t.idx
                modifies = t.dep_ in ("compound", "nmod") and t.head.pos_ == "NOUN"
                if t.i >= stop or modifies or inside(self.quotations, at) is not None:
                    continue
                d = self.cast.at(at)
                if d is not None and d.type in kinds and (gender is None or self.genders[id(d)] in (gender, None)):
                    named[id(d)] = d
                    if t.dep_ in ("nsubj", "nsubjpass"):
                        subjects[id(d)] = d
            if named:
                one = named if len(named) == 1 else subjects
                return next(iter(one.values())) if len(one) == 1 else None
        return None


def _gender(reading: Reading, actor: Draft, roles: Sequence[str]) -> str | None:
    """ "m" or "f" where a title or role of the person says so."""
    if actor.type != "person":
        return None
    votes = {"m": 0, "f": 0}
    for m in actor.mentions:
        if m.title is None:
            continue
        said = set(re.findall(r"\w+", reading.text[m.title[0] : m.title[1]].lower()))
        votes["m"] += bool(said & words("people", "male"))
        votes["f"] += bool(said & words("people", "female"))
    for role in roles:  # "the daughter of …": the first such word, not those of whom she belongs to
        said_first = next((w for w in re.findall(r"\w+", role.lower()) if w in _GENDERED), None)
        votes["m"] += said_first in words("people", "male")
        votes["f"] += said_first in words("people", "female")
    if votes["m"] == votes["f"]:
        return None
    return "m" if votes["m"] > votes["f"] else "f"
