"""Figures on held-out documents: tokens by kind, roles, background; and how near the rounded weights come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from briefing.tagger.labels import BACKGROUND, KINDS, ROLES
from briefing.tagger.runtime import Tagger
from briefing.tagger.train import corpora, examples
from briefing.tagger.train.model import WIDTH, Network


def f1(found: np.ndarray, true: np.ndarray) -> float:
    both = int((found & true).sum())
    return 2 * both / max(1, int(found.sum()) + int(true.sum()))


@torch.no_grad()
def evaluate(net: Network, held: dict[str, list[corpora.Document]], read: Tokenizer) -> dict[str, float]:
    """Piece F1 of each kind and link accuracy; micro, macro F1 of roles and macro-F1 of background or not."""
    out: dict[str, float] = {}
    if tags := held.get("tags"):
        found, true, right = [], [], []
        windows = [
            w
            for d in tags
            for w in examples.tagged(corpora.Document(d.name, d.text, d.paragraphs, d.readings[:1]), read)
        ]
        for i in range(0, len(windows), 8):
            ids, marks, y, links, weights = examples.collate(windows[i : i + 8])
            x = net.encoder(ids, marks)
            there = y.sum(-1) > 0
            found.append(net.tags(x).argmax(-1)[there].numpy())
            true.append(y.argmax(-1)[there].numpy())
            scores = net.link_from(x) @ net.link_to(x).transpose(1, 2)
            to = scores.masked_fill((ids == 0)[:, None, :], -1e4).argmax(-1)
            linked = weights.sum(-1) > 0
            right.append(((links == to[..., None]) & (weights > 0)).any(-1)[linked].numpy())
        a, b = np.concatenate(found), np.concatenate(true)
        for k, kind in enumerate(KINDS):
            out[kind] = f1((a + 1) // 2 == k + 1, (b + 1) // 2 == k + 1)
        out["link"] = float(np.concatenate(right).mean())
    if roles := held.get("roles"):
        scores_, golds = [], []
        for doc in roles:
            given = examples.roled(doc, read)
            x = net.encoder(torch.from_numpy(given.ids), torch.from_numpy(given.marks)).reshape(-1, WIDTH)
            sums = net.roles.gather(x, torch.from_numpy(given.belong))
            scores_.append(net.roles.judge(sums, torch.from_numpy(given.where)).softmax(-1).numpy())
            golds.append(given.roles)
        p, gold = np.concatenate(scores_), np.concatenate(golds)
        best = p.argmax(-1)
        out["role_micro"] = float((best == gold).mean())
        out["role_macro"] = float(np.mean([f1(best == k, gold == k) for k in range(len(ROLES))]))
        columns = [ROLES.index(r) for r in BACKGROUND]
        yes, is_ = p[:, columns].sum(-1) >= 0.5, np.isin(gold, columns)
        out["background"] = (f1(yes, is_) + f1(~yes, ~is_)) / 2
    return {k: round(v, 4) for k, v in out.items()}


def agreement(full: Path, rounded: Path, docs: Sequence[corpora.Document]) -> dict[str, float]:
    """How the int8 file's answers compare with those of the fp32 one on the same texts."""
    one, other = Tagger(full), Tagger(rounded)
    same_tag, distance, same_role, spans = [], [], [], [0, 0, 0]
    for doc in docs:
        sentences = doc.sentences or doc.paragraphs
        a, b = (t.read(doc.text, doc.paragraphs, sentences) for t in (one, other))
        same_tag.append(a.tags.argmax(-1) == b.tags.argmax(-1))
        distance.append(np.abs(a.tags - b.tags).max(-1))
        same_role.append(a.roles.argmax(-1) == b.roles.argmax(-1))
        ours, theirs = ({(s.start, s.end, s.kind) for s in x.spans} for x in (a, b))
        spans = [n + len(x) for n, x in zip(spans, (ours & theirs, ours, theirs), strict=True)]
    out = {
        "pieces with the same tag": np.concatenate(same_tag).mean(),
        "mean of the largest difference of a piece's probabilities": np.concatenate(distance).mean(),
        "F1 of identical spans": 2 * spans[0] / max(1, spans[1] + spans[2]),
        "sentences with the same role": np.concatenate(same_role).mean(),
    }
    return {k: round(float(v), 4) for k, v in out.items()}
