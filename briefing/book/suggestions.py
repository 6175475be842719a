"""What the book leaves to a reviewer, each with the lines of book.review.yaml that say yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.book.joining import Doubt
from briefing.book.values import Duplicate, Suggestion


def suggest(doubts: Iterable[Doubt], duplicates: Iterable[Duplicate]) -> tuple[Suggestion, ...]:
    """Names that may be one actor, and articles that may be versions of one."""
    return (*_merges(doubts), *_versions(duplicates))


def _merges(doubts: Iterable[Doubt]) -> Iterator[Suggestion]:
    for doubt in doubts:
        one, two = doubt.one, doubt.two
        text = f"{one.actor.name} in {one.briefing.id} and {two.actor.name} in {two.briefing.id}: {doubt.why}"
        whom = f"{{name: {_quoted(two.actor.name)}, in: {two.briefing.id}}}"
        head = f"  - name: {_quoted(one.actor.name)}\n    in: {one.briefing.id}\n"
        yield Suggestion("actors", text, f"{head}    merge: [{whom}]\n")


def _versions(duplicates: Iterable[Duplicate]) -> Iterator[Suggestion]:
    for copy in duplicates:
        if not copy.marked:
            share = "the same words" if copy.likeness == 1 else f"{copy.likeness:.0%} of their runs of words in common"
            text = f"{copy.article} and {copy.of}: {share}"
            yield Suggestion("versions", text, f"  - {{article: {copy.article}, of: {copy.of}}}\n")


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
