"""Proper names in the text: whole, without titles and possessives, each with what its surroundings say of its type.

The parser's entity recogniser cuts hyphenated names, calls ships places and types one name three ways. So its
entities and the runs of proper nouns are only where we look; a name's type is settled over the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.analysis.mention import NameMention, is_particle, normal
from briefing.analysis.signs import count_signs
from briefing.language import Paragraph, Reading
from briefing.lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Shorter surnames are too often other words ("May", "Ho").
_SURNAME_LETTERS = 4
# Party tags ("R-TX") and compounds ("US-born") are no names.
_NO_NAME = re.compile(r"[RDI]-[A-Z][A-Za-z.]*$|.*-(?:born|themed|based|led|style|backed|era|wide)$")
_TIME_LABELS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")
_MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
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
}


def find_names(reading: Reading) -> list[NameMention]:
    """All mentions of names, in order of the text, titles split off, with signs of their type counted."""
    out: list[NameMention] = []
    for paragraph in (*reading.headline, *reading.paragraphs):
        head = paragraph in reading.headline
        for first, last, label in _candidates(paragraph, head):
            mention = _mention(reading.text, paragraph, first, last, label)
            if mention is not None:
                mention.headline = head
                out.append(mention)
    out += _surnames(reading, out)
    out.sort(key=lambda m: (m.start, -m.end))
    body = {m.key for m in out if not m.headline}
    clean: list[NameMention] = []
    for m in out:
        known = not m.headline or any(m.key == k or m.key in k.split() for k in body)
        if known and (not clean or m.start >= clean[-1].end):
            clean.append(m)
    return clean


def _surnames(reading: Reading, found: Sequence[NameMention]) -> Iterator[NameMention]:
    """Surnames of persons named in full, where the recogniser and the tagger passed over them ("Summers replied")."""
    full = [m.text for m in found if " " in m.text and (m.label == "PERSON" or m.title is not None)]
    surnames = {normal(name).split()[-1] for name in full}
    surnames = {s for s in surnames if len(s) >= _SURNAME_LETTERS}
    for paragraph in (*reading.headline, *reading.paragraphs):
        taken = {i for m in found if m.paragraph is paragraph for i in range(m.first, m.last + 1)}
        for t in paragraph.doc:
            if t.i not in taken and t.text[:1].isupper() and normal(t.text) in surnames:
                mention = _mention(reading.text, paragraph, t.i, t.i, "PERSON")
                if mention is not None:
                    mention.headline = paragraph in reading.headline
                    yield mention


def _candidates(paragraph: Paragraph, headline: bool) -> Iterator[tuple[int, int, str | None]]:
    """Token ranges [first, last] with the recogniser's label, None for runs of proper nouns it passed over."""
    doc = paragraph.doc
    taken: set[int] = set()
    for start, end, label in _entities(doc):
        if label in _TIME_LABELS:
            taken.update(range(start, end))
            continue
        first, last = _whole(doc, start, _uncut(doc, start, end - 1, label))
        if any(i in taken for i in range(first, last + 1)):
            continue
        taken.update(range(first, last + 1))
        yield first, last, label
    if headline and _title_case(paragraph):
        return  # every word has a capital: only what the recogniser knows is a name
    i = 0
    while i < len(doc):
        if i in taken or not _proper(doc[i]):
            i += 1
            continue
        j = i
        while (
            j + 1 < len(doc)
            and j + 1 not in taken
            and (
                _proper(doc[j + 1])
                or (doc[j + 1].text == "-" and j + 2 < len(doc) and doc[j + 2].is_alpha and not doc[j + 1].whitespace_)
            )
        ):
            j += 1
        first, last = _whole(doc, i, j)
        yield first, last, None
        i = max(j, last) + 1


def _entities(doc: Doc) -> Iterator[tuple[int, int, str | None]]:
    """The recogniser's entities; two places side by side are a name it did not know ("Valeska" + "Paris")."""
    ents = list(doc.ents)
    i = 0
    while i < len(ents):
        e = ents[i]
        following = ents[i + 1] if i + 1 < len(ents) else None
        if (
            following
            and e.end == following.start
            and e.label_ == following.label_ == "GPE"
            and len(e) == len(following) == 1
        ):
            yield e.start, following.end, None
            i += 2
        else:
            yield e.start, e.end, e.label_
            i += 1


def _uncut(doc: Doc, first: int, last: int, label: str | None) -> int:
    """Where a name must end: a person's at a preposition ("Lydia Moss for Food Watch"), any at "the" that no
    preposition leads to."""
    for i in range(first + 1, last + 1):
        word, before = doc[i].text, doc[i - 1].lower_
        tied = before in ("of", "for", "in", "and", "to", "at", "on", "&")
        if (label == "PERSON" and word in ("for", "of", "at", "in", "on", "from")) or (word == "the" and not tied):
            return i - 1
        if word == "(" and not any(t.text == ")" for t in doc[i : last + 1]):
            return i - 1  # "Union of Bakers (UB": the bracket opens an abbreviation
    return last


