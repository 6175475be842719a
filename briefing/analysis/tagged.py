"""Attributions by the tagger: its tags say where sources, cues and contents are, its links which belong together.

Quotation marks settle the edges of direct speech against the tags, and the parse gives what tags do not hold: the
reporting verb's act, its negation, whom it addresses, and the subject where no source was tagged.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.analysis.attribution import Attribution, Offsets, joined, trimmed
from briefing.analysis.cues import Frame, frames, hypothetical
from briefing.analysis.layout import speaker_by_layout
from briefing.analysis.quotes import Quotation, covered
from briefing.analysis.rules import find_attributions, is_speech
from briefing.language import Reading
from briefing.lexicon import cues, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefing.tagger import Tags

# Tuned on PolNeAR dev for the F1 of source + content; tests/benchmarks/quality.py measures them.
_CUE_LEAST = 0.2  # a content that points at its cue with less is without one
_BARE_LEAST = 0.2  # likewise at a word that is not tagged as a cue
_SOURCE_LEAST = 0.15  # a source in another sentence than its cue must point at it with this
_SAME_SENTENCE = 0.3  # what standing in the cue's sentence counts, beside the link
_FAR = 0.2  # what 100 code points between source and cue take off again
_FAR_MOST = 200
_GAP = 80  # code points between two pieces of one content in one sentence
_SHARED = 0.25  # two contents with this share of the shorter one in common are one attribution
_SNAP = 0.6  # a content that covers this share of a quotation takes all of it


# A content does not end with a word that leads to a noun or verb behind it.
_OPEN_ENDED = {"case", "det", "amod", "compound", "poss", "nummod", "aux", "neg", "mark"}
_PHRASE_WORDS = 4
# Nor with one that joins what is left out.
_DANGLING = {"and", "or", "but", "which", "who", "whose", "whom", "nor"}
# What a preposition at a content's end leads to is taken in, if it is not longer than this (in code points).
_TAIL = 120
# Passives whose subject is the one who thinks ("was worried that …", "was quoted as saying").
_FELT = {"worry", "concern", "convince", "quote", "cite", "determine", "expect", "prepare", "hear"}
_SPOKEN_TO = {"ask", "tell", "inform", "remind", "urge", "order", "press", "question"}


@dataclass(slots=True)
class _Group:
    """An attribution in the making: spans by their index in the tags, and the word the contents point at."""

    at: int
    cue: int | None = None
    word: Offsets | None = None
    source: int | None = None
    content: list[int] = field(default_factory=list)


def tag_attributions(reading: Reading, quotations: Sequence[Quotation], tags: Tags) -> list[Attribution]:
    """All attributions in the order of their content."""
    groups, lonely = _by_cue(tags)
    _give_sources(reading, tags, groups)
    verbs = _frames(reading)
    made = [_attribution(reading, quotations, tags, g, verbs) for g in groups.values() if g.content]
    for i in lonely:
        made.append(_on_its_own(reading, quotations, tags, i, made))
    found = [a for a in made if a is not None]
    found += _passed_over(reading, quotations, found)
    return sorted(found, key=lambda a: (a.start, a.end))


def _by_cue(tags: Tags) -> tuple[dict[int | tuple[str, int], _Group], list[int]]:
    """Contents by what they point at: a tagged cue (or source), else an untagged word; and those that point nowhere."""
    spans = tags.spans
    links: dict[int, list] = {}
    for link in tags.links:
        links.setdefault(link.of, []).append(link)
    groups: dict[int | tuple[str, int], _Group] = {}
    lonely = []
    for i, s in enumerate(spans):
        if s.kind != "content":
            continue
        tagged = max((x for x in links.get(i, []) if x.to is not None), key=lambda x: x.score, default=None)
        bare = next((x for x in links.get(i, []) if x.piece is not None), None)
        if bare is not None and bare.score > _BARE_LEAST and (tagged is None or bare.score > tagged.score):
            word = int(tags.starts[bare.piece]), int(tags.ends[bare.piece])
            groups.setdefault(("word", bare.piece), _Group(word[0], word=word)).content.append(i)
        elif tagged is None or tagged.score < _CUE_LEAST:
            lonely.append(i)
        else:
            k = tagged.to
            group = groups.setdefault(k, _Group(spans[k].start))
            if spans[k].kind == "cue":
                group.cue, group.word = k, (spans[k].start, spans[k].end)
            else:
                group.source = k
            group.content.append(i)
    return groups, lonely


def _give_sources(reading: Reading, tags: Tags, groups: dict[int | tuple[str, int], _Group]) -> None:
    """Each cue its likeliest source: by link, nearness and the sentence; one source may serve several cues."""
    spans = tags.spans
    sources = [i for i, s in enumerate(spans) if s.kind == "source"]
    starts = [s.start for s in reading.sentences]
    score = {(x.of, x.to if x.to is not None else ("word", x.piece)): x.score for x in tags.links}
    for key, g in groups.items():
        if g.source is not None or g.word is None:
            continue
        best = (0.0, -1)
        for i in sources:
            same = bisect.bisect_right(starts, spans[i].start) == bisect.bisect_right(starts, g.word[0])
            link = score.get((i, key), 0.0)
            if not same and link < _SOURCE_LEAST:
                continue
            gap = max(spans[i].start - g.word[1], g.word[0] - spans[i].end, 0)
            best = max(best, (link + _SAME_SENTENCE * same - _FAR * min(gap, _FAR_MOST) / 100, i))
        if best[1] >= 0:
            g.source = best[1]


def _frames(reading: Reading) -> dict[int, Frame]:
    """The parse's frames by the offset of their reporting word."""
    return {s.paragraph.start + f.verb.idx: f for s in reading.sentences for f in frames(s)}


