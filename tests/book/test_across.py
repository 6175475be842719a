"""What the book says of an actor, a topic, its dates, its stories and its copies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from book.making import actor, briefing, dated, says, span_of

from briefing.book import Book
from briefing.model import Actor, Briefing, Span, TimelineItem, Topic, When

TEXT = "Ann Lim said oil is dear. Bo Ro denied that Ann Lim sold oil. Critics said oil is cheap. Cy Fu watched the oil."


def on(text: str, name: str, role: str = "minister") -> Actor:
    """An actor with its mentions in the text."""
    mentions = []
    at = text.find(name)
    while at >= 0:
        mentions.append(Span.of(text, at, at + len(name)))
        at = text.find(name, at + 1)
    return replace(actor(name, role=role), mentions=tuple(mentions))


def oil(id: str, date: str, role: str = "oil minister", **more: Any) -> Briefing:
    positions = (
        says(TEXT, "oil is dear", "Ann Lim", "p-1"),
        says(TEXT, "Ann Lim sold oil", "Bo Ro", "p-2"),
        says(TEXT, "oil is cheap", None, "p-3", source_text="Critics"),
    )
    made = briefing(
        id, on(TEXT, "Ann Lim", role), on(TEXT, "Bo Ro"), on(TEXT, "Cy Fu"), date=date, text=TEXT,
        positions=positions, **more,
    )  # fmt: skip
    spans = tuple(Span.of(TEXT, i, i + 3) for i in range(len(TEXT)) if TEXT.startswith("oil", i))
    return replace(made, topics=(Topic("oil", spans),))


BOOK = Book.of([oil("new", "2021-05-01", "oil minister; president"), oil("old", "2020-05-01")])


def test_an_actor_over_time() -> None:
    ann = BOOK.actor("ann-lim")
    assert ann
    assert [(s.date, s.position.id) for s in ann.said] == [("2020-05-01", "p-1"), ("2021-05-01", "p-1")]
    assert [(r.text, r.first, r.last, len(r.places)) for r in ann.roles] == [
        ("oil minister", "2020-05-01", "2021-05-01", 2),
        ("president", "2021-05-01", "2021-05-01", 1),
    ]
    assert [(s.said.date, s.said.position.id, s.by) for s in ann.spoken_of] == [
        ("2020-05-01", "p-2", ("bo-ro",)),
        ("2021-05-01", "p-2", ("bo-ro",)),
    ]
    assert [(c.slug, c.articles) for c in ann.companions] == [("bo-ro", ("new", "old")), ("cy-fu", ("new", "old"))]


def test_who_holds_what_on_a_topic_and_who_is_silent() -> None:
    (topic,) = BOOK.topics
    assert [(c.actor, c.name, c.kind, len(c.said)) for c in topic.holds] == [
        ("ann-lim", "Ann Lim", "named", 2),
        ("bo-ro", "Bo Ro", "named", 2),
        (None, "Critics", "unnamed", 2),
    ]
    assert [(c.actor, c.said, c.mentions) for c in topic.silent] == [("cy-fu", (), 2)]
    assert topic.actors == ("ann-lim", "bo-ro", "cy-fu")


def test_a_common_noun_is_no_topic_where_most_articles_only_use_it() -> None:
    two = [briefing(i, topics=("plan", "tax return"), text="a plan") for i in "ab"]
    assert [t.label for t in Book.of(two).topics] == ["plan", "tax return"]
    many = [briefing(i, text="another plan") for i in "cdefg"]
    assert [t.label for t in Book.of([*two, *many]).topics] == ["tax return"]


def test_the_timeline_keeps_precision_and_what_has_no_year_apart() -> None:
    texts = [
        ("a", "In June 2010 it sank.", "June 2010", "2010-06", "month"),
        ("b", "In 2010 it sailed.", "2010", "2010", "year"),
        ("c", "On June 20 it rose.", "June 20", "--06-20", "day"),
        ("d", "On Tuesday it fell.", "Tuesday", None, "weekday"),
        ("e", "In the 1990s it was built.", "1990s", "1990s", "period"),
    ]
    made = [briefing(i, text=t, background=(dated(t, w, v, p),)) for i, t, w, v, p in texts]
    line = Book.of(made).timeline
    assert [(m.sort, m.when.precision, m.item) for m in line.dated] == [
        ("1990s", "period", "b-1"),
        ("2010", "year", "b-1"),
        ("2010-06", "month", "b-1"),
    ]
    assert [(m.briefing.id, m.sort, m.spans[0].text) for m in line.undated] == [("c", "", "On June 20 it rose.")]


def test_a_date_is_on_the_timeline_once() -> None:
    text = "In 2010 it sank."
    at = span_of(text, "2010")
    item = TimelineItem(When(at.start, at.end, "2010", "2010", "year"), (Span(0, len(text), text),))
    made = briefing("a", text=text, background=(dated(text, "2010", "2010", "year"),), timeline=(item,))
    assert [m.item for m in Book.of([made]).timeline.dated] == ["b-1"]


REPORT = (
    "The ferry Estrella sank off the coast on Sunday with two hundred people on board, the coast guard said. "
    "Divers found the wreck at a depth of ninety metres and brought up the recorder that the captain had sealed. "
    "Survivors told of a fire in the engine room before the lights went out and the ship began to list."
)


def event(id: str, date: str | None, title: str, text: str, *names: str, **more: Any) -> Briefing:
    from briefing.model import Field

    return briefing(id, *map(actor, names), date=date, text=text, title=Field(title, "stated"), **more)


OTHERS = [
    event(f"o{n}", f"2020-06-{10 + n}", f"{w} market opens", f"A {w} market opened.", f"Ann {w.title()}")
    for n, w in enumerate(["tulip", "cattle", "coin", "paper", "salmon", "timber"])
]


def test_articles_on_one_event_are_a_story_and_what_each_adds() -> None:
    one = event("one", "2020-06-11", "Ferry Estrella sinks", REPORT, "Captain Vega", "Ivo Rask")
    more = "Ivo Rask said the ferry had passed its test. The wreck of the ferry lies deep."
    said = (says(more, "the ferry had passed its test", "Ivo Rask"),)
    two = event("two", "2020-06-13", "Sunken ferry Estrella had passed its test", more, "Ivo Rask", "Captain Vega",
                "Mia Holt", positions=said)  # fmt: skip
    later = event("later", "2020-09-13", "Ferry Estrella raised", more, "Ivo Rask", "Captain Vega")
    book = Book.of([*OTHERS, one, two, later])
    (story,) = book.stories
    assert (story.slug, story.title) == ("one", "Ferry Estrella sinks")
    assert [b.id for b in story.briefings] == ["one", "two"]
    assert story.shared == ("captain-vega", "ivo-rask") and "ferry" in story.words
    assert [len(c.said) for c in story.chapters] == [0, 1] and story.chapters[1].actors == ("mia-holt",)
    assert book.story_of(two) is story and book.story_of(later) is None


def test_copies_are_named_and_one_may_be_marked_a_version() -> None:
    first = event("first", "2020-06-11", "Ferry sinks", REPORT)
    reprint = event("reprint", "2020-06-12", "A ferry has sunk", REPORT.replace("ninety", "eighty"))
    part = event("part", "2020-06-14", "Ferry lost", REPORT[: REPORT.index("Survivors")] + "No more is known so far.")
    other = event("other", "2020-06-13", "Ship lost", REPORT[:60] + " Nothing else is the same in this article." * 3)
    book = Book.of([first, reprint, part, other])
    assert [(d.article, d.of, d.marked) for d in book.duplicates] == [
        ("reprint", "first", False),
        ("part", "first", False),
    ]
    assert [s.yaml for s in book.suggestions] == [
        "  - {article: reprint, of: first}\n",
        "  - {article: part, of: first}\n",
    ]
    assert [b.id for b in book.stories[0].briefings][:2] == ["first", "reprint"]
    marked = replace(reprint, article=replace(reprint.article, version_of="first"))
    book = Book.of([first, marked])
    assert [(d.article, d.of, d.marked) for d in book.duplicates] == [("reprint", "first", True)]
    assert book.suggestions == () and book.stories[0].chapters[1].version_of == "first"
    same = replace(first, article=replace(first.article, id="same"))
    assert [d.likeness for d in Book.of([first, same]).duplicates] == [1.0]


def test_a_version_of_nothing_is_a_warning() -> None:
    made = event("a", None, "A", "x", version_of="z")
    assert "no other article has the id z" in Book.of([made]).warnings[0]
