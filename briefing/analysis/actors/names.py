"""Proper names in the text: whole, without titles and possessives, each with what its surroundings say of its type.

The parser's entity recogniser cuts hyphenated names, calls ships places and types one name three ways. So its
entities and the runs of proper nouns are only where we look; a name's type is settled over the whole article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.analysis.actors.chunks import MONTHS, candidates, is_given, titular
from briefing.analysis.actors.edges import settle
from briefing.analysis.actors.mention import NameMention, normal
from briefing.analysis.actors.signs import count_signs
from briefing.language import Paragraph, Reading
from briefing.lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Shorter surnames are too often other words ("May", "Ho").
_SURNAME_LETTERS = 4
# So often the recogniser must have taken a single name for a person's.
_ALONE = 3
# Letters behind a person's name are fewer.
_LETTERS = 4
_ABBREVIATED = re.compile(r"\.\w+\.$|\b(?:Jr|Sr|Inc|Corp|Ltd|Bros|St|Mt|Dept|Univ|Assn|Co)\.$")
# Party tags ("R-TX") and compounds ("US-born") are no names.
_TIED_VERBS = "born|themed|based|led|style|backed|era|wide|trained|owned|run|funded|controlled|aligned|made"
_NO_NAME = re.compile(rf"[RDI]-[A-Z][A-Za-z.]*$|.*-(?:{_TIED_VERBS})$")


def find_names(reading: Reading) -> list[NameMention]:
    """All mentions of names, in order of the text, titles split off, with signs of their type counted."""
    out: list[NameMention] = []
    for paragraph in (*reading.headline, *reading.paragraphs):
        head = paragraph in reading.headline
        for first, last, label in candidates(paragraph, head):
            mention = _mention(reading.text, paragraph, first, last, label)
            if mention is not None:
                mention.headline = head
                out.append(mention)
    out = settle(out, lambda m, first, last: _anew(reading.text, m, first, last))
    out += _surnames(reading, out)
    out.sort(key=lambda m: (m.start, -m.end))
    body = {m.key for m in out if not m.headline and not _shouted(m)}
    body |= {w for k in body for w in k.split()}
    clean: list[NameMention] = []
    for m in out:
        known = not (m.headline or _shouted(m)) or m.key in body or _known(m)
        if known and (not clean or m.start >= clean[-1].end):
            clean.append(m)
    return clean


def _shouted(m: NameMention) -> bool:
    """Whether the name's paragraph is in capitals throughout, as a crosshead is: they prove nothing there."""
    doc = m.paragraph.doc
    return doc[0].text.upper() == doc[0].text and doc.text.isupper() and len(doc) > m.last - m.first + 1


def _anew(text: str, m: NameMention, first: int, last: int) -> NameMention | None:
    """The mention with other edges."""
    out = _mention(text, m.paragraph, first, last, m.label)
    if out is not None:
        out.headline = m.headline
    return out


def _known(m: NameMention) -> bool:
    """Whether a name that the headline alone has is surely one: capitals there prove nothing."""
    if m.key in words("bodies", "known") or countries.code_of(m.text):
        return True
    tokens = m.text.split()
    doc = m.paragraph.doc
    if m.last + 1 < len(doc) and doc[m.last + 1].pos_ in ("PROPN", "NOUN", "ADJ"):
        return False  # "Clinton Benghazi Hearings"
    return 2 <= len(tokens) <= 3 and is_given(tokens[0]) and not set(m.key.split()) & words("common", "common")


def _surnames(reading: Reading, found: Sequence[NameMention]) -> Iterator[NameMention]:
    """Surnames of persons named in full, where the recogniser and the tagger passed over them ("Summers replied")."""
    full = [m.text for m in found if " " in m.text and (m.label == "PERSON" or m.title is not None)]
    surnames = {normal(name).split()[-1] for name in full}
    # "Yoon", where the family name goes first, by its other mentions.
    alone = Counter(m.key for m in found if " " not in m.text and m.label == "PERSON")
    surnames |= {key for key, n in alone.items() if n >= _ALONE}
    every, surnames = surnames, {s for s in surnames if len(s) >= _SURNAME_LETTERS}
    taken: dict[int, set[int]] = defaultdict(set)
    for m in found:
        taken[id(m.paragraph)].update(range(m.first, m.last + 1))
    for paragraph in (*reading.headline, *reading.paragraphs):
        for t in paragraph.doc:
            if not t.text[:1].isupper() or t.i in taken[id(paragraph)]:
                continue
            if normal(t.text) in (every if _behind_honorific(t) else surnames):
                mention = _mention(reading.text, paragraph, t.i, t.i, "PERSON")
                if mention is not None:
                    mention.headline = paragraph in reading.headline
                    yield mention


def _behind_honorific(t: Token) -> bool:
    """Whether "Mr" or the like stands before the word: then it is a surname, however short ("Mr May")."""
    return t.i > 0 and t.nbor(-1).lower_.strip(".") in words("people", "honorifics")