def _attribution(
    reading: Reading, quotations: Sequence[Quotation], tags: Tags, g: _Group, verbs: dict[int, Frame]
) -> Attribution | None:
    text = reading.text
    content = _contents(reading, quotations, [(tags.spans[i].start, tags.spans[i].end) for i in g.content])
    if not content:
        return None
    frame = next((f for at, f in verbs.items() if g.word and g.word[0] <= at < g.word[1]), None)
    source: Offsets | None = None
    head: int | None = None
    if g.source is not None:
        s = tags.spans[g.source]
        source = _in_one_paragraph(reading, trimmed(text, (s.start, s.end)) or (s.start, s.end))
        head = _head(reading, source)
    elif frame is not None and frame.subject:
        source = frame.offsets(frame.subject)
        head = frame.sentence.paragraph.start + frame.head.idx if frame.head is not None else None
    if g.cue is None and (name := speaker_by_layout(text, content[0])):
        source, head = name, _head(reading, name)
    if _spoken_of(reading, g.word, source):
        source = head = None  # "asked whether …", "have been praised": who is spoken to or of says nothing by it
    own = [x for x in (g.word, source) if x is not None]
    content = _unbroken(reading, _whole_phrases(reading, content, own), own)
    lemma, act = _act(reading, g.word, frame)
    if frame is None and _unsaid(reading, g.word):
        lemma, act = "", "states"
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
        weak=_weak(reading, quotations, content, frame, lemma),
        addressee=frame.offsets(frame.addressee) if frame is not None and frame.addressee else None,
    )


