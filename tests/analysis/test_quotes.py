"""Quotations by their marks: golden cases, and what holds for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.attributions.quotes import covered, find_quotations, inside

CASES = yaml.safe_load(Path(__file__).with_name("quotations.yaml").read_text(encoding="utf8"))
MARKED = st.text(alphabet=st.sampled_from(list("ab  .,'’‘“”\"«»„`\n?!-(")), max_size=80)


def quotations(text):
    return find_quotations(text, [m.span() for m in re.finditer(r"[^\n]+", text)])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_quotations(case):
    text = case["text"]
    got = [(">…" if q.continues else "") + text[q.start : q.end] + ("" if q.closed else "…>") for q in quotations(text)]
    assert got == case["quotations"]


@given(MARKED)
def test_quotations_lie_in_their_paragraphs_in_order(text):
    at = 0
    for q in quotations(text):
        assert at <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
        at = q.end


@given(MARKED, st.integers(0, 79))
def test_inside_and_covered_agree(text, i):
    found = quotations(text)
    if i < len(text) and text[i].isalnum():
        assert (inside(found, i) is not None) == (covered(found, text, i, i + 1) == 1.0)
