"""Three to five sentences that tell what happened, by centrality, place, actors and novelty, in reading order."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analysis.attribution import Attribution
from briefing.analysis.quotes import Quotation, covered, inside
from briefing.language import ParsedSentence, Reading

# Sentences of the summary by words of the article: a short one is told in three.
_LENGTHS = ((250, 3), (700, 4), (10**9, 5))
_SHORT_ARTICLE = 120
# Weights tuned on the articles with writers' summaries and on Wikinews by ROUGE-1 against the lead of equal length.
_PLACE, _CENTRAL, _TITLE, _ACTORS = 2.3, 1.2, 1.2, 0.2
_SPEECH_ALONE, _PRONOUN, _BACKGROUND, _REPEAT = 2.2, 0.7, 0.1, 1.8
# A sentence that ends in a colon announces what the summary does not have.
_ANNOUNCES = 3.0
_FEW_WORDS, _MANY_WORDS = 8, 48
_MID_AIR = re.compile(
    r"(?:he|she|it|they|this|that|these|those|his|her|its|their|but|and|so|also|however|meanwhile|such|then|yet|or|nor|still|instead|another|both|there)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Scored:
    sentence: ParsedSentence
    vector: dict[str, float]
    score: float


def choose_summary(
    reading: Reading,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    background: set[int],
    actors_at: Sequence[tuple[int, int, float]],
) -> list[ParsedSentence]:
    """The sentences of the summary in reading order.

    `background` has the indices of background sentences, `actors_at` the offsets of each mention with the
    actor's weight.
    """
    sentences = [s for s in reading.sentences if _fit(reading.text, s)]
    if not sentences:
        return list(reading.sentences[:3])
    vectors = _vectors(sentences)
    centre: Counter[str] = Counter()
    for v in vectors:
        centre.update(v)
    title = _title_terms(reading)
    scored = []
    for s, v in zip(sentences, vectors, strict=True):
        text = reading.text[s.start : s.end]
        score = _PLACE / (1 + 0.45 * s.index) + _CENTRAL * _cosine(v, centre)
        score += _TITLE * (len(title & v.keys()) / len(title) if title else 0)
        score += _ACTORS * min(1.0, sum(w for a, b, w in actors_at if s.start <= a < s.end))
        quoted = covered(quotations, reading.text, s.start, s.end)
        score -= _SPEECH_ALONE * max(0.0, quoted - 0.35)
        score -= _BACKGROUND if s.index in background else 0
        score -= _PRONOUN if _MID_AIR.match(text) else 0
        if (q := inside(quotations, s.start)) and q.start < s.start:
            score -= _SPEECH_ALONE  # opens in the middle of somebody's words
        n = len(text.split())
        score -= 0.5 if n < _FEW_WORDS else 0.012 * max(0, n - _MANY_WORDS)
        score -= 0.8 if text.rstrip("\"”’' ").endswith("?") else 0
        score -= _ANNOUNCES if text.rstrip().endswith(":") else 0
        scored.append(_Scored(s, v, score))
    total = sum(len(reading.text[s.start : s.end].split()) for s in reading.sentences)
    wanted = 2 if total < _SHORT_ARTICLE and len(sentences) <= 4 else next(n for limit, n in _LENGTHS if total <= limit)
    return _pick(scored, min(wanted, len(scored)))


def _pick(scored: Sequence[_Scored], wanted: int) -> list[ParsedSentence]:
    """The best one after the other, each set back by what the chosen ones already tell."""
    chosen: list[_Scored] = []
    rest = list(scored)
    while rest and len(chosen) < wanted:
        best = max(
            rest,
            key=lambda x: (
                x.score - _REPEAT * max((_cosine(x.vector, c.vector) for c in chosen), default=0.0),
                -x.sentence.index,
            ),
        )
        chosen.append(best)
        rest.remove(best)
    return sorted((c.sentence for c in chosen), key=lambda s: s.index)


def _fit(text: str, s: ParsedSentence) -> bool:
    """Whether it is a sentence: some words, and a verb."""
    words = re.findall(r"\w+", text[s.start : s.end])
    return len(words) >= 5 and any(t.tag_.startswith("VB") or t.tag_ == "MD" for t in s.tokens)


def _vectors(sentences: Sequence[ParsedSentence]) -> list[dict[str, float]]:
    """Content lemmas of each sentence, weighted by how few sentences have them, to unit length."""
    bags = [
        Counter(t.lemma_.lower() for t in s.tokens if t.is_alpha and not t.is_stop and len(t) > 2) for s in sentences
    ]
    spread = Counter(w for b in bags for w in b)
    n = len(sentences)
    out = []
    for b in bags:
        v = {w: c * (1 + math.log(n / spread[w])) for w, c in b.items()}
        size = math.sqrt(sum(x * x for x in v.values())) or 1.0
        out.append({w: x / size for w, x in v.items()})
    return out


def _title_terms(reading: Reading) -> set[str]:
    return {t.lemma_.lower() for p in reading.headline for t in p.doc if t.is_alpha and not t.is_stop and len(t) > 2}


def _cosine(a: dict[str, float], b: dict[str, float] | Counter[str]) -> float:
    dot = sum(x * b.get(w, 0.0) for w, x in a.items())
    size = math.sqrt(sum(x * x for x in a.values())) * math.sqrt(sum(x * x for x in b.values()))
    return dot / size if size else 0.0
