"""Who speaks together: "Ann Roe, a lawyer, and Bo Lund", "two senators, Ann Roe of Ohio and Bo Lund of Iowa".

Told by the words between the names: the parse loses itself in lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.analysis.actors.cast import Draft
from briefing.analysis.actors.mention import NameMention
from briefing.analysis.attributions.attribution import Offsets
from briefing.analysis.speakers.discourse import Discourse
from briefing.language import ParsedSentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPS = {",", "-", "–", "—", "--", ":", ";"}
# Several words that join as "and" does.
_JOINING = (["as", "well", "as"], ["along", "with"], ["together", "with"])
_LINKS = {"ADP", "VERB", "AUX", "SCONJ", "ADV"}
_FINITE = {"VBD", "VBZ", "VBP", "MD"}


@dataclass(frozen=True, slots=True)
class _Name:
    """An actor named in a source; `first` and `last` are the indices of its words in the source, title and all. The
    actor is None for a pronoun."""

    actor: Draft | None
    first: int
    last: int
    titled: bool = False

    @property
    def person(self) -> bool:
        return self.actor is None or self.actor.type == "person"


class Joint:
    """Joint speakers of one article; `titled` has its mentions of names by their offset."""

    def __init__(self, discourse: Discourse, titled: Mapping[int, NameMention]) -> None:
        self.discourse, self._titled = discourse, titled

    def of(self, source: Offsets, sentence: ParsedSentence) -> list[Draft | None]:
        """The actors named side by side in a source, in order, None for a pronoun that opens it; nothing where there
        are not two of them, and where a name among them fits several actors."""
        base = sentence.paragraph.start
        tokens = [t for t in sentence.tokens if source[0] <= base + t.idx < source[1]]
        parts = _parts(tokens)
        if "and" not in parts:
            return []
        names = list(self._names(tokens, base))
        found: list[_Name] = []
        outside: _Name | None = None  # the last name that is not on the list
        for name in names:
            if found:
                joined = _side_by_side(parts, found[-1], name, names)
            else:  # of "the leaders of Kenya, Uganda and Chad" none
                hangs = outside is not None and outside.person == name.person and _touch(parts, outside, name)
                joined = not hangs and _leads(parts, name)
            if joined:
                found.append(name)
            else:
                outside = name
        actors = {id(n.actor): n.actor for n in found}
        if len(actors) < 2 or "and" not in parts[found[0].last : found[-1].first]:
            return []
        unclear = any(self.discourse.unclear(base + t.idx) for t in tokens[found[0].first : found[-1].last + 1])
        return [] if unclear else list(actors.values())

    def _names(self, tokens: Sequence[Token], base: int) -> Iterator[_Name]:
        """Names in a source but for owners ("Roe's lawyer") and those that only tell what a noun is ("Roe aides")."""
        if tokens[0].lower_ in ("he", "she"):
            yield _Name(None, 0, 0)
        i = 0
        while i < len(tokens):
            actor, first = self.discourse.actor_at(base + tokens[i].idx), i
            while (
                i + 1 < len(tokens) and actor is not None and self.discourse.actor_at(base + tokens[i + 1].idx) is actor
            ):
                i += 1
            i += 1
            behind = tokens[i] if i < len(tokens) else None
            tells = behind is not None and (behind.tag_ in ("POS", "HYPH") or behind.pos_ in ("NOUN", "PROPN"))
            if actor is not None and not tells and not self.discourse.quoted(base + tokens[first].idx):
                start = self._with_title(tokens, first, base)
                yield _Name(actor, start, i - 1, start < first)

    def _with_title(self, tokens: Sequence[Token], first: int, base: int) -> int:
        m = self._titled.get(base + tokens[first].idx)
        title = m.title[0] if m is not None and m.title is not None else None
        return next((i for i in range(first) if title is not None and base + tokens[i].idx >= title), first)


def _parts(tokens: Sequence[Token]) -> list[str]:
    """What each word does on a list: "and", "stop", "link" (a preposition or verb), "finite" (a verb), "who", or
    nothing; words in brackets do nothing."""
    out: list[str] = []
    bracket, behind = False, 0  # behind the words that join
    for i, t in enumerate(tokens):
        bracket = (bracket or t.text == "(") and t.text != ")"
        phrase = next((p for p in _JOINING if [x.lower_ for x in tokens[i : i + len(p)]] == p), None)
        if phrase is not None:
            behind = i + len(phrase)
        if bracket or t.text == ")" or (phrase is None and i < behind):
            out.append("")
        elif t.lower_ == "and" or phrase is not None:
            out.append("and")
        elif t.text in _STOPS and t.tag_ != "HYPH":
            out.append("stop")
        elif t.lower_ in ("who", "which", "whose"):
            out.append("who")
        elif t.tag_ in _FINITE:
            out.append("finite")
        else:
            tells = t.dep_ == "amod" or t.lower_ == "both"  # "trailing contenders Roe and Lund"
            out.append("link" if t.pos_ in _LINKS and not tells else "")
    return out


def _leads(parts: Sequence[str], name: _Name) -> bool:
    """Whether a name is not tied to a word before it: no preposition or verb since the last stop."""
    before = list(parts[: name.first])
    stop = max((i for i, p in enumerate(before) if p == "stop"), default=-1)
    return not {"link", "finite", "who"} & set(before[stop + 1 :])


def _touch(parts: Sequence[str], a: _Name, b: _Name) -> bool:
    return all(p in ("stop", "and") for p in parts[a.last + 1 : b.first])


def _side_by_side(parts: Sequence[str], a: _Name, b: _Name, names: Sequence[_Name]) -> bool:
    """Whether a name goes on a list with the one before: what stands between is a stop, an "and", what `a` is, or what
    `b` is; what tells of `b` alone may hold no preposition ("and a friend of Kim")."""
    pieces: list[list[int]] = [[]]
    for i in range(a.last + 1, b.first):
        if parts[i] in ("and", "stop"):
            pieces.append([])
        else:
            pieces[-1].append(i)
    if len(pieces) < 2 or any(parts[i] in ("link", "finite", "who") for i in pieces[-1]):
        return False
    if not (a.person and b.person):
        if b.person and b.titled:
            return False  # "Police and Crime Commissioner Ann Roe"
        return all(not parts[i] for i in pieces[-1]) and not pieces[0] and len(pieces) == 2
    if any(parts[i] == "finite" for p in pieces if p and parts[p[0]] != "who" for i in p):
        return False
    tie = b.first - 1 - len(pieces[-1])
    if len(pieces) > 2 and any(n.last == tie - 1 for n in names if n is not a) and parts[tie] == "and":
        return False  # "Ann Roe, adviser to Kim and Lund"
    if a.actor is not None and b.actor is not None and " " in a.actor.name and " " not in b.actor.name and not b.titled:
        return False  # "Ann Roe of the School of Arts and Humanities"
    inside = {i for n in names if n.person and n not in (a, b) for i in range(n.first, n.last + 1)}
    return not (b.person and inside & set(pieces[0]))  # "Ann Roe of Kim and Lund"
