"""Speakers told by layout, not by a reporting word: "WALLACE: …" before a turn, "― Jorge Falcon" behind a quotation,
the name that closes a pull quote or heads what it says, the account behind an embedded post."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from briefing.analysis.attributions.attribution import Offsets
from briefing.language import Reading
from briefing.lexicon import words

_PARTICLE = r"(?:(?:de|del|la|van|von|bin|al)[ \u00a0])?"
_NAME = rf"[A-Z][\w.'’-]*(?:[ \u00a0]{_PARTICLE}[A-Z][\w.'’-]*){{0,4}}"
_LABEL = re.compile(rf"[\"“]?({_NAME}):[ \u00a0]+[\"“]?")
_SIGNED = re.compile(rf"[.,!?…]?[\"”’']{{0,2}}[ \u00a0]*(?:―|—|–|--)[ \u00a0]*({_NAME})(?=[ \u00a0.]*(?:\n|$))")
# At the end of a paragraph, behind a whole sentence: "… like we don’t matter.” ― Krystal Correa".
_SIGNED_END = re.compile(rf"[.!?…\"”][\"”’']{{0,2}}[ \u00a0]*(?:―|—|–|--)[ \u00a0]*({_NAME})[ \u00a0.]*$")
# "… she was suppressive. Valeska Paris": two words of a name at least, perhaps an office, no full stop.
_FULL_NAME = rf"[A-Z][\w'’-]+(?:[ \u00a0](?:[A-Z]\.[ \u00a0])?{_PARTICLE}[A-Z][\w'’-]+){{1,3}}"
_CLOSING = re.compile(
    rf"[.!?…][\"”’']?[ \u00a0]({_FULL_NAME})(?:,[ \u00a0][^.!?\n]{{2,80}}|[ \u00a0]?\([^)\n]{{1,40}}\))?\s*$"
)
# "… — Ann Roe (@annroe) November 18, 2019", as embedded posts are signed.
_POST = re.compile(r"(?:―|—|–|--?)[ \u00a0]?([^()\n—]{1,60}?)[ \u00a0]\(@\w{1,20}\)(?:[ \u00a0,·][^\n]{0,40})?$")
# So many turns make a transcript, in which a label is stronger than any reporting word.
_TURNS, _REPEATED = 3, 2
# This share of a transcript's turns speaks to or of those who talk.
_TALK, _TALKING = re.compile(r"\?|\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us)\b"), 0.4
# "Ann Roe on the harbour" above what she says of it.
_ON = re.compile(rf"({_FULL_NAME})(?:['’]s)?[ \u00a0](?:on\b|…|\.\.\.)[^\n]{{0,120}}(?<![.!?])$")
_ALL_QUOTED = re.compile(r"\s*[“\"][^“”\"]+[”\"]?\s*")
_CROSSHEAD_WORDS = 7
# "(CROSSTALK.)", "[applause]"
_DIRECTION = re.compile(r"[\"“]?[(\[].*[)\]][\"”.]*")
_MARKS = re.compile(r"[\"“”«»]")
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_PULL_WORDS = 6
# Code points from a paragraph's end within which a name that signs it is looked for.
_NAME_MOST = 160


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says without a reporting word: where the turn begins, the speaker's name wherever it stands (None
    where nobody is named), the words, one span a paragraph."""

    start: int
    name: Offsets | None
    words: tuple[Offsets, ...]

    @property
    def end(self) -> int:
        return self.words[-1][1]


