"""Attributions by the tagger: its tags say where sources, cues and contents are, its links which belong together.

Quotation marks settle the edges of direct speech against the tags, and the parse gives what tags do not hold: the
reporting verb's act, its negation, whom it addresses, and the subject where no source was tagged.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.analysis.attributions.acts import act_of
from briefing.analysis.attributions.attribution import Attribution, Offsets, joined, minus, trimmed
from briefing.analysis.attributions.contents import (
    before_next,
    behind_with,
    clausal,
    contents,
    parted,
    unbroken,
    whole_phrases,
    without_frame,
)
from briefing.analysis.attributions.cues import Frame, frames, hypothetical
from briefing.analysis.attributions.grouping import Group, by_cue, give_sources, whole_source
from briefing.analysis.attributions.layout import Labels, Turn
from briefing.analysis.attributions.pieces import at_home
from briefing.analysis.attributions.quotes import Quotation, covered, overlapping
from briefing.analysis.attributions.rules import find_attributions, is_speech
from briefing.analysis.attributions.sources import (
    head_of,
    in_one_paragraph,
    inferred,
    inverted,
    mended,
    owner_of,
    spoken_of,
    subject_of,
)
from briefing.analysis.attributions.spans import Held, Near
from briefing.analysis.attributions.turns import with_turns
from briefing.language import Reading
from briefing.lexicon import cues, words

if TYPE_CHECKING:
    from briefing.tagger import Tags

_NOUN_WITHIN = 30  # code points
_SHARED = 0.25  # two contents with this share of the shorter one in common are one attribution
# What a content that goes on without a reporting word of its own does not take over from the one before.
_CARRIED: dict[str, Any] = {"cue": None, "weak": False, "carried": True, "addressee": None}

_PERSONAL = {"i", "you", "he", "she", "it", "we", "they"}


def tag_attributions(
    reading: Reading, quotations: Sequence[Quotation], tags: Tags, turns: Sequence[Turn] = ()
) -> list[Attribution]:
    """All attributions in the order of their content; `turns` are an interview's answers."""
    verbs = _Frames(reading)
    groups, lonely = by_cue(reading, tags)
    give_sources(reading, tags, groups, verbs.subject)
    labels = Labels(reading)
    found = [
        part
        for g in groups.values()
        if (a := _attribution(reading, quotations, labels, tags, g, verbs)) is not None
        for part in _parts(reading, quotations, a, labels)
    ]
    order = sorted((a.start, -i) for i, a in enumerate(found))  # the attributions by where they begin
    for span in lonely:
        more = _on_its_own(reading, quotations, span, labels, found, order)
        for a in more:
            bisect.insort(order, (a.start, -len(found)))
            found.append(a)
    found = _once(
        with_turns(
            reading, (*labels.turns(), *labels.headed(), *labels.posts(), *turns), [*found, *_pulled(reading, labels)]
        )
    )
    found += _passed_over(reading, quotations, found)
    return sorted(found, key=lambda a: (a.start, a.end))


class _Frames:
    """The parse's frames by the offset of their reporting word."""

    def __init__(self, reading: Reading) -> None:
        found = sorted(
            ((s.paragraph.start + f.verb.idx, f) for s in reading.sentences for f in frames(s)), key=lambda x: x[0]
        )
        self._at, self._frames = [at for at, _ in found], [f for _, f in found]

    def of(self, word: Offsets | None) -> Frame | None:
        """The first frame whose reporting word begins in `word`."""
        i = bisect.bisect_left(self._at, word[0]) if word else len(self._at)
        return self._frames[i] if word and i < len(self._at) and self._at[i] < word[1] else None

    def beside(self, frame: Frame) -> list[Frame]:
        """Frames joined to `frame` by "and", or by "with": "…, with the paper reporting …". What they report is not
        reported by it."""
        at = frame.sentence.paragraph.start
        joined_ = {c.i for c in frame.verb.conjuncts if c.i > frame.verb.i}
        joined_ |= {t.i for t in frame.sentence.tokens if t.i > frame.verb.i and behind_with(t) is not None}
        return [f for i in sorted(joined_) if (f := self.of_token(at + frame.verb.doc[i].idx)) is not None]

    def of_token(self, offset: int) -> Frame | None:
        """The frame whose reporting word begins at `offset`."""
        return self.of((offset, offset + 1))

    def subject(self, word: Offsets) -> Offsets | None:
        """Offsets of the subject of that frame."""
        frame = self.of(word)
        return frame.offsets(frame.subject) if frame is not None and frame.subject else None


