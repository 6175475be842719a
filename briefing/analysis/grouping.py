"""Which tags make one attribution: each content by the cue it points at, each cue with its likeliest source."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.analysis.attribution import Offsets
from briefing.language import Reading

if TYPE_CHECKING:
    from briefing.tagger import Tags

# Tuned on PolNeAR dev for the F1 of source + content; tests/benchmarks/quality.py measures them.
_CUE_LEAST = 0.2  # a content that points at its cue with less is without one
_BARE_LEAST = 0.2  # likewise at a word that is not tagged as a cue
_SOURCE_LEAST = 0.15  # a source in another sentence than its cue must point at it with this
_SAME_SENTENCE = 0.3  # what standing in the cue's sentence counts, beside the link
_FAR = 0.2  # what 100 code points between source and cue take off again
_FAR_MOST = 200


@dataclass(slots=True)
class Group:
    """An attribution in the making: spans by their index in the tags, and the word the contents point at."""

    at: int
    cue: int | None = None
    word: Offsets | None = None
    source: int | None = None
    content: list[int] = field(default_factory=list)


def by_cue(tags: Tags) -> tuple[dict[int | tuple[str, int], Group], list[int]]:
    """Contents by what they point at: a tagged cue (or source), else an untagged word; and those that point nowhere."""
    spans = tags.spans
    links: dict[int, list] = {}
    for link in tags.links:
        links.setdefault(link.of, []).append(link)
    groups: dict[int | tuple[str, int], Group] = {}
    lonely = []
    for i, s in enumerate(spans):
        if s.kind != "content":
            continue
        tagged = max((x for x in links.get(i, []) if x.to is not None), key=lambda x: x.score, default=None)
        bare = next((x for x in links.get(i, []) if x.piece is not None), None)
        if bare is not None and bare.score > _BARE_LEAST and (tagged is None or bare.score > tagged.score):
            word = int(tags.starts[bare.piece]), int(tags.ends[bare.piece])
            groups.setdefault(("word", bare.piece), Group(word[0], word=word)).content.append(i)
        elif tagged is None or tagged.score < _CUE_LEAST:
            lonely.append(i)
        else:
            k = tagged.to
            group = groups.setdefault(k, Group(spans[k].start))
            if spans[k].kind == "cue":
                group.cue, group.word = k, (spans[k].start, spans[k].end)
            else:
                group.source = k
            group.content.append(i)
    return groups, lonely


def give_sources(reading: Reading, tags: Tags, groups: dict[int | tuple[str, int], Group]) -> None:
    """Each cue its likeliest source: by link, nearness and the sentence; one source may serve several cues."""
    spans = tags.spans
    sources = [i for i, s in enumerate(spans) if s.kind == "source"]
    starts = [s.start for s in reading.sentences]
    score = {(x.of, x.to if x.to is not None else ("word", x.piece)): x.score for x in tags.links}
    for key, g in groups.items():
        if g.source is not None or g.word is None:
            continue
        best = (0.0, -1)
        for i in sources:
            same = bisect.bisect_right(starts, spans[i].start) == bisect.bisect_right(starts, g.word[0])
            link = score.get((i, key), 0.0)
            if not same and link < _SOURCE_LEAST:
                continue
            gap = max(spans[i].start - g.word[1], g.word[0] - spans[i].end, 0)
            best = max(best, (link + _SAME_SENTENCE * same - _FAR * min(gap, _FAR_MOST) / 100, i))
        if best[1] >= 0:
            g.source = best[1]
