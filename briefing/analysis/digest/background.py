"""Which sentences place the news rather than tell it: history, earlier events, standing context.

By rule: a score by signs in the words, the tense and the time expressions. `sentence_roles` judges by the tagger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.attributions.quotes import Quotation, covered
from briefing.analysis.digest.dates import find_dates, sort_key
from briefing.analysis.digest.standing import is_heading
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import table
from briefing.model import When

# Tuned on NewsDiscourse train and the Wikinews articles; see tests/benchmarks before changing.
THRESHOLD = 0.0
# The page shows fewer, surer ones.
SHOWN_FROM, MOST = 0.8, 8
_YEAR_PAST, _RELATIVE_PAST, _MONTH_PAST = 1.6, 1.0, 0.6
_PLUPERFECT, _PERFECT, _PRESENT, _DEFINITION, _FUTURE = 1.2, 0.6, 0.5, 0.8, -0.5
_HISTORY, _CONTEXT, _FIRST, _SPEECH = 0.9, 0.7, -1.5, -2.4
_FEW_WORDS = 6
_NO_YEAR = 9999
_BACK = re.compile(r"ago|earlier|last|past|previous|decades?|years?", re.I)
_DURING = {"in", "during", "at", "since", "after", "following", "before", "until", "from", "on"}
_AHEAD = re.compile(r"\b(?:next|this|later|today|tomorrow|by)\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A background sentence with its kind, its strength, whether it is sure enough for the page, and its time."""

    sentence: ParsedSentence
    kind: str
    score: float
    sure: bool
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
    year = latest_year(reading.text)
    for s in reading.sentences:
        found = _judge(reading, s, attributions, quotations, year)
        if found is not None:
            out.append(found)
    return out


def choose(found: Sequence[Found], stands: Callable[[ParsedSentence], bool] = lambda s: True) -> list[Found]:
    """What the page shows: the strongest that `stands` alone, by time, undated last in the order of the text."""
    best: list[Found] = []
    for f in sorted((f for f in found if f.sure), key=lambda f: (-f.score, f.sentence.index)):
        if len(best) == MOST:
            break
        if stands(f.sentence):
            best.append(f)
    return sorted(best, key=lambda f: (*sort_key(f.when), f.sentence.index))


def tells(text: str, s: ParsedSentence) -> bool:
    """Whether the sentence says something by itself: no question, no announcement, no crosshead."""
    words = text[s.start : s.end].rstrip()
    return not words.endswith((":", "?")) and len(words.split()) >= _FEW_WORDS and not is_heading(text, s)


def spoken(
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


def latest_year(text: str) -> int:
    """The latest year that the text names, or 9999."""
    years = [int(w.value[:4]) for w in find_dates(text) if w.value and w.value[:4].isdigit()]
    plausible = [y for y in years if y < 2100]
    return max(plausible, default=_NO_YEAR)


def _judge(
    reading: Reading, s: ParsedSentence, attributions: Sequence[Attribution], quotations: Sequence[Quotation], year: int
) -> Found | None:
    text = reading.text[s.start : s.end]
    if not tells(reading.text, s):
        return None
    score, dated = past_time(reading.text, s, year)
    history, context = _signs()["history"].findall(text), _signs()["context"].findall(text)
    score += _HISTORY * min(2, len(history)) + (_CONTEXT if context else 0)
    score += tense(s)
    score += _FIRST if s.index == 0 else _FIRST / 3 if s.index == 1 else 0
    score += _SPEECH * spoken(reading, s, attributions, quotations)
    if score < THRESHOLD:
        return None
    kind = "history" if dated or history or _pluperfect(s) else "context"
    return Found(s, kind, score, score >= SHOWN_FROM, dated)


def past_time(text: str, s: ParsedSentence, year: int) -> tuple[float, When | None]:
    """How strongly the sentence's time expressions point back, and the first that does. `year` is the latest one the
    article names: the news is mostly of it."""
    score, dated = 0.0, None
    for w in find_dates(text, s.start, s.end):
        stated = int(w.value[:4]) if w.value and w.value[:4].isdigit() else None
        weight = 0.0
        if stated is not None:
            ahead = re.match(r"(?:by|until|for)\b", w.text, re.I) and stated >= year
            weight = _YEAR_PAST if (stated < year or year == _NO_YEAR or w.precision == "year") and not ahead else 0.0
        elif w.precision == "relative":
            weight = _RELATIVE_PAST if _BACK.search(w.text) and not _AHEAD.search(w.text) else 0.0
        elif w.precision in ("month", "period"):
            weight = 0.0 if _AHEAD.search(w.text) else _MONTH_PAST
        score += weight
        dated = dated or (w if weight and not _modifies(s, w) else None)
    return score, dated


def _modifies(s: ParsedSentence, w: When) -> bool:
    """Whether the time is part of a name for something ("2020 presidential candidates"), and not when it was."""
    at = w.end - s.paragraph.start
    last = next((t for t in s.tokens if t.idx < at <= t.idx + len(t)), None)
    if last is None or last.head.i <= last.i or last.dep_ not in ("nummod", "amod", "compound", "nmod"):
        return False
    phrase = last.head
    tied = phrase.dep_ == "pobj" and phrase.head.lower_ in _DURING and phrase.head.head.pos_ in ("VERB", "AUX")
    return not tied


def tense(s: ParsedSentence) -> float:
    """What the verbs say: the pluperfect and the perfect look back, plain present and definitions explain."""
    root = s.tokens.root
    verbs = [t for t in s.tokens if t.tag_.startswith("VB")]
    present = any(t.tag_ in ("VBZ", "VBP") for t in verbs) and all(t.tag_ != "VBD" for t in verbs)
    score = _PLUPERFECT if _pluperfect(s) else 0.0
    score += _PERFECT if any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in root.children) else 0.0
    if root.lemma_ == "be" and root.tag_ in ("VBZ", "VBP") and any(c.dep_ == "attr" for c in root.children):
        score += _DEFINITION
    elif present:
        score += _PRESENT
    if any(c.dep_ == "acl" and c.lemma_ in ("call", "know", "base", "found") for t in s.tokens for c in t.children):
        score += _DEFINITION
    return score + (_FUTURE if any(t.lower_ in ("will", "would", "plans") for t in s.tokens) else 0.0)


def _pluperfect(s: ParsedSentence) -> bool:
    return any(t.lower_ in ("had", "'d") and t.dep_ == "aux" and t.head.tag_ == "VBN" for t in s.tokens)
