"""What is frozen stays as it was read, whatever else changes; and nothing that was changed passes for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import analysis, freeze, pipeline
from briefing.cli import main
from briefing.errors import EvidenceError, FrozenError
from briefing.ingest import find
from briefing.pipeline import brief_folder, brief_seed, freeze_seed
from tests.reliability import sites

TEXT = sites.ARTICLES["bridge.md"]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seeds folder with a frozen article."""
    folder = tmp_path_factory.mktemp("frozen") / "seeds"
    folder.mkdir()
    (folder / "bridge.md").write_text(TEXT, encoding="utf-8")
    assert freeze_seed(folder / "bridge.md") == folder / "bridge.frozen.json"
    return folder


@pytest.fixture
def seeds(frozen: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(frozen, tmp_path / "seeds"))


@pytest.fixture
def no_analysis(monkeypatch):
    """An analyser that nobody may ask."""

    def fail(*_: object) -> None:
        raise AssertionError("analysed")

    monkeypatch.setattr(analysis, "analyse", fail)


def change(seeds: Path, old: str, new: str) -> Path:
    path = seeds / "bridge.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_a_frozen_briefing_is_the_one_that_was_frozen(seeds, tmp_path):
    kept = brief_seed(seeds / "bridge.md")
    (seeds / "bridge.frozen.json").unlink()
    made = brief_seed(seeds / "bridge.md")
    assert kept.briefing and made.briefing and kept.passages == made.passages and not kept.aged
    assert kept.briefing.to_dict() == {**made.briefing.to_dict(), "frozen": True}


def test_it_is_no_seed_and_needs_no_analysis(seeds, no_analysis):
    assert [p.name for p in find(seeds)] == ["bridge.md"]
    (outcome,) = brief_folder(seeds)
    assert outcome.briefing and outcome.briefing.frozen and outcome.passages


@pytest.mark.parametrize("what", ["version", "rules", "model", "reading"])
def test_another_analyser_changes_nothing_and_check_says_so(seeds, no_analysis, monkeypatch, what):
    before = brief_seed(seeds / "bridge.md").briefing
    pipeline._articles.clear()
    if what == "version":
        monkeypatch.setattr(pipeline, "__version__", "999")
    elif what == "rules":
        monkeypatch.setattr(pipeline, "_code_hash", lambda: "other")
    elif what == "model":
        monkeypatch.setattr(analysis, "model_name", lambda model: "en_core_web_md 3.8.0")
    else:  # a version that reads another text and other facts out of the same bytes
        real = pipeline.ingest

        def other(path: Path, root: Path) -> object:
            article = real(path, root)
            return type(article)(article.id, article.path, article.sha256, "Other text.", article.paragraphs[:1])

        monkeypatch.setattr(pipeline, "ingest", other)
    outcome = brief_seed(seeds / "bridge.md")
    pipeline._articles.clear()
    assert outcome.briefing == before and outcome.aged


def test_the_review_applies_on_top(seeds, no_analysis):
    review = seeds / "bridge.review.yaml"
    review.write_text("reviewed: {by: Kim Park}\nset: {outlet: Hale Courier}\nreject: [since a storm in 2020]\n")
    briefing = brief_seed(seeds / "bridge.md").briefing
    assert briefing and briefing.review.by == "Kim Park" and briefing.article.outlet.value == "Hale Courier"
    review.unlink()
    again = brief_seed(seeds / "bridge.md").briefing
    assert again and again.review.state == "unreviewed" and again.article.outlet.value == "Harbour Post"


def test_front_matter_may_change_and_the_text_may_not(seeds, no_analysis):
    outcome = brief_seed(change(seeds, "outlet: Harbour Post", "outlet: Hale Courier"))
    assert outcome.briefing and outcome.briefing.frozen and outcome.briefing.article.outlet.value == "Hale Courier"
    error = brief_seed(change(seeds, "three years", "four years")).error
    assert isinstance(error, FrozenError)
    assert "seeds/bridge.md has changed since it was frozen" in str(error)
    assert "briefing freeze" in error.mend and "briefing thaw" in error.mend


def test_it_moves_with_its_seed(seeds, no_analysis):
    (seeds / "2023").mkdir()
    for name in ("bridge.md", "bridge.frozen.json"):
        (seeds / name).rename(seeds / "2023" / name)
    (outcome,) = brief_folder(seeds)
    assert outcome.briefing and outcome.briefing.id == "2023/bridge"
    assert outcome.briefing.article.path == "seeds/2023/bridge.md"
    (seeds / "2023" / "bridge.md").rename(seeds / "2023" / "ferry.md")
    assert [type(o.error) for o in brief_folder(seeds)][-1] is FrozenError


def edited(document: dict) -> None:
    document["analysis"]["summary"] = []


