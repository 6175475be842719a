"""Finding a reviewer's words in the article: tolerant of white space and quotation marks, nothing else.

What comes out is always the article's own text.
"""

from __future__ import annotations

import difflib
import heapq
import re
from collections import Counter
from functools import cached_property

from briefing.model import Span

# Windows of the article with most words in common are compared letter by letter; more find nothing better.
CLOSE_WINDOWS = 5
# A word is looked up among at most so many words of the article, of like length, to bound the time.
MAX_VOCABULARY = 3000
# Less alike than this (difflib's ratio) helps nobody to find what was meant.
MIN_LIKENESS = 0.5

_DOUBLE, _SINGLE = "“”„‟«»″", "‘’‚‛‹›′`´"
_FOLD = str.maketrans({**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'")})
_OPENING, _CLOSING = "\"“„«'‘‚‹", "\"”“»'’‘›"
_WORD = re.compile(r"\w+")


class Finder:
    """Looks words up in one article's text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def all(self, words: str) -> tuple[Span, ...]:
        """Every place where `words` stand, in order; without quotation marks around them if not with."""
        return self._all(words) or self._all(unquoted(words))

    def nearest(self, words: str) -> Span | None:
        """The passage most like `words`; None where nothing is. Takes time in proportion to the article."""
        wanted = [w.casefold() for w in _WORD.findall(words)]
        if not wanted or not self._words:
            return None
        wanted = [self._known(w) if w not in self._counts else w for w in wanted]
        size = min(len(wanted), len(self._words))
        windows = heapq.nlargest(CLOSE_WINDOWS, self._shared(wanted, size))
        best, likeness = None, MIN_LIKENESS
        for _, minus_first in windows:
            first = -minus_first
            span = Span.of(self._text, self._words[first][1], self._words[first + size - 1][2])
            ratio = difflib.SequenceMatcher(None, _plain(span.text), _plain(words), autojunk=False).ratio()
            if ratio > likeness:
                best, likeness = span, ratio
        return best

    def _all(self, words: str) -> tuple[Span, ...]:
        wanted = _plain(words)
        if not wanted:
            return ()
        text, offsets = self._folded
        found, at = [], text.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if _edge(text, at) and _edge(text, end):
                found.append(Span.of(self._text, offsets[at], offsets[end - 1] + 1))
            at = text.find(wanted, at + 1)
        return tuple(found)

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """The text with plain marks and single spaces, and where each of its letters stands."""
        letters: list[str] = []
        offsets: list[int] = []
        for offset, letter in enumerate(self._text):
            if letter.isspace():
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    offsets.append(offset)
            else:
                letters.append(letter.translate(_FOLD))
                offsets.append(offset)
        return "".join(letters), offsets

    @cached_property
    def _words(self) -> list[tuple[str, int, int]]:
        return [(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(self._text)]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(w for w, _, _ in self._words)

    def _known(self, word: str) -> str:
        """The article's word that is most like one it has not."""
        like = [w for w, _ in self._counts.most_common() if abs(len(w) - len(word)) <= 2][:MAX_VOCABULARY]
        return next(iter(difflib.get_close_matches(word, like, 1)), word)

    def _shared(self, wanted: list[str], size: int) -> list[tuple[int, int]]:
        """(words in common, minus the first word's index) of every window of `size` words."""
        need, have, common, out = Counter(wanted), Counter[str](), 0, []
        for i, (word, _, _) in enumerate(self._words):
            have[word] += 1
            common += have[word] <= need[word]
            if i >= size:
                gone = self._words[i - size][0]
                common -= have[gone] <= need[gone]
                have[gone] -= 1
            if i >= size - 1 and common:
                out.append((common, -(i - size + 1)))
        return out


def unquoted(words: str) -> str:
    """`words` without the quotation marks around them, if one pair of marks holds all of them."""
    words = words.strip()
    if len(words) < 3 or words[0] not in _OPENING or words[-1] not in _CLOSING:
        return words
    inner = words[1:-1].strip()
    mark = words[0].translate(_FOLD)
    # “A,” she said, “B”: two pairs. (Single marks are apostrophes too, so they do not tell.)
    return words if mark == '"' and mark in inner.translate(_FOLD) else inner


def with_marks(text: str, span: Span) -> Span:
    """The span with the quotation marks that stand directly around it, as a quotation is kept."""
    start, end = span.start - 1, span.end + 1
    if start >= 0 and text[start] in _OPENING and text[end - 1 : end] in _CLOSING and text[end - 1 : end]:
        return Span.of(text, start, end)
    return span


def same(a: str, b: str) -> bool:
    """Whether two pieces of text are the same words, but for white space, marks and letter case."""
    return _plain(a).casefold() == _plain(b).casefold()


def _plain(words: str) -> str:
    return " ".join(words.split()).translate(_FOLD)


def _edge(text: str, at: int) -> bool:
    """Whether no word runs over `at`."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())
