"""Markdown: the text is the body after the front matter, with its marks resolved to plain words.

Line by line, and only where a mark is sure, so that a body without marks stays as it is, byte for byte.
Left as they are: list bullets, tables, code blocks, HTML, entities.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest import encoding, frontmatter, metadata
from briefing.ingest.raw import Raw

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_QUOTE = re.compile(r" {0,3}(?:>[ ]?)+")
_DEFINITION = re.compile(r" {0,3}\[([^\]^\n]+)\]:[ \t]*\S+(?:[ \t]+[\"'(].*[\"')])?[ \t]*$")
_TARGET = r"\(<?[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*>?(?:\s+[\"'][^\"'\n]*[\"'])?\)"
_IMAGE = re.compile(rf"!\[([^\]\n]*)\](?:{_TARGET}|\[[^\]\n]*\])")
_LINK = re.compile(rf"(?<![!\\])\[([^\[\]\n]+)\]{_TARGET}")
_REFERENCE = re.compile(r"(?<![!\\])\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_ADDRESS = re.compile(r"(?<!\\)<((?:https?://|mailto:)[^<>\s]+)>")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# A mark opens before a letter and closes after one; "5 * 3 * 2" and snake_case hold none.
_STRONG = re.compile(
    r"(?<![\\*\w])\*\*(?=[^\s*])(.+?)(?<=[^\s\\*])\*\*(?!\*)"
    r"|(?<![\\\w])__(?=[^\s_])(.+?)(?<=[^\s\\_])__(?!\w)"
)
_EMPHASIS = re.compile(
    r"(?<![\\*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*(?![\w*])"
    r"|(?<![\\\w])_(?=[^\s_])([^_\n]+?)(?<=[^\s\\])_(?!\w)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # any mark of ASCII, as in CommonMark
# Marks inside marks, as in ***both***, come off one layer a pass.
PASSES = 3
# A longer line is no prose, and looking for pairs of marks in it takes long.
MAX_LINE = 20_000


def read(data: bytes, where: str) -> Raw:
    """A `.md` seed."""
    text, warning = encoding.decode(data, where)
    keys, body, unknown = frontmatter.split(text, where)
    given, noticed = metadata.from_front_matter(keys, where)
    plain, headings, images = strip(body)
    warnings = (*([warning] if warning else []), *unknown, *noticed)
    top = len(plain) - len(plain.lstrip())
    first = next((w for start, level, w in headings if level == 1 and start <= top), None)
    if given.title is None and first:
        given = replace(given, title=first)
    marks = (*((start, "headline") for start, _, _ in headings), *((start, "caption") for start in images))
    return Raw(plain, given, warnings, marks=tuple(sorted(marks)))


def strip(body: str) -> tuple[str, list[tuple[int, int, str]], list[int]]:
    """The body without its marks; each heading's offset, level and words; offsets of images' lines."""
    lines = body.split("\n")
    defined = {m[1].lower() for line in lines if (m := _DEFINITION.match(line))}
    out: list[str] = []
    headings: list[tuple[int, int, str]] = []
    images: list[int] = []
    at, fence = 0, ""
    for i, line in enumerate(lines):
        plain = line
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif m := _FENCE.match(line):
            fence = m[1]
        elif _DEFINITION.match(line):
            plain = ""
        elif (m := _HEADING.match(line)) and m[2]:
            plain = _inline(m[2], defined)
            headings.append((at, len(m[1]), plain))
        elif _UNDERLINE.match(line) and out and _may_be_heading(lines, i):
            headings.append((at - len(out[-1]) - 1, 1 if "=" in line else 2, out[-1].strip()))
            plain = ""
        else:
            plain = _inline(_QUOTE.sub("", line) if line.lstrip(" ").startswith(">") else line, defined)
            if _IMAGE.fullmatch(line.strip()):
                images.append(at)
        out.append(plain)
        at += len(plain) + 1
    return "\n".join(out), headings, images


def _may_be_heading(lines: list[str], i: int) -> bool:
    """Whether the line above an underline is one line of words with nothing above it."""
    above = lines[i - 1].strip()
    return bool(above) and above[0] not in "#>-*+|" and (i < 2 or not lines[i - 2].strip())


def _inline(line: str, defined: set[str]) -> str:
    if len(line) > MAX_LINE or not re.search(r"[*_`\[<\\]", line):
        return line
    kept: list[str] = []

    def keep(m: re.Match[str]) -> str:
        kept.append(m[2].strip() if m[2].strip() else m[2])
        return f"\0{len(kept) - 1}\0"

    def reference(m: re.Match[str]) -> str:
        return m[1] if (m[2] or m[1]).lower() in defined else m[0]

    line = _CODE.sub(keep, line)
    line = _IMAGE.sub(r"\1", line)
    line = _LINK.sub(r"\1", line)
    line = _REFERENCE.sub(reference, line)
    line = _ADDRESS.sub(lambda m: m[1].removeprefix("mailto:"), line)
    for _ in range(PASSES):
        line = _STRONG.sub(lambda m: m[1] or m[2], line)
        line = _EMPHASIS.sub(lambda m: m[1] or m[2], line)
    line = _ESCAPE.sub(r"\1", line)
    return re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], line)
