"""Articles, front matter, reviews and changes of frozen files: news, payloads and signs, put together at random."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from security.vectors import payloads

NEWS = """\
---
title: Bridge reopens
date: 2023-05-01
outlet: Harbour Post
---
Mayor Ada Lindqvist reopened the harbour bridge in Port Hale on Monday after three years of repairs.

“This bridge is the heart of our town and it beats again today,” Lindqvist said at the opening.

The bridge had been closed since a storm in 2020 damaged its pillars.

Critics said the repairs, which cost 12 million euros, had taken far too long, and demanded an inquiry.

In 2010, a ship had struck the old bridge, which was built in 1931, and killed three people.

Tom Okafor, the chairman of the Harbour Board, denied that. “Nobody could have done it faster,” he told reporters.

The islands had been linked to the town by a ferry since 1968, until the council sold it in 2015.
"""
"""An article whose briefing has something of each part."""

PLAIN = (
    "The harbour will open in May, Mayor Anna Berg said on Tuesday.", "“We are late,” she said.", "By Ann Lee",
    "Critics called it a waste of money.", "BERLIN, July 12 — Rain fell.", "Read more: x", "", " ", "A", "---",
    "It was built in 2010 after the flood, according to the ministry.", "Q: Why now?", "“Not now", "said”", "’",
)  # fmt: skip
SIGNS = (
    *"<>\"'&;{}[]()`*_~^=#!|:/\\%@$-+.,?\n\r\t",
    *"\x00\x0b\x0c\x1b\x85\x9b\u2028\u202e\u2066\u200b\ufeff\ud800\ufffe",
)


@cache
def _pieces() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*payloads(), *(part for p in payloads() for part in p.split()))))


def _payload_pieces() -> SearchStrategy[str]:
    # By number, since hypothesis writes out what it samples from.
    return st.integers(0, len(_pieces()) - 1).map(lambda n: _pieces()[n])


def words() -> SearchStrategy[str]:
    """A line or a few, of news, payloads, parts of payloads and signs."""
    piece = st.one_of(st.sampled_from(PLAIN), _payload_pieces(), st.sampled_from(SIGNS), st.text(max_size=12))
    joint = st.sampled_from(("", " ", "\n", "\n\n"))
    return st.builds(lambda pieces, by: by.join(pieces), st.lists(piece, max_size=6), joint)


def articles() -> SearchStrategy[str]:
    return st.lists(st.one_of(words(), st.sampled_from(PLAIN)), min_size=1, max_size=12).map("\n\n".join)


def yaml_values() -> SearchStrategy[str]:
    leaf = st.one_of(
        words().map(lambda w: json.dumps(w)),
        words().map(lambda w: " ".join(w.split())),
        st.sampled_from(("~", "yes", "2016-01-05", "[", "{", "*a", "&a x", "!!python/name:os.system", "|-\n    x")),
    )
    return st.recursive(
        leaf,
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda v: f"[{', '.join(v)}]")
            | st.lists(st.tuples(st.sampled_from(("name", "words", "text", "in", "to", "by")), inner), max_size=3).map(
                lambda v: "{" + ", ".join(f"{k}: {w}" for k, w in v) + "}"
            )
        ),
        max_leaves=6,
    )


REVIEW_KEYS = ("reviewed", "publish", "robots", "set", "reject", "edit", "add", "actors", "notes", "stories", "topics")
ITEM_KEYS = (
    "name", "rename", "type", "role", "merge", "split", "hide", "reject", "words", "id", "to", "in", "actor", "act",
    "position", "summary", "background", "topic", "when", "text", "by", "about", "title", "url", "date", "authors",
    "outlet", "occurrence", "near", "source", "cue", "describe", "wikidata", "page", "articles", "article", "of",
)  # fmt: skip


def reviews(texts: tuple[str, ...]) -> SearchStrategy[str]:
    """A review's YAML, some of whose values are words of the article, so that not all is refused at once."""
    value = st.one_of(yaml_values(), st.sampled_from(texts).map(json.dumps))
    pairs = st.lists(st.tuples(st.sampled_from(ITEM_KEYS), value), min_size=1, max_size=4, unique_by=lambda p: p[0])
    mapping = pairs.map(lambda p: "{" + ", ".join(f"{k}: {v}" for k, v in p) + "}")
    section = st.one_of(value, mapping, st.lists(st.one_of(mapping, value), max_size=3).map(_listed))
    return st.lists(st.tuples(st.sampled_from(REVIEW_KEYS), section), max_size=4).map(
        lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
    )


def _listed(items: list[str]) -> str:
    return "".join(f"\n  - {item}" for item in items)


def frozen_changes() -> SearchStrategy[list[tuple[int, Any, bool]]]:
    """Where, and what: a value, the number of a place whose value is taken, or what to do; and whether only at places
    that have a value of such a kind."""
    value = st.one_of(
        st.sampled_from((None, True, False, 0.5, -1, 1e308, 2**53, 2**200, "remove", "twice", "reviewed", [], {}, "")),
        st.integers(0, 10**4), words(), st.sampled_from(("2010", "2010-02-31", "--13-40", "9999", "0000-00-00")),
    )  # fmt: skip
    alike = st.sampled_from((True, True, True, False))
    return st.lists(st.tuples(st.integers(0, 10**4), value, alike), min_size=1, max_size=3)
