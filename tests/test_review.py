"""Reviews: golden cases as data, and what must hold for every review."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import handmade
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError, ReviewError
from briefing.evidence import verify
from briefing.model import Briefing
from briefing.pipeline import brief_seed
from briefing.review import apply, orphan, review_path, template
from briefing.review import words as finding
from briefing.review.draft import Draft
from briefing.review.words import Finder

GOLDEN = yaml.safe_load((Path(__file__).parent / "data" / "review.yaml").read_text(encoding="utf-8"))
ARTICLE = handmade.article(GOLDEN["article"], GOLDEN["furniture"], GOLDEN["title"])
BRIEFING = handmade.briefing(ARTICLE, GOLDEN["briefing"])


@pytest.fixture
def review(tmp_path, monkeypatch):
    """Writes a review and applies it."""
    monkeypatch.chdir(tmp_path)
    path = Path("seeds/bridge.review.yaml")
    path.parent.mkdir()

    def write_and_apply(text: str, briefing: Briefing = BRIEFING) -> Briefing:
        path.write_text(text, encoding="utf-8")
        return apply(briefing, path)

    return write_and_apply


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda c: c["name"])
def test_golden(case, review):
    if "error" in case:
        with pytest.raises(ReviewError) as caught:
            review(case["review"])
        for part in case["error"]:
            assert part in str(caught.value)
        return
    result = review(case["review"])
    verify(result, ARTICLE)
    seen = _seen(result)
    for key, expected in case["expect"].items():
        if key in ("warnings", "changes"):
            assert len(seen[key]) == len(expected), seen[key]
            assert all(part in line for part, line in zip(expected, seen[key], strict=True)), seen[key]
        elif isinstance(expected, dict):
            found = seen[key](expected) if callable(seen[key]) else seen[key]
            assert {k: found[k] for k in expected} == expected
        else:
            assert seen[key] == expected


def _seen(b: Briefing) -> dict[str, Any]:
    def words(item: Any) -> str:
        return " … ".join(s.text for s in item.spans)

    def position(p: Any) -> dict[str, Any]:
        plain = {k: getattr(p, k) and getattr(p, k).text for k in ("source", "cue", "addressee", "context")}
        return p.to_dict() | plain | {"content": [s.text for s in p.content]}

    def actor(expected: dict[str, Any]) -> dict[str, Any]:
        key = "name" if "name" in expected else "id"
        a = next(a for a in b.actors if getattr(a, key) == expected[key])
        return a.to_dict() | {k: [s.text for s in getattr(a, k)] for k in ("mentions", "roles")}

    names = {a.id: a.name for a in b.actors} | {None: "—"}
    item = b.background[0] if b.background else None
    return {
        "summary": [words(s) for s in b.summary],
        "positions": [f"{names[p.actor]}: {' … '.join(s.text for s in p.content)}" for p in b.positions],
        "position": position(b.positions[0]),
        "last_position": position(b.positions[-1]),
        "background": [words(s) for s in b.background],
        "background_item": item
        and item.to_dict() | {"when": item.when and [item.when.text, item.when.value, item.when.precision]},
        "timeline": [words(s) for s in b.timeline],
        "topics": [t.label for t in b.topics],
        "actors": [a.name for a in b.actors],
        "actor": actor,
        "fields": {k: [v["value"], v["basis"]] for k, v in b.article.to_dict().items() if isinstance(v, dict)},
        "notes": [[n.by, n.text, n.about] for n in b.review.notes],
        "warnings": b.warnings,
        "changes": b.review.changes,
        **{k: getattr(b.review, k) for k in ("state", "by", "date", "hidden")},
        **{k: getattr(b.article, k) for k in ("publish", "robots")},
    }


def test_without_a_file_nothing_changes(tmp_path):
    assert apply(BRIEFING, tmp_path / "none.review.yaml") is BRIEFING


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "x.review.yaml"
    path.write_bytes("robots: é".encode("latin-1"))
    with pytest.raises(ReviewError, match="UTF-8"):
        apply(BRIEFING, path)


def test_the_review_lies_beside_its_seed(tmp_path):
    seed = tmp_path / "a.b.txt"
    assert review_path(seed) == tmp_path / "a.b.review.yaml"
    (tmp_path / "a.b.review.yml").touch()
    assert review_path(seed) == tmp_path / "a.b.review.yml"
    (tmp_path / "a.b.review.yaml").touch()
    with pytest.raises(ReviewError, match="keep one of the two"):
        review_path(seed)
    assert "no seed named a.b" in str(orphan(tmp_path / "a.b.review.yml"))


def test_a_review_outlives_an_analysis_that_draws_other_ends(review):
    """The next version finds the clause without its last words, so with another id, at another place."""
    text = "edit:\n  - {id: p-3196845a, words: the bridge cost too much, act: criticises}\n"
    assert review(text).positions[1].act == "criticises"
    newer = [{"content": "the bridge cost"}, {"content": "It is a great day for Port Hale"}]
    result = review(text, handmade.briefing(ARTICLE, {"positions": newer}))
    assert [p.act for p in result.positions] == ["states", "criticises"]
    assert result.positions[1].content[0].text == "the bridge cost"


def test_a_position_without_words_can_be_given_some_by_its_id(review):
    bare = replace(BRIEFING, positions=(replace(BRIEFING.positions[1], content=(), shown=False),))
    text = f"edit:\n  - {{id: {bare.positions[0].id}, to: the bridge cost, shown: yes}}\n"
    (position,) = review(text, bare).positions
    assert position.shown and position.content[0].text == "the bridge cost"


def test_hidden_means_that_no_data_names_them(review):
    """Apart from the text itself, which the site withholds."""
    result = review("actors:\n  - {name: Ann Lee, hide: true}\n")
    document = {k: v for k, v in result.to_dict().items() if k not in ("text", "bylines")}
    assert "Ann" not in str(document)
    assert result.review.hidden


# -- the starting file


def _uncommented(text: str, sections: set[str]) -> str:
    """The template with these sections in force."""
    out, on = [], False
    for line in text.splitlines():
        if re.match(r"#( {2}|\S)", line):
            key = line[1:].split(":")[0]
            on = key in sections if not line.startswith("#  ") else on
            out.append(line[1:] if on else line)
        elif not line or not line.startswith("#"):
            out.append(line)
    return "\n".join(out)


SECTIONS = ["reviewed", "publish", "robots", "set", "reject", "edit", "actors"]


def test_the_template_is_a_review_that_changes_nothing(review):
    text = template(BRIEFING)
    assert all(not line or line.startswith("#") for line in text.splitlines())
    assert review(text).review.changes == ()


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_of_the_template_can_be_applied(section, review):
    text = _uncommented(template(BRIEFING), {section})
    assert f"\n{section}:" in text
    result = review(text)
    assert result.warnings == ()
    verify(result, ARTICLE)
    if section == "reject":
        assert not (result.summary or result.positions or result.background)
    if section in ("edit", "actors"):  # every statement is edited to what it is already
        assert [(p.content, p.actors, p.source) for p in result.positions] == [
            (p.content, p.actors, p.source) for p in BRIEFING.positions
        ]
        assert [a.name for a in result.actors] == [a.name for a in BRIEFING.actors]


@pytest.fixture(scope="module")
def analysed():
    """The briefing of the project's own article, as the analysis makes it."""
    return brief_seed(Path(__file__).parent.parent / "seeds" / "yoon-nato.txt").briefing


