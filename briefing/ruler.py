"""spaCy's attribute ruler, with what it gave remembered.

The ruler of the English pipelines tries some 180 patterns at each token and takes a fifth of the parse, though nearly
all of them look at one token only: at its tag, its dependency, whether it is white space, and whether it is one of some
words. What it gives two tokens that are equal in these is equal, so it is asked once. A text in which a longer pattern
matches is read by the ruler itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.matcher import Matcher

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_LOOKED_AT = [TAG, DEP, IS_SPACE, LOWER]
_GIVEN = [TAG, POS, MORPH, LEMMA]
_KEYS = {"TAG", "LOWER", "DEP", "IS_SPACE"}
_RULER = "attribute_ruler"
# Where another part has given one of these before, tokens that are equal to the ruler may differ in it.
_WRITTEN = {"token.pos", "token.morph", "token.lemma"}


class Remembering:
    """In the place of a ruler, with the same outcome."""

    def __init__(self, ruler: Any, vocab: Any) -> None:
        self._ruler = ruler
        self._strings = vocab.strings
        self._longer = Matcher(vocab)
        for n, rule in enumerate(ruler.patterns):
            longer = [p for p in rule["patterns"] if len(p) > 1]
            if longer:
                self._longer.add(str(n), longer)
        words, patterns = _words(ruler)
        self._named = re.compile("|".join([*map(re.escape, sorted(words)), *patterns]))
        self._word: dict[int, int] = {}
        """A word by its hash: itself if a pattern names it, else 0."""
        self._known: dict[tuple[int, ...], tuple[list[int], int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc) or self._longer(doc):
            return self._ruler(doc)
        keys = [(tag, dep, space, self._naming(word)) for tag, dep, space, word in doc.to_array(_LOOKED_AT).tolist()]
        known = self._known
        if not all(key in known for key in keys):
            doc = self._ruler(doc)
            given = doc.to_array([*_GIVEN, DEP]).tolist()
            known.update((key, (row[:-1], row[-1])) for key, row in zip(keys, given, strict=True))
            return doc
        given_before: Any = np.array([known[key][0] for key in keys], dtype=np.uint64)
        doc.from_array(_GIVEN, given_before)
        for i, key in enumerate(keys):
            if key[2]:  # white space, whose dependency the ruler sets too
                doc[i].dep = known[key][1]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Each doc in turn."""
        return map(self, stream)

    def _naming(self, word: int) -> int:
        found = self._word.get(word)
        if found is None:
            found = self._word[word] = word if self._named.fullmatch(self._strings[word]) else 0
        return found


def remember(nlp: Language) -> None:
    """Let the pipeline's ruler remember, if it is the first to give what it gives, and looks at no more."""
    ruler: Any = nlp.get_pipe(_RULER) if _RULER in nlp.pipe_names else None
    if ruler is None or not all(set(token) <= _KEYS for token in _tokens(ruler)):
        return
    if any(set(t["LOWER"]) - {"IN", "REGEX"} for t in _tokens(ruler) if isinstance(t.get("LOWER"), dict)):
        return
    place = nlp.component_names.index(_RULER)
    before = nlp.component_names[:place]
    if any(_WRITTEN.intersection(nlp.get_pipe_meta(name).assigns) for name in before):
        return
    nlp._components[place] = (_RULER, Remembering(ruler, nlp.vocab))


def _tokens(ruler: Any) -> Iterator[dict[str, Any]]:
    return (token for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern)


def _words(ruler: Any) -> tuple[set[str], list[str]]:
    """The words that patterns name, and the regular expressions that they name them by."""
    words: set[str] = set()
    patterns = []
    for token in _tokens(ruler):
        given = token.get("LOWER", [])
        if isinstance(given, dict) and "REGEX" in given:
            patterns.append(f"(?:.*(?:{given['REGEX']}).*)")
        given = given.get("IN", []) if isinstance(given, dict) else given
        words.update([given] if isinstance(given, str) else given)
    return words, patterns
