"""What the article is about, as a librarian would file it: noun phrases of several words, and names of events and laws.

Three to six that tell something rather than many: a topic recurs in several sentences or stands in the headline too,
says something by itself, and is nobody's name, since actors have pages of their own. A phrase that recurs only as part
of a longer one gives way to that (after Frantzi's C-value, 2000).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from briefing.analysis.digest.phrases import is_rare, key_of, phrases, plain, strength
from briefing.analysis.digest.title_terms import title_terms
from briefing.language import Reading
from briefing.model import Span, Topic

MOST, FEWEST = 6, 3
_HEADLINE, _EARLY, _NESTED, _TITLED = 1.8, 1.2, 0.6, 2.0
# Sentences (a headline counts two) below which a phrase is not what the article is about: of several words; of several
# that are weak, or one of the list of subjects; of another single one, in the headline too or all over the article.
_LEAST, _LEAST_WEAK, _LEAST_SINGLE, _ALL_OVER, _SINGLES = 2.0, 3.0, 5.0, 8.0, 2
# Where fewer than three recur, weaker phrases in so many sentences will do, then good ones of the first sentences whose
# last word recurs, and the others too if they are words of everyday news.
_AT_LEAST, _FAIR, _FIRST_SENTENCES, _GOOD, _RECURS = 2.0, 0.7, 5, 1.3, 2
_STEM = 4


def find_topics(reading: Reading, persons: Iterable[str], others: Iterable[str] = ()) -> tuple[Topic, ...]:
    """Up to six topics, weightiest first. `persons` and `others` are the names of the article's actors."""
    persons = list(persons)
    # A word that also stands in small letters is no name.
    small = {t.text for p in reading.paragraphs for t in p.doc if t.is_lower and t.pos_ in ("NOUN", "ADJ")}
    people = {w.lower().strip(".") for name in persons for w in name.split()} - small
    named = {plain(n) for n in others} | {plain(n) for n in persons}
    heads = [(p.start, p.end) for p in reading.headline]
    spans: dict[str, list[Span]] = defaultdict(list)
    worth: dict[str, float] = {}
    for p in (*reading.headline, *reading.paragraphs):
        for tokens in phrases(p):
            if good := strength(tokens, people, named):
                key = key_of(tokens)
                spans[key].append(p.span(reading.text, tokens))
                worth[key] = max(worth.get(key, 0.0), good)
    body = {k: [s for s in v if not _within(s, heads)] for k, v in spans.items()}
    body = {k: v for k, v in body.items() if v}  # words of a headline in title case are cut wrong as often as not
    nested = _nested(body)
    title = title_terms(reading)
    size = max(1, len(reading.text))
    scored: dict[str, float] = {}
    weaker: dict[str, float] = {}
    spare: dict[str, float] = {}
    for key, found in body.items():
        in_title = bool(title) and all(w in title for w in re.findall(r"\w{3,}", key))
        told = len({reading.index_at(s.start) for s in found}) + _TITLED * in_title
        early = 1 + _EARLY * (1 - min(1.0, 3 * found[0].start / size))
        score = max(0.0, told - _NESTED * nested[key]) ** 0.7 * worth[key] * early * (_HEADLINE if in_title else 1)
        if told >= _least(key, worth[key], in_title):
            scored[key] = score
        elif told >= _AT_LEAST and (worth[key] >= _FAIR or in_title if " " in key else worth[key] >= 1):
            weaker[key] = score
        elif worth[key] >= _GOOD and reading.index_at(found[0].start) < _FIRST_SENTENCES:
            spare[key] = score
    several = {k: x for k, x in scored.items() if " " in k}
    chosen = _choose(several, spans, [], MOST)
    chosen = _choose(scored, spans, chosen, min(MOST, len(chosen) + _SINGLES))
    if len(chosen) < FEWEST:
        recurring = _recurring(reading)
        kept = {k: x for k, x in spare.items() if _is_kept_to(k.split(), recurring)}
        chosen = _choose(weaker, spans, chosen, FEWEST)
        chosen = _choose(kept, spans, chosen, FEWEST)
    chosen.sort(key=lambda k: -(scored | weaker | spare)[k])
    return tuple(Topic(_label(body[k]), tuple(spans[k])) for k in chosen)


def _least(key: str, worth: float, in_title: bool) -> float:
    """In how many sentences a phrase has to stand, a headline counting two."""
    if " " in key:
        return _LEAST if worth >= 1 else _LEAST_WEAK
    return _LEAST_WEAK if worth >= 1 else _LEAST_SINGLE if in_title else _ALL_OVER


def _within(s: Span, parts: Sequence[tuple[int, int]]) -> bool:
    return any(a <= s.start < b for a, b in parts)


def _nested(spans: dict[str, list[Span]]) -> Counter[str]:
    """How often each phrase stands inside the one longer phrase that has it most often."""
    out: Counter[str] = Counter()
    for key, found in spans.items():
        parts = key.split()
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) + 1):
                inner = " ".join(parts[first:last])
                if inner != key and inner in spans:
                    out[inner] = max(out[inner], len(found))
    return out


def _choose(scored: dict[str, float], spans: dict[str, list[Span]], chosen: list[str], most: int) -> list[str]:
    """The best ones after those already chosen, none like another."""
    out = list(chosen)
    for key in sorted(scored, key=lambda k: (-scored[k], spans[k][0].start)):
        if len(out) < most and not any(_alike(key, c) for c in out):
            out.append(key)
    return out


def _is_kept_to(key: Sequence[str], recurring: Counter[str]) -> bool:
    """Whether the article keeps to what the phrase's words mean, though it does not say them together again."""
    return recurring[key[-1]] > _RECURS and all(recurring[w] >= _RECURS or is_rare(w) for w in key[:-1])


def _recurring(reading: Reading) -> Counter[str]:
    """In how many sentences each word stands, by its form and by its lemma."""
    return Counter(w for s in reading.sentences for w in {x for t in s.tokens for x in (t.lower_, t.lemma_.lower())})


def _alike(a: str, b: str) -> bool:
    """Whether one key's words are all in the other's, by their first letters ("trader", "trading")."""
    x, y = ({w[:_STEM] for w in re.findall(r"\w+", k)} for k in (a, b))
    return x <= y or y <= x


def _label(body: Sequence[Span]) -> str:
    """The commonest form in the body, white space folded; one with a small first letter before one with a capital."""
    folded = [re.sub(r"\s+", " ", s.text) for s in body]
    return max(folded, key=lambda f: (folded.count(f), f[:1].islower(), -folded.index(f)))
