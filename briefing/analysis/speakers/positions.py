"""Attributions with their speakers: what a briefing calls positions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.attributions.quotes import Quotation, covered
from briefing.analysis.attributions.spans import Least
from briefing.analysis.speakers.groups import Unnamed
from briefing.analysis.speakers.resolved import Resolved
from briefing.ids import Ids
from briefing.language import Reading
from briefing.model import Form, Position, Span

# From this share of quoted letters on a content counts as quoted, as in the PolNeAR and GUM scorers.
_DIRECT = 0.9
# A shorter content says too little to stand on a page ("said so", "claimed responsibility" is three with its article).
_LEAST_WORDS, _LEAST_WORDS_WEAK = 3, 1
# Acts that are statements even with a noun phrase for content: to deny, accuse or demand is to say something.
_STATING = {
    "denies",
    "refuses",
    "rejects",
    "accuses",
    "criticises",
    "demands",
    "promises",
    "warns",
    "supports",
    "admits",
}
_STATING_LEMMAS = {"explain", "stress", "express", "voice", "insist"}
_THINKING = {"know", "understand", "realize", "consider", "assume"}


def make_positions(
    reading: Reading,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    resolved: Sequence[Resolved],
    unnamed: Mapping[int, Unnamed],
    ids_of: Mapping[int, str],
    by_mood: bool = False,
) -> tuple[Position, ...]:
    """Positions in the order of their content. `ids_of` gives the actor id by the identity of its draft; `by_mood` says
    that the language marks what is reported by the verb's mood, so that it needs no other sign."""
    text, ids = reading.text, Ids("p")
    made: list[Position] = []
    for i, (a, r) in enumerate(zip(attributions, resolved, strict=True)):
        content = tuple(Span.of(text, s, e) for s, e in a.content)
        letters = [covered(quotations, text, s, e) * (e - s) for s, e in a.content]
        share = sum(letters) / sum(e - s for s, e in a.content)
        form: Form = "direct" if a.spoken or share >= _DIRECT else "mixed" if share > 0 else "indirect"
        actors = tuple(ids_of[id(d)] for d in r.actors)
        if not actors and r.resolution == "none" and i in unnamed:
            actors = (ids_of[id(unnamed[i])],)
        made.append(
            Position(
                id=ids.of(" ".join(s.text for s in content)),
                shown=_worth_showing(text, a, form, content) and (by_mood or not _unmarked(reading, a, form)),
                actor=actors[0] if actors and r.resolution == "resolved" else None,
                actors=actors,
                resolution=r.resolution,
                confidence=round(r.confidence * (0.8 if a.cue is None else 1.0), 2),
                form=form,
                act=a.act,
                polarity="negative" if a.negated else "positive",
                question=_question(a, content),
                within=None,
                source=_span(text, a.source),
                cue=_span(text, a.cue),
                content=content,
                context=_context(reading, a),
                addressee=_span(text, a.addressee),
            )
        )
    return tuple(_nested(made))


def _span(text: str, offsets: tuple[int, int] | None) -> Span | None:
    return Span.of(text, *offsets) if offsets else None


def _question(a: Attribution, content: Sequence[Span]) -> bool:
    asked = a.spoken or a.lemma in ("ask", "wonder", "inquire")
    return asked and content[-1].text.rstrip("\"”’' ,.").endswith("?")


def _worth_showing(text: str, a: Attribution, form: Form, content: Sequence[Span]) -> bool:
    """Whether it is a statement worth a reader's time, and not every "discussed" and "adopted"."""
    words = sum(len(re.findall(r"\w+(?:[’'.-]\w+)*", s.text)) for s in content)
    if a.source is None:
        return form == "direct" and words >= _LEAST_WORDS and a.cue is None
    if text[slice(*a.source)].lower() in ("i", "we", "you"):
        return form == "direct" and words >= _LEAST_WORDS
    if form == "direct":
        return True
    if a.act == "describes":  # "called it an “adverse development”"
        return form == "mixed"
    if a.weak:
        return (a.act in _STATING or a.lemma in _STATING_LEMMAS) and words >= _LEAST_WORDS_WEAK
    if form == "mixed":
        return words >= _LEAST_WORDS
    return words >= _LEAST_WORDS and a.lemma not in _THINKING


def _unmarked(reading: Reading, a: Attribution, form: Form) -> bool:
    """Whether nothing tells that somebody says the words: no quotation, no reporting word, no source beside them."""
    if a.cue is not None or a.source is None or form != "indirect" or a.content[0][0] <= a.source[0] < a.end:
        return False
    if any(mark in reading.text[s:e] for s, e in a.content for mark in "\"“‘'"):
        return False
    here = reading.index_at(a.content[0][0])
    return here != reading.index_at(a.source[0])


def _context(reading: Reading, a: Attribution) -> Span:
    """The whole sentences that hold source, cue and content; where furniture stands between, those of the first."""
    spans = [*a.content, *([a.source] if a.source and not a.carried else []), *([a.cue] if a.cue else [])]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    sentences = reading.sentences_over(start, end)
    if any(f.start < end and start < f.end for f in reading.article.furniture):
        sentences = [s for s in sentences if s.paragraph is sentences[0].paragraph]
    if not sentences:
        return Span.of(reading.text, *a.content[0])
    return Span.of(reading.text, sentences[0].start, sentences[-1].end)


def _nested(made: Sequence[Position]) -> list[Position]:
    """`within` set, and what the same actor says inside its own statement not shown twice."""
    # Of those that hold a reporting word, the one with the shortest context, and of such the first.
    least = Least((s.start, s.end, (len(q.context.text), i)) for i, q in enumerate(made) for s in q.content)
    holders = {
        i: key[1]
        for at, i in sorted((p.cue.start, i) for i, p in enumerate(made) if p.cue is not None)
        if (key := least.holding(at, at + 1, but=i)) is not None
    }
    out = []
    for i, p in enumerate(made):
        if i in holders:
            holder = made[holders[i]]
            same = holder.actor is not None and holder.actor == p.actor
            p = replace(p, within=holder.id, shown=p.shown and not (same and holder.shown))
        out.append(p)
    return out
