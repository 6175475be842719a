"""Quotations and who speaks them, by order: a reporting word beside the marks, and its subject beside that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.analysis.attributions.attribution import Attribution, trimmed
from briefing.analysis.attributions.quotes import Quotation
from briefing.analysis.languages.lists import Cue, Lists
from briefing.analysis.languages.marks import DASH, words_in
from briefing.analysis.languages.orders import other_order
from briefing.analysis.languages.sources import Source, Sources
from briefing.language import Reading

# A quotation of fewer words is a term, unless a reporting word stands right beside it.
_TERM_WORDS = 3
# A whole sentence in marks of at least so many words is speech even where nobody is said to speak.
_SPEECH_WORDS = 5
_PREFIX_WITHIN = 160
_MIXED_MOST = 450  # characters of a sentence that reports with some words quoted
_ANNOUNCES_MOST = 200  # characters of a clause that announces a quotation with a colon
_BEHIND = re.compile(r"[\s\u00a0]*[,.;]?[\s\u00a0]*(?:[—–-]\s?)?")
_ENDS = re.compile(r"[\s\u00a0]*(?:[.,;:!?…»“”\"(—–]|$)")
_NO_SPEECH = re.compile(r"[\s\u00a0]*[,.;:]?[\s\u00a0]*")


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with the description of its source; without one, a quotation that goes on (`carried`)."""

    attribution: Attribution
    source: Source | None
    carried: bool = False


def find_speech(reading: Reading, quotations: Sequence[Quotation], lists: Lists, sources: Sources) -> list[Said]:
    """Direct and mixed speech in the order of the text."""
    finder = _Finder(reading, lists, sources)
    out: list[Said] = []
    at = 0
    for p in reading.paragraphs:
        here = []
        while at < len(quotations) and quotations[at].start < p.end:
            if quotations[at].start >= p.start:
                here.append(quotations[at])
            at += 1
        out += finder.paragraph(p.start, p.end, here, out)
    return out


