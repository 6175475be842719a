"""Time expressions, kept as the article has them: nothing is filled in that it does not state.

"2010" is a year, "June 20" a day without a year, "Tuesday" a weekday and "last year" relative; only a full date
gets a full value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import When

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
_MONTH = r"(?P<month>" + "|".join(_MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.)"
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
_DAY = r"(?P<day>[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NUMBER = r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|several|few|many|some|couple of)"
_UNIT = r"(?:day|week|month|year|decade|century|centurie|hour)s?"

# In order: the first that matches at a place wins.
_PATTERNS = (
    ("day", re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b")),
    ("day", re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b")),
    ("day", re.compile(r"\b(?P<year>1[0-9]{3}|20[0-9]{2})-(?P<nmonth>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])\b")),
    ("month", re.compile(rf"\b(?:(?:early|late|mid)[ -])?{_MONTH},?\s+(?:of\s+)?{_YEAR}\b")),
    ("day", re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?![\d,]*\d)")),
    ("day", re.compile(rf"\b{_DAY}\s+{_MONTH}(?!\w)")),
    ("period", re.compile(r"\b(?:(?:early|late|mid)[ -])?(?:the\s+)?(?P<decade>1[0-9]{2}0|20[0-9]0)['’]?s\b")),
    ("period", re.compile(r"\b(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)|nineteenth|twentieth|eighteenth)[ -]century\b", re.I)),
    ("period", re.compile(r"\b(?:from|between)\s+(?:1[0-9]{3}|20[0-9]{2})\s+(?:to|and|until)\s+(?:1[0-9]{3}|20[0-9]{2})\b", re.I)),
    ("year", re.compile(rf"\b(?:in|since|by|until|before|after|from|during|of|for|the|to|early|late|mid|and|or|back in|fiscal|year)\s+(?:early\s+|late\s+|mid-?\s*)?{_YEAR}\b(?!\s*(?:people|men|women|years|euros|dollars|miles|kilomet|percent|%|words|points))(?![,.]\d)", re.I)),
    ("year", re.compile(rf"(?<=[(\s]){_YEAR}(?=[),;]|\s+(?:film|movie|book|novel|album|election|elections|campaign|report|study|season|law|agreement|treaty|war|revolution|attack|attacks|World|Olympics|census|survey|interview|speech|coup|invasion|ruling|case))")),
    ("weekday", re.compile(rf"\b(?:last|next|this|on)?\s?\b{_WEEKDAY}(?:\s+(?:morning|afternoon|evening|night))?\b")),
    ("relative", re.compile(rf"\b(?:(?:about|around|nearly|almost|over|more than|less than|at least)\s+)?{_NUMBER}(?:\s+and a half)?[ -]{_UNIT}\s+(?:ago|earlier|before|later|after)\b", re.I)),
    ("relative", re.compile(rf"\b(?:in|over|during|for|within)\s+the\s+(?:past|last)\s+(?:{_NUMBER}\s+)?{_UNIT}\b", re.I)),
    ("relative", re.compile(r"\b(?:earlier\s+)?(?:last|this|next|the previous|the following)\s+(?:year|month|week|decade|century|summer|spring|autumn|fall|winter|night|weekend|quarter|season|January|February|March|April|May|June|July|August|September|October|November|December)\b", re.I)),
    ("relative", re.compile(r"\b(?:yesterday|today|tomorrow|tonight)\b", re.I)),
    ("month", re.compile(rf"\b(?:in|since|until|by|last|early|late|of|from)\s+(?:early\s+|late\s+|mid-?\s*)?{_MONTH}(?!\s+\d)\b")),
    ("year", re.compile(r"(?<![\d,.$£€#-])\b(?P<year>19[0-9]{2}|20[0-4][0-9])\b(?![\d%-]|,\d{3}|\.\d|\s*(?:people|men|women|years|euros|dollars|miles|metres|meters|feet|km|percent|pounds))")),
)


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[When]:
    """Time expressions of `[start, end)` in order, none overlapping another."""
    end = len(text) if end is None else end
    taken: list[tuple[int, int]] = []
    found: list[When] = []
    for precision, pattern in _PATTERNS:
        for m in pattern.finditer(text, start, end):
            a, b = _core(text, m)
            if any(s < b and a < e for s, e in taken):
                continue
            taken.append((a, b))
            found.append(When(a, b, text[a:b], _value(m), precision))  # type: ignore[arg-type]
    yield from sorted(found)


def _core(text: str, m: re.Match[str]) -> tuple[int, int]:
    """The match without white space before it."""
    a, b = m.span()
    while a < b and text[a].isspace():
        a += 1
    return a, b


def _value(m: re.Match[str]) -> str | None:
    g = m.groupdict()
    if g.get("decade"):
        return g["decade"] + "s"
    year, day = g.get("year"), g.get("day")
    month = int(g["nmonth"]) if g.get("nmonth") else _month(g.get("month"))
    if month and day:
        return f"{year or '-'}-{month:02}-{int(day):02}"
    if month:
        return f"{year}-{month:02}" if year else f"--{month:02}"
    return year


def _month(name: str | None) -> int | None:
    if not name:
        return None
    return _MONTHS.index(name) + 1 if name in _MONTHS else _SHORT[name.lower().rstrip(".")]


def sort_key(when: When | None) -> tuple[int, str]:
    """Order of time expressions on a page: by stated year, what has none behind it, undated last."""
    if when is None:
        return (2, "")
    if when.value and when.value[0].isdigit():
        return (0, when.value)
    return (1, when.value or when.text.lower())
