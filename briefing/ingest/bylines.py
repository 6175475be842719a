"""Bylines: which line is one, and the names in it.

Told by form: "By" and one or more names, each with or without a role, and nothing that makes a sentence.
Names without "By" count only beside a reporter's role ("Kim Mi-na, staff reporter").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.ingest.words import AUXILIARIES, MONTH, NOT_NAMES, PREPOSITIONS, WEEKDAY
from briefing.model import Span

# A byline of three reporters with roles and towns stays below this.
MAX_CHARS = 200

_PREFIX = re.compile(
    r"[\s*_(\[—–-]*(?:(?:written|reported|reporting|story|words|text|report|article|analysis)\s+)?by[:\s]\s*",
    re.I,
)
_UPPER = r"[^\W\d_a-z]"
_PART = rf"(?:{_UPPER}\.(?:-?{_UPPER}\.)*|{_UPPER}[^\W\d_]*(?:['’-][^\W\d_]+)*)"
_PARTICLE = r"(?:de|da|di|del|della|der|den|des|dos|du|van|von|vom|zu|la|le|bin|bint|ibn|al|el|ter|ten|y|e)"
_NAME = re.compile(rf"{_PART}(?:\s+(?:{_PARTICLE}\s+){{0,2}}(?:{_PART})){{1,4}}(?:,?\s(?:Jr|Sr)\.?|\s(?:II|III|IV))?")
_ONE_WORD = re.compile(rf"{_UPPER}[^\W\d_]{{2,}}")
_ROLE = re.compile(
    r"(?:reporters?|correspondents?|editors?|writers?|columnists?|producers?|contributors?|staff|journalists?"
    r"|bureau chief|photographers?|interns?|analysts?|critics?|fellows?|professors?|in [A-Z]\w+)\b",
    re.I,
)
# A reporter's trade beside a name makes a byline even without "By".
_TRADE = re.compile(
    r"(?:(?:staff|senior|special|contributing|political|chief|national|foreign|science|business|health)\s+)*"
    r"(?:reporter|correspondent|staff writer|contributing writer|columnist|bureau chief)s?\b",
    re.I,
)
_CUT = re.compile(
    r"\s+(?:in|for|of|at|from|with|contributed|updated|published|posted)\s|\s*[|/•·(<\[]|\s[–—-]{1,2}\s|\s*@|\s*\d"
)
_SPLIT = re.compile(r"\s*[;&•·|]\s*|\s*,\s*(?:and\s+)?|\s+(?:and|AND|with)\s+")
# "Martin Luther King, Jr." is one name.
_JUNIOR = re.compile(r",(\s[JS]r\b\.?)")
_NOT_FIRST = re.compile(
    rf"(?:{WEEKDAY}|The|A|An|This|That|All|Some|Most|My|Your|His|Her|Their|Our)(?:[\s,]|$)"
    rf"|{MONTH}(?:\s+\d|,|$)",  # but Jan van Eyck and April Jones are names
    re.I,
)
_OUTLET = re.compile(
    r"\b(?:reporter|correspondent|writer|editor)s?\s+(?:of|for|at)\s+"
    r"(?P<outlet>(?:[Tt]he\s+)?[A-Z][\w.&' -]{2,40}?)\s*$"
)
_EXTRA = re.compile(r"\b[a-z]+ (?=reporter|correspondent|editor|writer|columnist|producer)")


@dataclass(frozen=True, slots=True)
class Byline:
    """A line that is a byline: the names it holds, and the outlet if it says whose reporter it is."""

    names: tuple[Span, ...]
    outlet: Span | None = None


def read(text: str, start: int, end: int) -> Byline | None:
    """The byline that `text[start:end]` is, or None."""
    line = text[start:end]
    if len(line) > MAX_CHARS:
        return None
    prefix = _PREFIX.match(line)
    body = prefix.end() if prefix else 0
    rest = line[body:]
    if not prefix and not _TRADE.search(line):
        return None
    if _is_sentence(rest):
        return None
    if prefix and _NOT_FIRST.match(rest):
        return None
    names = _names(text, start + body, end)
    if not prefix and not (names and names[0].start == start and _bare(line, names, start)):
        return None
    if prefix and not names and not _outlet_only(rest):
        return None
    outlet = _OUTLET.search(line.rstrip(" .)]"))
    span = Span.of(text, start + outlet.start("outlet"), start + outlet.end("outlet")) if outlet else None
    return Byline(names, span)


def names(text: str) -> tuple[str, ...]:
    """The names in a byline given outside the text, with or without "By": there a single word may be one."""
    prefix = _PREFIX.match(text)
    pieces = [p.strip() for p in _SPLIT.split(_JUNIOR.sub(r"\1", text[prefix.end() if prefix else 0 :]))]
    found = []
    for piece in pieces:
        name = _name(piece, 0, len(piece))
        if name:
            found.append(name.text)
        elif piece and not _ROLE.match(piece) and not _TRADE.match(piece):
            found.append(piece)
    return tuple(dict.fromkeys(found))


def _is_sentence(rest: str) -> bool:
    """Whether the words go on as a sentence: lower-case words that no byline has, or a full stop."""
    low = re.findall(r"(?<![\w@./-])[a-z][a-z'’]*", _without_roles(rest))
    known = PREPOSITIONS | {"and", "the", "contributed", "updated", "published", "a"}
    if any(w in AUXILIARIES for w in low):
        return True
    unknown = [w for w in low if w not in known and not re.fullmatch(_PARTICLE, w)]
    return len(unknown) > 2 or (bool(unknown) and rest.rstrip().endswith((".", "?", "!", ":")))


def _without_roles(rest: str) -> str:
    return _EXTRA.sub("", _ROLE.sub("", _TRADE.sub("", rest)))


def _names(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Spans of persons' names in `text[start:end]`, which is read piece by piece between its separators."""
    out: list[Span] = []
    at = start
    line = text[start:end]
    splits = [m for m in _SPLIT.finditer(line) if not _JUNIOR.match(line, m.start())]
    for left, right in [*((m.start() + start, m.end() + start) for m in splits), (end, end)]:
        if name := _name(text, at, left):
            out.append(name)
        at = right
    return tuple({s.text: s for s in reversed(out)}.values())[::-1]


