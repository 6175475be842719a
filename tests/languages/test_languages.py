"""Articles of our own in other languages, read without a pipeline: who says what, who is named, which dates."""

from __future__ import annotations

import pytest

from briefing import analyse, ingest, verify
from briefing.language import load_other, other_pipeline
from briefing.model import Briefing
from tests.languages.conftest import HERE, cases

CODES = sorted(f.stem for f in HERE.glob("*.yaml"))
ALL = [case for code in CODES for case in cases(code)]


@pytest.fixture
def bare(monkeypatch):
    """No pipeline, whether one is installed here or not."""
    import briefing.language as language

    monkeypatch.setattr(language, "other_pipeline", lambda code: None)
    load_other.cache_clear()
    other_pipeline.cache_clear()
    yield
    load_other.cache_clear()


def brief(code: str, text: str, tmp_path) -> Briefing:
    seed = tmp_path / "article.md"
    seed.write_text(f"---\nlanguage: {code}\n---\n{text}", encoding="utf8")
    briefing = analyse(ingest(seed))
    verify(briefing, ingest(seed))
    return briefing


def said(briefing: Briefing) -> list[list[str | None]]:
    """Every statement shown, as the cases write it: content, then who."""
    out: list[list[str | None]] = []
    for p in briefing.positions:
        if not p.shown:
            continue
        names = [a.name for id in p.actors if (a := briefing.actor(id))]
        source = p.source.text if p.source else None
        content = p.content[0].text
        if p.resolution == "resolved":
            out.append([content, " & ".join(names)])
        elif p.resolution == "none":
            out.append([content, "unnamed", *names])
        else:
            out.append([content, "open", source])
    return out


@pytest.mark.parametrize(("code", "case"), ALL)
def test_who_says_what(code, case, tmp_path, bare):
    briefing = brief(code, case["text"], tmp_path)
    got = said(briefing)
    cut = [[g[0][: len(w[0])], *g[1:]] for g, w in zip(got, case["says"], strict=False)] + got[len(case["says"]) :]
    assert cut == case["says"]


@pytest.mark.parametrize(("code", "case"), ALL)
def test_who_and_when(code, case, tmp_path, bare):
    briefing = brief(code, case["text"], tmp_path)
    assert {a.name: a.type for a in briefing.actors if a.named and a.type != "country"} == case["actors"]
    dated = sorted(t.when.value for t in briefing.timeline if t.when.value)
    assert dated == sorted(case.get("dates", []))
    assert [b.when.value for b in briefing.background if b.when] == case.get("background", [])
    assert briefing.summary
    assert any("without a pipeline of spaCy" in w for w in briefing.warnings)