def _mention(text: str, paragraph: Paragraph, first: int, last: int, label: str | None) -> NameMention | None:
    doc = paragraph.doc
    name_first = _after_title(doc, first, last, label)
    title_first = first if name_first > first else None
    back = name_first
    while back > 0 and titular(doc[back - 1]) and not doc[back - 1].is_sent_end:
        back -= 1
    back = _title_of(doc, back)
    start_title = min(back, title_first if title_first is not None else back)
    name_first = _country_alone(doc, name_first, last)
    bare = doc[name_first : last + 1]
    if not any((t.text[:1].isupper()) or t.text.isupper() for t in bare):
        return None
    start = paragraph.start + doc[name_first].idx
    end = paragraph.start + doc[last].idx + len(doc[last])
    if text[end - 1] == "." and len(doc[last]) > 3 and not _ABBREVIATED.search(text[start:end]):
        end -= 1  # the tokeniser took the sentence's full stop into the name
    shown = text[start:end]
    if (
        len(normal(shown)) < 2
        or not shown[:1].isalnum()
        or re.search(r"https?:|www\.|@|--", shown)
        or text[start - 1 : start] in ("#", "@")
        or _NO_NAME.match(shown)
        or ("-" in shown and all(countries.code_of(w) for w in shown.split("-")))
    ):
        return None
    if len(bare) == 1 and bare[0].is_stop and not shown.isupper() and not _behind_honorific(bare[0]):
        return None  # "Doctor Who"
    month = normal(shown) in MONTHS and not (start_title < name_first and _personal(doc[last]))  # "Mr May"
    if len(bare) == 1 and (month or (label is None and _after_of_title(doc, name_first))):
        return None
    if (any(titular(t) for t in bare) and all(_in_title(t) or t.is_punct for t in bare)) or (
        len(bare) == 1 and bare[0].tag_ in ("NNS", "NNPS") and bare[0].lower_ in words("groups", "people")
    ):
        return None
    if len(bare) == 1 and shown.isupper() and len(shown) < _LETTERS and _behind_person(doc, name_first):
        return None  # "Ann Moss, QC, said"
    if len(bare) == 1 and start_title < name_first and doc[name_first - 1].lower_ == "miss" and _pageant(shown):
        return None
    m = NameMention(start, end, shown, label, paragraph, name_first, last)
    if start_title < name_first:
        m.title = (
            paragraph.start + doc[start_title].idx,
            paragraph.start + doc[name_first - 1].idx + len(doc[name_first - 1]),
        )
    count_signs(m)
    return m


def _behind_person(doc: Doc, i: int) -> bool:
    return i > 1 and doc[i - 1].text == "," and doc[i - 2].ent_type_ == "PERSON"


def _pageant(word: str) -> bool:
    """Whether "Miss" before the word makes a title of beauty: "Miss Universe", "Miss France"."""
    return word.lower() in words("common", "common") or countries.code_of(word) is not None


def _title_of(doc: Doc, back: int) -> int:
    """Where a title with "of" begins that ends before `back`: "Secretary of State", "Minister for Health"."""
    i = back - 1
    if i < 2 or not doc[i].text[:1].isupper():
        return back
    while i > 1 and back - i <= 4 and (doc[i].text[:1].isupper() or doc[i].lower_ in ("and", "&", "the")):
        if doc[i].is_sent_end or doc[i].pos_ not in ("PROPN", "NOUN", "ADJ", "CCONJ", "DET"):
            return back
        if doc[i - 1].lower_ in ("of", "for"):
            return i - 2 if titular(doc[i - 2]) else back
        i -= 1
    return back


def _after_title(doc: Doc, first: int, last: int, label: str | None) -> int:
    """Index of the first token of the bare name in a range that may open with a title ("Foreign Minister Wang Yi")."""
    end = first
    for i in range(first, last):
        token = doc[i]
        if titular(token):
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
    if doc[last].lower_ in words("bodies", "words") and not is_given(doc[end].text):
        return first  # "Executive Branch"
    tail = doc[last].lower_.strip(".")
    if label != "PERSON" and tail in words("names", "organisations") | words("names", "things"):
        return first
    return end


def _after_of_title(doc: Doc, i: int) -> bool:
    """Whether the word ends a title: "Secretary of State"."""
    return i >= 2 and doc[i - 1].lower_ in ("of", "for") and titular(doc[i - 2])


def _country_alone(doc: Doc, first: int, last: int) -> int:
    """Where a country's name begins in a range that opens with an adjective: "Mountainous Nepal"."""
    if first == last or not countries.code_of(doc[last].text) or countries.code_of(doc[first : last + 1].text):
        return first
    described = all(
        t.pos_ == "ADJ" or t.lower_.endswith(("ous", "less", "ful")) or t.lower_ in words("bodies", "never")
        for t in doc[first:last]
    )
    return last if described else first


def _in_title(token: Token) -> bool:
    return titular(token) or (
        token.lower_ in words("people", "title_modifiers") and not is_given(token.text) and token.ent_type_ != "PERSON"
    )


def _personal(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[-1:].isalpha() and not titular(token)
