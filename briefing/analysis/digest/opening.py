"""Where the news begins: behind an opening that tells of one person, a scene or a question first.

Feature writers put what the article is about (the "nut graph") some sentences down. It is looked for only where the
tagger sees little news in the first two sentences and the title, in words of the article's own, speaks of another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from briefing.language import ParsedSentence
from briefing.tagger.labels import ROLES

if TYPE_CHECKING:
    from briefing.tagger.pieces import Floats

_OPENING = 2
# The nut graph stands in the first third, among the first fourteen sentences, and rather early than late.
_WITHIN, _AMONG, _LATE = 0.35, 14, 0.03
# Probability of "main event" from which on a sentence tells the news; where some is below, of the rest.
_NEWS, _HARDLY_NEWS = 0.45, 0.25
# Share of the title that the nut graph has, and by how much more that is than what the opening has.
_LEAST_TITLE, _MORE_TITLE, _MUCH_MORE_TITLE = 0.35, 0.2, 0.35
# The first sentence is kept all the same where it has some of the title, and no anecdote.
_SOME_TITLE, _NO_ANECDOTE = 0.15, 0.15
_MAIN, _ANECDOTE = ROLES.index("main event"), ROLES.index("anecdotal")


def news_begins_at(
    sentences: Sequence[ParsedSentence],
    title: Sequence[float],
    roles: Floats | None,
    sound: Callable[[ParsedSentence], bool],
) -> int:
    """Place among `sentences` of the one that tells what the article is about; 0 where that is the first.

    `title` has the share of the title's words that each sentence has, `roles` the tagger's probabilities, `sound` tells
    whether a sentence can be quoted by itself.
    """
    last = min(_AMONG, int(_WITHIN * len(sentences)))
    if roles is None or last <= _OPENING:
        return 0
    rows = [roles[s.index] for s in sentences[: last + 1]]
    news = max(float(r[_MAIN]) for r in rows[:_OPENING])
    if news >= _NEWS:
        return 0
    told = max(title[:_OPENING])
    needed = max(_LEAST_TITLE, told + (_MORE_TITLE if news < _HARDLY_NEWS else _MUCH_MORE_TITLE))
    found = [n for n in range(_OPENING, last + 1) if title[n] >= needed and sound(sentences[n])]
    return max(found, key=lambda n: title[n] + float(rows[n][_MAIN]) - float(rows[n][_ANECDOTE]) - _LATE * n, default=0)


def sums_up(s: ParsedSentence, title: float, roles: Floats | None) -> bool:
    """Whether the first sentence tells the news in short though it is told in full further down."""
    return roles is not None and float(roles[s.index][_ANECDOTE]) <= _NO_ANECDOTE and title >= _SOME_TITLE
