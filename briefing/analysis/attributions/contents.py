"""The words an attribution reports, from tagged spans: quotations whole, phrases whole, one span a paragraph."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.analysis.attributions.attribution import Attribution, Offsets, joined, trimmed
from briefing.analysis.attributions.cues import Frame
from briefing.analysis.attributions.layout import Labels, is_crosshead
from briefing.analysis.attributions.quotes import Quotation, covered, overlapping
from briefing.language import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

_GAP = 80  # code points between two pieces of one content in one sentence
_QUOTED = 0.9  # from this share of quoted letters on a content is a quotation
_SNAP = 0.6  # a content that covers this share of a quotation takes all of it
# A content does not end with a word that leads to a noun or verb behind it.
_OPEN_ENDED = {"case", "det", "amod", "compound", "poss", "nummod", "aux", "neg", "mark"}
_COMPLETES = {"dobj", "prt", "acomp", "attr", "oprd", "xcomp", "ccomp"}
_PHRASE_WORDS = 4
# Nor with one that joins what is left out.
_DANGLING = {"and", "or", "but", "whose", "whom", "nor"}
# What a preposition at a content's end leads to is taken in, if it is not longer than this (in code points).
_TAIL = 120
_TAIL_WORDS = 6


def contents(
    reading: Reading, quotations: Sequence[Quotation], labels: Labels, spans: Sequence[Offsets]
) -> tuple[Offsets, ...]:
    """The spans with quotations whole where most of one is in them, without stray punctuation, one a paragraph:
    between two there may be furniture. A label ("PENCE: …") ends what the paragraph before left open."""
    text, out = reading.text, []
    for start, end in spans:
        open_end = False
        for q in map(
            quotations.__getitem__, range(bisect.bisect_right(quotations, start, key=_q_end), len(quotations))
        ):
            if open_end and q.continues and labels.at(q.start) is None:  # the paragraph before left the quotation open
                end, open_end = max(end, q.end), not q.closed
                continue
            open_end = False
            if q.start >= end:
                break
            if q.end <= start:
                continue
            both = min(end, q.end) - max(start, q.start)
            if both >= _SNAP * (q.end - q.start):
                start, end = min(start, q.start), max(end, q.end)
                open_end = not q.closed
        first = max(0, reading.paragraph_at(start))
        inside = [p for p in reading.paragraphs[first : reading.paragraph_at(end - 1) + 1] if p.start < end]
        for p in inside:
            # A crosshead is no part of what goes on below it.
            crosshead = p is not inside[-1] and is_crosshead(text[p.start : p.end])
            if not crosshead and (span := trimmed(text, (max(start, p.start), min(end, p.end)))):
                out.append(span)
    return joined(tuple(out))


def whole_phrases(
    reading: Reading, quotations: Sequence[Quotation], content: tuple[Offsets, ...], taken: Sequence[Offsets]
) -> tuple[Offsets, ...]:
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
            opens = bisect.bisect_left(quotations, end, key=_q_start)  # the first quotation behind the content
            ahead = quotations[opens : opens + 1]
            last_open = quotations[opens - 1] if opens else None
            free = not any(s < stop and end <= s for s, _ in (*taken, *((q.start, q.end) for q in ahead)))
            if end < stop <= end + _TAIL and free:
                end = stop
            elif last_open is None or last_open.end < end:
                tail = at + _tail_end(inside)
                if end < tail and not any(s < tail and end <= s for s, _ in taken):
                    end = tail
        out.append((start, end))
    return joined(tuple(out))


def _q_start(q: Quotation) -> int:
    return q.start


def _q_end(q: Quotation) -> int:
    return q.end


def _tail_end(inside: Sequence[Token]) -> int:
    """Offset in its paragraph up to the next punctuation, if the few words until there hang on the content: "200 miles
    [northwest of Leeds]"."""
    last, here = inside[-1], {t.i for t in inside}
    tail: list[Token] = []
    for t in last.doc[last.i + 1 : last.i + 2 + _TAIL_WORDS]:
        if t.is_punct or t.is_space or t.is_quote or t.lower_ in ("and", "or", "but"):
            break
        tail.append(t)
        here.add(t.i)
    if not tail or len(tail) > _TAIL_WORDS or any(t.head.i not in here for t in tail):
        return last.idx + len(last)
    return tail[-1].idx + len(tail[-1])


def _phrase_end(last: Token) -> int:
    """Offset in its paragraph where the phrase ends that the token leads into; its own end where it leads to none."""
    if last.dep_ in _OPEN_ENDED and last.i < last.head.i <= last.i + _PHRASE_WORDS:
        last = last.head
    elif last.dep_ in ("nsubj", "nsubjpass") and last.tag_ in ("WDT", "WP") and last.i < last.head.i:
        last = last.head.right_edge  # "the unrest that": the clause it opens
    elif last.dep_ in ("prep", "agent", "dative") or last.tag_ == "TO":
        inner = [t for c in last.children if c.i > last.i and c.dep_ in ("pobj", "pcomp") for t in c.subtree]
        last = max(inner, key=lambda t: t.i, default=last)
    else:
        following = next((c for c in last.children if c.left_edge.i == last.i + 1 and c.i > last.i), None)
        if following is not None and _belongs(last, following):
            last = following.right_edge
    return last.idx + len(last)


