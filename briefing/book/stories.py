"""Articles on one event: near in time, with the same actors and the same telling words.

Every article is compared only with those that share a telling feature with it, found by an index, so that the time
grows with the number of articles.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.book.decisions import StoryDecision
from briefing.book.values import BookActor, Chapter, Duplicate, Said, Story, oldest_first, published, text_of
from briefing.ids import slug, words_of
from briefing.model import Briefing

# Two articles are on one event if their features are so alike (cosine, less by half at the most days apart). Read on
# the example book: its seven pairs above .13 are each one event, the next, at .10, is of two.
ALIKE = 0.13
DAYS = 10
# Without dates, articles on two matters of one campaign come up to .38 (PolNeAR's development articles).
ALIKE_UNDATED = 0.39
# The telling features of an article, and the most articles a feature may be in to be looked up.
FEATURES = 40
MOST_ARTICLES = 60
# A statement of which this share of runs of three words stood in an earlier article adds nothing.
KNOWN = 0.5
SHOWN_WORDS = 6
# A word in more than this share of the articles, and in more than so many, tells of no event.
COMMON_SHARE, COMMON_LEAST = 0.2, 4
# News stands at the top.
FIRST_PARAGRAPHS = 3
TITLE = 3

_DATES = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(slots=True)
class _Features:
    """What an article is about: weights of its actors and words, of length 1; `day` counts from year 1."""

    weights: dict[str, float]
    day: int | None


def build(
    briefings: Iterable[Briefing],
    actors: Sequence[BookActor],
    duplicates: Sequence[Duplicate] = (),
    decisions: Iterable[StoryDecision] = (),
) -> tuple[tuple[Story, ...], list[str]]:
    """Stories of two articles or more, the newest first, and warnings."""
    ordered = sorted(briefings, key=oldest_first)
    at = {b.id: n for n, b in enumerate(ordered)}
    features = _features(ordered, actors)
    parent = list(range(len(ordered)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    decisions = tuple(decisions)
    warnings = [f"{d.at}: no article has the id {id}" for d in decisions for id in d.articles if id not in at]
    apart = [frozenset(at[i] for i in d.articles if i in at) for d in decisions if d.apart]
    for one, two in _pairs(features):
        if not any({one, two} <= pair for pair in apart):
            parent[max(root(one), root(two))] = min(root(one), root(two))
    for copy in duplicates:
        one, two = at[copy.article], at[copy.of]
        parent[max(root(one), root(two))] = min(root(one), root(two))
    titles: dict[int, str | None] = {}
    for decision in decisions:
        numbers = [at[i] for i in decision.articles if i in at]
        if not decision.apart and len(numbers) > 1:
            for number in numbers[1:]:
                parent[max(root(numbers[0]), root(number))] = min(root(numbers[0]), root(number))
            titles[numbers[0]] = decision.title
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(ordered)):
        groups[root(number)].append(number)
    versions = {d.article: d.of for d in duplicates}
    reviewed = {root(n): t for n, t in titles.items()}
    names = {(a.briefing.id, a.actor.id): actor.slug for actor in actors for a in actor.appearances}
    stories = [
        _story([ordered[n] for n in numbers], [features[n] for n in numbers], names, versions, head in reviewed,
               reviewed.get(head))
        for head, numbers in groups.items() if len(numbers) > 1
    ]  # fmt: skip
    stories.sort(key=lambda s: (published(s.chapters[-1].briefing), s.slug), reverse=True)
    return tuple(stories), warnings


def _features(ordered: Sequence[Briefing], actors: Sequence[BookActor]) -> list[_Features]:
    counts = [_counts(b) for b in ordered]
    place = {b.id: n for n, b in enumerate(ordered)}
    for actor in actors:
        if actor.type != "country":
            for a in actor.appearances:
                counts[place[a.briefing.id]][f"@{actor.slug}"] = 1 + len(a.actor.mentions)
    articles = Counter(f for c in counts for f in c)
    most = max(COMMON_LEAST, COMMON_SHARE * len(ordered))
    made = []
    for briefing, own in zip(ordered, counts, strict=True):
        weights = {
            f: (2.0 if f[0] == "@" else 1.0) * math.log1p(n) * math.log((1 + len(ordered)) / articles[f])
            for f, n in own.items()
            if f[0] == "@" or articles[f] <= most
        }
        best = sorted(weights.items(), key=lambda w: (-w[1], w[0]))[:FEATURES]
        length = math.sqrt(sum(w * w for _, w in best)) or 1.0
        made.append(_Features({f: w / length for f, w in best if w > 0}, _day(briefing)))
    return made


def _counts(briefing: Briefing) -> Counter[str]:
    """Words of the title and the first paragraphs; those of names are the actors' own."""
    named = {w for a in briefing.actors if a.named for n in a.proper_names for w in words_of(n)}
    article = briefing.article
    parts = [text_of(article.title)] * TITLE + [text_of(article.standfirst)]
    parts += [article.text[b.start : b.end] for b in article.paragraphs[:FIRST_PARAGRAPHS]]
    return Counter(w for part in parts for w in _WORD.findall(part.casefold()) if w not in named and w not in _DATES)


