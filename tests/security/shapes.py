"""What a page is made of, apart from its words: the elements, their attributes and where its links lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import markdown as python_markdown
from mkdocs.utils.meta import get_data

# What people switch on, and what could make something of an article's words.
EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "nl2br", "sane_lists", "smarty",
    "tables", "toc", "wikilinks", "pymdownx.arithmatex", "pymdownx.b64", "pymdownx.betterem",
    "pymdownx.blocks.admonition", "pymdownx.blocks.details", "pymdownx.blocks.html", "pymdownx.caret",
    "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.highlight",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar",
    "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde",
]  # fmt: skip

LINKING = frozenset(("href", "src", "action", "formaction", "data", "poster", "srcset", "cite", "ping", "background"))
VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input"),
    *("link", "meta", "param", "source", "track", "wbr"),
}

# What lists are filtered by is left out where an item has none of it; a label, where there is one list.
OPTIONAL = {"aria-label", *(f"data-{name}" for name in ("actors", "topics", "outlet", "kind", "year", "undated"))}

Shape = tuple[str, frozenset[str]]
"""An element's name and those of its attributes."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif not (tag in self.open and all(t in ("li", "p", "dt", "dd") for t in self._above(tag))):
            self.unbalanced.append(tag)
        else:
            while self.open.pop() != tag:
                pass

    def _above(self, tag: str) -> list[str]:
        at = len(self.open) - 1 - self.open[::-1].index(tag)
        return self.open[at + 1 :]

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", {data: ""}))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("!", {decl: ""}))

    handle_pi = unknown_decl = handle_decl


class Seen:
    """The elements of a piece of HTML, its words with white space collapsed, and end tags that end nothing."""

    def __init__(self, html: str) -> None:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        self.elements = reader.elements
        self.unbalanced = reader.unbalanced + reader.open
        self.text = " ".join("".join(reader.text).split())

    @property
    def shapes(self) -> set[Shape]:
        return {(tag, frozenset(attrs) - OPTIONAL) for tag, attrs in self.elements}

    def links(self) -> Iterator[str]:
        for _, attributes in self.elements:
            for name, value in attributes.items():
                if name.split(":")[-1] in LINKING:
                    yield value


def rendered(page: str, extensions: Iterable[str] = EXTENSIONS) -> tuple[dict[str, Any], str]:
    """The front matter and the HTML of a Markdown page, by plain Python-Markdown."""
    body, meta = get_data(page)
    return meta, python_markdown.markdown(body, extensions=list(extensions))


def bad_links(links: Iterable[str], hosts: Iterable[str] = ()) -> list[str]:
    """Links that are neither relative ones of ours nor web addresses."""
    bad = []
    for link in links:
        plain = "".join(c for c in link if c > " ").lower()
        scheme, colon, _ = plain.partition(":")
        relative = not colon or any(c in scheme for c in "/?#")
        if relative and plain.startswith(("//", "\\", "/\\")):
            bad.append(link)
        if not relative and scheme not in ("http", "https", "mailto"):
            bad.append(link)
    return bad
