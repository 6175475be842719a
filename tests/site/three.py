"""Three small articles of one town, briefed by hand."""

from __future__ import annotations

from dataclasses import replace

import handmade

from briefing.model import Briefing, Field, TimelineItem, When

OPENING = """Mayor Ada Berg opened the new bridge on Monday.
“The bridge is safe & sound, I promise,” Berg told reporters. Critics say that the bridge cost too much.
The old bridge fell in 2010. On 20 June 2011 the council voted for a new one, and on 3 May it was half done."""
STRIKE = """Ferry crews walked out on Friday.
Per Holm, director of Norrline, said that the bridge had emptied the harbour. “We ask Ada Berg to act,” Holm said.
Norrline was founded in the 1990s."""
ANSWER = """Mayor Ada Berg answered the ferry crews.
“The harbour has my word,” Berg said. She denied that the bridge was too dear.
Norrline did not answer."""


def three() -> list[Briefing]:
    """From the oldest to the newest, which has no date."""
    opening = _briefing(
        OPENING,
        "opening",
        "The bridge opens",
        "2023-05-01",
        "Courier",
        {
            "summary": ["Mayor Ada Berg opened the new bridge on Monday."],
            "actors": [
                {"name": "Ada Berg", "aliases": ["Berg"], "roles": ["Mayor"]},
                {"name": "Critics", "type": "group", "named": False},
            ],
            "positions": [
                {"content": "“The bridge is safe & sound, I promise,”", "source": "Berg", "actor": "Ada Berg",
                 "cue": "told", "form": "direct", "addressee": "reporters"},
                {"content": "the bridge cost too much", "source": "Critics", "actor": "Critics", "cue": "say"},
            ],
            "topics": ["bridge"],
        },
    )  # fmt: skip
    strike = _briefing(
        STRIKE,
        "strike",
        "Ferry crews walk out",
        "2023-06-09",
        "Harbour Post",
        {
            "summary": ["Ferry crews walked out on Friday."],
            "actors": [
                {"name": "Per Holm", "aliases": ["Holm"], "roles": ["director of Norrline"]},
                {"name": "Norrline", "type": "organisation"},
                {"name": "Ada Berg"},
            ],
            "positions": [
                {"content": "that the bridge had emptied the harbour", "source": "Per Holm", "actor": "Per Holm",
                 "cue": "said"},
                {"content": "“We ask Ada Berg to act,”", "source": "Holm", "actor": "Per Holm", "cue": "said",
                 "form": "direct"},
            ],
            "topics": ["bridge", "harbour"],
        },
    )  # fmt: skip
    answer = _briefing(
        ANSWER,
        "answer",
        "Mayor answers",
        None,
        "Courier",
        {
            "actors": [
                {"name": "Ada Berg", "aliases": ["Berg"], "roles": ["Mayor"]},
                {"name": "Norrline", "type": "organisation"},
            ],
            "positions": [
                {"content": "“The harbour has my word,”", "source": "Berg", "actor": "Ada Berg", "cue": "said",
                 "form": "direct"},
                {"content": "that the bridge was too dear", "source": "She", "actor": "Ada Berg", "cue": "denied",
                 "act": "denies"},
            ],
            "topics": ["bridge", "harbour"],
        },
    )  # fmt: skip
    opening = _dated(
        opening, ("in 2010", "2010", "year"), ("20 June 2011", "2011-06-20", "day"), ("3 May", "--05-03", "day")
    )
    return [opening, _dated(strike, ("the 1990s", "1990s", "period")), answer]


def _briefing(text: str, id: str, title: str, date: str | None, outlet: str, data: dict) -> Briefing:
    article = handmade.article(text, title=title, id=id)
    article = replace(
        article,
        path=f"seeds/{id}.txt",
        published=Field(date, "stated") if date else Field(),
        outlet=Field(outlet, "stated"),
        url=Field(f"https://example.org/{id}?a=1#top", "stated"),
        language=Field("en", "inferred"),
    )
    return handmade.briefing(article, data)


def _dated(briefing: Briefing, *dates: tuple[str, str, str]) -> Briefing:
    text = briefing.article.text
    items = []
    for words, value, precision in dates:
        at = handmade.span(text, words)
        sentence = next(s for s in briefing.sentences if s.start <= at.start < s.end)
        whole = handmade.Span.of(text, sentence.start, sentence.end)
        items.append(TimelineItem(When(at.start, at.end, words, value, precision), (whole,)))  # type: ignore[arg-type]
    return replace(briefing, timeline=tuple(items))
