"""From text to word pieces: offsets, marks of case and quotation, windows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.tagger.pieces import (
    BEGIN,
    CASE_CAPITALS,
    CASE_DIGIT,
    CASE_LOWER,
    CASE_UPPER,
    CLOSES,
    END,
    INSIDE,
    OPENS,
    OUTSIDE,
    PAD,
    UNKNOWN,
    belonging,
    pieces,
    places,
    plain,
    tokenizer,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
READ = tokenizer(
    [PAD, UNKNOWN, BEGIN, END, *LETTERS, *("##" + c for c in LETTERS), *".,?!;:'\"-()", "said", "nato", "the"]
)


def whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))] if text else []


def quoted(text: str) -> list[str]:
    """What stands in quotation marks, marks included."""
    _, state = plain(text, whole(text))
    out: list[str] = []
    for c, s in zip(text, state, strict=True):
        if s == OPENS:
            out.append(c)
        elif s != OUTSIDE:
            out[-1] += c
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go” and left.", ["“we go”"]),
        ('"We go," he said, "now."', ['"We go,"', '"now."']),
        ("''We go,'' he said.", ["''We go,'"]),
        ("``We go,'' he said.", ["``We go,'"]),
        ("“We go on", ["“We go on"]),
        ("It’s the players’ day.", []),
        ("‘We go,’ he said.", ["‘We go,’"]),
        ("“He told us ‘no’ twice,” she said.", ["“He told us ‘no’ twice,”"]),
        ("‘He said “no” twice,’ she said. ‘It won’t do.’", ["‘He said “no” twice,’", "‘It won’t do.’"]),
        ('Rick "The Fox" Lee said "so "they go', ['"The Fox"', '"so ', '"they go']),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_every_style_of_marks_reads_alike() -> None:
    styles = ["“We go,” he said.", '"We go," he said.', "«We go,» he said.", "‘We go,’ he said."]
    assert {plain(t, whole(t))[0] for t in styles} == {'"We go," he said.'}


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = "“We go on\n\nThe end."
    _, state = plain(text, [(0, 9), (11, 19)])
    assert state[8] == INSIDE
    assert set(state[11:]) == {OUTSIDE}


def test_marks_of_a_piece() -> None:
    text = "The NATO said “no” 7 times"
    got = pieces(text, whole(text), READ)
    by_word = {text[s:e]: int(m) for s, e, m in zip(got.starts, got.ends, got.marks, strict=True)}
    assert by_word["The"] == CASE_UPPER + 16
    assert by_word["NATO"] == CASE_CAPITALS
    assert by_word["said"] == CASE_LOWER
    assert by_word["“"] == 4 * OPENS
    assert by_word["n"] == 4 * INSIDE
    assert by_word["”"] == 4 * CLOSES
    assert by_word["7"] == CASE_DIGIT


def test_a_double_apostrophe_is_one_piece_of_two_characters() -> None:
    text = "''no,'' said a"
    got = pieces(text, whole(text), READ)
    words = [text[s:e] for s, e in zip(got.starts, got.ends, strict=True)]
    assert words == ["''", "n", "o", ",", "''", "said", "a"]


def test_what_stands_outside_the_paragraphs_has_no_piece() -> None:
    text = "by a b\n\nthe end\n\nthe end"
    got = pieces(text, [(8, 15)], READ)
    assert got.starts.min() == 8
    assert got.ends.max() == 15


@settings(deadline=None)
@given(st.lists(st.integers(1, 60), max_size=12), st.integers(12, 40))
def test_windows_hold_every_piece_once_and_are_never_too_long(lengths: list[int], size: int) -> None:
    paragraphs, text = [], ""
    for n in lengths:
        paragraphs.append((len(text), len(text) + 2 * n - 1))
        text += " ".join("a" * n) + "\n\n"
    got = pieces(text, paragraphs, READ, size=size)
    assert len(got) == sum(lengths)
    assert [i for a, b in got.windows for i in range(a, b)] == list(range(len(got)))
    assert all(0 < b - a <= size - 2 for a, b in got.windows)


@settings(deadline=None)
@given(st.text(alphabet="ab “”\"'‘’.,É\n😀ß", max_size=80))
def test_offsets_count_code_points_of_the_text_as_given(text: str) -> None:
    even, state = plain(text, whole(text))
    assert len(even) == len(state) == len(text)
    got = pieces(text, whole(text), READ)
    assert all(0 <= s < e <= len(text) for s, e in zip(got.starts, got.ends, strict=True))
    assert list(got.starts) == sorted(got.starts)


def test_short_paragraphs_stay_whole() -> None:
    text = "a b c\n\nd e f\n\ng h i"
    got = pieces(text, [(0, 5), (7, 12), (14, 19)], READ, size=8)
    assert got.windows == ((0, 6), (6, 9)) or got.windows == ((0, 3), (3, 9))


def test_sentences_know_their_pieces_and_their_place() -> None:
    text = "a b. “c d.”\n\ne f."
    paragraphs, sentences = [(0, 11), (13, 17)], [(0, 4), (5, 11), (13, 17)]
    got = pieces(text, paragraphs, READ)
    rows = belonging(got, got.windows[0], sentences)
    assert rows.sum(1).tolist() == [3, 5, 3]
    assert rows[:, 0].sum() == rows[:, -1].sum() == 0  # the window's two ends are nobody's
    where = places(got, sentences, paragraphs)
    assert where[:, 2].tolist() == [1, 0, 0]  # first
    assert where[:, 4].tolist() == [1, 0, 1]  # opens a paragraph
    assert where[:, 6].tolist() == [0, 1, 0]  # quoted
