"""The source that grammar gives a reporting word: its subject, its owner, the name put behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.analysis.attributions.attribution import Offsets
from briefing.language import Reading
from briefing.lexicon import cues, words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Passives whose subject is the one who thinks ("was worried that …", "was quoted as saying").
_FELT = {"worry", "concern", "convince", "quote", "cite", "determine", "expect", "prepare", "hear"}
_SPOKEN_TO = {"ask", "tell", "inform", "remind", "urge", "order", "press", "question"}
# Without an object before "for", "of" or "with" these are passives, however they were parsed.
_OF_SOMEBODY = {"blame", "accuse", "criticise", "criticize", "praise"}
_NOMINAL = ("NOUN", "PROPN", "PRON")
_SUBJECT = ("nsubj", "nsubjpass")
_ARTICLES = {"the", "a", "an"}
_TELLING = {"tell", "inform", "remind", "assure", "ask"}
_NOBODY = {"who", "which", "that", "it", "there", "this", "what"}
_PLACES = {"outside", "inside", "at", "in", "on", "near"}
# A name cut in two is whole within so many words.
_NAME_WORDS = 5
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


def mended(reading: Reading, word: Offsets | None, source: Offsets) -> Offsets | None:
    """A tagged source that is cut or lies beside the speaker, made whole; None where no noun or pronoun is in it."""
    source = _in_one_sentence(reading, word, source)
    sentence = reading.sentence_at(source[1] - 1)
    if sentence is None:
        return source
    at = sentence.paragraph.start
    inside = [t for t in sentence.tokens if source[0] <= at + t.idx < source[1]]
    if not inside:
        return source
    if word is not None and 0 <= source[0] - word[1] <= 1:
        before = next((t for t in sentence.tokens if t.i == inside[0].i - 1), None)
        if before is not None and before.lower_ in _PLACES and at + before.idx > word[0]:
            return None  # "makes a statement outside Downing Street"
    if word is not None and (other := _by_voice(sentence.tokens, at, word, source)) is not None:
        return other
    if word is not None and (other := _of_participle(sentence.tokens, at, word, source)) is not None:
        return other
    if (other := _who_told(inside, at)) is not None:
        return other
    if word is not None and source[1] <= word[0] and inside[0].i > sentence.tokens.start and _is_told(inside[0]):
        return None  # "In a letter to Ann Roe, said …"
    if all(t.lower_ in _ARTICLES or t.is_punct for t in inside):
        return None
    last = top = inside[-1]
    while top.dep_ in ("compound", "nmod") and top.i < top.head.i <= last.i + _NAME_WORDS:
        top = top.head
    if top is not last and last.pos_ == "PROPN":
        run = last.doc[last.i : top.i + 1]  # "North [Charleston Mayor Bo Lund]"
        end = at + top.idx + len(top)
        if all(t.tag_ in ("NNP", "NNPS") for t in run) and not (word and source[1] <= word[0] < end):
            source = source[0], end
    return _whole_list(sentence.tokens, at, word, source)


def _in_one_sentence(reading: Reading, word: Offsets | None, source: Offsets) -> Offsets:
    """The part of a source in the sentence of its reporting word: what ends the sentence before is no part of it."""
    sentence = reading.sentence_at(word[0]) if word is not None else None
    if sentence is None or not source[0] < sentence.start < source[1]:
        return source
    return sentence.start, source[1]


def _by_voice(tokens: Span, at: int, word: Offsets, source: Offsets) -> Offsets | None:
    """The agent of a passive where the source is not it ("a plan opposed by unions"), and whom an outlet quotes where
    the source is the outlet ("Roe was quoted by the Times", "the Times quoted Roe as saying")."""
    for t in tokens:
        if not word[0] <= at + t.idx < word[1] or t.tag_ not in ("VBN", "VBD") or t.lemma_.lower() not in cues():
            continue
        agent = next(
            (g for c in t.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj" and g.pos_ in _NOMINAL),
            None,
        )
        subject = next((c for c in t.children if c.dep_ == "nsubjpass" and c.pos_ in _NOMINAL), None)
        if agent is None and t.lemma_.lower() == "quote" and subject is None:
            agent = next((c for c in t.children if c.dep_ == "nsubj" and c.pos_ in _NOMINAL), None)
            told = any(g.tag_ == "VBG" for c in t.children if c.lower_ == "as" for g in c.children)
            subject = next((c for c in t.children if c.dep_ == "dobj" and c.pos_ in _NOMINAL), None) if told else None
        if agent is None:
            return None
        mine = source[0] <= at + agent.idx < source[1]
        if t.lemma_.lower() in ("quote", "cite"):
            other = subject if mine else None
        else:
            other = None if mine or source[0] <= at + t.idx < source[1] else agent
        if other is not None and other.lower_ not in _NOBODY:
            phrase = [x for x in other.subtree if x.i >= other.left_edge.i and x.dep_ not in ("relcl", "acl")]
            return at + other.left_edge.idx, at + _end(other, phrase)
    return None


def _of_participle(tokens: Span, at: int, word: Offsets, source: Offsets) -> Offsets | None:
    """The main clause's subject, where the reporting word is a participle and the source a name between the two: "He
    spoke of his son, Bo Lund, admitting that …"."""
    for t in tokens:
        if not word[0] <= at + t.idx < word[1] or t.tag_ != "VBG" or t.dep_ != "advcl":
            continue
        if any(c.dep_ in _SUBJECT for c in t.children) or t.i == tokens.start or t.nbor(-1).text != ",":
            return None
        subject = _subject_of(t.head)
        between = at + t.head.idx < source[0] and source[1] <= at + t.idx
        if subject is None or not between or subject.lower_ in _NOBODY:
            return None
        if subject.pos_ not in ("PROPN", "PRON") and subject.lemma_.lower() not in words("people", "roles"):
            return None  # "his biggest error was insisting that"
        return at + subject.left_edge.idx, at + _end(subject, list(subject.subtree))
    return None