def _attribution(
    reading: Reading,
    quotations: Sequence[Quotation],
    labels: Labels,
    tags: Tags,
    g: Group,
    verbs: _Frames,
) -> Attribution | None:
    text = reading.text
    content = at_home(reading, quotations, contents(reading, quotations, labels, g.content), g.word)
    if not content:
        return None
    frame = verbs.of(g.word)
    source: Offsets | None = None
    head: int | None = None
    if g.source is not None:
        whole = whole_source(tags, g.source, text)
        source = mended(reading, g.word, in_one_paragraph(reading, trimmed(text, whole) or whole))
        head = head_of(reading, source) if source is not None else None
        if source is not None and source != whole:
            content = tuple(x for c in content for part in minus(c, source) if (x := trimmed(text, part)))
    if source is not None and text[slice(*source)].lower() == "that" and g.word and text[slice(*g.word)] == "said":
        return None  # "that said, …"
    if behind := inverted(reading, g.word):
        source, head = behind, head_of(reading, behind)
        content = tuple(x for c in content for part in minus(c, behind) if (x := trimmed(text, part)))
    elif owner := owner_of(reading, g.word):
        source, head = owner, head_of(reading, owner)
    elif source is None and frame is not None and frame.subject:
        source = frame.offsets(frame.subject)
        head = frame.sentence.paragraph.start + frame.head.idx if frame.head is not None else None
    elif source is None:
        source, head = subject_of(reading, g.word)
    if frame is not None and frame.clause and frame.reported and not clausal(reading, content):
        content = _with_clause(content, frame.offsets(frame.reported))
    if spoken_of(reading, g.word, source):
        source = head = None  # "asked whether …", "have been praised": who is spoken to or of says nothing by it
    own = [x for x in (g.word, source) if x is not None]
    content = unbroken(reading, whole_phrases(reading, quotations, content, own), own)
    if frame is not None:
        following = [f for f in verbs.beside(frame) if f.reported or behind_with(f.verb) is not None]
        content = before_next(text, content, following)
    if frame is not None and source is not None:
        content = without_frame(reading, quotations, content, frame, source)
    if not content:
        return None
    lemma, act = act_of(reading, g.word, frame, content)
    if frame is None and _unsaid(reading, g.word):
        lemma, act = "", "states"
    told = f"{lemma} {_between(text, g.word, content)}"
    negated = frame.negated if frame is not None else _negated(text, g.word)
    if negated and act in ("denies", "refuses"):
        act = "states"  # "did not dispute" denies nothing
    return Attribution(
        content=content,
        cue=trimmed(text, g.word) if g.word else None,
        source=source,
        head=head,
        lemma=lemma,
        act=act,
        negated=negated or act in ("denies", "refuses"),
        weak=inferred(reading, g.word) or _weak(reading, quotations, content, frame, told),
        addressee=frame.offsets(frame.addressee) if frame is not None and frame.addressee else None,
    )


def _with_clause(content: tuple[Offsets, ...], clause: Offsets) -> tuple[Offsets, ...]:
    """A content that holds no verb of its own, made the clause that it was cut from."""
    if not any(clause[0] <= s < clause[1] for s, _ in content):
        return content
    return joined((*content, clause))


def _unsaid(reading: Reading, word: Offsets | None) -> bool:
    """Whether the reporting word tells what nobody has said: "wanted to say"."""
    sentence = reading.sentence_at(word[0]) if word else None
    if word is None or sentence is None:
        return False
    at = sentence.paragraph.start
    verbs = [t for t in sentence.tokens if word[0] <= at + t.idx < word[1] and t.tag_.startswith("VB")]
    return bool(verbs) and hypothetical(verbs[-1])


def _negated(text: str, word: Offsets | None) -> bool:
    return bool(word and re.search(r"\b(?:not|never|n['’]t|no)\b", text[slice(*word)], re.I))


def _between(text: str, word: Offsets | None, content: Sequence[Offsets]) -> str:
    """What stands between a reporting word and its content: "[came] to the conclusion [that …]"."""
    gap = text[word[1] : content[0][0]] if word is not None else ""
    return gap.lower() if len(gap) <= _NOUN_WITHIN else ""


def _weak(
    reading: Reading, quotations: Sequence[Quotation], content: Sequence[Offsets], frame: Frame | None, lemma: str
) -> bool:
    """Whether what is reported is no clause and no quotation: an event or attitude rather than a statement. A clause
    behind words that do not report ("it is not clear that …") is nobody's statement either."""
    if frame is not None and (frame.clause or frame.postposed):
        return False
    if any(is_speech(reading.text, q) for s, e in content for q in overlapping(quotations, s, e)):
        return False
    holding = words("reporting", "nouns") | words("reporting", "adjectives")
    if frame is not None and any(reading.text.startswith("that ", s) for s, _ in content):
        return False
    reports = frame is not None or any(w in cues() or w in holding for w in lemma.split())
    return not reports or not clausal(reading, content)