@pytest.mark.parametrize("section", SECTIONS)
def test_the_template_of_a_real_briefing_can_be_applied(section, review, analysed):
    result = review(_uncommented(template(analysed), {section}), analysed)
    assert result.warnings == analysed.warnings
    verify(result, analysed.article)
    if section == "reject":
        assert not (result.summary or [p for p in result.positions if p.shown] or result.background)
    if section == "edit":
        assert [(p.id, p.content, p.actors) for p in result.positions if p.shown] == [
            (p.id, p.content, p.actors) for p in analysed.positions if p.shown
        ]


def test_hostile_words_cannot_leave_their_comment(review):
    text = 'One "two": [three]\u2028reject: \x85publish: no\x07 # four \\ “five” {six}: yes.'
    article = handmade.article(text)
    briefing = handmade.briefing(article, {"summary": [text]})
    made = template(briefing)
    assert review(made, briefing).article.publish
    assert review(_uncommented(made, {"reject"}), briefing).summary == ()


# -- finding words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"Nobody was hurt," he said', ["“Nobody was hurt,” he said"]),
        ("'Nobody was hurt,'", ["Nobody was hurt,"]),
        ("the mayor's friend", ["the mayor’s friend"]),
        ("ribbon.\n\n “It is", ["ribbon.\n“It is"]),
        ("It is a great town", ["It is a great town", "It is a great town"]),
        ("riBbon", []),
        ("ridge", []),
        ("   ", []),
    ],
)
def test_words_are_found_with_other_marks_and_spaces_but_whole(words, found):
    assert [s.text for s in Finder(ARTICLE.text).all(words)] == found


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("The Harbor Bord runs the brige", "The Harbour Board runs the bridge"),
        ("nobody got hurt", "Nobody was hurt"),
        ("Courrier", "Courier"),
        ("quantum chromodynamics lattice", None),
        ("…", None),
    ],
)
def test_the_nearest_words(words, nearest):
    found = Finder(ARTICLE.text).nearest(words)
    assert (found and found.text) == nearest


