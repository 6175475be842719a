"""What the article is about: noun phrases and names that recur and stand early, as the article writes them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from briefing.language import Reading
from briefing.lexicon import countries, words
from briefing.model import Span, Topic

MOST = 6
_LEAST_MENTIONS = 2


def find_topics(reading: Reading, actor_names: Iterable[str]) -> tuple[Topic, ...]:
    """Up to six topics, weightiest first. Persons are no topics: they are actors."""
    persons = {w for name in actor_names for w in name.lower().split()}
    spans: dict[str, list[Span]] = defaultdict(list)
    score: dict[str, float] = defaultdict(float)
    for p in (*reading.headline, *reading.paragraphs):
        for chunk in p.doc.noun_chunks:
            tokens = [t for t in chunk if not t.is_space]
            while tokens and (
                tokens[0].is_stop
                or tokens[0].is_punct
                or tokens[0].pos_ in ("DET", "PRON", "NUM")
                or tokens[0].ent_type_ in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT")
            ):
                tokens = tokens[1:]
            while tokens and (tokens[-1].is_punct or tokens[-1].tag_ == "POS"):
                tokens = tokens[:-1]
            if (
                not tokens
                or len(tokens) > 4
                or any(t.is_punct and (t.whitespace_ or t.text not in ("-", "'", "’", "&", ".")) for t in tokens)
            ):
                continue
            head = tokens[-1]
            if (
                head.lemma_.lower() in words("topics", "empty")
                or head.pos_ not in ("NOUN", "PROPN")
                or head.ent_type_ in ("PERSON", "DATE", "TIME")
            ):
                continue
            named = all(t.pos_ == "PROPN" for t in tokens)
            if named and (persons & {t.lower_ for t in tokens} or countries.code_of(" ".join(t.text for t in tokens))):
                continue
            if persons & {t.lower_ for t in tokens} or (
                len(tokens) == 1 and (head.lower_ in words("people", "roles") or len(head) < 4)
            ):
                continue
            span = p.span(reading.text, tokens)
            key = " ".join([*(t.lower_ for t in tokens[:-1]), head.lemma_.lower()])
            spans[key].append(span)
            score[key] += (
                (2.0 if p in reading.headline else 1.0)
                * (1.6 if len(tokens) > 1 else 1.0)
                * (1.0 + 0.5 / (1 + p.index) if p.index >= 0 else 1.5)
            )
    keys = [k for k in spans if len(spans[k]) >= _LEAST_MENTIONS or k in _headline_keys(reading, spans)]
    keys.sort(key=lambda k: (-score[k], spans[k][0].start))
    chosen: list[str] = []
    for k in keys:
        if not any(_within(k, c) for c in chosen):
            chosen.append(k)
        if len(chosen) == MOST:
            break
    return tuple(Topic(_label([s.text for s in spans[k]]), tuple(spans[k])) for k in chosen)


def _headline_keys(reading: Reading, spans: dict[str, list[Span]]) -> set[str]:
    stops = [(p.start, p.end) for p in reading.headline]
    return {k for k, ss in spans.items() if " " in k and any(a <= s.start < b for s in ss for a, b in stops)}


def _within(a: str, b: str) -> bool:
    """Whether one key's words are all in the other's."""
    x, y = set(a.split()), set(b.split())
    return x <= y or y <= x


def _label(forms: list[str]) -> str:
    """The commonest form, white space folded; a form with a small first letter before one from a sentence's start."""
    folded = [re.sub(r"\s+", " ", f) for f in forms]
    return max(folded, key=lambda f: (folded.count(f), f[:1].islower(), -folded.index(f)))
