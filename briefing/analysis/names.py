"""Proper names in the text: whole, without titles and possessives, each with what its surroundings say of its type.

The parser's entity recogniser cuts hyphenated names, calls ships places and types one name three ways. So its
entities and the runs of proper nouns are only where we look; a name's type is settled over the whole article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..language import Paragraph, Reading
from ..lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACTOR_LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group", "LOC": "place", "FAC": "thing",
                 "PRODUCT": "thing", "WORK_OF_ART": "thing", "EVENT": "thing", "LAW": "thing", "LANGUAGE": "thing"}
_TIME_LABELS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")
# Particles of personal names; the other joiners tie the words of an organisation.
_PARTICLES = {"de", "la", "le", "du", "del", "der", "van", "von", "den", "bin", "al", "el", "di", "da", "dos", "ibn", "ben", "ter", "mac"}
_WHERE = {"in", "near", "outside", "from", "at", "to", "across", "throughout", "around", "downtown", "central", "leave", "leaving", "reach"}
_MONTHS = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
           "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


@dataclass(slots=True)
class NameMention:
    """A name where it stands: `[start, end)` of the bare name, `title` the offsets of what stands before it as a title."""

    start: int
    end: int
    text: str
    label: str | None
    paragraph: Paragraph
    first: int
    last: int
    title: tuple[int, int] | None = None
    signs: Counter[str] = field(default_factory=Counter)
    headline: bool = False
    subject: bool = False

    @property
    def key(self) -> str:
        return normal(self.text)


def normal(name: str) -> str:
    """A name for comparison: lower case, no article, possessive or dots, one kind of apostrophe and hyphen."""
    name = re.sub(r"\s+", " ", name.replace("’", "'").replace("‑", "-")).strip()
    name = re.sub(r"(?:'s|')$", "", name)
    name = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.I)
    return name.replace(".", "").lower().strip()


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
    out.sort(key=lambda m: (m.start, -m.end))
    clean: list[NameMention] = []
    for m in out:
        if not clean or m.start >= clean[-1].end:
            clean.append(m)
    return clean


def _candidates(paragraph: Paragraph, headline: bool) -> Iterator[tuple[int, int, str | None]]:
    """Token ranges [first, last] with the recogniser's label, None for runs of proper nouns it passed over."""
    doc = paragraph.doc
    taken: set[int] = set()
    for ent in doc.ents:
        if ent.label_ in _TIME_LABELS:
            taken.update(range(ent.start, ent.end))
            continue
        first, last = _whole(doc, ent.start, ent.end - 1)
        if any(i in taken for i in range(first, last + 1)):
            continue
        taken.update(range(first, last + 1))
        yield first, last, ent.label_
    if headline and _title_case(paragraph):
        return  # every word has a capital: only what the recogniser knows is a name
    i = 0
    while i < len(doc):
        if i in taken or not _proper(doc[i]):
            i += 1
            continue
        j = i
        while j + 1 < len(doc) and j + 1 not in taken and (_proper(doc[j + 1]) or (doc[j + 1].text == "-" and j + 2 < len(doc) and doc[j + 2].is_alpha and not doc[j + 1].whitespace_)):
            j += 1
        first, last = _whole(doc, i, j)
        yield first, last, None
        i = max(j, last) + 1


def _proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.lower_ not in _MONTHS


def _title_case(paragraph: Paragraph) -> bool:
    alpha = [t for t in paragraph.doc if t.is_alpha and len(t) > 3]
    return bool(alpha) and sum(t.text[:1].isupper() for t in alpha) > 0.7 * len(alpha)


