"""Where names stand: ranges of tokens that the recogniser or the tagger takes for one, cut to whole ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from briefing.analysis.actors.mention import is_particle
from briefing.language import Paragraph
from briefing.lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TIME_LABELS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")
MONTHS = words("names", "months")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_DETERMINERS = frozenset(["the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my"])
_TIES = frozenset(["of", "for", "in", "and", "to", "at", "on", "&", "de", "la"])
_VERSUS = ("v.", "vs.", "v", "vs")
# Parts of speech that open no name, where the recogniser took them in ("Basically what Newsweek").
_NO_OPENING = ("ADV", "AUX", "PRON", "CCONJ", "SCONJ", "INTJ", "DET", "PUNCT", "SPACE")


def candidates(paragraph: Paragraph, headline: bool) -> Iterator[tuple[int, int, str | None]]:
    """Token ranges [first, last] with the recogniser's label, None for runs of proper nouns it passed over."""
    doc = paragraph.doc
    taken: set[int] = set()
    for start, end, label in _entities(doc):
        if label in _TIME_LABELS:
            taken.update(range(start, end))
            continue
        if _of_a_case(doc, start, end - 1):
            taken.update(range(start, end))
            continue
        for first, last, kind in _pieces(doc, start, end - 1, label):
            first, last = _whole(doc, first, _uncut(doc, first, last, kind))
            first, last = _nickname(doc, first, last)
            if not any(i in taken for i in range(first, last + 1)):
                taken.update(range(first, last + 1))
                yield first, last, kind
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
            and (_proper(doc[j + 1]) or _hyphen(doc, j + 1) or _owned(doc, j + 1))
        ):
            j += 1
        j = _with_number(doc, _named_after(doc, j, taken))
        if not _of_a_case(doc, i, j):
            for first, last, kind in _pieces(doc, i, j, None):
                first, last = _nickname(doc, *_whole(doc, first, last))
                yield first, last, kind
                j = max(j, last)
        i = j + 1


def _hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and i + 1 < len(doc) and doc[i + 1].is_alpha and not doc[i].whitespace_


def _named_after(doc: Doc, last: int, taken: set[int]) -> int:
    """A body's name runs on behind "of": "Municipality of Livorno"."""
    if last + 2 < len(doc) and doc[last].lower_ in words("names", "organisations") and doc[last + 1].lower_ == "of":
        end = last + 2
        while end < len(doc) and end not in taken and _proper(doc[end]):
            end += 1
        return end - 1 if end > last + 2 else last
    return last


def _purpose(doc: Doc, first: int, last: int) -> int:
    """A body's name runs on to what it is for or of, where the parse ties the two: "Moss Foundation for the Arts"."""
    if last + 2 >= len(doc) or doc[last].lower_ not in words("names", "founded"):
        return last
    tie = doc[last + 1]
    start = last + 2 + (doc[last + 2].lower_ == "the")
    if tie.lower_ not in ("for", "of") or not first <= tie.head.i <= last:
        return last
    end = start
    while end < len(doc) and (_proper(doc[end]) or (end > start and _tied(doc, end, tie.lower_ == "for"))):
        end += 1
    # "the foundation for Ann Moss" is no name, nor is "Hill State University of the US"; a title ends none.
    country = last - first > 1 and countries.code_of(doc[start:end].text) is not None
    stop = end == start or doc[start].ent_type_ == "PERSON" or titular(doc[end - 1]) or country
    return last if stop else end - 1


def _tied(doc: Doc, i: int, purpose: bool) -> bool:
    """Whether the word ties the name's next word to it: "and" only in what the body is for."""
    word = doc[i].lower_ == "of" or (purpose and doc[i].lower_ in ("and", "&"))
    return word and i + 1 < len(doc) and _proper(doc[i + 1]) and _proper(doc[i - 1])


def _with_number(doc: Doc, last: int) -> int:
    """A name with a number in it, where its abbreviation in brackets has the number too: "Action 4 Sudbury (A4S)"."""
    if last + 5 >= len(doc) or not doc[last + 1].text.isdigit() or not _proper(doc[last + 2]):
        return last
    short = doc[last + 4].text
    fits = doc[last + 3].text == "(" and doc[last + 1].text in short and short[:1].isupper()
    return last + 2 if fits else last


def _owned(doc: Doc, i: int) -> bool:
    """Whether a possessive ties the words of one name: "People's Army", "Women's Institute"."""
    return (
        doc[i].tag_ == "POS"
        and i + 1 < len(doc)
        and _proper(doc[i + 1])
        and doc[i - 1].lower_.rstrip("s") in ("people", "women", "men", "children", "worker", "farmer", "veteran")
    )


