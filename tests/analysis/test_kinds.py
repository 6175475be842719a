"""Kinds of article: golden texts, front matter first, and what a kind changes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefing import analyse, ingest, verify
from briefing.errors import FrontMatterError
from briefing.model import KINDS

CASES = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text(encoding="utf8"))


def brief(tmp_path, text, name="a.txt"):
    seed = tmp_path / name
    seed.write_text(text, encoding="utf8")
    article = ingest(seed)
    briefing = analyse(article)
    verify(briefing, article)
    return briefing


@pytest.mark.parametrize("case", CASES, ids=[f"{c['kind']}: {c['text'][:30]!r}" for c in CASES])
def test_kind(tmp_path, case):
    assert brief(tmp_path, case["text"]).kind == case["kind"]


def test_every_kind_has_a_case():
    assert {c["kind"] for c in CASES} == set(KINDS)


def text_of(kind):
    return next(c["text"] for c in CASES if c["kind"] == kind)


def test_front_matter_goes_first(tmp_path):
    assert brief(tmp_path, "---\nkind: opinion\n---\n" + text_of("news")).kind == "opinion"
    with pytest.raises(FrontMatterError, match="one of news, interview"):
        brief(tmp_path, "---\nkind: sonnet\n---\n" + text_of("news"))


def test_no_article_says_so_and_has_no_summary(tmp_path):
    briefing = brief(tmp_path, text_of("none"))
    assert not briefing.summary and not briefing.background
    assert any("kind: news" in w for w in briefing.warnings)
    assert brief(tmp_path, "---\nkind: news\n---\n" + text_of("none")).warnings == ()


def test_questions_of_an_interview_are_nobodys(tmp_path):
    briefing = brief(tmp_path, text_of("interview"))
    said = " ".join(s.text for item in briefing.summary for s in item.spans)
    assert "?" not in said and said
    assert not any(p.shown and p.question for p in briefing.positions)


def test_a_round_up_has_a_sentence_of_each_story(tmp_path):
    briefing = brief(tmp_path, text_of("round-up"))
    assert [item.spans[0].text.split()[-1] for item in briefing.summary] == ["fog.", "Tuesday.", "before."]