def _proper(token: Token) -> bool:
    return (token.pos_ == "PROPN" or token.text == "WHO") and token.text[:1].isupper() and token.lower_ not in _MONTHS


def _title_case(paragraph: Paragraph) -> bool:
    alpha = [t for t in paragraph.doc if t.is_alpha and len(t) > 3]
    return bool(alpha) and sum(t.text[:1].isupper() for t in alpha) > 0.7 * len(alpha)


def _whole(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The range widened to whole hyphenated words, and narrowed by determiners, possessives and punctuation."""
    n = len(doc)
    while (
        last + 2 < n
        and doc[last + 1].text == "-"
        and not doc[last].whitespace_
        and not doc[last + 1].whitespace_
        and doc[last + 2].is_alpha
    ):
        last += 2
    while (
        first >= 2
        and doc[first - 1].text == "-"
        and not doc[first - 1].whitespace_
        and not doc[first - 2].whitespace_
        and doc[first - 2].text[:1].isupper()
    ):
        first -= 2
    if first > 0 and doc[first - 1].lower_ in words("names", "ships") and doc[first - 1].text.isupper():
        first -= 1
    while (
        last > first
        and _titular(doc[last])
        and doc[last].text[:1].isupper()
        and doc[last - 1].pos_ == "PROPN"
        and doc[last].ent_type_ != "PERSON"
    ):
        last -= 1
    while last > first and (
        doc[last].tag_ == "POS"
        or doc[last].lower_ in ("'s", "’s", "'")
        or (doc[last].is_punct and doc[last].text != ")" and not doc[last].text.endswith("."))
    ):
        last -= 1
    while first < last and doc[first].text.islower() and not is_particle(doc[first].text):
        first += 1
    while first < last and (
        doc[first].lower_ in ("the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my")
        or doc[first].is_punct
        or doc[first].is_space
    ):
        first += 1
    return first, last


def _mention(text: str, paragraph: Paragraph, first: int, last: int, label: str | None) -> NameMention | None:
    doc = paragraph.doc
    name_first = _after_title(doc, first, last, label)
    title_first = first if name_first > first else None
    back = name_first
    while back > 0 and _titular(doc[back - 1]) and not doc[back - 1].is_sent_end:
        back -= 1
    start_title = min(back, title_first if title_first is not None else back)
    bare = doc[name_first : last + 1]
    if not any((t.text[:1].isupper()) or t.text.isupper() for t in bare):
        return None
    start = paragraph.start + doc[name_first].idx
    end = paragraph.start + doc[last].idx + len(doc[last])
    shown = text[start:end]
    if (
        len(normal(shown)) < 2
        or not shown[:1].isalnum()
        or re.search(r"https?:|www\.|@", shown)
        or _NO_NAME.match(shown)
    ):
        return None
    if len(bare) == 1 and (normal(shown) in _MONTHS or (label is None and _after_of_title(doc, name_first))):
        return None
    if all(_titular(t) or t.is_punct for t in bare) or (
        len(bare) == 1 and bare[0].tag_ in ("NNS", "NNPS") and bare[0].lower_ in words("groups", "people")
    ):
        return None
    m = NameMention(start, end, shown, label, paragraph, name_first, last)
    if start_title < name_first:
        m.title = (
            paragraph.start + doc[start_title].idx,
            paragraph.start + doc[name_first - 1].idx + len(doc[name_first - 1]),
        )
    count_signs(m)
    return m


def _after_title(doc: Doc, first: int, last: int, label: str | None) -> int:
    """Index of the first token of the bare name in a range that may open with a title ("Foreign Minister Wang Yi")."""
    if label not in (None, "PERSON", "ORG", "NORP", "GPE"):
        return first
    end = first
    for i in range(first, last):
        token = doc[i]
        if _titular(token):
            end = i + 1
        elif not (
            token.lower_.strip(".") in words("people", "title_modifiers")
            or countries.is_demonym(token.text)
            or token.text in ("-", "–")
        ):
            break
    if end == first or not any(_personal(doc[k]) for k in range(end, last + 1)):
        return first
    # "Ministry of …", "General Motors", "Secretary of State": what follows must look like a person's name.
    if any(doc[k].lower_ in ("of", "for", "and") for k in range(end, last + 1)):
        return first
    tail = doc[last].lower_.strip(".")
    if label != "PERSON" and tail in words("names", "organisations") | words("names", "things"):
        return first
    return end


def _titular(token: Token) -> bool:
    word = token.lower_.strip(".")
    if word in words("people", "names_too") and token.text[:1].isupper() and token.ent_type_ == "PERSON":
        return False
    return any(word in words("people", key) for key in ("honorifics", "short_titles", "roles"))


def _after_of_title(doc: Doc, i: int) -> bool:
    """Whether the word ends a title: "Secretary of State"."""
    return i >= 2 and doc[i - 1].lower_ in ("of", "for") and _titular(doc[i - 2])


def _personal(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[-1:].isalpha() and not _titular(token)
