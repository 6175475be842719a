"""A piece of HTML that is all article (of a feed, a mail, a Word file) to its paragraphs.

Unlike a page from the web, where the article must be found among everything else: nothing is left out here but
what no reader sees, and pictures with their captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefing.ingest import paragraphs

_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"""
_UNREAD_NAMES = """
    script style head title template noscript svg math iframe object embed figure figcaption button select textarea
    audio video canvas"""
_BLOCKS, _LEFT_OUT = frozenset(_BLOCK_NAMES.split()), frozenset(_UNREAD_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_SPACE = re.compile(r"\s+")
_NOTE = re.compile(r"#(?:foot|end)note")
MAX_CHARS = 20_000_000


def lines(html: str) -> list[tuple[int, str]]:
    """Each paragraph's words, with 1 to 6 for a heading and 0 for text. Empty where there are none."""
    from lxml import html as parser

    if not html.strip() or len(html) > MAX_CHARS:
        return []
    try:
        root = parser.document_fromstring(_without_declaration(html))
    except (ValueError, parser.etree.LxmlError):
        return []
    out: list[tuple[int, str]] = []
    parts: list[str] = []
    level = 0

    def flush() -> None:
        text = "".join(parts)
        parts.clear()
        # Lines that breaks make are parts of a paragraph or paragraphs, as in a text file.
        for block in paragraphs.find(text):
            out.append((level, " ".join(text[block.start : block.end].split())))

    for event, element in _events(root):
        tag = element.tag if isinstance(element.tag, str) else ""
        heading = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0
        if event == "start":
            if tag in _BLOCKS:
                flush()
                level = heading
            elif tag == "br":
                parts.append("\n")
            parts.append(_SPACE.sub(" ", element.text or ""))
        else:
            if tag in _BLOCKS:
                flush()
                level = 0
            parts.append(_SPACE.sub(" ", element.tail or ""))
    flush()
    return out


def _without_declaration(html: str) -> str:
    """lxml refuses text that claims an encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", html)


def _events(root: Any) -> Iterator[tuple[str, Any]]:
    """Starts and ends of elements in order, without those that no reader sees; of a left-out one, its end."""
    stack = [(root, False)]
    while stack:
        element, left = stack.pop()
        if left:
            yield "end", element
            continue
        if element is not root and _left_out(element):
            stack.append((element, True))
            continue
        yield "start", element
        stack.append((element, True))
        stack += [(child, False) for child in reversed(element)]


def _left_out(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    return element.tag == "a" and bool(_NOTE.match(element.get("href") or ""))
