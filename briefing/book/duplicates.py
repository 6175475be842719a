"""Articles of nearly the same words in a book, and what its reviewer and front matter say of versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.book.decisions import Version
from briefing.book.values import Duplicate, oldest_first
from briefing.likeness import Shelf, shingles_of
from briefing.model import Briefing


def find(briefings: Iterable[Briefing], decisions: Iterable[Version] = ()) -> tuple[tuple[Duplicate, ...], list[str]]:
    """Pairs of near-duplicates, each article with the nearest older one, and warnings."""
    ordered = sorted(briefings, key=oldest_first)
    at = {b.id: n for n, b in enumerate(ordered)}
    no, marked, warnings = _marked(ordered, at, decisions)
    found: list[Duplicate] = []
    shelf = Shelf()
    for briefing in ordered:
        id, own = briefing.id, _shingles(briefing)
        best: tuple[float, int] | None = None
        for likeness, other in shelf.near(own):
            if (id, ordered[other].id) not in no and (not best or likeness > best[0]):
                best = likeness, other
        shelf.add(own)
        if id in marked:
            theirs = _shingles(ordered[at[marked[id]]])
            union = len(own | theirs) or 1
            found.append(Duplicate(id, marked[id], round(len(own & theirs) / union, 3), True))
        elif best:
            found.append(Duplicate(id, ordered[best[1]].id, best[0]))
    return tuple(found), warnings


def _shingles(briefing: Briefing) -> set[int]:
    return shingles_of(briefing.article.text, ((f.start, f.end) for f in briefing.article.furniture))


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
