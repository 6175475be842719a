"""What kind of article a text is, by general signs: its layout, its times, who speaks in it, words of its title.

Precision before recall: where the signs do not suffice, it is news. No sign is true of one outlet alone; the
patterns are in lexicon/kinds.yaml. Front matter's `kind:` goes before all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from briefing.analysis.attributions.quotes import Quotation
from briefing.analysis.digest.standing import is_heading
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import table

NEWS, NONE = "news", "none"

# An interview has at least so many questions that an answer follows; half of them say "you".
_QUESTIONS, _QUESTIONS_TITLED, _QUESTION_WORDS = 4, 2, 90
_STAMPS, _STAMPS_TITLED, _LIVE_WORDS, _STAMP_WORDS = 4, 2, 1200, 5
# Text of which less is in sentences is a list or a menu; below so many words nothing is said of it.
_SENTENCES_LEAST, _LEAST_WORDS = 0.3, 15
_POEM_LINES, _POEM_WORDS = 8, 8.5
# Shares and counts below were set on articles of a dozen collections, read one by one; see docs/quality.md.
_COURT_TERMS, _COURT_COUNT, _COURT_EVERY = 6, 9, 45
_SCORES, _MATCH_TERMS, _MATCH_EVERY = 4, 6, 45
_SCIENCE_COUNT, _SCIENCE_EVERY, _SCIENCE_TOLD = 8, 60, 4
_OWN_PARAGRAPHS, _OWN_COUNT, _OWN_EVERY, _OUGHT = 3, 4, 90, 2
_OUGHT_MANY, _OUGHT_EVERY, _OUGHT_REPORTED = 5, 90, 500
_IMPERATIVES = 0.12
_SPEECH_SHARE, _SPEECH_REPORTED = 0.02, 250
_HEADINGS = 3
_EDGE = 5


@dataclass(frozen=True)
class _Text:
    """An article as the signs see it."""

    reading: Reading
    quotations: Sequence[Quotation]

    @cached_property
    def title(self) -> str:
        value = self.reading.article.title.value
        return value if isinstance(value, str) and self.reading.article.title.basis != "derived" else ""

    @cached_property
    def paragraphs(self) -> list[str]:
        return [self.reading.text[p.start : p.end] for p in self.reading.paragraphs]

    @cached_property
    def own(self) -> list[str]:
        """The paragraphs with blanks for what stands between quotation marks."""
        letters = list(self.reading.text)
        for q in self.quotations:
            letters[q.start : q.end] = " " * (q.end - q.start)
        text = "".join(letters)
        return [text[p.start : p.end] for p in self.reading.paragraphs]

    @cached_property
    def lines(self) -> list[str]:
        """All lines of the text, furniture among them."""
        return [line.strip() for line in self.reading.text.splitlines() if line.strip()]

    @cached_property
    def size(self) -> int:
        return sum(len(p.split()) for p in self.paragraphs)

    @cached_property
    def lead(self) -> str:
        return " ".join(self.reading.text[s.start : s.end] for s in self.reading.sentences[:3])

    def count(self, kind: str, key: str, parts: Sequence[str]) -> int:
        return sum(len(sign(kind, key).findall(p)) for p in parts)

    def titled(self, kind: str) -> bool:
        return bool(sign(kind, "title").search(self.title))

    def terms(self, kind: str) -> tuple[int, int]:
        """How many different terms of the kind there are, and how often they stand in all."""
        found = [w for p in self.paragraphs for w in re.findall(r"[a-z][a-z-]*", p.lower()) if w in _terms(kind)]
        return len(set(found)), len(found)


@cache
def sign(kind: str, key: str) -> re.Pattern[str]:
    """A pattern of lexicon/kinds.yaml, without regard to case unless it is about it."""
    return re.compile(table("kinds")[kind][key], 0 if key in ("cased", "i") else re.I)


@cache
def _terms(kind: str) -> frozenset[str]:
    return frozenset(table("kinds")[kind]["terms"])


def kind_of(reading: Reading, quotations: Sequence[Quotation]) -> str:
    """One of `model.KINDS`."""
    t = _Text(reading, quotations)
    for kind, is_so in (
        (NONE, _none), ("interview", _interview), ("speech", _speech), ("press release", _press_release),
        ("live blog", _live_blog), ("obituary", _obituary), ("opinion", _opinion_stated), ("round-up", _round_up),
        ("match report", _match_report), ("court report", _court_report), ("science story", _science_story),
        ("opinion", _opinion_voiced),
    ):  # fmt: skip
        if is_so(t):
            return kind
    return NEWS


def questions(reading: Reading) -> frozenset[int]:
    """Indices of sentences in an interviewer's questions: paragraphs that end with one and open no quotation."""
    asking = {id(p) for p, text in ((p, reading.text[p.start : p.end]) for p in reading.paragraphs) if asks(text)}
    return frozenset(s.index for s in reading.sentences if id(s.paragraph) in asking)


