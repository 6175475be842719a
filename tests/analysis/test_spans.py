"""Stretches are found by where they stand as if each was compared with each, and without comparing them so."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

import pytest

from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.attributions.quotes import (
    _SINGLE_CLOSE,
    _SINGLE_OPEN,
    Quotation,
    _single_pairs,
    covered,
    inside,
    overlapping,
)
from briefing.analysis.attributions.spans import Held, Least, Near
from briefing.analysis.attributions.tagged import _once

Spans = list[tuple[int, int]]


def some(of: random.Random, n: int, size: int = 60) -> Spans:
    return [(s, s + of.randint(1, 9)) for s in (of.randrange(size) for _ in range(n))]


@pytest.mark.parametrize("seed", range(60))
def test_held_knows_what_stands_inside_another(seed: int) -> None:
    of = random.Random(seed)
    held, added = Held(), Spans()
    for span in some(of, 40):
        for asked in some(of, 10):
            assert (asked in held) == any(s <= asked[0] and asked[1] <= e for s, e in added)
        held.add(span)
        added.append(span)


@pytest.mark.parametrize("seed", range(60))
def test_least_is_the_least_key_of_those_that_hold_a_place(seed: int) -> None:
    of = random.Random(seed)
    spans = [(s, e, (of.randrange(5), of.randrange(6))) for s, e in some(of, 30)]
    least = Least(spans)
    for at in sorted(of.randrange(70) for _ in range(40)):
        but = of.randrange(-1, 6)
        holding = [key for s, e, key in spans if s <= at < e and key[1] != but]
        assert least.holding(at, at + 1, but) == min(holding, default=None)


@pytest.mark.parametrize("seed", range(20))
def test_near_leaves_out_nothing_that_shares_a_character(seed: int) -> None:
    of = random.Random(seed)
    things = [[(s * 30, e * 35) for s, e in some(of, of.randint(1, 3))] for _ in range(20)]
    asked = [(s * 30, e * 31) for s, e in some(of, 2)]
    found = Near(things).to(asked)
    assert found == sorted(set(found))
    assert {n for n, x in enumerate(things) for s, e in x for c, d in asked if s < d and c < e} <= set(found)


@pytest.mark.parametrize("seed", range(60))
def test_quotations_are_looked_up_as_if_each_was_tried(seed: int) -> None:
    of = random.Random(seed)
    edges = sorted(of.sample(range(60), 16))
    quotations = [Quotation(s, e, s + 1, e - 1) for s, e in zip(edges[::2], edges[1::2], strict=True)]
    text = "".join(of.choice("ab .") for _ in range(80))
    for start, end in some(of, 30):
        near = [q for q in quotations if q.start < end and start < q.end]
        assert overlapping(quotations, start, end) == near
        assert inside(quotations, start) == next((q for q in near if q.start <= start), None)
        letters = [i for i in range(start, end) if text[i].isalnum()]
        share = sum(any(q.start <= i < q.end for q in near) for i in letters) / len(letters) if letters else 0.0
        assert covered(quotations, text, start, end) == share


@pytest.mark.parametrize("seed", range(200))
def test_single_marks_are_paired_as_if_each_was_followed_to_its_end(seed: int) -> None:
    of = random.Random(seed)
    text = "".join(of.choice(("a", " ", " ‘a", "b’ ", ".’ ", "’", "\n\n")) for _ in range(40))
    start, end = sorted((of.randrange(len(text)), of.randrange(len(text))))
    found, at = [], start
    while opened := _SINGLE_OPEN.search(text[:end], at):
        closing = [c.start() for c in _SINGLE_CLOSE.finditer(text[:end], opened.start() + 2)]
        if not closing:
            break
        at = next((c for c in closing if text[c - 1] in ".,?!…"), closing[0]) + 1
        found.append((opened.start(), at))
    assert _single_pairs(text, start, end) == found


def lines(work: Callable[[], object]) -> int:
    """How many lines of Python a piece of work runs."""
    count = 0

    def trace(_frame: object, event: str, _arg: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def work(n: int) -> dict[str, int]:
    """The lines run for `n` short quotations, by what is done with them."""
    spans = [(20 * i, 20 * i + 10) for i in range(n)]
    quotations = [Quotation(s, e, s + 1, e - 1) for s, e in spans]
    text = "“We shall,” he said. " * n
    attributions = [
        Attribution((span,), cue=(span[0] + 12, span[0] + 15) if i % 2 else None) for i, span in enumerate(spans)
    ]
    least = Least((s, e, (1, i)) for i, (s, e) in enumerate(spans))
    return {
        "covered, of each": lines(lambda: [covered(quotations, text, s, e) for s, e in spans]),
        "covered, of all": lines(lambda: covered(quotations, text, 0, len(text))),
        "single marks": lines(lambda: _single_pairs("the ‘men’ went. " * n, 0, 15 * n)),
        "once": lines(lambda: _once(attributions)),
        "least": lines(lambda: [least.holding(s, s + 1) for s, _ in spans]),
        "near": lines(lambda: [Near([[s] for s in spans]).to([spans[n // 2]])]),
    }


def test_twice_the_quotations_are_about_twice_the_work() -> None:
    once, twice = work(400), work(800)
    assert {name: twice[name] < 2.5 * once[name] for name in once} == dict.fromkeys(once, True), (once, twice)
