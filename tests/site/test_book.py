"""What joins briefings, from actors and topics alone."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.book import Book
from briefing.model import Actor, Analyser, Article, Briefing, Field, Span, Topic

SPAN = Span(0, 1, "x")


def actor(name: str, *aliases: str, type: Any = "person", named: bool = True) -> Actor:
    return Actor(name, name, type, named, aliases, (), (SPAN,), 0.5)


def briefing(id: str, *actors: Actor, date: str | None = None, topics: tuple[str, ...] = (), **more: Any) -> Briefing:
    published = Field(date, "stated") if date else Field()
    article = Article(id, f"seeds/{id}.txt", "", "x", (), Field(id.title(), "stated"), published=published, **more)
    return Briefing(
        article, "news", Analyser("test", ()), actors=actors, topics=tuple(Topic(t, (SPAN,)) for t in topics)
    )


def joined(*actors: tuple[Actor, ...]) -> list[set[str]]:
    """Which articles each actor of the book is in; article a has the first actors, b the second, and so on."""
    book = Book.of(briefing(chr(97 + n), *each) for n, each in enumerate(actors))
    return sorted(({a.briefing.id for a in actor.appearances} for actor in book.actors), key=sorted)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (actor("Yoon Suk-yeol"), actor("Yoon Suk-yeol")),
        (actor("Yoon Suk-yeol"), actor("Yoon Suk Yeol")),
        (actor("Joe Biden"), actor("Joseph R. Biden", "Joe Biden", "Biden")),
        (actor("NATO", type="organisation"), actor("North Atlantic Treaty Organization", "NATO", type="organisation")),
        (actor("the Red Cross", type="organisation"), actor("Red Cross", type="organisation")),
        (actor("United States", "US", type="country"), actor("US", type="country")),
        (actor("European Union", type="organisation"), actor("European Union", type="organisation")),
    ],
)
def test_one_actor(one: Actor, two: Actor) -> None:
    assert joined((one,), (two,)) == [{"a", "b"}]
    assert joined((two,), (one,)) == [{"a", "b"}]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (actor("Kim Dong-yup", "Kim"), actor("Kim Joon-hyung", "Kim")),
        (actor("Smith"), actor("Smith")),
        (actor("Smith"), actor("John Smith", "Smith")),
        (actor("Georgia", type="country"), actor("Georgia")),
        (actor("the presidential office", type="organisation"), actor("the presidential office", type="organisation")),
        (actor("Foreign Ministry", type="organisation"), actor("Foreign Ministry", type="organisation")),
        (actor("Supreme Court", type="organisation"), actor("The Supreme Court", type="organisation")),
        (actor("North Korea", type="country"), actor("South Korea", "Korea", type="country")),
    ],
)
def test_two_actors(one: Actor, two: Actor) -> None:
    assert joined((one,), (two,)) == [{"a"}, {"b"}]


def test_an_alias_that_fits_two_joins_none() -> None:
    long = actor("George Walker Bush", "George Bush")
    father = actor("George Herbert Bush", "George Bush")
    assert joined((long,), (father,), (actor("George Bush"),)) == [{"a"}, {"b"}, {"c"}]


def test_two_actors_of_one_article_stay_two() -> None:
    assert joined((actor("Ada King", "Ada Lovelace"), actor("Ada Lovelace")), (actor("Ada King"),)) == [
        {"a"},
        {"a", "b"},
    ]


def test_unnamed_groups_have_no_page() -> None:
    assert joined((actor("critics", type="group", named=False),), ()) == []


def test_addresses_are_different_and_do_not_move_when_articles_are_added() -> None:
    first = [briefing("a", actor("Smith")), briefing("b", actor("Smith")), briefing("c", actor("Éva Őry"))]
    before = {s.appearances[0].briefing.id: s.slug for s in Book.of(first).actors}
    assert len(set(before.values())) == 3 and before["c"] == "eva-ory"
    more = Book.of([*first, briefing("d", actor("Smith")), briefing("e", actor("Éva Őry"))])
    after = {a.briefing.id: s.slug for s in more.actors for a in s.appearances}
    assert before.items() <= after.items() and after["e"] == after["c"]


def test_order_is_newest_first_and_undated_last_by_title() -> None:
    made = [briefing("z"), briefing("b", date="2020-01-01"), briefing("a"), briefing("c", date="2023-05")]
    assert [b.id for b in Book.of(made).briefings] == ["c", "b", "a", "z"]


def test_unpublished_is_nowhere() -> None:
    made = [briefing("a", actor("Ann Lee")), briefing("b", actor("Bo Park"), publish=False)]
    book = Book.of(made)
    assert [b.id for b in book.briefings] == ["a"] and [a.name for a in book.actors] == ["Ann Lee"]


def test_topics_of_two_articles_or_the_first_of_one() -> None:
    one = briefing("a", topics=("first", "second", "third", "fourth", "shared"))
    two = briefing("b", actor("Ann Lee", "Lee"), topics=("Lee", "shared"))
    book = Book.of([one, two])
    assert [t.label for t in book.topics] == ["first", "second", "shared", "third"]
    # A topic that is an actor has the actor's page.
    assert book.topic_of(two, "Lee") is book.actor_of(two, "Ann Lee")
    assert book.topic_of(one, "fourth") is None
