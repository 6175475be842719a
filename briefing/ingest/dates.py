"""Publication dates: whole ones only.

What lacks its day, month or year is no date, and nothing is ever filled in.
"""

from __future__ import annotations

import datetime
import re

from briefing.ingest.words import MONTH, WEEKDAY

# Printed news begins in the 1600s; a later year than this is a slip.
FIRST_YEAR, LAST_YEAR = 1600, 2100
# "Last updated on Wednesday, September 12, 2015 at 11:59 p.m. Eastern Daylight Time" has 83 characters.
MAX_LINE = 90

# Languages whose names of months are known in front matter; with all it knows, dateparser takes 20 seconds to
# refuse a string.
LANGUAGES = "en ar cs da de es fi fr hi id it ja ko nl pl pt ru sv tr uk vi zh".split()  # noqa: SIM905

_YEAR = r"(?:1[6-9]|20)\d\d"
_TH = r"(?:st|nd|rd|th)?"
_TIME = (
    r"(?:[T\s,|·•–—-]*(?:at\s+)?\(?\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2}|(?:[A-Z][A-Za-z]*\s?){1,3})?\)?)?"
)
_CLOCK = r"(?:\d{1,2}:\d\d\s*(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?,?\s+)?"
_DATE = (
    rf"(?:{WEEKDAY},?\s+)?(?:"
    rf"(?P<month>{MONTH})\s+(?P<day>\d{{1,2}}){_TH},?\s+(?P<year>{_YEAR})"
    rf"|(?P<day2>\d{{1,2}}){_TH}\s+(?P<month2>{MONTH}),?\s+(?P<year2>{_YEAR})"
    rf"|(?P<year3>{_YEAR})[-/.](?P<month3>\d{{1,2}})[-/.](?P<day3>\d{{1,2}}))"
)
_LABEL = (
    r"(?:(?:First |Last |Originally )?(?:Published|Updated|Posted|Modified|Date|Issued)"
    r"(?:\s+(?:on|at))?\s*:?\s*)"
)
_LINE = re.compile(rf"\s*(?P<label>{_LABEL})?\(?{_CLOCK}{_DATE}{_TIME}\)?\.?\s*$", re.I)
_WHOLE = re.compile(rf"\s*{_DATE}{_TIME}\s*$", re.I)
_NUMERIC = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"


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
    if len(years) != 1 or len(text) > MAX_LINE or not re.search(r"\d", _ANY_YEAR.sub("", text)):
        return None
    if m := _NUMERIC.match(text):
        a, b = int(m[1]), int(m[3])
        if a <= 12 and b <= 12 and a != b:
            return None
    import dateparser

    parts = ["day", "month", "year"]
    whole_only = {"REQUIRE_PARTS": parts, "PARSERS": ["absolute-time"], "STRICT_PARSING": True}
    try:
        found = dateparser.parse(text, languages=LANGUAGES, settings=whole_only)
    except Exception:  # its own parsers stumble over odd strings with errors of many kinds
        return None
    # It fills gaps from today; the year must be the one that is written.
    return found.date().isoformat() if found and str(found.year) in years else None


def _iso(m: re.Match[str]) -> str | None:
    year, month, day = (m[k] or m[k + "2"] or m[k + "3"] for k in ("year", "month", "day"))
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) // 3 + 1
    try:
        date = datetime.date(int(year), number, int(day))
    except ValueError:
        return None
    return date.isoformat() if FIRST_YEAR <= date.year <= LAST_YEAR else None
