"""Noun phrases around names, cut from the parse: the pieces that roles are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PERSON_ENDINGS = (
    "ist",
    "ologist",
    "eer",
    "man",
    "woman",
    "ian",
    "crat",
    "person",
    "maker",
    "keeper",
    "holder",
    "owner",
)
BREAKS = ('"', "''", "“", "”", ";", ":", "—", "--", "–", "(", ")", "[", "]", ".", "?", "!")


def phrase_before(doc: Doc, first: int, end: int, sure: bool = False) -> Sequence[Token]:
    """The noun phrase up to `end` whose noun is at `first`; empty where none in it is a role, unless `sure`."""
    start = first
    while start > 0 and _modifies(doc[start - 1], doc):
        start -= 1
    if start > 0 and doc[start - 1].lower_ == "the" and any(t.tag_ == "POS" for t in doc[start:first]):
        start -= 1  # "the group's founder"
    tokens = list(doc[start:end])
    while tokens and (tokens[0].is_punct or tokens[0].tag_ == "POS"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens = tokens[:-1]
    tokens = _trim_front(tokens)
    return tokens if sure or any(role_word(t) for t in tokens) else []


def _modifies(token: Token, doc: Doc) -> bool:
    """Whether the token before a title belongs to it: adjectives, nationality words, names of its body."""
    if token.is_sent_end or token.is_space:
        return False
    after = doc[token.i + 1]
    if token.lower_ == "in" and after.text == "-" and doc[token.i - 1].text == "-":
        return True  # "editor-in-chief"
    if token.is_punct:
        return token.text in ("-", "–") and not token.whitespace_
    if token.lower_ in words("people", "title_modifiers") or countries.is_demonym(token.text):
        return True
    if token.tag_ == "POS" or after.tag_ == "POS" or token.lower_ in ("&", "then"):
        return token.pos_ not in ("VERB", "PRON")
    if token.lower_ in ("of", "for", "and") and token.i > 0:
        return doc[token.i - 1].text[:1].isupper() and after.text[:1].isupper() and after.dep_ != "appos"
    if token.lower_ in ("the", "a", "an", "its", "his", "her", "their") and after.tag_ != "POS":
        return False
    if token.pos_ not in ("PROPN", "ADJ", "NOUN") or token.ent_type_ in ("DATE", "TIME", "CARDINAL", "ORDINAL"):
        return False
    return token.dep_ in ("compound", "nmod", "amod", "poss", "npadvmod", "nummod") and token.head.i > token.i


def role_word(token: Token) -> bool:
    """Whether the word is a role noun or a short title."""
    word, lemma = token.lower_.strip("."), token.lemma_.lower()
    return any(w in words("people", key) for w in (word, lemma) for key in ("roles", "short_titles"))


def is_role(token: Token) -> bool:
    """Whether a noun can be one person's role."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.tag_ in ("NNS", "NNPS"):
        return False
    return role_word(token) or (token.pos_ == "NOUN" and token.lower_.endswith(PERSON_ENDINGS))


def noun_phrase(head: Token) -> Sequence[Token]:
    """The phrase of a noun without clauses and what is joined to it; empty where it is torn apart."""
    skip = {t.i for c in head.children if c.dep_ in ("relcl", "advcl", "conj", "parataxis", "cc") for t in c.subtree}
    keep = [t for t in head.subtree if t.i not in skip]
    phrase = trim(run(keep))
    return phrase if any(t.i == head.i for t in phrase) else []


def run(tokens: Sequence[Token]) -> list[Token]:
    """The tokens from the first to a gap, a quotation mark or closing punctuation."""
    out = [tokens[0]]
    for t in tokens[1:]:
        if t.i != out[-1].i + 1 or (t.text in BREAKS and not (t.text == "." and len(out[-1]) < 4)):
            break
        out.append(t)
    return out


def trim(tokens: list[Token]) -> list[Token]:
    """The tokens without punctuation, prepositions and conjunctions at their ends."""
    while len(tokens) > 1 and (
        (tokens[-1].is_punct and not tokens[-1].text.endswith("."))
        or tokens[-1].text == "."
        or tokens[-1].lower_ in ("and", "or", "but", "who", "which", "in", "on", "at", "of", "for", "with", "to")
        or tokens[-1].is_space
    ):
        tokens = tokens[:-1]
    return _trim_front(tokens)


def _trim_front(tokens: list[Token]) -> list[Token]:
    while len(tokens) > 1 and (
        tokens[0].is_punct
        or tokens[0].is_space
        or tokens[0].pos_ in ("CCONJ", "ADP", "SCONJ")
        or tokens[0].lower_ in ("also", "another", "one", "some", "any", "even", "only", "once", "just", "later")
    ):
        tokens = tokens[1:]
    return tokens
