"""Who is one actor across articles, from actors and topics alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from book.making import actor, briefing

from briefing.book import Book
from briefing.model import Actor


def joined(*actors: tuple[Actor, ...]) -> list[set[str]]:
    """Which articles each actor of the book is in; article a has the first actors, b the second, and so on."""
    book = Book.of(briefing(chr(97 + n), *each) for n, each in enumerate(actors))
    return sorted(({a.briefing.id for a in actor.appearances} for actor in book.actors), key=sorted)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (actor("Yoon Suk-yeol"), actor("Yoon Suk-yeol")),
        (actor("Yoon Suk-yeol"), actor("Yoon Suk Yeol")),
        (actor("Joe Biden", role="president"), actor("Joseph R. Biden", "Joe Biden", "Biden", role="US president")),
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


def named_twice(one: Actor) -> Actor:
    return replace(one, mentions=one.mentions * 2)


def together(*groups: tuple[Actor, ...], shared: int = 0) -> list[set[str]]:
    """As `joined`, of articles that have so many other actors in common."""
    company = tuple(actor(f"Person Number{n}") for n in range(shared))
    book = Book.of(briefing(chr(97 + n), *each, *company) for n, each in enumerate(groups))
    own = {a.name for each in groups for a in each}
    found = [a for a in book.actors if {x.actor.name for x in a.appearances} & own]
    return sorted(({a.briefing.id for a in actor.appearances} for actor in found), key=sorted)


@pytest.mark.parametrize(
    ("one", "two", "shared", "is_one"),
    [
        # A bare surname needs a role or company that agrees.
        (actor("Yoon Suk-yeol Lim", role="president"), actor("Lim", role="the South Korean president"), 0, True),
        (actor("Ann Lim", role="minister"), actor("Lim", role="a minister"), 0, False),
        (actor("Ann Lim", role="finance minister"), actor("Lim", role="the finance minister"), 0, True),
        (actor("Ann Lim", role=""), actor("Lim", role=""), 1, False),
        (actor("Ann Lim", role="a baker"), named_twice(actor("Lim", role="")), 3, True),
        (actor("Ann Lim", role="a baker"), actor("Lim", role=""), 3, False),
        (actor("Ann Lim", role="a baker"), actor("Lim", role="a judge"), 3, False),
        # So does a name that differs in the middle, or by a short form.
        (actor("Timothy D. Cook", role="chief of staff"), actor("Tim Cook", role="the staff chief"), 0, True),
        (actor("Timothy D. Cook", role="a baker"), actor("Tim Cook", role="a judge"), 0, False),
        (actor("George W. Bush", "George Bush", role="president"), actor("George Bush", role=""), 3, False),
        (actor("George W. Bush", role="president"), actor("George H. Bush", role="president"), 3, False),
        (actor("Dan Park", role="president"), actor("Dan Park Jr.", role="president"), 3, False),
        # One whole name is one actor, unless neither role nor company agrees.
        (actor("Ann Lim", role="a baker"), actor("Ann Lim", role="a judge"), 0, False),
        (actor("Ann Lim", role="a baker"), actor("Ann Lim", role="a judge"), 1, True),
        (actor("Ann Lim", role="a baker"), actor("Ann Lim", role="a bakers' spokesman; baker"), 0, True),
        (actor("Hugo Chávez"), actor("Hugo Chavez"), 0, True),
        # What every country has.
        (actor("Senate", type="organisation"), actor("the Senate", type="organisation"), 2, True),
        (actor("Senate", type="organisation"), actor("the Senate", type="organisation"), 1, False),
        (
            actor("U.S. Court of Appeals", type="organisation"),
            actor("U.S. Court of Appeals", type="organisation"),
            0,
            False,
        ),
        (actor("U.S. Supreme Court", type="organisation"), actor("US Supreme Court", type="organisation"), 0, True),
        (actor("Acme Inc.", type="organisation"), actor("Acme", type="organisation"), 0, True),
        (actor("U.S.", type="country"), actor("United States", type="country"), 0, True),
        (actor("Georgia", type="country"), actor("Georgia", type="country"), 1, False),
        (actor("Georgia", type="country"), actor("Georgia", type="country"), 2, True),
        # A type apart is no agreement.
        (actor("Marks Spencer"), actor("Marks Spencer", type="organisation"), 2, False),
    ],
)
def test_agreement(one: Actor, two: Actor, shared: int, is_one: bool) -> None:
    for first, second in ((one, two), (two, one)):
        # Without a role nobody has a page of one's own.
        paged = [{a} for a, who in (("a", first), ("b", second)) if who.roles or who.type != "person"]
        assert together((first,), (second,), shared=shared) == ([{"a", "b"}] if is_one else paged)


def test_of_two_surnames_the_one_far_more_articles_give_the_office() -> None:
    barack, michelle = actor("Barack Obama", role="president"), actor("Michelle Obama", role="president")
    bare = actor("Obama", role="the president")
    assert together((barack,), (michelle,), (bare,)) == [{"a"}, {"b"}, {"c"}]
    # Two articles that name none in full may mean one each.
    assert together((barack,), (michelle,), (bare,), (bare,)) == [{"a"}, {"b"}, {"c"}, {"d"}]
    assert together((bare,), (bare,)) == [{"a", "b"}]
    many = [(barack,)] * 4
    assert {"a", "b", "c", "d", "f"} in together(*many, (michelle,), (bare,))
    # Not if one of them is in the article itself: then somebody else is meant.
    assert {"a", "b", "c", "d"} in together(*many, (michelle, bare))


def test_a_short_name_of_two_bodies_joins_neither() -> None:
    def body(name: str) -> Actor:
        return actor(name, type="organisation", role="")

    both = (body("Ford Motor Company"),), (body("Ford Australia"),)
    assert joined(*both, (body("Ford"),), (body("Ford"),)) == [{"a"}, {"b"}, {"c"}, {"d"}]
    assert joined((body("Ford Motor Company"),), (body("Ford"),), (body("Ford"),)) == [{"a"}, {"b", "c"}]
    # The surname of a person of the article may be that person.
    assert joined((body("Press"),), (body("Press"), actor("Jim Press"))) == [{"a"}, {"b"}, {"b"}]


def test_doubt_is_suggested() -> None:
    book = Book.of([briefing("a", actor("Ann Lim")), briefing("b", actor("Lim"))])
    (only,) = book.suggestions
    assert only.section == "actors" and "surname" in only.text
    assert only.yaml == '  - name: "Ann Lim"\n    in: a\n    merge: [{name: "Lim", in: b}]\n'


def test_a_private_person_has_no_page() -> None:
    book = Book.of([briefing("a", actor("Ann Lim", role="")), briefing("b", actor("Ann Lim", role=""))])
    assert book.actors == ()
    assert book.actor_of(book.briefings[0], "Ann Lim") is None


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


def test_topics_of_two_articles() -> None:
    one = briefing("a", topics=("first", "second", "third", "fourth", "shared"))
    two = briefing("b", actor("Ann Lee", "Lee"), topics=("Lee", "shared"))
    book = Book.of([one, two])
    assert [t.label for t in book.topics] == ["shared"]
    # A topic that is an actor has the actor's page.
    assert book.topic_of(two, "Lee") is book.actor_of(two, "Ann Lee")
    assert book.topic_of(one, "fourth") is None
