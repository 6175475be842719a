"""Reporting words and what the parse hangs on them: the rules by which indirect speech is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.analysis.attributions.attribution import Offsets
from briefing.language import ParsedSentence
from briefing.lexicon import Cue, cues, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = Cue("call", "describes")
_RELATIVE = {"who", "which", "that", "whom"}
# "went on to say": the infinitive is what happened.
_SAID_BY_INFINITIVE = {"go", "continue", "proceed"}
# Longer subjects (in words) are mostly misread, and a name stands at their end.
_LONG_SUBJECT = 10
# Auxiliaries and particles: what stands in a cue's span beside the verb.
_CUE_PARTS = ("aux", "auxpass", "neg", "prt")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A reporting word in its sentence: the verb, its subject's tokens and head, and the tokens of what it reports.

    `reported` is empty where nothing in the parse hangs on the verb but a quotation may. `clause` tells that what is
    reported is a finite clause, the strongest sign of reporting.
    """

    sentence: ParsedSentence
    verb: Token
    cue: Cue
    subject: tuple[Token, ...]
    head: Token | None
    reported: tuple[Token, ...]
    clause: bool
    negated: bool
    addressee: tuple[Token, ...] = ()
    postposed: bool = False

    def offsets(self, tokens: tuple[Token, ...]) -> Offsets:
        """Article offsets from the first to the last of `tokens`."""
        at = self.sentence.paragraph.start
        return at + tokens[0].idx, at + tokens[-1].idx + len(tokens[-1])

    @property
    def cue_offsets(self) -> Offsets:
        """The verb with the auxiliaries and particles that touch it."""
        verb, doc = self.verb, self.verb.doc
        if self.cue.lemma in words("reporting", "according"):
            return self.offsets((verb, doc[verb.i + len(self.cue.lemma.split()) - 1]))
        parts = {verb.i} | {c.i for c in verb.children if c.dep_ in _CUE_PARTS}
        start = end = verb.i
        while start - 1 in parts:
            start -= 1
        while end + 1 in parts:
            end += 1
        return self.offsets((doc[start], doc[end]))

    @property
    def edge(self) -> int:
        """Article offset where subject and verb begin."""
        first = min([self.verb, *self.subject], key=lambda t: t.i)
        return self.sentence.paragraph.start + first.idx

    @property
    def stop(self) -> int:
        """Article offset where subject and verb end."""
        last = max([self.verb, *self.subject], key=lambda t: t.i)
        return self.sentence.paragraph.start + last.idx + len(last)


def frames(sentence: ParsedSentence) -> Iterator[Frame]:
    """Frames of a sentence in order."""
    table = cues()
    for token in sentence.tokens:
        if phrase := _opens_phrase(token):
            frame = _according(sentence, token, phrase)
        elif token.tag_.startswith("VB") or _noun_for_verb(token):
            cue = table.get(_lemma(token))
            frame = _verbal(sentence, token, cue) if cue and token.dep_ != "amod" else None
        else:
            frame = None
        if frame:
            yield frame


def _noun_for_verb(token: Token) -> bool:
    """A participle that the tagger took for a noun ("with some arguing that …"): it has a subject or a clause."""
    return token.lower_.endswith("ing") and any(c.dep_ in ("ccomp", "nsubj") for c in token.children)


def _lemma(token: Token) -> str:
    if _noun_for_verb(token) and not token.tag_.startswith("VB"):
        stem = token.lower_.removesuffix("ing")
        return next((w for w in (stem, stem + "e", stem[:-1]) if w in cues()), stem)
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    both = f"{token.lemma_.lower()} {particle}".strip()
    return both if both in cues() else token.lemma_.lower()


def _opens_phrase(token: Token) -> str | None:
    """The phrase of the lexicon that begins here: "according to", "in the words of"."""
    for phrase, said in _phrases_by_opening().get(token.lower_, ()):
        if [t.lower_ for t in token.doc[token.i : token.i + len(said)]] == said:
            return phrase
    return None


