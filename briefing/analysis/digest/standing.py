"""Whether a sentence can be read away from its place, and what its first words stand for if they point back.

A pronoun or "the deal" at its beginning is mended by showing the referent in the article's words. What cannot be
mended ("Another said …", "This is why …") leans on the sentence before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Cast, Draft
from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.attributions.quotes import Quotation, inside
from briefing.analysis.speakers.resolve import Resolver
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import table, words
from briefing.model import Referent, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

# A crosshead is a whole paragraph of at most so many words without a full stop.
_HEADING_WORDS = 14
# Tokens from its beginning within which a sentence's first phrase is looked for.
_OPENING = 8
# A referent longer than this many words tells more than what is meant.
_REFERENT_WORDS = 12
_THIRD = {"he", "she", "it", "they", "him", "them"}
_OWNING = {"his", "her", "its", "their"}
_POINTING = {"this", "that", "these", "those", "such"}


@lru_cache(maxsize=1)
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ties a sentence to the one before, and a time counted from it."""
    lists = table("standing")
    mark = r"[\"“'‘]*"
    joining = "|".join(re.escape(w) for w in lists["joining"])
    return re.compile(rf"{mark}(?:{joining})\b", re.I), re.compile(rf"{mark}(?:{'|'.join(lists['later'])})\b", re.I)


def is_heading(text: str, s: ParsedSentence) -> bool:
    """Whether the sentence is a paragraph of its own that no mark ends: a crosshead, a label, a line of a list."""
    words_of = text[s.start : s.end]
    before = text[s.paragraph.start : s.start]
    alone = s.end == s.paragraph.end and not any(c.isalpha() for c in before)
    return alone and len(words_of.split()) <= _HEADING_WORDS and not re.search(r"[.!?…:][\"”’')\]]*$", words_of)


