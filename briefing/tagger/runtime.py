"""The tagger at run time: one ONNX file, read by onnxruntime; no torch, nothing from the network.

The file also holds the vocabulary and how its tags are to be read, so that they cannot come apart.
"""

from __future__ import annotations

import bisect
import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from briefing.errors import LanguageModelError
from briefing.tagger.labels import ROLES, TAGS
from briefing.tagger.pieces import (
    POSITION_FEATURES,
    Floats,
    Ints,
    belonging,
    ends_of,
    framed,
    pieces,
    places,
    tokenizer,
)
from briefing.tagger.spans import TagSpan, merge
from briefing.tagger.weights import WEIGHTS

# Links less likely than this are not told.
FAINT = 0.02


@dataclass(frozen=True, slots=True)
class Link:
    """How likely span `of`, a source or a content, belongs to span `to`, its cue (its source if it has none).

    Both count into `Tags.spans`. Where its pieces point at a word without such a tag, `to` is None and `piece`
    is that word's first piece: often a cue that the tags missed. Both are None where they point outside the window.
    """

    of: int
    to: int | None
    score: float
    piece: int | None = None


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger reads in a text. Offsets count code points of that text.

    starts, ends  [pieces]            the word pieces, in order; what lies outside the paragraphs has none
    tags          [pieces, 7]         probabilities, columns as in `labels.TAGS`
    spans         merged runs of tags, in order
    links         for each source and content span where it belongs, likeliest first
    roles         [sentences, 9]      probabilities, columns as in `labels.ROLES`
    """

    starts: Ints
    ends: Ints
    tags: Floats
    spans: tuple[TagSpan, ...]
    links: tuple[Link, ...]
    roles: Floats


class Tagger:
    """Reads a text in one pass: who said what (tags and links), and what each sentence does (roles)."""

    def __init__(self, weights: Path = WEIGHTS, threads: int = 1) -> None:
        if not weights.is_file():
            raise LanguageModelError(str(weights), "the tagger's weights are not there", "install the package again")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        about = self._session.get_modelmeta().custom_metadata_map
        if json.loads(about["tags"]) != list(TAGS) or json.loads(about["roles"]) != list(ROLES):
            raise LanguageModelError(str(weights), "these weights are of another version", "install the package again")
        self.version: str = about["version"]
        self._tokenizer = tokenizer(about["vocabulary"].split("\n"))
        self._window = int(about["window"])
        self._ends = ends_of(self._tokenizer)
        self._sums = int(about["sums"])
        one = np.zeros((1, 1), dtype=np.float32)
        self._no_window = {"ids": np.array(self._ends[1:]), "marks": np.array([0]), "belong": one}
        self._no_sentences = {
            "sums": np.zeros((1, self._sums), dtype=np.float32),
            "where": np.zeros((1, POSITION_FEATURES), dtype=np.float32),
        }

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]] = ()) -> Tags:
        """Tags, spans, links and roles of `text`.

        `paragraphs` and `sentences` are in order and do not overlap; a sentence outside the paragraphs gets
        its role by its place alone.
        """
        given = pieces(text, paragraphs, self._tokenizer, self._window)
        tags = np.zeros((len(given), len(TAGS)), dtype=np.float32)
        sums = np.zeros((len(sentences), self._sums), dtype=np.float32)
        vectors: list[tuple[int, int, Floats, Floats]] = []
        for a, b in given.windows:
            lo, hi = _touching(sentences, int(given.starts[a]), int(given.ends[b - 1]))
            ids, marks = framed(given, (a, b), self._ends)
            belong = belonging(given, (a, b), sentences[lo:hi])
            p, link_from, link_to, gathered = self._window_of(ids, marks, belong)
            tags[a:b] = p[1:-1]
            sums[lo:hi] += gathered[: hi - lo]
            vectors.append((a, b, link_from[1:-1], link_to))
        roles = self._roles_of(sums, places(given, sentences, paragraphs))
        spans = tuple(merge(text, given.starts, given.ends, tags))
        return Tags(given.starts, given.ends, tags, spans, tuple(_links(spans, vectors)), roles)

    # The file holds two graphs, and onnxruntime wants the inputs of both: the other gets the least it takes.

    def _window_of(self, ids: Ints, marks: Ints, belong: Floats) -> list[Floats]:
        given = {
            "ids": ids,
            "marks": marks,
            "belong": belong if len(belong) else np.zeros((1, len(ids)), np.float32),
        }
        return self._session.run(["tags", "link_from", "link_to", "gathered"], given | self._no_sentences)

    def _roles_of(self, sums: Floats, where: Floats) -> Floats:
        if not len(sums):
            return np.zeros((0, len(ROLES)), dtype=np.float32)
        return self._session.run(["roles"], {"sums": sums, "where": where} | self._no_window)[0]


def _touching(sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The range of sentences with something in [start, end)."""
    return bisect.bisect_right(sentences, start, key=lambda s: s[1]), bisect.bisect_left(
        sentences, end, key=lambda s: s[0]
    )


def _links(spans: Sequence[TagSpan], vectors: Sequence[tuple[int, int, Floats, Floats]]) -> Iterator[Link]:
    """For each source and content span, the likeliest spans its pieces point at."""
    for a, b, link_from, link_to in vectors:
        # Spans are runs of tags, one after the other.
        begin = bisect.bisect_right(spans, a, key=lambda s: s.last)
        here = range(begin, bisect.bisect_left(spans, b, key=lambda s: s.first))
        anchors = [i for i in here if spans[i].kind != "content" and spans[i].first >= a]
        for i in here:
            if spans[i].kind == "cue":
                continue
            first, last = max(spans[i].first, a) - a, min(spans[i].last, b) - a
            p = _pointed(link_from[first:last], link_to).mean(0)
            share = (last - first) / (spans[i].last - spans[i].first)
            found = [Link(i, None, float(p[0]) * share)]
            for k in anchors:
                ours = slice(spans[k].first - a + 1, min(spans[k].last, b) - a + 1)
                found.append(Link(i, k, float(p[ours].sum()) * share))
                p[ours] = 0
            bare = int(p[1:-1].argmax())
            found.append(Link(i, None, float(p[bare + 1]) * share, a + bare))
            yield from sorted((x for x in found if x.score >= FAINT), key=lambda x: -x.score)


def _pointed(link_from: Floats, link_to: Floats) -> Floats:
    """[pieces of a span, pieces of its window]: how likely each points at each."""
    # Not `@`: for a product as small as this, BLAS wakes threads on all cores, which costs ten times the product.
    scores = np.einsum("id,jd->ij", link_from, link_to)
    pointed = np.exp(scores - scores.max(-1, keepdims=True))
    pointed /= pointed.sum(-1, keepdims=True)
    return pointed


@functools.cache
def load(weights: Path = WEIGHTS, threads: int = 1) -> Tagger:
    """The tagger, loaded once a process."""
    return Tagger(weights, threads)
