"""The commands, called as a user calls them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from briefing import __version__
from briefing.cli import main
from briefing.terminal import clean

TEXT = (
    "The mayor of Port Hale, Ann Lee, opened the new bridge on Monday.\n"
    "“It is a great day for the town,” Lee said. Critics said that the bridge cost too much.\n"
    "The old bridge fell in 2010.\n"
)
KEYS = [
    "schema", "id", "kind", "analyser", "seed", "text_sha256", "text", "paragraphs", "title", "standfirst",
    "published", "outlet", "bylines", "url", "language", "furniture", "tags", "licence", "publish", "robots",
    "stated_kind", "version_of",
    "summary", "actors", "positions", "background", "timeline", "topics", "phrases", "sentences", "review", "warnings",
    "frozen",
]  # fmt: skip


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder with one seed, as the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "bridge.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*args: str, code: int = 0):
    result = CliRunner().invoke(main, [*map(str, args)])
    assert result.exit_code == code, result.output + str(result.exception)
    return result


# -- show


def test_show_is_text(site):
    lines = run("show", "seeds/bridge.txt").stdout.splitlines()
    assert lines[0].startswith("The mayor of Port Hale, Ann Lee, opened the new bridge")
    assert "published: not stated" in " ".join(lines[:4]) and "not reviewed" in " ".join(lines[:4])
    at = lines.index("POSITIONS")
    assert lines[at + 1].strip() == "Ann Lee"
    assert lines[at + 2].strip() == "• “It is a great day for the town,” ¶2 (states, direct)"
    assert "match the article word for word" in " ".join(lines[-3:])


def test_show_json_is_one_document_a_line_and_has_every_key(site):
    (site / "seeds" / "two.md").write_text("---\ntitle: Rain\ndate: 2024-05-06\n---\nIt rained.\n")
    documents = [json.loads(line) for line in run("show", "--json", "seeds").stdout.splitlines()]
    assert [d["id"] for d in documents] == ["bridge", "two"]
    for document in documents:
        assert document["schema"] == "briefing/1"
        assert sorted(KEYS) == sorted(document)
    assert documents[1]["published"] == {"value": "2024-05-06", "basis": "stated", "spans": []}


def test_a_folder_of_another_name_is_its_own_root(site):
    for folder in ("a", "b"):
        (site / folder).mkdir()
        (site / folder / "x.txt").write_text(TEXT, encoding="utf-8")
    documents = [json.loads(line) for line in run("show", "--json", "a/x.txt", "b").stdout.splitlines()]
    assert [(d["id"], d["seed"]["path"]) for d in documents] == [("x", "a/x.txt"), ("x", "b/x.txt")]


def test_a_seed_below_seeds_keeps_the_id_it_has_on_the_site(site):
    (site / "seeds" / "2024").mkdir()
    (site / "seeds" / "2024" / "x.txt").write_text(TEXT, encoding="utf-8")
    document = json.loads(run("show", "--json", "seeds/2024/x.txt").stdout)
    assert (document["id"], document["seed"]["path"]) == ("2024/x", "seeds/2024/x.txt")


def test_a_seed_that_fails_is_told_and_the_rest_go_on(site):
    (site / "seeds" / "a.txt").write_bytes(b"")
    result = run("show", "--json", "seeds", code=1)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["bridge"]
    assert result.stderr.startswith("Error: seeds/a.txt: is empty")


def test_show_leaves_nothing_behind_but_in_a_site(site):
    run("show", "seeds/bridge.txt")
    assert not (site / ".cache").exists()
    (site / "mkdocs.yml").touch()
    run("show", "seeds/bridge.txt", "--no-cache")
    assert not (site / ".cache").exists()
    run("show", "seeds/bridge.txt")
    assert list((site / ".cache" / "briefing" / "analysed").iterdir())
    shutil.rmtree(site / ".cache")
    run("show", "seeds/bridge.txt", "--store", (site / "far").as_uri())
    assert list((site / "far").iterdir()) and not (site / ".cache").exists()
    assert "no kind of store s4://" in run("show", "seeds/bridge.txt", "--store", "s4://bucket", code=2).stderr


def test_show_review_writes_a_file_to_start_from(site):
    printed = run("show", "--review", "seeds/bridge.txt").stdout
    assert '#    words: "“It is a great day for the town,”"' in printed
    assert yaml.safe_load(printed) is None
    review = site / "seeds" / "bridge.review.yaml"
    run("show", "--review", "seeds/bridge.txt", "-o", "seeds/bridge.review.yaml")
    assert review.read_text(encoding="utf-8") == printed
    review.write_text("reviewed: {by: Kim Park}\n", encoding="utf-8")
    result = run("show", "--review", "seeds/bridge.txt", "-o", "seeds/bridge.review.yaml", code=2)
    assert "was left as it is" in result.stderr
    assert review.read_text(encoding="utf-8") == "reviewed: {by: Kim Park}\n"
    assert "reviewed by Kim Park" in run("show", "seeds/bridge.txt").stdout


def test_text_that_could_steer_a_terminal_does_not(site):
    hostile = "The mayor \x1b[31mAnn Lee\x1b[0m said \u202eback\u202c \x9b2J on Monday\x07 that it rained.\n"
    (site / "seeds" / "x.txt").write_text(hostile, encoding="utf-8")
    result = run("show", "seeds/x.txt")
    assert not set(result.output) & set("\x1b\x9b\x07\u202e\u202c")
    assert clean("a\x00b\r\nc\td\u2028e\ud800") == "ab c d e"


@pytest.mark.parametrize(
    "args", ["show", "show none.txt", "show --jsno seeds", "check none", "check seeds seeds", "see"]
)
def test_wrong_usage_is_2(site, args):
    assert "Error" in run(*args.split(), code=2).stderr


# -- check


def test_check_counts_what_it_checked(site):
    result = run("check")
    assert result.stdout.endswith(" passages checked in 1 briefings\n") and int(result.stdout.split()[0]) > 5


def test_check_says_when_another_search_answers_sooner(site, monkeypatch):
    monkeypatch.setattr("briefing.site.search.PAGEFIND_FROM", 1)
    assert "search: pagefind" in run("check").stdout
    (site / "mkdocs.yml").write_text("plugins:\n  - briefing:\n      search: pagefind\n", encoding="utf-8")
    assert "search: pagefind" not in run("check").stdout


def test_check_fails_with_a_seed_or_a_review(site):
    (site / "seeds" / "bridge.review.yaml").write_text("reject: [The mayor of Port Hail]\n", encoding="utf-8")
    result = run("check", "seeds", code=1)
    assert "Error: " in result.stderr and "the nearest words are “The mayor of Port Hale”" in result.stderr
    assert result.stdout == "0 passages checked in 0 briefings\n1 failed\n"


def test_warnings_count_only_with_strict(site):
    (site / "seeds" / "bridge.review.yaml").write_text("reject: [p-00000000]\n", encoding="utf-8")
    assert "Warning: " in run("check").stderr
    run("check", "--strict", code=1)


def test_a_folder_without_seeds_is_a_warning(site):
    (site / "empty").mkdir()
    assert "has no seeds" in run("check", "empty").stderr
    run("check", "empty", "--strict", code=1)


def test_a_missing_model_says_how_to_get_it(site):
    assert "python -m spacy download xx_none" in run("check", "--model", "xx_none", code=1).stderr


# -- new


def test_new_makes_a_site_that_builds_strictly(tmp_path):
    folder = tmp_path / "my site"
    result = run("new", folder)
    assert "mkdocs serve" in result.stdout
    written = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    assert written == [
        ".github/workflows/pages.yml", ".gitignore", "README.md", "docs/index.md", "mkdocs.yml",
        "requirements.txt", "seeds/sensitive-document.md",
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    page = (folder / "site" / "briefings" / "sensitive-document" / "index.html").read_text(encoding="utf-8")
    assert "Sensitive Canadian document found on rainy streets" in page


def test_the_new_site_has_what_hosting_needs(tmp_path):
    run("new", tmp_path / "site")
    workflow = yaml.safe_load((tmp_path / "site/.github/workflows/pages.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    uses = [step["uses"].split("@")[0] for step in workflow["jobs"]["publish"]["steps"] if "uses" in step]
    assert uses[-3:] == [
        "actions/configure-pages", "actions/upload-pages-artifact", "actions/deploy-pages",
    ]  # fmt: skip
    requirement = (tmp_path / "site/requirements.txt").read_text(encoding="utf-8")
    assert requirement == f"mkdocs-briefing=={__version__.rsplit('.', 1)[0]}.*\n"
    seed = (tmp_path / "site/seeds/sensitive-document.md").read_text(encoding="utf-8")
    assert "CC BY 2.5" in seed and "url: https://en.wikinews.org/" in seed


def test_new_leaves_a_folder_that_is_in_use_alone(tmp_path):
    (tmp_path / "mine").write_text("x")
    for folder in (tmp_path, tmp_path / "mine"):
        assert "is not empty" in run("new", folder, code=2).stderr
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


# -- the commands themselves


def test_version_and_help(site):
    assert run("--version").stdout == f"briefing, version {__version__}\n"
    for command in main.commands.values():
        assert command.help
        options = [p for p in command.params if p.param_type_name == "option"]
        assert all(getattr(o, "help", None) for o in options), command.name


def test_output_to_a_file_is_utf8_whatever_the_system_says(site):
    (site / "seeds" / "bridge.txt").write_text("The mayor of Łódź, Kim Dong-yup (김동엽), spoke.\n", encoding="utf-8")
    command = [sys.executable, "-m", "briefing.cli", "show", "seeds/bridge.txt"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "The mayor of Łódź, Kim Dong-yup (김동엽), spoke." in done.stdout.decode("utf-8")


def test_the_installed_command_runs(site):
    command = Path(sys.executable).with_name("briefing")
    done = subprocess.run([command, "check"], capture_output=True, text=True)
    assert done.returncode == 0 and "passages checked" in done.stdout


# -- build


def test_build_writes_the_pages_for_other_generators(site):
    result = run("build", "out", "--site-url", "https://o.example/", "--site-name", "Mine")
    assert result.stdout.strip().endswith("files in out, of 1 briefings")
    page = (site / "out" / "briefings" / "bridge.md").read_text("utf8")
    assert "It is a great day for the town" in page and 'href="../actors/ann-lee.md"' in page
    assert (site / "out" / "data" / "positions.csv").is_file()
    run("build", "out", "--url-links", "--no-directory-urls")
    assert 'href="../actors/ann-lee.html"' in (site / "out" / "briefings" / "bridge.md").read_text("utf8")


def test_build_leaves_out_a_broken_seed_and_says_so(site):
    (site / "seeds" / "bad.md").write_text("---\ntitle: [unclosed\n---\nText.", encoding="utf-8")
    result = run("build", "out", code=1)
    assert "bad.md" in result.stderr and (site / "out" / "briefings" / "bridge.md").is_file()


def test_build_leaves_a_folder_of_others_alone(site):
    result = run("build", "seeds", code=1)
    assert "has files already" in result.stderr and (site / "seeds" / "bridge.txt").is_file()
