"""Whom a description stands for: a role noun ("the NATO chief"), a body ("the ministry"), what somebody owns
("Kim's statement"), an age ("the 43-year-old").

Nobody is resolved by a description that more than one person or body fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Draft
from briefing.analysis.speakers.discourse import SUBJECT, Discourse
from briefing.analysis.speakers.documents import Documents
from briefing.analysis.speakers.pronouns import Pronouns
from briefing.analysis.speakers.resolved import NOBODY, Resolved, sure
from briefing.language import ParsedSentence
from briefing.lexicon import countries, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_AGE = re.compile(r"(?:the )?\d{1,3}[- ]year[- ]old$", re.I)
_INDEFINITE = {"a", "an", "one", "another", "some", "any", "no", "every", "each"}
# With one of these before it a role is a lower one: "the minister" is not the prime minister, nor the vice president.
_RANKS = {"vice", "deputy", "assistant", "prime", "under", "associate", "elect", "shadow"}
_HEADS_OF_STATE = {"leader", "premier", "chief"}
# How many sentences back a person or body must be named to be meant where the description fits more than one.
_NEAR = 3
# How far back "the professor" must be named.
_FAR = 8
# Nouns that any body may be called by, unless its name says that it is something else.
_ANY_BODY = {"company", "firm", "group", "organisation", "organization", "agency", "corporation", "body", "bureau"}
_ANY_BODY |= {"label", "retailer", "utility", "manufacturer", "carmaker", "automaker", "chain", "publisher", "startup"}
# With one of these in a sentence its officials speak for themselves.
_UNNAMED = {"anonymity", "anonymous", "anonymously", "unnamed", "privately"}
# So often a body is named that the article is about.
_FOREMOST = 4


class Descriptions:
    """Descriptions of one article. `roles` has each actor's roles as text, by its identity."""

    def __init__(
        self, discourse: Discourse, cast: Sequence[Draft], roles: Mapping[int, Sequence[str]], pronouns: Pronouns
    ) -> None:
        self.discourse, self.pronouns, self.documents = discourse, pronouns, Documents(discourse)
        self.persons = [
            (d, [(_words(r), _words(_core(r))) for r in roles.get(id(d), ())]) for d in cast if d.type == "person"
        ]
        self.bodies = [
            (d, set().union(*(_words(r) for r in roles.get(id(d), ())))) for d in cast if d.type == "organisation"
        ]

    def resolve(self, token: Token, sentence: ParsedSentence, source: str) -> Resolved:
        """The actor that a noun stands for; unnamed where it is none of them."""
        if _AGE.search(source):
            found = self.pronouns.focus(sentence, None)
            return found if found.resolution == "resolved" else NOBODY
        determiner = next((c.lower_ for c in token.children if c.dep_ in ("det", "poss")), "")
        lemma = token.lemma_.lower()
        singular = token.tag_ in ("NN", "NNP")
        if singular and determiner not in _INDEFINITE and (lemma in words("people", "roles") or lemma in _called()):
            person = self._role(token, sentence)
            if person is not None:
                return sure("role", person)
        if (owner := self.documents.owner(token, sentence)) is not None:  # what Kim's statement says, Kim says
            return sure("role", owner)
        if (whose := self._officials(token, sentence)) is not None:
            return sure("body", whose)
        if singular and determiner in ("the", "") and lemma in words("groups", "bodies"):
            body = self._body(token, sentence) if determiner else None
            if body is not None:
                return sure("body", body)
        return NOBODY

    def _officials(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The body or country that "Lark Trust officials" speak for: no "two", "senior" or nameless ones."""
        before = [t for t in token.subtree if t.i < token.i and t.lower_ != "the"]
        if token.lower_ != "officials" or not before:
            return None
        if any(t.lower_ in _UNNAMED for t in sentence.tokens):
            return None
        named = self.discourse.actor(before[0], sentence)
        alone = all(self.discourse.actor(t, sentence) is named for t in before)
        return named if named is not None and alone and named.type != "person" else None

    def _role(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The one person named before whose stated role fits "the NATO chief", "the president", "the professor"."""
        if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children):
            return None  # "his lawyer": whose?
        head = token.lemma_.lower()
        at = sentence.paragraph.start + token.idx
        if any(t.is_quote for t in token.doc[token.left_edge.i : token.i]):
            return None  # "the “Blue Quay” singer"
        beside = self._beside(token, sentence)
        said_before = {
            t.i
            for t in token.subtree
            if t.i < token.i and t.pos_ in ("PROPN", "NOUN", "ADJ") and not (t.dep_ == "appos" or t.text == "-")
        }
        modifiers = {token.doc[i].lower_ for i in said_before}
        names = {token.doc[i].lower_ for i in said_before if token.doc[i].pos_ == "PROPN"}
        if self._unnamed_just_spoke(head, sentence):
            return None
        fits = [
            d
            for d, roles in self.persons
            if d.mentions[0].start < at
            and d is not beside
            and any(_role_fits(head, modifiers, said, core) and not _elsewhere(names, said) for said, core in roles)
        ]
        if head not in words("people", "leaders") and head not in _called():  # an office has one holder, a trade many
            named = self._named_within(_FAR, sentence, at)
            fits = [d for d in fits if d in named]
        one = self._one(fits, sentence, at)
        return None if one is not None and self._rather_another(one, sentence, at) else one

    def _beside(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The person named right before the comma that the role as a subject stands behind: "Speaking of her part as
        Ann Roe, the actress said"."""
        left = token.left_edge.i
        if token.dep_ not in SUBJECT or left < 2 or token.doc[left - 1].text != ",":
            return None
        return self.discourse.actor(token.doc[left - 2], sentence)

    def _rather_another(self, one: Draft, sentence: ParsedSentence, at: int) -> bool:
        """Whether a former holder of the role is not named just before, but somebody speaks there without any role."""
        own = set().union(*(said for d, roles in self.persons if d is one for said, _ in roles))
        if not own & {"former", "ex"} or one in self._named_within(_NEAR, sentence, at):
            return False
        spoke = [d for s in self._near(sentence) for _, r in self.pronouns.speakers(s) for d in r.actors]
        return one not in spoke and any(d is not one and not roles for d, roles in self.persons if d in spoke)

    def _unnamed_just_spoke(self, head: str, sentence: ParsedSentence) -> bool:
        """Whether "a spokesman" spoke just before, whom "the spokesman" takes up."""
        for s in self._near(sentence):
            for offset, r in self.pronouns.speakers(s):
                token, _ = self.discourse.at(offset if r.stands_for is None else r.stands_for)
                if r.resolution == "none" and token is not None and token.lemma_.lower() == head:
                    return True
        return False

    def _near(self, sentence: ParsedSentence) -> Sequence[ParsedSentence]:
        return self.discourse.reading.sentences[max(0, sentence.index - _NEAR) : sentence.index]

    def _named_within(self, sentences: int, sentence: ParsedSentence, at: int) -> set[Draft]:
        """The actors named in so many sentences before, and in this one up to `at`."""
        first = self.discourse.reading.sentences[max(0, sentence.index - sentences)]
        return self.discourse.named(first.start, at)

    def _one(self, fits: Sequence[Draft], sentence: ParsedSentence, at: int) -> Draft | None:
        """The only one; of several, the only one named just before."""
        if len(fits) > 1:
            named = self._named_within(_NEAR, sentence, at)
            fits = [d for d in fits if d in named]
        return fits[0] if len(fits) == 1 else None

    def _body(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """The one organisation named before that the noun names: "the ministry", "the university"; for "the company"
        and the like the only one that the sentences just before name."""
        head = token.lemma_.lower()
        if any(c.dep_ in ("compound", "amod", "nmod", "prep", "relcl", "acl", "nummod") for c in token.children):
            return None
        at = sentence.paragraph.start + token.idx
        before = [(d, said) for d, said in self.bodies if d.mentions[0].start < at]
        named = {head, *table("groups")["called"].get(head, ())}
        fits = [d for d, said in before if head in said or any(named & _heads(k) for k in d.keys)]
        close = self._named_within(_NEAR, sentence, at)
        if head not in _ANY_BODY:
            return self._one(fits, sentence, at) if fits else None
        if self._another_before(sentence):
            return None
        near = [d for d, _ in before if d in close]
        leads = [d for d in near if self._leads(d, sentence)]
        if len(near) == 1 and not _otherwise(near[0], head) and (near[0] in fits or leads):
            return near[0]
        if leads:
            return leads[0] if len(leads) == 1 and not _otherwise(leads[0], head) else None
        return self._foremost([d for d, _ in before if not d.is_outlet], close, head)

    def _another_before(self, sentence: ParsedSentence) -> bool:
        """Whether the sentence just before is about a name that is no actor's, or about a body without a name."""
        if sentence.index == 0:
            return False
        s = self.discourse.reading.sentences[sentence.index - 1]
        base = s.paragraph.start
        subjects = (t for t in s.tokens if t.dep_ in SUBJECT and t.head.dep_ in ("ROOT", "conj", "ccomp"))
        return any(
            self.discourse.actor(t, s) is None
            and not self.discourse.quoted(base + t.idx)
            and (t.tag_ in ("NNP", "NNPS") or t.lemma_.lower() in words("groups", "bodies"))
            for t in subjects
        )

    def _foremost(self, bodies: Sequence[Draft], close: set[Draft], head: str) -> Draft | None:
        """The body that the article is about, where it was named just before, and no other near it by half."""
        ranked = sorted((d for d in bodies if not _otherwise(d, head)), key=lambda d: -len(d.mentions))
        if not ranked or ranked[0] not in close or len(ranked[0].mentions) < _FOREMOST:
            return None
        return ranked[0] if len(ranked) == 1 or len(ranked[0].mentions) >= 2 * len(ranked[1].mentions) else None

    def _leads(self, body: Draft, sentence: ParsedSentence) -> bool:
        """Whether the sentence just before has the body for speaker or subject."""
        if sentence.index == 0:
            return False
        before = self.discourse.reading.sentences[sentence.index - 1]
        speaks = any(body in r.actors for _, r in self.pronouns.speakers(before))
        return speaks or any(p.actor is body and p.subject for p in self.discourse.places(before))


def _otherwise(body: Draft, head: str) -> bool:
    """Whether a body's name says that it is no such thing as the noun."""
    kinds = words("names", "organisations") | words("groups", "bodies")
    return any(w in kinds and w != head for k in body.keys for w in k.split()[-1:])


def _heads(key: str) -> set[str]:
    """What a body's name says that it is: its last word, and that before a preposition ("bank of england")."""
    own = key.split()
    behind = [own[i - 1] for i, w in enumerate(own) if i and w in ("of", "for", "on", "in", "at")]
    return {*own[-1:], *behind[:1]}


def _words(role: str) -> set[str]:
    return {w.removesuffix("'s") for w in re.findall(r"[\w'-]+", role.lower().replace("’", "'"))}


@cache
def _called() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in table("people")["called"].items()}


def _core(role: str) -> str:
    """A role without whom it ties its bearer to: "undersecretary" of "undersecretary to the premier"."""
    if role.lower().startswith("who "):
        return role
    own = re.split(r"['’]s?\s", role)[-1]
    return re.split(r"\s(?:of|to|for|in|at|with|from|by|on|who)\s", own)[0]


def _role_fits(head: str, modifiers: set[str], said: set[str], core: set[str]) -> bool:
    """Whether a stated role can be called by a noun with its modifiers.

    The land must be the same, each specialty ("foreign", "former") and rank stated, and any other modifier shared.
    """
    said = said | {w for s in said for w in s.split("-")}
    lands = _lands(modifiers)
    if lands and not lands & _lands(said):
        return False
    special = modifiers & words("people", "title_modifiers")
    if special - said or (said & _RANKS) - modifiers - {head}:
        return False
    rest = {m for m in modifiers - special if not _lands({m})}
    core = core | {w for s in core for w in s.split("-")}
    if head in core or core & _called().get(head, frozenset()):
        return not rest or bool(rest & said)
    offices = words("people", "leaders")
    leads = head in offices and bool(core & offices)
    return leads and bool((rest - offices) & said or (lands and head in _HEADS_OF_STATE))


def _elsewhere(names: set[str], said: set[str]) -> bool:
    """Whether a role is told of another place or body: of the governor of North Carolina, "South Carolina's"."""
    return bool(names & said) and bool(names - said - words("people", "titles") - words("people", "title_modifiers"))


def _lands(modifiers: set[str]) -> set[str]:
    codes = (countries.demonyms().get(w) or countries.code_of(w) for w in modifiers)
    return {c for c in codes if c}
