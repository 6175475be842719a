"""Corpora with attributions: the Wikinews articles in this repository, PolNeAR from a checkout of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WIKINEWS = Path(__file__).parents[1] / "data" / "wikinews" / "gold"

Offsets = tuple[int, int]


@dataclass(frozen=True)
class Gold:
    """An annotated attribution: offsets of its source, cue and content, each possibly in several pieces."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    nested: bool = False


@dataclass(frozen=True)
class Document:
    """A text with its attributions; `entities` only in Wikinews."""

    id: str
    text: str
    gold: tuple[Gold, ...]
    entities: tuple[dict, ...] = ()


def wikinews() -> Iterator[Document]:
    """The 24 articles, without the attributions that stand inside another (as the published comparisons score them)."""
    for path in sorted(WIKINEWS.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf8"))
        yield Document(data["id"], data["text"], tuple(map(_gold, data["attributions"])), tuple(data["entities"]))


def _gold(data: dict) -> Gold:
    def spans(key: str) -> tuple[Offsets, ...]:
        return tuple((s, e) for s, e in data[key])

    return Gold(spans("source"), spans("cue"), spans("content"), data["nested"])


def polnear(checkout: Path, split: str = "dev") -> Iterator[Document]:
    """PolNeAR (github.com/networkdynamics/PolNeAR): texts with brat annotations, the first annotator's of each."""
    folder = checkout / "data" / split
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if annotations:
            with path.open(encoding="utf8", newline="") as file:
                text = file.read()
            yield Document(path.stem, text, tuple(_brat(annotations[0].read_text(encoding="utf8"))))


def _brat(annotations: str) -> Iterator[Gold]:
    spans: dict[str, tuple[Offsets, ...]] = {}
    events = []
    for line in annotations.split("\n"):
        fields = line.split("\t")
        if re.fullmatch(r"T\d+", fields[0]):
            pieces = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = tuple((int(a), int(b)) for a, b in (p.split() for p in pieces))
        elif re.fullmatch(r"E\d+", fields[0]):
            events.append([part.split(":") for part in fields[1].split()])
    for event in events:
        found: dict[str, list[Offsets]] = {"Source": [], "Cue": [], "Content": []}
        for role, span in event:
            if (kind := role.rstrip("0123456789")) in found and span in spans:
                found[kind] += spans[span]
        if found["Content"]:
            yield Gold(*(tuple(sorted(set(found[k]))) for k in ("Source", "Cue", "Content")))
