"""Golden cases of acts: acts.yaml says what the speaker of each sentence does."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefing import analyse, ingest

CASES = yaml.safe_load(Path(__file__).with_name("acts.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize(("text", "act"), CASES, ids=[text for text, _ in CASES])
def test_act(text, act, tmp_path):
    seed = tmp_path / "case.txt"
    seed.write_text(f"{text} The evening was calm.\n", encoding="utf8")
    assert [p.act for p in analyse(ingest(seed)).positions] == [act]
