"""A page of the site, and the settings that pages depend on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefing.site.escape import plain_title, quoted
from briefing.site.links import Links
from briefing.site.passages import SourceText

Folder = Literal["", "briefings", "actors", "topics", "timeline", "stories", "outlets"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What changes how pages look. `passages` has the number of passages checked, by briefing id."""

    source_text: SourceText = "excerpts"
    repo_url: str = ""
    report_url: str = ""
    site_url: str = ""
    site_name: str = ""
    directory_urls: bool = True
    source_links: bool = False
    """Whether pages lead to each other's source paths (`../actors/nato.md`), not to their URLs."""
    passages: Mapping[str, int] = field(default_factory=dict)
    pagefind: bool = False
    """Whether pages tell Pagefind what they can be found by."""

    def links(self, path: str) -> Links:
        """The links of the page with this source path."""
        return Links(path, None) if self.source_links else Links.of(path, self.directory_urls)


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site by its source path: a Markdown page, or data (then the path ends in `.json`).

    A file too large to be held has `parts` instead of a text, which are made as they are asked for.
    `folder` is the section of the site that the page belongs to; empty for its index page and for data.
    `seed` is the path of the file to edit, relative to the folder above the seeds. `head` is markup for the
    page's head.
    """

    path: str
    text: str
    title: str = ""
    folder: Folder = ""
    seed: str | None = None
    robots: str | None = None
    head: str = ""
    parts: Iterable[str] = ()

    @property
    def whole(self) -> str:
        """All of the file."""
        return self.text or "".join(self.parts)


def front_matter(title: str, *, description: str = "", boost: float | None = None, hide: str = "") -> str:
    """Front matter that no title can break. Without `boost`, the page is left out of the search."""
    lines = ["---", f"title: {quoted(plain_title(title))}"]
    if description:
        lines.append(f"description: {quoted(plain_title(description))}")
    if hide:
        lines.append(f"hide: [{hide}]")
    lines.append("search: {exclude: true}" if boost is None else f"search: {{boost: {boost:g}}}")
    return "\n".join([*lines, "---"]) + "\n"


def markdown(front: str, rendered: str) -> str:
    """The page's text: raw HTML blocks without a blank line inside, apart from the headings between them."""
    lines = [line for line in (line.strip() for line in rendered.split("\n")) if line]
    body = "\n".join(f"\n{line}\n" if line.startswith("## ") else line for line in lines)
    body = re.sub(r"\n{3,}", "\n\n", body).strip()
    return f"{front}\n{body}\n"