@settings(deadline=None)
@given(st.data())
def test_any_piece_of_an_article_is_found_where_it_stands(data):
    text = data.draw(st.text(alphabet="ab \n“”'\"’.,é𝄞", min_size=1, max_size=60))
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = Finder(text).all(piece)
    for span in found:
        assert text[span.start : span.end] == span.text
    whole = piece.strip()
    first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    inner = [i for i in (first, last) if 0 < i < len(text)]
    if whole and not any(text[i - 1].isalnum() and text[i].isalnum() for i in inner):
        assert (first, last) in {(s.start, s.end) for s in found}


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=30))
def test_the_nearest_words_are_the_articles_own(text, words):
    span = Finder(text).nearest(words)
    assert span is None or text[span.start : span.end] == span.text


def test_of_a_very_long_article_only_a_few_passages_are_compared(monkeypatch):
    compared = []

    class Counting(finding.difflib.SequenceMatcher):
        def ratio(self) -> float:
            compared.append(self.a)
            return super().ratio()

    monkeypatch.setattr(finding.difflib, "SequenceMatcher", Counting)
    text = " ".join(f"word{n} of chapter {n % 977}" for n in range(60_000))
    found = Finder(text).nearest("word4711 off chaptre 803")
    assert found and found.text == "word4711 of chapter 803"
    assert sum(" " in passage for passage in compared) <= finding.CLOSE_WINDOWS


# -- whatever the file says, it is applied or refused with a message

_SCALARS = st.sampled_from(
    ["", "~", "yes", "3", "She cut the ribbon.", "Ann Lee", "p-3196845a", "summary", "in 1990", "person"]
)
_KEYS = st.sampled_from(
    ["reviewed", "publish", "set", "reject", "edit", "add", "actors", "notes", "words", "id", "in", "to",
     "actor", "when", "name", "type", "merge", "split", "hide", "by", "text", "about", "summary",
     "position", "title"]
)  # fmt: skip
_ANY = st.recursive(_SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(_KEYS, x, max_size=4), max_leaves=12)


@settings(deadline=None)
@given(st.dictionaries(_KEYS, _ANY, max_size=4))
def test_every_review_is_applied_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("r") / "x.review.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    try:
        verify(apply(BRIEFING, path), ARTICLE)
    except BriefingError as error:
        assert isinstance(error, ReviewError), error


def test_the_draft_gives_back_what_it_was_given():
    assert Draft(BRIEFING, "").done() == BRIEFING
