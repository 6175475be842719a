"""The evidence gate: every span stands in the article letter for letter, and every statement has one.

It proves that passages are the article's words. It does not prove that the right speaker was found or that
the choice was good: those are the analysis's judgement.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import accumulate

from briefing.errors import (
    AlteredError,
    InsideFurnitureError,
    NoEvidenceError,
    NotInArticleError,
    OutOfRangeError,
)
from briefing.ids import words_of
from briefing.model import Article, Block, Briefing, Field, Furniture, Sentence, Span, When

SHOWN_LETTERS = 80  # of a passage in a message: enough to find it, short enough for a log line

# Furniture in which the article still speaks of people, so that an actor may be mentioned there.
MENTIONS_MAY_LIE_IN = frozenset({"headline", "standfirst", "caption"})

_MEND = "remove the cache and build again; if it stays, the analyser is at fault: please report it"


@dataclass(frozen=True, slots=True)
class _Passage:
    """A span on its way through the gate: whose it is, and the furniture it may lie in (None: any)."""

    owner: str
    span: Span | When | Furniture
    may_lie_in: frozenset[str] | None = None


_NO_FURNITURE: frozenset[str] = frozenset()
_Spans = Iterable[Span | When | None]


def verify(briefing: Briefing, article: Article) -> int:
    """Check `briefing` against `article`, read afresh from its seed; gives the number of passages checked.

    Each passage counts once. Raises the subclass of `EvidenceError` for what is wrong, which names the
    statement, the offsets and the words.
    """
    for owner, spans in _statements(briefing):
        if not spans:
            raise NoEvidenceError(article.path, f"{owner} has no passage of the article behind it", _MEND)
    checked, furniture = set(), _Furniture(article)
    for passage in _passages(briefing):
        _check_words(passage, article)
        furniture.check(passage)
        checked.add((passage.span.start, passage.span.end))
    for owner, part in _parts(briefing):
        _check_range(owner, part, article)
    for name, field in _fields(briefing.article):
        _check_derived(name, field, article)
    _check_same_article(briefing.article, article)
    return len(checked)


def _statements(briefing: Briefing) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """What must rest on a passage, with the passages it rests on."""
    yield from ((f"summary {s.id}", s.spans) for s in briefing.summary)
    yield from ((f"position {p.id}", p.content) for p in briefing.positions if p.shown)
    yield from ((f"background {b.id}", b.spans) for b in briefing.background)
    yield from ((f"timeline “{t.when.text}”", t.spans) for t in briefing.timeline)
    yield from ((f"actor {a.id}", a.mentions) for a in briefing.actors)
    yield from ((f"topic “{t.label}”", t.spans) for t in briefing.topics)
    yield from ((f"{n} (derived)", f.spans) for n, f in _fields(briefing.article) if f.basis == "derived")


def _passages(briefing: Briefing) -> Iterator[_Passage]:
    """Every span with words that a briefing has."""

    def all_of(owner: str, spans: _Spans, may_lie_in: frozenset[str] | None) -> Iterator[_Passage]:
        return (_Passage(owner, s, may_lie_in) for s in spans if s is not None)

    for s in briefing.summary:
        yield from all_of(f"summary {s.id}", s.spans, _NO_FURNITURE)
        yield from all_of(f"summary {s.id} (referent)", (r.at for r in s.referents), _NO_FURNITURE)
        yield from all_of(f"summary {s.id} (referent)", (r.span for r in s.referents), MENTIONS_MAY_LIE_IN)
    for a in briefing.actors:
        yield from all_of(f"actor {a.id} (mention)", a.mentions, MENTIONS_MAY_LIE_IN)
        yield from all_of(f"actor {a.id} (role)", a.roles, MENTIONS_MAY_LIE_IN)
    for p in briefing.positions:
        yield from all_of(f"position {p.id} (content)", p.content, _NO_FURNITURE)
        yield from all_of(f"position {p.id} (source)", (p.source,), MENTIONS_MAY_LIE_IN)
        yield from all_of(f"position {p.id} (cue)", (p.cue,), MENTIONS_MAY_LIE_IN)
        yield from all_of(f"position {p.id} (addressee)", (p.addressee,), MENTIONS_MAY_LIE_IN)
        # A quotation of several paragraphs may have a caption between them; its context then has it too.
        yield from all_of(f"position {p.id} (context)", (p.context,), None)
    for b in briefing.background:
        yield from all_of(f"background {b.id}", b.spans, _NO_FURNITURE)
        yield from all_of(f"background {b.id} (when)", (b.when,), None)
        yield from all_of(f"background {b.id} (referent)", (r.at for r in b.referents), _NO_FURNITURE)
        outside = (*(r.span for r in b.referents), b.source)
        yield from all_of(f"background {b.id} (referent or source)", outside, MENTIONS_MAY_LIE_IN)
    for item in briefing.timeline:
        yield from all_of(f"timeline “{item.when.text}”", item.spans, _NO_FURNITURE)
        yield from all_of(f"timeline “{item.when.text}” (when)", (item.when,), None)
    for topic in briefing.topics:
        yield from all_of(f"topic “{topic.label}”", topic.spans, MENTIONS_MAY_LIE_IN)
    for name, field in _fields(briefing.article):
        yield from all_of(name, field.spans, None)
    for part in briefing.article.furniture:
        yield _Passage(f"furniture ({part.kind})", part)


def _parts(briefing: Briefing) -> Iterator[tuple[str, Block | Sentence]]:
    """What has offsets but no words."""
    yield from (("paragraph", p) for p in briefing.article.paragraphs)
    yield from (("sentence", s) for s in briefing.sentences)


def _fields(article: Article) -> Iterator[tuple[str, Field]]:
    for f in fields(article):
        value = getattr(article, f.name)
        if isinstance(value, Field):
            yield f.name, value


def _check_range(owner: str, part: Span | When | Furniture | Block | Sentence, article: Article) -> None:
    start, end, length = part.start, part.end, len(article.text)
    if 0 <= start < end <= length:
        return
    if end <= start:
        trouble = "is empty" if start == end else "ends before it starts"
    else:
        trouble = f"does not lie inside the article, which has {length} characters"
    raise OutOfRangeError(article.path, f"{owner} at [{start}, {end}) {trouble}", _MEND)


def _check_words(passage: _Passage, article: Article) -> None:
    span = passage.span
    _check_range(passage.owner, span, article)
    there = article.text[span.start : span.end]
    if there == span.text:
        return
    where = f"{passage.owner} at [{span.start}, {span.end}): {_shown(span.text)}"
    found = article.text.find(span.text) if span.text else -1
    if found < 0:
        raise NotInArticleError(
            article.path, f"{where} stands nowhere in the article; there stands {_shown(there)}", _MEND
        )
    raise AlteredError(
        article.path,
        f"{where} stands at [{found}, {found + len(span.text)}) instead; there stands {_shown(there)}",
        _MEND,
    )


class _Furniture:
    """The article's furniture, looked up by where it stands."""

    def __init__(self, article: Article) -> None:
        self._path = article.path
        self._parts = sorted(article.furniture, key=lambda part: part.start)
        self._starts = [part.start for part in self._parts]
        self._reach = list(accumulate((part.end for part in self._parts), max))  # how far those up to each one go

    def check(self, passage: _Passage) -> None:
        """Raises InsideFurnitureError for a passage that touches a part it may not lie in."""
        if passage.may_lie_in is None:
            return
        span = passage.span
        first, behind = bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)
        for part in self._parts[first:behind]:
            if part.kind not in passage.may_lie_in and span.start < part.end:
                raise InsideFurnitureError(
                    self._path,
                    f"{passage.owner} at [{span.start}, {span.end}): {_shown(span.text)} overlaps the "
                    f"{part.kind} at [{part.start}, {part.end}): {_shown(part.text)}",
                    "furniture is never content: reject the item in the review, and please report it",
                )


