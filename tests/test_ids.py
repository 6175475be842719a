"""Ids are stable: same words, same id, whatever stands around them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ids import Ids, slug, words_hash


def test_the_id_of_a_statement_is_pinned_since_reviews_carry_it():
    assert Ids("p").of("Korea is dancing to the tune of NATO") == "p-c355368b"


@pytest.mark.parametrize("other", ["“It is  over,”", '"It is over,"', "it is over", "It\nis over…"])
def test_spacing_and_marks_do_not_change_an_id(other):
    assert Ids("p").of(other) == Ids("p").of("“It is over.”")


def test_repeats_are_numbered_in_order():
    ids = Ids("b")
    first, second, third = (ids.of("Again.") for _ in range(3))
    assert second == f"{first}-2" and third == f"{first}-3"


def test_text_without_words_still_has_its_own_id():
    assert Ids("p").of("…") != Ids("p").of("!")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jens Stoltenberg", "jens-stoltenberg"),
        ("Yoon Suk-yeol", "yoon-suk-yeol"),
        ("Müller & Söhne", "muller-sohne"),
        (" NATO’s ", "natos"),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


def test_a_slug_of_another_script_is_a_hash_of_its_own():
    assert re.fullmatch(r"[0-9a-f]{8}", slug("한겨레")) and slug("한겨레") != slug("조선일보")


@settings(deadline=None)
@given(st.text())
def test_a_slug_is_fit_for_a_path(text):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(words_hash(text)) == 8