def _contents(reading: Reading, quotations: Sequence[Quotation], spans: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """The spans with quotations whole where most of one is in them, without stray punctuation, one a paragraph:
    between two there may be furniture."""
    text, out = reading.text, []
    for start, end in spans:
        open_end = False
        for q in quotations:
            if open_end and q.continues:  # the paragraph before left the quotation open
                end, open_end = max(end, q.end), not q.closed
                continue
            open_end = False
            if q.start >= end or q.end <= start:
                continue
            both = min(end, q.end) - max(start, q.start)
            if both >= _SNAP * (q.end - q.start):
                start, end = min(start, q.start), max(end, q.end)
                open_end = not q.closed
        for p in reading.paragraphs:
            if p.start < end and start < p.end and (span := trimmed(text, (max(start, p.start), min(end, p.end)))):
                out.append(span)
    return joined(tuple(out))


def _whole_phrases(reading: Reading, content: tuple[Offsets, ...], taken: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """Contents that end in the middle of a phrase ("damaged in the", "room for") run to its end, unless source or cue
    stand there; a conjunction or relative pronoun at the end is left out."""
    out = []
    for start, end in content:
        sentence = reading.sentence_at(end - 1)
        at = sentence.paragraph.start if sentence is not None else 0
        inside = [t for t in sentence.tokens if start <= at + t.idx < end] if sentence is not None else []
        while len(inside) > 1 and inside[-1].lower_ in _DANGLING:
            inside.pop()
            end = at + inside[-1].idx + len(inside[-1])
        if inside:
            last = inside[-1]
            end = max(end, at + last.idx + len(last))  # never in the middle of a word
            stop = at + _phrase_end(last)
            if end < stop <= end + _TAIL and not any(s < stop and end <= s for s, _ in taken):
                end = stop
        out.append((start, end))
    return joined(tuple(out))


def _phrase_end(last: Token) -> int:
    """Offset in its paragraph where the phrase ends that the token leads into; its own end where it leads to none."""
    if last.dep_ in _OPEN_ENDED and last.i < last.head.i <= last.i + _PHRASE_WORDS:
        last = last.head
    elif last.dep_ in ("prep", "agent", "dative") or last.tag_ == "TO":
        inner = [t for c in last.children if c.i > last.i and c.dep_ in ("pobj", "pcomp") for t in c.subtree]
        last = max(inner, key=lambda t: t.i, default=last)
    return last.idx + len(last)


def _unbroken(reading: Reading, content: tuple[Offsets, ...], own: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """Pieces of one sentence made one where only a few words, and neither source nor cue, stand between them: those
    words belong to an attribution inside this one."""
    out: list[Offsets] = []
    for start, end in content:
        if out:
            gap = out[-1][1], start
            near = gap[1] - gap[0] <= _GAP and reading.sentence_at(gap[0]) is reading.sentence_at(start)
            if near and not any(s < gap[1] and gap[0] < e for s, e in own):
                out[-1] = (out[-1][0], end)
                continue
        out.append((start, end))
    return tuple(out)


def _spoken_of(reading: Reading, word: Offsets | None, source: Offsets | None) -> bool:
    """Whether the reporting word is a passive without an agent, and the source the one it tells of."""
    sentence = reading.sentence_at(word[0]) if word else None
    if word is None or source is None or sentence is None:
        return False
    at = sentence.paragraph.start
    for t in sentence.tokens:
        if not word[0] <= at + t.idx < word[1] or t.tag_ not in ("VBN", "VBD") or t.lemma_.lower() not in cues():
            continue
        if any(c.dep_ == "agent" for c in t.children) or t.lemma_.lower() in _FELT:
            return False
        subject = next((c for c in t.children if c.dep_ == "nsubjpass"), None)
        if subject is not None:
            return source[0] <= at + subject.idx < source[1]
        bare = t.dep_ in ("advcl", "acl") and not any(c.dep_ in ("nsubj", "aux") for c in t.children)
        before = t.nbor(-1).lower_ if t.i > sentence.tokens.start else "when"
        return t.lemma_.lower() in _SPOKEN_TO and bare and before in ("when", "if", "once", "as")
    return False


def _in_one_paragraph(reading: Reading, source: Offsets) -> Offsets:
    """The part of a source in its last paragraph: a heading above it is no part of a name."""
    p = next((p for p in reading.paragraphs if p.start < source[1] <= p.end), None)
    return (max(source[0], p.start), source[1]) if p is not None else source


def _unsaid(reading: Reading, word: Offsets | None) -> bool:
    """Whether the reporting word tells what nobody has said: "wanted to say"."""
    sentence = reading.sentence_at(word[0]) if word else None
    if word is None or sentence is None:
        return False
    at = sentence.paragraph.start
    verbs = [t for t in sentence.tokens if word[0] <= at + t.idx < word[1] and t.tag_.startswith("VB")]
    return bool(verbs) and hypothetical(verbs[-1])


def _head(reading: Reading, source: Offsets) -> int | None:
    """Offset of the head word of a source by the parse."""
    sentence = reading.sentence_at(source[0])
    if sentence is None:
        return None
    at = sentence.paragraph.start
    tokens = [t for t in sentence.tokens if source[0] <= at + t.idx < source[1] and not t.is_punct]
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    nominal = [t for t in tops if t.pos_ in ("NOUN", "PROPN", "PRON")] or tops
    return at + nominal[0].idx


def _act(reading: Reading, word: Offsets | None, frame: Frame | None) -> tuple[str, str]:
    """Lemma and act of the reporting word: of a verb of the lexicon, or of a noun or adjective that stands for one."""
    if frame is not None:
        return frame.cue.lemma, frame.cue.act
    if word is None:
        return "", "states"
    sentence = reading.sentence_at(word[0])
    table = cues()
    if sentence is not None:
        at = sentence.paragraph.start
        for t in sentence.tokens:
            # "called": what something is named, unless the parse has seen a demand ("called for").
            named = t.lemma_.lower() == "call"
            verbal = t.tag_.startswith("VB") and t.lemma_.lower() in table
            if word[0] <= at + t.idx < word[1] and verbal and not named:
                return t.lemma_.lower(), table[t.lemma_.lower()].act
    return reading.text[slice(*word)].lower(), "states"


def _negated(text: str, word: Offsets | None) -> bool:
    return bool(word and re.search(r"\b(?:not|never|n['’]t|no)\b", text[slice(*word)], re.I))


def _weak(
    reading: Reading, quotations: Sequence[Quotation], content: Sequence[Offsets], frame: Frame | None, lemma: str
) -> bool:
    """Whether what is reported is no clause and no quotation: an event or attitude rather than a statement. A clause
    behind words that do not report ("it is not clear that …") is nobody's statement either."""
    if frame is not None and (frame.clause or frame.postposed):
        return False
    if any(q.start < e and s < q.end and is_speech(reading.text, q) for s, e in content for q in quotations):
        return False
    reports = frame is not None or any(w in cues() or w in words("reporting", "nouns") for w in lemma.split())
    return not reports or not _clausal(reading, content)


def _clausal(reading: Reading, content: Sequence[Offsets]) -> bool:
    """Whether the content has a finite verb of its own."""
    for start, end in content:
        for s in reading.sentences_over(start, end):
            at = s.paragraph.start
            for t in s.tokens:
                if (
                    start <= at + t.idx < end
                    and t.tag_ in ("VBD", "VBZ", "VBP", "MD")
                    and t.dep_ not in ("relcl", "acl")
                ):
                    return True
    return False


def _on_its_own(
    reading: Reading, quotations: Sequence[Quotation], tags: Tags, i: int, made: Sequence[Attribution | None]
) -> Attribution | None:
    """A content that points nowhere goes on from the attribution before it in its paragraph or the one before."""
    s = tags.spans[i]
    content = _contents(reading, quotations, [(s.start, s.end)])
    if not content:
        return None
    if name := speaker_by_layout(reading.text, content[0]):
        return Attribution(content, source=name, head=_head(reading, name))
    before = [a for a in made if a is not None and a.start < s.start]
    last = max(before, key=lambda a: a.start, default=None)
    if last is not None and _paragraph(reading, last.start) + 1 >= _paragraph(reading, s.start):
        return replace(last, content=content, cue=None, weak=False, carried=True, addressee=None)
    return Attribution(content)


def _paragraph(reading: Reading, offset: int) -> int:
    starts = [p.start for p in reading.paragraphs]
    return bisect.bisect_right(starts, offset) - 1


def _passed_over(reading: Reading, quotations: Sequence[Quotation], found: Sequence[Attribution]) -> list[Attribution]:
    """What the rules find where the tagger found nothing: a clause, or words with a quotation in them."""
    return [
        a
        for a in find_attributions(reading, quotations)
        if a.source is not None
        and a.cue is not None
        and (not a.weak or any(covered(quotations, reading.text, s, e) for s, e in a.content))
        and not any(_overlap(a, b) for b in found)
    ]


def _overlap(a: Attribution, b: Attribution) -> bool:
    """Whether two contents share a good part of the shorter one, or one's reporting word stands in the other's."""
    if b.cue is not None and any(s <= b.cue[0] < e for s, e in a.content):
        return False  # reported inside what `a` reports: both stand
    shared = sum(max(0, min(e, f) - max(s, c)) for s, e in a.content for c, f in b.content)
    least = min(sum(e - s for s, e in x.content) for x in (a, b))
    same_cue = a.cue is not None and b.cue is not None and a.cue[0] < b.cue[1] and b.cue[0] < a.cue[1]
    return same_cue or shared > _SHARED * least
