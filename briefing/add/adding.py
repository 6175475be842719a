"""Adding: the order of the steps. Errors are values here: one bad item stops nothing but itself."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from briefing.add import addresses, docx, eml, feed, kinds, page, pdf, same, textfile, write
from briefing.add.draft import Draft
from briefing.add.fetch import Fetcher, Limits
from briefing.errors import BriefingError, SeedError
from briefing.ingest import read as ingest_bytes
from briefing.model import Article

log = logging.getLogger(__name__)

State = Literal["added", "there", "failed", "empty"]

_DOORS: dict[str, Callable[[bytes, str], Draft]] = {
    "pdf": pdf.read, "docx": docx.read, "eml": eml.read, "html": page.read,
    "txt": lambda data, where: textfile.read(data, where, ".txt"),
    "md": lambda data, where: textfile.read(data, where, ".md"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: `what` as it was named, the seed it is or already was, or an error.

    `why` says how it is seen that it was there already, or what an empty feed or folder lacks.
    """

    what: str
    state: State
    seed: str = ""
    title: str = ""
    why: str = ""
    error: BriefingError | None = None
    warnings: tuple[str, ...] = ()


class Adder:
    """Adds to one seeds folder. `dry` writes nothing; `versions` adds near-identical articles as versions."""

    def __init__(
        self, seeds: Path | str, limits: Limits | None = None, dry: bool = False, versions: bool = False
    ) -> None:
        self.seeds, self.dry, self.versions = Path(seeds), dry, versions
        self.limits = limits or Limits()
        self.fetcher = Fetcher(self.limits)
        self._known: same.Known | None = None

    @property
    def known(self) -> same.Known:
        """The articles that are there; the folder is read once."""
        if self._known is None:
            self._known = same.Known(self.seeds)
        return self._known

    def add(self, what: str) -> Iterator[Outcome]:
        """Add what a web address, a file or a folder holds; the outcome of each item, as it is done."""
        if what.lower().startswith("feed:"):
            rest = what[len("feed:") :]
            what = rest if rest.lower().startswith("http") else "https:" + rest
        if "://" in what and not os.path.exists(what):
            yield from self._safely(what, lambda: self._address(what))
        elif os.path.isdir(what):
            yield from self._folder(Path(what))
        else:
            yield from self._safely(what, lambda: self._file(Path(what), what))

    def _safely(self, what: str, steps: Callable[[], Iterator[Outcome]]) -> Iterator[Outcome]:
        """The outcomes of the steps; what stops them is the last one."""
        try:
            yield from steps()
        except BriefingError as error:
            yield Outcome(what, "failed", error=error)
        except Exception as error:
            log.debug("%s", what, exc_info=True)
            trouble = f"stopped with {type(error).__name__}: {error}"
            mend = "this is a fault of Briefing: please report it, with the item if you can"
            yield Outcome(what, "failed", error=BriefingError(what, trouble, mend))

    # -- what is named

    def _folder(self, folder: Path) -> Iterator[Outcome]:
        """All files below a folder that are of a kind we read, by path; hidden ones are left out."""
        inside = folder.resolve()
        found = sorted(
            p for p in folder.rglob("*")
            if not any(part.startswith(".") for part in p.relative_to(folder).parts) and p.is_file()
        )  # fmt: skip
        read = [p for p in found if kinds.is_read(p.name)]
        for path in read:
            if path.resolve().is_relative_to(inside):
                yield from self._safely(str(path), lambda path=path: self._file(path, str(path)))  # type: ignore[misc]
            else:
                error = SeedError(str(path), "is a link that leads out of the folder", "name the file itself")
                yield Outcome(str(path), "failed", error=error)
        if len(found) > len(read):
            number = len(found) - len(read)
            why = f"{number} {'file' if number == 1 else 'files'} of other kinds left out"
            yield Outcome(str(folder), "empty", why=why)
        elif not read:
            yield Outcome(str(folder), "empty", why="no files in it")

    def _file(self, path: Path, what: str) -> Iterator[Outcome]:
        data = self._bytes(path, what)
        kind = kinds.of_file(path.name, data, what)
        if kind == "feed":
            yield from self._feed(data, what, None)
        else:
            draft = _DOORS[kind](data, what)
            ways = tuple(w for w in (draft.given.url,) if w)
            yield self._keep(replace(draft, file=path.name, addresses=ways), what, path.stem)

    def _bytes(self, path: Path, what: str) -> bytes:
        try:
            if not path.is_file():
                mend = "for a web address write https://…" if "." in what else "check its name"
                raise SeedError(what, "is no file" if path.exists() else "is not there", mend)
            with path.open("rb") as file:
                data = file.read(self.limits.most_bytes + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise SeedError(what, f"cannot be read: {reason}", "check that it is there and may be read") from None
        if len(data) > self.limits.most_bytes:
            mend = "give more --max-bytes, if it is one article"
            raise SeedError(what, f"is larger than {self.limits.most_bytes:,} bytes", mend)
        if not data:
            raise SeedError(what, "is empty", "check that it was saved")
        return data

    def _address(self, what: str) -> Iterator[Outcome]:
        asked = addresses.checked(what)
        if there := self.known.at([asked]):
            yield _there(what, there)
            return
        got = self.fetcher.get(asked)
        kind = kinds.of_page(got.kind, got.url, got.data, what)
        if kind == "feed":
            yield from self._feed(got.data, what, got.url)
        else:
            yield self._keep(_fetched(kind, got.data, asked, got.url, got.charset), what, _last_part(got.url))

    def _feed(self, data: bytes, what: str, base: str | None) -> Iterator[Outcome]:
        items = feed.read(data, what, base)
        if not items:
            yield Outcome(what, "empty", why="the feed has no items")
        for item in items:
            name = item.url or item.given.title or what
            yield from self._safely(name, lambda item=item, name=name: self._item(item, name))  # type: ignore[misc]

    def _item(self, item: feed.Item, name: str) -> Iterator[Outcome]:
        if item.url and (there := self.known.at([item.url])):
            yield _there(name, there)
            return
        if item.whole:
            ways = (item.url,) if item.url else ()
            yield self._keep(replace(item.whole, addresses=ways), name, _last_part(item.url or ""))
            return
        if not item.url:
            raise SeedError(name, "is an item with neither a text nor an address", "ask who makes the feed")
        got = self.fetcher.get(item.url, unasked=True)
        kind = kinds.of_page(got.kind, got.url, got.data, name)
        if kind == "feed":
            raise SeedError(name, "is a feed inside a feed", "give its own address")
        draft = _fetched(kind, got.data, addresses.checked(item.url), got.url, got.charset)
        yield self._keep(_with_items_facts(draft, item), name, _last_part(got.url))

    # -- what becomes of it

    def _keep(self, draft: Draft, what: str, stem: str) -> Outcome:
        """Write a draft, unless it is there already."""
        if there := self.known.at(draft.addresses):
            return _there(what, there)
        article = self._article(draft, what)
        if there := self.known.like(article):
            if not (self.versions and there.why.startswith("nearly")):
                return _there(what, there)
            draft = replace(draft, given=replace(draft.given, version_of=there.article.id))
        title = article.title.value if isinstance(article.title.value, str) else None
        published = article.published.value if isinstance(article.published.value, str) else None
        # A title that was derived is long; the name that the file or page has is better.
        words = (title, stem) if article.title.basis == "stated" else (stem, title)
        candidates = write.names((*words, draft.given.outlet), published, draft.text)
        while True:
            draft, text = self._composed(draft, what)
            path = write.free(candidates, draft.suffix, self.seeds, self.known.ids)
            final = ingest_bytes(text.encode("utf-8"), path, self.seeds)
            if self.dry or write.put(path, text):
                break
        self.known.add(final, draft.addresses)
        return Outcome(what, "added", str(path), title or "", warnings=draft.warnings)

    def _composed(self, draft: Draft, what: str) -> tuple[Draft, str]:
        """The seed's text, and the draft as which it is read back word for word."""
        retrieved = _today()
        text = write.compose(draft, retrieved)
        if not draft.kept and not write.reads_back(text, draft):
            # Marks that Markdown would see whatever is done: plain text has none.
            draft = replace(draft, suffix=".txt", headings=())
            text = write.compose(draft, retrieved)
        return draft, text

    def _article(self, draft: Draft, what: str) -> Article:
        """The article as it would be read from the seeds folder."""
        draft, text = self._composed(draft, what)
        try:
            return ingest_bytes(text.encode("utf-8"), self.seeds / f"new{draft.suffix}", self.seeds)
        except BriefingError as error:
            raise type(error)(what, error.trouble, error.mend) from None


def _today() -> str:
    """The day it is, in UTC."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _there(what: str, there: same.There) -> Outcome:
    title = there.article.title.value
    return Outcome(what, "there", there.article.path, title if isinstance(title, str) else "", there.why)


def _fetched(kind: str, data: bytes, asked: str, url: str, charset: str | None) -> Draft:
    if kind == "html":
        return page.read_fetched(data, asked, url, charset)
    text = kind in ("txt", "md")
    draft = textfile.read(data, asked, f".{kind}", charset) if text else _DOORS[kind](data, asked)
    given = draft.given if draft.given.url else replace(draft.given, url=url)
    return replace(draft, given=given, addresses=tuple(dict.fromkeys((asked, url))))


def _with_items_facts(draft: Draft, item: feed.Item) -> Draft:
    """A page's own facts count before what the feed says of it."""
    given, stated = draft.given, item.given
    given = replace(
        given,
        title=given.title or stated.title,
        bylines=given.bylines or stated.bylines,
        outlet=given.outlet or stated.outlet,
        published=given.published or stated.published,
        tags=given.tags or stated.tags,
    )
    return replace(draft, given=given, addresses=(*draft.addresses, *([item.url] if item.url else ())))


def _last_part(url: str) -> str:
    """The last part of an address's path without its suffix: often a title in short."""
    return Path(urlsplit(url).path).stem
