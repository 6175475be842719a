"""The whole way of a seed: what comes out, what is kept, and how errors come back."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import analysis, pipeline
from briefing.cache import Cache
from briefing.errors import (
    BriefingError,
    DuplicateIdError,
    EvidenceError,
    LanguageModelError,
    ReviewError,
    SeedError,
)
from briefing.model import Briefing
from briefing.pipeline import Options, brief_folder, brief_seed

TEXT = (
    "The mayor of Port Hale, Ann Lee, opened the new bridge on Monday.\n"
    "“It is a great day for the town,” Lee said. Critics said that the bridge cost too much.\n"
    "The old bridge fell in 2010.\n"
)


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "bridge.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


@pytest.fixture
def analysed(monkeypatch):
    """The ids of the articles that were really analysed."""
    seen, real = [], analysis.analyse

    def spy(article, *options):
        seen.append(article.id)
        return real(article, *options)

    monkeypatch.setattr(analysis, "analyse", spy)
    return seen


def test_a_seed_becomes_a_verified_briefing(seeds):
    outcome = brief_seed(seeds / "bridge.txt")
    assert outcome.error is None and outcome.briefing is not None
    assert outcome.briefing.id == "bridge" and outcome.briefing.article.path == "seeds/bridge.txt"
    assert outcome.passages > 5 and not outcome.cached
    assert outcome.briefing.positions[0].content[0].text == "“It is a great day for the town,”"


def test_the_second_time_comes_from_the_cache_and_is_the_same(seeds, cache, analysed):
    first = brief_seed(seeds / "bridge.txt", seeds, cache=cache)
    second = brief_seed(seeds / "bridge.txt", seeds, cache=cache)
    assert analysed == ["bridge"]
    assert second.cached and not first.cached
    assert second.briefing == first.briefing and second.passages == first.passages


def test_warnings_come_back_from_the_cache_once_and_as_they_were(seeds, cache):
    (seeds / "old.txt").write_bytes("The café of the mayor’s friend closed on Monday.".encode("cp1252"))
    first, second = (brief_seed(seeds / "old.txt", seeds, cache=cache) for _ in range(2))
    assert second.cached and first.warnings and second.warnings == first.warnings


@pytest.mark.parametrize("what", ["seed", "name", "model", "package", "code"])
def test_whatever_makes_an_analysis_makes_it_anew(what, seeds, cache, analysed, monkeypatch):
    brief_seed(seeds / "bridge.txt", seeds, cache=cache)
    options, seed = Options(), seeds / "bridge.txt"
    if what == "seed":
        seed.write_text(TEXT + "Nobody was hurt.\n", encoding="utf-8")
    elif what == "name":
        seed = seed.rename(seeds / "river.txt")
    elif what == "model":
        monkeypatch.setattr(analysis, "model_name", lambda model: "en_core_web_md 3.8.0")
    elif what == "package":
        monkeypatch.setattr(pipeline, "__version__", "999")
    else:
        monkeypatch.setattr(pipeline, "_code_hash", lambda: "other")
    assert not brief_seed(seed, seeds, options, cache).cached
    assert len(analysed) == 2


def test_a_rebuild_takes_only_changed_seeds_apart(seeds, cache, monkeypatch):
    (seeds / "more.txt").write_text("It rained.\n", encoding="utf-8")
    seen, real = [], pipeline.ingest
    monkeypatch.setattr(pipeline, "ingest", lambda path, root: seen.append(path.name) or real(path, root))
    brief_folder(seeds, cache=cache)
    brief_folder(seeds, cache=cache)
    assert seen == ["bridge.txt", "more.txt"]
    (seeds / "more.txt").write_text("It snowed.\n", encoding="utf-8")
    (seeds / "bridge.txt").unlink()
    (outcome,) = brief_folder(seeds, cache=cache)
    assert outcome.briefing and outcome.briefing.article.text == "It snowed.\n"
    assert seen == ["bridge.txt", "more.txt", "more.txt"]


def test_another_time_of_the_file_changes_nothing(seeds, cache, analysed):
    for time in (1, 2):
        os.utime(seeds / "bridge.txt", (time, time))
        brief_seed(seeds / "bridge.txt", seeds, cache=cache)
    assert analysed == ["bridge"]


def test_a_damaged_or_foreign_entry_is_made_anew(seeds, cache, analysed):
    brief_seed(seeds / "bridge.txt", seeds, cache=cache)
    (entry,) = cache.folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:-20])
    assert not brief_seed(seeds / "bridge.txt", seeds, cache=cache).cached
    for foreign in ({}, {"schema": "briefing/1"}, {"schema": "briefing/0"}):
        cache.put(entry.stem, foreign)
        outcome = brief_seed(seeds / "bridge.txt", seeds, cache=cache)
        assert outcome.briefing and not outcome.cached
    assert len(analysed) == 5


def test_an_entry_that_was_tampered_with_does_not_pass_the_gate(seeds, cache):
    first = brief_seed(seeds / "bridge.txt", seeds, cache=cache).briefing
    assert first is not None
    document = json.loads(json.dumps(first.to_dict()).replace("a great day", "a wasted day"))
    (entry,) = cache.folder.iterdir()
    cache.put(entry.stem, document)
    outcome = brief_seed(seeds / "bridge.txt", seeds, cache=cache)
    assert outcome.briefing is None
    assert "stands nowhere in the article" in str(outcome.error)


def test_a_seed_that_changes_while_it_is_read_is_noticed(seeds, monkeypatch):
    real = analysis.analyse

    def slow(article, *options):
        (seeds / "bridge.txt").write_text("Another text altogether, of other words.\n", encoding="utf-8")
        return real(article, *options)

    monkeypatch.setattr(analysis, "analyse", slow)
    assert isinstance(brief_seed(seeds / "bridge.txt").error, EvidenceError)


def test_a_review_is_applied_to_what_the_cache_has(seeds, cache, analysed):
    brief_seed(seeds / "bridge.txt", seeds, cache=cache)
    review = seeds / "bridge.review.yaml"
    review.write_text("reviewed: {by: Kim Park}\nset: {outlet: Hale Courier}\n", encoding="utf-8")
    outcome = brief_seed(seeds / "bridge.txt", seeds, cache=cache)
    assert outcome.cached and outcome.briefing
    assert outcome.briefing.review.by == "Kim Park"
    assert outcome.briefing.article.outlet.value == "Hale Courier"
    review.unlink()
    again = brief_seed(seeds / "bridge.txt", seeds, cache=cache).briefing
    assert again and again.review.state == "unreviewed" and again.article.outlet.value is None
    assert analysed == ["bridge"]


def test_a_bad_review_is_the_seeds_error(seeds):
    (seeds / "bridge.review.yaml").write_text("reject: [Never written at all]\n", encoding="utf-8")
    assert isinstance(brief_seed(seeds / "bridge.txt").error, ReviewError)


def test_a_folder_with_a_bad_seed_still_has_the_good_ones(seeds, cache):
    (seeds / "a-bad.txt").write_bytes(b"")
    (seeds / "sub").mkdir()
    (seeds / "sub" / "later.md").write_text("---\ntitle: Later\n---\nIt rained.\n", encoding="utf-8")
    told = []
    outcomes = brief_folder(seeds, cache=cache, progress=lambda *args: told.append(args))
    assert [o.path.name for o in outcomes] == ["a-bad.txt", "bridge.txt", "later.md"]
    assert isinstance(outcomes[0].error, SeedError)
    assert [o.briefing.id for o in outcomes[1:] if o.briefing] == ["bridge", "sub/later"]
    assert told == [(n, 3, o.path) for n, o in enumerate(outcomes, 1)]


def test_no_folder_is_an_error(tmp_path):
    with pytest.raises(SeedError):
        brief_folder(tmp_path / "none")


def test_two_seeds_of_one_id_are_an_error_on_both(seeds):
    for name in ("one", "two"):
        (seeds / f"{name}.md").write_text("---\nid: same\n---\nIt rained.\n", encoding="utf-8")
    bridge, one, two = brief_folder(seeds)
    assert bridge.briefing
    assert isinstance(one.error, DuplicateIdError) and "two.md" in str(one.error)
    assert isinstance(two.error, DuplicateIdError) and "one.md" in str(two.error)


def test_a_review_whose_seed_is_gone_is_not_lost_in_silence(seeds):
    (seeds / "brigde.review.yaml").write_text("publish: no\n", encoding="utf-8")
    (seeds / ".hidden").mkdir()
    (seeds / ".hidden" / "x.review.yaml").touch()
    outcomes = brief_folder(seeds)
    assert [o.path.name for o in outcomes] == ["bridge.txt", "brigde.review.yaml"]
    assert isinstance(outcomes[1].error, ReviewError)


def test_a_crash_is_an_error_that_names_the_seed_and_is_logged(seeds, monkeypatch, caplog):
    def crash(article, *options):
        raise ZeroDivisionError("at the worst time")

    monkeypatch.setattr(analysis, "analyse", crash)
    with caplog.at_level(logging.DEBUG, "briefing.pipeline"):
        outcome = brief_seed(seeds / "bridge.txt")
    assert type(outcome.error) is BriefingError
    assert "bridge.txt: stopped with ZeroDivisionError: at the worst time" in str(outcome.error)
    assert caplog.records[0].exc_info


def test_a_missing_language_model_is_said_once(seeds):
    (seeds / "more.txt").write_text("It rained.\n", encoding="utf-8")
    outcomes = brief_folder(seeds, Options(model="xx_no_such_model"))
    assert [type(o.error) for o in outcomes] == [LanguageModelError]


def test_another_language_is_read_by_simpler_rules_and_says_so(seeds):
    korean = "한국의 대통령은 화요일에 나토와 새로운 협력을 채택했다고 밝혔다.\n"
    more = "한국 정부는 이 협력이 두 나라 모두에게 큰 도움이 될 것이라고 말했다. "
    last = "야당은 비용이 너무 많이 든다고 비판했지만 정부는 계획을 바꾸지 않겠다고 밝혔다.\n"
    (seeds / "ko.txt").write_text(f"나토와의 새로운 협력\n\n{korean}{more}{last}", encoding="utf-8")
    outcome = brief_seed(seeds / "ko.txt", seeds)
    assert outcome.briefing and outcome.briefing.summary
    assert any("Korean" in w for w in outcome.warnings)


def test_a_warm_build_imports_no_spacy(seeds, tmp_path):
    (seeds / "page.html").write_text(
        "<html><head><title>Rain</title></head><body><article><h1>Rain</h1>"
        f"<p>{'It rained on Port Hale all day, the mayor said. ' * 9}</p></article></body></html>"
    )
    program = (
        "import sys; from briefing.cache import Cache; from briefing import pipeline\n"
        "found = pipeline.brief_folder(sys.argv[1], cache=Cache(sys.argv[2]))\n"
        "assert not [o.error for o in found if o.error], found\n"
        "heavy = {'spacy', 'thinc', 'torch', 'onnxruntime', 'mkdocs'} & set(sys.modules)\n"
        "print(sum(o.cached for o in found), *sorted(heavy))"
    )
    command = [sys.executable, "-c", program, str(seeds), str(tmp_path / "cache")]
    cold, warm = (subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(2))
    assert cold.stdout.startswith("0 onnxruntime spacy thinc")
    assert warm.stdout == "2\n"


def test_importing_the_package_is_light():
    heavy = {"spacy", "trafilatura", "mkdocs", "dateparser", "babel", "onnxruntime"}
    program = f"import sys, briefing.cli; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_document_is_the_whole_briefing(seeds):
    outcome = brief_seed(seeds / "bridge.txt")
    assert outcome.briefing
    document = json.loads(json.dumps(outcome.briefing.to_dict()))
    again = Briefing.from_dict(document)
    assert again.to_dict() == document
    for span in _spans(document):
        assert document["text"][span["start"] : span["end"]] == span["text"]


def _spans(value):
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for v in value.values():
            yield from _spans(v)
    elif isinstance(value, list):
        for v in value:
            yield from _spans(v)


def test_the_example_of_the_project_passes(tmp_path):
    seeds = Path(__file__).parent.parent / "seeds"
    outcomes = brief_folder(seeds, cache=Cache(tmp_path))
    assert outcomes and not [o.error for o in outcomes if o.error]
