"""Attributions by rule: quotation marks give direct speech, reporting words and the parse give indirect speech.

Few rules in one place. A quotation looks for its reporting word in its own sentence, then behind and before it in
its paragraph; one without goes on with the last speaker. Not extracted: statements without a reporting word,
terms and titles in quotation marks, text on objects.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analysis.attributions.acts import act_of
from briefing.analysis.attributions.attribution import Attribution, Offsets, minus, trimmed
from briefing.analysis.attributions.cues import Frame, frames
from briefing.analysis.attributions.quotes import Quotation, inside, overlapping
from briefing.analysis.attributions.spans import Held, Least
from briefing.language import Paragraph, ParsedSentence, Reading

# A quotation of fewer words is speech only where a reporting word takes it ("No," he said).
_SPEECH_WORDS = 4
# A frame that stands further from its quotation than this (in code points) belongs to something else.
_REACH = 160


@dataclass(slots=True, eq=False)
class _Open:
    """A frame while its content is being gathered."""

    frame: Frame
    content: list[Offsets]


class _Frames:
    """The frames by where they begin and where their reporting words do."""

    def __init__(self, frames_: Sequence[_Open]) -> None:
        self._frames = frames_
        self._edges = sorted((o.frame.edge, i) for i, o in enumerate(frames_))
        self._cues = sorted((o.frame.cue_offsets[0], i) for i, o in enumerate(frames_))

    def beginning(self, start: int, end: int) -> list[_Open]:
        """Those that begin in `[start, end)`, in order."""
        return self._of(self._edges, start, end)

    def reporting(self, start: int, end: int) -> list[_Open]:
        """Those whose reporting word begins in `[start, end)`, in order."""
        return self._of(self._cues, start, end)

    def _of(self, by: list[tuple[int, int]], start: int, end: int) -> list[_Open]:
        here = by[bisect.bisect_left(by, (start, -1)) : bisect.bisect_left(by, (end, -1))]
        return [self._frames[i] for i in sorted(i for _, i in here)]


def find_attributions(reading: Reading, quotations: Sequence[Quotation]) -> list[Attribution]:
    """All attributions in the order of their content."""
    text = reading.text
    open_frames = [_Open(f, []) for s in reading.sentences for f in frames(s) if not _quoted(quotations, f)]
    by_place = _Frames(open_frames)
    taken: dict[Quotation, _Open] = {}
    for q in quotations:
        if not q.continues and (found := _frame_of(reading, quotations, q, by_place)):
            taken[q] = found
            found.content.append((q.start, q.end))
    for o in open_frames:
        o.content = _content(reading, o, quotations)
    out: list[tuple[Attribution, Quotation | None]] = []
    for o in open_frames:
        if o.content:
            out.append((_attribution(reading, o), None))
    _carry(reading, quotations, taken, by_place, out)
    spoken = [a for a, _ in out if any(c.isalnum() for s, e in a.content for c in text[s:e])]
    return sorted(spoken, key=lambda a: (a.start, a.end))


def _quoted(quotations: Sequence[Quotation], frame: Frame) -> bool:
    """Whether the reporting word stands inside a quotation: what a quoted person reports is not the outlet's report."""
    start = frame.cue_offsets[0]
    return inside(quotations, start) is not None


def is_speech(text: str, q: Quotation) -> bool:
    """Whether the quotation reads as speech and not as a term, title or name."""
    inner = text[q.inner_start : q.inner_end].strip()
    if inner.endswith((",", "?", "!", ".", "…")) or not q.closed:
        return True
    return q.words(text) >= _SPEECH_WORDS and not _title_like(inner)


def _title_like(inner: str) -> bool:
    """Whether most of its longer words have a capital, as titles of works do."""
    longer = [w for w in re.findall(r"[^\W\d_]+", inner) if len(w) > 3]
    return len(longer) >= 2 and sum(w[0].isupper() for w in longer) >= 0.75 * len(longer)


