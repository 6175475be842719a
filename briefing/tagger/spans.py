"""From tag probabilities to spans: the best sequence of tags over whole words, and the runs it makes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from briefing.tagger.labels import KINDS, TAGS, Kind
from briefing.tagger.pieces import Floats, Ints

# Added to the log-probability of a tag of this kind: above 0 finds more of it, at the price of more false ones.
# Tuned on PolNeAR's dev split for the F1 of whole attributions (source and content): an attribution whose source
# was not tagged is lost whole, one with a source too many is not.
LEAN: dict[str, float] = {"O": 0.0, "source": 0.8, "cue": 0.4, "content": 0.0}

# What does not begin cannot go on: less than any path of words adds up to.
_NEVER = -1e6


@dataclass(frozen=True, slots=True)
class TagSpan:
    """A run of words with one kind of tag; `score` is the mean probability of that kind over its pieces.

    `first` and `last` are the pieces it covers, `[first, last)`.
    """

    start: int
    end: int
    kind: Kind
    score: float
    first: int
    last: int


def words(text: str, starts: Ints, ends: Ints) -> Ints:
    """The first piece of each word: a word's pieces touch and are letters or digits on both sides."""
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    first = [0]
    for i in range(1, len(starts)):
        s = int(starts[i])
        if not (ends[i - 1] == s and text[s - 1].isalnum() and text[s].isalnum()):
            first.append(i)
    return np.array(first, dtype=np.int64)


def merge(text: str, starts: Ints, ends: Ints, tags: Floats, lean: dict[str, float] | None = None) -> list[TagSpan]:
    """Spans in the order of the text. None crosses from one kind into another; words are never cut."""
    if not len(starts):
        return []
    first = words(text, starts, ends)
    last = np.append(first[1:], len(starts))
    path = _best(_word_scores(tags, first, last, lean or LEAN))
    out: list[TagSpan] = []
    run: tuple[int, int] | None = None  # first word, kind
    for w in range(len(first) + 1):
        tag = path[w] if w < len(first) else 0
        kind = (tag - 1) // 2
        if run is not None and (tag == 0 or tag % 2 == 1 or kind != run[1]):
            a, b = int(first[run[0]]), int(last[w - 1])
            columns = [2 * run[1] + 1, 2 * run[1] + 2]
            score = float(tags[a:b][:, columns].sum(-1).mean())
            out.append(TagSpan(int(starts[a]), int(ends[b - 1]), KINDS[run[1]], score, a, b))
            run = None
        if tag and run is None:
            run = (w, kind)
    return out


def _word_scores(tags: Floats, first: Ints, last: Ints, lean: dict[str, float]) -> Floats:
    """Log-probabilities of words: a kind by the mean of its pieces, its beginning by the first of them."""
    size = (last - first)[:, None]
    mean = np.add.reduceat(tags, first) / size
    scores = np.empty((len(first), len(TAGS)), dtype=np.float32)
    scores[:, 0] = mean[:, 0]
    for k in range(len(KINDS)):
        begins, goes_on = 2 * k + 1, 2 * k + 2
        whole = mean[:, begins] + mean[:, goes_on]
        share = tags[first, begins] / (tags[first, begins] + tags[first, goes_on] + 1e-9)
        scores[:, begins], scores[:, goes_on] = whole * share, whole * (1 - share)
    out = np.log(scores + 1e-6)
    out[:, 0] += lean["O"]
    for k, kind in enumerate(KINDS):
        out[:, 2 * k + 1 : 2 * k + 3] += lean[kind]
    return out


def _best(scores: Floats) -> list[int]:
    """The best path of tags in which a kind goes on only where it stands already (Viterbi).

    A tag that begins a kind, or none, may follow any: so that what is best is the same for all of these. In plain
    numbers: for seven tags an array costs more to make than to reckon with.
    """
    rows: list[list[float]] = scores.tolist()
    reach = [score if tag % 2 or not tag else score + _NEVER for tag, score in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(reach)
        from_top = reach.index(top)
        came, now = [from_top], [top + row[0]]
        for begins in range(1, len(TAGS), 2):
            stands = begins if reach[begins] >= reach[begins + 1] else begins + 1
            came += (from_top, stands)
            now += (top + row[begins], reach[stands] + row[begins + 1])
        back.append(came)
        reach = now
    path = [reach.index(max(reach))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]
