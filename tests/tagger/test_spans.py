"""From tag probabilities to spans."""

from __future__ import annotations

import numpy as np

from briefing.tagger.labels import TAGS
from briefing.tagger.spans import merge, words

EVEN = {"O": 0.0, "source": 0.0, "cue": 0.0, "content": 0.0}


def setting(text: str, said: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pieces are the words of `text`; `said` has a tag for each: "O", "B-cue", or "B-cue:0.6" and else O."""
    starts, ends, at = [], [], 0
    for piece in text.split():
        at = text.index(piece, at)
        starts.append(at)
        at += len(piece)
        ends.append(at)
    tags = np.full((len(starts), len(TAGS)), 0.001, dtype=np.float32)
    for row, tag in zip(tags, said.split(), strict=True):
        name, _, p = tag.partition(":")
        row[TAGS.index(name)] = float(p or 0.99)
        if p:
            row[0] = 1 - float(p)
    return np.array(starts), np.array(ends), tags


def found(text: str, said: str) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in merge(text, *setting(text, said), EVEN)]


def test_runs_of_one_kind_are_spans() -> None:
    text = "Mr Kim said that all is well ."
    assert found(text, "B-source I-source B-cue B-content I-content I-content I-content O") == [
        ("source", "Mr Kim"),
        ("cue", "said"),
        ("content", "that all is well"),
    ]


def test_a_beginning_parts_two_spans_of_one_kind() -> None:
    assert found("so he said", "B-content B-content I-content") == [("content", "so"), ("content", "he said")]


def test_a_kind_cannot_go_on_where_it_has_not_begun() -> None:
    assert found("so he said", "O I-content I-content") == [("content", "he said")]
    assert found("so he said", "B-source I-cue O")[0][0] in ("source", "cue")


def test_an_unsure_gap_is_closed_by_the_best_path_only_if_it_is_better() -> None:
    assert found("a b c", "B-content I-content:0.6 I-content") == [("content", "a b c")]
    assert found("a b c", "B-content O B-content") == [("content", "a"), ("content", "c")]


def test_words_are_not_cut() -> None:
    text = "Kims said"
    starts, ends = np.array([0, 3, 5]), np.array([3, 4, 9])
    assert words(text, starts, ends).tolist() == [0, 2]
    tags = np.full((3, len(TAGS)), 0.001, dtype=np.float32)
    tags[0, TAGS.index("B-source")], tags[1, 0], tags[1, TAGS.index("I-source")] = 0.99, 0.6, 0.4
    tags[2, TAGS.index("B-cue")] = 0.99
    assert [(s.kind, text[s.start : s.end]) for s in merge(text, starts, ends, tags, EVEN)] == [
        ("source", "Kims"),
        ("cue", "said"),
    ]


def test_scores_are_the_mean_probability_of_the_kind() -> None:
    text = "he said"
    (only,) = merge(text, *setting(text, "B-source:0.8 O"), EVEN)
    assert abs(only.score - 0.801) < 0.01
    assert (only.first, only.last) == (0, 1)


def test_nothing_gives_nothing() -> None:
    assert merge("", np.zeros(0, int), np.zeros(0, int), np.zeros((0, 7), np.float32)) == []