class Labels:
    """The names that the layout of one article gives as speakers."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._paragraphs = [(p.start, p.end) for p in reading.paragraphs]
        self._starts = [s for s, _ in self._paragraphs]
        turns = [(m[1], self._text[m.end() : e]) for s, e in self._paragraphs if (m := self._label(s, e))]
        names = Counter(name for name, _ in turns)
        talk = sum(bool(_TALK.search(said)) for _, said in turns)  # and no list of line-ups, dates or persons
        many = names.total() >= _TURNS and names.most_common(1)[0][1] >= _REPEATED
        self.transcript = many and talk >= _TALKING * names.total()

    def speaker(self, piece: Offsets, reported: bool) -> tuple[Offsets, Offsets] | None:
        """The speaker's name and the words that are his own, for a content `piece` in one paragraph; None where layout
        names nobody. Where a reporting word takes the piece (`reported`) only a signature outdoes it."""
        text = self._text
        i = bisect.bisect_right(self._starts, piece[0]) - 1
        if i < 0:
            return None
        start, end = self._paragraphs[i]
        if m := _SIGNED.match(text, piece[1]) or _SIGNED_END.search(text, max(start, end - _NAME_MOST), end):
            return m.span(1), (piece[0], min(piece[1], m.start(1)))
        m = self._label(start, end)
        spoken = self.transcript or _TALK.search(text, piece[0], piece[1]) or _MARKS.search(text, piece[0], piece[1])
        if m and spoken and not reported and piece[0] <= m.end() < piece[1]:
            return m.span(1), (max(piece[0], m.end()), piece[1])
        if not reported and (m := _CLOSING.search(text, max(start, end - _NAME_MOST), end)) and piece[0] < m.start(1):
            return m.span(1), (piece[0], min(piece[1], m.start(1) - 1))
        return None

    def turns(self) -> list[Turn]:
        """A transcript's turns: paragraphs with a label, and those between two labels but for stage directions.
        Nothing where the article is no transcript."""
        marks = [(i, m) for i, (s, e) in enumerate(self._paragraphs) if (m := self._label(s, e))]
        out: list[Turn] = []
        for n, (i, m) in enumerate(marks if self.transcript else []):
            name, spans = m.span(1), [(m.end(), self._paragraphs[i][1])]
            for start, end in self._paragraphs[i + 1 : marks[n + 1][0]] if n + 1 < len(marks) else []:
                if not _DIRECTION.fullmatch(self._text, start, end):
                    spans.append((start, end))
            said = tuple(x for x in spans if any(c.isalnum() for c in self._text[slice(*x)]))
            if said:
                out.append(Turn(name[0] - 1, name, said))
        return out

    def pull_quotes(self) -> list[tuple[Offsets, Offsets]]:
        """(name, words) of paragraphs that a name closes: pull quotes. They speak in the first person, or repeat words
        of the article; those whose words a quotation of the article holds already are left out."""
        out = []
        for start, end in self._paragraphs:
            m = _CLOSING.search(self._text, max(start, end - _NAME_MOST), end)
            if m is None or _MARKS.search(self._text, start, m.start(1)):
                continue
            span = start, self._text.rindex(m[0][0], start, m.start(1)) + 1
            said = self._text[slice(*span)]
            again = self._text.count(said) > 1
            quoted = again and any(self._text.find(mark + said) >= 0 for mark in '"“')
            if (again or FIRST_PERSON.search(said)) and not quoted and len(said.split()) >= _PULL_WORDS:
                out.append((m.span(1), span))
        return out

    def heading(self, offset: int) -> tuple[Offsets | None, int]:
        """The name in the crosshead above ("Ann Roe on the harbour"), if it has one, and where what it heads begins; 0
        where there is none."""
        i = bisect.bisect_right(self._starts, offset) - 1
        return self._headings[i] if i >= 0 else (None, 0)

    @cached_property
    def _headings(self) -> list[tuple[Offsets | None, int]]:
        """`heading` of each paragraph."""
        out: list[tuple[Offsets | None, int]] = []
        above: tuple[Offsets | None, int] = None, 0
        for start, end in self._paragraphs:
            out.append(above)
            if m := _ON.match(self._text, start, end):
                above = m.span(1), end
            elif is_crosshead(self._text[start:end]):
                above = None, end
        return out

    def headed(self) -> list[Turn]:
        """Paragraphs that are all quotation, below a crosshead with a name in it."""
        under = zip(self._paragraphs, self._headings, strict=True)
        return [
            Turn(start, name, ((start, end),))
            for (start, end), (name, _) in under
            if name is not None and _ALL_QUOTED.fullmatch(self._text, start, end)
        ]

    def posts(self) -> list[Turn]:
        """Embedded posts: what stands before "— Ann Roe (@annroe) …" in its paragraph, else the paragraph before."""
        out: list[Turn] = []
        for i, (start, end) in enumerate(self._paragraphs):
            m = _POST.search(self._text, max(start, end - _NAME_MOST), end)
            if m is None:
                continue
            words_: Offsets | None = (start, m.start())
            if not self._text[start : m.start()].strip():
                words_ = self._paragraphs[i - 1] if i else None
                if words_ is not None and self._text[words_[1] : start].strip():
                    words_ = None  # what was signed is furniture
            if words_ is not None and (not out or words_[0] >= out[-1].end):
                out.append(Turn(words_[0], m.span(1), (_stripped(self._text, words_),)))
        return out

    def at(self, offset: int) -> Offsets | None:
        """The label of the paragraph that holds `offset`, where the article is a transcript."""
        i = bisect.bisect_right(self._starts, offset) - 1
        m = self._label(*self._paragraphs[i]) if self.transcript and i >= 0 else None
        return m.span(1) if m else None

    def _label(self, start: int, end: int) -> re.Match[str] | None:
        m = _LABEL.match(self._text, start, end)
        return m if m and m[1].lower() not in words("people", "labels") else None


def is_crosshead(paragraph: str) -> bool:
    """Whether a paragraph is a few words without a stop at their end."""
    return len(paragraph.split()) <= _CROSSHEAD_WORDS and not paragraph.rstrip().endswith((*".!?:;,", '"', "”"))


def _stripped(text: str, span: Offsets) -> Offsets:
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
