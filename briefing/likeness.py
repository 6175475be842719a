"""Texts of nearly the same words: reprints, agency copy, the same article saved twice.

Texts are compared by their shingles, runs of five words, of which one in eight is kept by its hash: so a text
need only be compared with those that share a kept one (Broder 1997, "On the resemblance and containment of
documents"). The likeness is exact.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from briefing.ids import words_of

SHINGLE = 5
KEPT = 8
# A run of words that more texts have is a formula of their outlet ("all rights reserved").
MOST_SHARING = 40
ALIKE = 0.6
# Of the shorter one's shingles, where one text was cut from the other.
CONTAINED = 0.8
# Too few words to say anything.
LEAST_WORDS = 40


def shingles_of(text: str, without: Iterable[tuple[int, int]] = ()) -> set[int]:
    """Hashes of the runs of words of a text, the offsets `without` (such as furniture) left out."""
    at, parts = 0, []
    for start, end in sorted(without):
        parts.append(text[at:start])
        at = max(at, end)
    parts.append(text[at:])
    words = words_of(" ".join(parts))
    if len(words) < LEAST_WORDS:
        return set()
    return {zlib.crc32(" ".join(words[n : n + SHINGLE]).encode()) for n in range(len(words) - SHINGLE + 1)}


def alike(one: set[int], two: set[int]) -> float:
    """Shared shingles of all; 0 if the two are no near-duplicates, nor one cut from the other."""
    if not one or not two:
        return 0.0
    shared = len(one & two)
    resemblance, containment = shared / len(one | two), shared / min(len(one), len(two))
    return round(resemblance, 3) if resemblance >= ALIKE or containment >= CONTAINED else 0.0


class Shelf:
    """Texts by their kept shingles, numbered in the order in which they are added."""

    def __init__(self) -> None:
        self._shingles: list[array[int]] = []  # a tenth of what sets take
        self._where: dict[int, list[int]] = defaultdict(list)

    def add(self, own: set[int]) -> None:
        """Put a text's shingles on the shelf."""
        for shingle in _kept(own):
            self._where[shingle].append(len(self._shingles))
        self._shingles.append(array("L", own))

    def near(self, own: set[int]) -> Iterator[tuple[float, int]]:
        """Likeness and number of each text on the shelf that is near `own`; most shared runs first."""
        kept = _kept(own)
        counts = Counter(o for s in kept if len(self._where.get(s, ())) <= MOST_SHARING for o in self._where.get(s, ()))
        for other, shared in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:MOST_SHARING]:
            theirs = set(self._shingles[other])
            if 2 * shared < min(len(kept), len(_kept(theirs))):
                continue
            if likeness := alike(own, theirs):
                yield likeness, other


def _kept(shingles: set[int]) -> list[int]:
    return [s for s in shingles if s % KEPT == 0]