def _frame_of(reading: Reading, quotations: Sequence[Quotation], q: Quotation, by_place: _Frames) -> _Open | None:
    """The frame that reports `q`: behind it in its sentence, before it, or around it."""
    text = reading.text
    paragraph = _paragraph(reading, q)
    if paragraph is None:
        return None
    after = _gap_after(text, quotations, q, paragraph.end)
    before = _gap_before(text, quotations, q, paragraph.start)
    inner = text[q.inner_start : q.inner_end].rstrip()
    ends_sentence = inner.endswith((".", "!", "?", "…"))
    opens_low = bool(re.match(r"[\s,–—-]*[a-z]", text[after[0] : after[1]]))
    behind = [o for o in by_place.beginning(*after) if o.frame.sentence.paragraph is paragraph]
    ahead = [o for o in by_place.reporting(*before) if o.frame.sentence.paragraph is paragraph]
    if is_speech(text, q):
        # '…," X said': the frame opens the gap. A full stop inside the mark still allows ' he said.' in lower case
        # or '"Why?" Smith asked.'.
        for o in behind:
            lead = text[q.end : o.frame.edge]
            fits = (
                inner.endswith((",", "?", "!", "-", "—", "–", "…"))
                or text[q.end : q.end + 1] in (",", "—", "–")
                or opens_low
            )
            if fits and len(lead) <= _REACH and not re.search(r"[.!?]\s", lead) and not _takes_clause_right(o.frame, q):
                return o
        # 'X said: "…"', 'X said, "…"', 'X said that "…"'.
        for o in reversed(ahead):
            lead = text[o.frame.cue_offsets[1] : q.start]
            if re.search(r"[.!?][\"”’]?\s+\S", lead) and not lead.rstrip().endswith(":"):
                continue
            if lead.rstrip().endswith((":", ",", "that")) or len(lead.split()) <= 6:
                return o
        # '"…" X said' where the mark closes with a full stop and a new sentence holds nothing but the frame.
        for o in behind[:1]:
            if ends_sentence and o.frame.postposed and len(text[q.end : o.frame.edge].strip()) <= 2:
                return o
    return None


def _takes_clause_right(frame: Frame, q: Quotation) -> bool:
    """Whether the frame, though it stands behind the quotation, reports a clause of its own further right."""
    return bool(frame.reported) and frame.offsets(frame.reported)[0] >= frame.cue_offsets[1] and frame.clause


def _gap_after(text: str, quotations: Sequence[Quotation], q: Quotation, limit: int) -> Offsets:
    """From the quotation's end to its sentence's end, or the next quotation."""
    following = bisect.bisect_left(quotations, q.end, key=lambda x: x.start)
    stop = min(limit, quotations[following].start) if following < len(quotations) else limit
    end = re.compile(r"[.!?](?=\s+[A-Z“\"‘]|\s*$)").search(text, q.end, stop)
    while end and re.search(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|St|Jr|Sr|[A-Z])$", text[q.end : end.start()]):
        end = re.compile(r"[.!?](?=\s+[A-Z“\"‘]|\s*$)").search(text, end.end(), stop)
    return q.end, end.start() if end else stop


def _gap_before(text: str, quotations: Sequence[Quotation], q: Quotation, floor: int) -> Offsets:
    """From the quotation before, or the paragraph's start, to the quotation's start."""
    before = bisect.bisect_right(quotations, q.start, key=lambda x: x.end) - 1
    return max(floor, quotations[before].end) if before >= 0 else floor, q.start


def _content(reading: Reading, o: _Open, quotations: Sequence[Quotation]) -> list[Offsets]:
    """What the frame reports: its quotations, and the reported clause by the parse, each cut to whole quotations."""
    text, frame, content = reading.text, o.frame, list(o.content)
    sentence = frame.sentence
    if frame.reported:
        start, end = frame.offsets(frame.reported)
        pieces = [(start, end)]
        if frame.head is not None or frame.cue.lemma == "according to":
            # 'The office, he said, is closed': the frame stands inside what it reports.
            pieces = (
                [p for s in pieces for p in minus(s, (frame.edge, frame.stop))] if start < frame.edge < end else pieces
            )
        if end <= frame.edge and frame.clause:
            pieces = [(min(start, _clause_start(reading, sentence, start, quotations)), end)]
        content += [p for s in pieces if (p := trimmed(text, s))]
    elif frame.postposed and not content:
        span = trimmed(text, (sentence.start, frame.edge))
        if span and _finite(sentence, span):
            content.append(span)
    whole = []
    for start, end in content:
        for q in overlapping(quotations, start, end):
            start, end = min(start, q.start), max(end, q.end)
        whole.append((start, end))
    cue = frame.cue_offsets[0]
    return [p for p in _disjoint(whole) if not (p[0] <= cue < p[1] and len(whole) > 1)]


def _finite(sentence: ParsedSentence, span: Offsets) -> bool:
    """Whether the words say something: a few of them with a finite verb, not "During the debate"."""
    at = sentence.paragraph.start
    inside_span = [t for t in sentence.tokens if span[0] <= at + t.idx < span[1]]
    return len(inside_span) >= 3 and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in inside_span)


def _clause_start(reading: Reading, sentence: ParsedSentence, start: int, quotations: Sequence[Quotation]) -> int:
    """A clause before its frame begins with its sentence, unless a quotation or a conjunction stands between."""
    lead = reading.text[sentence.start : start]
    if any(sentence.start <= q.start for q in overlapping(quotations, sentence.start, start)):
        return start
    return sentence.start if len(lead.split()) <= 12 and not re.search(r",\s+(?:and|but)\s*$", lead) else start


