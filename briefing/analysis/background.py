"""Which sentences place the news rather than tell it: history, earlier events, standing context.

A score by signs in the words and the tense, no more: the sentence roles of the trained tagger replace it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.analysis.attribution import Attribution
from briefing.analysis.dates import find_dates, sort_key
from briefing.analysis.quotes import Quotation, covered
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import table
from briefing.model import When

# Tuned on NewsDiscourse train and the Wikinews articles; see tests/benchmarks before changing.
THRESHOLD = 0.0
# The page shows fewer, surer ones.
SHOWN_FROM, MOST = 0.8, 8
_YEAR_PAST, _RELATIVE_PAST, _PERFECT, _HISTORY, _CONTEXT, _FIRST, _SPEECH = 1.6, 1.0, 1.2, 0.9, 0.7, -1.5, -2.4


@dataclass(frozen=True, slots=True)
class Found:
    """A background sentence with its kind, its strength and its time expression."""

    sentence: ParsedSentence
    kind: str
    score: float
    when: When | None


@lru_cache(maxsize=1)
def _signs() -> dict[str, re.Pattern[str]]:
    lists = table("background")
    return {
        k: re.compile(r"\b(?:" + "|".join(re.escape(w) for w in lists[k]) + r")\b", re.I)
        for k in ("history", "context")
    }


def find_background(
    reading: Reading, attributions: Sequence[Attribution], quotations: Sequence[Quotation]
) -> list[Found]:
    """Every sentence that scores as background, in the order of the text."""
    out = []
    year = _latest_year(reading.text)
    for s in reading.sentences:
        found = _judge(reading, s, attributions, quotations, year)
        if found is not None:
            out.append(found)
    return out


def choose(found: Sequence[Found]) -> list[Found]:
    """What the page shows: the strongest, in order of time, undated last in the order of the text."""
    sure = [f for f in found if f.score >= SHOWN_FROM]
    best = sorted(sure, key=lambda f: (-f.score, f.sentence.index))[:MOST]
    return sorted(best, key=lambda f: (*sort_key(f.when), f.sentence.index))


def _spoken(
    reading: Reading, s: ParsedSentence, attributions: Sequence[Attribution], quotations: Sequence[Quotation]
) -> float:
    """Share of the sentence that is somebody's statement: reactions to the news are not its background."""
    said = sum(
        min(e, s.end) - max(b, s.start)
        for a in attributions
        if not a.weak
        for b, e in a.content
        if b < s.end and s.start < e
    )
    return max(min(1.0, said / len(s)), covered(quotations, reading.text, s.start, s.end))


def _latest_year(text: str) -> int:
    years = [int(w.value[:4]) for w in find_dates(text) if w.value and w.value[:4].isdigit()]
    plausible = [y for y in years if y < 2100]
    return max(plausible, default=9999)


def _judge(
    reading: Reading, s: ParsedSentence, attributions: Sequence[Attribution], quotations: Sequence[Quotation], year: int
) -> Found | None:
    text = reading.text[s.start : s.end]
    words = text.split()
    if len(words) < 6 or text.rstrip().endswith("?"):
        return None
    dates = list(find_dates(reading.text, s.start, s.end))
    score, dated = 0.0, None
    for w in dates:
        if w.value and w.value[:4].isdigit() and (int(w.value[:4]) < year or year == 9999 or w.precision == "year"):
            if not re.match(r"(?:by|until|for)\b", w.text, re.I) or int(w.value[:4]) < year:
                score += _YEAR_PAST
                dated = dated or w
        elif (
            w.precision == "relative"
            and re.search(r"ago|earlier|last|past|previous|decades?|years?", w.text, re.I)
            and not re.search(r"next|this|later|today|tomorrow", w.text, re.I)
        ):
            score += _RELATIVE_PAST
            dated = dated or w
        elif w.precision in ("month", "period") and not re.search(r"next|by\b", w.text, re.I):
            score += 0.6
            dated = dated or w
    verbs = [t for t in s.tokens if t.tag_.startswith("VB")]
    root = s.tokens.root
    if any(t.lower_ in ("had", "'d") and t.dep_ == "aux" and t.head.tag_ == "VBN" for t in s.tokens):
        score += _PERFECT
    if root.tag_ in ("VBN", "VBD", "VBZ", "VBP") and any(
        c.dep_ == "aux" and c.lower_ in ("has", "have") for c in root.children
    ):
        score += 0.6
    history, context = _signs()["history"].findall(text), _signs()["context"].findall(text)
    score += _HISTORY * min(2, len(history)) + (_CONTEXT if context else 0)
    if root.lemma_ == "be" and root.tag_ in ("VBZ", "VBP") and any(c.dep_ == "attr" for c in root.children):
        score += 0.8
    elif (
        verbs
        and all(t.tag_ in ("VBZ", "VBP", "VBG", "VBN", "VB") for t in verbs)
        and any(t.tag_ in ("VBZ", "VBP") for t in verbs)
    ):
        score += 0.5
    if any(c.dep_ == "acl" and c.lemma_ in ("call", "know", "base", "found") for t in s.tokens for c in t.children):
        score += 0.8
    score += _FIRST if s.index == 0 else _FIRST / 3 if s.index == 1 else 0
    score += _SPEECH * _spoken(reading, s, attributions, quotations)
    if any(t.lower_ in ("will", "would", "plans") for t in s.tokens):
        score -= 0.5
    if score < THRESHOLD:
        return None
    kind = "history" if dated or history or any(t.lower_ == "had" and t.dep_ == "aux" for t in s.tokens) else "context"
    return Found(s, kind, score, dated)
