"""Which background sentences are worth a place on the page."""

from __future__ import annotations

import pytest

from briefing.analysis.digest.worth import explains, is_whole, places_the_news
from briefing.ingest import ingest
from briefing.language import read

LEAD = "The harbour board of Skarn closed the old fish market on Monday."

PLACES = [
    ("The market was built in 1902 by the fishermen's guild.", True),
    ("The board has closed two other halls since 2015.", True),
    ("The market is scheduled to be pulled down in May.", False),
    ("A new hall will open beside the station.", False),
    ("Choose fish that has clear eyes.", False),
    ("The guild should have sold the hall long ago.", False),
    ("She had worn a red gown with a lace collar to the opening.", False),
    ("The old fish market in Skarn was closed by the harbour board on Monday.", False),
    ("A hall of forty stalls and two scales.", False),
]

EXPLAINS = [
    ("The guild is a body of four hundred fishermen.", True),
    ("The harbour has been run by a board since the war.", True),
    ("The board owns eleven halls and two docks.", True),
    ("A woman grabs the last crate.", False),
]


def sentences(tmp_path, text):
    seed = tmp_path / "a.txt"
    seed.write_text(text + "\n", encoding="utf8")
    reading = read(ingest(seed), None)
    return reading.text, reading.sentences


@pytest.mark.parametrize(("told", "places"), PLACES, ids=[p[0][:40] for p in PLACES])
def test_places_the_news(tmp_path, told, places):
    text, found = sentences(tmp_path, f"{LEAD} {told}")
    assert len(found) == 2
    assert places_the_news(text, found[1], found[:1]) is places


@pytest.mark.parametrize(("told", "so"), EXPLAINS, ids=[p[0][:40] for p in EXPLAINS])
def test_explains(tmp_path, told, so):
    _, found = sentences(tmp_path, told)
    assert explains(found[0]) is so


def test_a_sentence_ends_at_no_initial(tmp_path):
    text, found = sentences(tmp_path, "Letters went to the director, Robert S. Oldham, and to the U.S. Both closed.")
    for s in found:
        told = text[s.start : s.end]
        assert is_whole(text, s) is (not told.endswith("Robert S.") and told[0].isupper()), told