class Standing:
    """Judges the sentences of one article."""

    def __init__(self, reading: Reading, named: Cast, resolver: Resolver, quotations: Sequence[Quotation] = ()) -> None:
        self.reading, self.cast, self.resolver, self.quotations = reading, named, resolver, quotations
        self._nouns: dict[str, list[tuple[ParsedSentence, SpacySpan]]] = defaultdict(list)
        for p in reading.paragraphs:
            # Not those of each sentence: for each, spaCy goes through the whole paragraph.
            for chunk in p.noun_chunks:
                s = reading.sentence_at(p.start + chunk.start_char)
                if s is None or chunk.start < s.tokens.start or s.tokens.end < chunk.end:
                    continue
                if chunk.root.pos_ == "NOUN":
                    self._nouns[chunk.root.lemma_.lower()].append((s, chunk))

    def leans(self, s: ParsedSentence) -> bool:
        """Whether it needs the sentence before it, and showing a referent cannot mend that."""
        if _openings()[1].match(self.reading.text[s.start : s.end]):
            return True
        t = self._pointer(s)
        return t is not None and self._meant(t, s) is None

    def clear(self, s: ParsedSentence) -> bool:
        """Whether it begins with nothing that points back, mended or not."""
        return self._pointer(s) is None and not self.joins(s) and not self.leans(s)

    def joins(self, s: ParsedSentence) -> bool:
        """Whether it begins with what ties it to the sentence before: "But", "However"."""
        return bool(_openings()[0].match(self.reading.text[s.start : s.end]))

    def referents(
        self, s: ParsedSentence, told: set[int] | None = None, before: Iterable[ParsedSentence] = ()
    ) -> tuple[Referent, ...]:
        """What its first pronoun or noun, and its bare surnames, stand for, where the sentences shown `before` it do
        not say so. `told` has the identities of actors already named in full, and gets those of this sentence."""
        told = set() if told is None else told
        shown = list(before)
        out = self._surnames(s, told)
        t = self._pointer(s)
        if t is not None and not any(b.index == s.index - 1 for b in shown):
            meant = self._meant(t, s)
            if meant is not None and not (t.pos_ == "NOUN" and self._told(t, shown)):
                out.append(Referent(self._at(t, s), meant))
        elif t is None and (noun := self._definite(s)) is not None and not self._told(noun, shown):
            span = self._earlier(noun, s)
            if span is not None:
                out.append(Referent(self._at(noun, s), span))
        unique = {r.at: r for r in out}
        return tuple(sorted(unique.values(), key=lambda r: r.at))

    def _surnames(self, s: ParsedSentence, told: set[int]) -> list[Referent]:
        out = []
        for d in self.cast.actors:
            here = [m for m in d.mentions if s.start <= m.start < s.end]
            if d.type == "person" and here and id(d) not in told:
                full = next((m for m in d.mentions if m.text == d.name), None)
                if full is not None and not any(m.text == d.name for m in here) and here[0].key != full.key:
                    at = Span.of(self.reading.text, here[0].start, here[0].end)
                    out.append(Referent(at, Span.of(self.reading.text, full.start, full.end)))
            if here:
                told.add(id(d))
        return out

    def _at(self, t: Token, s: ParsedSentence) -> Span:
        """Where the brackets go: behind the pronoun, or behind the noun with its determiner."""
        first = min((c for c in t.children if c.dep_ in ("det", "poss") and c.i < t.i), key=lambda c: c.i, default=t)
        return s.paragraph.span(self.reading.text, s.tokens.doc[first.i : t.i + 1])

    def _pointer(self, s: ParsedSentence) -> Token | None:
        """The word at the sentence's beginning that points back, or None."""
        opening = [t for t in s.tokens[:_OPENING] if not t.is_punct and not t.is_space]
        for n, t in enumerate(opening):
            quoted = inside(self.quotations, s.paragraph.start + t.idx)
            if quoted is not None:
                return None
            low = t.lower_
            if low in _THIRD and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
                return None if low == "it" and _says_nothing(t) else t
            if low in _OWNING:
                return None if self._named_later(t, s) else t
            if low in _POINTING and n < 3:
                if t.dep_ in ("mark", "nsubj") and t.tag_ in ("IN", "WDT"):
                    continue
                head = t.head if t.dep_ in ("det", "predet", "amod") and t.head.i > t.i else t
                if head.lemma_.lower() in words("standing", "times"):
                    continue
                return head if head.pos_ == "NOUN" else t
            if (
                n == 0
                and low in words("standing", "rest")
                and not (
                    low in ("one", "both", "each")
                    and t.i + 1 < len(t.doc)
                    and t.nbor(1).lower_ in ("of", "sides", "parties", "houses")
                )
            ):
                return t
            if n < 3 and low in ("other", "others", "latter", "former") and t.i > 0 and t.nbor(-1).lower_ == "the":
                return t
            if t.pos_ in ("NOUN", "PROPN") and t.ent_type_ not in ("DATE", "TIME") and n:
                return None
            if t.pos_ == "PROPN":
                return None
        return None

    def _named_later(self, t: Token, s: ParsedSentence) -> bool:
        """Whether the owner is the subject that follows: "In his speech, Rubio said …"."""
        subject = next((c for c in s.tokens.root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > t.head.i), None)
        return subject is not None and (subject.pos_ == "PROPN" or subject.ent_type_ != "")

    def _meant(self, t: Token, s: ParsedSentence) -> Span | None:
        """What a pronoun, or a noun with "this", stands for."""
        if t.pos_ == "NOUN":
            return self._earlier(t, s)
        if t.lower_ in _THIRD:
            found = self.resolver.pronoun(t, s)
            return _full(self.reading, found) if found is not None else None
        if t.lower_ in ("his", "her"):
            found = self.resolver.pronoun(t, s)
            return _full(self.reading, found) if found is not None else None
        return None

    def _definite(self, s: ParsedSentence) -> Token | None:
        """The noun of a bare "the deal" that is the sentence's first noun."""
        for t in s.tokens[:_OPENING]:
            if t.pos_ in ("NOUN", "PROPN", "PRON") and t.ent_type_ not in ("DATE", "TIME"):
                bare = [c for c in t.children if c.i < t.i and not c.is_punct]
                the = len(bare) == 1 and bare[0].lower_ == "the" and bare[0].i == t.i - 1
                follows = any(c.i > t.i and c.dep_ in ("prep", "relcl", "acl", "appos") for c in t.children)
                simple = t.pos_ == "NOUN" and the and not follows and t.dep_ in ("nsubj", "nsubjpass", "pobj")
                return t if simple and t.lemma_.lower() not in words("standing", "times") else None
        return None

    def _earlier(self, noun: Token, s: ParsedSentence) -> Span | None:
        """The nearest fuller phrase before with the same noun; an actor, where the description is one's."""
        at = s.paragraph.start + noun.idx
        if noun.lemma_.lower() in words("people", "roles") | words("groups", "bodies"):
            first = self._at(noun, s)
            found = self.resolver.resolve(Attribution(((at, at + 1),), source=(first.start, first.end), head=at))
            return _full(self.reading, found.actors[0]) if found.actors else None
        best: Span | None = None
        for other, chunk in self._nouns.get(noun.lemma_.lower(), ()):
            if other.index >= s.index:
                break
            tokens = _phrase(chunk)
            tied = len(tokens) > len(chunk)
            telling = tied or any(t.pos_ == "PROPN" or t.dep_ == "compound" for t in tokens)
            if telling and len(tokens) <= _REFERENT_WORDS and chunk.root.tag_ == noun.tag_:
                best = other.paragraph.span(self.reading.text, tokens)
        return best

    def _told(self, noun: Token, shown: Sequence[ParsedSentence]) -> bool:
        """Whether one of the sentences shown before has the noun."""
        return any(t.lemma_ == noun.lemma_ and t.pos_ in ("NOUN", "PROPN") for b in shown for t in b.tokens)


def _phrase(chunk: SpacySpan) -> list[Token]:
    """A noun chunk with the "of" or "to" phrase behind it, without its article."""
    doc, last = chunk.doc, chunk.end - 1
    tied = next((c for c in chunk.root.children if c.dep_ == "prep" and c.i == chunk.end), None)
    if tied is not None:
        inner = [t.i for t in tied.subtree]
        if len(inner) <= _REFERENT_WORDS and not any(doc[i].is_punct for i in inner):
            last = max(inner)
    return list(doc[chunk.start : last + 1])


def _says_nothing(t: Token) -> bool:
    """The "it" of "It is unclear whether …", "It was in 2010 that …", "When it comes to …" and "As it happens"."""
    verb = t.head
    if verb.lemma_ == "come" and any(c.lower_ == "when" for c in verb.children):
        return True
    if verb.lemma_ in ("happen", "turn") and any(c.lower_ in ("as", "out") for c in verb.children):
        return True
    return verb.lemma_ in ("be", "seem", "appear", "remain", "take") and any(
        c.dep_ in ("acomp", "attr", "ccomp", "xcomp", "advcl") and any(g.dep_ in ("mark", "aux", "csubj") or g.dep_ in
        ("ccomp", "xcomp", "advcl", "relcl") for g in (*c.children, *verb.children)) for c in verb.children
    )  # fmt: skip


def _full(reading: Reading, d: Draft) -> Span:
    m = next((m for m in d.mentions if m.text == d.name), d.mentions[0])
    return Span.of(reading.text, m.start, m.end)
