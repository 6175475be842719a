"""`book.review.yaml`: read, applied, and as docs/book.md describes it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from book.making import actor, briefing, says

from briefing.book import Book, decisions
from briefing.errors import ReviewError
from briefing.model import Briefing, Span

DOCS = Path(__file__).parents[2] / "docs" / "book.md"


def read(folder: Path, text: str) -> decisions.Decisions:
    path = folder / decisions.NAME
    path.write_text(text, encoding="utf-8")
    return decisions.read(path)


def book(folder: Path, text: str, *briefings: Briefing) -> Book:
    return Book.of(briefings, read(folder, text))


def places(made: Book) -> dict[str, set[str]]:
    return {a.slug: {x.briefing.id for x in a.appearances} for a in made.actors}


LIM = (briefing("a", actor("Ann Lim")), briefing("b", actor("Lim")), briefing("c", actor("Ann Lim")))


def test_none_is_empty(tmp_path: Path) -> None:
    assert decisions.read(tmp_path / decisions.NAME) == decisions.Decisions()
    assert decisions.path_for(tmp_path / "seeds") == tmp_path / "book.review.yaml"


def test_merge_keeps_the_address_and_says_who_joined(tmp_path: Path) -> None:
    assert places(book(tmp_path, "", *LIM)) == {"ann-lim": {"a", "c"}, "lim-b": {"b"}}
    made = book(tmp_path, "actors: [{name: Ann Lim, merge: [Lim]}]", *LIM)
    assert places(made) == {"ann-lim": {"a", "b", "c"}} and made.suggestions == () and made.warnings == ()
    (one,) = made.actors
    assert one.basis == "reviewed" and one.former == ("lim-b",) and one.joined.count("review") == 1
    other = book(tmp_path, "actors: [{name: Lim, merge: [Ann Lim]}]", *LIM)
    assert places(other) == {"lim-b": {"a", "b", "c"}} and other.actors[0].former == ("ann-lim",)


def test_two_actors_of_one_article_made_one_are_counted_once(tmp_path: Path) -> None:
    text = "Bell Inc. sued. Roe spoke of Bell and Bell Computer. Bell spoke of Bell Computer."
    bell, computer = actor("Bell", type="organisation"), actor("Bell Computer", type="organisation")
    at = {"Bell": 29, "Bell Computer": 38}
    bell, computer = (
        replace(a, mentions=(Span.of(text, at[a.name], at[a.name] + len(a.name)),)) for a in (bell, computer)
    )
    last = Span(67, 80, "Bell Computer")
    computer = replace(computer, mentions=(*computer.mentions, last))
    said = (says(text, "Bell and Bell Computer", "Roe"), says(text, " of Bell Computer", "Bell", id="p-2"))
    article = briefing("a", actor("Roe"), bell, computer, text=text, positions=said)
    made = book(tmp_path, "actors: [{name: Bell, merge: [Bell Computer]}]", article, briefing("b", bell))
    one = next(a for a in made.actors if a.slug == "bell")
    assert len(one.appearances) == 3 and [b.id for b in one.articles] == ["a", "b"]
    assert [s.said.position.id for s in one.spoken_of] == ["p-1"]


def test_split(tmp_path: Path) -> None:
    made = book(tmp_path, "actors: [{name: Ann Lim, split: [c]}]", *LIM)
    assert places(made) == {"ann-lim": {"a"}, "lim-b": {"b"}, "ann-lim-c": {"c"}}


def test_names_that_fit_two_need_an_article(tmp_path: Path) -> None:
    two = (briefing("a", actor("Lim")), briefing("b", actor("Lim")), briefing("c", actor("Bo Ro")))
    vague = book(tmp_path, "actors: [{name: Bo Ro, merge: [Lim]}]", *two)
    assert "2 actors are called Lim" in vague.warnings[0] and "book.review.yaml:1" in vague.warnings[0]
    made = book(tmp_path, "actors: [{name: Bo Ro, merge: [{name: Lim, in: b}]}]", *two)
    assert places(made) == {"lim-a": {"a"}, "bo-ro": {"b", "c"}} and made.warnings == ()


def test_what_is_not_in_the_book_is_a_warning(tmp_path: Path) -> None:
    text = """
