"""Finding seeds and reading one: the order of the steps."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from briefing.errors import SeedError
from briefing.ingest import html, identity, language, layout, markdown, paragraphs, text, title
from briefing.ingest.layout import Layout
from briefing.ingest.raw import Given, Raw
from briefing.model import Article, Field, Span

READERS: dict[str, Callable[[bytes, str], Raw]] = {
    ".txt": text.read, ".text": text.read, ".md": markdown.read, ".html": html.read, ".htm": html.read,
}  # fmt: skip
SUFFIXES: frozenset[str] = frozenset(READERS)
# A saved page may have megabytes of pictures and script in it, beside an article.
MAX_BYTES = 20_000_000
# The longest articles run to some 100,000 characters, live blogs to a few times that. What is beyond is a dump or a
# book: time and memory of the analysis grow with the text (docs/reliability.md).
MAX_CHARS = 500_000


def find(root: Path | str) -> list[Path]:
    """All seeds below `root`, sorted by path; hidden files and folders, and reviews, are left out.

    A folder that cannot be read, and a link to one outside `root`, are among them: `ingest` says what is wrong with
    them, where silence would lose articles.
    """
    folder = Path(root)
    if not folder.is_dir():
        raise SeedError(str(root), "is no folder", "make it and put articles into it, or name another one")
    return sorted(_below(folder))


def _below(root: Path) -> Iterator[Path]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = [Path(e.path) for e in os.scandir(folder) if not e.name.startswith(".")]
        except OSError:
            yield folder
            continue
        for path in entries:
            linked = path.is_symlink()
            if os.path.isdir(path):
                if not linked:
                    folders.append(path)
                elif not inside(path, root):  # what is linked to inside is found where it lies
                    yield path
            elif path.suffix.lower() in SUFFIXES:
                yield path


def inside(path: Path, root: Path) -> bool:
    """Whether a path lies below `root` when all links are followed. Raises OSError for a loop of links."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except RuntimeError as error:  # what a loop is before Python 3.13
        raise OSError(errno.ELOOP, str(error)) from None


def ingest(path: Path | str, root: Path | str | None = None) -> Article:
    """The article of the seed at `path`. `root` is the seeds folder, by default the one the file is in.

    Raises SeedError, or FrontMatterError, for a file that cannot be read as an article.
    """
    path = Path(path)
    root = path.parent if root is None else Path(root)
    where = identity.shown_path(path, root)
    return read(_bytes(path, root, where), path, root)


def read(data: bytes, path: Path, root: Path) -> Article:
    """The article of bytes that are, or are to be, the seed at `path`. Raises as `ingest` does."""
    where = identity.shown_path(path, root)
    raw = READERS[path.suffix.lower()](data, where)
    if len(raw.text) > MAX_CHARS:
        trouble = f"has {len(raw.text):,} characters of text, more than the {MAX_CHARS:,} of any article"
        raise SeedError(where, trouble, "keep one article a file")
    if not raw.text.strip():
        raise SeedError(where, "has no text", "put an article into it, or remove it")
    blocks = paragraphs.find(raw.text, frozenset(start for start, _ in raw.marks), raw.wrapped)
    if not blocks:
        raise SeedError(where, "has no words", "put an article into it, or remove it")
    found = layout.read(raw, blocks)
    given = raw.given
    return Article(
        id=identity.make_id(path, root, given.id, where),
        path=where,
        sha256=hashlib.sha256(data).hexdigest(),
        text=raw.text,
        paragraphs=blocks,
        title=_title(raw, found),
        standfirst=_field(given.standfirst, found.standfirst),
        published=_published(given, found),
        outlet=_field(given.outlet, found.outlet),
        bylines=_bylines(given, found),
        url=_field(given.url, None),
        language=language.tell(raw, found),
        furniture=tuple(found.furniture),
        tags=given.tags,
        licence=given.licence,
        version_of=given.version_of,
        publish=given.publish,
        robots=given.robots,
        warnings=raw.warnings,
        stated_kind=given.kind,
    )


def _field(given: str | None, span: Span | None) -> Field:
    """What was given counts before what the text states; its span is kept where both are the same words."""
    if given is not None:
        return Field(given, "stated", (span,) if span and span.text == given else ())
    return Field(_one_line(span.text), "stated", (span,)) if span else Field()


def _one_line(words: str) -> str:
    """Words that a file may have broken over lines, as one line."""
    return " ".join(words.split())


def _title(raw: Raw, found: Layout) -> Field:
    if raw.given.title or found.title:
        return _field(raw.given.title, found.title)
    derived = title.derive(raw.text, found.body)
    if not derived:
        return Field()
    span = Span.of(raw.text, *derived)
    return Field(_one_line(span.text), "derived", (span,))


def _published(given: Given, found: Layout) -> Field:
    if given.published:
        return Field(given.published, "stated")
    if found.published:
        return Field(found.published[1], "stated", (found.published[0],))
    return Field()


def _bylines(given: Given, found: Layout) -> Field:
    if given.bylines:
        spans = tuple(s for s in found.names if s.text in given.bylines)
        return Field(given.bylines, "stated", spans)
    if found.names:
        return Field(tuple(_one_line(s.text) for s in found.names), "stated", tuple(found.names))
    return Field()


def _bytes(path: Path, root: Path, where: str) -> bytes:
    """The file's bytes, read once, if it is an ordinary file inside `root`, of a kind and size we read."""
    try:
        within = inside(path, root)
        if within and path.is_dir():
            os.scandir(path).close()
            raise SeedError(where, "is a folder with a file's name", "rename it without the suffix")
        if within and path.suffix.lower() not in SUFFIXES:
            kinds = ", ".join(sorted(SUFFIXES))
            raise SeedError(where, "is not a kind of file we read", f"save it as one of {kinds}")
        if not within:
            what = "folder" if path.is_dir() else "file"
            raise SeedError(where, f"is a link to a {what} outside the seeds folder", f"copy the {what} itself here")
        # Opening a pipe would wait for somebody to write into it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise SeedError(where, "is no ordinary file", "save the article as a file, or remove this")
        with open(path, "rb", opener=_without_waiting) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as e:
        mend = "check that it is there and may be read"
        raise SeedError(where, f"cannot be read: {e.strerror or e}", mend) from None
    if len(data) > MAX_BYTES:
        raise SeedError(where, f"is larger than {MAX_BYTES // 1_000_000} MB", "keep one article a file")
    if not data:
        raise SeedError(where, "is empty", "put an article into it, or remove it")
    return data


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