def _day(briefing: Briefing) -> int | None:
    try:
        return date.fromisoformat(published(briefing)).toordinal()
    except ValueError:
        return None


def _pairs(features: Sequence[_Features]) -> Iterable[tuple[int, int]]:
    """Articles on one event, each with older ones."""
    where: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(features):
        scores: dict[int, float] = defaultdict(float)
        for feature, weight in own.weights.items():
            for other in where[feature][-MOST_ARTICLES:]:
                scores[other] += weight * features[other].weights[feature]
            where[feature].append(number)
        for other, score in scores.items():
            if _near(score, own.day, features[other].day):
                yield other, number


def _near(score: float, one: int | None, two: int | None) -> bool:
    if one is None or two is None:
        return score >= ALIKE_UNDATED
    days = abs(one - two)
    return days <= DAYS and score * (1 - days / (2 * DAYS)) >= ALIKE


def _story(
    briefings: Sequence[Briefing],
    features: Sequence[_Features],
    names: dict[tuple[str, str], str],
    versions: dict[str, str],
    decided: bool,
    title: str | None,
) -> Story:
    known: set[tuple[str, ...]] = set()
    met: set[str] = set()
    chapters = []
    everywhere: Counter[str] = Counter()
    for briefing in briefings:
        here = list(dict.fromkeys(names[briefing.id, a.id] for a in briefing.actors if (briefing.id, a.id) in names))
        said = []
        for position in briefing.positions:
            if position.shown and not _known(runs := _runs(" ".join(s.text for s in position.content)), known):
                said.append(Said(briefing, position))
                known |= runs
        chapters.append(
            Chapter(briefing, tuple(said), tuple(a for a in here if a not in met), versions.get(briefing.id))
        )
        met.update(here)
        known |= _runs(briefing.article.text)
        everywhere.update(here)
    words = Counter(f for own in features for f in own.weights if f[0] != "@")
    telling = sorted((w for w, n in words.items() if n > 1), key=lambda w: (-words[w], w))[:SHOWN_WORDS]
    shared = sorted((a for a, n in everywhere.items() if n > 1), key=lambda a: (-everywhere[a], a))
    first = briefings[0]
    return Story(
        slug(first.id), title or text_of(first.article.title) or first.id, tuple(chapters), tuple(shared),
        tuple(telling), "reviewed" if decided else "inferred",
    )  # fmt: skip


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {words[n : n + 3] for n in range(len(words) - 2)}


def _known(runs: set[tuple[str, ...]], known: set[tuple[str, ...]]) -> bool:
    return bool(runs) and len(runs & known) >= KNOWN * len(runs)