def _subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or that of the verb it is joined to."""
    while verb.dep_ == "conj" and not any(c.dep_ in _SUBJECT for c in verb.children):
        verb = verb.head
    return next((c for c in verb.children if c.dep_ in _SUBJECT and c.i < verb.i), None)


def _who_told(inside: Sequence[Token], at: int) -> Offsets | None:
    """The subject of a verb of telling, where the source is whom it tells: "He told the Times's Ann Roe: “…”"."""
    top = next((t for t in inside if t.dep_ in ("dobj", "dative") and t.head.lemma_.lower() in _TELLING), None)
    subject = _subject_of(top.head) if top is not None and top.head.i < top.i else None
    if subject is None or subject.lower_ in _NOBODY:
        return None
    return at + subject.left_edge.idx, at + _end(subject, list(subject.subtree))


def _is_told(first: Token) -> bool:
    """Whether a phrase stands behind the "to" of a letter or the like."""
    to = first.nbor(-1)
    return to.lower_ == "to" and to.head.lemma_.lower() in words("groups", "documents")


def _end(noun: Token, phrase: Sequence[Token]) -> int:
    """Where a noun's phrase ends in its paragraph, clauses that hang on it left out."""
    last = noun
    for t in phrase:
        clause = any(a.dep_ in ("relcl", "acl", "advcl") for a in (t, *t.ancestors) if a.i > noun.i)
        if t.i == last.i + 1 and not clause and not t.is_punct:
            last = t
    return last.idx + len(last)


def _whole_list(tokens: Span, at: int, word: Offsets | None, source: Offsets) -> Offsets:
    """A source with those named before it: "[Mr. Tribe, Ms. Epstein and] Mr. Amar agreed"."""
    inside = [t for t in tokens if source[0] <= at + t.idx < source[1]]
    first = inside[0]
    joined = next((t for t in inside if t.dep_ == "conj" and t.head.i < first.i), None)
    top = joined
    while top is not None and top.dep_ == "conj" and top.head.i != top.i:
        top = top.head
    if top is None or joined is None or top.i >= first.i or (top.pos_, joined.pos_) != ("PROPN", "PROPN"):
        return source
    subject = top.head if top.dep_ == "appos" else top
    if (
        top.ent_type_ == "NORP"
        or subject.dep_ not in _SUBJECT
        or word is None
        or not word[0] <= at + subject.head.idx < word[1]
    ):
        return source
    start = top.i
    while start > tokens.start and top.doc[start - 1].head.i == top.i and top.doc[start - 1].dep_ == "compound":
        start -= 1
    between = top.doc[start : first.i]
    if any(t.pos_ in ("VERB", "AUX", "PRON") or t.is_quote for t in between):
        return source
    return at + top.doc[start].idx, source[1]


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
        if not agents and _told_of(t, at, source):
            return True
        bare = t.dep_ in ("advcl", "acl") and not any(c.dep_ in ("nsubj", "aux") for c in t.children)
        before = t.nbor(-1).lower_ if t.i > sentence.tokens.start else "when"
        return t.lemma_.lower() in _SPOKEN_TO and bare and before in ("when", "if", "once", "as")
    return False


def _told_of(passive: Token, at: int, source: Offsets) -> bool:
    """Whether the source is whom a passive joined to another verb is about ("has played little and been criticised")
    or the noun that a bare one tells of ("the tyrant blamed for the deaths")."""
    if passive.dep_ == "acl" and passive.tag_ == "VBN" and passive.lemma_.lower() in _OF_SOMEBODY:
        return source[0] <= at + passive.head.idx < source[1]
    objects = any(c.dep_ in ("dobj", "dative", "ccomp") for c in passive.children)
    if passive.lemma_.lower() in _OF_SOMEBODY and not objects and passive.nbor(1).lower_ in ("for", "of", "with"):
        return any(source[0] <= at + c.idx < source[1] for c in passive.children if c.dep_ in _SUBJECT)
    if passive.dep_ != "conj" or not any(c.dep_ == "auxpass" for c in passive.children):
        return False
    subject = _subject_of(passive)
    return subject is not None and source[0] <= at + subject.idx < source[1]


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
