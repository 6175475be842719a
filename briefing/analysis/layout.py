"""Speakers told by layout, not by a reporting word: "WALLACE: …" before a turn, "― Jorge Falcon" behind a quotation."""

from __future__ import annotations

import re

from briefing.analysis.attribution import Offsets
from briefing.lexicon import words

_PARTICLE = r"(?:(?:de|del|la|van|von|bin|al)[ \u00a0])?"
_NAME = rf"[A-Z][\w.'’-]*(?:[ \u00a0]{_PARTICLE}[A-Z][\w.'’-]*){{0,4}}"
_LABEL = re.compile(rf"[\"“]?({_NAME}):[ \u00a0]+[\"“]?")
_SIGNED = re.compile(rf"[.,!?…]?[\"”’']{{0,2}}[ \u00a0]*(?:―|—|–|--)[ \u00a0]*({_NAME})(?=[ \u00a0.]*(?:\n|$))")


def speaker_by_layout(text: str, content: Offsets) -> Offsets | None:
    """The name that layout gives as the speaker of `content`: behind a dash at its end, or as its line's label."""
    if m := _SIGNED.match(text, content[1]):
        return m.span(1)
    line = text.rfind("\n", 0, content[0]) + 1
    m = _LABEL.match(text, line)
    if m and m.start() <= content[0] <= m.end() and m[1].lower() not in words("people", "labels"):
        return m.span(1)
    return None
