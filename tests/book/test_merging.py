"""Joined actors of the example book, scored by tests/data/wikinews/one-actor.yaml."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefing.book import NAME, Book, read
from briefing.book.joining import join
from briefing.book.names import normal
from briefing.cache import Cache
from briefing.model import Actor, Briefing
from briefing.pipeline import CACHE_FOLDER, brief_folder

ROOT = Path(__file__).parents[2]
WIKINEWS = ROOT / "tests" / "data" / "wikinews"
GOLD = yaml.safe_load((WIKINEWS / "one-actor.yaml").read_text(encoding="utf-8"))
THINGS = {normal(t) for t in GOLD["things"]}

Pair = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def example() -> list[Briefing]:
    outcomes = brief_folder(WIKINEWS / "seeds", cache=Cache(ROOT / CACHE_FOLDER))
    assert not [o.error for o in outcomes if o.error]
    return [o.briefing for o in outcomes if o.briefing]


def who(briefing: Briefing, actor: Actor) -> str | None:
    """The entry of the list that an actor of an article is, by its name, else by an alias; None for others."""
    for names in ({normal(actor.name)}, {normal(a) for a in actor.aliases}):
        if names & THINGS:
            return f"thing {min(names & THINGS)}"
        found = {e["name"] for e in _entries(briefing) if names & {normal(n) for n in e["names"]}}
        if len(found) == 1:
            return found.pop()
    return None


def _entries(briefing: Briefing) -> Iterator[dict[str, Any]]:
    return (e for e in GOLD["actors"] if e["articles"] == "all" or briefing.id in e["articles"])


def test_the_list_names_what_the_articles_have(example: list[Briefing]) -> None:
    texts = {b.id: normal(b.article.text) for b in example}
    for entry in GOLD["actors"]:
        for id in texts if entry["articles"] == "all" else entry["articles"]:
            found = any(f" {normal(n)}" in f" {texts[id]}" for n in entry["names"])
            assert found or entry["articles"] == "all", (entry["name"], id)


def test_nothing_is_joined_wrongly_and_nine_in_ten_are_joined(example: list[Briefing]) -> None:
    wrong: list[Pair] = []
    groups_of: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, group in enumerate(join(example).groups):
        known = [(m, who(m.briefing, m.actor)) for m in group.members]
        for member, name in known:
            if name:
                groups_of[name][member.briefing.id].add(number)
        for (one, a), (two, b) in itertools.combinations(known, 2):
            if a is None or a != b:
                wrong.append((one.actor.name, one.briefing.id, two.actor.name, two.briefing.id))
    # Two articles that name one actor are brought together if any of its actors in the one and in the other are.
    pairs = [
        bool(articles[one] & articles[two])
        for articles in groups_of.values()
        for one, two in itertools.combinations(sorted(articles), 2)
    ]
    assert wrong == []
    assert sum(pairs) / len(pairs) >= 0.9, f"{sum(pairs)} of {len(pairs)}"


def test_the_review_of_the_example_fits_it(example: list[Briefing]) -> None:
    book = Book.of(example, read(WIKINEWS / NAME))
    assert book.warnings == ()
    bush = book.actor("george-w-bush")
    assert bush and bush.wikidata == "Q207" and "bush-ahern" in {a.briefing.id for a in bush.appearances}
