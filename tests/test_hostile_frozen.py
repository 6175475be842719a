"""A frozen file that somebody wrote by hand, with right checksums: an error that says what is wrong, or harmless."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from security.fuzz import frozen_again, harmless, pages_of
from security.strategies import NEWS

from briefing import freeze, pipeline
from briefing.errors import EvidenceError, FrozenError
from briefing.ingest.seeds import read
from briefing.model import text_sha256
from briefing.pipeline import Outcome, brief_seed, freeze_seed
from briefing.terminal import clean

Change = Callable[[dict[str, Any]], object]
NAME = "bridge.md"


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seeds folder with a frozen article."""
    folder = tmp_path_factory.mktemp("hostile") / "seeds"
    folder.mkdir()
    (folder / NAME).write_text(NEWS, encoding="utf-8")
    freeze_seed(folder / NAME)
    return folder


@pytest.fixture
def seeds(frozen: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(frozen, tmp_path / "seeds"))


def briefed(seeds: Path, change: Change) -> Outcome:
    """What becomes of the seed when its frozen analysis is changed so, and its checksums made right again."""
    path = seeds / "bridge.frozen.json"
    document = json.loads(path.read_bytes())
    change(document["analysis"])
    path.write_bytes(frozen_again(document))
    pipeline._articles.clear()
    return brief_seed(seeds / NAME)


def put(*place: str | int, value: Any) -> Change:
    """A change: this value at this place."""

    def change(analysis: dict[str, Any]) -> None:
        at: Any = analysis
        for step in place[:-1]:
            at = at[step]
        at[place[-1]] = value

    return change


def other_text(analysis: dict[str, Any]) -> None:
    """The article says what the seed does not, and a statement quotes it."""
    analysis["text"] = analysis["text"].replace("heart", "grave")
    analysis["positions"][0]["content"][0]["text"] = analysis["positions"][0]["content"][0]["text"].replace(
        "heart", "grave"
    )


def one_word_left_out(analysis: dict[str, Any]) -> None:
    text = analysis["text"]
    analysis.update(
        text=text.replace("had been closed", "was never closed"),
        **{name: [] for name in ("positions", "actors", "summary", "background", "timeline", "topics", "phrases")},
    )


def out_of_reach(analysis: dict[str, Any]) -> None:
    analysis["positions"][0]["content"][0].update(start=10**6, end=10**6 + 5)


