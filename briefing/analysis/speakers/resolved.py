"""What a source is resolved to, and how sure each way of resolving is."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analysis.actors.cast import Draft
from briefing.model import Resolution

# Measured by eye and on Wikinews (docs/quality.md), to be measured again when rules change.
CONFIDENCE = {"name": 0.97, "joint": 0.95, "role": 0.9, "pronoun": 0.9, "carried": 0.85, "body": 0.75}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors a source stands for, in order, and how sure that is.

    `stands_for` is the offset of the common noun that a pronoun takes up ("a spokesman … He said"): an actor
    without a name.
    """

    actors: tuple[Draft, ...]
    resolution: Resolution
    confidence: float
    stands_for: int | None = None


NOBODY = Resolved((), "none", 0.9)
OPEN = Resolved((), "open", 0.5)


def sure(how: str, *actors: Draft) -> Resolved:
    """Resolved to the actors, as surely as that way of resolving is."""
    return Resolved(actors, "resolved", CONFIDENCE[how])


def unnamed(offset: int) -> Resolved:
    """Resolved to the common noun at the offset."""
    return Resolved((), "none", CONFIDENCE["pronoun"], offset)