def _belongs(last: Token, following: Token) -> bool:
    """Whether what follows completes the word: an object, a particle, "of …"."""
    if last.pos_ in ("VERB", "AUX"):
        return following.dep_ in _COMPLETES or (following.dep_ == "prep" and following.lower_ in ("to", "of"))
    return following.dep_ == "prep" and following.lower_ == "of"


def before_next(text: str, content: tuple[Offsets, ...], following: Sequence[Frame]) -> tuple[Offsets, ...]:
    """The contents up to the next reporting word of the same subject ("announced X and said Y") that they run into."""
    out = []
    for start, end in content:
        for f in following:
            at = f.sentence.paragraph.start
            if start < at + f.verb.idx < end:
                first = min(
                    [f.verb, *(c for c in f.verb.children if c.dep_ in ("aux", "advmod", "neg") and c.i < f.verb.i)],
                    key=lambda t: t.i,
                )
                first = behind_with(f.verb) or first
                before = first.doc[first.i - 1] if first.i > f.sentence.tokens.start else first
                if before.dep_ == "cc" or before.lower_ in ("and", "but"):
                    first = before
                end = at + first.idx
        if span := trimmed(text, (start, end)):
            out.append(span)
    return tuple(out)


def behind_with(verb: Token) -> Token | None:
    """The "with" behind a comma that a participle and its subject hang on: "…, with the paper reporting …"."""
    if verb.tag_ != "VBG":
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    edge = subject.left_edge.i if subject is not None else 0
    return (
        verb.doc[edge - 1]
        if edge > 1 and verb.doc[edge - 1].lower_ == "with" and verb.doc[edge - 2].text == ","
        else None
    )


def without_frame(
    reading: Reading, quotations: Sequence[Quotation], content: tuple[Offsets, ...], frame: Frame, source: Offsets
) -> tuple[Offsets, ...]:
    """The contents without the reporter's own clause before the source ("Given that it rained, critics say …"), where
    the parse hangs it on the reporting verb and the clause behind the verb is what was said."""
    if not frame.clause or len(content) < 2 or source[0] > frame.cue_offsets[0]:
        return content
    at = frame.sentence.paragraph.start
    out = []
    for start, end in content:
        mine = [t for t in frame.verb.children if start <= at + t.left_edge.idx and t.i < frame.verb.i]
        own = any(t.dep_ in ("advcl", "prep") and at + t.left_edge.idx <= start + 1 for t in mine)
        if not (own and end <= source[0] and covered(quotations, reading.text, start, end) == 0):
            out.append((start, end))
    return tuple(out) or content


def unbroken(reading: Reading, content: tuple[Offsets, ...], own: Sequence[Offsets]) -> tuple[Offsets, ...]:
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


def clausal(reading: Reading, content: Sequence[Offsets]) -> bool:
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


def parted(
    reading: Reading, quotations: Sequence[Quotation], labels: Labels, a: Attribution
) -> list[tuple[Offsets, ...]]:
    """The contents of `a` in the groups that are one utterance each. A quotation closed in its paragraph ends one,
    unless the reporting word stands between it and the next."""
    text = reading.text
    quoted = [covered(quotations, text, s, e) > _QUOTED for s, e in a.content]
    opens = [any(q.start == s for q in overlapping(quotations, s, s + 1)) for s, _ in a.content]
    out: list[list[Offsets]] = [[a.content[0]]]
    for i in range(1, len(a.content)):
        (begin, end), (start, stop) = a.content[i - 1], a.content[i]
        gap = text[end:start]
        own = a.cue is not None and end <= a.cue[0] < start
        if own and "\n" not in gap and not quoted[i - 1] and opens[i] and not clausal(reading, [(begin, end)]):
            out[-1].pop()  # "Asked about the fire, she said, “…”": what was asked is not what she said
        left_open = any(not q.closed for q in overlapping(quotations, end - 1, end)) and not labels.at(start)
        if own and quoted[i - 1] and not opens[i]:
            if not quoted[i]:
                continue  # "“…,” she said of the man who …": what stands behind is the reporter's
            out.append([])  # "“…,” she said, suggesting a question: “…”"
        elif not own and opens[i] and quoted[i] and covered(quotations, text, begin, end) == 0 and _ended(gap):
            out.append([])  # "She noted that it was late. “Nobody came.”": told, then quoted
        elif ("\n" in gap and quoted[i - 1] and not own and not left_open) or (";" in gap and quoted[i]):
            out.append([])
        out[-1].append((start, stop))
    return [tuple(x) for x in out]


def _ended(gap: str) -> bool:
    """Whether a sentence ends between two contents."""
    return gap[:1] in (".", "!", "?") and gap[1:2].isspace()
