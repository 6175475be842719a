"""Three to five sentences that tell what happened, who did it and the main response to it, in reading order.

Each sentence is scored by its place, centrality, title and role; the best are taken one after the other, each set
back by what the chosen ones tell already. One place is kept for the main response.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.analysis.attributions.quotes import Quotation, covered, inside
from briefing.analysis.digest.headlines import is_headline
from briefing.analysis.digest.opening import news_begins_at, sums_up
from briefing.analysis.digest.standing import Standing, is_heading
from briefing.analysis.digest.title_terms import title_terms
from briefing.analysis.digest.worth import is_tag, is_whole
from briefing.language import ParsedSentence, Reading
from briefing.model import Position
from briefing.tagger.labels import ROLES

if TYPE_CHECKING:
    from briefing.tagger.pieces import Floats

# Sentences of the summary by words of the article: a short one is told in three.
_LENGTHS = ((250, 3), (700, 4), (10**9, 5))
_SHORT_ARTICLE = 120
# Weights tuned on the articles with writers' summaries and on Wikinews by ROUGE-1 against the lead of equal length.
# More weight on actors or on the role "main event" made both worse.
_PLACE, _DECAY, _CENTRAL, _TITLE = 2.0, 0.45, 1.2, 1.2
_CONSEQUENCE, _ANECDOTE, _BACKGROUND = 0.5, 2.0, 0.1
_SPEECH_ALONE, _JOINS, _LEANS, _POINTS, _REPEAT = 2.2, 0.8, 1.6, 0.3, 2.4
# Somebody's words that go on behind the sentence.
_CUT_SHORT = 0.8
# A question, whose answer the summary may not have.
_ASKS = 1.6
# Part of a sentence.
_BROKEN = 1.5
_NOTE = re.compile(r"Editor(?:[’']s|ial) note\b", re.I)
# A sentence that ends in a colon announces what the summary does not have.
_ANNOUNCES = 3.0
_FEW_WORDS, _MANY_WORDS = 8, 36
# Two sentences more alike than this tell the same.
_SAME = 0.62
# What the response is: somebody else's word on the event. By act, then by how well its source is known.
_RESPONDING = {"criticises", "denies", "refuses", "rejects", "supports", "accuses", "demands", "warns", "promises"}
_RESPONDING |= {"admits"}
_RESPONSE_ACT, _RESPONSE_OTHER, _RESPONSE_ROLE = 0.5, 0.6, 0.4
# From what strength on a response is looked for, and what that counts against the sentence that has to go for it: for a
# strong one any does, a weak one has to be nearly as good.
_RESPONSES = ((1.1, 9.0), (0.6, 0.4))
# What the accused answer comes before all others' word.
_ANSWER, _NO_ANSWER = 1.1, 1.0
_FIRST_SENTENCES = 2
# A sentence with fewer faults can be where the news begins; what stands before that counts as if so far behind it.
_SOUND, _BEFORE_THE_NEWS = 1.0, 3


@dataclass(frozen=True, slots=True)
class _Scored:
    sentence: ParsedSentence
    vector: dict[str, float]
    score: float


def choose_summary(
    reading: Reading,
    quotations: Sequence[Quotation],
    positions: Sequence[Position],
    background: set[int],
    roles: Floats | None,
    standing: Standing,
    left_out: frozenset[int] = frozenset(),
    matters: Mapping[int, float] | None = None,
    answers: frozenset[int] = frozenset(),
) -> list[ParsedSentence]:
    """The sentences of the summary in reading order.

    `background` has the indices of background sentences, `roles` the tagger's probabilities ([sentences, 9]),
    `left_out` indices that an article's kind rules out (an interviewer's questions), `matters` what it gives to others,
    `answers` those that it takes for the response.
    """
    title = title_terms(reading)
    sentences = [s for s in reading.sentences if s.index not in left_out and is_fit(reading, s)]
    if not sentences:
        return [s for s in reading.sentences if s.index not in left_out][:3]
    vectors = _vectors(sentences)
    centre: Counter[str] = Counter()
    for v in vectors:
        centre.update(v)
    size = math.sqrt(sum(x * x for x in centre.values())) or 1.0
    middle = {w: x / size for w, x in centre.items()}
    faults = [_faults(reading, quotations, s) for s in sentences]
    sound = {s.index for s, off in zip(sentences, faults, strict=True) if off < _SOUND}
    shares = _shares(title, vectors)
    begins = news_begins_at(sentences, shares, roles, lambda s: s.index in sound)
    sums = begins > 0 and sums_up(sentences[0], shares[0], roles) and sentences[0].index in sound
    scored = []
    for n, (s, v) in enumerate(zip(sentences, vectors, strict=True)):
        place = n - begins if n >= begins else 0 if n == 0 and sums else _BEFORE_THE_NEWS + begins - n
        score = _PLACE / (1 + _DECAY * place) + _CENTRAL * _alike(v, middle)
        score += _TITLE * (len(title & v.keys()) / len(title) if title else 0)
        score += _role(roles, s) - (_BACKGROUND if s.index in background else 0)
        score += matters.get(s.index, 0.0) if matters else 0.0
        scored.append(_Scored(s, v, score - faults[n]))
    total = sum(len(reading.text[s.start : s.end].split()) for s in reading.sentences)
    wanted = 2 if total < _SHORT_ARTICLE and len(sentences) <= 4 else next(n for limit, n in _LENGTHS if total <= limit)
    chosen = _pick(scored, min(wanted, len(scored)), standing)
    responses = _responses(reading, positions, roles, chosen, background)
    if answers:
        responses = {i: min(r, _NO_ANSWER) for i, r in responses.items()}
        responses |= {i: responses.get(i, 0.0) + _ANSWER for i in answers}
    chosen = _with_response(chosen, scored, responses, standing)
    return sorted((c.sentence for c in chosen), key=lambda s: s.index)


def _shares(title: set[str], vectors: Sequence[dict[str, float]]) -> list[float]:
    """What share of the title each sentence has, words weighted by how few sentences have them."""
    spread = Counter(w for v in vectors for w in title & v.keys())
    weights = {w: 1 + math.log(len(vectors) / n) for w, n in spread.items()}
    whole = sum(weights.values())
    return [sum(weights[w] for w in title & v.keys()) / whole if whole else 0.0 for v in vectors]


def _role(roles: Floats | None, s: ParsedSentence) -> float:
    """What the sentence's role counts: consequences for it, anecdotes against it."""
    if roles is None:
        return 0.0
    row = roles[s.index]
    return _CONSEQUENCE * float(row[ROLES.index("consequence")]) - _ANECDOTE * float(row[ROLES.index("anecdotal")])


