"""What an index can be filtered and sorted by. Without JavaScript the lists are whole and the form is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from briefing.book.values import published, text_of
from briefing.model import Briefing
from briefing.site.activity import iso
from briefing.site.escape import encode

# A longer list of choices helps nobody; what is rarer is found by the words of the text field.
MOST_CHOICES = 200
LEAST_ARTICLES = 2


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A list of choices, such as all outlets. `numbers` gives the value of each key that has one."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    numbers: Mapping[str, str]


def facet(
    name: str, label: str, total: int, keys: Iterable[tuple[str, str]], *, least: int = 1, newest: bool = False
) -> Facet:
    """The facet of keys and their labels, one for each of the `total` items that has them. Keys of fewer than
    `least` items are left out, and those of all, which would choose nothing. Sorted by label, or newest first."""
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for key, text in keys:
        labels.setdefault(key, text)
        counts[key] += 1
    kept = sorted((k for k in counts if k and least <= counts[k] < total), key=lambda k: (-counts[k], k))[:MOST_CHOICES]
    kept.sort(key=lambda k: (labels[k].casefold(), k), reverse=newest)
    numbers = {key: str(n) for n, key in enumerate(kept)}
    return Facet(name, label, tuple(Choice(numbers[k], labels[k], counts[k]) for k in kept), numbers)


Fact = tuple[Facet | str, Iterable[str]]
"""A facet with the keys an item has of it, or a name to sort by with its value."""


def data(facts: Iterable[Fact]) -> Markup:
    """The attributes of an item: for a facet the numbers of its keys, for a name to sort by the value itself."""
    made = []
    for of, keys in facts:
        if isinstance(of, str):
            made += [f' data-{of}="{encode(value)}"'] if (value := "".join(keys)) else []
        elif numbers := sorted({of.numbers[k] for k in keys if k in of.numbers}, key=int):
            made.append(f' data-{of.name}="{" ".join(numbers)}"')
    return Markup("".join(made))


def year_of(briefing: Briefing) -> str:
    """The year of publication; "" where it is not stated."""
    return iso(published(briefing))[:4]


def outlet_of(briefing: Briefing) -> str:
    return text_of(briefing.article.outlet)
