"""Whose voice a document speaks in: "Kim's statement", "a report by the Harbour Union", and later "the report"."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Draft
from briefing.analysis.speakers.discourse import Discourse
from briefing.language import ParsedSentence
from briefing.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Documents that speak in their writer's voice.
_VOICES = {"letter", "statement", "report", "release", "memo", "tweet", "post", "editorial", "message", "bulletin"}
# What people write on a network is not the network's.
_POSTS = {"post", "tweet", "message", "note"}
# What is done to a document by those whose it is; it may be seen, quoted or obtained by anybody.
_MADE = {"write", "author", "draft", "prepare", "compile", "conduct", "produce", "issue", "release", "publish", "file"}
_MADE |= {"send", "post", "sign", "submit", "commission"}
# A name that ends in one of these is the document's own: "results of the National Iodine Study".
_STUDIES = {"study", "survey", "poll", "census", "inquiry", "review", "commission"}


class Documents:
    """Documents of one article, with whose they are."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse

    def owner(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """Whose words a document has, where its phrase or an earlier one tells it; None where no document stands
        there."""
        if token.lemma_.lower() not in words("groups", "documents"):
            return None
        own = self._stated(token, sentence)
        return own if own is not None else self._taken_up(token, sentence)

    def _stated(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        for c in token.children:
            named: Draft | None = None
            if c.dep_ == "poss" or (c.dep_ == "compound" and token.lemma_.lower() in _VOICES):
                named = self.discourse.actor(c, sentence)
                if named is not None and named.is_outlet and token.lemma_.lower() in _POSTS:
                    named = None  # "a Facebook post"
            elif c.dep_ == "prep" and c.lower_ in ("by", "from"):
                named = self._object(c, sentence)
            elif c.dep_ == "prep" and c.lower_ == "of":
                of = self._object(c, sentence)
                named = of if of is not None and of.name.lower().split()[-1] in _STUDIES else None
            elif c.dep_ == "acl" and c.lemma_.lower() in _MADE:
                agent = next((a for a in c.children if a.dep_ == "agent"), None)
                named = self._object(agent, sentence) if agent is not None else None
            if named is not None:
                return named
        return None

    def _object(self, preposition: Token, sentence: ParsedSentence) -> Draft | None:
        noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        return self.discourse.actor(noun, sentence) if noun is not None else None

    def _taken_up(self, token: Token, sentence: ParsedSentence) -> Draft | None:
        """ "The report", after one only whose owner is told."""
        own = [c for c in token.children if not c.is_punct]
        if token.tag_ != "NN" or len(own) != 1 or own[0].lower_ != "the":
            return None
        at = sentence.paragraph.start + token.idx
        before = {id(o): o for start, o in self._stated_before.get(token.lemma_.lower(), ()) if start < at}
        return next(iter(before.values())) if len(before) == 1 else None

    @cached_property
    def _stated_before(self) -> dict[str, list[tuple[int, Draft | None]]]:
        """Documents by their noun, each with its offset and owner, None for "a report" that is nobody's."""
        found: dict[str, list[tuple[int, Draft | None]]] = {}
        for s in self.discourse.reading.sentences:
            for t in s.tokens:
                if t.pos_ != "NOUN" or t.lemma_.lower() not in words("groups", "documents"):
                    continue
                at = s.paragraph.start + t.idx
                if self.discourse.quoted(at):
                    continue
                owner = self._stated(t, s)
                if owner is not None or not any(c.lower_ in ("the", "this", "that") for c in t.children):
                    found.setdefault(t.lemma_.lower(), []).append((at, owner))
        return found