def _whole(doc: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The range widened to whole hyphenated words, and narrowed by determiners, possessives and punctuation."""
    n = len(doc)
    while last + 2 < n and doc[last + 1].text == "-" and not doc[last].whitespace_ and not doc[last + 1].whitespace_ and doc[last + 2].is_alpha:
        last += 2
    while first >= 2 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_ and not doc[first - 2].whitespace_ and doc[first - 2].text[:1].isupper():
        first -= 2
    if first > 0 and doc[first - 1].lower_ in words("names", "ships") and doc[first - 1].text.isupper():
        first -= 1
    while last > first and _titular(doc[last]) and doc[last].text[:1].isupper() and doc[last - 1].pos_ == "PROPN" and doc[last].ent_type_ != "PERSON":
        last -= 1
    while last > first and (doc[last].tag_ == "POS" or doc[last].lower_ in ("'s", "’s", "'") or (doc[last].is_punct and doc[last].text != ")" and not doc[last].text.endswith("."))):
        last -= 1
    while first < last and (doc[first].lower_ in ("the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my") or doc[first].is_punct or doc[first].is_space):
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
    if not any(t.is_alpha and t.text[:1].isupper() or t.text.isupper() for t in bare):
        return None
    start = paragraph.start + doc[name_first].idx
    end = paragraph.start + doc[last].idx + len(doc[last])
    shown = text[start:end]
    if len(normal(shown)) < 2 or not shown[:1].isalnum() or re.search(r"https?:|www\.|@", shown):
        return None
    if len(bare) == 1 and (normal(shown) in _MONTHS or (label is None and _after_of_title(doc, name_first))):
        return None
    if all(_titular(t) or t.is_punct for t in bare):
        return None
    m = NameMention(start, end, shown, label, paragraph, name_first, last)
    if start_title < name_first:
        m.title = (paragraph.start + doc[start_title].idx, paragraph.start + doc[name_first - 1].idx + len(doc[name_first - 1]))
    _signs(m)
    return m


def _after_title(doc: Sequence[Token], first: int, last: int, label: str | None) -> int:
    """Index of the first token of the bare name in a range that may open with a title ("Foreign Minister Wang Yi")."""
    if label not in (None, "PERSON", "ORG", "NORP", "GPE"):
        return first
    end = first
    for i in range(first, last):
        token = doc[i]
        if _titular(token):
            end = i + 1
        elif not (token.lower_.strip(".") in words("people", "title_modifiers") or countries.is_demonym(token.text) or token.text in ("-", "–")):
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
    return word in words("people", "honorifics") or word in words("people", "roles")


def _after_of_title(doc: Sequence[Token], i: int) -> bool:
    """Whether the word ends a title: "Secretary of State"."""
    return i >= 2 and doc[i - 1].lower_ in ("of", "for") and _titular(doc[i - 2])


def _personal(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha and not _titular(token)


def _signs(m: NameMention) -> None:
    """Count what the surroundings say of the name's type."""
    doc, signs = m.paragraph.doc, m.signs
    last_word = doc[m.last].lower_.strip(".")
    root = doc[m.first : m.last + 1].root
    if m.label:
        kind = _ACTOR_LABELS.get(m.label, "thing")
        signs[kind if not (kind == "place" and any(c.isdigit() for c in m.text)) else "thing"] += 2
        signs["guessed person"] += 2 * (kind == "person")
    if m.title is not None:
        signs["person"] += 4
    if m.label is None and 2 <= m.last - m.first + 1 <= 3 and root.dep_ in ("nsubj", "conj", "poss", "appos") and doc[m.first].is_alpha:
        signs["person"] += 2
    lower = [t.lower_ for t in doc[m.first : m.last + 1]]
    if countries.code_of(m.text):
        signs["country"] += 20
    if last_word in words("names", "organisations") or (len(lower) > 2 and lower[0] in words("names", "organisations") and lower[1] in ("of", "for")):
        signs["organisation"] += 5
    if last_word in words("names", "things") and len(lower) > 1:
        signs["thing"] += 7
    if lower[0] in words("names", "ships") and len(lower) > 1 and doc[m.first].text.isupper():
        signs["thing"] += 12
    if m.first > 0 and doc[m.first - 1].text.isupper() and doc[m.first - 1].lower_ in words("names", "ships"):
        signs["thing"] += 12
    if root.dep_ in ("nsubj", "nsubjpass", "agent") or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        m.subject = True
        verb = root.head
        if verb.lemma_ in ("say", "tell", "add", "think", "believe", "hope") and root.dep_ == "nsubj":
            signs["speaks"] += 1
    for head in _descriptions(root, m):
        if head in words("names", "thing_heads"):
            signs["thing"] += 6
        elif head in words("people", "roles"):
            signs["person"] += 4
        elif head in words("groups", "bodies") or head in words("names", "organisations"):
            signs["organisation"] += 3
    if m.last + 1 < len(doc) and doc[m.last + 1].lower_ in ("who", "whose") or (m.last + 2 < len(doc) and doc[m.last + 1].text == "," and doc[m.last + 2].lower_ in ("who", "whose")):
        signs["person"] += 3
    if m.last + 2 < len(doc) and doc[m.last + 1].text == "," and doc[m.last + 2].like_num and len(doc[m.last + 2]) == 2:
        signs["person"] += 3  # "Jane Roe, 34, …"
    before = doc[m.first - 1].lower_ if m.first else ""
    if before in _WHERE and not m.text.isupper():
        signs["where"] += 1
        signs["place"] += 2 if before in ("in", "near", "downtown", "central") else 1
    if before == "on" and len(lower) == 1 and m.label == "PERSON":
        signs["organisation"] += 3  # "on Twitter"
    if _in_country(doc, m.last):
        signs["place"] += 5
    if normal(m.text) in countries.capitals():
        signs["place"] += 6
    if normal(m.text) in words("names", "regions"):
        signs["thing"] += 12
    if before == "the" and last_word and doc[m.first].pos_ == "PROPN":
        signs["the"] += 1


def _in_country(doc: Sequence[Token], last: int) -> bool:
    """Whether a country or its state follows behind a comma: "Vilnius, Lithuania"."""
    if last + 2 >= len(doc) or doc[last + 1].text != ",":
        return False
    after = doc[last + 2 : last + 4].text
    return any(countries.code_of(w) for w in (doc[last + 2].text, after)) and doc[last + 2].ent_type_ in ("GPE", "ORG", "LOC")


def _descriptions(root: Token, m: NameMention) -> Iterator[str]:
    """Lemmas of the nouns that say what the name is: its apposition, what it is in apposition to, "X is a …"."""
    for child in root.children:
        if child.dep_ == "appos" and child.i > m.last:
            yield child.lemma_.lower()
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        yield root.head.lemma_.lower()
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        for child in root.head.children:
            if child.dep_ == "attr" and child.pos_ == "NOUN":
                yield child.lemma_.lower()
    if root.dep_ in ("compound", "nmod") and root.head.i > m.last and root.head.pos_ == "NOUN":
        # "the Cheonan logo" says nothing; "Firefox browser", "Carnival ship" does.
        if root.head.i == m.last + 1 and root.head.lemma_.lower() in words("names", "thing_heads"):
            yield root.head.lemma_.lower()
    if root.dep_ == "oprd" and root.head.lemma_ in ("call", "name", "dub", "title") and root.head.dep_ in ("acl", "relcl") and root.head.head.pos_ == "NOUN":
        yield root.head.head.lemma_.lower()


def is_particle(word: str) -> bool:
    """Whether the word is a particle of personal names ("van", "bin")."""
    return word.lower() in _PARTICLES
