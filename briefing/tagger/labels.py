"""What the tagger's two heads name, in the order of their outputs."""

from __future__ import annotations

from typing import Literal

Kind = Literal["source", "cue", "content"]

KINDS: tuple[Kind, ...] = ("source", "cue", "content")
# O, then B and I of each kind: column 2k+1 begins kind k, column 2k+2 goes on with it.
TAGS: tuple[str, ...] = ("O", *(f"{mark}-{kind}" for kind in KINDS for mark in "BI"))

ROLES: tuple[str, ...] = (
    "main event",
    "consequence",
    "previous event",
    "current context",
    "historical",
    "anecdotal",
    "evaluation",
    "expectation",
    "n/a",
)
# The roles that give a reader what lies behind the news rather than the news itself.
BACKGROUND: frozenset[str] = frozenset({"previous event", "current context", "historical"})
