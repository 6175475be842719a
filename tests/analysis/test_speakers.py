"""Golden cases of speakers: speakers.yaml says whom each source stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefing import analyse, ingest, verify
from briefing.analysis import TAGGERS

CASES = yaml.safe_load(Path(__file__).with_name("speakers.yaml").read_text(encoding="utf8"))


def speakers(briefing):
    """The sources of the shown positions in the form of the golden cases."""
    out = []
    for p in briefing.positions:
        if not p.shown or p.source is None:
            continue
        actors = [briefing.actor(a) for a in p.actors]
        if p.resolution == "open":
            whom = "?"
        elif not actors:
            whom = "~"
        else:
            whom = ("= " if actors[0].named else "~ ") + " + ".join(a.name for a in actors)
        out.append(f"{p.source.text} {whom}")
    return out


@pytest.mark.parametrize("tagger", TAGGERS)
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_speakers(case, tagger, tmp_path):
    seed = tmp_path / "case.txt"
    seed.write_text(case["text"], encoding="utf8")
    article = ingest(seed)
    briefing = analyse(article, tagger=tagger)
    verify(briefing, article)
    assert speakers(briefing) == case.get(tagger, case["speakers"])
