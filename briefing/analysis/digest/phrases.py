"""Noun phrases that can be topics, with how good each is: by their words alone, before anything is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.language import Paragraph
from briefing.lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 4
_DROPPED = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"}
# The list of nouns that each preposition ties to another.
_TIES = {"of": "tied", "on": "tied", "against": "tied", "with": "tied_to", "in": "tied_to", "to": "tied_to"}
_NAMED = {"NORP", "GPE", "PERSON", "ORG"}
# By eye over articles of several collections; there is no public measure of topics of single articles.
# Below 1 a phrase has to stand in more sentences.
_MATTER = 1.25
_COMPOUND, _ADJECTIVE, _WHOSE, _PASSING, _PERSONS, _PROPER, _SINGLE = 1.7, 1.4, 0.55, 0.5, 0.55, 1.8, 0.7
# Adjectives that say how something is, not what kind it is ("remarkable", "harmful"); kinds end otherwise.
_HOW = re.compile(r"(?:able|ible|ful|less|ish|some|est)$")


@lru_cache(maxsize=256)  # topics and nouns ask for the same, of an article's paragraphs one after the other
def phrases(p: Paragraph) -> tuple[list[Token], ...]:
    """Noun phrases of the paragraph: each chunk without determiners, numbers and marks at its edges, its shorter
    endings, and the compounds in it ("child care" of "a child care crisis")."""
    return tuple(_phrases(p))


def _phrases(p: Paragraph) -> Iterator[list[Token]]:
    for chunk in p.noun_chunks:
        tokens = [t for t in chunk if not t.is_space]
        poss = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].tag_ == "POS"), -1)
        tokens = tokens[poss + 1 :]
        while tokens and tokens[-1].is_punct:
            tokens = tokens[:-1]
        for last in range(len(tokens)):
            for first in range(max(0, last + 1 - LONGEST - 2), last + 1):
                if _whole(tokens, first, last):
                    yield tokens[first : last + 1]


def ties(p: Paragraph, people: set[str], named: set[str]) -> Iterator[tuple[list[Token], float]]:
    """Two nouns that a preposition ties ("freedom of speech", "cooperation with Norway"), with how good each is."""
    doc = p.doc
    for t in doc:
        heads = _TIES.get(t.lower_)
        inner = next((c for c in t.children if c.dep_ == "pobj"), None) if heads and t.dep_ == "prep" else None
        head = t.head
        if heads is None or inner is None or head.i != t.i - 1 or head.pos_ != "NOUN":
            continue
        if not {head.lower_, head.lemma_.lower()} & words("topics", heads):
            continue
        tokens = list(doc[head.i : inner.i + 1])
        the = 2 + (tokens[2].lower_ == "the")
        name = all(x.pos_ == "PROPN" for x in tokens[the:])
        plain_words = the == 2 and not any(x.is_space or x.is_punct or loose(x) for x in tokens[2:])
        if len(tokens) <= LONGEST + name and (name or plain_words) and _can_follow(inner, people, named, heads):
            yield tokens, _COMPOUND


def _can_follow(inner: Token, people: set[str], named: set[str], heads: str) -> bool:
    """Whether a noun says what the one before its preposition is of: a thing, people as a kind, or whom it ties."""
    if inner.lower_.strip(".") in people or inner.ent_type_ in (_DROPPED | {"PERSON"}):
        return False
    if inner.pos_ == "PROPN":
        return heads == "tied_to" or (inner.ent_type_ in ("NORP", "") and plain(inner.text) not in named)
    return heads == "tied" and inner.pos_ == "NOUN" and inner.lemma_.lower() not in words("topics", "empty")


def _whole(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the tokens from `first` to `last` belong together and begin and end with words of a topic."""
    part = tokens[first : last + 1]
    head = part[-1]
    if head.pos_ not in ("NOUN", "PROPN") or loose(part[0]) or any(_breaks(t) for t in part):
        return False
    if sum(t.is_alpha for t in part) > LONGEST or (first > 0 and not tokens[first - 1].whitespace_):
        return False
    if first > 0 and tokens[first - 1].pos_ == part[0].pos_ == "PROPN":
        return False  # names are not cut
    if first > 0 and tokens[first - 1].pos_ == "NOUN" and tokens[first - 1].head.i != head.i:
        return False  # "chain cooperation" of "security and supply chain cooperation"
    if last + 1 < len(tokens) and (not head.whitespace_ or head.dep_ not in ("compound", "nmod")):
        return False
    if any(t.head.i > head.i or t.head.i < part[0].i for t in part[:-1]):
        return False
    # A word before that belongs to one inside, not to its head: "no" of "no-fault evictions".
    return not any(part[0].i <= t.head.i < head.i for t in tokens[:first] if t.lower_ not in words("topics", "bland"))


