"""Which of the nouns and phrases that articles come back to are topics of the book.

One word in several articles may be as many matters: "device" of a telephone maker and of a school. So the articles must
have an actor in common too, the word must be what they come back to and not used by the way, and it must tell them
from the rest.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.book.values import BookActor
from briefing.model import Briefing, Topic

# Read on the example book and on PolNeAR's development articles, from the weakest topics up.
# A word that is in more than this share of the articles tells none from the others.
COMMON_SHARE, COMMON_LEAST = 0.3, 5
# Of the articles that have the word at all, so many must come back to it.
TOLD_SHARE = 1 / 3
# Two articles are enough for a phrase; for a single word they must have it so often.
LEAST_MENTIONS = 6
# Of two topics of which one is a part of the other, one is left if they have so many articles in common.
SAME_SHARE = 0.6
# For each article, at most so many topics.
MOST_SHARE, MOST_LEAST = 0.5, 12

Entry = tuple[Briefing, Topic]


@dataclass(frozen=True, slots=True)
class _Subject:
    key: str
    entries: Sequence[Entry]
    score: float

    @property
    def articles(self) -> set[str]:
        return {b.id for b, _ in self.entries}


def choose(
    candidates: Mapping[str, Sequence[Entry]],
    named_in: Mapping[str, int],
    taken: Mapping[str, Sequence[Entry]],
    briefings: Sequence[Briefing],
    actors: Sequence[BookActor],
) -> dict[str, list[Entry]]:
    """The topics among the candidates, with their articles.

    `named_in` says how many articles have the words at all, `taken` are the topics there are already.
    """
    company = _company(actors)
    people = {w for a in actors if a.type == "person" for name in (a.name, *a.aliases) for w in name.casefold().split()}
    most = max(COMMON_LEAST, COMMON_SHARE * len(briefings))
    found = []
    for key, entries in candidates.items():
        if named_in[key] > most or people & set(key.split()):
            continue
        together = _together(entries, company)
        mentions = [len(topic.spans) for _, topic in together]
        if len(together) < 2 or len(together) < TOLD_SHARE * named_in[key]:
            continue
        if len(together) == 2 and " " not in key and sum(mentions) < LEAST_MENTIONS:
            continue
        weight = math.log((1 + len(briefings)) / named_in[key]) * len(together) / named_in[key]
        found.append(_Subject(key, together, weight * sum(map(math.log1p, mentions))))
    found.sort(key=lambda s: (-s.score, s.key))
    return _apart(found, taken, int(max(MOST_LEAST, MOST_SHARE * len(briefings))))


def _company(actors: Iterable[BookActor]) -> dict[str, set[str]]:
    """The actors of each article that others have too; a country is in articles on anything."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if actor.type != "country" and len(actor.articles) > 1:
            for briefing in actor.articles:
                found[briefing.id].add(actor.slug)
    return found


def _together(entries: Sequence[Entry], company: Mapping[str, set[str]]) -> list[Entry]:
    """Those that have an actor in common with another."""
    counts = Counter(slug for briefing, _ in entries for slug in company.get(briefing.id, ()))
    return [e for e in entries if any(counts[slug] > 1 for slug in company.get(e[0].id, ()))]


def _apart(found: Iterable[_Subject], taken: Mapping[str, Sequence[Entry]], most: int) -> dict[str, list[Entry]]:
    """The best, without what is a part of a better one or has it as a part, in the same articles."""
    by_word: dict[str, list[_Subject]] = defaultdict(list)
    for key, entries in taken.items():
        for word in key.split():
            by_word[word].append(_Subject(key, entries, 0.0))
    chosen: dict[str, list[Entry]] = {}
    for subject in found:
        if len(chosen) == most:
            break
        near = {id(o): o for word in subject.key.split() for o in by_word[word]}.values()
        if any(_same(subject, other) for other in near):
            continue
        chosen[subject.key] = list(subject.entries)
        for word in subject.key.split():
            by_word[word].append(subject)
    return chosen


def _same(one: _Subject, two: _Subject) -> bool:
    return _part_of(one.key, two.key) and len(one.articles & two.articles) >= SAME_SHARE * min(
        len(one.articles), len(two.articles)
    )


def _part_of(one: str, two: str) -> bool:
    short, long = sorted((set(one.split()), set(two.split())), key=len)
    return short <= long