def _parts(reading: Reading, quotations: Sequence[Quotation], a: Attribution, labels: Labels) -> list[Attribution]:
    """The attribution, or several where layout or a closed quotation tells that its contents are not one: a turn of a
    transcript and a signed quotation have speakers of their own, the next quotation goes on with the last one."""
    out: list[Attribution] = []
    for n, content in enumerate(parted(reading, quotations, labels, a)):
        for piece in content:
            signed = labels.speaker(piece, a.cue is not None)
            last = out[-1] if out else None
            if signed is not None:
                name, words_ = signed
                out.append(Attribution((words_,), source=name, head=head_of(reading, name), spoken=True))
            elif last is not None and (piece is not content[0] or (last.cue is None and last.source != a.source)):
                out[-1] = last.with_content(piece)
            else:
                out.append(replace(a, content=(piece,), **_CARRIED) if n else replace(a, content=(piece,)))
    return out


def _on_its_own(
    reading: Reading,
    quotations: Sequence[Quotation],
    span: Offsets,
    labels: Labels,
    made: Sequence[Attribution],
    order: Sequence[tuple[int, int]],
) -> list[Attribution]:
    """A content that points nowhere goes on from the attribution before it in its paragraph or the one before."""
    content = contents(reading, quotations, labels, [span])
    if not content:
        return []
    if any(labels.speaker(piece, False) for piece in content):
        return _parts(reading, quotations, Attribution(content), labels)
    named, above = labels.heading(span[0])
    if named is not None:
        return [Attribution(content, source=named, head=head_of(reading, named), spoken=True)]
    before = bisect.bisect_left(order, (span[0], -len(made))) - 1
    last = made[-order[before][1]] if before >= 0 and order[before][0] >= above else None
    if last is not None and reading.paragraph_at(last.start) + 1 >= reading.paragraph_at(span[0]):
        return [replace(last, content=content, **_CARRIED)]
    return [Attribution(content)]


def _pulled(reading: Reading, labels: Labels) -> list[Attribution]:
    return [
        Attribution((words_,), source=name, head=head_of(reading, name), spoken=True)
        for name, words_ in labels.pull_quotes()
    ]


def _once(found: Sequence[Attribution]) -> list[Attribution]:
    """Without those that only repeat contents of another one: first come what has a reporting word, then the longer."""
    order = sorted(range(len(found)), key=lambda i: (found[i].cue is None, -sum(e - s for s, e in found[i].content), i))
    kept: list[Attribution] = []
    taken = Held()
    for i in order:
        a = found[i]
        if a.cue is not None or not all(span in taken for span in a.content):
            kept.append(a)
            for span in a.content:
                taken.add(span)
    return kept


def _passed_over(reading: Reading, quotations: Sequence[Quotation], found: Sequence[Attribution]) -> list[Attribution]:
    """What the rules find where the tagger found nothing: a clause, or words with a quotation in them."""
    near = Near([(*b.content, *([b.cue] if b.cue else [])) for b in found])  # only such can overlap
    return [
        a
        for a in find_attributions(reading, quotations)
        if a.source is not None
        and a.cue is not None
        and (not a.weak or any(covered(quotations, reading.text, s, e) for s, e in a.content))
        and not any(
            _overlap(a, b) and not _reported_in(a, b, quotations, reading.text)
            for b in map(found.__getitem__, near.to((*a.content, a.cue)))
        )
    ]


def _reported_in(a: Attribution, b: Attribution, quotations: Sequence[Quotation], text: str) -> bool:
    """Whether `a` as a whole stands in what `b` reports in words of its own: "According to the paper, Kim said …"."""
    spans = [*a.content, *(x for x in (a.source, a.cue) if x is not None)]
    if a.weak or a.source is None or any(covered(quotations, text, c, d) for c, d in spans):
        return False
    if a.act in ("believes", "expects") and not b.lemma.startswith("according"):
        return False
    if text[slice(*a.source)].lower() in _PERSONAL:
        return False  # "Kim said he thought …": what Kim says
    return all(any(s <= c and d <= e for s, e in b.content) for c, d in spans)


def _overlap(a: Attribution, b: Attribution) -> bool:
    """Whether two contents share a good part of the shorter one, or one's reporting word stands in the other's."""
    if b.cue is not None and any(s <= b.cue[0] < e for s, e in a.content):
        return False  # reported inside what `a` reports: both stand
    shared = sum(max(0, min(e, f) - max(s, c)) for s, e in a.content for c, f in b.content)
    least = min(sum(e - s for s, e in x.content) for x in (a, b))
    same_cue = a.cue is not None and b.cue is not None and a.cue[0] < b.cue[1] and b.cue[0] < a.cue[1]
    return same_cue or shared > _SHARED * least