def _opens_whole(t: Token) -> bool:
    """Whether a set phrase begins with the word: "public health"."""
    behind = t.doc[t.i + 1 : t.i + 3]
    if not len(behind) or behind[0].pos_ not in ("NOUN", "PROPN"):
        return False
    two = f"{t.lower_} {behind[0].lemma_.lower()}"
    longer = f"{t.lower_} {behind[0].lower_} {behind[1].lemma_.lower()}" if len(behind) > 1 else two
    return bool({two, longer} & words("topics", "whole"))


def loose(t: Token) -> bool:
    """Whether a word at a phrase's beginning is no part of a topic."""
    if t.pos_ == "ADJ" and _opens_whole(t):
        return False
    return (
        t.is_punct or t.pos_ in ("DET", "PRON", "NUM", "ADV", "CCONJ", "PART", "AUX") or t.ent_type_ in _DROPPED
        or (t.is_stop and t.pos_ != "PROPN") or (t.lower_ in words("topics", "bland") and t.pos_ != "PROPN")
    )  # fmt: skip


def _breaks(t: Token) -> bool:
    loose_mark = t.is_punct and (bool(t.whitespace_) or t.text not in ("-", "'", "’", "&", "."))
    return t.pos_ == "CCONJ" or loose_mark or t.like_url or "@" in t.text


def key_of(tokens: Sequence[Token]) -> str:
    """What forms of one phrase share: its words in lower case, the last one's lemma."""
    return " ".join([*(t.lower_ for t in tokens[:-1]), tokens[-1].lemma_.lower()])


def plain(name: str) -> str:
    """A name as names are compared: lower case, without its article."""
    return re.sub(r"^the ", "", " ".join(name.lower().replace("’", "'").split()))


def strength(tokens: Sequence[Token], people: set[str], named: set[str]) -> float:
    """How good a topic the phrase can be; 0 for none. `people` are words of persons' names, `named` actors' names."""
    head = tokens[-1]
    text = plain(" ".join(t.text for t in tokens))
    # What also stands in small letters is a thing with a name, not an actor ("Birthright Citizenship").
    if text in named and not all(t.is_lower or t.is_punct for t in tokens):
        return 0.0
    body = head.lemma_.lower() in words("groups", "bodies") and head.lemma_.lower() not in words("topics", "matters")
    if body and (any(f"{text} " in f"{n} " for n in named) or tokens[0].pos_ == "PROPN"):
        return 0.0  # "Hertfordshire council"
    if len(text) < 4 or countries.code_of(text) or not any(c.isalpha() for c in text):
        return 0.0
    if head.ent_type_ in _DROPPED or head.ent_type_ == "PERSON" or head.lower_.strip(".") in people:
        return 0.0
    parts = key_of(tokens).split()
    if {text, *(" ".join(parts[n:]) for n in range(len(parts)))} & words("topics", "never"):
        return 0.0
    if len(tokens) > 1 and head.lemma_.lower() in words("topics", "places") and tokens[0].pos_ == "PROPN":
        return 0.0  # "a Hawaii beach"
    if len(tokens) == 1 or not any(t.whitespace_ for t in tokens[:-1]):
        return _single(head)
    return _several(tokens, people)


