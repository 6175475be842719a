"""Text to paragraphs."""

from __future__ import annotations

import re

from briefing.model import Block


def find(text: str) -> tuple[Block, ...]:
    """The paragraphs of `text`."""
    out = []
    for m in re.finditer(r"[^\n]+", text):
        s = m[0]
        if s.strip():
            start = m.start() + len(s) - len(s.lstrip())
            out.append(Block(start, start + len(s.strip())))
    return tuple(out)
