"""What an actor is, in the article's words: titles before the name, appositions around it, "X is the …", "X, who leads
Y", "as Y's minister"; and where none of these stands, whom a person belongs to ("X of Y University").

The parse is asked first; appositions behind a comma are also found by their words, since the parser loses many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Cast, Draft
from briefing.analysis.actors.mention import NameMention
from briefing.analysis.actors.phrases import (
    BREAKS,
    PERSON_ENDINGS,
    is_role,
    noun_phrase,
    phrase_before,
    role_word,
    run,
    trim,
)
from briefing.language import Reading
from briefing.lexicon import words
from briefing.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A description longer than this many words tells a story rather than a role.
_ROLE_WORDS = 16
_MOST_ROLES = 4
# How far from a comma the noun of an apposition may stand.
_REACH = 8
# How many tokens a party's tag has at most, with its comma: "D-Pa.,".
_TAG = 6
_LEADING = words("people", "leading")
_PARTY = re.compile(r"[RDI]-[A-Z]")
_TIES = ("of", "from", "at", "with", "for")

# What kind of evidence a role has, best first.
_STATED, _CLAUSE, _BELONGS = range(3)


def roles_of(reading: Reading, actor: Draft, cast: Cast) -> tuple[Span, ...]:
    """Verbatim roles of an actor, each once: those that are stated, in order of the text and the fuller before the
    bare title ("Sen."); else whom the person belongs to."""
    found: list[tuple[int, bool, int, int]] = []
    body = [m for m in actor.mentions if not m.headline]
    for m in body or actor.mentions:
        for kind, tokens in _around(m, actor, cast):
            tokens = _untitled(list(tokens))
            if not tokens or _names_another(m, tokens, actor, cast):
                continue
            span = m.paragraph.span(reading.text, tokens)
            if span.end - span.start > 2 and len(span.text.split()) <= _ROLE_WORDS and "\n\n" not in span.text:
                found.append((kind, len(tokens) == 1, span.start, span.end))
    if any(kind < _BELONGS for kind, *_ in found):
        found = [f for f in found if f[0] < _BELONGS]
    out: list[Span] = []
    seen: set[str] = set()
    for _, _, start, end in sorted(set(found)):
        span = Span.of(reading.text, start, end)
        key = span.text.lower().removeprefix("the ").removeprefix("a ").removeprefix("an ")
        if key not in seen and not any(s.start < end and start < s.end for s in out):
            seen.add(key)
            out.append(span)
    return tuple(out[:_MOST_ROLES])


def _untitled(tokens: list[Token]) -> list[Token]:
    """Without the short title that ends it where another role stands before it ("chairman of the committee Rep.", but
    "former Ohio Gov."), and without a form of address ("Prime Minister Sir")."""
    address = words("people", "honorifics") - words("people", "roles")
    while len(tokens) > 1 and tokens[-1].lower_.strip(".") in address:
        tokens = tokens[:-1]
    while (
        len(tokens) > 2
        and tokens[-1].lower_.strip(".") in words("people", "short_titles")
        and any(role_word(t) for t in tokens[:-1])
    ):
        tokens = tokens[:-1]
    return tokens


def _names_another(m: NameMention, tokens: Sequence[Token], actor: Draft, cast: Cast) -> bool:
    """Whether a description runs into another person, whose it may be; "aide to X" and "X's aide" do not."""
    for i, t in enumerate(tokens):
        other = cast.at(m.paragraph.start + t.idx)
        if other is None or other is actor or other.type != "person" or t.pos_ != "PROPN":
            continue
        before = next((b for b in reversed(tokens[:i]) if b.pos_ != "PROPN"), None)
        after = t.doc[t.i + 1] if t.i + 1 < len(t.doc) else None
        owned = any(b.tag_ == "POS" for b in tokens[i:])
        if not owned and after is not None and after.pos_ != "NOUN" and (before is None or before.pos_ != "ADP"):
            return True
    return False


def _around(m: NameMention, actor: Draft, cast: Cast) -> Iterator[tuple[int, Sequence[Token]]]:
    if actor.type != "person":
        yield from ((_STATED, t) for t in _of_a_body(m))
        return
    yield from ((_STATED, t) for t in (_title(m, cast), _before_comma(m), _behind_comma(m, cast)))
    yield from ((_STATED, t) for t in _parsed(m, cast))
    yield from ((_CLAUSE, t) for t in _clauses(m))
    yield from ((_BELONGS, t) for t in _belonging(m, cast))


def _title(m: NameMention, cast: Cast) -> Sequence[Token]:
    """The title with what stands before it in the noun phrase: "South Korean President", "former NATO chief",
    "the group's founder"."""
    doc = m.paragraph.doc
    if m.title is None and m.first > 2 and doc[m.first - 1].text == "]" and is_role(doc[m.first - 2]):
        return phrase_before(doc, m.first - 2, m.first - 1)  # "[former Rovers captain] Ann Moss"
    if m.title is None:
        return _person_noun(m)
    first = next(t.i for t in doc if m.paragraph.start + t.idx >= m.title[0])
    tokens = phrase_before(doc, first, m.first)
    body = cast.at(m.paragraph.start + tokens[0].idx) if tokens else None
    if body is not None and body.type == "organisation":  # "National Union of Bakers President": the whole of it
        at = m.paragraph.start + tokens[0].idx
        held = next(o for o in body.mentions if o.start <= at < o.end)
        return list(doc[held.first : tokens[-1].i + 1])
    return tokens


def _person_noun(m: NameMention) -> Sequence[Token]:
    """A noun of a person right before the name that is no title: "Scientologist Tom Cruise", "Democrat Ann Moss"."""
    doc = m.paragraph.doc
    if m.first == 0:
        return []
    t = doc[m.first - 1]
    fits = t.pos_ in ("NOUN", "PROPN") and t.tag_ not in ("NNS", "NNPS") and t.is_alpha
    party = t.lower_ in ("democrat", "republican", "conservative", "liberal", "independent")
    if fits and (party or t.lower_.endswith(PERSON_ENDINGS)) and t.ent_type_ != "PERSON":
        return phrase_before(doc, t.i, m.first, sure=True)
    return []


def _behind_comma(m: NameMention, cast: Cast) -> Sequence[Token]:
    """The apposition behind a comma, by its words: "X, a nurse from Leeds,", "X, 34, head of the board, said"."""
    doc = m.paragraph.doc
    i = m.last + 1
    if i < len(doc) and doc[i].text == "(":  # "X (D-Ohio), chair of …"
        i = next((j + 1 for j in range(i, min(i + 5, len(doc))) if doc[j].text == ")"), i)
    if i + 1 >= len(doc) or doc[i].text not in (",", "—", "–"):
        return []
    i += 1
    if doc[i].like_num or _PARTY.match(doc[i : i + 3].text):  # "X, 34, head of …", "X, D-Pa., chair of …"
        comma = next((j for j in range(i + 1, min(i + _TAG, len(doc) - 1)) if doc[j].text == ","), None)
        i = comma + 1 if comma is not None else i
    return _phrase(doc, i, m, cast)


def _phrase(doc: Doc, start: int, m: NameMention, cast: Cast) -> Sequence[Token]:
    """A noun phrase from `start` whose noun is a role, up to where the clause goes on."""
    if start >= len(doc) or doc[start].pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "ADV", "VERB"):
        return []
    if doc[start].tag_ == "WP$" or doc[start].lower_ == "whose":
        return []
    if doc[start].pos_ in ("PRON", "ADV", "VERB") and doc[start].lower_ not in (
        "his",
        "her",
        "its",
        "their",
        "then",
        "now",
    ):
        return []
    head = None
    for i in range(start, min(start + _REACH, len(doc))):
        t = doc[i]
        if (
            t.text in BREAKS
            or t.text == ","
            or (t.pos_ in ("ADP", "VERB", "AUX", "SCONJ") and head is None and i > start)
        ):
            break
        other = cast.at(m.paragraph.start + t.idx)
        if other is not None and other.type == "person" and head is not None:
            return []  # "X, chairman Y and Z": the next one's title
        if is_role(t):
            head = t
            following = doc[i + 1] if i + 1 < len(doc) else None
            if following is None or following.pos_ not in ("NOUN", "PROPN") or following.text in BREAKS:
                break
    if head is None:
        return []
    if head.i + 1 < len(doc) and (other := cast.at(m.paragraph.start + doc[head.i + 1].idx)) and other.type == "person":
        return []  # "X, chairman Y and Z": the next one's title
    end = head.i + 1
    while end < len(doc) and end - start <= _ROLE_WORDS:
        t = doc[end]
        if t.text in BREAKS or t.text == "," or t.is_space:
            break
        if t.pos_ in ("VERB", "AUX") and (t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.dep_ == "ROOT"):
            break
        if t.lower_ in ("who", "which", "whose", "whom", "that", "as", "when", "while", "after", "because", "but"):
            break
        end += 1
    if doc[start].lower_ == "the" and end + 1 < len(doc) and doc[end].text == ",":
        other = cast.at(m.paragraph.start + doc[end + 1].idx)
        if other is not None and other.type == "person":
            return []  # "thwart X, the board's leader, Y, went on": it may be said of the one behind
    return trim(list(doc[start:end]))


def _before_comma(m: NameMention) -> Sequence[Token]:
    """The description that a name behind a comma gives a name to: "The group's president, Jane Roe, …"."""
    doc = m.paragraph.doc
    start = m.first
    if m.title is not None:
        start = next(t.i for t in doc if m.paragraph.start + t.idx >= m.title[0])
    if start < 2 or doc[start - 1].text != ",":
        return []
    first = start - 1
    while first > 0 and start - first <= _ROLE_WORDS:
        t = doc[first - 1]
        if t.text in BREAKS or t.text == "," or t.is_sent_end or t.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ", "SPACE"):
            break
        first -= 1
    while first < start - 1 and doc[first].pos_ in ("ADV", "PART", "PUNCT"):
        first += 1
    if first >= start - 1 or doc[first].pos_ == "ADP" or (first > 0 and doc[first - 1].pos_ == "ADP"):
        return []
    if doc[first].pos_ == "PRON" and doc[first].tag_ != "PRP$":
        return []
    tokens = list(doc[first : start - 1])
    before = tokens[: next((k for k, t in enumerate(tokens) if t.pos_ == "ADP"), len(tokens))]
    fits = [t for t in before if t.ent_type_ != "PERSON"]
    return tokens if fits and fits[-1] is before[-1] and is_role(fits[-1]) else []


def _parsed(m: NameMention, cast: Cast) -> Iterator[Sequence[Token]]:
    """What the parse has: appositions either way, "X is the …", and "as minister"."""
    doc = m.paragraph.doc
    root = doc[m.first : m.last + 1].root
    at = m.paragraph.start
    for child in root.children:
        if child.dep_ == "appos" and child.i > m.last and is_role(child) and cast.at(at + child.idx) is None:
            yield noun_phrase(child)
    end = m.first
    if m.title is not None:
        end = next(t.i for t in doc if at + t.idx >= m.title[0])
    apposed = root.dep_ == "appos" and root.head.i < end and is_role(root.head)
    if apposed and root.head.ent_type_ != "PERSON" and cast.at(at + root.head.idx) is None:
        inside = [t for t in root.head.subtree if t.i < end]
        if inside and not any(t.text == "," for t in inside[:-1]):
            yield trim(run(inside))
    if root.dep_ in ("nsubj", "nsubjpass"):
        verb = root.head
        denied = any(c.dep_ == "neg" for c in verb.children)
        for child in verb.children:
            attr = child.dep_ == "attr" and child.i > verb.i and verb.lemma_ in ("be", "become") and not denied
            if attr and is_role(child) and verb.tag_ in ("VBZ", "VBD", "VBP"):
                yield noun_phrase(child)
            if verb.lemma_ in words("people", "serving") and child.dep_ == "prep" and child.lower_ == "as":
                yield from (noun_phrase(c) for c in child.children if c.dep_ == "pobj" and is_role(c))
    if m.last + 2 < len(doc) and doc[m.last + 1].lower_ == "as" and root.head.lemma_ in words("people", "appointing"):
        yield _phrase(doc, m.last + 2, m, cast)


def _clauses(m: NameMention) -> Iterator[Sequence[Token]]:
    """ "X, who leads Y": the relative clause, where its verb says what someone does for a living or is."""
    doc = m.paragraph.doc
    i = m.last + 1
    if i < len(doc) and doc[i].text == ",":
        i += 1
    if i + 1 >= len(doc) or doc[i].lower_ != "who":
        return
    verb = next(
        (t for t in doc[i + 1 : i + 5] if t.pos_ in ("VERB", "AUX") and t.tag_ in ("VBZ", "VBP", "VBD", "VBN")), None
    )
    if verb is None:
        return
    behind = doc[verb.i + 1 : verb.i + _REACH]
    if verb.lemma_ == "be":
        attr = any(t.dep_ == "attr" and t.head.i == verb.i and is_role(t) for t in behind)
        if not attr or any(t.dep_ == "neg" or t.text in BREAKS for t in behind[:2]):
            return
    elif verb.lemma_ not in _LEADING or (verb.lemma_ in ("run", "write") and doc[verb.i + 1].pos_ == "ADP"):
        return  # "who wrote on his page", "who ran from the house"
    end = verb.i + 1
    while end < len(doc) and doc[end].text not in (*BREAKS, ",") and end - i <= _ROLE_WORDS:
        end += 1
    if end - i > 2:
        yield trim(list(doc[i:end]))


def _belonging(m: NameMention, cast: Cast) -> Iterator[Sequence[Token]]:
    """The body, country or place that a person is named with: "X of the Labour Party", "Chelsea's X"."""
    doc = m.paragraph.doc
    at = m.paragraph.start
    start = m.first
    if m.title is not None:
        start = next(t.i for t in doc if at + t.idx >= m.title[0])
    if start >= 2 and doc[start - 1].tag_ == "POS":
        owner = cast.at(at + doc[start - 2].idx)
        first = start - 2
        while first > 0 and doc[first - 1].pos_ == "PROPN" and doc[first - 1].dep_ == "compound":
            first -= 1
        if doc[start - 2].lower_ in words("groups", "bodies"):
            yield phrase_before(doc, start - 2, start - 1, sure=True)  # "the opposition camp's X"
        elif owner is None and doc[start - 2].pos_ == "PROPN" and _no_person(doc[start - 2], at, cast):
            yield list(doc[first : start - 1])
        if owner is not None and owner.type in ("organisation", "country"):
            held = next(o for o in owner.mentions if o.start <= at + doc[start - 2].idx < o.end)
            if held.paragraph is m.paragraph:
                yield list(doc[held.first : held.last + 1])
    i = m.last + 1
    if i < len(doc) and doc[i].text == ",":
        i += 1
    if i + 1 >= len(doc) or doc[i].lower_ not in _TIES:
        return
    first = i + 1 + (doc[i + 1].lower_ in ("the", "a", "an"))
    while first < len(doc) and doc[first].pos_ == "ADJ" and doc[first].text.islower():
        first += 1
    if first >= len(doc) or not doc[first].text[:1].isupper():
        return
    body = cast.at(at + doc[first].idx)
    if body is not None and body.type in ("organisation", "country"):
        held = next(o for o in body.mentions if o.start <= at + doc[first].idx < o.end)
        yield list(doc[i : held.last + 1])
    elif body is None and doc[i].lower_ in ("of", "from") and doc[first].ent_type_ in ("GPE", "ORG"):
        end = first
        while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
            end += 1
        yield list(doc[i : end + 1])


def _no_person(token: Token, at: int, cast: Cast) -> bool:
    """Whether the recogniser, or the whole article where it says otherwise, takes the word for no person's name."""
    return token.ent_type_ not in ("PERSON", "DATE") or (token.ent_type_ == "PERSON" and cast.is_thing(at + token.idx))


def _of_a_body(m: NameMention) -> Iterator[Sequence[Token]]:
    """What a body is said to be in an apposition: "the Ridge Foundation, a charity for walkers,"."""
    doc = m.paragraph.doc
    if m.last + 1 >= len(doc) or doc[m.last + 1].text != ",":
        return
    for child in doc[m.first : m.last + 1].root.children:
        fits = child.pos_ == "NOUN" and child.tag_ == "NN" and child.ent_type_ == ""
        fits = fits and not any(c.dep_ == "conj" for c in child.children)  # a list goes on
        if child.dep_ == "appos" and child.i > m.last and fits and child.lemma_ not in words("people", "no_body"):
            phrase = noun_phrase(child)
            if len(phrase) > 1 and phrase[0].lower_ in ("a", "an", "the", "its", "one"):
                yield phrase
