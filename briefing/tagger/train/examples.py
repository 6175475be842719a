"""From annotated documents to training examples: windows with tags and links, articles with roles."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from briefing.tagger.labels import KINDS, TAGS
from briefing.tagger.pieces import (
    CLOSES,
    OPENS,
    Pieces,
    belonging,
    ends_of,
    framed,
    pieces,
    places,
    plain,
)
from briefing.tagger.train.corpora import Attribution, Document

LINKS = 4  # how many anchors one piece can have: a source shared by several cues


@dataclass(frozen=True, slots=True)
class Tagged:
    """One window: its pieces, a distribution over tags for each, and where its links go (0: nowhere here)."""

    ids: np.ndarray
    marks: np.ndarray
    tags: np.ndarray
    links: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True, slots=True)
class Roled:
    """One article with sentence roles."""

    ids: np.ndarray
    marks: np.ndarray
    belong: np.ndarray
    where: np.ndarray
    roles: np.ndarray


def _within(given: Pieces, a: int, b: int) -> range:
    return range(int(np.searchsorted(given.ends, a, "right")), int(np.searchsorted(given.starts, b)))


def targets(given: Pieces, readings: Sequence[Sequence[Attribution]]) -> tuple[np.ndarray, dict[int, dict[int, float]]]:
    """For each piece a distribution over tags, the mean of the annotators', and its weighted anchors.

    The anchor of an attribution is the first piece of its cue, else of its source; pieces of its source and
    content are linked to it.
    """
    tags = np.zeros((len(given), len(TAGS)), dtype=np.float32)
    links: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for reading in readings:
        mine = np.zeros(len(given), dtype=np.int64)
        for one in reading:
            anchor = next((w[0] for s in (*one.cue, *one.source) if (w := _within(given, *s))), None)
            for k, kind in enumerate(KINDS):
                for span in getattr(one, kind):
                    for n, i in enumerate(_within(given, *span)):
                        mine[i] = 2 * k + (1 if n == 0 else 2)
                        if kind != "cue" and anchor is not None:
                            links[i][anchor] += 1.0
        tags[np.arange(len(given)), mine] += 1 / len(readings)
    return tags, links


def british(text: str, paragraphs: Sequence[tuple[int, int]]) -> str:
    """The text with single quotation marks for double ones, as British papers print them."""
    _, state = plain(text, paragraphs)
    out = list(text)
    for i, s in enumerate(state):
        if s >= OPENS and out[i] in '"“”':
            out[i] = "‘" if s == OPENS else "’" if s == CLOSES else out[i]
    return "".join(out)


def joined(paragraphs: Sequence[tuple[int, int]], chance: random.Random) -> list[tuple[int, int]]:
    """The paragraphs, some of them run together, as other papers set longer ones."""
    out: list[tuple[int, int]] = []
    for p in paragraphs:
        if out and chance.random() < 0.4:
            out[-1] = (out[-1][0], p[1])
        else:
            out.append(p)
    return out


def tagged(doc: Document, read: Tokenizer, chance: random.Random | None = None) -> Iterator[Tagged]:
    """The windows of one article. `chance` varies house style and where windows begin."""
    text, paragraphs, first = doc.text, list(doc.paragraphs), None
    if chance:
        if chance.random() < 0.12:
            text = british(text, paragraphs)
        if chance.random() < 0.15:
            paragraphs = joined(paragraphs, chance)
        first = chance.randint(100, 382)
    given = pieces(text, paragraphs, read, first=first)
    tags, links = targets(given, doc.readings)
    frame = ends_of(read)
    for a, b in given.windows:
        ids, marks = framed(given, (a, b), frame)
        y = np.zeros((b - a + 2, len(TAGS)), dtype=np.float32)
        y[1:-1] = tags[a:b]
        to = np.zeros((b - a + 2, LINKS), dtype=np.int64)
        weight = np.zeros((b - a + 2, LINKS), dtype=np.float32)
        for i in range(a, b):
            if i in links:
                best = sorted(links[i].items(), key=lambda x: -x[1])[:LINKS]
                total = sum(w for _, w in best)
                for k, (anchor, w) in enumerate(best):
                    to[i - a + 1, k] = anchor - a + 1 if a <= anchor < b else 0
                    weight[i - a + 1, k] = w / total
        yield Tagged(ids, marks, y, to, weight)


def roled(doc: Document, read: Tokenizer, chance: random.Random | None = None) -> Roled:
    """One article for the role head; `chance` takes its headline off now and then and shortens long ones."""
    paragraphs, sentences, roles = list(doc.paragraphs), list(doc.sentences), list(doc.roles)
    first = None
    if chance:
        if chance.random() < 0.5 and sentences:
            paragraphs = [p for p in paragraphs if p[1] > sentences[0][0]]
        first = chance.randint(150, 382)
    given = pieces(doc.text, paragraphs, read, first=first)
    windows = given.windows[:10]
    last = given.ends[windows[-1][1] - 1]
    keep = [i for i, (_, e) in enumerate(sentences) if e <= last]
    frame = ends_of(read)
    kept = [sentences[i] for i in keep]
    rows = [framed(given, w, frame) for w in windows]
    longest = max(len(ids) for ids, _ in rows)
    ids = np.zeros((len(rows), longest), dtype=np.int64)
    marks = np.zeros_like(ids)
    belong = np.zeros((len(kept), len(rows), longest), dtype=np.float32)
    for i, (window, (some, beside)) in enumerate(zip(windows, rows, strict=True)):
        ids[i, : len(some)], marks[i, : len(some)] = some, beside
        belong[:, i, : len(some)] = belonging(given, window, kept)
    where = places(given, sentences, paragraphs)[keep]
    return Roled(ids, marks, belong.reshape(len(kept), -1), where, np.array([roles[i] for i in keep], dtype=np.int64))


def collate(windows: Sequence[Tagged]) -> tuple[Tensor, ...]:
    """Windows as one padded batch: ids, marks, tags, links, link weights."""
    n = max(len(w.ids) for w in windows)

    def stack(name: str) -> Tensor:
        rows = [getattr(w, name) for w in windows]
        out = np.zeros((len(rows), n, *rows[0].shape[1:]), dtype=rows[0].dtype)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    return tuple(stack(name) for name in ("ids", "marks", "tags", "links", "weights"))