def stories(reading: Reading) -> list[list[ParsedSentence]]:
    """The sentences of a round-up by story: what stands between its headings; whole, where it has none."""
    parts: list[list[ParsedSentence]] = [[]]
    for s in reading.sentences:
        if is_heading(reading.text, s):
            parts.append([])
        else:
            parts[-1].append(s)
    return [p for p in parts if p]


def entries(reading: Reading) -> list[list[ParsedSentence]]:
    """The sentences of a live blog by entry: what stands behind a line with a time, up to the next."""
    stamp = sign("live blog", "stamp")
    parts: list[list[ParsedSentence]] = [[]]
    last = None
    for s in reading.sentences:
        line = reading.text[s.paragraph.start : s.paragraph.end]
        stamped = stamp.match(line) is not None
        if stamped and s.paragraph is not last:
            parts.append([])
        last = s.paragraph
        if not stamped or len(line.split()) > _STAMP_WORDS:
            parts[-1].append(s)
    return [p for p in parts[1:] if p]


def asks(paragraph: str) -> bool:
    """Whether a paragraph is an interviewer's question: it ends with one and opens no quotation, or is labelled."""
    text = paragraph.strip()
    return (
        text.rstrip(")]* ").endswith("?") and len(text.split()) <= _QUESTION_WORDS and not re.match(r"[\"“”‘'«]", text)
    ) or bool(re.match(r"Q(?:uestion)?\s?\d*[:.)]\s", text))


def _none(t: _Text) -> bool:
    """A list, a menu, a table, a poem: hardly any sentences, or lines that are none."""
    if t.size < _LEAST_WORDS:
        return False
    said = sum(
        len(t.reading.text[s.start : s.end].split())
        for s in t.reading.sentences
        if not is_heading(t.reading.text, s)
        and len(s.tokens) > 3
        and any(w.tag_ in ("VBZ", "VBP", "VBD", "MD", "VB", "VBN") for w in s.tokens)
        and re.search(r"[.!?…:][\"”’')\]]*$", t.reading.text[s.start : s.end])
    )
    return said < _SENTENCES_LEAST * t.size or _poem(t)


def _poem(t: _Text) -> bool:
    """Short lines, each with a capital, that seldom end a sentence, several to a paragraph."""
    lines = [line.strip() for p in t.paragraphs for line in p.split("\n") if line.strip()]
    broken = len(lines) >= 2 * len(t.paragraphs) or len(t.paragraphs) < len(t.lines) / 2
    if len(lines) < _POEM_LINES or not broken or sum(len(x.split()) for x in lines) / len(lines) > _POEM_WORDS:
        return False
    capital = sum(x[:1].isupper() or x[:1] in "\"“‘'" for x in lines)
    ended = sum(bool(re.search(r"[.!?][\"”’']*$", x)) for x in lines)
    return capital > 0.7 * len(lines) and ended < 0.5 * len(lines)


def _interview(t: _Text) -> bool:
    asked = [n for n, p in enumerate(t.paragraphs[:-1]) if asks(p) and not asks(t.paragraphs[n + 1])]
    titled = t.titled("interview") or any(sign("interview", "title").search(p) for p in t.paragraphs[:2])
    if len(asked) < (_QUESTIONS_TITLED if titled else _QUESTIONS):
        return False
    labelled = sum(bool(re.match(r"Q(?:uestion)?\s?\d*[:.)]\s", t.paragraphs[n])) for n in asked)
    to_you = sum(bool(re.search(r"\byou(?:r|[’']\w+)?\b", t.paragraphs[n], re.I)) for n in asked)
    answered = sum(bool(sign("opinion", "i").search(t.own[n + 1]) or sign("opinion", "we").search(t.own[n + 1]))
                   for n in asked)  # fmt: skip
    return labelled >= _QUESTIONS or titled or (2 * to_you >= len(asked) and 3 * answered >= len(asked))


def _speech(t: _Text) -> bool:
    """Somebody's own words throughout, with a greeting at the beginning or a title that says so; or a transcript."""
    labels = [m[1] for p in t.paragraphs if (m := re.match(r"([A-Z][A-Za-z. ’'-]{1,40}):\s+\S", p))]
    often = {x for x in labels if labels.count(x) >= 3}
    if len(often) >= 2 and sum(x in often for x in labels) >= 0.5 * len(t.paragraphs):
        return True
    voiced = t.count("speech", "cased", t.own)
    reported = t.count("speech", "reported", t.own)
    if voiced < _SPEECH_SHARE * t.size or reported * _SPEECH_REPORTED > max(t.size, 500):
        return False
    greets = any(sign("speech", "greeting").search(p) for p in t.paragraphs[:_EDGE])
    return t.size > 80 and (greets or t.titled("speech"))


def _press_release(t: _Text) -> bool:
    if any(sign("press release", "strong").search(x) for x in (*t.lines[:_EDGE], *t.lines[-_EDGE:])):
        return True
    ends = t.lines[-2 * _EDGE :]
    return sum(bool(sign("press release", "weak").search(x)) for x in ends if len(x.split()) < 12) >= 2


