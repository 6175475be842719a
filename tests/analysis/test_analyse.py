"""The whole analysis: what must be on the seed's page, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import Briefing, analyse, ingest, verify
from briefing.errors import BriefingError

SEED = Path(__file__).parents[2] / "seeds" / "yoon-nato.txt"


@pytest.fixture(scope="module")
def seed():
    return analyse(ingest(SEED, SEED.parent))


def test_every_span_of_the_seed_matches(seed):
    assert verify(seed, ingest(SEED, SEED.parent)) > 100
    assert Briefing.from_dict(seed.to_dict()) == seed


def test_quotations_of_the_seed_have_their_speakers(seed):
    direct = [(seed.actor(p.actor).name, len(p.content)) for p in seed.positions if p.form == "direct" and p.shown]
    assert direct == [("Yoon Suk-yeol", 1), ("Kim Dong-yup", 2), ("Kim Joon-hyung", 1), ("Yoon Suk-yeol", 1)]


def test_reported_sources_of_the_seed(seed):
    said = {
        (name, p.cue.text.split()[-1])
        for p in seed.positions
        if p.shown and p.cue
        for name in map(_name(seed), p.actors)
    }
    assert {
        ("critics", "say"),
        ("the presidential office", "related"),
        ("the presidential office", "said"),
        ("Experts", "said"),
        ("Jens Stoltenberg", "expressed"),
        ("Jens Stoltenberg", "said"),
        ("North Korea", "denied"),
        ("Yoon Suk-yeol", "explained"),
        ("Yoon Suk-yeol", "stressed"),
    } <= said


def _name(briefing):
    return lambda id: briefing.actor(id).name


def test_actors_of_the_seed(seed):
    first = [a.name for a in seed.actors[:8]]
    wanted = ["Yoon Suk-yeol", "NATO", "South Korea", "Jens Stoltenberg", "Kim Dong-yup", "Kim Joon-hyung"]
    assert set(wanted) <= set(first)
    roles = {a.name: [r.text for r in a.roles] for a in seed.actors}
    assert roles["Yoon Suk-yeol"] == ["South Korean President"]
    assert roles["Jens Stoltenberg"] == ["NATO Secretary General"]
    assert roles["Kim Joon-hyung"] == ["a professor at Handong Global University"]
    names = {n for a in seed.actors for n in (a.name, *a.aliases)}
    assert not names & {"Cheonan", "ROKS Cheonan", "Kim Mi-na", "Shin Hyeong-cheol", "Kim", "Vilnius", "PCC-772"}


def test_summary_and_background_of_the_seed(seed):
    summary = " ".join(s.text for item in seed.summary for s in item.spans)
    assert 3 <= len(seed.summary) <= 5
    assert "adopted a new partnership" in summary
    assert not any(w in summary for w in ("T-shirt", "PCC-772", "english@hani"))
    assert {b.when.value for b in seed.background if b.when} >= {"2010", "2019"}
    assert seed.article.published.value is None


def test_another_language_is_read_by_simpler_rules(tmp_path):
    seed = tmp_path / "a.txt"
    seed.write_text(
        "Der Bundestag hat am Donnerstag ein neues Gesetz beschlossen. „Das ist ein guter Tag für das Land“, "
        "sagte die Ministerin nach der Abstimmung in Berlin. Die Opposition kritisierte den Entwurf scharf.\n",
        encoding="utf8",
    )
    briefing = analyse(ingest(seed))
    assert [p.cue.text for p in briefing.positions if p.cue] == ["sagte"]
    assert any("German" in w for w in briefing.warnings)


WORDS = st.sampled_from(
    ["said", "He", "“", "”", '"', ",", ".", "Kim", "Smith", "the ministry", "that", "according to", "told", "in 2010",
     "NATO", "denied", "'s", "-", "(", ")", "who", "and", "is", "a professor", "\n", "‘", "’", "?", ":", "Q:"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=60))
def test_any_text_gives_spans_that_match(tmp_path, words):
    seed = tmp_path / "a.txt"
    seed.write_text(" ".join(words), encoding="utf8")
    try:
        article = ingest(seed)
    except BriefingError:
        return
    verify(analyse(article), article)
