"""Golden cases of named actors."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefing import analyse, ingest

CASES = yaml.safe_load(Path(__file__).with_name("actors.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_actors(case, tmp_path):
    seed = tmp_path / "case.txt"
    seed.write_text(case["text"], encoding="utf8")
    briefing = analyse(ingest(seed))
    got = {a.name: a for a in briefing.actors if a.named}
    for line in case["actors"]:
        name, kind, aliases, roles = (part.strip() for part in line.split("|"))
        assert name in got, f"{name} is not among {sorted(got)}"
        actor = got[name]
        assert actor.type == kind
        assert sorted(actor.aliases) == sorted(filter(None, aliases.split(", ")))
        if roles:
            assert roles in [r.text for r in actor.roles]
    known = set(got) | {alias for a in got.values() for alias in a.aliases}
    assert not known & set(case.get("not", []))


def test_an_outlet_weighs_less_than_another_body(tmp_path):
    weight = {}
    for body in ("Reuters", "Greenpeace"):
        seed = tmp_path / "case.txt"
        seed.write_text(f"Ann Perry found two climbers on Monday, {body} said. Perry was glad.", encoding="utf8")
        weight |= {a.name: a.salience for a in analyse(ingest(seed)).actors if a.named}
    assert weight["Reuters"] < weight["Greenpeace"] <= weight["Ann Perry"]
