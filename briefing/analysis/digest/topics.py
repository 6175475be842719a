"""What the article is about, as a librarian would file it: noun phrases of several words, and names of events and laws.

Three to six that tell something rather than many: a topic recurs, by itself or by the words it is made of, or stands in
the headline or the first sentences; it says something by itself, and is nobody's name, since actors have pages of their
own. A phrase that recurs only as part of a longer one gives way to that (after Frantzi's C-value, 2000).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.analysis.actors.mention import NameMention
from briefing.analysis.digest.phrases import is_rare, key_of, phrases, plain, strength, ties
from briefing.analysis.digest.things import named_things
from briefing.analysis.digest.title_terms import title_terms
from briefing.language import Reading
from briefing.model import Span, Topic

MOST, SINGLES = 6, 2
# Weights by eye over twenty articles of five collections; there is no public measure of topics of single articles.
_HEADLINE, _EARLY, _NESTED, _TITLED = 1.6, 1.0, 0.6, 1.5
# How much a sentence with the phrase's last word alone counts ("the zones" of "marine conservation zones"); so many at
# most.
_ECHO, _ECHOES = 0.35, 5
# What a phrase needs before it is what the article is about: of several words, such that are a matter by their last,
# and weak ones; of one word in the headline, one from the list of subjects, and any other. Beyond the third topic all
# need more.
_LEAST, _LEAST_MATTER, _LEAST_WEAK = 2.3, 1.9, 3.0
_LEAST_TITLED, _LEAST_SUBJECT, _LEAST_SINGLE = 3.0, 3.0, 8.0
_MATTER, _FEW, _MORE = 1.7, 3, 0.3
# Where fewer are found, what needs less: this support, and a word that recurs.
_LEAST_SPARE, _FAIR = 1.3, 1.3
# A phrase's word that stands in so many sentences is one that the article keeps to.
_RECURS = 2
_LEAD = 3
_STEM = 4


@dataclass(slots=True)
class _Candidate:
    key: str
    worth: float
    named: bool = False
    spans: list[Span] = field(default_factory=list)
    body: list[Span] = field(default_factory=list)
    told: int = 0
    early: bool = False
    support: float = 0.0
    score: float = 0.0

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", self.key)


def find_topics(
    reading: Reading, persons: Iterable[str], others: Iterable[str] = (), things: Iterable[NameMention] = ()
) -> tuple[Topic, ...]:
    """Up to six topics, weightiest first. `persons` and `others` are the names of the article's actors, `things` the
    names in it that are no actors'."""
    found = _candidates(reading, list(persons), list(others), things)
    title, in_sentences = title_terms(reading), _sentences_of(reading)
    nested = _nested(found)
    fit: list[_Candidate] = []
    spare: list[_Candidate] = []
    for c in found.values():
        share = _weigh(c, reading, title, in_sentences, nested[c.key])
        kept = c.told > 1 or (" " in c.key and (share == 1 or (not c.named and _is_kept_to(c, in_sentences))))
        if kept and c.support >= _least(c, share) + _MORE:
            fit.append(c)
        elif kept and c.support >= _least(c, share):
            spare.append(c)
        elif not c.named and c.support >= _LEAST_SPARE and c.worth >= _fair(c) and _recurs(c, in_sentences):
            c.score /= 2
            spare.append(c)
    chosen = _choose(spare, _choose(fit, [], MOST), _FEW)
    chosen.sort(key=lambda c: -c.score)
    return tuple(Topic(_label(c.body), tuple(c.spans)) for c in chosen)


def _weigh(
    c: _Candidate, reading: Reading, title: set[str], in_sentences: Mapping[str, set[int]], inside: int
) -> float:
    """Count what speaks for a phrase that stands in a longer one `inside` times; what share of it the title has."""
    told = {reading.index_at(s.start) for s in c.body}
    share = sum(w in title for w in c.words) / len(c.words) if title else 0.0
    echoes = min(_ECHOES, len(in_sentences.get(c.words[-1], set()) - told)) if " " in c.key else 0
    c.told, c.early = len(told), min(told) < _LEAD
    c.support = max(0.0, c.told - _NESTED * inside) + _ECHO * echoes + _TITLED * share + c.early
    place = min(1.0, 3 * c.body[0].start / max(1, len(reading.text)))
    c.score = c.support**0.7 * c.worth * (1 + _EARLY * (1 - place)) * (1 + (_HEADLINE - 1) * share)
    return share