def _name(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    if cut := _CUT.search(piece):
        piece = piece[: cut.start()]
    piece = re.sub(r"^\s*(?:by\s+)?", lambda m: " " * len(m[0]), piece, flags=re.I)
    lead = len(piece) - len(piece.lstrip(' (["“*_'))
    m = _NAME.match(piece, lead)
    if not m or _NOT_FIRST.match(m[0]):
        return None
    found = m[0].split()
    clean = [w for w in found if w.lower().strip(".") not in NOT_NAMES]
    # "John Smith Associated Press Writer": the name is what stands before the first word that is no name's.
    count = next((i for i, w in enumerate(found) if w.lower().strip(".") in NOT_NAMES), len(found))
    if count < 2 or not clean:
        return None
    length = m.end() - lead
    if count < len(found):
        length = re.match(r"\S+" + r"\s+\S+" * (count - 1), m[0]).end()  # type: ignore[union-attr]
    return Span.of(text, start + lead, start + lead + length)


def _bare(line: str, names: tuple[Span, ...], start: int) -> bool:
    """For a line without "By": the trade follows right on a name, and the line is no more than that."""
    after = line[names[0].end - start :]
    trade = re.match(rf"\s*[,|–—-]*\s*(?:[A-Z][\w.&' ]*\s)?{_TRADE.pattern}", after, re.I)
    return bool(trade) and not re.search(r"[.?!:]\s*$|[\"“”]", line)


def _outlet_only(rest: str) -> bool:
    """ "By Reuters Staff", "By Associated Press": a byline without a person."""
    found = rest.strip(" .").split()
    if not 0 < len(found) <= 5 or not all(w[:1].isupper() or w in ("and", "of", "the") for w in found):
        return False
    if any(w.lower().strip(",.") in NOT_NAMES for w in found):
        return True
    return len(found) == 1 and bool(_ONE_WORD.fullmatch(found[0]))