@cache
def _phrases_by_opening() -> dict[str, list[tuple[str, list[str]]]]:
    """Each phrase with its words, by the first of them."""
    out: dict[str, list[tuple[str, list[str]]]] = {}
    for phrase in words("reporting", "according"):
        said = phrase.split()
        out.setdefault(said[0], []).append((phrase, said))
    return out


def _according(sentence: ParsedSentence, token: Token, phrase: str) -> Frame | None:
    to = token.doc[token.i + len(phrase.split()) - 1]
    noun = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if noun is None:
        return None
    source = _phrase(noun)
    quote = next((i for i, t in enumerate(source) if i and (t.is_quote or t.text in ("``", "''"))), len(source))
    source = _run(list(source[:quote])) or source
    start, end = sentence.tokens.start, sentence.tokens.end
    last = max(source[-1].i, to.i)
    # A frame that opens the sentence reports what follows it, any other what stands before it in its sentence.
    if token.i - start <= 2:
        rest = tuple(t for t in token.doc[last + 1 : end])
    else:
        rest = tuple(t for t in token.doc[start : token.i])
        tail = tuple(t for t in token.doc[last + 1 : end])
        if tail and tail[0].lower_ == "," and sum(t.is_alpha for t in tail) > 3:
            rest = (*rest, *tail)
    rest = tuple(t for t in rest if not t.is_space)
    while rest and rest[0].is_punct and rest[0].text not in "\"'(`":
        rest = rest[1:]
    while rest and rest[-1].is_punct and rest[-1].text not in "\"')":
        rest = rest[:-1]
    if sum(t.is_alpha for t in rest) < 2:
        return None
    return Frame(sentence, token, Cue(phrase, "states"), source, noun, rest, True, False)


def _verbal(sentence: ParsedSentence, verb: Token, cue: Cue) -> Frame | None:
    if hypothetical(verb):
        return None
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    subject, head = _subject(verb)
    if passive and cue.passive:
        agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        told = subject if cue.person or cue.lemma in ("tell", "ask") else ()
        subject, head = (_phrase(agent), agent) if agent is not None else ((), None)
        if agent is None and told:
            return None  # "was told that …": nobody says who told
    if cue.lemma == "call" and not _calls_for(verb):
        cue = _NAMES  # "called it a mistake": what it is called is said, and nothing demanded
    if head is not None and head.lower_ == "it" and passive:
        subject, head = (), None
    if cue.lemma == "read" and not (head is not None and head.lemma_.lower() in words("groups", "documents")):
        return None  # what a cap or a sign reads is nobody's statement
    reported, clause = _reported(verb, cue, passive) if not cue.quote else ((), False)
    negated = any(c.dep_ == "neg" for c in verb.children) or any(
        c.lower_ == "no" for t in subject for c in [t] if c.dep_ == "det"
    )
    addressee = _addressee(verb, cue, reported)
    if subject and not reported:
        subject, head = _close_subject(verb, subject, head)
    postposed = bool(subject) and not reported and not cue.quote and _stands_after(verb, subject)
    if postposed:
        return Frame(sentence, verb, cue, subject, head, (), True, negated, addressee, True)
    return Frame(sentence, verb, cue, subject, head, reported, clause, negated, addressee)


def _calls_for(verb: Token) -> bool:
    """Whether "call" demands: "called for", "called on", "called … to"."""
    for c in verb.children:
        if c.dep_ == "prep" and (c.lower_ == "for" or (c.lower_ in ("on", "upon") and not _dated(c))):
            return True
        if c.dep_ == "xcomp" and c.tag_.startswith("VB"):
            return True
    return False


def _dated(preposition: Token) -> bool:
    return any(c.ent_type_ in ("DATE", "TIME") for c in preposition.children)


