"""What the summary tells: the cases of summary.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefing import analyse, ingest
from briefing.analysis.digest.shorten import shortened
from briefing.language import read

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


def test_two_brackets_side_by_side_are_one_gap(tmp_path):
    """No empty span between them: the evidence gate would refuse the briefing."""
    sentence = (
        "The council said on Monday that the ferries of the northern line (built in the yards of Vall) (and paid for "
        "by the islands) will be sold next year, since the state wants to spend the money on a tunnel to the mainland, "
        "which is to be dug from both sides in twelve years."
    )
    seed = tmp_path / "a.txt"
    seed.write_text(f"---\ntitle: Ferries to be sold\n---\n{sentence}\n", encoding="utf8")
    reading = read(ingest(seed))
    spans = shortened(reading, reading.sentences[0])
    assert [s.text[-4:] for s in spans] == ["line", "ars."] and all(s.start < s.end for s in spans)
    assert spans[1].text.startswith("will be sold")
