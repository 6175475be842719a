"""Where a name begins and ends, by its other mentions in the article: words that only stand before it are cut off
("Though Moss", "Notice Moss"), and one that the recogniser cut short is made whole ("Ana Vega" of "Ana Vega Ruiz")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from briefing.analysis.actors.chunks import is_given
from briefing.analysis.actors.mention import NameMention, is_particle, normal
from briefing.lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

Remake = Callable[[NameMention, int, int], NameMention | None]


def settle(found: Sequence[NameMention], remake: Remake) -> list[NameMention]:
    """The mentions with their edges settled; `remake` makes a mention anew from its first and last token."""
    keys = Counter(m.key for m in found)
    within = Counter(m.key for m in found if not _opens_sentence(m))
    persons = {m.key for m in found if m.label == "PERSON" or m.title is not None}
    surnames = {key.split()[-1] for key in persons}
    out = []
    for m in found:
        first, last = _begin(m, keys, within, persons, surnames), _end(m, keys)
        first = _longer(m, first, last, keys)
        changed = (first, last) != (m.first, m.last)
        out.append((remake(m, first, last) if changed else None) or m)
    return out


def _begin(
    m: NameMention, keys: Counter[str], within: Counter[str], persons: Collection[str], surnames: Collection[str]
) -> int:
    """The token with which the name begins."""
    doc = m.paragraph.doc
    if m.last == m.first:
        return m.first
    head, rest = doc[m.first], doc[m.first + 1]
    for n in (2, 1):
        if m.last - m.first >= n + 1 and doc[m.first : m.first + n].text.lower() in words("names", "townspeople"):
            return m.first + n  # "New Yorker Ann Moss"
    if (
        head.lower_ in ("said", "says", "added")
        and _opens_sentence(m)
        and normal(doc[m.first + 1 : m.last + 1].text) in (*persons, *surnames)
    ):
        return m.first + 1  # "Said Moss"
    capital = rest.text[:1].isupper() and (len(rest) > 1 or m.last > m.first + 1)
    if head.lower_ in words("names", "openers") and capital and _opens_sentence(m) and not within[m.key]:
        return m.first + 1  # "Though Zoe Moss"
    if m.label in ("PERSON", None) and m.last - m.first >= 2 and is_given(rest.text) and not is_given(head.text):
        capitals = head.text.isupper() and head.is_alpha and len(head) > 2 and not rest.text.isupper()
        if capitals or (m.label == "PERSON" and head.lower_ in words("common", "common") and within[m.key] < 2):
            return m.first + 1  # "MLA Ann Moss", "Handbook Ann Moss"
    for i in range(m.first + 1, m.last + 1):
        tail = normal(doc[i : m.last + 1].text)
        alone = i < m.last or not within[m.key] or countries.is_demonym(head.text)
        if alone and tail in persons and keys[tail] >= keys[m.key] and _before_a_name(m, i, keys):
            return i
    return m.first


def _before_a_name(m: NameMention, end: int, keys: Counter[str]) -> bool:
    """Whether what stands before `end` is no part of a person's name: common words, nationality, another's name."""
    head = m.paragraph.doc[m.first : end]
    key = normal(head.text)
    if is_given(head[0].text) or is_particle(head[-1].text):
        return False
    if len(head) > 1 and (key in words("bodies", "known") or keys[key]):
        return True  # "Water Board Moss", seldom but seen
    return all(
        t.lower_ in words("common", "common") or countries.is_demonym(t.text) or t.lower_ in words("names", "openers")
        for t in head
    )


def _end(m: NameMention, keys: Counter[str]) -> int:
    """The token with which the name ends: further on where the article has the longer name too."""
    doc, last = m.paragraph.doc, m.last
    while last + 1 < len(doc) and doc[last + 1].text[:1].isupper() and doc[last + 1].is_alpha:
        longer = normal(doc[m.first : last + 2].text)
        branch = doc[last + 1].text == "UK" and m.label in ("ORG", None)  # "Hale & Moss UK"
        if not keys[longer] and not branch:
            second = _two_countries(doc, m.first, last)
            if second is None:
                break
            last = second - 1
        last += 1
    return last


def _two_countries(doc: Doc, first: int, last: int) -> int | None:
    """The last token of a country's name right behind a name that ends in another: "Food Board Australia New
    Zealand"."""
    if last == first or not countries.code_of(doc[last].text):
        return None
    fits = (end for end in (last + 1, last + 2) if end < len(doc) and countries.code_of(doc[last + 1 : end + 1].text))
    return next(fits, None)


def _longer(m: NameMention, first: int, last: int, keys: Counter[str]) -> int:
    """The token with which the name begins where the recogniser cut a body's, which the article has whole too:
    "Scotland" of "Universities Scotland"."""
    doc = m.paragraph.doc
    if first != m.first or first == 0 or m.label == "PERSON" or doc[first - 1].is_sent_end:
        return first
    before = doc[first - 1]
    capital = before.text[:1].isupper() and before.is_alpha and before.pos_ != "DET"
    whole = capital and keys[normal(doc[first - 1 : last + 1].text)]
    return first - 1 if whole else first


def _opens_sentence(m: NameMention) -> bool:
    """Whether a capital proves nothing where the name stands."""
    doc = m.paragraph.doc
    return m.headline or m.first == 0 or bool(doc[m.first].is_sent_start) or doc[m.first - 1].text in "\"“‘':;—–•"
