"""A small model of our own that reads who said what, and what each sentence of an article does.

    tagger = briefing.tagger.load()
    tags = tagger.read(text, paragraphs, sentences)

`CARD.md` beside this file says what the weights were trained on, what they get right and where they fail.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from briefing.tagger.labels import BACKGROUND, KINDS, ROLES, TAGS

if TYPE_CHECKING:
    from briefing.tagger.runtime import Link, Tagger, Tags, load
    from briefing.tagger.spans import TagSpan

__all__ = ["BACKGROUND", "KINDS", "ROLES", "TAGS", "Link", "TagSpan", "Tagger", "Tags", "load"]

_LATE = {"Link": "runtime", "Tagger": "runtime", "Tags": "runtime", "load": "runtime", "TagSpan": "spans"}


def __getattr__(name: str) -> Any:
    """What needs onnxruntime comes with its first use: a build from the cache does without."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_LATE[name]}"), name)
