"""From a source as written to the actor it stands for.

A wrong speaker is the worst fault there is. So each rule asks for a single candidate, and where none or several
fit, the source stays as the article has it and the resolution open. Names are looked up; descriptions.py and
pronouns.py resolve the rest, in the order of the text, since each speaker tells of the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Cast, Draft
from briefing.analysis.actors.mention import NameMention
from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.attributions.quotes import Quotation
from briefing.analysis.speakers.bearers import bearers
from briefing.analysis.speakers.descriptions import Descriptions
from briefing.analysis.speakers.discourse import SUBJECT, Discourse, is_person
from briefing.analysis.speakers.gender import PERSONAL, genders
from briefing.analysis.speakers.guards import anew, another_tells, behind_aside, indefinite
from briefing.analysis.speakers.joint import Joint
from briefing.analysis.speakers.pronouns import Pronouns
from briefing.analysis.speakers.resolved import CONFIDENCE, NOBODY, OPEN, Resolved, sure, unnamed
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = {"who", "which", "that"}
_SOME = {"some", "many", "others", "most", "several", "few", "both", "one", "those", "all", "everyone", "nobody"}
# A name behind one of these is not the head's own ("an aide to Kim").
_TIES = {"of", "for", "to", "and", "the", "by", "with", "in", "at", "from", "about", "on", "against", "or", "than"}
_TIES |= {"like", "as"}
# A preposition before a name, with no comma between.
_TIED = re.compile(r"\b(?:of|for|to|by|with|in|at|from|about|on|against)\b[^,–—]*$")
# Ties between two words for the same, or between those who act together.
_SAME = {"appos", "conj", "compound", "nmod", "flat", "amod", "dep"}


_THINGS_DO = {"show", "suggest", "indicate", "reveal", "mean", "imply"}
_REPLIES = {"reply", "answer", "respond", "retort"}


class Resolver:
    """Resolves the sources of one article. `roles` gives each actor's roles as text, by its identity."""

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        quotations: Sequence[Quotation],
        roles: Mapping[int, Sequence[str]],
        attributions: Sequence[Attribution],
    ) -> None:
        self.reading, self.attributions = reading, attributions
        by_gender = genders(reading, cast.actors, roles)
        told_apart = bearers(reading, cast, by_gender, roles)
        self.discourse = Discourse(reading, cast, told_apart, quotations, attributions)
        self.pronouns = Pronouns(self.discourse, by_gender)
        self.descriptions = Descriptions(self.discourse, cast.actors, roles, self.pronouns)
        self._asked: Resolved | None = None  # who asked last
        self._last_names = {m.end: (m, a) for a in cast.actors for m in a.mentions}
        self.joint = Joint(self.discourse, {m.start: m for a in cast.actors for m in a.mentions})

    def resolve_all(self) -> list[Resolved]:
        """Whom each attribution's source stands for, in the order of the attributions."""
        out = [NOBODY if a.source is None else OPEN for a in self.attributions]
        by_head: dict[int, list[int]] = {}
        for i, a in enumerate(self.attributions):
            if a.source is not None and a.head is not None:
                by_head.setdefault(a.head, []).append(i)
        for sentence in self.reading.sentences:
            for token in sentence.tokens:
                at = sentence.paragraph.start + token.idx
                sources = [i for head in range(at, at + len(token)) for i in by_head.get(head, ())]
                if sources:
                    said = [self.attributions[i] for i in sources]
                    found = self._source(token, sentence, said)
                    self.pronouns.note(sentence, at, found)
                    if any(
                        a.act == "asks" or self.reading.text[a.end - 2 : a.end].rstrip("\"”’'").endswith("?")
                        for a in said
                    ):
                        self._asked = replace(found, stands_for=at if found.stands_for is None else found.stands_for)
                    for i in sources:
                        carried = min(found.confidence, CONFIDENCE["carried"])
                        out[i] = replace(found, confidence=carried) if self.attributions[i].carried else found
                        if found.actors and another_tells(self.discourse, self.attributions[i], found):
                            out[i] = OPEN
                elif token.lower_ in ("he", "she") and token.dep_ in SUBJECT:
                    self.pronouns.note(sentence, at, self.pronouns.person(token, sentence), speaks=False)
        return out

    def resolve(self, a: Attribution) -> Resolved:
        """Whom one more source stands for, once `resolve_all` has read the article."""
        token, sentence = self.discourse.at(a.head) if a.head is not None else (None, None)
        return self._source(token, sentence, [a]) if token is not None and sentence is not None else OPEN

    def pronoun(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The one actor that "he", "she" or "it" stands for, or None."""
        found = self.pronouns.known(sentence.paragraph.start + token.idx)
        if found is None:
            resolver = self.pronouns.person if token.lower_ in PERSONAL else self.pronouns.body
            found = resolver(token, sentence)
        return found.actors[0] if found.resolution == "resolved" else None

    def _source(self, token: Token, sentence: ParsedSentence, said: Sequence[Attribution]) -> Resolved:
        """Whom the head of a source stands for; `said` are the attributions that have it."""
        a = said[0]
        own = [c for x in said for c in x.content]
        if token.lower_ in PERSONAL:
            subject = self._subject(token, sentence, a)
            if subject is not None and self._contradicts(subject, sentence, None):
                return OPEN
            found = self._with_others(self.pronouns.person(token, sentence, own), sentence, a)
            spoken_to = {id(d) for x in said if x.addressee for d in self._named_in(*x.addressee)}
            if a.lemma in _REPLIES and found.resolution != "open" and _same(found, self._asked):
                return OPEN  # "“Why?” a reporter asked. “Because,” she replied."
            return OPEN if any(id(d) in spoken_to for d in found.actors) else found
        if token.lower_ == "it":
            return self.pronouns.body(token, sentence, own)
        if token.lower_ == "they" and a.lemma in _THINGS_DO:
            return OPEN  # the figures, the questions
        if token.lower_ == "they":
            return self.pronouns.group(token, sentence, own)
        return self._phrase(token, sentence, a)

    def _with_others(self, found: Resolved, sentence: ParsedSentence, a: Attribution) -> Resolved:
        """A pronoun's person with those named beside it: "She and Bo Lund"."""
        others = [d for d in self.joint.of(a.source, sentence) if d is not None] if a.source is not None else []
        if not others or found.resolution != "resolved":
            return OPEN if others else found
        return sure("joint", *dict.fromkeys((*found.actors, *others)))

    def _named_in(self, start: int, end: int) -> list[Draft]:
        found = (self.discourse.actor_at(start), self.discourse.actor_at(end - 1))
        return [d for d in found if d is not None]

    def _phrase(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Resolved:
        """A source that is no personal pronoun."""
        together = self.joint.of(a.source, sentence) if a.source is not None else []
        if together and (joint := [d for d in together if d is not None]):
            return sure("joint", *joint)
        named = self.discourse.actor(token, sentence)
        subject = self._subject(token, sentence, a)
        if subject is not None and subject in token.ancestors:
            # Of "lawyers for Mr. Haas said" only the "Mr. Haas".
            if _hangs(token, subject) and self._contradicts(subject, sentence, named):
                found = self._phrase(subject, sentence, replace(a, source=None))
                return unnamed(sentence.paragraph.start + subject.idx) if found.resolution == "none" else found
            if (
                token.dep_ == "poss"
                and token.head == subject
                and subject.lemma_.lower() not in words("groups", "documents")
            ):
                return OPEN  # of "Smith's attack shows" only the "Smith's"
            above = self.discourse.actor(subject, sentence)
            if named is not None and named.type != "person" and above is not None and above.type == "person":
                return sure("name", above)  # "Roe, the author of a book (Lark Press), agreed"
        elif subject is not None and self._contradicts(subject, sentence, named):
            return OPEN
        if named is not None and named.type != "person" and (last := self._last_named(token, sentence, a)) is not None:
            return sure("name", last)  # "NOW President Terry O'Neill", read as NOW
        if named is not None and named.type == "country":  # "Politico Florida"
            before = (self.discourse.actor(c, sentence) for c in token.children if c.dep_ == "compound")
            named = next((d for d in before if d is not None and d.type == "organisation"), named)
        if named is not None and anew(self.discourse, named, token, sentence):
            return OPEN
        if named is not None and named.type == "organisation" and indefinite(self.reading, token, sentence, a):
            return NOBODY
        if named is not None:
            actors = (named, *(j for j in self._joint(token, sentence) if j is not named))
            told = self.discourse.told_apart(sentence.paragraph.start + token.idx)
            return sure("joint" if len(actors) > 1 else "role" if told else "name", *actors)
        if self.discourse.unclear(sentence.paragraph.start + token.idx):
            return OPEN
        source = self.reading.text[slice(*a.source)] if a.source else ""
        if token.lower_ in _RELATIVE or source.lower().startswith(("who ", "which ")):
            return self._relative(token, sentence, a)
        if token.pos_ == "PRON":
            return NOBODY if token.lower_ in _SOME else OPEN
        apposed = self._apposed(token, sentence, a) or self._is_said_of(token, sentence)
        if apposed is not None:
            return sure("name", apposed)
        examples = self._examples(token, sentence) or self._listed(token, sentence, a)
        if examples:
            return sure("joint" if len(examples) > 1 else "role", *examples)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            return self.descriptions.resolve(token, sentence, source)
        return OPEN

    def _subject(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Token | None:
        """The subject of the reporting verb, where the parse has another than the source; None where it has not."""
        if a.cue is None or a.source is None:
            return None
        base = sentence.paragraph.start
        for verb in sentence.tokens:
            if verb.pos_ not in ("VERB", "AUX") or not a.cue[0] <= base + verb.idx < a.cue[1]:
                continue
            if token.head.i == verb.i and (token.dep_ == "nsubj" or (verb.lemma_, token.dep_) == ("quote", "dobj")):
                return None  # "the Times quoted Roe as saying"
            while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not _has_subject(verb):
                verb = verb.head  # "met reporters and called it"
            for t in verb.children:
                at = base + t.idx
                elsewhere = not any(s <= at < e for s, e in (a.source, *a.content)) and not self.discourse.quoted(at)
                if t.dep_ == "nsubj" and t.i != token.i and elsewhere:
                    if t.lower_ in _RELATIVE and verb.dep_ == "relcl":  # "rejected by Smith, who said"
                        who = verb.head
                        person = who.i == token.i and (
                            is_person(who) or self.discourse.actor(who, sentence) is not None
                        )
                        return None if person else t if who.i == token.i else who
                    return t
        return None

    def _contradicts(self, subject: Token, sentence: ParsedSentence, named: Draft | None) -> bool:
        """Whether the reporting verb's subject is somebody else than the source."""
        actor = self.discourse.actor(subject, sentence)
        known = self.pronouns.known(sentence.paragraph.start + subject.idx)
        if actor is None and known is not None and known.actors:
            actor = known.actors[0]
        if actor is not None:
            return actor is not named
        kinds = words("groups", "people") | words("groups", "bodies") | words("groups", "documents")
        noun = is_person(subject) or subject.lower_ in kinds or subject.lemma_.lower() in kinds
        return subject.lower_ in ("who", "he", "she", "they") or (subject.pos_ in ("NOUN", "PROPN") and noun)

    def _relative(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Resolved:
        """ "who" and "which": what the relative clause hangs on, be it named or not."""
        noun = self._antecedent(token, sentence) if token.lower_ in _RELATIVE and token.dep_ in SUBJECT else None
        if noun is None:
            return OPEN
        named = self.discourse.actor(noun, sentence)
        if named is not None and named.type == "person" and token.lower_ == "which":
            return OPEN  # "a novel by Ann Roe, which tells"
        if named is not None and named.type != "person" and token.lower_ == "who":
            named = self._person_above(noun, sentence)
            return sure("role", named) if named is not None else OPEN
        if named is None:
            found = self._phrase(noun, sentence, replace(a, source=None))
            return unnamed(sentence.paragraph.start + noun.idx) if found.resolution == "none" else found
        others = [c for c in noun.conjuncts if c.i < token.i and self.discourse.actor(c, sentence) is not None]
        if not others:
            several = named.type == "person" and any(t.lower_ == "have" for t in (token.head, *token.head.children))
            return OPEN if several else sure("role", named)  # "players such as Ann Roe, who have praised"
        # "X and Y, who both said": all of them; "X and Y, who said" may be Y alone.
        verb = token.head
        plural = verb.tag_ == "VBP" or any(c.lower_ in ("both", "are", "were", "have") for c in verb.children)
        joint = {id(d): d for c in (*others, noun) if (d := self.discourse.actor(c, sentence)) is not None}
        return sure("joint", *joint.values()) if plural else OPEN

    def _person_above(self, noun: Token, sentence: ParsedSentence) -> Draft | None:
        """The person whom a body is named for: "Bo Lund, the head of the Lark Trust, who said"."""
        for t in noun.ancestors:
            if t.dep_ not in ("prep", "pobj", "appos", "compound", "conj") and t.pos_ not in ("NOUN", "PROPN"):
                break
            actor = self.discourse.actor(t, sentence)
            if actor is not None and actor.type == "person":
                return actor
        return None

    def _antecedent(self, token: Token, sentence: ParsedSentence) -> Token | None:
        """The person named right before "who", else the noun that the clause hangs on or the one right before it."""
        i = token.i - 1
        if i > 0 and token.doc[i].text == ",":
            i -= 1
        before = token.doc[i] if i >= 0 and token.doc[i].pos_ in ("NOUN", "PROPN") else None
        named = self.discourse.actor(before, sentence) if before is not None else None
        if named is not None and named.type == "person" and token.lower_ == "who":
            return before
        clause = token.head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl" and clause.head.i < token.i:
            return clause.head
        return before if token.lower_ != "that" else None

    def _joint(self, token: Token, sentence: ParsedSentence) -> list[Draft]:
        """Further names joined to the source by "and"."""
        one = self.discourse.actor(token, sentence)
        found = (self.discourse.actor(c, sentence) for c in token.conjuncts if c.i > token.i)
        alike = (d for d in found if d is not None and one is not None)
        return [d for d in alike if (d.type == "person") == (one is not None and one.type == "person")]

    def _is_said_of(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The person in "Smith was the third witness", of whom the noun is said."""
        if token.dep_ != "attr" or token.tag_ != "NN":
            return None
        subjects = [self.discourse.actor(c, sentence) for c in token.head.children if c.dep_ == "nsubj"]
        named = subjects[0] if len(subjects) == 1 else None
        return named if named is not None and named.type == "person" else None

    def _examples(self, token: Token, sentence: ParsedSentence) -> list[Draft]:
        """The names of "critics such as Smith and Jones", who say what the critics say."""
        if token.tag_ not in ("NNS", "NNPS"):
            return []
        for c in token.children:
            such = c.lower_ == "as" and c.i and c.nbor(-1).lower_ == "such"
            if c.dep_ == "prep" and (such or c.lower_ == "including"):
                named = [n for n in c.children if n.dep_ == "pobj" for n in (n, *n.conjuncts)]
                return list({id(d): d for n in named if (d := self.discourse.actor(n, sentence))}.values())
        return []

    def _listed(self, token: Token, sentence: ParsedSentence, a: Attribution) -> list[Draft]:
        """The names that alone stand behind a dash: "the only two states - Egypt and Jordan"."""
        if a.source is None or token.tag_ not in ("NNS", "NNPS"):
            return []
        dash = re.search(r" [-–—] |: ", self.reading.text[slice(*a.source)])
        if dash is None:
            return []
        base = sentence.paragraph.start
        behind = [t for t in sentence.tokens if a.source[0] + dash.end() <= base + t.idx < a.source[1]]
        words_ = [t for t in behind if not t.is_punct and t.lower_ not in ("and", "the")]
        named = [self.discourse.actor(t, sentence) for t in words_]
        return list({id(d): d for d in named if d is not None}.values()) if all(d is not None for d in named) else []

    def _apposed(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Draft | None:
        """The one person named beside a description: "the NATO chief, Jens Stoltenberg"; or at the end of it:
        "Ambassador to the United States Hamdullah Mohib"."""
        titled = token.tag_ in ("NN", "NNP") and (is_person(token) or token.dep_ == "compound")
        if titled and token.i + 1 < len(token.doc):  # "curator Elaine Moss", however it was parsed
            follows = self.discourse.actor(token.doc[token.i + 1], sentence)
            if follows is not None and follows.type == "person":
                return follows
        near = [c for c in token.children if c.dep_ == "appos" or (c.dep_ in ("compound", "nmod") and c.i > token.i)]
        if token.dep_ == "appos" and not behind_aside(token, sentence):
            near.append(token.head)
        body = token.lemma_.lower() in words("groups", "bodies")
        named = (self.discourse.actor(c, sentence) for c in near)
        found = {
            id(d): d for d in named if d is not None and (d.type == "person" or (body and d.type == "organisation"))
        }
        if len(found) == 1:  # "the children of a dictator, Ann Roe": several are not one
            return next(iter(found.values())) if token.tag_ not in ("NNS", "NNPS") else None
        return self._last_named(token, sentence, a) or self._next_named(token, sentence, a) if not found else None

    def _next_named(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Draft | None:
        """The person named right behind the comma after a singular role: "the candidate, Ann Roe — whose father …"."""
        after = token.doc[token.i + 1 : token.i + 3]
        if token.tag_ != "NN" or not is_person(token) or len(after) < 2 or after[0].text != ",":
            return None
        verb = next((t.head for t in (after[1], *after[1].ancestors) if t.dep_ in SUBJECT), None)
        at = sentence.paragraph.start + verb.idx if verb is not None else -1
        if verb is not None and not (a.cue is not None and a.cue[0] <= at < a.cue[1]):
            return None  # "According to the manager, Roe slept"
        named = self.discourse.actor(after[1], sentence)
        whole = named is not None and any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
        return named if whole and named is not None and named.type == "person" else None

    def _last_named(self, token: Token, sentence: ParsedSentence, a: Attribution) -> Draft | None:
        """The person whose name ends the source phrase, unless a preposition ties it to the head ("aide to Kim")."""
        if a.source is None:
            return None
        head = sentence.paragraph.start + token.idx
        hit: tuple[NameMention, Draft] | None = self._last_names.get(a.source[1])
        if hit is None or hit[0].start <= head:
            return None
        m, d = hit
        if d.type != "person":  # "the company that runs the show, Lark Productions"
            body = d.type == "organisation" and token.lemma_.lower() in words("groups", "bodies")
            return d if body and self.reading.text[head : m.start].rstrip().endswith(",") else None
        if token.tag_ == "NNS" and token.is_lower:
            return None  # "the two men, along with Ann Roe"
        start = m.title[0] if m.title and m.title[0] > head else m.start
        between = self.reading.text[head:start]
        if _TIED.search(between) and (start < m.start or between.split()[-1].islower()):
            return None  # "the ex-wife of gangster Bo Lund"
        before = between.lower().split()
        if before and before[-1] == "and" and m.title and not any(c.dep_ == "det" for c in token.children):
            return d  # "academic and professor Marc Reed": one person
        if any(w in ("including", "with", "such") for w in before):
            return None  # "the group, including Ann Roe"
        return d if not before or (before[-1] not in _TIES and "'s" not in before[-1]) else None


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in (*SUBJECT, "expl") for c in verb.children)


def _same(found: Resolved, other: Resolved | None) -> bool:
    if other is None:
        return False
    return found.actors == other.actors if found.actors else found.stands_for == other.stands_for


def _hangs(token: Token, noun: Token) -> bool:
    """Whether a word only tells more of the noun above it ("lawyers for Haas") and is not another word for it."""
    while token not in (noun, token.head):
        if token.dep_ not in _SAME:
            return True
        token = token.head
    return False
