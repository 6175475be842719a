"""What a reader of one format hands on: the text, and what is stated about it outside the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata stated in front matter or in a page's head; None or empty where nothing is stated."""

    title: str | None = None
    standfirst: str | None = None
    bylines: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    licence: str | None = None
    version_of: str | None = None
    id: str | None = None
    publish: bool = True
    robots: str | None = None
    kind: str | None = None
    retrieved: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """A seed as read: its text, final from here on, with what was given beside it and what was noticed.

    `wrapped` says, where the format knows, whether a paragraph may go over several lines. `marks` are offsets
    of lines that the format itself shows to be furniture, with its kind: headings and images.
    """

    text: str
    given: Given = Given()
    warnings: tuple[str, ...] = ()
    wrapped: bool | None = None
    marks: tuple[tuple[int, str], ...] = ()
