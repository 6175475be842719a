"""Our pages as a site builder carries them: without their raw HTML blocks until a template wants them.

Markdown would copy the blocks as they are, but parse them first, which takes most of the time of a build; and a
builder that reads all pages before it writes the first would hold them all. What is left is the skeleton: the
headings, with all that a site's extensions make of them, and a comment in the place of each block.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property

from briefing.site.search import without_empty_sections

_COMMENT = re.compile(r"<!-- bf (\d+) -->")
_ID = re.compile(r'\sid="([^"]+)"')


def split(text: str) -> tuple[str, list[str]]:
    """The skeleton and the blocks of what `page.markdown` made, without its front matter."""
    parts: list[str] = []
    blocks: list[str] = []
    for part in text.strip().split("\n\n"):
        if part.startswith("## "):
            parts.append(part)
        else:
            parts.append(f"<!-- bf {len(blocks)} -->")
            blocks.append(part)
    return "\n\n".join(parts), blocks


def filled(converted: str, blocks: list[str]) -> str:
    """The content of a page: HTML that was made of a skeleton, with the blocks in it."""
    return without_empty_sections(_COMMENT.sub(lambda m: blocks[int(m[1])], converted))


class Anchors(Set[str]):
    """The ids of a page's elements, found when somebody asks: a builder keeps them for all pages."""

    def __init__(self, headings: Set[str], text: Callable[[], str]) -> None:
        self._headings = headings
        self._text = text

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self._headings) | {html.unescape(id) for id in _ID.findall(self._text())}

    def __contains__(self, id: object) -> bool:
        return id in self._all

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


@dataclass
class Skeletons:
    """Takes a page through the events of a build, which are the methods in their order.

    A page that a plugin changed on the way is carried whole from there, as any other is.
    """

    _kept: dict[str, str] = field(default_factory=dict)
    _text: str = ""
    _blocks: list[str] | None = None
    _whole: str = ""
    _converted: str = ""

    def begin(self, text: str) -> None:
        """Before other plugins get the page's text."""
        self._text, self._blocks = text, None

    def to_convert(self, text: str) -> str:
        """After them: what Markdown is to convert."""
        if text != self._text:
            return text
        text, self._blocks = split(text)
        return text

    def whole(self, converted: str) -> str:
        """Before other plugins get the content: all of it."""
        self._converted = converted
        self._whole = filled(converted, self._blocks or [])
        return self._whole

    def to_keep(self, path: str, content: str) -> str:
        """After them: what the builder is to keep."""
        untouched, self._text, self._whole = self._blocks is not None and content == self._whole, "", ""
        self._blocks = None
        if not untouched:
            return content
        self._kept[path] = self._converted
        return self._converted

    def to_show(self, path: str, content: str, text: Callable[[], str]) -> str:
        """Before a template shows it: all of it. `text` reads the page as it was made, with its front matter."""
        if self._kept.get(path) != content:
            return content
        return filled(content, split(text().split("\n---\n", 1)[1])[1])

    def shown(self, path: str, content: str) -> str:
        """After that, what the builder is to keep."""
        return self._kept.get(path, content)