SCRIPT = "<script>alert(1)</script>"
ERRORS: dict[str, tuple[Change, str]] = {
    # Spans
    "a span outside the text": (out_of_reach, "does not lie inside the article"),
    "a negative offset": (put("positions", 0, "cue", "start", value=-5), "cue.start is no whole number"),
    "an offset that is half a number": (put("positions", 0, "cue", "start", value=0.5), "cue.start is no whole number"),
    "an offset in words": (put("positions", 0, "cue", "start", value="0"), "cue.start is no whole number"),
    "an offset that is true": (put("positions", 0, "cue", "start", value=True), "cue.start is no whole number"),
    "an offset as large as can be": (put("positions", 0, "cue", "end", value=10**400), "cue.end is no whole number"),
    "a span that ends before it starts": (put("positions", 0, "content", 0, "end", value=0), "ends before it starts"),
    "a span without words": (put("summary", 0, "spans", 0, "text", value=""), "stands nowhere"),
    "a paragraph outside the text": (put("paragraphs", 0, "end", value=10**6), "overlap, or stand in another order"),
    "the last paragraph outside the text": (put("paragraphs", -1, "end", value=10**6), "does not lie inside"),
    "paragraphs in another order": (lambda a: a["paragraphs"].reverse(), "another order"),
    "sentences in another order": (lambda a: a["sentences"].reverse(), "another order"),
    # Words
    "words that the article has not": (put("positions", 0, "content", 0, "text", value="Resign"), "stands nowhere"),
    "markup for words": (put("summary", 0, "spans", 0, "text", value=SCRIPT), "stands nowhere"),
    "a text that the seed has not": (other_text, "which seeds/bridge.md does not have"),
    "a paragraph with one word changed": (one_word_left_out, "which seeds/bridge.md does not have"),
    "a text of lone surrogates": (put("text", value="\ud800"), "not of the article’s words"),
    # Names
    "markup in a name": (put("actors", 0, "name", value=SCRIPT), "not of the words of its passages"),
    "another’s name": (put("actors", 0, "name", value="Tom Okafor"), "not of the words of its passages"),
    "no name": (put("actors", 0, "name", value=" "), "not of the words of its passages"),
    "markup in an alias": (put("actors", 0, "aliases", value=[SCRIPT]), "not of the words of its passages"),
    "markup in an actor’s id": (put("actors", 0, "id", value='"><script>'), "has the id"),
    "a path for an id": (put("positions", 0, "id", value="../../x"), "has the id"),
    "an id twice": (lambda a: a["actors"].append(a["actors"][0]), "an id twice"),
    "an actor who is not there": (put("positions", 0, "actor", value="somebody"), "not there"),
    "a position that is not there": (put("positions", 0, "within", value="p-0"), "not there"),
    "markup in a topic": (put("topics", value=[{"label": SCRIPT, "spans": []}]), "not of the words of its passages"),
    "a topic without evidence": (put("topics", value=[{"label": "bridge", "spans": []}]), "words of its passages"),
    "markup in a phrase": (put("phrases", value=[SCRIPT]), "not of the article’s words"),
    # Facts
    "an address that runs": (put("url", value={"value": "javascript:alert(1)", "basis": "stated"}), "no web address"),
    "data for an address": (put("url", value={"value": "data:text/html,x", "basis": "stated"}), "no web address"),
    "an address of somebody else": (
        put("url", value={"value": "https://evil.invalid/", "basis": "stated"}), "which seeds/bridge.md does not have",
    ),
    "a title that the seed has not": (put("title", "value", value="Mayor resigns"), "does not have"),
    "markup for an outlet": (put("outlet", "value", value=SCRIPT), "does not have"),
    "an author that the seed has not": (
        put("bylines", value={"value": ["Ann Lee"], "basis": "stated"}), "does not have",
    ),
    "tags that the seed has not": (put("tags", value=["scandal"]), "does not have"),
    "a date that is none": (put("published", "value", value="2023-02-31"), "the date is"),
    "a date that is markup": (put("published", "value", value=SCRIPT), "the date is"),
    "a date of a statement that is none": (
        put("background", 0, "when", value={"start": 1, "end": 2, "text": "x", "value": SCRIPT, "precision": "day"}),
        "a date is",
    ),
    "a language that is markup": (put("language", "value", value='en"><b>'), "the language is"),
    "a kind that is none": (put("kind", value="scandal"), "kind is not known"),
    # Kinds
    "a list for a title": (put("title", "value", value=["Bridge"]), "title is a list"),
    "a text for authors": (put("bylines", "value", value="Ann Lee"), "bylines is no list"),
    "a mapping for a list": (put("positions", value={"0": {}}), "positions is no list"),
    "a text for a list": (put("summary", 0, "spans", value="abc"), "is no list"),
    "a number for a name": (put("actors", 0, "name", value=7), "actors[0].name is no text"),
    "nothing for a context": (put("positions", 0, "context", value=None), "context is no mapping"),
    "a type that is none": (put("actors", 0, "type", value=SCRIPT), "actors[0].type is none of"),
    "a form that is a list": (put("positions", 0, "form", value=["direct"]), "form is none of"),
    "a salience beyond all": (put("actors", 0, "salience", value=1e308), "salience is no number from 0 to 1"),
    "a confidence below zero": (put("positions", 0, "confidence", value=-1), "confidence is no number from 0 to 1"),
    "neither shown nor not": (put("positions", 0, "shown", value="yes"), "shown is neither true nor false"),
    "a part missing": (lambda a: a["positions"][0].pop("context"), "positions[0].context is missing"),
    "warnings that are numbers": (put("warnings", value=[1]), "warnings[0] is no text"),
    # What only a review may say
    "a reviewer": (put("review", value={"state": "reviewed", "by": "Kim Park"}), "belongs into a file of its own"),
    "an item of a reviewer": (put("summary", 0, "basis", value="reviewed"), "belongs into a file of its own"),
    "a fact of a reviewer": (put("outlet", "basis", value="reviewed"), "belongs into a file of its own"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_it_is_an_error_that_says_what_is_wrong(seeds: Path, name: str) -> None:
    change, message = ERRORS[name]
    error = briefed(seeds, change).error
    assert isinstance(error, FrozenError | EvidenceError) and message in str(error), error
    assert error.mend and len(clean(str(error))) < 1000


HARMLESS: dict[str, Change] = {
    "markup for an act": put("positions", 0, "act", value=SCRIPT),
    "markup for a role of a sentence": put("sentences", 0, "role", value=SCRIPT),
    "markup for a kind of background": put("background", 0, "kind", value=SCRIPT),
    "markup for a version": put("analyser", value={"version": SCRIPT, "models": ["{{ 7 * 7 }}", "[a](javascript:x)"]}),
    "escapes and markup for warnings": put("warnings", value=["\x1b[2J\u202e" + SCRIPT, "\n\nERROR: x"]),
    "markup and brackets for keys": put("<b>{{ x }}", value=SCRIPT),
    "another seed’s path": put("seed", "path", value="../../etc/passwd"),
    "another seed’s id": put("id", value="../../index"),
    "published words of another reading": put("standfirst", value={"value": "Ada Lindqvist", "basis": "stated"}),
    "a day that the year has not": put("timeline", 0, "when", "value", value="2010-02-31"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_it_is_harmless_on_all_pages(seeds: Path, name: str) -> None:
    outcome = briefed(seeds, HARMLESS[name])
    assert outcome.briefing and outcome.briefing.id == "bridge" and outcome.briefing.article.path == f"seeds/{NAME}"
    harmless(pages_of(outcome.briefing, seeds / "none.yaml"))
    assert all(page.path.count("..") == 0 for page in pages_of(outcome.briefing, seeds / "none.yaml"))


def test_what_may_not_be_published_is_not(seeds: Path) -> None:
    seed = seeds / NAME
    seed.write_text(NEWS.replace("---\n", "---\npublish: false\nrobots: noindex\n", 1))
    freeze_seed(seed)
    outcome = briefed(seeds, lambda a: a.update(publish=True, robots="all"))
    assert outcome.briefing and not outcome.briefing.article.publish and outcome.briefing.article.robots == "noindex"


@pytest.mark.parametrize("text", ['{"format": NaN}', "[" * 100_000, '{"a": ' + "9" * 5000 + "}", "\ud800", '"' * 3])
def test_it_is_no_json(seeds: Path, text: str) -> None:
    (seeds / "bridge.frozen.json").write_bytes(text.encode("utf8", "surrogatepass"))
    assert isinstance(brief_seed(seeds / NAME).error, FrozenError)


def test_it_is_too_large(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeze, "MAX_BYTES", 1000)
    error = brief_seed(seeds / NAME).error
    assert isinstance(error, FrozenError) and "larger than" in str(error)


READINGS = {
    "a.txt": "Kim Park said on Monday that the\nbridge would open.\n\nIt was closed in 2020.\n",
    "b.md": "# The _bridge_\n\nKim **Park** said on [Monday](https://example.org/a_b) that the bridge would open.\n",
    "c.html": "<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1><p>Kim&nbsp;Park said on "
    "<a href='https://example.org/'>Monday</a> that the caf&eacute; on the br&shy;idge would open, and the mayor "
    "agreed with her.</p><p>It was closed in 2020.</p></article></body></html>",
}


@pytest.mark.parametrize("name", READINGS)
def test_what_another_version_read_out_of_a_seed_is_found_in_its_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / "seeds" / name
    path.parent.mkdir()
    path.write_text(READINGS[name], encoding="utf-8")
    then = read(path.read_bytes(), path, path.parent)
    now = type(then)(then.id, then.path, then.sha256, "Other text.", then.paragraphs[:1])
    assert freeze._strange(then, now, path) is None
    text = then.text.replace("would", "would not")
    forged = type(then)(then.id, then.path, then.sha256, text, (type(then.paragraphs[0])(0, len(text)),))
    assert text_sha256(text) != text_sha256(then.text) and freeze._strange(forged, now, path)