def _disjoint(spans: list[Offsets]) -> list[Offsets]:
    out: list[Offsets] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _attribution(reading: Reading, o: _Open) -> Attribution:
    f = o.frame
    _, act = act_of(reading, f.cue_offsets, f, tuple(o.content))
    return Attribution(
        content=tuple(o.content),
        cue=f.cue_offsets,
        source=f.offsets(f.subject) if f.subject else None,
        head=f.sentence.paragraph.start + f.head.idx if f.head is not None else None,
        lemma=f.cue.lemma,
        act=act,
        negated=f.negated or act in ("denies", "refuses"),
        weak=f.cue.weak or not (f.clause or f.postposed),
        addressee=f.offsets(f.addressee) if f.addressee else None,
    )


def _carry(
    reading: Reading,
    quotations: Sequence[Quotation],
    taken: dict[Quotation, _Open],
    by_place: _Frames,
    out: list[tuple[Attribution, Quotation | None]],
) -> None:
    """Quotations without a frame of their own go on with the speaker before (or, opening a paragraph, behind) them."""
    text = reading.text
    owner: dict[Quotation, int] = {}
    spans = [(s, e, i) for i, (a, _) in enumerate(out) for s, e in a.content]
    first = Least((s, e, (i, i)) for s, e, i in spans)  # the first that holds a quotation has it
    for q in taken:
        if (key := first.holding(q.start, q.end)) is not None:
            owner[q] = key[0]
    held = Held((s, e) for s, e, _ in spans)
    ends = sorted((a.end, -i) for i, (a, _) in enumerate(out))
    for n, q in enumerate(quotations):
        if q in owner or (q.start, q.end) in held:
            continue
        before = quotations[n - 1] if n else None
        same = before is not None and _paragraph(reading, before) is _paragraph(reading, q)
        if (
            before is not None
            and before in owner
            and ((q.continues and not before.closed) or (same and _goes_on(before, q, by_place)))
        ):
            if (is_speech(text, q) and _sentence_like(text, q)) or q.continues:
                i = owner[before]
                out[i] = (out[i][0].with_content((q.start, q.end)), None)
                bisect.insort(ends, (out[i][0].end, -i))
                owner[q] = i
            continue
        following = quotations[n + 1] if n + 1 < len(quotations) else None
        if (
            following is not None
            and following in owner
            and _paragraph(reading, following) is _paragraph(reading, q)
            and not text[q.end : following.start].strip()
        ):
            i = owner[following]
            out[i] = (out[i][0].with_content((q.start, q.end)), None)
            bisect.insort(ends, (out[i][0].end, -i))
            owner[q] = i
            continue
        if not is_speech(text, q) or q.words(text) < _SPEECH_WORDS:
            continue
        whole = _paragraph(reading, q)
        if whole is None or not _sentence_like(text, q):
            continue
        alone = text[whole.start : q.start].strip() == ""
        last = _last_before(out, ends, reading, q) if alone and before in owner else None
        if last is not None and last.source is not None:
            carried = Attribution(((q.start, q.end),), None, last.source, last.head, last.lemma, last.act, carried=True)
        elif alone or not q.closed or q.continues:
            carried = Attribution(((q.start, q.end),))
        else:
            continue
        out.append((carried, q))
        owner[q] = len(out) - 1
        bisect.insort(ends, (q.end, -owner[q]))


def _paragraph(reading: Reading, q: Quotation) -> Paragraph | None:
    i = reading.paragraph_at(q.start)
    return reading.paragraphs[i] if i >= 0 and q.start < reading.paragraphs[i].end else None


def _goes_on(before: Quotation, q: Quotation, by_place: _Frames) -> bool:
    """Whether nothing between the two quotations takes the floor from the speaker: no other frame with a source."""
    return len(by_place.reporting(before.end, q.start)) <= 1


def _sentence_like(text: str, q: Quotation) -> bool:
    inner = text[q.inner_start : q.inner_end].strip()
    return inner[:1].isupper() and (inner.endswith((".", "!", "?", "…", ",")) or not q.closed)


def _last_before(
    out: Sequence[tuple[Attribution, Quotation | None]], ends: Sequence[tuple[int, int]], reading: Reading, q: Quotation
) -> Attribution | None:
    """The attribution that ends last before `q`, if it stands in the paragraph before or the same one. `ends` has the
    attributions by where they end, and by where they ended before they grew."""
    mine = _paragraph(reading, q)
    at = reading.paragraph_at(q.start) if mine is not None else -1
    floor = reading.paragraphs[at - 1].start if at > 0 else 0
    near = ends[bisect.bisect_left(ends, (floor, -len(out))) : bisect.bisect_right(ends, (q.start, 0))]
    for end, i in reversed(near):
        a = out[-i][0]
        if a.end == end and floor <= a.start:
            return a
    return None
