"""The files beside the pages: each must be read as what it is, whatever words are in it."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable

from briefing.site.page import Page
from security.shapes import Seen, bad_links

# What a spreadsheet takes for a formula, also after the white space that some of them skip.
FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ATOM = "{http://www.w3.org/2005/Atom}"
_ATOM_TAGS = {
    *("feed", "id", "title", "updated", "author", "name", "link", "generator"),
    *("entry", "category", "rights", "content", "published", "summary"),
}
_RIS = re.compile(r"(?:[A-Z][A-Z0-9]  - .*|)")
_RIS_TAGS = {"TY", "ID", "AU", "TI", "T2", "PY", "DA", "UR", "L2", "AB", "N1", "ER"}
_BIB_FIELD = re.compile(r"  (author|title|organization|date|year|url|abstract|note) = \{(.*)\},")


def faults(pages: Iterable[Page]) -> list[str]:
    """What is wrong with these files; Markdown pages and styles are not looked at."""
    checks = {".json": _json, ".jsonl": _lines, ".csv": _csv, ".xml": _atom, ".bib": _bibtex, ".ris": _ris}
    found = []
    for page in pages:
        suffix = "." + page.path.rsplit(".", 1)[-1]
        if check := checks.get(suffix):
            found += [f"{page.path}: {fault}" for fault in check(page.text)]
            if suffix not in (".json", ".jsonl") and (control := CONTROL.search(page.text)):
                found.append(f"{page.path}: has {control[0]!r}")
    return found


def _json(text: str) -> list[str]:
    json.loads(text)
    return []


def _lines(text: str) -> list[str]:
    for line in text.split("\n"):
        if line:
            json.loads(line)
    return []


def _csv(text: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    wrong = [f"{len(row)} cells: {row}" for row in rows if len(row) != len(rows[0])]
    return wrong + [f"a formula: {cell!r}" for row in rows for cell in row if FORMULA.match(cell)]


def _atom(text: str) -> list[str]:
    found = []
    for element in ElementTree.fromstring(text.encode()).iter():
        if element.tag.removeprefix(_ATOM) not in _ATOM_TAGS:
            found.append(f"has {element.tag}")
        found += [f"links to {link}" for link in bad_links([element.get("href", "")])]
        if element.get("type") == "html":
            inside = Seen(element.text or "")
            tags = {tag for tag, _ in inside.elements}
            if extra := tags - {
                "p",
                "ul",
                "ol",
                "li",
                "blockquote",
                "b",
                "em",
                "strong",
                "a",
                "cite",
                "h2",
                "h3",
                "br",
            }:
                found.append(f"its content has {extra}")
            if any(attributes for tag, attributes in inside.elements if tag != "a"):
                found.append("its content has attributes")
            found += [f"links to {link}" for link in bad_links(inside.links())]
    return found


def _bibtex(text: str) -> list[str]:
    found = []
    for entry in filter(None, re.split(r"\n\n|\n\Z", text)):
        first, *fields, last = entry.strip("\n").split("\n")
        if not re.fullmatch(r"@online\{[A-Za-z0-9-]+,", first) or last != "}":
            found.append(f"begins {first!r}, ends {last!r}")
        for field in fields:
            match = _BIB_FIELD.fullmatch(field)
            if not match:
                found.append(f"has {field!r}")
                continue
            depth = 0
            # BibTeX counts every brace, with a backslash before it or not.
            for sign in re.sub(r"\\textbackslash\{\}|\\textascii\w+\{\}", "", match[2]):
                depth += (sign == "{") - (sign == "}")
                if depth < 0:
                    break
            if depth:
                found.append(f"unbalanced: {field!r}")
            if match[1] == "url" and bad_links([match[2]]):
                found.append(f"links to {match[2]!r}")
    return found


def _ris(text: str) -> list[str]:
    found = []
    for line in re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text):
        if not _RIS.fullmatch(line) or (line and line[:2] not in _RIS_TAGS):
            found.append(f"has the line {line!r}")
        elif line.startswith(("UR", "L2")):
            found += [f"links to {link}" for link in bad_links([line[6:]])]
    return found
