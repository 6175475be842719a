"""Which tags make one attribution: each content by the cue it points at, each cue with its likeliest source."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.analysis.attributions.attribution import Offsets
from briefing.language import Reading

if TYPE_CHECKING:
    from briefing.tagger import Link, Tags

# Tuned on PolNeAR dev for the F1 of source + content; tests/benchmarks/quality.py measures them.
_CUE_LEAST = 0.2  # a content that points at its cue with less is without one
_BARE_LEAST = 0.2  # likewise at a word that is not tagged as a cue
_SOURCE_LEAST = 0.15  # a source in another sentence than its cue must point at it with this
_SAME_SENTENCE = 0.3  # what standing in the cue's sentence counts, beside the link
_FAR = 0.2  # what 100 code points between source and cue take off again
_FAR_MOST = 200
_SUBJECT = 0.3  # what being the subject of the reporting word counts

_MISTER = re.compile(r"(?<=\w), (?=(?:Mr|Mrs|Ms)\. )")

Key = int | tuple[str, int]


@dataclass(slots=True)
class Group:
    """An attribution in the making: the word the contents point at, its source by its index in the tags, contents."""

    word: Offsets | None = None
    tagged: bool = False  # whether that word is tagged as a cue
    source: int | None = None
    content: list[Offsets] = field(default_factory=list)


def by_cue(reading: Reading, tags: Tags) -> tuple[dict[Key, Group], list[Offsets]]:
    """Contents by what they point at: a tagged cue (or source), else an untagged word; and those that point nowhere."""
    spans = tags.spans
    links: dict[int, list[Link]] = {}
    for link in tags.links:
        links.setdefault(link.of, []).append(link)
    groups: dict[Key, Group] = {}
    lonely: list[Offsets] = []
    for i, s in enumerate(spans):
        if s.kind != "content":
            continue
        span = (s.start, s.end)
        tagged = max((x for x in links.get(i, []) if x.to is not None), key=lambda x: x.score, default=None)
        bare = next((x for x in links.get(i, []) if x.piece is not None), None)
        if bare is not None and bare.piece is not None and bare.score > max(_BARE_LEAST, tagged.score if tagged else 0):
            word = int(tags.starts[bare.piece]), int(tags.ends[bare.piece])
            groups.setdefault(("word", bare.piece), Group(word)).content.append(span)
        elif tagged is None or tagged.to is None or tagged.score < _CUE_LEAST:
            lonely.append(span)
        else:
            if (own := _touching(reading, tags, i, tagged.to)) is not None:
                stop = min(s.end, reading.sentences[own].end)
                full_stop = stop < s.end and reading.text[stop - 1] == "."
                _group(tags, groups, i - 1).content.append((s.start, stop - full_stop))
                if stop >= s.end:
                    continue
                span = (stop, s.end)
            _group(tags, groups, tagged.to).content.append(span)
    return groups, lonely + _left_behind(reading, groups.values())


def _left_behind(reading: Reading, groups: Collection[Group]) -> list[Offsets]:
    """Contents taken from their groups that end a paragraph where somebody speaks already, though they point at a
    reporting word that opens the next one with a content of its own: they go on with the speaker of their own."""
    said = {reading.paragraph_at(g.word[0]) for g in groups if g.word is not None}
    out: list[Offsets] = []
    for g in groups:
        if g.word is None or len(g.content) < 2:
            continue
        here = reading.paragraph_at(g.word[0])
        before = [c for c in g.content if reading.paragraph_at(c[0]) < here and reading.paragraph_at(c[0]) in said]
        if before and any(c[0] >= g.word[1] and reading.paragraph_at(c[0]) == here for c in g.content):
            g.content = [c for c in g.content if c not in before]
            out += before
    return out


def _touching(reading: Reading, tags: Tags, i: int, to: int) -> int | None:
    """Index of the sentence in which content `i` stands right behind a tagged cue, though it points at one (`to`) in
    another sentence; else None. "She says the issue is open. It “takes time,” Ms. Doe said" are two."""
    if i == 0 or tags.spans[i - 1].kind != "cue" or to == i - 1:
        return None
    before, s = tags.spans[i - 1], tags.spans[i]
    mine = reading.index_at(before.start)
    touches = s.start - before.end <= 1 and mine == reading.index_at(s.start)
    return mine if touches and mine != reading.index_at(tags.spans[to].start) else None


def _group(tags: Tags, groups: dict[Key, Group], k: int) -> Group:
    s = tags.spans[k]
    if k not in groups:
        groups[k] = Group((s.start, s.end), True) if s.kind == "cue" else Group(source=k)
    return groups[k]


def give_sources(
    reading: Reading, tags: Tags, groups: dict[Key, Group], subjects: Callable[[Offsets], Offsets | None]
) -> None:
    """Each cue its likeliest source: by link, nearness, the sentence and the parse (`subjects` gives the subject of a
    reporting word); one source may serve several cues."""
    spans = tags.spans
    near: dict[int, list[int]] = {}  # sources by their sentence
    for i, s in enumerate(spans):
        if s.kind == "source":
            near.setdefault(reading.index_at(s.start), []).append(i)
    linked: dict[Key, dict[int, float]] = {}
    for x in tags.links:
        if spans[x.of].kind == "source":
            key: Key = x.to if x.to is not None else ("word", x.piece or 0)
            linked.setdefault(key, {})[x.of] = x.score
    for key, g in groups.items():
        if g.source is not None or g.word is None:
            continue
        score, here = linked.get(key, {}), near.get(reading.index_at(g.word[0]), [])
        subject = subjects(g.word)
        best = (0.0, -1)
        for i in {*here, *(i for i, by in score.items() if by >= _SOURCE_LEAST)}:
            gap = max(spans[i].start - g.word[1], g.word[0] - spans[i].end, 0)
            parsed = subject is not None and spans[i].start < subject[1] and subject[0] < spans[i].end
            fit = score.get(i, 0.0) + _SAME_SENTENCE * (i in here) - _FAR * min(gap, _FAR_MOST) / 100
            best = max(best, (fit + _SUBJECT * parsed, i))
        if best[1] >= 0:
            g.source = best[1]


def whole_source(tags: Tags, k: int, text: str) -> Offsets:
    """Offsets of source `k` with the source a comma away from it: "Malaysia's Prime Minister, Najib Razak"."""
    s = tags.spans[k]
    start, end = s.start, s.end
    if k and (left := tags.spans[k - 1]).kind == "source" and text[left.end - 1 : start].strip() == ",":
        start = left.start
    if k + 1 < len(tags.spans):
        right = tags.spans[k + 1]
        if right.kind == "source" and text[end - 1 : right.start].strip() == ",":
            end = right.end
    if another := _MISTER.search(text, start, end):  # "by the counsel, Paul Moss, Mr. Roe said"
        start = another.end()
    return start, end
