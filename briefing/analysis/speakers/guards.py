"""When somebody else speaks than the name or the grammar of a source tells at first sight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Draft
from briefing.analysis.actors.chunks import is_given
from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.speakers.discourse import SUBJECT, Discourse
from briefing.analysis.speakers.resolved import Resolved
from briefing.language import ParsedSentence, Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

_AGED = re.compile(r", (?:aged )?\d{1,2},")
_ONE = re.compile(r"an? ", re.I)
_DASHES = {"-", "–", "—", "--"}
# A longer aside between dashes, in words, is not looked through.
_ASIDE = 25


def another_tells(discourse: Discourse, a: Attribution, found: Resolved) -> bool:
    """Whether the words around a quotation without a reporting word of its own have another person for their subject:
    "“You know,” Moss went on, …"."""
    sentence = discourse.reading.sentence_at(a.content[0][0])
    if a.cue is not None or a.source is None or sentence is None or sentence.start <= a.source[0] < sentence.end:
        return False
    base = sentence.paragraph.start
    for t in sentence.tokens:
        at = base + t.idx
        if t.dep_ in SUBJECT and not any(s <= at < e for s, e in a.content) and not discourse.quoted(at):
            d = discourse.actor(t, sentence)
            if d is not None and d.type == "person" and d not in found.actors:
                return True
    return False


def anew(discourse: Discourse, named: Draft, token: Token, sentence: ParsedSentence) -> bool:
    """Whether a given name alone brings in somebody else: "Ann, 27, a student", after the minister Ann Roe."""
    at = sentence.paragraph.start + token.idx
    surname = named.name.split()[-1].lower()
    if named.type != "person" or " " not in named.name or token.lower_ == surname or named.mentions[0].start >= at:
        return False
    if not is_given(token.text) or sum(m.text == token.text for m in named.mentions) > 1:
        return False  # "Guan, 24", who is Guan Xiang
    return _AGED.match(discourse.reading.text, at + len(token)) is not None


def indefinite(reading: Reading, token: Token, sentence: ParsedSentence, a: Attribution) -> bool:
    """Whether a body's name only tells of somebody without a name: "a Lark School and Leeds-educated writer"."""
    if a.source is None or not _ONE.match(reading.text, *a.source):
        return False
    base = sentence.paragraph.start
    inside = [t for t in sentence.tokens if a.source[0] <= base + t.idx < a.source[1]]
    if len(inside) == 2:
        return token.i == inside[1].i  # "a Washingtonian"
    return bool(inside) and inside[-1].i != token.i and inside[-1].tag_ == "NN"


def behind_aside(token: Token, sentence: ParsedSentence) -> bool:
    """Whether a pair of dashes closes right before a phrase: "The letter - to the judge, Ann Roe - the mayor asks"."""
    dashes = [t.i for t in sentence.tokens if t.text in _DASHES and token.head.i - _ASIDE < t.i < token.left_edge.i]
    closes = bool(dashes) and dashes[-1] == token.left_edge.i - 1
    return closes and any(i < token.head.i for i in dashes)
