"""Articles over time: how many a year, a month or a day, as columns and as a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from briefing.book.values import published
from briefing.model import Briefing
from briefing.site import svg
from briefing.site.about import date_shown
from briefing.site.templates import plural

# From the coarsest: the first unit is taken that gives enough columns to see a course.
FEWEST_COLUMNS = 6
MOST_COLUMNS = 120

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Activity:
    """A picture of articles over time, and the same as rows; periods without an article are no rows."""

    caption: str
    drawing: Markup
    unit: str
    first: str
    last: str
    rows: tuple[tuple[str, int], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Axis:
    """The periods of a book, in order."""

    unit: str
    digits: int
    periods: tuple[str, ...]

    @classmethod
    def of(cls, briefings: Iterable[Briefing]) -> Axis | None:
        """The finest of year, month and day that is no more than can be drawn; None where there is no course."""
        dates = [d for b in briefings if (d := iso(published(b)))]
        made = None
        for unit, digits in (("Year", 4), ("Month", 7), ("Day", 10)):
            known = sorted({d[:digits] for d in dates if len(d) >= digits})
            # Not to be finer than most of the articles are.
            if not known or 2 * sum(len(d) >= digits for d in dates) < len(dates):
                break
            periods = tuple(_periods(known[0], known[-1]))
            if len(periods) > MOST_COLUMNS:
                break
            made = cls(unit, digits, periods)
            if len(periods) >= FEWEST_COLUMNS:
                break
        return made if made and len(made.periods) > 1 else None

    def activity(self, briefings: Iterable[Briefing]) -> Activity:
        """The picture of some articles of the book; those whose date is not that precise are counted apart."""
        counts: Counter[str] = Counter()
        left_out = 0
        for briefing in briefings:
            day = iso(published(briefing))
            if len(day) >= self.digits:
                counts[day[: self.digits]] += 1
            else:
                left_out += 1
        values = [counts[p] for p in self.periods]
        top = max(values, default=0)
        peak = date_shown(self.periods[values.index(top)])
        caption = f"Articles a {self.unit.lower()}: {plural(top, 'article')} in {peak} at the most"
        if self.unit == "Day":
            caption = caption.replace(f" in {peak}", f" on {peak}")
        if left_out:
            caption += f"; {left_out:,} without such a date {'is' if left_out == 1 else 'are'} not drawn"
        rows = tuple((date_shown(p), counts[p]) for p in self.periods if counts[p])
        first, last = date_shown(self.periods[0]), date_shown(self.periods[-1])
        return Activity(f"{caption}.", svg.columns(values), self.unit, first, last, rows, len(values))


def iso(value: str) -> str:
    """The part of a date that is one: "2023-05-01", "2023-05", "2023" or nothing."""
    found = _ISO.match(value)
    if not found or found[1] == "0000":
        return ""
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    try:
        return date(int(year), int(month), int(day)).isoformat() if day else f"{year}-{month}"
    except ValueError:
        return f"{year}-{month}"


def _periods(first: str, last: str) -> list[str]:
    """All from the first to the last, of one precision."""
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if len(first) == 7:
        low, high = (int(d[:4]) * 12 + int(d[5:]) - 1 for d in (first, last))
        return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(low, high + 1)]
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return [(date.fromisoformat(first) + timedelta(days=n)).isoformat() for n in range(days + 1)]