def hypothetical(verb: Token) -> bool:
    """Whether nobody has said it: "to defend", "should say"; "went on to say" is said."""
    if any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):
        return not (verb.dep_ == "xcomp" and verb.head.lemma_ in _SAID_BY_INFINITIVE)
    if any(c.dep_ == "aux" and c.lower_ in ("should", "must", "might", "may", "could") for c in verb.children):
        return True
    bare = verb.tag_ == "VB" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)
    return bare and verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and hypothetical(verb.head)


def _subject(verb: Token) -> tuple[tuple[Token, ...], Token | None]:
    """The subject's tokens and head, through conjunctions, participles and relative clauses."""
    seen = set()
    at = verb
    while at.i not in seen:
        seen.add(at.i)
        own = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if own is not None:
            if own.lower_ in _RELATIVE and at.dep_ == "relcl" and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
                return _phrase(at.head, without=at), at.head
            return _phrase(own), own
        verbal, adjectival = at.head.pos_ in ("VERB", "AUX"), at.head.pos_ == "ADJ"
        if (at.dep_ in ("conj", "xcomp") and (verbal or adjectival)) or (at.dep_ in ("advcl", "pcomp") and verbal):
            at = at.head
        elif at.dep_ == "prep" or (at.dep_ == "pcomp" and at.head.dep_ == "prep"):
            at = at.head.head if at.dep_ == "pcomp" else at.head
        elif at.dep_ == "acl" and at.tag_ == "VBG":
            return _phrase(at.head, without=at), at.head
        else:
            break
    return (), None


def _close_subject(
    verb: Token, subject: tuple[Token, ...], head: Token | None
) -> tuple[tuple[Token, ...], Token | None]:
    """Where the parse drew half a sentence into the subject ("guns were found, one of them loaded, Molins said"),
    the name between the last comma and the verb."""
    if len(subject) < _LONG_SUBJECT or subject[-1].i > verb.i:
        return subject, head
    comma = max((t.i for t in subject if t.text == ","), default=-1)
    close = tuple(t for t in subject if t.i > comma)
    if comma >= 0 and close and any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in close):
        return close, next((t for t in reversed(close) if t.pos_ in ("PROPN", "NOUN", "PRON")), close[-1])
    return subject, head


def _phrase(head: Token, without: Token | None = None) -> tuple[Token, ...]:
    """The noun phrase of `head`, appositions included, relative and adverbial clauses left out."""
    skip = {
        t.i
        for c in head.children
        if c.dep_ in ("relcl", "advcl", "parataxis", "cc:preconj") or c is without or c == without
        for t in c.subtree
    }
    if without is not None:
        skip |= {t.i for t in without.subtree}
    inside = [t for t in head.subtree if t.i not in skip and not t.is_space]
    # One run of tokens around the head: what stands behind a gap (a quotation, the verb) is no part of the phrase.
    by_index = {t.i: t for t in inside}
    start = end = head.i
    while start - 1 in by_index:
        start -= 1
    while end + 1 in by_index:
        end += 1
    run = [head.doc[i] for i in range(start, end + 1)]
    while len(run) > 1 and run[-1].is_punct and run[-1].text not in (")", '"', "'", "."):
        run.pop()
    while len(run) > 1 and run[0].is_punct and run[0].text not in ("(", '"', "'"):
        run.pop(0)
    if len(run) > 1 and run[-1].text == "." and not run[-1].is_alpha:
        run.pop()
    return tuple(run)


