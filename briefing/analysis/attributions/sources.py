"""The source that grammar gives a reporting word: its subject, its owner, the name put behind it."""

from __future__ import annotations

import re

from briefing.analysis.attributions.attribution import Offsets
from briefing.language import Reading
from briefing.lexicon import cues, words

# Passives whose subject is the one who thinks ("was worried that …", "was quoted as saying").
_FELT = {"worry", "concern", "convince", "quote", "cite", "determine", "expect", "prepare", "hear"}
_SPOKEN_TO = {"ask", "tell", "inform", "remind", "urge", "order", "press", "question"}
_NOMINAL = ("NOUN", "PROPN", "PRON")
# The name and comma of "The guests, said Maurer, are asked …".
_BEHIND = re.compile(r" ((?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w'’-]+)(?=, )")


def inferred(reading: Reading, word: Offsets | None) -> bool:
    """Whether the reporting word is a participle that draws the reporter's conclusion from the main clause."""
    sentence = reading.sentence_at(word[0]) if word else None
    if word is None or sentence is None:
        return False
    at = sentence.paragraph.start
    shows = words("reporting", "showing")
    inside = [t for t in sentence.tokens if word[0] <= at + t.idx < word[1]]
    parts = [t for t in inside if t.tag_ == "VBG" and t.dep_ == "advcl" and t.lemma_.lower() in shows]
    return any(t.head.lemma_.lower() not in cues() for t in parts)


def inverted(reading: Reading, word: Offsets | None) -> Offsets | None:
    """The name right behind a reporting verb that stands between commas with it."""
    text = reading.text
    if word is None or text[word[1] - 1] == "," or not text[max(0, word[0] - 2) : word[0]].rstrip(" ").endswith(","):
        return None
    m = _BEHIND.match(text, word[1])
    sentence = reading.sentence_at(word[0])
    if m is None or sentence is None:
        return None
    at = sentence.paragraph.start
    names = [t for t in sentence.tokens if m.start(1) <= at + t.idx < m.end(1)]
    return m.span(1) if names and names[-1].pos_ == "PROPN" else None


def spoken_of(reading: Reading, word: Offsets | None, source: Offsets | None) -> bool:
    """Whether the reporting word is a passive, and the source the one it tells of and not the agent; or a noun for what
    the source receives."""
    sentence = reading.sentence_at(word[0]) if word else None
    if word is None or source is None or sentence is None:
        return False
    at = sentence.paragraph.start
    for t in sentence.tokens:
        noun = t.pos_ == "NOUN" and word[0] <= at + t.idx < word[1] and t.dep_ in ("dobj", "pobj")
        if noun and t.head.lemma_.lower() in words("reporting", "receiving"):
            return True  # "facing criticism, the agency …": others criticise
        if not word[0] <= at + t.idx < word[1] or t.tag_ not in ("VBN", "VBD") or t.lemma_.lower() not in cues():
            continue
        if t.lemma_.lower() in _FELT:
            return False
        subject = next((c for c in t.children if c.dep_ == "nsubjpass"), None)
        agents = [g for c in t.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        if agents and (subject is None or any(source[0] <= at + g.idx < source[1] for g in agents)):
            return False
        if subject is not None:
            return source[0] <= at + subject.idx < source[1]
        bare = t.dep_ in ("advcl", "acl") and not any(c.dep_ in ("nsubj", "aux") for c in t.children)
        before = t.nbor(-1).lower_ if t.i > sentence.tokens.start else "when"
        return t.lemma_.lower() in _SPOKEN_TO and bare and before in ("when", "if", "once", "as")
    return False


def subject_of(reading: Reading, word: Offsets | None) -> tuple[Offsets | None, int | None]:
    """Subject, and its head, of an active verb that the lexicon does not know."""
    sentence = reading.sentence_at(word[0]) if word else None
    if word is None or sentence is None:
        return None, None
    at = sentence.paragraph.start
    for t in sentence.tokens:
        if word[0] <= at + t.idx < word[1] and t.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
            verb = t
            while verb.dep_ == "conj" and verb.head.i < verb.i and not any(c.dep_ == "nsubj" for c in verb.children):
                verb = verb.head  # "had known him, and came to the conclusion"
            own = next(
                (c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in ("it", "that", "there")), None
            )
            if own is not None and own.i < t.i:
                span = at + own.left_edge.idx, at + own.right_edge.idx + len(own.right_edge)
                return span, at + own.idx
    return None, None


def owner_of(reading: Reading, word: Offsets | None) -> Offsets | None:
    """Whose claim it is, where the reporting word is a noun: "Mr. Doe's claim that …"."""
    sentence = reading.sentence_at(word[0]) if word else None
    if word is None or sentence is None:
        return None
    p = sentence.paragraph
    said = [t for t in sentence.tokens if word[0] <= p.start + t.idx < word[1]]
    if any(t.pos_ in ("VERB", "AUX") for t in said):
        return None
    for t in said:
        whose = next((c for c in t.children if c.dep_ == "poss"), None)
        if whose is not None:
            phrase = [x for x in whose.subtree if x.dep_ != "case"]
            return p.start + phrase[0].idx, p.start + phrase[-1].idx + len(phrase[-1])
    return None


def in_one_paragraph(reading: Reading, source: Offsets) -> Offsets:
    """The part of a source in its last paragraph: a heading above it is no part of a name."""
    i = reading.paragraph_at(source[1] - 1)
    return (max(source[0], reading.paragraphs[i].start), source[1]) if i >= 0 else source


def head_of(reading: Reading, source: Offsets) -> int | None:
    """Offset of the head word of a source by the parse."""
    sentence = reading.sentence_at(source[0])
    if sentence is None:
        return None
    at = sentence.paragraph.start
    tokens = [t for t in sentence.tokens if source[0] <= at + t.idx < source[1] and not t.is_punct]
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    nominal = [t for t in tops if t.pos_ in _NOMINAL]
    if not nominal and all(t.pos_ in ("VERB", "AUX", "ADP") for t in tops):
        # "The mayor, Ann Roe — whose father ruled before —" hangs on "ruled" in the parse.
        nominal = [t for t in tokens if t.pos_ in _NOMINAL and t.dep_ not in ("compound", "poss", "nmod")]
    return at + (nominal or tops)[0].idx