def _faults(reading: Reading, quotations: Sequence[Quotation], s: ParsedSentence) -> float:
    """What the sentence's form takes off."""
    text = reading.text[s.start : s.end]
    n = len(text.split())
    off = _SPEECH_ALONE * max(0.0, covered(quotations, reading.text, s.start, s.end) - 0.35)
    if (q := inside(quotations, s.start)) and q.start < s.start:
        off += _SPEECH_ALONE  # opens in the middle of somebody's words
    if (q := inside(quotations, s.end - 1)) and s.start <= q.start and q.end > s.end:
        off += _CUT_SHORT
    off += 0.0 if is_whole(reading.text, s) and not is_tag(reading.text, s) else _BROKEN
    off += 0.5 if n < _FEW_WORDS else 0.012 * max(0, n - _MANY_WORDS)
    off += _ASKS if text.rstrip("\"”’' ").endswith("?") else 0
    return off + (_ANNOUNCES if text.rstrip().endswith(":") else 0)


def _pick(scored: Sequence[_Scored], wanted: int, standing: Standing) -> list[_Scored]:
    """The best one after the other. A sentence that leans on the one before it counts less, unless that is chosen."""
    chosen: list[_Scored] = []
    leaning: dict[int, float] = {}

    def worth(x: _Scored) -> float:
        nearest = max((_alike(x.vector, c.vector) for c in chosen), default=0.0)
        off = 2 * _REPEAT if nearest > _SAME else 0.0
        follows = any(c.sentence.index == x.sentence.index - 1 for c in chosen)
        return x.score - _REPEAT * nearest - off - (0.0 if follows else leaning.get(x.sentence.index, 0.0))

    rest = list(scored)
    while rest and len(chosen) < wanted:
        best = max(rest, key=lambda x: (worth(x), -x.sentence.index))
        at = best.sentence.index
        if at not in leaning and not any(c.sentence.index == at - 1 for c in chosen):
            # Judged only when it would be taken, since finding referents takes long.
            leans, joins = standing.leans(best.sentence), standing.joins(best.sentence)
            leaning[at] = _LEANS * leans + _JOINS * joins
            if not leaning[at] and not standing.clear(best.sentence):
                leaning[at] = _POINTS
            if leaning[at]:
                continue
        chosen.append(best)
        rest.remove(best)
    return chosen


