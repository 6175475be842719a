"""A draft to a seed: its front matter and marks, a safe name, and a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from pathlib import Path

from briefing.add.draft import Draft, tidy
from briefing.errors import SeedError
from briefing.ids import words_hash
from briefing.ingest import frontmatter, identity, markdown
from briefing.ingest.raw import Given

# Names are read by people and stand in web addresses: some ten words.
LONGEST_NAME = 70
# What a page or feed states at greater length is none of these, or tries something.
LONGEST_TITLE, LONGEST_STANDFIRST, LONGEST_NAME_OF, MOST_TAGS = 300, 1_500, 150, 30

_PLAIN = re.compile(r"[^\W\d_][\w .()’'/-]*")
_RESERVED_WORDS = re.compile(r"(?:true|false|yes|no|on|off|null|y|n)\Z", re.I)
_CLOSE = re.compile(r"^---[ \t]*$", re.M)
_MARKS = re.compile(r"([\\`*_\[\]<>#~!])")
_MARK_AT_START = re.compile(r"[ \t]*(?:[#>`~]|(?:=+|-+)\s*$)")


def compose(draft: Draft, retrieved: str) -> str:
    """The text of the seed that is made of a draft. `retrieved` is the ISO date of today."""
    if draft.kept:
        return _with_facts(draft, retrieved)
    body = _body(draft) if draft.suffix == ".md" else [draft.text]
    return "\n".join([*_front_matter(draft, retrieved), "", *body]) + "\n"


def reads_back(text: str, draft: Draft) -> bool:
    """Whether a composed seed in Markdown is read as the draft's words."""
    _, body, _ = frontmatter.split(text, "")
    return markdown.strip(body)[0].strip("\n") == draft.text.strip("\n")


def _front_matter(draft: Draft, retrieved: str) -> Iterator[str]:
    yield "---"
    yield from _facts(draft.given)
    yield from _came(draft, retrieved)
    yield "---"


def _facts(given: Given) -> Iterator[str]:
    for key, value, most in (
        ("title", given.title, LONGEST_TITLE),
        ("standfirst", given.standfirst, LONGEST_STANDFIRST),
    ):
        if value and len(value) <= most:
            yield f"{key}: {_quoted(value)}"
    names = [n for n in map(tidy, given.bylines) if n and len(n) <= LONGEST_NAME_OF][:MOST_TAGS]
    if names:
        yield f"authors: [{', '.join(map(_quoted, names))}]"
    if given.outlet and len(given.outlet) <= LONGEST_NAME_OF:
        yield f"outlet: {_quoted(given.outlet)}"
    if given.published:
        yield f"date: {given.published}"
    if given.url:
        yield f"url: {_quoted(given.url)}"
    if given.language:
        yield f"language: {_quoted(given.language)}"
    tags = [t for t in map(tidy, given.tags) if t and len(t) <= LONGEST_NAME_OF][:MOST_TAGS]
    if tags:
        yield f"tags: [{', '.join(map(_quoted, tags))}]"
    if given.licence and len(given.licence) <= LONGEST_TITLE:
        yield f"licence: {_quoted(given.licence)}"
    if given.version_of:
        yield f"version_of: {_quoted(given.version_of)}"


def _came(draft: Draft, retrieved: str) -> Iterator[str]:
    """When it was added, and the file it came from."""
    if not draft.given.retrieved:
        yield f"retrieved: {retrieved}"
    if draft.file and not draft.given.file:
        yield f"file: {_quoted(draft.file)}"


def _quoted(words: str) -> str:
    """A YAML scalar that reads back as these words."""
    words = tidy(words)
    if _PLAIN.fullmatch(words) and not _RESERVED_WORDS.match(words):
        return words
    return json.dumps(words, ensure_ascii=False)


def _with_facts(draft: Draft, retrieved: str) -> str:
    """A text file with what is known of its coming added to its front matter, or put before it."""
    facts = list(_came(draft, retrieved))
    keys, rest, _ = frontmatter.split(draft.text, draft.file or "", lenient=draft.suffix == ".txt")
    if draft.given.url and "url" not in keys:
        facts.insert(0, f"url: {_quoted(draft.given.url)}")
    if draft.given.version_of and "version_of" not in keys:
        facts.append(f"version_of: {draft.given.version_of}")
    if rest != draft.text:
        closing = _CLOSE.search(draft.text, 4)
        assert closing is not None
        lines = "".join(f"{fact}\n" for fact in facts)
        return draft.text[: closing.start()] + lines + draft.text[closing.start() :]
    return "---\n" + "\n".join(facts) + "\n---\n" + draft.text


def _body(draft: Draft) -> Iterator[str]:
    levels = dict(draft.headings)
    at = 0
    for line in draft.text.split("\n"):
        if level := levels.get(at):
            yield f"{'#' * min(level, 6)} {escaped(line, heading=True)}"
        else:
            yield escaped(line)
        at += len(line) + 1


def escaped(line: str, heading: bool = False) -> str:
    """A line of words as Markdown that `briefing.ingest.markdown` reads back as these words; as it is, where
    it holds no marks."""
    if not re.search(r"[\\*_`\[<#>~=-]", line) or len(line) > markdown.MAX_LINE:
        return line
    whole = f"# {line}" if heading else line
    plain, headings, images = markdown.strip(f"\n{whole}")
    if plain == f"\n{line}" and bool(headings) == heading and not images and not _MARK_AT_START.match(line):
        return line
    out = _MARKS.sub(r"\\\1", line)
    return re.sub(r"^([ \t]*)([=-])", r"\1\\\2", out) if _MARK_AT_START.match(line) else out


def names(words: Iterable[str | None], published: str | None, text: str) -> Iterator[str]:
    """Names for a seed without suffix, best first: of its date and the first `words` that make one, else of a
    hash of its text; in small letters, digits and hyphens, never one that Windows keeps for itself."""
    base = next((s for some in words if some and (s := _short(identity.slug(some)))), "")
    base = base or f"article-{words_hash(text)}"
    if published and not base.startswith(published):
        base = f"{published}-{base}"
    yield base
    yield from (f"{base}-{number}" for number in count(2))


def _short(slug: str) -> str:
    if len(slug) <= LONGEST_NAME:
        return slug
    cut = slug[: LONGEST_NAME + 1].rpartition("-")[0]
    return cut if len(cut) > LONGEST_NAME / 2 else slug[:LONGEST_NAME]


def free(candidates: Iterable[str], suffix: str, seeds: Path, ids: Collection[str]) -> Path:
    """The first path whose id no seed has, and whose name (in any case, with any suffix) no file has."""
    taken = {path.name.partition(".")[0].casefold() for path in seeds.iterdir()} if seeds.is_dir() else set()
    name = next(n for n in candidates if n not in taken and n not in ids)
    return seeds / f"{name}{suffix}"


def put(path: Path, text: str) -> bool:
    """Write a new file, whole or not at all. False if one of that name has come to be in the meantime.

    Raises SeedError where the folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".adding", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o666 & ~_umask())
            return _into_place(name, path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        mend = "check that there is room, and that the folder may be written to"
        raise SeedError(str(path), f"cannot be written: {error.strerror or error}", mend) from None


def _into_place(name: str, path: Path) -> bool:
    """Give the finished file its name, which must be free."""
    try:
        os.link(name, path)
        return True
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        os.replace(name, path)
        return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
