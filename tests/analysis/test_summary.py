"""What the summary tells: the cases of summary.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefing import analyse, ingest

CASES = yaml.safe_load((Path(__file__).parent / "summary.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_summary(tmp_path, case):
    seed = tmp_path / "a.txt"
    seed.write_text(f"---\ntitle: {case['title']}\n---\n{case['text']}", encoding="utf8")
    briefing = analyse(ingest(seed))
    told = " ".join(s.text for item in briefing.summary for s in item.spans)
    assert 3 <= len(briefing.summary) <= 5
    assert all(words in told for words in case["has"]), told
    assert not any(words in told for words in case.get("lacks", [])), told
    starts = [item.spans[0].start for item in briefing.summary]
    assert starts == sorted(starts)