def _live_blog(t: _Text) -> bool:
    stamps = [m[0].strip(" .:–—-") for x in t.lines if (m := sign("live blog", "stamp").match(x))]
    if t.titled("live blog"):
        return len(set(stamps)) >= _STAMPS_TITLED or t.size >= _LIVE_WORDS
    times = [_minutes(x) for x in stamps]
    rises = [a < b for a, b in pairwise(times)]
    return len(set(stamps)) >= _STAMPS and (all(rises) or not any(rises))


def _minutes(stamp: str) -> int:
    """The time of day in minutes, with afternoons behind mornings."""
    m = re.search(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?", stamp, re.I)
    assert m is not None
    hour = int(m[1]) % 12 if m[3] else int(m[1])
    return 60 * (hour + 12 * (m[3] or "").lower().count("p")) + int(m[2] or 0)


def _obituary(t: _Text) -> bool:
    life = {m.lower().split()[-1] for p in t.paragraphs for m in sign("obituary", "life").findall(p)}
    violent = t.count("obituary", "violent", t.paragraphs)
    if t.titled("obituary"):
        return bool(life) and violent <= 3
    told = sign("obituary", "died").search(t.lead) and sign("obituary", "age").search(t.lead)
    years = {int(y) for p in t.paragraphs for y in re.findall(r"\b(?:19|20)\d\d\b", p)}
    long_life = len(years) >= 4 and max(years) - min(years) > 20
    return bool(told) and len(life) >= 2 and long_life and violent <= 2


def _opinion_stated(t: _Text) -> bool:
    """A section's name above it, or a note below it that says whose view it is."""
    top = (t.title, *t.lines[:_EDGE])
    return any(sign("opinion", "line").search(x) for x in top) or any(
        sign("opinion", "end").search(x) and len(x.split()) < 60 and not re.match(r"[\"“”‘’']", x)
        for x in t.lines[-_EDGE:]
    )


def _opinion_voiced(t: _Text) -> bool:
    """An author who says "I" or "we" and what ought to be, outside quotation marks and all through the text."""
    own_i = [len(sign("opinion", "i").findall(p)) for p in t.own]
    own_we = [len(sign("opinion", "we").findall(p)) for p in t.own]
    ought = t.count("opinion", "ought", t.own)
    if (
        t.titled("interview")
        or _imperatives(t) >= _IMPERATIVES
        or t.count("speech", "reported", t.own) * 100 > max(t.size, 300)
    ):
        return False
    both = [a + b for a, b in zip(own_i, own_we, strict=True)]
    to_you = t.count("opinion", "you", t.own)
    # Hardly a voice, but all through what ought to be done, and nobody else who says so.
    if any(both) and ought >= _OUGHT_MANY and ought * _OUGHT_EVERY >= t.size and to_you * _OWN_EVERY <= t.size:
        return t.count("speech", "reported", t.own) * _OUGHT_REPORTED <= t.size
    if sum(both) * _OWN_EVERY < t.size or to_you * _OWN_EVERY > t.size:
        return False
    if sum(own_i) >= _OWN_COUNT and sum(n > 0 for n in own_i) >= _OWN_PARAGRAPHS and ought >= _OUGHT:
        return True
    many = sum(both) >= 2 * _OWN_COUNT and sum(n > 0 for n in both) > _OWN_PARAGRAPHS
    return many and ought >= 2 * _OUGHT and ought * 200 >= t.size


def _imperatives(t: _Text) -> float:
    """Share of sentences that tell the reader what to do, as instructions and recipes have them."""
    told = [s for s in t.reading.sentences if len(s.tokens) > 2]
    orders = sum(
        s.tokens.root.tag_ in ("VB", "VBP")
        and s.tokens.root.i - s.tokens.start <= 2
        and not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "expl") for c in s.tokens.root.children)
        for s in told
    )
    return orders / max(1, len(told))


def _round_up(t: _Text) -> bool:
    headings = sum(is_heading(t.reading.text, s) for s in t.reading.sentences)
    return t.titled("round-up") and headings >= _HEADINGS


def _match_report(t: _Text) -> bool:
    scores = t.count("match report", "score", t.paragraphs)
    different, often = t.terms("match report")
    won = sign("match report", "won").search(f"{t.title} {t.lead}")
    return bool(won) and scores >= _SCORES and different >= _MATCH_TERMS and often * _MATCH_EVERY >= t.size


def _court_report(t: _Text) -> bool:
    different, often = t.terms("court report")
    lead = " ".join(t.reading.text[s.start : s.end] for s in t.reading.sentences[:2])
    told = sign("court report", "lead").search(lead)
    return bool(told) and different >= _COURT_TERMS and often >= _COURT_COUNT and often * _COURT_EVERY >= t.size


def _science_story(t: _Text) -> bool:
    _, often = t.terms("science story")
    early = sign("science story", "early").search(" ".join(t.paragraphs[:4]))
    journal = t.count("science story", "journal", t.own) > 0
    told = t.count("science story", "told", t.paragraphs) >= _SCIENCE_TOLD
    return bool(early) and journal and told and often >= _SCIENCE_COUNT and often * _SCIENCE_EVERY >= t.size
