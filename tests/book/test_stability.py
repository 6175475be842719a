"""Ids of actors and statements outlive new articles, and the order in which articles come."""

from __future__ import annotations

import random
from typing import Any

from book.making import actor, briefing
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.book import Book
from briefing.model import Actor, Briefing

NAMES = ["Ann Lim", "Ann B. Lim", "Lim", "Bo Lim", "NATO", "North Atlantic Treaty Organization", "Senate", "US"]


def made(name: str) -> Actor:
    kind: Any = "person"
    aliases: tuple[str, ...] = ()
    if name in ("NATO", "Senate") or name.startswith("North"):
        kind = "organisation"
    if name == "US":
        kind = "country"
    if name.startswith("North"):
        aliases = ("NATO",)
    return actor(name, *aliases, type=kind, role="president" if "Lim" in name else "minister")


articles = st.lists(st.tuples(st.sets(st.sampled_from(NAMES), min_size=1), st.integers(0, 9)), min_size=1, max_size=7)


def books(made_of: list[tuple[set[str], int]]) -> list[Briefing]:
    return [
        briefing(f"a{n}", *map(made, sorted(names)), date=f"20{10 + n}-01-{1 + day:02}")
        for n, (names, day) in enumerate(made_of)
    ]


def where(book: Book) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    return {(a.briefing.id, a.actor.id): (actor.slug, actor.former) for actor in book.actors for a in actor.appearances}


@settings(max_examples=150, deadline=None)
@given(articles)
def test_an_address_leads_to_its_actor_when_later_articles_come(made_of: list[tuple[set[str], int]]) -> None:
    all_of_them = books(made_of)
    book = Book.of(all_of_them[:-1])
    after = where(Book.of(all_of_them))
    leads = {slug: now for now, former in after.values() for slug in (now, *former)}
    for one in book.actors:
        # A later article may show that it was two; then the address is that of one of them.
        assert leads.get(one.slug) in {after[a.briefing.id, a.actor.id][0] for a in one.appearances}


@settings(max_examples=50, deadline=None)
@given(articles, st.randoms(use_true_random=False))
def test_the_order_of_the_seeds_changes_nothing(made_of: list[tuple[set[str], int]], chance: random.Random) -> None:
    briefings = books(made_of)
    one = Book.of(briefings)
    chance.shuffle(briefings)
    assert one == Book.of(briefings)


@settings(max_examples=50, deadline=None)
@given(articles)
def test_every_actor_is_in_one_place_and_no_article_has_one_twice(made_of: list[tuple[set[str], int]]) -> None:
    book = Book.of(books(made_of))
    places = [(a.briefing.id, a.actor.id) for actor in book.actors for a in actor.appearances]
    assert len(places) == len(set(places)) == sum(len(names) for names, _ in made_of)
    for one in book.actors:
        assert len({a.briefing.id for a in one.appearances}) == len(one.appearances) == len(one.joined)
    addresses = [a.slug for a in book.actors] + [f for a in book.actors for f in a.former]
    assert len(addresses) == len(set(addresses))
