"""Every command, option, setting and key stands in docs/, and docs/ names none that does not exist."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from briefing import model
from briefing.cli import main
from briefing.errors import EvidenceError
from briefing.ingest import frontmatter
from briefing.pipeline import brief_seed
from briefing.plugin import BriefingConfig
from briefing.review import schema

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def sections(name: str) -> dict[str, list[str]]:
    """The code in the first column of each heading's tables, of a page of the docs."""
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for line in (DOCS / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"#+ (.*)", line):
            heading = match[1].replace("`", "")
            found[heading] = []
        elif re.match(r"\| *`", line):
            found[heading] += re.findall(r"`([^`]+)`", line.split("|")[1])
    return {h: keys for h, keys in found.items() if keys}


def options(command: click.Command) -> set[str]:
    return {o for p in command.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)}


def test_commands():
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    headings = {m[1]: m[0] for m in re.finditer(r"^## `briefing (\w+).*`$", text, re.M)}
    assert set(headings) == set(main.commands)
    for name, command in main.commands.items():
        heading = headings[name].removeprefix("## ").replace("`", "")
        assert set(sections("commands.md").get(heading, [])) == options(command), name


def test_the_evidence_gates_errors():
    named = next(keys for keys in sections("commands.md").values() if "AlteredError" in keys)
    assert set(named) == {e.__name__ for e in EvidenceError.__subclasses__()}


def test_plugin_settings():
    settings = {name for name, _ in BriefingConfig._schema}
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert settings <= set(re.findall(r"`(\w+):?`", text))
    for page in DOCS.glob("*.md"):
        for example in re.findall(r"```yaml.*?\n(.*?)```", page.read_text(encoding="utf-8"), re.S):
            for used in _plugin_settings(list(yaml.safe_load_all(example.split("---\n")[-1]))):
                assert used in settings, f"{page.name} sets {used}"


def _plugin_settings(value: Any) -> Iterator[str]:
    """The keys below `briefing:` in an example of mkdocs.yml."""
    if isinstance(value, list):
        for item in value:
            yield from _plugin_settings(item)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from inner or () if key == "briefing" else _plugin_settings(inner)


def test_front_matter_keys():
    named = [keys for heading, keys in sections("seeds.md").items() if "front matter" in heading.lower()]
    assert {key for keys in named for key in keys} == set(frontmatter.KEYS)


REVIEW = {
    "How an entry finds its statement": schema.TARGET_KEYS,
    "The keys": schema.REVIEW_KEYS,
    "set": schema.SET_KEYS,
    "edit": ["to", *schema.ITEM_KEYS["positions"], *schema.ITEM_KEYS["background"]],
    "add": schema.ADD_KEYS,
    "actors": schema.ACTOR_KEYS,
    "notes": schema.NOTE_KEYS,
}


@pytest.mark.parametrize("heading", REVIEW)
def test_review_keys(heading):
    assert sorted(sections("reviewing.md")[heading]) == sorted(REVIEW[heading])


def test_review_keys_in_the_text():
    text = (DOCS / "reviewing.md").read_text(encoding="utf-8")
    for key in (*schema.REVIEWED_KEYS, *schema.WHEN_KEYS, *schema.SPLIT_KEYS, *schema.KINDS, *schema.TYPES):
        assert re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", text), key
    assert set(sections("reviewing.md")) == set(REVIEW)


def test_the_example_in_the_docs_is_a_review(tmp_path):
    text = (DOCS / "reviewing.md").read_text(encoding="utf-8")
    path = tmp_path / "x.review.yaml"
    for example in re.findall(r"```yaml\n(.*?)```", text, re.S):
        path.write_text(example, encoding="utf-8")
        schema.read(path)


def test_the_first_example_fits_the_seed_of_this_project(tmp_path):
    text = (DOCS / "reviewing.md").read_text(encoding="utf-8")
    seed = tmp_path / "seeds" / "yoon-nato.txt"
    seed.parent.mkdir()
    seed.write_bytes((ROOT / "seeds" / "yoon-nato.txt").read_bytes())
    example = re.findall(r"```yaml\n(.*?)```", text, re.S)[0]
    seed.with_name("yoon-nato.review.yaml").write_text(example, encoding="utf-8")
    outcome = brief_seed(seed)
    assert outcome.briefing, outcome.error
    review = outcome.briefing.review
    assert (review.state, review.by) == ("reviewed", "Kim Park") and len(review.changes) >= 5


def fields(cls: Any) -> list[str]:
    return list(cls.__dataclass_fields__)


JSON = {
    "document": [
        k for k in (
            "schema", "seed", "text_sha256", *fields(model.Article), *fields(model.Briefing)
        ) if k not in ("path", "sha256", "article")
    ],
    "seed": ["path", "sha256"],
    "analyser": fields(model.Analyser),
    "field": fields(model.Field),
    "furniture": fields(model.Furniture),
    "summary item": fields(model.SummaryItem),
    "referent": fields(model.Referent),
    "actor": fields(model.Actor),
    "position": fields(model.Position),
    "background item": fields(model.BackgroundItem),
    "when": fields(model.When),
    "timeline item": fields(model.TimelineItem),
    "topic": fields(model.Topic),
    "sentence": fields(model.Sentence),
    "review": fields(model.Review),
    "note": fields(model.Note),
}  # fmt: skip


@pytest.mark.parametrize("heading", JSON)
def test_json_keys(heading):
    assert sorted(sections("json.md")[heading]) == sorted(set(JSON[heading]))


def test_json_sections():
    assert set(sections("json.md")) == set(JSON)


def test_dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.match(r"[\w.-]+", r)[0] for r in requirements}  # type: ignore[index]

    extras = set().union(*(names(r) for r in project["optional-dependencies"].values()))
    found = sections("dependencies.md")
    assert set(found["Dependencies"]) == names(project["dependencies"])
    assert {key for heading, keys in found.items() if heading != "Dependencies" for key in keys} == extras


def test_no_link_between_the_pages_is_broken():
    for page in DOCS.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([\w/.-]+\.md)(?:#[\w-]+)?\)", text):
            if not target.startswith(("briefings/", "actors/", "topics/")):
                assert (page.parent / target).is_file(), f"{page.name}: {target}"


def test_the_figures_on_a_page_are_those_of_the_docs():
    page = (ROOT / "briefing" / "site" / "templates" / "briefing.md.j2").read_text(encoding="utf-8")
    quality = (DOCS / "quality.md").read_text(encoding="utf-8")
    polnear, wikinews, people = re.search(r"F1 of \.(\d\d) and \.(\d\d), where .* agree at \.(\d\d)", page).groups()
    ours = [float(f) for f in re.findall(r"^\| \*\*Briefing\*\* \| \*\*(\.\d+)", quality, re.M)]
    assert ours == pytest.approx([int(polnear) / 100, int(wikinews) / 100], abs=0.0051)
    agreed = float(re.search(r"agree with each other at (\.\d+)", quality)[1])
    assert f"{agreed:.2f}"[2:] == people
