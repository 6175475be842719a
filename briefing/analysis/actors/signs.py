"""What a name's form and surroundings say of its type: a count for each type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.analysis.actors.chunks import is_given
from briefing.analysis.actors.mention import NameMention, is_particle, normal
from briefing.lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ACTOR_LABELS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "NORP": "group",
    "LOC": "place",
    "FAC": "thing",
    "PRODUCT": "thing",
    "WORK_OF_ART": "thing",
    "EVENT": "thing",
    "LAW": "thing",
    "LANGUAGE": "thing",
}
_WHERE = {
    "in",
    "near",
    "outside",
    "from",
    "at",
    "to",
    "across",
    "throughout",
    "around",
    "downtown",
    "central",
    "leave",
    "leaving",
    "reach",
}

# A site that goes by its address: "Harbour.com".
_DOMAIN = re.compile(r"^[A-Z]\w*\.(?:com|org|net|info|co\.uk)$", re.I)


_SITES = ("site", "website", "page", "pages", "homepage")

# How far behind "a" the noun of an apposition may stand.
_APPOSED = 5
_MARKS = ('"', "'", "''", "``")


def count_signs(m: NameMention) -> None:
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
    if (
        m.label is None
        and 2 <= m.last - m.first + 1 <= 3
        and root.dep_ in ("nsubj", "conj", "poss", "appos")
        and doc[m.first].is_alpha
        and last_word not in words("names", "organisations")
    ):
        signs["person"] += 2
    lower = [t.lower_ for t in doc[m.first : m.last + 1]]
    _form(m, last_word)
    if countries.code_of(m.text):
        signs["country"] += 20
    if last_word in words("names", "organisations") or _headed(lower):
        signs["organisation"] += 5
    if len(lower) > 1 and lower[0] in words("names", "clubs") and m.title is None:
        signs["organisation"] += 5  # "Stade Francais"
    a_person = m.label == "PERSON" and (is_given(doc[m.first].text) or m.title is not None)  # "Helen Park"
    if _DOMAIN.search(m.text) and m.last + 1 < len(doc) and doc[m.last + 1].lower_ in _SITES:
        signs["thing"] += 30  # "the Harbour.com site was down"
    elif lower[-2:] == ["school", "district"] or _DOMAIN.search(m.text) or _branch(doc, m):
        signs["organisation"] += 12
    if last_word in words("names", "things") and len(lower) > 1 and not a_person:
        signs["thing"] += 7
    if lower[0] in words("names", "ships") and len(lower) > 1 and doc[m.first].text.isupper():
        signs["thing"] += 12
    if m.first > 0 and doc[m.first - 1].text.isupper() and doc[m.first - 1].lower_ in words("names", "ships"):
        signs["thing"] += 12
    if m.first > 0 and doc[m.first - 1].is_title and doc[m.first - 1].lower_ in words("names", "thing_firsts"):
        signs["thing"] += 12  # "Hurricane" + "Ida"
    if root.dep_ in ("nsubj", "nsubjpass", "agent") or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        m.subject = True
        verb = root.head
        m.acts = root.dep_ != "nsubjpass" and verb.lemma_ not in words("names", "states")
        signs["counted"] += m.acts and any(c.dep_ == "nummod" for c in root.children)
        if verb.lemma_ in ("say", "tell", "add", "think", "believe", "hope") and root.dep_ == "nsubj":
            signs["speaks"] += 1
    if m.title is None and _body_beside(doc, m):
        signs["body"] += 1
        signs["organisation"] += 6
    if wares := _wares(root, m):
        signs[wares] += 1
    if m.subject and root.dep_ == "nsubj" and root.head.lemma_ in words("names", "personal_deeds"):
        signs["human"] += 1
    signs["quoted"] += _quoted(doc, m)
    signs["thing"] += 6 * _quoted(doc, m)
    if _employs(root, m):
        signs["employs"] += 1
    for head in _descriptions(root, m):
        signs["described"] += 1
        if head in words("names", "thing_heads"):
            signs["thing"] += 6
        elif head in words("people", "roles"):
            signs["person"] += 4
        elif head in words("groups", "bodies") or head in words("names", "organisations"):
            signs["organisation"] += 3
    if (m.last + 1 < len(doc) and doc[m.last + 1].lower_ in ("who", "whose")) or (
        m.last + 2 < len(doc) and doc[m.last + 1].text == "," and doc[m.last + 2].lower_ in ("who", "whose")
    ):
        signs["person"] += 3
    if m.last + 2 < len(doc) and doc[m.last + 1].text == "," and doc[m.last + 2].like_num and len(doc[m.last + 2]) == 2:
        signs["person"] += 3  # "Jane Roe, 34, …"
    before = doc[m.first - 1].lower_ if m.first else ""
    if before in _WHERE and not m.text.isupper():
        signs["where"] += 1
        signs["place"] += 2 if before in ("in", "near", "downtown", "central") else 1
    if before in ("on", "via", "over") and len(lower) == 1:
        signs["on"] += 1  # "on Twitter"
    if _abbreviated(doc, m.last) and last_word not in words("names", "things"):
        signs["organisation"] += 6
    if _in_country(doc, m.last):
        signs["place"] += 5
    if normal(m.text) in countries.capitals() and m.label != "PERSON":
        signs["place"] += 6
    if normal(m.text) in words("names", "regions"):
        signs["thing"] += 12
    if before == "the" and last_word and doc[m.first].pos_ == "PROPN":
        signs["the"] += 1


def _wares(root: Token, m: NameMention) -> str:
    """ "worn" where somebody wears it, "house" where it is a clinic's, a shop's or the like; else nothing."""
    if root.dep_ in ("dobj", "pobj") and root.head.lemma_ in ("wear", "don", "sport"):
        return "worn"
    head = root.head if root.dep_ in ("compound", "nmod", "poss") and root.head.i > m.last else None
    if head is None or not head.text.islower():
        return ""
    lemma = head.lemma_
    return "worn" if lemma in words("names", "worn") else "house" if lemma in words("names", "houses") else ""


def _branch(doc: Doc, m: NameMention) -> bool:
    """Whether it ends as a body's branch does, or in two countries: "Hale UK", "Food Board Australia New Zealand"."""
    if m.last == m.first or doc[m.last].text == "UK":
        return m.last > m.first
    before = [end for end in (m.last - 1, m.last - 2) if end > m.first and countries.code_of(doc[end].text)]
    return any(countries.code_of(doc[end + 1 : m.last + 1].text) for end in before)


