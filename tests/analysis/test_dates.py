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
    ("It ran from 1990 to 1998.", [("from 1990 to 1998", "1990/1998", "period")]),
    ("It was common into the 17th Century.", [("the 17th Century", None, "period")]),
    ("It grew in 2003/04.", [("in 2003/04", "2003/2004", "period")]),
    ("It closed in April last year.", [("in April last year", "--04", "month")]),
    ("The fair of March 11-13 opened.", [("March 11-13", "--03-11", "day")]),
    ("They left on Feb 5.", [("Feb 5", "--02-05", "day")]),
    ("In the autumn of 1978 it fell.", [("In the autumn of 1978", "1978", "year")]),
    ("They met just a few years earlier.", [("just a few years earlier", None, "relative")]),
    ("Compared to last year it was calm.", [("last year", None, "relative")]),
    ("Members of Local 1520, under Section 1032, met in Room 2010.", []),
    ("A 2000 year old tree and some 1950 pages of House Bill 1923.", []),
    ("A vote on Sunday trading, wrote the Sunday Mirror and USA Today.", []),
    ("It stands to this day, and trains leave at 1130, 1245.", []),
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
