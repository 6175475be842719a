"""Where reviews lie: `seeds/NAME.review.yaml` beside `seeds/NAME.txt`."""

from __future__ import annotations

import os
from pathlib import Path

from briefing.errors import ReviewError

ENDINGS = (".review.yaml", ".review.yml")


def is_review(path: Path) -> bool:
    """Whether a file has a review's name."""
    return path.name.lower().endswith(ENDINGS) and path.is_file()


def review_names(seed: Path) -> tuple[Path, ...]:
    """The paths that the review of a seed may have, the usual one first."""
    return tuple(seed.with_name(seed.stem + ending) for ending in ENDINGS)


def review_path(seed: Path | str) -> Path:
    """The review of a seed: the file that is there, or the one that would be. Raises ReviewError for two."""
    usual, other = review_names(Path(seed))
    # With a seed's name near the file system's limit, this is too long; `os.path` takes that for a no.
    if os.path.isfile(other):
        if os.path.isfile(usual):
            raise ReviewError(str(other), f"stands beside {usual.name}", "keep one of the two")
        return other
    return usual


def orphan(path: Path) -> ReviewError:
    """The error for a review without a seed."""
    name = path.name
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    mend = "give it the name of its seed, or remove it"
    return ReviewError(str(path), f"no seed named {name} stands beside it", mend)
