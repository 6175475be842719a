"""The published data of a briefing: the contract `briefing/1`, without words that no page shows."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import Any

from briefing.model import Briefing
from briefing.site.links import data_path
from briefing.site.page import Page
from briefing.site.passages import Passages


def data_page(briefing: Briefing, passages: Passages) -> Page:
    """The JSON file next to the briefing's page: one line."""
    document = briefing.to_dict()
    if passages.show != "full":
        visible = passages.visible()
        document = _without_uncited({k: v for k, v in document.items() if k not in ("text", "phrases")}, visible)
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":"))
    return Page(data_path(briefing.id), text + "\n")


def _without_uncited(value: Any, visible: list[tuple[int, int]]) -> Any:
    """`value` with the words taken from each span that is not visible; its offsets stay."""
    if isinstance(value, list):
        return [_without_uncited(v, visible) for v in value]
    if not isinstance(value, dict):
        return value
    kept = {k: _without_uncited(v, visible) for k, v in value.items()}
    if {"start", "end", "text"} <= kept.keys() and not _covers(visible, kept["start"], kept["end"]):
        del kept["text"]
    return kept


def _covers(visible: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(visible, (start, float("inf"))) - 1
    return at >= 0 and end <= visible[at][1]
