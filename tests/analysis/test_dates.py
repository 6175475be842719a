"""Time expressions: kept as the article has them, never filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.digest.dates import find_dates, sort_key

CASES = [
    ("It sank in 2010, they say.", [("in 2010", "2010", "year")]),
    ("On a visit to Paris on June 20.", [("June 20", "--06-20", "day")]),
    ("On 12 July 2023 it began.", [("12 July 2023", "2023-07-12", "day")]),
    ("July 12, 2023: nothing.", [("July 12, 2023", "2023-07-12", "day")]),
    ("The accord of Sept. 2001 held.", [("Sept. 2001", "2001-09", "month")]),
    ("They met on Tuesday morning.", [("on Tuesday morning", None, "weekday")]),
    ("It grew last year, then shrank.", [("last year", None, "relative")]),
    ("Two years ago it was new.", [("Two years ago", None, "relative")]),
    ("During the 1990s it grew.", [("the 1990s", "1990s", "period")]),
    ("The 2016 election was close.", [("2016", "2016", "year")]),
    ("2010 people came, and 1,500 left with $2010.", []),
    ("They may march in the march.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:30] for c in CASES])
def test_dates(text, expected):
    assert [(w.text, w.value, w.precision) for w in find_dates(text)] == expected


@given(st.text(alphabet=st.sampled_from(list("0123456789 ,.-JuneMaylsty\n"))))
def test_dates_are_spans_in_order(text):
    at = 0
    for w in find_dates(text):
        assert at <= w.start < w.end and text[w.start : w.end] == w.text
        at = w.end


def test_order_on_a_page():
    (later,) = find_dates("in 2019")
    (earlier,) = find_dates("in 2010")
    (weekday,) = find_dates("on Tuesday")
    assert sorted([None, weekday, later, earlier], key=sort_key) == [earlier, later, weekday, None]
