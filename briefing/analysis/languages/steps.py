"""The steps for an article in another language than English, and what its reader is told about them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from briefing.analysis.actors.cast import Draft
from briefing.analysis.attributions.quotes import Quotation
from briefing.analysis.digest.items import timeline
from briefing.analysis.languages.digest import find_background, find_topics, summarise
from briefing.analysis.languages.lists import Lists, lists_of
from briefing.analysis.languages.marks import find_marked
from briefing.analysis.languages.names import find_names
from briefing.analysis.languages.reported import find_reported, followed
from briefing.analysis.languages.sentences import Level, read
from briefing.analysis.languages.sources import Sources
from briefing.analysis.languages.speakers import Speakers
from briefing.analysis.languages.speech import dashes, find_speech
from briefing.analysis.languages.times import find_dates
from briefing.analysis.speakers.groups import Unnamed
from briefing.analysis.speakers.positions import make_positions
from briefing.analysis.steps import actor_ids, make_actors
from briefing.language import Reading
from briefing.model import Analyser, Article, Briefing, Sentence

KIND = "news"  # told by general signs for English only; a front matter may say another


def brief(article: Article, code: str, name: str, version: str) -> Briefing:
    """All steps. `code` is the language's ISO 639-1 code and `name` its English name."""
    lists = lists_of(code)
    reading, level = read(article, lists)
    return brief_reading(reading, level, lists, name, version)


def brief_reading(reading: Reading, level: Level, lists: Lists, name: str, version: str) -> Briefing:
    """The briefing of a reading."""
    article = reading.article
    quotations = _quotations(reading, lists)
    drafts = find_names(reading, lists)
    sources = Sources(reading.text, lists, drafts)
    said = find_speech(reading, quotations, lists, sources)
    said += find_reported(reading, lists, sources, said, parsed=level.pipeline is not None)
    said = followed(reading, sorted(said, key=lambda x: x.attribution.start))
    attributions, resolved, unnamed = Speakers(reading, lists, sources, drafts, quotations).resolve(said)
    everyone: list[Draft | Unnamed] = [*drafts, *dict.fromkeys(unnamed.values())]
    ids_of = actor_ids(everyone)
    positions = make_positions(reading, quotations, attributions, resolved, unnamed, ids_of, by_mood=True)
    actors = make_actors(reading, everyone, ids_of, {}, positions, {})
    background = find_background(reading, quotations, lists)
    summary = summarise(reading, quotations, lists, actors, background)
    past = {reading.index_at(b.spans[0].start) for b in background}
    return Briefing(
        article=article,
        kind=article.stated_kind or KIND,
        analyser=Analyser(version, (level.pipeline,) if level.pipeline else ()),
        summary=summary,
        actors=actors,
        positions=positions,
        background=background,
        timeline=timeline(reading, partial(find_dates, lists=lists)),
        topics=find_topics(reading, lists, drafts),
        sentences=tuple(Sentence(s.start, s.end, None, s.index in past) for s in reading.sentences),
        warnings=(told(level, lists, name),),
    )


def _quotations(reading: Reading, lists: Lists) -> list[Quotation]:
    found = find_marked(reading.text, [(p.start, p.end) for p in reading.paragraphs])
    spoken: Sequence[Quotation] = dashes(reading, lists, found) if lists.known else ()
    free = [q for q in spoken if not any(f.start < q.end and q.start < f.end for f in found)]
    return sorted((*found, *free), key=lambda q: q.start)


def told(level: Level, lists: Lists, name: str) -> str:
    """With what the article was read, and what to install for more."""
    if level.pipeline:
        return f"{name}: read with {level.pipeline} and word lists, by simpler rules than English"
    code = "nb" if lists.code == "no" else lists.code
    by = "marks and word lists" if lists.known else "marks and order alone, since there are no word lists for it"
    name_of = f"{code}_core_news_sm" if code in PIPELINES else "zh_core_web_sm" if code == "zh" else ""
    mend = f"; install one for names: python -m spacy download {name_of}" if name_of else ""
    why = f" ({level.refused})" if level.refused else ""
    return f"{name}: read without a pipeline of spaCy{why}, by {by}{mend}"


# Languages that spaCy has a pipeline "XX_core_news_sm" for.
PIPELINES = frozenset("ca hr da nl fi fr de el it ja ko lt mk nb pl pt ro ru sl es sv uk".split())  # noqa: SIM905