def _entities(doc: Doc) -> Iterator[tuple[int, int, str | None]]:
    """The recogniser's entities; two places side by side are a name it did not know ("Valeska" + "Paris")."""
    ents = list(doc.ents)
    i = 0
    while i < len(ents):
        e = ents[i]
        following = ents[i + 1] if i + 1 < len(ents) else None
        if following and e.end == following.start and e.label_ == following.label_ == "PERSON" and len(e) == 1:
            yield e.start, following.end, "PERSON"  # "Domenic" + "M. Recchia"
            i += 2
        elif (
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


def _of_a_case(doc: Doc, first: int, last: int) -> bool:
    """Whether the range belongs to the name of a case at law ("Bush v. Gore")."""
    around = [doc[i].lower_ for i in (first - 1, last + 1) if 0 <= i < len(doc)]
    return any(w in _VERSUS for w in (*around, *(t.lower_ for t in doc[first : last + 1])))


def _pieces(doc: Doc, first: int, last: int, label: str | None) -> Iterator[tuple[int, int, str | None]]:
    """A range as the names in it: split at "or" and a slash, at "and" between two whole names, and where a body's name
    runs on into a title and a person ("National Union of Bakers President Ann Moss")."""
    while first < last and _opens_no_name(doc[first]):
        first += 1
    if first + 2 < last and doc[first].lower_ in ("pro", "anti", "ex", "non", "then") and doc[first + 1].text == "-":
        first += 3  # "Pro-Beijing DAB"
    for i in range(first + 1, last):
        token = doc[i]
        if _common_between(doc, i, last) or _owns_person(doc, i, last):
            yield from _pieces(doc, first, i - 1, label)
            yield from _pieces(doc, i + 1, last, label)
            return
        two = (
            token.text == ","
            and label not in ("ORG", None)
            and doc[i + 1].lower_.strip(".") not in ("jr", "sr", "ii", "iii")
        )
        if (
            two
            or token.lower_ in ("or", "/", "|", "—", "–", "versus")
            or (token.lower_ == "and" and _two_names(doc, first, i, last, label))
        ):
            yield from _pieces(doc, first, i - 1, label)
            yield from _pieces(doc, i + 1, last, label)
            return
    cut = _person_behind(doc, first, last)
    if cut is not None:
        yield first, cut[0] - 1, "ORG"
        yield cut[1], last, "PERSON"
        return
    yield first, last, label


def _owns_person(doc: Doc, i: int, last: int) -> bool:
    """Whether a possessive parts a body's name from its person's: "Rovers's Ed Moss"."""
    kinds = words("names", "organisations") | words("names", "things") | words("bodies", "words")
    return doc[i].tag_ == "POS" and last - i >= 2 and is_given(doc[i + 1].text) and doc[last].lower_ not in kinds


def _common_between(doc: Doc, i: int, last: int) -> bool:
    """Whether a common noun parts two names that the recogniser took for one: "League giants Rovers"."""
    token = doc[i]
    lower = token.text.islower() and token.is_alpha and not is_particle(token.text) and token.lower_ not in _TIES
    return lower and token.pos_ == "NOUN" and doc[i + 1].text[:1].isupper() and doc[i - 1].text != "-"


def _opens_no_name(token: Token) -> bool:
    if token.pos_ == "VERB":
        return token.text.islower() or (bool(token.is_sent_start) and token.lower_ in words("common", "common"))
    if token.pos_ == "ADV" and token.text[:1].isupper() and token.i and not token.is_sent_start:
        return False  # "a protest of Just Stop Oil"
    return token.pos_ in _NO_OPENING and not is_particle(token.text)


def _two_names(doc: Doc, first: int, tie: int, last: int, label: str | None) -> bool:
    if label == "PERSON":
        return True
    left, right = doc[first:tie].text, doc[tie + 1 : last + 1].text
    return _stands_alone(left, doc[tie - 1]) and _stands_alone(right, doc[last])


def _stands_alone(name: str, last: Token) -> bool:
    key = name.lower().removeprefix("the ")
    if countries.code_of(name) or key in words("bodies", "known") or key in ("north", "south"):
        return True
    return " " in key and " of " not in key and last.lower_ in words("names", "organisations")


def _person_behind(doc: Doc, first: int, last: int) -> tuple[int, int] | None:
    """(title or name, name): where in a body's range a person's title and name begin, None where they do not."""
    for i in range(first + 2, last):
        if doc[i].lower_ in words("people", "roles") and doc[i].text[:1].isupper() and last - i <= 3:
            name = doc[i + 1 : last + 1]
            if all(t.text[:1].isupper() and t.lower_ not in words("names", "organisations") for t in name) and (
                is_given(name[0].text) or len(name) == 2
            ):
                return i, i + 1
    i = last - 1
    if (
        i >= first + 3
        and is_given(doc[i].text)
        and doc[last].text[:1].isupper()
        and doc[i - 1].lower_ not in _TIES
        and not is_given(doc[i - 1].text)
        and any(t.lower_ in _TIES or t.lower_ in words("names", "organisations") for t in doc[first:i])
        and doc[last].lower_ not in words("names", "organisations") | words("names", "things")
    ):
        return i, i
    return None


def is_given(word: str) -> bool:
    """Whether the word is a given name that we know, with or without its accents."""
    return word[:1].isupper() and (word.lower() in words("given_names", "any") or word.lower() in _unaccented())


@cache
def _unaccented() -> frozenset[str]:
    """Given names that have accents without them ("Francois"), but for words of everyday news."""
    plain = ("".join(c for c in normalize("NFD", w) if not combining(c)) for w in words("given_names", "any"))
    return frozenset(plain) - words("common", "common")


def _uncut(doc: Doc, first: int, last: int, label: str | None) -> int:
    """Where a name must end: a person's at a preposition ("Lydia Moss for Food Watch"), any at "the" that no
    preposition leads to."""
    for i in range(first + 1, last + 1):
        word, before = doc[i].text, doc[i - 1].lower_
        tied = before in ("of", "for", "in", "and", "to", "at", "on", "&")
        named = is_given(doc[first].text) and i <= first + 3 and before not in words("names", "organisations")
        person = label == "PERSON" or (label is not None and named)
        if not person and before not in words("names", "organisations") and word in ("on", "from", "with", "by"):
            return i - 1  # "Blue Lagoon on French television"
        if (person and word in ("for", "of", "at", "in", "on", "from")) or (word == "the" and not tied):
            return i - 1
        if word == "(" and not any(t.text == ")" for t in doc[i : last + 1]):
            return i - 1  # "Union of Bakers (UB": the bracket opens an abbreviation
        if word in ('"', "”", "“") and sum(t.text in ('"', "”", "“") for t in doc[first : last + 1]) % 2:
            return i - 1
    return last


def _nickname(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """A name in quotation marks inside a person's: 'William "Mo" Cowan' is one."""
    marks = ('"', "“", "”")
    if last + 4 >= len(doc) or not is_given(doc[first].text):
        return first, last
    inside = doc[last + 1].text in marks and _proper(doc[last + 2]) and doc[last + 3].text in marks
    surname = doc[last + 4].text[:1].isupper() and doc[last + 4].is_alpha
    return (first, last + 4) if inside and surname else (first, last)


def _proper(token: Token) -> bool:
    return (token.pos_ == "PROPN" or token.text == "WHO") and token.text[:1].isupper() and token.lower_ not in MONTHS


def _title_case(paragraph: Paragraph) -> bool:
    alpha = [t for t in paragraph.doc if t.is_alpha and len(t) > 3]
    return bool(alpha) and sum(t.text[:1].isupper() for t in alpha) > 0.7 * len(alpha)


def titular(token: Token) -> bool:
    """Whether the word is a title or a role noun that may stand before a name."""
    word = token.lower_.strip(".")
    if token.pos_ == "ADJ" and token.text == "official":
        return False  # "an official Storm Warning"
    name = word in words("people", "names_too") and token.text[:1].isupper()
    # "Dean Kamen": the recogniser has the word in the name, a person's or one it takes for a body's.
    begins = token.ent_iob_ == "B" and token.ent_type_ == "ORG" and is_given(word.title())
    if name and (token.ent_type_ == "PERSON" or begins):
        return False
    nouns = "titles" if token.text[:1].isupper() else "roles"
    return any(word in words("people", key) for key in ("honorifics", "short_titles", nouns))


def _whole(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The range widened to whole hyphenated words, and narrowed by determiners, possessives and punctuation."""
    n = len(doc)
    while last + 2 < n and doc[last + 1].text == "-" and not doc[last].whitespace_ and _hyphen(doc, last + 1):
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
        and titular(doc[last])
        and doc[last].text[:1].isupper()
        and doc[last - 1].pos_ == "PROPN"
        and doc[last].ent_type_ != "PERSON"
    ):
        last -= 1
    modifiers = words("people", "title_modifiers") - words("names", "organisations")
    if last + 1 < n and titular(doc[last + 1]) and doc[last].lower_ in modifiers:
        last = max(first, last - 1)  # "Moss Media Managing" of its director
    while last > first and (
        doc[last].tag_ == "POS"
        or doc[last].lower_ in ("'s", "’s", "'")
        or (doc[last].is_punct and doc[last].text != ")" and not doc[last].text.endswith("."))
    ):
        last -= 1
    while (
        last > first
        and doc[last].text.islower()
        and doc[last - 1].text != "-"
        and doc[last].pos_ in ("ADP", "CCONJ", "NOUN")
        and doc[first].text[:1].isupper()
    ):
        last -= 1  # "Yonhap news agency"
    while first < last and doc[first].text.islower() and not is_particle(doc[first].text):
        first += 1
    while first < last and (doc[first].lower_ in _DETERMINERS or doc[first].is_punct or doc[first].is_space):
        first += 1
    if first > 0 and _ORDINAL.match(doc[first - 1].text) and doc[last].lower_ in words("names", "organisations"):
        first -= 1  # "501st Legion"
    return first, _purpose(doc, first, last)
