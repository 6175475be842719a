"""Dates in other languages, kept as the article has them. Names of months and days come from Babel (Unicode's CLDR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.analysis.languages.lists import Lists, either, lists_of
from briefing.model import Precision, When

_YEAR = r"(?:1[5-9]|20)\d\d"
# Chinese and Japanese write year, month and day behind the numbers; Korean the same with spaces.
_CJK = re.compile(
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)\s?[年년])(?:\s?(?P<nmonth>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?[日일号])?)?"
    r"|(?P<nmonth2>1[0-2]|0?[1-9])\s?[月월]\s?(?P<day2>3[01]|[12]\d|0?[1-9])\s?[日일号]"
)


@lru_cache(maxsize=32)
def months(code: str) -> dict[str, int]:
    """Number of a month by its names in the language, full and short; empty where Babel does not know it."""
    out: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in _names(code, "months", context, width):
                plain = name.rstrip(".")
                if len(plain) > 2 and not plain.isdigit():
                    out.setdefault(plain, number)
    return out


@lru_cache(maxsize=32)
def weekdays(code: str) -> tuple[str, ...]:
    """Names of the days of the week."""
    return tuple(name for _, name in _names(code, "days", "format", "wide") if len(name) > 1)


def _names(code: str, what: str, context: str, width: str) -> list[tuple[int, str]]:
    from babel import Locale, UnknownLocaleError

    try:
        return sorted(getattr(Locale.parse(code), what)[context][width].items())
    except (UnknownLocaleError, ValueError, KeyError):
        return []


def _month(code: str) -> str:
    """A pattern of any month; only a shortened one may have a dot."""
    known = months(code)
    if not known:
        return "(?P<month>(?!))"
    whole = {n for n in known if not any(o != n and o.startswith(n) and known[o] == known[n] for o in known)}
    return rf"(?P<month>{either(whole)}|(?:{either(set(known) - whole) or '(?!)'})\b\.?)"


@lru_cache(maxsize=32)
def _patterns(code: str) -> tuple[tuple[Precision, re.Pattern[str]], ...]:
    """Precision and pattern, in the order in which they are tried."""
    lists = lists_of(code)
    month = _month(code)
    day = r"(?P<day>3[01]|[12]\d|0?[1-9])"
    of = r"(?:\s+(?:de|del|di|d'|van))?\s+"
    found: list[tuple[Precision, str]] = [
        ("day", rf"\b{day}(?:\.|er|º|°)?{of}{month}(?:,?{of}(?P<year>{_YEAR}))?(?!\w)"),
        ("day", rf"(?<![\d.,/]){day}[./](?P<nmonth>1[0-2]|0?[1-9])[./](?P<year>{_YEAR})(?![\d/])"),
        ("day", rf"(?<![\d.,/-])(?P<year>{_YEAR})-(?P<nmonth>1[0-2]|0[1-9])-(?P<day>3[01]|[12]\d|0[1-9])(?![\d-])"),
        ("month", rf"(?<!\w){month}{of}(?P<year>{_YEAR})\b"),
    ]
    for before, between in [*lists.data.get("period", ()), ("", "[-–/]")]:
        joint = rf"\s+{between}\s+" if before else rf"\s?{between}\s?"
        found.append(("period", rf"(?<![\w.,/-])(?:{before}\s+)?(?P<year>{_YEAR}){joint}(?P<until>{_YEAR})(?![\w/-])"))
    after = either(lists.data.get("years_after", ()))
    if after:
        found.append(("year", rf"(?<!\w)(?i:{after})\s+(?P<year>{_YEAR})(?![\w.,/-]?\d)(?!\s?(?:%|€|\$|Euro|euros))\b"))
    if code == "tr":
        found.append(("year", rf"\b(?P<year>{_YEAR})(?:['’](?:de|da|te|ta|den|dan|ten|tan)\b|\s+(?:yıl|sezon)\w*)"))
    if relative := lists.data.get("relative"):
        found.append(("relative", rf"(?<!\w)(?i:{'|'.join(relative)})(?!\w)"))
    if weekdays(code) and lists.known:
        found.append(("weekday", rf"(?<!\w)(?:{either(weekdays(code))})(?!\w)"))
    return tuple((precision, re.compile(p)) for precision, p in found)


def find_dates(text: str, start: int, end: int, lists: Lists) -> Iterator[When]:
    """Time expressions of `[start, end)` in order, none overlapping another."""
    taken = bytearray(end - start)
    found: list[When] = []
    for m in _CJK.finditer(text, start, end):
        month, day = m["nmonth"] or m["nmonth2"], m["day"] or m["day2"]
        taken[m.start() - start : m.end() - start] = b"\1" * len(m[0])
        found.append(_when(text, m.start(), m.end(), m["year"], int(month) if month else None, day))
    for precision, pattern in _patterns(lists.code):
        for m in pattern.finditer(text, start, end):
            if any(taken[m.start() - start : m.end() - start]):
                continue
            taken[m.start() - start : m.end() - start] = b"\1" * len(m[0])
            g = m.groupdict()
            if precision in ("relative", "weekday"):
                found.append(When(m.start(), m.end(), m[0], None, precision))
                continue
            if precision == "period":
                until, year = g["until"], g["year"]
                if until > year:
                    found.append(When(m.start(), m.end(), m[0], f"{year}/{until}", precision))
                continue
            month_name = (g.get("month") or "").rstrip(".")
            number = int(g["nmonth"]) if g.get("nmonth") else _number(month_name, lists.code)
            found.append(_when(text, m.start(), m.end(), g.get("year"), number, g.get("day")))
    yield from sorted(found)


def _number(name: str, code: str) -> int | None:
    known = months(code)
    return known.get(name) or known.get(name.lower()) or known.get(name.capitalize())


def _when(text: str, start: int, end: int, year: str | None, month: int | None, day: str | None) -> When:
    if month and day:
        value, precision = f"{year or '-'}-{month:02}-{int(day):02}", "day"
    elif month:
        value, precision = (f"{year}-{month:02}" if year else f"--{month:02}"), "month"
    else:
        value, precision = year or "", "year"
    return When(start, end, text[start:end], value, precision)  # type: ignore[arg-type]
