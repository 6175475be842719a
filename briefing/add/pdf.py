"""PDF: the text layer, its lines made paragraphs again.

Lines that stand on most pages at the top or bottom, and page numbers, are left out; a word broken at the end
of a line is joined. Nothing is taken from the file's properties: they tell of a program and its user.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Any

from briefing.add import extras
from briefing.add.draft import Draft, of_lines, tidy
from briefing.errors import SeedError
from briefing.ingest import paragraphs
from briefing.ingest.raw import Given

MOST_PAGES, MOST_SECONDS, MOST_CHARS = 300, 60.0, 3_000_000
# A scan may have a stamp or a page number as text; an article has more letters a page.
LEAST_LETTERS = 25
# Lines at a page's top and bottom that may be its running head or foot.
EDGE = 2
# A gap this much wider than the usual one between lines parts paragraphs.
GAP = 1.35
# What a word may begin with before a hyphen of its own ("self-made"); others are joined without it.
_PREFIX_WORDS = """
    self non ex anti pro co vice mid half full part well ill long short high low state year two three four five six
    seven eight nine ten one all so post pre multi inter semi quasi right left first second third old new then"""
_PREFIXES = frozenset(_PREFIX_WORDS.split())

_HYPHEN = re.compile(r"(\w+)[-\u2010\u00ad]$")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?\W*", re.I)


def read(data: bytes, where: str) -> Draft:
    """The draft of a PDF's bytes. Raises SeedError, MissingExtraError."""
    if b"%PDF-" not in data[:1024]:
        raise SeedError(where, "is no PDF file", "check that it opens in a PDF reader")
    pypdf = extras.need("pdf", where)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its complaints name no file; ours do
    until = time.monotonic() + MOST_SECONDS
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        pages: list[list[str]] = []
        for number in range(0 if count > MOST_PAGES else count):
            pages.append(_lines(reader.pages[number]))
            if time.monotonic() > until:
                raise SeedError(where, "takes too long to read", _SAVE)
    except SeedError:
        raise
    except Exception as error:  # a broken file breaks the reader in many ways
        if "crypt" in type(error).__name__.lower() + str(error).lower():
            locked, count, pages = True, 0, []
        else:
            raise SeedError(where, f"is a broken PDF file ({type(error).__name__})", _SAVE) from None
    if locked:
        raise SeedError(where, "is encrypted", "save it without a password, or print it into a new PDF file")
    if count > MOST_PAGES:
        raise SeedError(where, f"has {count:,} pages, too many for an article", "keep one article a file")
    letters = sum(c.isalpha() for page in pages for line in page for c in line)
    if letters < LEAST_LETTERS * max(1, count):
        trouble = "has no text in it: it is a scan, a picture of a text"
        raise SeedError(where, trouble, "have its text recognised first (OCR), for instance with ocrmypdf")
    if letters > MOST_CHARS:
        raise SeedError(where, "has too much text for an article", "keep one article a file")
    return of_lines([(0, words) for words in _paragraphs(_without_running(pages))], Given())


_SAVE = "open it in a PDF reader and print it into a new file"


def _lines(page: Any) -> list[str]:
    """The lines of a page, with an empty one where the gap to the next is wide."""
    lines: list[str] = []
    heights: list[float] = []
    parts: list[str] = []
    height: float | None = None

    def visit(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        nonlocal height
        for piece in re.split(r"(\n)", text):
            if piece == "\n":
                if words := tidy("".join(parts)):
                    lines.append(words)
                    heights.append(height if height is not None else 0.0)
                parts.clear()
                height = None
            elif piece:
                if height is None and piece.strip():
                    height = float(tm[5]) * float(cm[3] or 1) + float(cm[5])
                parts.append(piece)

    page.extract_text(visitor_text=visit)
    visit("\n", None, None, None, None)
    gaps = [a - b for a, b in pairwise(heights)]
    usual = median([g for g in gaps if g > 0] or [0.0])
    out: list[str] = []
    for number, line in enumerate(lines):
        out.append(line)
        if number < len(gaps) and usual and not 0 <= gaps[number] <= GAP * usual:
            out.append("")
    return out


def _without_running(pages: list[list[str]]) -> list[str]:
    """All lines of all pages, without running heads, feet and page numbers."""

    def edges(page: list[str]) -> set[int]:
        full = [i for i, line in enumerate(page) if line]
        return {*full[:EDGE], *full[-EDGE:]}

    def form(line: str) -> str:
        return re.sub(r"\d+", "#", line)

    often = Counter(form(page[i]) for page in pages for i in edges(page))
    running = {f for f, n in often.items() if n >= max(3, len(pages) / 2)}
    out: list[str] = []
    for page in pages:
        at = edges(page)
        kept = [
            line for i, line in enumerate(page)
            if i not in at or not (form(line) in running or _PAGE_NUMBER.fullmatch(line))
        ]  # fmt: skip
        out += kept
    return out


def _paragraphs(lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    words = Counter(re.findall(r"\w+(?:-\w+)*", text.lower()))
    return [
        _joined(text[b.start : b.end].split("\n"), words) for b in paragraphs.find(text, (), sum(map(bool, lines)) > 3)
    ]


def _joined(lines: list[str], words: Counter[str]) -> str:
    """One paragraph's lines as one, words that were broken at their ends joined."""
    parts = [lines[0]]
    for line in lines[1:]:
        broken = _HYPHEN.search(parts[-1])
        if broken and line[:1].islower():
            head, tail = broken[1].lower(), re.match(r"\w+", line)
            rest = tail[0].lower() if tail else ""
            keep = parts[-1].endswith("-") and (
                words[f"{head}-{rest}"] > words[head + rest] or (not words[head + rest] and head in _PREFIXES)
            )
            parts[-1] = parts[-1] if keep else parts[-1][:-1]
        else:
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