def _choose(found: Sequence[_Candidate], chosen: Sequence[_Candidate], most: int) -> list[_Candidate]:
    """The best ones after those already chosen, none like another, and few of a single word."""
    out = list(chosen)
    for c in sorted(found, key=lambda c: (-c.score, c.spans[0].start)):
        if len(out) >= most:
            break
        single = " " not in c.key and sum(" " not in x.key for x in out) >= SINGLES
        if not single and not any(_alike(c.words, x.words) for x in out):
            out.append(c)
    return out


def _recurs(c: _Candidate, in_sentences: Mapping[str, set[int]]) -> bool:
    """Whether one of the phrase's words stands in another sentence too."""
    return any(len(in_sentences.get(w, ())) >= _RECURS for w in c.words)


def _candidates(
    reading: Reading, persons: Sequence[str], others: Sequence[str], things: Iterable[NameMention]
) -> dict[str, _Candidate]:
    """Every phrase that may be a topic and stands in the body, by its key."""
    # A word that also stands in small letters is no name.
    small = {t.text for p in reading.paragraphs for t in p.doc if t.is_lower and t.pos_ in ("NOUN", "ADJ")}
    people = {w.lower().strip(".") for name in persons for w in name.split()} - small
    named = {plain(n) for n in others} | {plain(n) for n in persons}
    found: dict[str, _Candidate] = {}

    def add(key: str, span: Span, worth: float) -> None:
        c = found.setdefault(key, _Candidate(key, worth))
        c.spans.append(span)
        c.worth = max(c.worth, worth)

    heads = [(p.start, p.end) for p in reading.headline]
    for p in (*reading.headline, *reading.paragraphs):
        for tokens in phrases(p):
            if good := strength(tokens, people, named):
                add(key_of(tokens), p.span(reading.text, tokens), good)
        for tokens, good in ties(p, people, named):
            add(key_of(tokens), p.span(reading.text, tokens), good)
    for m, good in named_things(things):
        if people & set(m.key.split()):
            continue
        add(m.key, Span.of(reading.text, m.start, m.end), good)
        found[m.key].named = True
    for c in found.values():
        # Words of a headline in title case are cut wrong as often as not.
        unique = {(s.start, s.end): s for s in c.spans}
        c.spans = sorted(unique.values(), key=lambda s: s.start)
        c.body = [s for s in c.spans if not any(a <= s.start < b for a, b in heads)]
    return {k: c for k, c in found.items() if c.body}


def _least(c: _Candidate, title: float) -> float:
    """How much support a topic needs."""
    if " " in c.key:
        return _LEAST_MATTER if c.worth >= _MATTER else _LEAST if c.worth >= 1 else _LEAST_WEAK
    return _LEAST_TITLED if title else _LEAST_SUBJECT if c.worth >= 1 else _LEAST_SINGLE


def _fair(c: _Candidate) -> float:
    """How good a phrase must be that needs less support."""
    return _FAIR if " " in c.key else 1


def _sentences_of(reading: Reading) -> dict[str, set[int]]:
    """The sentences that each word stands in, by its form and by its lemma."""
    out: dict[str, set[int]] = defaultdict(set)
    for s in reading.sentences:
        for t in s.tokens:
            out[t.lower_].add(s.index)
            out[t.lemma_.lower()].add(s.index)
    return out


def _is_kept_to(c: _Candidate, in_sentences: Mapping[str, set[int]]) -> bool:
    """Whether the article keeps to what the words of a phrase mean that it says but once: one of them recurs and the
    rest are none of everyday news."""
    if " " not in c.key:
        return False
    recurs = [len(in_sentences.get(w, ())) >= _RECURS for w in c.words]
    if c.worth >= _MATTER:
        return all(recurs) or (c.early and any(recurs))
    telling = all(r or is_rare(w) for r, w in zip(recurs, c.words, strict=True))
    return c.early and any(recurs) and telling and len(in_sentences.get(c.words[-1], ())) > _RECURS


def _nested(found: Mapping[str, _Candidate]) -> Counter[str]:
    """How often each phrase stands inside the one longer phrase that has it most often."""
    out: Counter[str] = Counter()
    for key, c in found.items():
        parts = key.split()
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) + 1):
                inner = " ".join(parts[first:last])
                if inner != key and inner in found:
                    out[inner] = max(out[inner], len(c.spans))
    return out


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one key's words are all in the other's, by their first letters ("trader", "trading")."""
    x, y = {w[:_STEM] for w in a}, {w[:_STEM] for w in b}
    return x <= y or y <= x


def _label(body: Sequence[Span]) -> str:
    """The commonest form in the body, white space folded; one with a small first letter before one with a capital."""
    folded = [re.sub(r"\s+", " ", s.text) for s in body]
    return max(folded, key=lambda f: (folded.count(f), f[:1].islower(), -folded.index(f)))
