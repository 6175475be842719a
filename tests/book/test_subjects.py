"""Topics that are the book's: what several articles of one matter come back to."""

from __future__ import annotations

from dataclasses import replace

import handmade
import pytest

from briefing.book import Book, Decisions
from briefing.book.decisions import TopicDecision
from briefing.ingest import ingest
from briefing.model import Briefing, Field

DEALERS = """Norrline Motors closes dealerships in the north.
The dealerships close in May, Ada Berg said. Of the dealerships of Norrline Motors, nine are small.
A loan of the town did not help."""
MORE = """Norrline Motors closes more dealerships.
Ada Berg said that the dealerships had no customers. The dealerships were old."""
SCHOOL = """Pupils sell cars at school.
The pupils call their stalls dealerships. The dealerships made nine crowns, and the dealerships go on."""
SAID = ("The dealerships close in May", "that the dealerships had no customers")


def article(id: str, text: str, phrases: tuple[str, ...], actors: tuple[str, ...] = ("Ada Berg",)) -> Briefing:
    of = handmade.article(text, title=id, id=id)
    made = handmade.briefing(
        replace(of, published=Field("2023-05-01", "stated")),
        {
            "actors": [{"name": n, "type": "person" if " B" in n else "organisation"} for n in actors],
            "positions": [{"content": words, "source": "Ada Berg", "actor": "Ada Berg", "cue": "said"}
                          for words in SAID if words in text],
        },
    )  # fmt: skip
    return replace(made, phrases=phrases)


@pytest.fixture
def articles() -> list[Briefing]:
    return [
        article("dealers", DEALERS, ("dealerships", "loan"), ("Ada Berg", "Norrline Motors")),
        article("more", MORE, ("dealership", "customers"), ("Ada Berg", "Norrline Motors")),
        article("school", SCHOOL, ("dealerships", "pupils"), ()),
    ]


def labels(book: Book) -> list[str]:
    return [t.label for t in book.topics]


def test_what_articles_of_one_matter_come_back_to_is_a_topic(articles: list[Briefing]) -> None:
    book = Book.of(articles)
    (topic,) = book.topics
    assert topic.label == "dealerships" and topic.slug == "dealership"
    assert {b.id for b, _ in topic.entries} == {"dealers", "more"}, "the school shares no actor with them"
    assert [len(t.spans) for _, t in topic.entries] == [3, 3]
    (cell,) = topic.holds
    assert cell.actor == "ada-berg" and len({s.briefing.id for s in cell.said}) == 2
    assert book.topics_of(articles[0]) == (topic,) and book.topics_of(articles[2]) == ()


def test_a_word_used_by_the_way_is_none(articles: list[Briefing]) -> None:
    assert "loan" not in labels(Book.of(articles))
    # "customers" is a phrase of one article alone; with a third that has the word once, it stays none.
    assert "customers" not in labels(Book.of(articles))


def test_names_of_people_are_none(articles: list[Briefing]) -> None:
    named = [replace(a, phrases=("berg", *a.phrases)) for a in articles[:2]]
    assert labels(Book.of(named)) == ["dealerships"]


def test_of_a_phrase_and_its_head_one_is_left(articles: list[Briefing]) -> None:
    small = [
        replace(a, phrases=(*a.phrases, "small dealerships"),
                article=replace(a.article, text=a.article.text + "\nSmall dealerships are small dealerships."))
        for a in articles[:2]
    ]  # fmt: skip
    assert len(Book.of(small).topics) == 1


def test_a_reviewer_gives_and_takes_pages(articles: list[Briefing]) -> None:
    def decided(name: str, page: bool) -> list[str]:
        return labels(Book.of(articles, Decisions(topics=(TopicDecision("x", name, page=page),))))

    assert decided("loan", True) == ["dealerships", "loan"] and decided("dealerships", False) == []


def test_the_analysis_finds_what_an_article_comes_back_to() -> None:
    from briefing import analyse

    text = (
        "The town lends money to Norrline.\n\nThe loan is small, Ada Berg said. Norrline pays the loan back in May. "
        "New interest rates apply, and interest rates rise. The mayor helped, and helped again. An iPhone rang.\n"
    )
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(text, encoding="utf-8")
        phrases = analyse(ingest(path)).phrases
    assert "loan" in phrases and "interest rates" in phrases
    assert not {"mayor", "helped", "norrline", "berg", "money"} & set(phrases)