def _check_derived(name: str, field: Field, article: Article) -> None:
    """A derived value is made of the words of its spans, in their order."""
    if field.basis != "derived" or not isinstance(field.value, str):
        return
    words = iter(words_of(" ".join(s.text for s in field.spans)))
    if not all(word in words for word in words_of(field.value)):
        raise NotInArticleError(
            article.path, f"{name} {_shown(field.value)} is not made of the words of its passages", _MEND
        )


def _check_same_article(was: Article, now: Article) -> None:
    """All passages may stand and the seed still be another: its hash and its share shown would be wrong."""
    if was.text != now.text:
        both = enumerate(zip(was.text, now.text, strict=False))
        at = next((i for i, (a, b) in both if a != b), min(len(was.text), len(now.text)))
        raise AlteredError(
            now.path,
            f"the article is not the one analysed, from [{at}, {at + 1}) on: {_shown(was.text[at:])} became "
            f"{_shown(now.text[at:])}",
            "build again",
        )
    if was.sha256 != now.sha256:
        raise AlteredError(now.path, "the seed's bytes changed since they were analysed", "build again")


def _shown(text: str) -> str:
    return f"“{text}”" if len(text) <= SHOWN_LETTERS else f"“{text[: SHOWN_LETTERS - 1]}…”"
