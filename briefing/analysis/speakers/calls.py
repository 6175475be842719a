"""What else an actor is called: role nouns and common nouns used as names ("the NATO chief", "the ministry").

A noun phrase counts only where it is safely this actor each time the article uses it: one use that is somebody else's,
or that nobody is found for, and it is no alias. Quoted words are left out: "the president" of a speaker may be another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Draft
from briefing.analysis.attributions.quotes import Quotation, inside
from briefing.analysis.speakers.resolve import Resolver
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import words
from briefing.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# A longer description tells something new rather than naming again.
_WORDS = 4
# Each use is compared with all actors: in a text without end the first ones must do.
_MOST_USES = 400


def calls_of(reading: Reading, resolver: Resolver, quotations: Sequence[Quotation]) -> dict[int, list[Span]]:
    """By the identity of an actor, where a description stands for it, in order of the text."""
    uses: dict[str, list[tuple[Span, Draft | None]]] = defaultdict(list)
    count = 0
    for sentence in reading.sentences:
        for token in sentence.tokens:
            if count >= _MOST_USES or not _describes(token):
                continue
            phrase = _phrase(token)
            if phrase is None or inside(quotations, sentence.paragraph.start + token.idx) is not None:
                continue
            count += 1
            span = sentence.paragraph.span(reading.text, phrase)
            actor = _one(token, sentence, span.text, resolver)
            uses[span.text.lower()].append((span, actor if actor is None or _can_be(token, actor) else None))
    out: dict[int, list[Span]] = defaultdict(list)
    for found in uses.values():
        actors = {id(a) for _, a in found}
        if len(actors) == 1 and found[0][1] is not None:
            out[id(found[0][1])] += [span for span, _ in found]
    return {k: sorted(v, key=lambda s: s.start) for k, v in out.items()}


def _one(token: Token, sentence: ParsedSentence, text: str, resolver: Resolver) -> Draft | None:
    found = resolver.descriptions.resolve(token, sentence, text)
    return found.actors[0] if found.resolution == "resolved" and len(found.actors) == 1 else None


def _can_be(token: Token, actor: Draft) -> bool:
    """Whether the noun can stand for the actor: "the city" for a place alone, "the group" not for a newspaper."""
    noun = token.lemma_.lower()
    if noun in ("city", "town", "village", "country", "nation", "state", "province"):
        return actor.type == "country"
    if noun in ("industry", "media", "management"):
        return False
    return noun not in ("group", "organization", "organisation") or not actor.is_outlet


def _describes(token: Token) -> bool:
    """Whether the token is a singular noun of a role or a body that can stand for a name."""
    lemma = token.lemma_.lower()
    return (
        token.pos_ == "NOUN"
        and token.tag_ == "NN"
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "agent")
        and (lemma in words("people", "roles") or lemma in words("groups", "bodies"))
    )


def _phrase(token: Token) -> Sequence[Token] | None:
    """ "the …" up to the noun, where nothing behind it says more ("the head of the choir", "the nurse who …")."""
    if any(c.i > token.i and c.dep_ in ("prep", "relcl", "acl", "appos", "conj") for c in token.children):
        return None
    first = next((c.i for c in token.children if c.dep_ == "det" and c.lower_ == "the"), None)
    if first is None or token.i - first > _WORDS:
        return None
    phrase = token.doc[first : token.i + 1]
    return None if any(t.is_punct and t.text != "-" for t in phrase) else list(phrase)
