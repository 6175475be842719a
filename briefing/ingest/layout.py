"""The order of things in an article: what stands above the body, the body, what stands below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.ingest import bylines, datelines, dates, furniture
from briefing.ingest.raw import Raw
from briefing.ingest.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from briefing.model import Block, Furniture, Span

# Paragraphs from the top among which headline, standfirst, byline and date are looked for, and from the end
# those among which a byline may stand.
HEAD, TAIL = 8, 5
# The longest headline of PolNeAR's training part has 158 characters; a standfirst is one or two sentences.
LONGEST_HEADLINE, LONGEST_STANDFIRST = 160, 300
# A line of so few words above a longer headline is a section's name or a label.
KICKER_WORDS = 3
# A standfirst without a full stop has at least so many words; fewer make a label.
STANDFIRST_WORDS = 5
# The share of words that may stray from title case in a line that still counts as written in it.
MAX_LOW = 0.1

_ENDS = re.compile(r"[.!?…。！？؟][\s\"'”’“«»」』)\]]*$")
_QUOTED = re.compile(r"^[\"“‘„«»「].*[\"”’»“«」][.,]?$")
_SPEAKER = re.compile(r"[A-Z][A-Z .'-]{2,30}:\s")
_CORRECTION = re.compile(r"(?:correction|clarification|editor[’']?s[’']? note)s?:?$", re.I)
_TWO_SENTENCES = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]\s+[A-Z]")
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Jr|Sr|Co|Corp|Ltd)|\b[A-Z]|\.)\.$")
_SMALL = PREPOSITIONS | CONJUNCTIONS | DETERMINERS
_OPENS_LOW = re.compile(r"[a-z][a-z'’]*\s")


@dataclass(slots=True)
class Layout:
    """What was found, as spans of the text."""

    title: Span | None = None
    standfirst: Span | None = None
    published: tuple[Span, str] | None = None
    outlet: Span | None = None
    names: list[Span] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    body: list[tuple[int, int]] = field(default_factory=list)


def read(raw: Raw, blocks: Sequence[Block]) -> Layout:
    """Headline, standfirst, byline, date and furniture of an article, and what is left as its body."""
    return _Reader(raw, blocks).read()


class _Reader:
    """Reads one article. `kinds` holds, for each paragraph that is furniture, what kind it is."""

    def __init__(self, raw: Raw, blocks: Sequence[Block]) -> None:
        self.text, self.blocks, self.given = raw.text, blocks, raw.given
        self.lines = [raw.text[b.start : b.end] for b in blocks]
        at = {b.start: i for i, b in enumerate(blocks)}
        self.kinds = {at[start]: kind for start, kind in raw.marks if start in at}
        self.out = Layout()

    def read(self) -> Layout:
        self.known_forms()
        title = self.find_title()
        self.find_standfirst(title)
        self.set_apart()
        return self.out

    def known_forms(self) -> None:
        """Lines that their form alone tells, and bylines and dates in their places."""
        n = len(self.lines)
        for i, line in enumerate(self.lines):
            if i in self.kinds:
                continue
            if kind := furniture.kind_of(line, i, n - 1 - i):
                self.kinds[i] = kind
            elif i < HEAD or n - i <= TAIL:
                self.date_or_byline(i)
        for i, line in enumerate(self.lines[:-1]):
            if i >= HEAD and _CORRECTION.match(line):
                self.kinds.setdefault(i + 1, "credit")  # what the correction says

    def date_or_byline(self, i: int) -> None:
        line, block = self.lines[i], self.blocks[i]
        iso = dates.in_line(line) if i < HEAD or dates.is_labelled(line) else None
        if iso:
            self.kinds[i] = "date"
            if self.out.published is None:
                self.out.published = (Span.of(self.text, block.start, block.end), iso)
        elif byline := bylines.read(self.text, block.start, block.end):
            self.kinds[i] = "byline"
            self.out.names += [s for s in byline.names if s.text not in {n.text for n in self.out.names}]
            self.out.outlet = self.out.outlet or byline.outlet

    def find_title(self) -> int | None:
        """The paragraph that is the headline, if one is."""
        head = range(min(HEAD, len(self.lines)))
        if self.given.title:
            for i in head:
                if self.may_be_heading(i, self.given.title):
                    return self.found_title(i)
            return None
        free = [i for i in head if i not in self.kinds]
        if not free or not self.is_headline(free[0]):
            return None
        if self.is_kicker(free):
            self.kinds[free[0]] = "headline"
            return self.found_title(free[1])
        return self.found_title(free[0])

    def found_title(self, i: int) -> int:
        start, line = self.blocks[i].start, self.lines[i].rstrip("; ")
        if line.endswith(".") and not _ABBREVIATED.search(line):
            line = line[:-1]
        self.out.title = Span.of(self.text, start, start + len(line))
        self.kinds[i] = "headline"
        return i

    def is_kicker(self, free: list[int]) -> bool:
        """Whether a section's name or a label stands above the headline itself."""
        if len(free) < 3:
            return False
        first, second = (self.lines[i].split() for i in free[:2])
        return len(first) <= KICKER_WORDS < len(second) and self.is_headline(free[1])

    def is_headline(self, i: int) -> bool:
        """Whether a paragraph above the body is a headline: short, no sentence, with text below it."""
        line = self.lines[i]
        if len(line) > LONGEST_HEADLINE or line.endswith((",", ":", "—", "–", "-")):
            return False
        told = self.comes_before_head_furniture(i)
        if not told and not any(self.is_prose(k) for k in range(i + 1, min(i + 4, len(self.lines)))):
            return False
        if datelines.read(line, False) or (_QUOTED.match(line) and not _title_case(line)):
            return False
        if not _ENDS.search(line):
            return not _OPENS_LOW.match(line)
        return not _TWO_SENTENCES.search(line) and (told or _title_case(line))

    def comes_before_head_furniture(self, i: int) -> bool:
        """Whether a byline, a date or a dateline comes next, as after a headline."""
        if i + 1 >= len(self.lines):
            return False
        known = self.kinds.get(i + 1) in ("byline", "date")
        return known or datelines.read(self.lines[i + 1], True) is not None

    def is_prose(self, i: int) -> bool:
        line = self.lines[i]
        return i not in self.kinds and (bool(_ENDS.search(line)) or len(line) > LONGEST_HEADLINE)

    def may_be_heading(self, i: int, words: str) -> bool:
        """Whether the paragraph is words that are given, in a line that nothing else claims."""
        return self.kinds.get(i, "headline") == "headline" and _same(self.lines[i], words)

    def find_standfirst(self, title: int | None) -> None:
        head = range(min(HEAD, len(self.lines)))
        if self.given.standfirst:
            for i in head:
                if self.may_be_heading(i, self.given.standfirst):
                    self.found_standfirst(i)
            return
        if title is None:
            return
        below = [i for i in head if i > title and self.kinds.get(i) not in ("share", "caption")]
        if not below or below[0] in self.kinds:
            return
        i, line = below[0], self.lines[below[0]]
        if len(line) > LONGEST_STANDFIRST or datelines.read(line, True):
            return
        if not any(self.is_prose(k) for k in range(i + 1, min(i + 5, len(self.lines)))):
            return
        if self.comes_before_head_furniture(i) or (self.is_label_of_text(i) and self.is_prose(i + 1)):
            self.found_standfirst(i)
        elif _OPENS_LOW.match(line) and len(line) <= LONGEST_HEADLINE and self.is_prose(i + 1):
            self.kinds[i] = "caption"  # text begins with a capital; a picture's description need not

    def is_label_of_text(self, i: int) -> bool:
        line = self.lines[i]
        if _ENDS.search(line) or line.endswith((":", ",")):
            return False
        return line[:1].isupper() and len(line.split()) >= STANDFIRST_WORDS

    def found_standfirst(self, i: int) -> None:
        block = self.blocks[i]
        self.out.standfirst = Span.of(self.text, block.start, block.end)
        self.kinds[i] = "standfirst"

    def set_apart(self) -> None:
        """Furniture on one side, on the other the body, less the dateline it opens with."""
        out, text = self.out, self.text
        out.furniture = [
            Furniture(b.start, b.end, text[b.start : b.end], self.kinds[i])
            for i, b in enumerate(self.blocks) if i in self.kinds
        ]  # fmt: skip
        left = [b for i, b in enumerate(self.blocks) if i not in self.kinds]
        out.body = [(b.start, b.end) for b in left]
        speakers = sum(bool(_SPEAKER.match(line)) for line in self.lines) > 1
        for n, b in enumerate(left[:2]):
            found = datelines.read(text[b.start : b.end], speakers)
            if found and found[0] < b.end - b.start:
                end, agency = found
                out.body[n] = (b.start + end, b.end)
                words = text[b.start : b.start + end].rstrip()
                out.furniture.append(Furniture(b.start, b.start + len(words), words, "dateline"))
                if agency and not out.outlet:
                    out.outlet = Span.of(text, b.start + agency[0], b.start + agency[1])
                break
        out.furniture.sort(key=lambda f: f.start)


def _same(line: str, other: str) -> bool:
    """Whether two lines are the same words, whatever their marks and capitals."""
    a, b = (re.sub(r"\W+", " ", s).strip().lower() for s in (line, other))
    return bool(a) and a == b


def _title_case(line: str) -> bool:
    """Whether all but small words are capitalised, as in a headline that a sentence's full stop may end."""
    found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", line)
    low = [w for w in found if w[0].islower() and w not in _SMALL]
    return len(found) >= 4 and len(low) <= len(found) * MAX_LOW
