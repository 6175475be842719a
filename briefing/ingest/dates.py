"""Publication dates: whole ones only. What lacks its day, month or year is no date, and nothing is filled in."""

from __future__ import annotations

import datetime
import re

from briefing.ingest.words import MONTH, WEEKDAY

# Printed news begins in the 1600s; a later year than this is a slip.
FIRST_YEAR, LAST_YEAR = 1600, 2100
# The longest date line there is: "Last updated on Wednesday, September 12, 2015 at 11:59 p.m. Eastern Daylight Time".
MAX_LINE = 90

_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TIME = (
    r"(?:[T\s,|·•–—-]*(?:at\s+)?\(?\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2}|(?:[A-Z][A-Za-z]*\s?){1,3})?\)?)?"
)
_DATE = (
    rf"(?:{WEEKDAY},?\s+)?"
    rf"(?:{MONTH.replace('(?:', '(?P<m1>', 1)}\s+{_DAY},?\s+{_YEAR}"
    rf"|{_DAY.replace('day', 'day2')}\s+{MONTH.replace('(?:', '(?P<m2>', 1)},?\s+{_YEAR.replace('year', 'year2')}"
    rf"|{_YEAR.replace('year', 'year3')}[-/.](?P<m3>\d{{1,2}})[-/.](?P<day3>\d{{1,2}}))"
)
_LABEL = r"(?:(?:First |Last |Originally )?(?:Published|Updated|Posted|Modified|Date|Issued)(?:\s+(?:on|at))?\s*:?\s*)"
_LINE = re.compile(
    rf"\s*(?P<label>{_LABEL})?\(?(?:\d{{1,2}}:\d\d\s*(?:[ap]\.?m\.?)?(?:\s[A-Z]{{2,4}})?,?\s+)?{_DATE}{_TIME}\)?\.?\s*$",
    re.I,
)
_WHOLE = re.compile(rf"\s*{_DATE}{_TIME}\s*$", re.I)
_NUMERIC = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def in_line(line: str) -> str | None:
    """The ISO date if the line is nothing but a whole date, with or without a label such as "Published:"."""
    if len(line) > MAX_LINE:
        return None
    m = _LINE.match(line)
    return _iso(m) if m else None


def is_labelled(line: str) -> bool:
    """Whether a date line says what its date is, as in "Updated: 3 May 2016"."""
    m = _LINE.match(line)
    return bool(m and m["label"])


def whole(text: str) -> str | None:
    """The ISO date that `text`, written by a person or a page as a date, states in full; else None.

    A date in figures whose day and month could change places ("03/04/2015") states nothing for certain.
    """
    if m := _WHOLE.match(text):
        return _iso(m)
    years = set(_ANY_YEAR.findall(text))
    if len(years) != 1 or len(text) > MAX_LINE:
        return None
    if m := _NUMERIC.match(text):
        a, b = int(m[1]), int(m[3])
        if a <= 12 and b <= 12 and a != b:
            return None
    import dateparser

    try:
        found = dateparser.parse(
            text, settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "STRICT_PARSING": True}
        )
    except Exception:  # its own parsers stumble over odd strings with errors of many kinds
        return None
    # It fills gaps from today; the year must be the one that is written.
    return found.date().isoformat() if found and str(found.year) in years else None


def _iso(m: re.Match[str]) -> str | None:
    year = m["year"] or m["year2"] or m["year3"]
    day = m["day"] or m["day2"] or m["day3"]
    name = m["m1"] or m["m2"]
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(m["m3"])
    try:
        date = datetime.date(int(year), month, int(day))
    except ValueError:
        return None
    return date.isoformat() if FIRST_YEAR <= date.year <= LAST_YEAR else None
