"""Golden cases of attribution: positions.yaml says what must come out of each text, with the tagger and by rules."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefing import analyse, ingest, verify
from briefing.analysis import TAGGERS

CASES = yaml.safe_load(Path(__file__).with_name("positions.yaml").read_text(encoding="utf8"))


def described(briefing):
    """The shown positions in the form of the golden cases."""
    out = []
    for p in briefing.positions:
        if not p.shown:
            continue
        row = " | ".join(
            [
                p.source.text if p.source else "–",
                p.cue.text if p.cue else "–",
                " + ".join(s.text for s in p.content),
                p.form,
            ]
        )
        actor = briefing.actor(p.actor)
        if p.resolution == "open":
            row += " ?"
        elif actor is not None:
            row += f" = {actor.name}"
        out.append(row)
    return out


@pytest.mark.parametrize("tagger", TAGGERS)
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_positions(case, tagger, tmp_path):
    seed = tmp_path / "case.txt"
    seed.write_text(case["text"], encoding="utf8")
    article = ingest(seed)
    briefing = analyse(article, tagger=tagger)
    verify(briefing, article)
    assert described(briefing) == case.get(tagger, case["positions"])
