"""What the article is about, as a librarian would file it: noun phrases of several words, and names of events and laws.

Few good ones rather than many: a topic recurs in the body or stands in the headline too, says something by itself,
and is nobody's name, since actors have pages of their own. Single words count only from a list of subjects.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.language import Paragraph, Reading
from briefing.lexicon import countries, words
from briefing.model import Span, Topic

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST = 5
_LONGEST = 4
# Weights by eye over articles of several collections; there is no public measure of topics of single articles.
_HEADLINE, _EARLY, _SEVERAL, _PROPER = 2.5, 1.5, 1.5, 1.3
# Mentions (a headline counts two) below which a phrase is not what the article is about; more for weaker kinds.
_LEAST, _LEAST_SUBJECT, _LEAST_PERSONS = 2.0, 3.0, 3.0
_DROPPED = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"}


def find_topics(reading: Reading, persons: Iterable[str], others: Iterable[str] = ()) -> tuple[Topic, ...]:
    """Up to five topics, weightiest first. `persons` and `others` are the names of the article's actors."""
    people = {w.lower().strip(".") for name in persons for w in name.split()}
    named = {_plain(n) for n in others} | {_plain(n) for n in persons}
    spans: dict[str, list[Span]] = defaultdict(list)
    strength: dict[str, float] = {}
    for p in (*reading.headline, *reading.paragraphs):
        for tokens in _phrases(p):
            kind = _strength(tokens, people, named)
            if kind:
                key = _key(tokens)
                spans[key].append(p.span(reading.text, tokens))
                strength[key] = max(strength.get(key, 0.0), kind)
    heads = [(p.start, p.end) for p in reading.headline]
    title = {t.lemma_.lower() for p in reading.headline for t in p.doc if t.is_alpha}
    size = max(1, len(reading.text))
    scored = {}
    for key, found in spans.items():
        body = [s for s in found if not any(a <= s.start < b for a, b in heads)]
        if not body:
            continue  # words of a headline in title case are cut wrong as often as not
        in_title = all(w in title for w in key.split())
        mentions = len(body) + 2.0 * in_title
        least = _LEAST if " " in key else _LEAST_SUBJECT
        if mentions < (least if strength[key] >= 1 else _LEAST_PERSONS):
            continue
        early = 1 + _EARLY * (1 - min(1.0, 3 * body[0].start / size))
        scored[key] = mentions**0.7 * strength[key] * early * (_HEADLINE if in_title else 1)
    chosen: list[str] = []
    for key in sorted(scored, key=lambda k: (-scored[k], spans[k][0].start)):
        if len(chosen) < MOST and not any(_alike(key, c) for c in chosen):
            chosen.append(key)
    return tuple(Topic(_label(spans[k], heads), tuple(spans[k])) for k in chosen)


def _phrases(p: Paragraph) -> Iterable[list[Token]]:
    """Noun phrases of the paragraph without determiners, numbers and marks at their edges."""
    for chunk in p.doc.noun_chunks:
        tokens = [t for t in chunk if not t.is_space]
        poss = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].tag_ == "POS"), -1)
        tokens = tokens[poss + 1 :]
        while tokens and _loose(tokens[0]):
            tokens = tokens[1:]
        while tokens and tokens[-1].is_punct:
            tokens = tokens[:-1]
        if tokens and len(tokens) <= _LONGEST and not any(_breaks(t) for t in tokens):
            yield tokens


def _loose(t: Token) -> bool:
    """Whether a word at a phrase's beginning is no part of a topic."""
    return (
        t.is_punct or t.pos_ in ("DET", "PRON", "NUM", "ADV", "CCONJ", "PART") or t.ent_type_ in _DROPPED
        or (t.is_stop and t.pos_ != "PROPN") or (t.lower_ in words("topics", "bland") and t.pos_ != "PROPN")
    )  # fmt: skip


def _breaks(t: Token) -> bool:
    return (
        (t.is_punct and (bool(t.whitespace_) or t.text not in ("-", "'", "’", "&", "."))) or t.like_url or "@" in t.text
    )


def _strength(tokens: Sequence[Token], people: set[str], named: set[str]) -> float:
    """How good a topic the phrase can be; 0 for none."""
    head = tokens[-1]
    low, lemma = head.lower_, head.lemma_.lower()
    text = _plain(" ".join(t.text for t in tokens))
    if text in named or len(text) < 4 or countries.code_of(text) or not any(c.isalpha() for c in text):
        return 0.0
    if head.pos_ not in ("NOUN", "PROPN") or head.ent_type_ in _DROPPED or head.ent_type_ == "PERSON":
        return 0.0
    if low.strip(".") in people or _key(tokens) in words("topics", "never"):
        return 0.0
    if len(tokens) == 1:
        one = low in words("topics", "subjects") or lemma in words("topics", "subjects")
        return 1.0 if one and head.pos_ == "NOUN" else 0.0
    if all(t.pos_ == "PROPN" or t.is_punct for t in tokens):
        event = lemma in words("topics", "proper") or low in words("topics", "proper")
        return _PROPER * _SEVERAL if event or head.ent_type_ in ("EVENT", "LAW") else 0.0
    if head.pos_ == "PROPN" and lemma not in words("topics", "proper"):
        return 0.0
    telling = [t for t in tokens[:-1] if t.is_alpha and t.lower_ not in words("topics", "bland")]
    if not telling or any(t.tag_ in ("VBD", "RB", "JJR", "JJS") for t in tokens[:-1]):
        return 0.0
    whose = any(t.ent_type_ in ("NORP", "GPE", "PERSON", "ORG") or t.lower_ in people for t in telling)
    if lemma in words("topics", "empty"):
        noun = any(t.pos_ in ("NOUN", "ADJ") and t.ent_type_ == "" for t in telling)
        return _SEVERAL * 0.8 if noun and lemma in words("topics", "with_modifier") else 0.0
    if _persons(low, lemma):
        return 0.0 if whose or head.tag_ == "NN" else 0.9
    return _SEVERAL * (0.8 if whose else 1.0)


def _persons(low: str, lemma: str) -> bool:
    """Whether the noun is one for people ("asylum seekers"): a topic only where the article keeps to them."""
    return low in words("groups", "people") or lemma in words("people", "roles") | words("groups", "people")


def _key(tokens: Sequence[Token]) -> str:
    return " ".join([*(t.lower_ for t in tokens[:-1]), tokens[-1].lemma_.lower()])


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.lower().replace("’", "'").split()))


def _alike(a: str, b: str) -> bool:
    """Whether one key's words are all in the other's, by their first letters ("trader", "trading")."""
    x, y = ({w[:5] for w in k.split()} for k in (a, b))
    return x <= y or y <= x


def _label(found: Sequence[Span], heads: Sequence[tuple[int, int]]) -> str:
    """The commonest form in the body, white space folded; one with a small first letter before one with a capital."""
    body = [s for s in found if not any(a <= s.start < b for a, b in heads)]
    folded = [re.sub(r"\s+", " ", s.text) for s in body]
    return max(folded, key=lambda f: (folded.count(f), f[:1].islower(), -folded.index(f)))