def _body_beside(doc: Doc, m: NameMention) -> bool:
    """Whether a word for a body stands right before the name ("the charity Wren Moor"), or right behind a comma
    ("Wren Moor, a small charity")."""
    bodies = words("groups", "bodies") | words("names", "organisations")
    if m.first > 0 and doc[m.first - 1].pos_ == "NOUN" and doc[m.first - 1].text in bodies:
        return doc[m.first - 1].text not in words("people", "title_modifiers")
    i = m.last + 2
    if i >= len(doc) or doc[m.last + 1].text != "," or doc[i].lower_ not in ("a", "an", "the"):
        return False
    noun = next((t for t in doc[i + 1 : i + _APPOSED] if t.pos_ != "ADJ" and t.tag_ != "HYPH"), None)
    while noun is not None and noun.i + 1 < len(doc) and doc[noun.i + 1].pos_ in ("NOUN", "PROPN"):
        noun = doc[noun.i + 1]
    if noun is None or noun.pos_ != "NOUN" or noun.text not in bodies:
        return False
    behind = doc[noun.i + 1] if noun.i + 1 < len(doc) else None  # not "in Oslo, the company said"
    return behind is None or (behind.pos_ not in ("VERB", "AUX") and behind.tag_ != "POS")


def _quoted(doc: Doc, m: NameMention) -> bool:
    """Whether quotation marks enclose a name of two words or more, as a work's: 'the film "Iron Moor"'."""
    first = m.first - (m.first > 0 and doc[m.first - 1].lower_ == "the")
    if m.last == m.first or first == 0 or m.last + 1 >= len(doc) or m.title is not None:
        return False
    before, behind = doc[first - 1], doc[m.last + 1]
    if behind.text in ".,!?" and m.last + 2 < len(doc) and not is_given(doc[m.first].text):
        behind = doc[m.last + 2]
    return before.text in _MARKS and behind.text in _MARKS and behind.tag_ != "POS"


