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


AT_COURT = """A harbour clerk was jailed for six years on Monday for taking bribes from three shipping firms.

Judge Olaf Berg told the court that Tom Hale had betrayed his office. The jury found him guilty of six charges in May.

The trial lasted for nine weeks. The jury heard forty witnesses, and the prosecution showed letters from the firms.

The court was full. The firms were fined in another trial. A clerk read the names of the ships aloud for an hour.

The prosecutor, Ann Moss, said that the sentence was right and that the port was a better place for it.

The hall has a glass roof. It rained for most of the day, and the judge had to raise his voice.

Hale, who denied all charges, will appeal against the verdict and the sentence, his lawyer said.
"""

LIVE = """The Latest: Floods cut off Harwick

7 p.m.

The ferries to the islands have stopped for the night.

6 p.m.

Floods have cut off Harwick after two days of rain, the mayor says. Two bridges are closed.

The mayor asks people to stay at home. Boats are on their way.

5 p.m.

The school on Elm Street is open to those who cannot go home. It has forty beds.

4 p.m.

Harwick's bakers give away their bread. They began at noon.
"""


def test_a_court_report_has_the_decision_and_the_answer(tmp_path):
    briefing = brief(tmp_path, f"---\nkind: court report\n---\n{AT_COURT}")
    told = " ".join(s.text for item in briefing.summary for s in item.spans)
    assert "was jailed for six years" in told
    assert "denied all charges" in told
    assert not any("denied" in s.text for item in briefing.background for s in item.spans)


def test_a_live_blog_has_a_sentence_of_each_main_entry(tmp_path):
    briefing = brief(tmp_path, f"---\nkind: live blog\n---\n{LIVE}")
    told = [item.spans[0].text.split()[-1] for item in briefing.summary]
    assert told == ["night.", "says.", "home.", "bread."]
    assert not any("cut off" in s.text for item in briefing.background for s in item.spans)
