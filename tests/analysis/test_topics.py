"""What an article is about: the cases of topics.yaml, and what holds for any."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefing import analyse, ingest

CASES = yaml.safe_load((Path(__file__).parent / "topics.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_topics(tmp_path, case):
    title = f"---\ntitle: {case['title']}\n---\n" if "title" in case else ""
    seed = tmp_path / "a.txt"
    seed.write_text(title + case["text"], encoding="utf8")
    briefing = analyse(ingest(seed))
    labels = {t.label.lower() for t in briefing.topics}
    assert {t.lower() for t in case.get("has", [])} <= labels
    assert not labels & {t.lower() for t in case.get("lacks", [])}
    assert len(labels) <= 6
    for topic in briefing.topics:
        assert all(briefing.article.text[s.start : s.end] == s.text for s in topic.spans)
        assert topic.label in {" ".join(s.text.split()) for s in topic.spans}
