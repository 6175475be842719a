"""Articles of nearly the same words: reprints, agency copy, the same article saved twice.

Articles are compared by their shingles, runs of five words, of which one in eight is kept by its hash: so an article
need only be compared with those that share a kept one (Broder 1997, "On the resemblance and containment of
documents"). The likeness is exact.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from briefing.book.decisions import Version
from briefing.book.values import Duplicate, oldest_first
from briefing.ids import words_of
from briefing.model import Briefing

SHINGLE = 5
KEPT = 8
# A run of words that more articles have is a formula of their outlet ("all rights reserved").
MOST_SHARING = 40
ALIKE = 0.6
# Of the shorter one's shingles, where one article was cut from the other.
CONTAINED = 0.8
# Too few words to say anything.
LEAST_WORDS = 40


def find(briefings: Iterable[Briefing], decisions: Iterable[Version] = ()) -> tuple[tuple[Duplicate, ...], list[str]]:
    """Pairs of near-duplicates, each article with the nearest older one, and warnings."""
    ordered = sorted(briefings, key=oldest_first)
    at = {b.id: n for n, b in enumerate(ordered)}
    shingles = [shingles_of(b) for b in ordered]
    no, marked, warnings = _marked(ordered, at, decisions)
    found: list[Duplicate] = []
    where: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(shingles):
        kept = [s for s in own if s % KEPT == 0]
        counts = Counter(o for s in kept if len(where[s]) <= MOST_SHARING for o in where[s])
        best: tuple[float, int] | None = None
        for other, shared in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:MOST_SHARING]:
            if 2 * shared < min(len(kept), sum(s % KEPT == 0 for s in shingles[other])):
                continue
            likeness = alike(own, shingles[other])
            if likeness and (ordered[number].id, ordered[other].id) not in no and (not best or likeness > best[0]):
                best = likeness, other
        for s in kept:
            where[s].append(number)
        id = ordered[number].id
        if id in marked:
            other = at[marked[id]]
            union = len(own | shingles[other]) or 1
            found.append(Duplicate(id, marked[id], round(len(own & shingles[other]) / union, 3), True))
        elif best:
            found.append(Duplicate(id, ordered[best[1]].id, best[0]))
    return tuple(found), warnings


def shingles_of(briefing: Briefing) -> set[int]:
    """Hashes of the runs of words of an article, its furniture left out."""
    text, at, parts = briefing.article.text, 0, []
    for piece in sorted((f.start, f.end) for f in briefing.article.furniture):
        parts.append(text[at : piece[0]])
        at = max(at, piece[1])
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


def _marked(
    ordered: Sequence[Briefing], at: dict[str, int], decisions: Iterable[Version]
) -> tuple[set[tuple[str, str]], dict[str, str], list[str]]:
    """Pairs that are none, and of each article the one it is a version of; the reviewer counts before front matter."""
    no: set[tuple[str, str]] = set()
    marked: dict[str, str] = {}
    warnings = []
    for briefing in ordered:
        if of := briefing.article.version_of:
            if of in at and of != briefing.id:
                marked[briefing.id] = of
            else:
                warnings.append(f"{briefing.article.path}: version_of: no other article has the id {of}")
    for entry in decisions:
        missing = [id for id in (entry.article, entry.of) if id not in at]
        if missing or entry.article == entry.of:
            warnings.append(f"{entry.at}: no other article has the id {(missing or [entry.of])[0]}")
        elif entry.no:
            no |= {(entry.article, entry.of), (entry.of, entry.article)}
            marked.pop(entry.article, None)
        else:
            marked[entry.article] = entry.of
    return no, marked, warnings
