"""What a book may make topics of: the common nouns and noun phrases that an article comes back to.

An article by itself is not "about" its loans and dealerships, so that these are no topics of it; where several articles
on one matter come back to them, they are the book's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.analysis.digest.phrases import key_of, phrases
from briefing.language import Reading
from briefing.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST_NAMED = 2
LONGEST = 3
LEAST_LETTERS = 4
MOST = 40


def find_nouns(reading: Reading, names: Iterable[str]) -> tuple[str, ...]:
    """Those named twice or in the headline, as the article mostly writes them, the most frequent first.

    `names` are the names of its actors, whose words are in none.
    """
    own = {w.casefold().strip(".") for name in names for w in name.split()}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    titled: set[str] = set()
    for paragraph in (*reading.headline, *reading.paragraphs):
        for tokens in phrases(paragraph):
            if _tells(tokens, own):
                key = key_of(tokens)
                forms[key][" ".join(map(_written, tokens))] += 1
                if paragraph.index < 0:
                    titled.add(key)
    counts = {key: found.total() for key, found in forms.items()}
    best = sorted((k for k in counts if counts[k] >= LEAST_NAMED or k in titled), key=lambda k: (-counts[k], k))
    return tuple(max(forms[k], key=lambda f: (forms[k][f], f)) for k in best[:MOST])


def _tells(tokens: Sequence[Token], own: set[str]) -> bool:
    """Whether it says by itself, or with the words before it, what something is about."""
    head = tokens[-1]
    lemma = head.lemma_.lower()
    if (
        head.pos_ != "NOUN"
        or len(lemma) < LEAST_LETTERS
        or len(tokens) > LONGEST
        or key_of(tokens) in words("topics", "never")
    ):
        return False
    if any(t.pos_ not in ("NOUN", "ADJ") or not t.is_alpha or t.lower_ in own for t in tokens):
        return False
    people = words("people", "roles") | words("people", "persons") | words("groups", "people")
    if lemma in people or head.lower_ in people:
        return False
    return lemma not in words("topics", "empty") or (len(tokens) > 1 and lemma in words("topics", "with_modifier"))


def _written(token: Token) -> str:
    """Small at its beginning, unless it has a way of its own, as "iPhone" and "DVD" have."""
    return token.text if token.text[1:] != token.text[1:].lower() else token.lower_
