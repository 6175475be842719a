"""The evidence gate lets nothing through that does not stand in the article, and says what is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import handmade
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import (
    AlteredError,
    EvidenceError,
    InsideFurnitureError,
    NoEvidenceError,
    NotInArticleError,
    OutOfRangeError,
)
from briefing.evidence import verify
from briefing.model import Block, Briefing, Field, Furniture, Referent, Sentence, Span, When

TEXT = """Town opens bridge
By Jo Reed
Mayor Ann Lee opened it on Monday, a year after 2010. “A great day,” she told the Courier.
Ann Lee at the bridge. Photo: Jo Reed"""
ARTICLE = handmade.article(
    TEXT,
    {
        "Town opens bridge": "headline",
        "By Jo Reed": "byline",
        "Ann Lee at the bridge. Photo: Jo Reed": "caption",
    },
)
SENTENCE = "Mayor Ann Lee opened it on Monday, a year after 2010."
BRIEFING = handmade.briefing(
    ARTICLE,
    {
        "summary": [{"words": SENTENCE, "referents": {"it": "bridge"}}],
        "actors": [{"name": "Ann Lee", "roles": ["Mayor"]}],
        "positions": [
            {
                "content": "A great day",
                "source": "she",
                "cue": "told",
                "actor": "Ann Lee",
                "addressee": "the Courier",
            }
        ],
        "background": [{"words": SENTENCE, "when": "2010"}],
        "timeline": [{"when": "2010", "words": SENTENCE}],
        "topics": ["bridge"],
    },
)
BRIEFING = replace(
    BRIEFING,
    article=replace(
        ARTICLE,
        title=Field("Town opens bridge", "derived", (handmade.span(TEXT, "Town opens bridge"),)),
        bylines=Field(("Jo Reed",), "stated", (handmade.span(TEXT, "Jo Reed"),)),
    ),
)


def test_all_passages_are_counted_once():
    # The title is a piece of furniture, a referent is the topic, and one sentence serves three sections.
    expected = {
        "Town opens bridge", "Jo Reed", "By Jo Reed", "Ann Lee at the bridge. Photo: Jo Reed", SENTENCE, "it",
        "bridge", "Ann Lee", "Ann Lee (caption)", "Mayor", "2010", "A great day", "she", "told",
        "the Courier", "“A great day,” she told the Courier.",
    }  # fmt: skip
    assert verify(BRIEFING, ARTICLE) == len(expected)


def _replaced(value: Any, old: Any, new: Any) -> Any:
    """A value with one part of it replaced, wherever it is."""
    if value is old:
        return new
    if isinstance(value, tuple):
        return tuple(_replaced(v, old, new) for v in value)
    if hasattr(value, "to_dict"):
        names = list(value.__dataclass_fields__)
        return replace(value, **{n: _replaced(getattr(value, n), old, new) for n in names})
    return value


def _spans(value: Any) -> list[Any]:
    """Every part of a value that has words and offsets."""
    if isinstance(value, Span | When | Furniture):
        return [value]
    if isinstance(value, tuple):
        return [s for v in value for s in _spans(v)]
    if hasattr(value, "to_dict"):
        return [s for n in value.__dataclass_fields__ for s in _spans(getattr(value, n))]
    return []


SPANS = _spans(BRIEFING)


def test_the_test_sees_every_kind_of_span():
    assert len(SPANS) == 21


@pytest.mark.parametrize("span", SPANS, ids=lambda s: s.text[:20])
class TestEverySpanIsChecked:
    """Each span of the briefing, spoilt in each way, is an error that tells the words and the offsets."""

    def spoilt(self, span: Any, **changes: Any) -> Briefing:
        return _replaced(BRIEFING, span, replace(span, **changes))

    def test_words_that_stand_nowhere(self, span):
        with pytest.raises(NotInArticleError) as caught:
            verify(self.spoilt(span, text="Never written"), ARTICLE)
        assert f"[{span.start}, {span.end})" in str(caught.value)
        assert "“Never written” stands nowhere in the article; there stands “" in str(caught.value)
        assert str(caught.value).startswith("seeds/bridge.txt: ")

    def test_words_that_stand_elsewhere(self, span):
        with pytest.raises(AlteredError) as caught:
            verify(self.spoilt(span, text="on Monday"), ARTICLE)
        at = TEXT.index("on Monday")
        assert f"“on Monday” stands at [{at}, {at + 9}) instead; there stands “" in str(caught.value)

    def test_one_letter_off(self, span):
        with pytest.raises((AlteredError, OutOfRangeError)):
            verify(self.spoilt(span, start=span.start + 1, end=span.end + 1), ARTICLE)

    @pytest.mark.parametrize(
        ("start", "end"), [(-1, 3), (5, 5), (7, 3), (len(TEXT) - 1, len(TEXT) + 1), (9**9, 9**9 + 1)]
    )
    def test_offsets_out_of_range(self, span, start, end):
        with pytest.raises(OutOfRangeError, match=r"empty|ends before|does not lie inside the article"):
            verify(self.spoilt(span, start=start, end=end, text=TEXT[start:end] or "x"), ARTICLE)


@pytest.mark.parametrize("part", [Sentence(5, 5, None, False), Sentence(0, 9999, None, False)])
def test_sentences_lie_inside_the_article(part):
    with pytest.raises(OutOfRangeError, match="sentence"):
        verify(replace(BRIEFING, sentences=(part,)), ARTICLE)


def test_paragraphs_lie_inside_the_article():
    with pytest.raises(OutOfRangeError, match="paragraph"):
        verify(replace(BRIEFING, article=replace(ARTICLE, paragraphs=(Block(3, 2),))), ARTICLE)


@pytest.mark.parametrize("section", ["summary", "background", "timeline", "topics"])
def test_a_statement_without_a_passage(section):
    bare = replace(getattr(BRIEFING, section)[0], spans=())
    with pytest.raises(NoEvidenceError, match="has no passage of the article behind it"):
        verify(replace(BRIEFING, **{section: (bare,)}), ARTICLE)


def test_a_position_shown_needs_content_and_one_not_shown_does_not():
    bare = replace(BRIEFING.positions[0], content=())
    with pytest.raises(NoEvidenceError, match=bare.id):
        verify(replace(BRIEFING, positions=(bare,)), ARTICLE)
    assert verify(replace(BRIEFING, positions=(replace(bare, shown=False),)), ARTICLE)


def test_an_actor_needs_a_mention():
    with pytest.raises(NoEvidenceError, match="actor ann-lee"):
        verify(replace(BRIEFING, actors=(replace(BRIEFING.actors[0], mentions=()),)), ARTICLE)


@pytest.mark.parametrize("words", ["Jo Reed", "d\nMayor", "Photo", "Town"])
@pytest.mark.parametrize("section", ["summary", "background", "timeline"])
def test_a_statement_never_overlaps_furniture(section, words):
    item = replace(getattr(BRIEFING, section)[0], spans=(handmade.span(TEXT, words),))
    with pytest.raises(InsideFurnitureError, match=r"overlaps the (byline|caption|headline) at \["):
        verify(replace(BRIEFING, **{section: (item,)}), ARTICLE)


@pytest.mark.parametrize(("words", "good"), [("bridge", True), ("Photo", True), ("Jo Reed", False)])
def test_an_actor_may_be_mentioned_in_headline_and_caption_but_not_in_a_byline(words, good):
    actor = replace(BRIEFING.actors[0], mentions=(handmade.span(TEXT, words),))
    changed = replace(BRIEFING, actors=(actor,))
    if good:
        verify(changed, ARTICLE)
    else:
        with pytest.raises(InsideFurnitureError, match="actor ann-lee"):
            verify(changed, ARTICLE)


def test_the_furniture_is_that_of_the_article_read_afresh():
    """A briefing cannot pass the gate by forgetting what is furniture."""
    item = replace(BRIEFING.summary[0], spans=(handmade.span(TEXT, "By Jo"),), referents=())
    forgetful = replace(BRIEFING, article=replace(BRIEFING.article, furniture=()), summary=(item,))
    with pytest.raises(InsideFurnitureError):
        verify(forgetful, ARTICLE)


def test_a_derived_title_is_made_of_its_passages_words_in_order():
    def titled(value: str) -> Briefing:
        span = handmade.span(TEXT, SENTENCE)
        return replace(BRIEFING, article=replace(ARTICLE, title=Field(value, "derived", (span,))))

    assert verify(titled("Ann Lee opened it"), ARTICLE)
    with pytest.raises(NotInArticleError, match="not made of the words"):
        verify(titled("Ann Lee closed it"), ARTICLE)
    with pytest.raises(NotInArticleError):
        verify(titled("It opened Ann Lee"), ARTICLE)
    with pytest.raises(NoEvidenceError):
        verify(replace(BRIEFING, article=replace(ARTICLE, title=Field("Town", "derived"))), ARTICLE)


def test_another_article_with_the_same_passages_is_noticed():
    changed = TEXT.replace("\nAnn", "\n\nAnn")
    article = replace(ARTICLE, text=changed, furniture=ARTICLE.furniture[:2])
    bare = replace(handmade.briefing(ARTICLE), article=replace(ARTICLE, furniture=ARTICLE.furniture[:2]))
    with pytest.raises(AlteredError, match="not the one analysed, from"):
        verify(bare, article)
    with pytest.raises(AlteredError, match="bytes changed"):
        verify(BRIEFING, replace(ARTICLE, sha256="1" * 64))


def test_long_words_are_cut_in_the_message():
    item = replace(BRIEFING.summary[0], spans=(Span(0, 4, "x" * 5000),))
    with pytest.raises(EvidenceError) as caught:
        verify(replace(BRIEFING, summary=(item,)), ARTICLE)
    assert len(str(caught.value)) < 500


@settings(deadline=None)
@given(st.text(max_size=40), st.integers(-2, 42), st.integers(-2, 42), st.text(max_size=6))
def test_only_the_articles_own_words_at_their_own_place_pass(text, start, end, words):
    article = handmade.article(text)
    at = Span(start, end, words)
    topic = replace(BRIEFING.topics[0], spans=(at,))
    briefing = replace(handmade.briefing(article), topics=(topic,))
    good = 0 <= start < end <= len(text) and text[start:end] == words
    try:
        verify(briefing, article)
        assert good
    except EvidenceError:
        assert not good


def test_a_referent_is_checked_with_its_sentence():
    referent = Referent(handmade.span(TEXT, "By"), handmade.span(TEXT, "Mayor"))
    with pytest.raises(InsideFurnitureError, match="referent"):
        verify(replace(BRIEFING, summary=(replace(BRIEFING.summary[0], referents=(referent,)),)), ARTICLE)