def _reported(verb: Token, cue: Cue, passive: bool) -> tuple[tuple[Token, ...], bool]:
    """Tokens of what the verb reports by the parse, and whether it is a finite clause."""
    best: Token | None = None
    for child in verb.children:
        if child.dep_ == "ccomp" and (child.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") or child.i > verb.i):
            best = child if best is None or child.i > verb.i else best
    if best is not None:
        return _clause(verb, best), True
    # "X, which he said has …": the verb of a relative clause whose own complement is the clause.
    if cue.to:
        x = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and c.tag_.startswith("VB")), None)
        if x is not None:
            return _clause(verb, x), False
    if cue.prep:
        p = next(
            (
                c
                for c in verb.children
                if c.dep_ in ("prep", "agent", "dative") and c.lower_ in cue.prep and c.i > verb.i
            ),
            None,
        )
        if p is not None and not (cue.lemma == "agree" and p.lower_ == "with"):
            return _run(list(p.subtree)), False
    x = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and c.pos_ in ("VERB", "AUX")), None)
    if x is not None and cue.object:
        return _clause(verb, x), False
    if cue.object and not passive:
        o = next((c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd") and c.i > verb.i), None)
        if o is not None and not (o.pos_ == "PRON" and o.lower_ != "that"):
            return _object(verb, o), False
    return (), False


def _object(verb: Token, noun: Token) -> tuple[Token, ...]:
    """The noun phrase with the prepositional phrases and clauses right behind it, wherever the parse hung them."""
    tokens = list(noun.subtree)
    for child in sorted(verb.children, key=lambda t: t.i):
        whole = list(child.subtree)
        touches = child.dep_ in ("prep", "acl", "relcl", "advcl") and whole[0].i == tokens[-1].i + 1
        if touches and not any(t.ent_type_ in ("DATE", "TIME") for t in whole[:4]):
            tokens += whole
    return _run(tokens)


def _clause(verb: Token, clause: Token) -> tuple[Token, ...]:
    """The clause's tokens on its own side of the verb, with what was parsed as conjoined to it."""
    mine = list(clause.subtree)
    if clause.i > verb.i:
        right = [t for t in mine if t.i > verb.i]
        # "…, which he said has …": the relative pronoun belongs to what he said.
        lead = [t for t in mine if t.i < verb.i and t.lower_ in _RELATIVE and t.head == clause]
        mine = lead + right
    else:
        mine = [t for t in mine if t.i < verb.i]
    return _run(mine)


def _run(tokens: list[Token]) -> tuple[Token, ...]:
    tokens = sorted((t for t in tokens if not t.is_space), key=lambda t: t.i)
    while tokens and tokens[-1].is_punct and tokens[-1].text not in ('"', "'", ")", "''"):
        tokens.pop()
    while tokens and tokens[0].is_punct and tokens[0].text not in ('"', "'", "(", "``"):
        tokens.pop(0)
    return tuple(tokens)


def _addressee(verb: Token, cue: Cue, reported: tuple[Token, ...]) -> tuple[Token, ...]:
    """Whom the words go to: "told the Hankyoreh", "said to reporters", "urged them to"."""
    inside = {t.i for t in reported}
    if cue.lemma in ("tell", "ask", "inform", "remind", "assure", "warn", "urge", "advise"):
        o = next(
            (c for c in verb.children if c.dep_ in ("dobj", "dative", "iobj") and c.i > verb.i and c.i not in inside),
            None,
        )
        if o is not None and o.ent_type_ not in ("DATE", "TIME") and o.pos_ in ("NOUN", "PROPN", "PRON"):
            return _phrase(o)
    to = next(
        (
            c
            for c in verb.children
            if c.dep_ in ("prep", "dative") and c.lower_ == "to" and c.i > verb.i and c.i not in inside
        ),
        None,
    )
    if to is not None and cue.lemma not in ("agree", "admit", "object", "appeal"):
        o = next((c for c in to.children if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN", "PRON")), None)
        if o is not None:
            return _phrase(o)
    return ()


def _stands_after(verb: Token, subject: tuple[Token, ...]) -> bool:
    """Whether subject and verb stand behind a comma or closing mark, as in "…, the office said"."""
    first = min(verb.i, subject[0].i)
    doc = verb.doc
    while first > 0 and doc[first - 1].is_space:
        first -= 1
    return (
        first > 0
        and doc[first - 1].text in (",", '"', "''", "'", "-", "–", "—", "--")
        and first - 1 > doc[verb.i].sent.start
    )