def _single(head: Token) -> float:
    """One word counts from a list of subjects, or where it is none of everyday news and no person."""
    low, lemma = head.lower_, head.lemma_.lower()
    if head.pos_ != "NOUN":
        return 0.0
    if {low, lemma} & words("topics", "subjects"):
        return 1.0
    if lemma in words("topics", "matters") - words("topics", "empty"):
        return _SINGLE
    known = not is_rare(low) or not is_rare(lemma) or lemma in words("topics", "empty")
    if known or _person(low, lemma) or not head.is_alpha or len(low) < 5 or not head.is_lower or head.ent_type_:
        return 0.0
    return _SINGLE


def is_rare(word: str) -> bool:
    """Whether it is none of the words that many news articles have."""
    return not {word, word.rstrip("s")} & words("common", "common")


def _several(tokens: Sequence[Token], people: set[str]) -> float:
    head = tokens[-1]
    low, lemma = head.lower_, head.lemma_.lower()
    if all(t.pos_ == "PROPN" or t.is_punct for t in tokens):
        event = {lemma, low} & words("topics", "proper")
        return _PROPER if event or head.ent_type_ in ("EVENT", "LAW") else 0.0
    if head.pos_ == "PROPN" and lemma not in words("topics", "proper"):
        return 0.0
    if _opens_whole(tokens[0]):
        return _COMPOUND
    telling = [t for t in tokens[:-1] if t.is_alpha and t.lower_ not in words("topics", "bland")]
    if not telling or any(t.tag_ in ("VBD", "RB", "JJR", "JJS") for t in tokens[:-1]):
        return 0.0
    whose = any(t.ent_type_ in _NAMED or t.lower_ in people for t in telling)
    kinds = [t for t in telling if _says_what_kind(t)]
    worth = _COMPOUND if any(t.pos_ in ("NOUN", "PROPN") for t in kinds) else _ADJECTIVE
    worth *= (_WHOSE if whose else 1.0) * (1.0 if kinds else _PASSING)
    if lemma in words("topics", "matters") and kinds and not _person(low, lemma):
        return worth * _MATTER
    if lemma in words("topics", "empty"):
        own = any(t.pos_ in ("NOUN", "ADJ") and t.ent_type_ == "" for t in kinds)
        if own and not whose and lemma in words("topics", "with_modifier"):
            return worth * 0.8
        # "the Mueller report" is a matter of its own, where the article keeps to it.
        return worth * 0.8 if whose and lemma in words("topics", "proper") else 0.0
    if lemma in words("groups", "bodies") and (head.tag_ != "NNS" or not any(t.pos_ == "NOUN" for t in kinds)):
        return 0.0  # "federal agencies", "the justice department", but "oil companies"
    if _person(low, lemma):
        return 0.0 if whose or head.tag_ == "NN" or not kinds else worth * _PERSONS
    return worth


def _says_what_kind(t: Token) -> bool:
    """Whether the word sorts things ("nuclear", "strike") rather than describes one ("durable", "unwanted")."""
    if t.pos_ in ("NOUN", "PROPN"):
        return True
    passing = t.tag_ in ("VBN", "VBG") or re.search(r"(?:ed|ing)$", t.lower_) or _HOW.search(t.lower_)
    return t.pos_ in ("ADJ", "VERB") and (not passing or t.lower_ in words("topics", "sorting"))


def _person(low: str, lemma: str) -> bool:
    """Whether the noun is one for people ("asylum seekers"): a topic only where the article keeps to them."""
    people = words("people", "roles") | words("people", "persons") | words("groups", "people")
    return low in people or lemma in people or lemma.endswith("ist")
