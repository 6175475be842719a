"""Where a word stands among the clauses of its sentence: what a pronoun behind it can take up, and what is said by the
way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.analysis.attributions.attribution import Offsets
from briefing.analysis.speakers.discourse import SUBJECT
from briefing.analysis.speakers.gender import Gender, of_word
from briefing.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Behind one of these a person is spoken of or to, and is not who speaks: "In an interview with Smith, he said".
_OBLIQUE = {"with", "about", "of", "to", "against", "like", "unlike", "for", "on", "from", "by", "at", "over", "than"}
_OBLIQUE |= {"behind", "including"}
# Clauses inside another.
_INNER = {"relcl", "acl", "ccomp", "advcl", "pcomp", "xcomp"}


def owns_other(token: Token, gender: Gender) -> bool:
    """Whether a name owns the subject, and that is somebody of the other gender: "Smith's sister"."""
    noun = token.head
    return token.dep_ == "poss" and noun.dep_ in SUBJECT and of_word(noun.text) not in (gender, None)


def within(offset: int, spans: Sequence[Offsets]) -> bool:
    return any(s <= offset < e for s, e in spans)


def coordinated(token: Token, subject: Token) -> bool:
    """Whether the pronoun's verb is joined by "and" to the subject's: "Smith left, and he said …"."""
    verb = token.head
    while verb.dep_ == "conj":
        verb = verb.head
        if verb.i == subject.head.i:
            return True
    return False


def clause_of_who(pronoun: Token) -> Token | None:
    """The verb of the "who" clause that a pronoun's clause hangs in: "Smith, who left when he said"."""
    for a in pronoun.ancestors:
        if a.dep_ == "relcl" and any(c.dep_ in SUBJECT and c.lower_ == "who" for c in a.children):
            return a
    return None


def in_reach(verb: Token, pronoun: Token) -> bool:
    """Whether a clause before the pronoun's is one that hands on its subject: the main clause, one joined to it, one
    that the pronoun's hangs in or that goes before it ("When Smith arrived, he said"), but no clause inside these."""
    if verb.dep_ in ("ROOT", "conj") or verb.i in {a.i for a in pronoun.ancestors}:
        return True
    return verb.dep_ in ("advcl", "ccomp", "parataxis") and (
        verb.head.dep_ == "ROOT" or verb.head.i == pronoun.head.i or verb.head.i in {a.i for a in pronoun.ancestors}
    )


def aside(token: Token) -> bool:
    """Whether a name is said by the way: spoken of or to (behind "with", "about"; the object of "praising"), an owner,
    or in a clause inside the main one ("asked if Smith would win")."""
    while token.dep_ in ("conj", "appos", "compound", "nmod") and token.head.i != token.i:
        token = token.head
    if token.dep_ == "poss" or (token.dep_ == "pobj" and token.head.lower_ in _OBLIQUE):
        return True
    return any(a.dep_ in _INNER for a in token.ancestors)


def in_clause(token: Token) -> bool:
    """Whether a name stands in a clause with a subject, or owns something: a pronoun behind it can take it up."""
    if token.dep_ == "poss":
        return True
    for a in token.ancestors:
        if a.dep_ == "advcl":
            return any(c.dep_ in SUBJECT for c in a.children)
    return False


def in_fronted(token: Token, pronoun: Token) -> bool:
    """Whether a word stands in an adverbial clause that goes before the pronoun's own: "While Ann slept, she"."""
    return any(a.dep_ == "advcl" and a.head.i == pronoun.head.i and a.i < pronoun.i for a in (token, *token.ancestors))


def inner(pronoun: Token) -> bool:
    """Whether the pronoun's clause is one inside another, and not only what is quoted or put before its verb."""
    return pronoun.head.dep_ in ("advcl", "relcl", "acl", "pcomp") or any(
        a.dep_ in ("relcl", "acl", "pcomp") for a in pronoun.head.ancestors
    )


def people(token: Token) -> bool:
    """Whether a noun is a word for several persons: "critics", "officers"."""
    return token.lower_ in words("groups", "people") or token.lemma_.lower() in words("people", "roles")
