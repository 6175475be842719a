"""What an actor is, in the article's words: titles before the name, appositions behind it, "X is the …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.analysis.actors import Draft
from briefing.analysis.mention import NameMention
from briefing.language import Paragraph, Reading
from briefing.lexicon import countries, words
from briefing.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# An apposition longer than this many words tells a story rather than a role.
_ROLE_WORDS = 16
_MOST_ROLES = 4
_LEADING = {
    "lead",
    "head",
    "run",
    "chair",
    "direct",
    "represent",
    "found",
    "manage",
    "teach",
    "study",
    "own",
    "coach",
    "play",
    "edit",
}


def roles_of(reading: Reading, actor: Draft) -> tuple[Span, ...]:
    """Verbatim roles of an actor, in order of the text, each once."""
    found: list[tuple[int, int]] = []
    for m in actor.mentions:
        for tokens in (*_before(m, actor), *_after(m, actor)):
            span = m.paragraph.span(reading.text, tokens)
            if span.end - span.start > 2 and len(span.text.split()) <= _ROLE_WORDS:
                found.append((span.start, span.end))
    out: list[Span] = []
    seen: set[str] = set()
    for start, end in sorted(set(found)):
        span = Span.of(reading.text, start, end)
        key = span.text.lower().removeprefix("the ").removeprefix("a ")
        if key not in seen and not any(s.start <= start and end <= s.end for s in out):
            seen.add(key)
            out.append(span)
    return tuple(out[:_MOST_ROLES])


def _before(m: NameMention, actor: Draft) -> Iterator[list[Token]]:
    """The title with what stands before it in the noun phrase: "South Korean President", "former NATO chief"."""
    if m.title is None or actor.type != "person":
        return
    doc = m.paragraph.doc
    first = next(t.i for t in doc if m.paragraph.start + t.idx >= m.title[0])
    end = m.first
    start = first
    while start > 0 and _modifies(doc[start - 1], doc):
        start -= 1
    while start < end and (doc[start].is_punct or doc[start].tag_ == "POS"):
        start += 1
    tokens = list(doc[start:end])
    while len(tokens) and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens = tokens[:-1]
    if len(tokens) and any(_role_word(t) for t in tokens):
        yield tokens


def _modifies(token: Token, doc: Doc) -> bool:
    """Whether the token before a title belongs to it: adjectives, nationality words, names of its body."""
    if token.is_punct:
        return token.text in ("-", "–") and not token.whitespace_
    if token.lower_ in words("people", "title_modifiers") or countries.is_demonym(token.text):
        return True
    if token.tag_ == "POS":
        return True
    if token.pos_ in ("PROPN", "ADJ") or (token.pos_ == "NOUN" and token.dep_ in ("compound", "nmod", "amod")):
        return (
            token.dep_ in ("compound", "nmod", "amod", "poss", "npadvmod")
            and token.head.i > token.i
            and token.ent_type_ not in ("DATE", "TIME", "CARDINAL", "ORDINAL")
        )
    return False


def _role_word(token: Token) -> bool:
    word, lemma = token.lower_.strip("."), token.lemma_.lower()
    return any(w in words("people", key) for w in (word, lemma) for key in ("roles", "short_titles"))


def _after(m: NameMention, actor: Draft) -> Iterator[Sequence[Token]]:
    doc = m.paragraph.doc
    root = doc[m.first : m.last + 1].root
    for child in root.children:
        if child.dep_ == "appos" and child.i > m.last and _fits(child, actor):
            yield _noun_phrase(child)
        if (
            child.dep_ == "relcl"
            and child.i > m.last
            and child.lemma_ in _LEADING
            and child.tag_ in ("VBZ", "VBP", "VBD")
        ):
            lead = list(child.subtree)
            if lead[0].lower_ == "who":
                yield _cut(lead)
    if (
        root.dep_ == "appos"
        and root.head.i < m.first
        and _fits(root.head, actor)
        and not _inside_name(root.head, m.paragraph, m)
    ):
        inside = [t for t in root.head.subtree if t.i < m.first]
        if inside and inside[-1].text == ",":
            inside = inside[:-1]
        if inside:
            yield _cut(inside)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be" and root.head.tag_ in ("VBZ", "VBD", "VBP"):
        for child in root.head.children:
            if (
                child.dep_ == "attr"
                and _fits(child, actor)
                and child.i > root.head.i
                and not any(c.dep_ == "neg" for c in root.head.children)
            ):
                yield _noun_phrase(child)


def _fits(head: Token, actor: Draft) -> bool:
    """Whether a noun can be this actor's role: a role noun for a person, any common noun for a body."""
    if head.pos_ not in ("NOUN", "PROPN"):
        return False
    if actor.type == "person":
        return _role_word(head) or head.lower_.endswith(("ist", "ologist", "eer", "man", "woman", "ian"))
    return head.pos_ == "NOUN" and head.lemma_.lower() not in ("one", "thing", "place", "day", "year", "part")


def _inside_name(head: Token, paragraph: Paragraph, m: NameMention) -> bool:
    return head.ent_type_ == "PERSON"


def _noun_phrase(head: Token) -> Sequence[Token]:
    skip = {t.i for c in head.children if c.dep_ in ("relcl", "advcl", "conj", "parataxis") for t in c.subtree}
    keep = [t for t in head.subtree if t.i not in skip]
    return _cut(keep)


def _cut(tokens: Sequence[Token]) -> Sequence[Token]:
    """One run of tokens from the first, ended by a quotation mark, closing punctuation or a gap."""
    out = [tokens[0]]
    for t in tokens[1:]:
        if t.i != out[-1].i + 1 or t.text in ('"', "''", ";", ":", "—", "--"):
            break
        out.append(t)
    while len(out) > 1 and (
        (out[-1].is_punct and not out[-1].text.endswith(".") and out[-1].text != ")")
        or out[-1].lower_ in ("and", "or", "but", "who", "which")
    ):
        out.pop()
    if len(out) > 1 and out[-1].text == ".":
        out.pop()
    return out
