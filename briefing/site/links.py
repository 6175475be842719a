"""Where a page stands and how another is reached from it, by relative links: a site may stand anywhere."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from briefing.ingest.metadata import is_web_address

# A page of this name would stand where its folder's index page stands.
_INDEX_NAMES = frozenset({"index", "readme"})


def page_path(folder: str, name: str) -> str:
    """The source path of a page: `briefings` and `2023/yoon` give `briefings/2023/yoon.md`."""
    return f"{folder}/{_stem(name)}.md"


def data_path(id: str) -> str:
    """The path of a briefing's published data, next to its page."""
    return f"briefings/{_stem(id)}.json"


def cite_path(id: str, suffix: str) -> str:
    """The path of a briefing's citations in one format, next to its page."""
    return f"briefings/{_stem(id)}.{suffix}"


def _stem(name: str) -> str:
    parts = [f"{part}-seed" if part in _INDEX_NAMES else part for part in name.split("/")]
    return "/".join(parts)


@dataclass(frozen=True, slots=True)
class Links:
    """Links of one page. `here` is its URL below the site's root, `directories` is `use_directory_urls`.

    With `directories` None, `here` and the links are source paths, for a generator that makes URLs of them itself.
    """

    here: str
    directories: bool | None = True

    @classmethod
    def of(cls, path: str, directories: bool = True) -> Links:
        """The links of the page with this source path."""
        return cls(url_of(path, directories), directories)

    def to(self, path: str, anchor: str | None = None) -> str:
        """A link to the page or file with this source path."""
        target = path if self.directories is None else url_of(path, self.directories)
        fragment = f"#{quote(anchor)}" if anchor else ""
        if target == self.here and fragment:
            return fragment
        return _relative(target, posixpath.dirname(self.here)) + fragment


def _relative(target: str, folder: str) -> str:
    """The link from a folder to a file or, with a slash at its end, a folder; "" is the site's root."""
    to, start = target.split("/"), folder.split("/") if folder else []
    *way, last = to  # nothing for a folder
    same = 0
    while same < len(way) and same < len(start) and way[same] == start[same]:
        same += 1
    if last or same < len(way):
        return "../" * (len(start) - same) + _quoted("/".join(to[same:]))
    return "/".join([".."] * (len(start) - same) or ["."]) + "/"


@lru_cache(maxsize=2_000)
def _quoted(path: str) -> str:
    return quote(path)


def url_of(path: str, directories: bool) -> str:
    """The URL, below the site's root, of what has this source path."""
    stem, suffix = posixpath.splitext(path)
    if suffix != ".md":
        return path
    folder, name = posixpath.split(stem)
    if name == "index":
        return (f"{folder}/" if folder else "") if directories else f"{stem}.html"
    return f"{stem}/" if directories else f"{stem}.html"


def safe_url(url: object) -> str | None:
    """`url` if it is one that a reader may be sent to."""
    return url.strip() if isinstance(url, str) and is_web_address(url.strip()) else None
