"""The day that a page shows its reader, where it states none in its head.

htmldate finds some day on nearly every page, also in a list of other articles or in a copyright line. Its find
counts here only if the first line of the page that is short and has a whole date shows that very day. On the
tuning half of `tests.benchmarks.importing` 28 of 33 days found so were right; of htmldate's own finds on the same
pages 35 of 74 were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

# "Erstellt am Dienstag 6. Mai 2014 um 23:30 und abgelegt unter" has 60 characters.
LONGEST = 60

_UNSEEN = ("script", "style", "noscript", "option", "select", "template", "title", "footer")
_MONTH = r"[^\W\d_]{3,12}\.?"
_YEAR = r"(?:19|20)\d\d"
# In figures only where it is plain which is the day; a month's name in any language.
_DAY_MONTH_YEAR = re.compile(rf"(?<!\d)(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?({_YEAR})(?!\d)")
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d)({_YEAR})[-/.]\s?(\d{{1,2}})[-/.]\s?(\d{{1,2}})(?!\d)")
_DAY_NAME_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?,?\s(?:de\s)?{_MONTH},?\s(?:de\s)?({_YEAR})(?!\d)"
)
_NAME_DAY_YEAR = re.compile(rf"(?<!\w){_MONTH}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s({_YEAR})(?!\d)")


def find(page: str, found: str | None = None) -> str | None:
    """The ISO date that a page shows as its own, or None; `found` is what htmldate's quick look has found."""
    from htmldate import find_date
    from lxml import html

    try:
        iso = found or find_date(page, original_date=True, extensive_search=True)
        if not iso or not re.fullmatch(r"\d{4}-\d\d-\d\d", iso):
            return None
        root = html.document_fromstring(page)
    except Exception:  # both stumble over broken pages in many ways
        return None
    shown = next((d for line in _lines(root) if len(line) <= LONGEST and (d := _date(line))), None)
    year, month, day = (int(part) for part in iso.split("-"))
    return iso if shown in ((year, month, day), (year, None, day)) else None


def _date(line: str) -> tuple[int, int | None, int] | None:
    """Year, month and day of the whole date in a line; no month where that is a name."""
    if m := _DAY_MONTH_YEAR.search(line):
        return int(m[3]), int(m[2]), int(m[1])
    if m := _YEAR_MONTH_DAY.search(line):
        return int(m[1]), int(m[2]), int(m[3])
    if m := _DAY_NAME_YEAR.search(line) or _NAME_DAY_YEAR.search(line):
        return int(m[2]), None, int(m[1])
    return None


def _lines(root: Any) -> Iterator[str]:
    """The page's pieces of text in order, without its foot and what no reader sees."""
    stack: list[Any] = [root]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            if words := " ".join(element.split()):
                yield words
            continue
        unseen = not isinstance(element.tag, str) or element.tag in _UNSEEN
        stack.append(element.tail or "")
        if not unseen:
            stack += list(reversed(element))
            stack.append(element.text or "")