actors: [{name: Ann Limm, hide: true}, {name: Ann Lim, split: [z]}]
topics: [{name: nothing, page: true}]
versions: [{article: a, of: z}]
stories: [{articles: [a, z]}]
"""
    warnings = book(tmp_path, text, *LIM).warnings
    assert len(warnings) == 5 and "did you mean Ann Lim?" in warnings[0]
    assert [w.split(":")[1] for w in warnings] == ["2", "2", "3", "4", "5"]


def test_apart_silences_a_suggestion(tmp_path: Path) -> None:
    assert len(book(tmp_path, "", *LIM).suggestions) == 1
    assert book(tmp_path, "actors: [{name: Ann Lim, apart: [Lim]}]", *LIM).suggestions == ()


def test_words_about_an_actor(tmp_path: Path) -> None:
    text = "actors: [{name: ann-lim, rename: Ann B. Lim, describe: a judge, wikidata: Q42}]"
    one = book(tmp_path, text, *LIM).actors[0]
    assert (one.slug, one.name, one.description, one.wikidata) == ("ann-lim", "Ann B. Lim", "a judge", "Q42")
    assert "Ann Lim" in one.aliases


def test_hide_and_page(tmp_path: Path) -> None:
    assert "ann-lim" not in places(book(tmp_path, "actors: [{name: Ann Lim, hide: true}]", *LIM))
    private = briefing("a", actor("Ann Lim", role=""))
    assert places(book(tmp_path, "", private)) == {}
    assert places(book(tmp_path, "actors: [{name: Ann Lim, page: true}]", private)) == {"ann-lim": {"a"}}


def test_topics(tmp_path: Path) -> None:
    own = (briefing("a", topics=("free trade", "oil")), briefing("b", topics=("open trade", "oil")))
    assert [t.label for t in book(tmp_path, "", *own).topics] == ["oil"]
    text = "topics: [{name: free trade, merge: [open trade], rename: Trade, describe: x}, {name: oil, hide: true}]"
    made = book(tmp_path, text, *own)
    (topic,) = made.topics
    assert (topic.slug, topic.label, topic.description, len(topic.entries)) == ("free-trade", "Trade", "x", 2)
    assert made.topic_of(own[1], "open trade") is topic and made.warnings == ()
    assert [t.label for t in book(tmp_path, "topics: [{name: free trade, page: true}]", *own).topics] == [
        "free trade",
        "oil",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("actors: [{name: x}]", "decides nothing"),
        ("actors: [{merge: [x]}]", "needs the key name"),
        ("actors: [{name: x, merg: [y]}]", "did you mean merge?"),
        ("actors: [{name: x, wikidata: 42}]", "Q207"),
        ("actors: [{name: x, page: true, hide: true}]", "keep one of the two"),
        ("stories: [{articles: [a]}]", "two articles or more"),
        ("versions: [{article: a}]", "needs the key of"),
        ("topics: [{name: x}]", "decides nothing"),
        ("- a", "no list of keys"),
        ("nonsense: 1", "its keys are"),
    ],
)
def test_errors_teach(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ReviewError, match=re.escape(says)) as caught:
        read(tmp_path, text)
    assert caught.value.where.startswith("book.review.yaml:1")


def test_the_keys_are_those_of_the_docs() -> None:
    tables: dict[str, list[str]] = {}
    heading = ""
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"#+ (.*)", line):
            heading = match[1].replace("`", "")
        elif re.match(r"\| *`", line):
            tables.setdefault(heading, []).extend(re.findall(r"`([^`]+)`", line.split("|")[1]))
    assert {h: tuple(keys) for h, keys in tables.items()} == {
        "book.review.yaml": decisions.BOOK_KEYS,
        "actors": decisions.ACTOR_KEYS,
        "topics": decisions.TOPIC_KEYS,
        "versions": decisions.VERSION_KEYS,
        "stories": decisions.STORY_KEYS,
    }


def test_the_example_of_the_docs_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    found = read(tmp_path, example)
    assert found.by == "Kim Park" and len(found.actors) == 4 and found.stories and found.versions and found.topics