def _headed(lower: Sequence[str]) -> bool:
    """Whether a word that tells a body stands before a preposition: "Council on Water", "Senate Committee on Trade"."""
    return any(a in words("names", "organisations") and b in ("of", "for", "on", "at") for a, b in pairwise(lower))


def _form(m: NameMention, last_word: str) -> None:
    """What the words of the name itself say."""
    key, signs = m.key, m.signs
    tokens = key.split()
    first = m.text.split()[0]
    if key in words("bodies", "known"):
        signs["organisation"] += 8
        signs["known"] += 1
    if key in words("bodies", "never"):
        signs["thing"] += 30
    if key in words("places", "cities") or key in words("places", "regions"):
        signs["place"] += 7 if m.label != "PERSON" else 3
    last = m.paragraph.doc[m.last].text
    country = countries.code_of(last) or last.lower() in words("names", "parts")
    if len(tokens) == 2 and country and tokens[0] in words("common", "common"):
        signs["organisation"] += 0 if tokens[0] in words("names", "directions") else 7  # "Statistics Canada"
    place = first.lower() in words("places", "cities") or first.lower() in words("places", "regions")
    kind = words("names", "organisations") | words("names", "things") | words("bodies", "words")
    if 2 <= len(tokens) <= 4 and is_given(first) and last_word not in kind and _all_names(m):
        signs["person"] += 2 if place else 5
        signs["given"] += 1
    if len(tokens) == 1 and m.label == "PERSON" and is_given(first) and key not in words("common", "common"):
        signs["given"] += 1


def _all_names(m: NameMention) -> bool:
    """Whether every word of the name can be a person's: capitalised, an initial, a particle, a name in quotes."""
    return all(
        (t.text[:1].isupper() and t.pos_ != "ADP" and not (len(t) > 2 and t.text.isupper()))
        or is_particle(t.text)
        or t.text in "-'\"“”’"
        for t in m.paragraph.doc[m.first : m.last + 1]
    )


def _employs(root: Token, m: NameMention) -> bool:
    """Whether someone speaks or works for it: "X spokesman", "X's director", "a professor at X"."""
    if root.dep_ in ("compound", "nmod", "poss") and root.head.i > m.last:
        return root.head.lemma_.lower() in words("people", "roles")
    if root.dep_ == "pobj" and root.head.lower_ in ("of", "at", "for", "with", "from"):
        return root.head.head.lemma_.lower() in words("people", "roles")
    return False


def _abbreviated(doc: Doc, last: int) -> bool:
    """Whether an abbreviation in brackets follows, as behind a body's name; not "(AP)", nor a party: "(D-Ohio)"."""
    if last + 3 >= len(doc) or doc[last + 1].text != "(" or doc[last + 3].text != ")":
        return False
    return doc[last + 2].text.isupper() and doc[last + 2].text.isalpha() and len(doc[last + 2]) > 2


def _in_country(doc: Doc, last: int) -> bool:
    """Whether a country or its state follows behind a comma: "Vilnius, Lithuania"."""
    if last + 2 >= len(doc) or doc[last + 1].text != ",":
        return False
    after = doc[last + 2 : last + 4].text
    return any(countries.code_of(w) for w in (doc[last + 2].text, after)) and doc[last + 2].ent_type_ in (
        "GPE",
        "ORG",
        "LOC",
    )


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
    # "the Cheonan logo" says nothing; "Firefox browser", "Carnival ship" does.
    next_to = root.dep_ in ("compound", "nmod") and root.head.pos_ == "NOUN" and root.head.i == m.last + 1
    if next_to and root.head.lemma_.lower() in words("names", "thing_heads"):
        yield root.head.lemma_.lower()
    if (
        root.dep_ == "oprd"
        and root.head.lemma_ in ("call", "name", "dub", "title")
        and root.head.dep_ in ("acl", "relcl")
        and root.head.head.pos_ == "NOUN"
    ):
        yield root.head.head.lemma_.lower()