def other_text(document: dict) -> None:
    document["analysis"]["text"] += "More."


DAMAGES = {
    "an edit": (edited, False, "changed by hand"),
    "an edit of its text": (other_text, True, "does not hold the text"),
    "another form": (lambda d: d.update(format="briefing-frozen/9"), True, "briefing-frozen/1"),
    "another schema": (lambda d: d["analysis"].update(schema="briefing/9"), True, "form"),
    "parts missing": (lambda d: d["analysis"].pop("title") and d["analysis"].pop("seed"), True, "form"),
    "no analysis": (lambda d: d.update(analysis=[]), True, "form"),
    "wrong kinds": (lambda d: d["analysis"].update(positions=[1]), True, "form"),
    "no checksum": (lambda d: d.pop("sha256"), False, "changed by hand"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_file_that_was_changed_is_an_error(seeds, no_analysis, name):
    make, with_checksum, message = DAMAGES[name]
    path = seeds / "bridge.frozen.json"
    document = json.loads(path.read_bytes())
    make(document)
    if with_checksum:
        del document["sha256"]
        document = {"sha256": freeze._checksum(document), **document}
    path.write_text(json.dumps(document))
    error = brief_seed(seeds / "bridge.md").error
    assert isinstance(error, FrozenError) and message in str(error) and "briefing thaw" in error.mend


@pytest.mark.parametrize("keep", [0, 1, 100, -2])
def test_a_file_that_was_cut_off_is_an_error(seeds, no_analysis, keep):
    path = seeds / "bridge.frozen.json"
    path.write_bytes(path.read_bytes()[:keep])
    assert isinstance(brief_seed(seeds / "bridge.md").error, FrozenError)


def test_words_that_the_article_has_not_do_not_pass_the_gate_whatever_the_checksum(seeds):
    path = seeds / "bridge.frozen.json"
    document = json.loads(path.read_bytes())
    del document["sha256"]
    statement = document["analysis"]["positions"][0]["content"][0]
    statement["text"] = statement["text"].replace("heart", "grave")
    path.write_text(json.dumps({"sha256": freeze._checksum(document), **document}))
    assert isinstance(brief_seed(seeds / "bridge.md").error, EvidenceError)


def test_another_seeds_file_is_an_error(seeds):
    (seeds / "ferry.txt").write_text(sites.ARTICLES["2023/ferry.txt"], encoding="utf-8")
    shutil.copy(seeds / "bridge.frozen.json", seeds / "ferry.frozen.json")
    assert isinstance(brief_seed(seeds / "ferry.txt").error, FrozenError)


def test_a_link_that_leads_out_is_refused(seeds):
    path = seeds / "bridge.frozen.json"
    path.rename(seeds.parent / "elsewhere.json")
    path.symlink_to(seeds.parent / "elsewhere.json")
    error = brief_seed(seeds / "bridge.md").error
    assert isinstance(error, FrozenError) and "outside the seeds folder" in str(error)


def test_the_commands(tmp_path, monkeypatch):
    monkeypatch.chdir(sites.site(tmp_path / "site"))

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    Path("seeds/tolls.review.yaml").write_text("reviewed: {by: Kim Park}\n")
    assert run("freeze") == "seeds/tolls.txt is frozen in tolls.frozen.json\n"
    assert run("freeze", "seeds") == ""  # all that is reviewed is frozen
    assert run("freeze", "seeds/bridge.md") == "seeds/bridge.md is frozen in bridge.frozen.json\n"
    checked = run("check")
    assert "seeds/bridge.md is frozen, by analyser " in checked and "is another" not in checked
    monkeypatch.setattr(pipeline, "_code_hash", lambda: "other")
    assert run("check").count("is frozen") == 2 and run("check").count("this one is another") == 2
    assert run("thaw", "seeds/bridge.md", "seeds/2023/ferry.txt").splitlines() == [
        "seeds/bridge.md is thawed",
        "seeds/2023/ferry.txt was not frozen",
    ]
    assert run("thaw", "seeds") == "seeds/tolls.txt is thawed\n"
    assert not list(Path("seeds").rglob("*.frozen.json"))


def test_the_page_says_that_it_is_frozen(tmp_path):
    folder = sites.site(tmp_path / "site", {"bridge.md": TEXT}, theme="mkdocs")
    freeze_seed(folder / "seeds" / "bridge.md", folder / "seeds")
    sites.run(folder, "mkdocs", "out", "--strict")
    page = (folder / "out" / "briefings" / "bridge" / "index.html").read_text("utf8")
    assert "frozen: it stays as this version made it until it is thawed" in page
    assert json.loads((folder / "out" / "briefings" / "bridge.json").read_text("utf8"))["frozen"] is True
