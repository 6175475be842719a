"""A reviewer's corrections: the YAML file beside a seed, applied to the seed's briefing."""

from __future__ import annotations

from pathlib import Path

from briefing.model import Briefing
from briefing.review.files import is_review, orphan, review_names, review_path

__all__ = ["apply", "is_review", "orphan", "review_names", "review_path"]


def apply(briefing: Briefing, path: Path | str) -> Briefing:
    """`briefing` with the corrections of the review at `path`; unchanged where there is no such file."""
    return briefing