def dashes(reading: Reading, lists: Lists, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Speech that a dash opens: only where a reporting word with its own dash or comma follows in the paragraph."""
    text, out = reading.text, []
    starts = {q.start for q in quotations}
    for p in reading.paragraphs:
        m = DASH.match(text, p.start, p.end)
        if not m or any(s in starts for s in range(p.start, m.end() + 1)):
            continue
        for cue in lists.cues(text, m.end(), min(p.end, m.end() + 600)):
            before = text[m.end() : cue.start].rstrip()
            if before[-1:] in ("—", "–", "-", ",", "!", "?") and not before[-1:].isalnum():
                stop = m.end() + len(before.rstrip("—–- "))
                inner_end = stop - (text[stop - 1] == ",")
                out.append(Quotation(p.start, stop, m.end(), inner_end))
                rest = re.compile(r"\s?[—–]\s?[.,]?\s*").search(text, cue.end, p.end)
                if rest and before[-1:] in ("—", "–", "-") and rest.end() < p.end - 3:
                    out.append(Quotation(rest.end(), p.end, rest.end(), p.end))
                break
    return out


class _Finder:
    def __init__(self, reading: Reading, lists: Lists, sources: Sources) -> None:
        self.reading, self.text, self.lists, self.sources = reading, reading.text, lists, sources

    def paragraph(self, start: int, end: int, quotes: Sequence[Quotation], done: Sequence[Said]) -> list[Said]:
        out: list[Said] = []
        waiting: list[Quotation] = []  # stands before the quotation that has a reporting word
        for n, q in enumerate(quotes):
            last = quotes[n - 1].end if n else start
            following = quotes[n + 1].start if n + 1 < len(quotes) else end
            said = (
                self._other_order(q, start, end)
                or self._behind(q, following if following > q.end + 2 else end, end)
                or self._before(q, last, start)
                or self._within(q)
            )
            if said is None and q.continues and done and not out and self._is_open(done[-1], q):
                out.append(Said(Attribution(((q.start, q.end),), carried=True), None, carried=True))
            elif said is not None:
                content = tuple((w.start, w.end) for w in waiting)
                out.append(replace(said, attribution=said.attribution.with_content(*content)) if content else said)
                waiting = []
            elif self._whole(q):
                touching = n + 1 < len(quotes) and not self.text[q.end : quotes[n + 1].start].strip()
                if touching:
                    waiting.append(q)
                elif out and not self._other_word(out[-1], q):
                    out[-1] = replace(
                        out[-1],
                        attribution=out[-1].attribution.with_content(*[(w.start, w.end) for w in [*waiting, q]]),
                    )
                    waiting = []
                else:
                    out += [Said(Attribution(((w.start, w.end),)), None) for w in [*waiting, q]]
                    waiting = []
        return out

    def _other_order(self, q: Quotation, start: int, end: int) -> Said | None:
        s = self.reading.sentence_at(q.start)
        head = max(start, s.start) if s is not None else start
        found = other_order(self.text, head, end, q, self.lists, self.sources)
        return self._said(q, found[:2], found[4], found[3], found[2]) if found else None

    def _is_open(self, said: Said, q: Quotation) -> bool:
        """Whether the paragraph before ended inside the quotation of that attribution."""
        return self.text[said.attribution.end : q.start].strip() == "" and (said.source is not None or said.carried)

    def _other_word(self, said: Said, q: Quotation) -> bool:
        """Whether between an attribution and a quotation somebody else comes in, so that it may be another's."""
        between_start = max(said.attribution.end, said.attribution.source[1] if said.attribution.source else 0)
        if between_start >= q.start:
            return False
        if said.source is None:
            return True
        named = [
            d
            for _, _, d in self.sources.named_between(between_start, q.start)
            if d.type == "person" and d not in said.source.actors
        ]
        begins = self._sentence_end(between_start - 1, q.start)
        between = self.text[begins : q.start].strip()
        words_between = re.findall(r"[^\W\d_]{3,}", between)
        others = any(self.lists.is_role(w) or w.lower() in self.lists.words("groups") for w in words_between)
        return bool(named) or others or between.endswith((":", "：")) or len(words_between) > 25

    def _whole(self, q: Quotation) -> bool:
        """Whether the quotation is sentences by itself, and not a term, a title or a part of a sentence."""
        if words_in(self.text, q) < _SPEECH_WORDS:
            return False
        inner = self.text[q.inner_start : q.inner_end].strip()
        before = self.text[max(0, q.start - 3) : q.start].strip()
        ends = inner[-1:] in ".!?…。！？" or self.text[q.end : q.end + 1] in ".!?"
        return (
            ends and (not before or before[-1:] in '.:!?…»”“"。：') and (inner[:1].isupper() or not inner[:1].islower())
        )

    def _behind(self, q: Quotation, limit: int, end: int) -> Said | None:
        """`"…", says X` and `"…", according to X`."""
        m = _BEHIND.match(self.text, q.end)
        at = m.end() if m else q.end
        if at >= end or words_in(self.text, q) < 1 or "\n\n" in self.text[q.end : at]:
            return None
        if cue := self.lists.cue_at(self.text, at, end):
            return self._by_cue(q, cue, limit, end)
        if words_in(self.text, q) < _TERM_WORDS:
            return None
        if (m := self.lists.according.match(self.text, at, end)) and (source := self.sources.read(m.end(), limit)):
            return (
                self._said(q, (m.start(), m.start() + len(m[0].rstrip())), source, "states", m[0].strip().lower())
                if self.sources.known(source)
                else None
            )
        return None

    def _by_cue(self, q: Quotation, cue: Cue, limit: int, end: int) -> Said | None:
        sentence_end = self._sentence_end(cue.end, end)
        if cue.prefix and not re.compile(rf"\b{cue.prefix}\b").search(
            self.text, cue.end, min(sentence_end, cue.end + _PREFIX_WITHIN)
        ):
            return None
        if cue.clitic:
            if cue.clitic == "unclear":
                return None
            hyphen = self.text.rfind("-", cue.start, cue.end)
            start = self.text.find("-", cue.start, cue.end) + 1
            if self.text[start : start + 2] == "t-":
                start += 2
            stop = re.compile(r"\w+").match(self.text, start)
            assert hyphen >= 0
            source = Source(start, stop.end() if stop else cue.end, "pronoun", gender=cue.clitic, head=start)
            return self._said(q, (cue.start, cue.end), source, cue.act, cue.word)
        found = self.sources.read(cue.end, min(limit, sentence_end))
        if found is not None:
            return self._said(q, (cue.start, cue.end), found, cue.act, cue.word)
        if self.lists.flag("drops_pronouns") and words_in(self.text, q) >= _TERM_WORDS:
            return self._said(
                q,
                (cue.start, cue.end),
                Source(cue.start, cue.end, "pronoun", head=cue.start, gender="dropped"),
                cue.act,
                cue.word,
            )
        return None

    def _within(self, q: Quotation) -> Said | None:
        """`«…, says she. …»`: French papers leave the marks open around the reporting words."""
        for cue in self.lists.cues(self.text, q.inner_start, q.inner_end):
            if self.text[cue.start - 2 : cue.start] != ", ":
                continue
            said = self._by_cue(q, cue, q.inner_end, q.inner_end)
            if (
                said is None
                or said.source is None
                or said.source.kind not in ("pronoun", "name")
                or said.attribution.source is None
            ):
                continue
            end = max(cue.end, said.source.end)
            rest = trimmed(self.text, (end, q.end), " \t\n,.;:–—-»")
            parts = ((q.start, cue.start - 2), *([(rest[0], q.end)] if rest else []))
            return replace(said, attribution=replace(said.attribution, content=parts, spoken=True))
        return None

    def _sentence_end(self, at: int, end: int) -> int:
        s = self.reading.sentence_at(at)
        return min(end, s.end) if s is not None and s.end > at else end

    def _before(self, q: Quotation, last: int, start: int) -> Said | None:
        """`X says: "…"`, also where that stands in the paragraph before, and `X says that "…"`."""
        text = self.text
        s = self.reading.sentence_at(q.start)
        if s is None:
            return None
        head, stop = max(s.start, start), q.start
        if not text[head:stop].strip():
            before = self.reading.sentences[s.index - 1] if s.index else None
            if (
                before is None
                or not text[before.start : before.end].rstrip('»“”" ').endswith((":", "："))
                or self._quoted(before.start, before.end, last)
            ):
                return None
            head, stop = before.start, before.end
        elif head < last:
            return None
        colon = text[head:stop].rstrip().endswith((":", "："))
        found = clause(text, head, stop, self.lists, self.sources, colon=colon)
        if found is None:
            return self._announced(q, head, stop) if colon else None
        cue, source = found
        if colon or self._right_before(cue, source, stop):
            return self._said(q, (cue.start, cue.end), source, cue.act, cue.word)
        if not self.sources.known(source) or s.end - s.start > _MIXED_MOST or q.end > s.end + 1:
            return None
        # Some words of a report are quoted: the report is from the reporting word to the end of the sentence.
        content = trimmed(text, (max(cue.end, source.end), s.end), " \t\n,;:–—-.")
        if content is None or self.lists.cues(text, content[0], q.start):
            return None
        return Said(
            Attribution((content,), (cue.start, cue.end), (source.start, source.end), source.head, cue.word, cue.act),
            source,
        )

    def _quoted(self, start: int, end: int, last: int) -> bool:
        return start < last and last > end

    def _right_before(self, cue: Cue, source: Source, stop: int) -> bool:
        between = self.text[max(cue.end, source.end) : stop].strip(" ,\u00a0\u202f")
        return between == "" or f" {between} " in (" que ", " dass ", " : ")

    def _announced(self, q: Quotation, head: int, stop: int) -> Said | None:
        """`X was clear: "…"`: the clause before a colon opens with the one person in it."""
        source = self.sources.read(head, stop)
        if (
            source is None
            or source.kind not in ("name", "pronoun")
            or source.start - head > 5
            or stop - head > _ANNOUNCES_MOST
        ):
            return None
        if not self._whole(q) or any(a.type != "person" for a in source.actors):
            return None
        others = [d for _, _, d in self.sources.named_between(source.end, stop) if d.type == "person"]
        rest = {w.lower() for w in re.findall(r"\w+", self.text[source.end : stop])}
        if others or rest & (
            set(self.lists.by_gender("pronouns")) - {"es", "se", "le", "lo", "me", "nos", "qui", "ce", "ça"}
        ):
            return None
        if any(self.lists.is_role(w) or w in self.lists.words("groups") for w in rest):
            return None
        return Said(Attribution(((q.start, q.end),), None, (source.start, source.end), source.head), source)

    def _said(self, q: Quotation, cue: tuple[int, int], source: Source, act: str, word: str) -> Said | None:
        if source.kind == "noun" and not self.sources.known(source) and words_in(self.text, q) < _TERM_WORDS:
            return None
        dropped = source.gender == "dropped"
        return Said(
            Attribution(
                ((q.start, q.end),), cue, None if dropped else (source.start, source.end), source.head, word, act
            ),
            source,
        )


def clause(
    text: str, head: int, stop: int, lists: Lists, sources: Sources, *, colon: bool = False
) -> tuple[Cue, Source] | None:
    """Reporting word and subject of a clause in `[head, stop)` that opens with its subject ("X said"), or in which the
    subject stands behind the verb ("Yesterday said X"). None where neither is plain. Before a `colon`, more may
    stand between a name and the word."""
    cues = lists.cues(text, head, stop)
    cues = [c for c in cues if c.word not in lists.words("only_behind")]
    if not cues:
        return None
    first = cues[0]
    subject = sources.read(head, stop)
    if subject is not None and subject.kind != "unclear" and subject.start - head <= 5:
        at = _skip(text, subject.end, first.start, lists)
        if colon and subject.kind == "name" and at != first.start:
            between = text[subject.end : first.start]
            named = [d for _, _, d in sources.named_between(subject.end, first.start) if d.type == "person"]
            at = first.start if len(between.split()) <= 8 and not named and between.count(",") != 1 else at
        if at == first.start:
            if first.prefix and not re.compile(rf"\b{first.prefix}\b").search(
                text, first.end, min(stop + 3, first.end + _PREFIX_WITHIN)
            ):
                return None
            return first, subject
    if first.prefix:  # "am Montag teilte X mit": where the prefix stands is told by the subject's own clause only
        last = max(subject.end if subject else 0, first.end)
        if not re.compile(rf"\b{first.prefix}\b").search(text, last, min(stop + 3, last + _PREFIX_WITHIN)):
            return None
    if not lists.flag("verb_second") or text[head : first.start].count(",") or first.start - head > 80:
        return None
    behind = sources.read(first.end, stop)
    opens = re.match(r"\W*(\w+)", text[head:stop])
    if (
        behind is None
        or not (sources.known(behind) or (colon and behind.kind == "noun"))
        or opens is None
        or opens[1].lower() in lists.words("determiners")
        or (subject is not None)
    ):
        return None
    return first, behind


def _skip(text: str, at: int, to: int, lists: Lists) -> int:
    """Offset behind white space, a closing comma of an addition, and one adverb."""
    between = text[at:to].strip(" ,\u00a0\n")
    return to if between == "" or between.lower() in lists.words("adverbs") else at