def _responses(
    reading: Reading,
    positions: Sequence[Position],
    roles: Floats | None,
    chosen: Sequence[_Scored],
    background: set[int],
) -> dict[int, float]:
    """How much of a response each sentence is: what somebody other than the one the summary begins with says of it.
    What is background, or stands right behind some, responds to that and not to the news."""
    first = min((c.sentence for c in chosen), key=lambda s: s.index)
    leading = {a for p in positions if p.shown and p.context.start <= first.start < p.context.end for a in p.actors}
    out: dict[int, float] = {}
    for p in positions:
        anchor = p.cue or p.source
        s = reading.sentence_at(anchor.start) if anchor is not None else None
        if not p.shown or s is None or not p.actors or s.index <= first.index or {s.index, s.index - 1} & background:
            continue
        if not any(c.start < s.end and s.start < c.end for c in p.content):
            continue
        strength = _RESPONSE_ACT * (p.act in _RESPONDING) + _RESPONSE_OTHER * (not leading & set(p.actors))
        if roles is not None:
            row = roles[s.index]
            strength += _RESPONSE_ROLE * float(row[ROLES.index("evaluation")] + row[ROLES.index("consequence")])
        out[s.index] = max(out.get(s.index, 0.0), strength)
    return out


def _with_response(
    chosen: list[_Scored], scored: Sequence[_Scored], responses: Mapping[int, float], standing: Standing
) -> list[_Scored]:
    """The chosen ones with a response among them: the best takes the place of the weakest of the others."""
    if len(chosen) < _FIRST_SENTENCES + 1:
        return chosen
    heard = max(responses.get(c.sentence.index, 0.0) for c in chosen)
    last = min(chosen[_FIRST_SENTENCES:], key=lambda c: c.score)
    kept = [c for c in chosen if c is not last]
    taken = {c.sentence.index for c in chosen}
    rest = [(x, responses.get(x.sentence.index, 0.0)) for x in scored if x.sentence.index not in taken]
    for least, worth in _RESPONSES:
        if heard >= least:
            return chosen
        found = [(x, r) for x, r in rest if r >= least and x.score + worth * r >= last.score]
        for x, _ in sorted(found, key=lambda f: -(f[0].score + f[1])):
            follows = any(c.sentence.index == x.sentence.index - 1 for c in kept)
            alike = max(_alike(x.vector, c.vector) for c in kept)
            if alike <= _SAME and (follows or not standing.leans(x.sentence)):
                return [*kept, x]
    return chosen


def is_fit(reading: Reading, s: ParsedSentence) -> bool:
    """Whether it is a sentence: some words, and a verb; no crosshead, and not the title over again."""
    text = reading.text[s.start : s.end]
    words = re.findall(r"\w+", text)
    verbal = any(t.tag_.startswith("VB") or t.tag_ == "MD" for t in s.tokens)
    if len(words) < 5 or not verbal or is_heading(reading.text, s) or is_headline(reading, s) or _NOTE.match(text):
        return False
    title = reading.article.title
    return title.basis == "derived" or not isinstance(title.value, str) or words != re.findall(r"\w+", title.value)


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


def _alike(a: dict[str, float], b: dict[str, float]) -> float:
    """Cosine of two vectors of unit length."""
    return sum(x * b.get(w, 0.0) for w, x in a.items())
