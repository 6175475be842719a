"""Furniture: lines that stand in an article's text and are none of it, told by form and by place.

The forms are data (`furniture.yaml`) and none names an outlet. Headline, standfirst, byline and date are
found in `layout`, since they depend on order, and datelines in `datelines`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.ingest.words import table

# Paragraphs from either end within which a form that could also be a sentence is taken for furniture.
EDGE = 6

# A paragraph that opens with a quotation mark is somebody's words.
_QUOTE = re.compile(r"\s*[\"“”„«‘'’]")


@dataclass(frozen=True, slots=True)
class Form:
    """What paragraphs of one kind look like."""

    kind: str
    longest: int
    edge: bool
    form: re.Pattern[str]
    is_: tuple[str, ...]
    is_not: tuple[str, ...]

    def matches(self, line: str) -> bool:
        return len(line) <= self.longest and bool(self.form.search(line))


@cache
def forms() -> tuple[Form, ...]:
    """All forms, in the order in which they are tried."""
    data = table("furniture")

    def whole(form: str) -> str:
        while re.search("<[A-Z]+>", form):
            form = re.sub("<([A-Z]+)>", lambda m: f"(?:{data['pieces'][m[1]]})", form)
        return form

    def form(f: dict[str, Any]) -> Form:
        pattern = re.compile(whole(f["form"]), re.I if f.get("any_case") else 0)
        edge = f.get("where") == "edge"
        return Form(f["kind"], f["max"], edge, pattern, tuple(f["is"]), tuple(f["is_not"]))

    return tuple(form(f) for f in data["forms"])


def kind_of(line: str, from_top: int, from_end: int) -> str | None:
    """The kind of furniture that a paragraph is, or None. `from_top` and `from_end` count paragraphs."""
    line = line.strip()
    if _QUOTE.match(line):
        return None
    edge = from_top < EDGE or from_end < EDGE
    return next((f.kind for f in forms() if (edge or not f.edge) and f.matches(line)), None)
