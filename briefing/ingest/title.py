"""A title for an article that states none: a clause of its lead sentence, word for word.

The title must be true by itself. It is therefore cut only where a clause may end, never before what bears on
its truth (a source, a condition, a "but"), and rather too long than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from briefing.ingest.words import (
    ABBREVIATIONS,
    AUXILIARIES,
    BEARS_ON_TRUTH,
    CONJUNCTIONS,
    DANGLING,
    FINITE,
    IRREGULAR_PASTS,
    MONTH,
    NOT_PASTS,
    PRONOUNS,
    SAYING,
    TAKES_INFINITIVE,
)

# A whole sentence up to here stands as the title; agencies' own headlines rarely pass it.
WHOLE = 100
# A cut must leave this much, or it says too little, and no more than this, if any such cut is safe.
SHORTEST, LONGEST = 50, 110
# Without a safe cut the sentence is given up to here, and beyond it is cut at the last whole word.
LIMIT = 200
# Leads that open with a quotation or a pronoun name nobody; one of the next sentences may do.
LOOK_AHEAD = 3
# What goes on so long without a full stop is a list or a table; looking for clauses in it takes long.
NO_SENTENCE = 2000

_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9“‘])"
    r"|(?<=[。！？])[”’」』]*(?=\S)"  # of scripts without spaces
)
_ABBREVIATION = re.compile(
    rf"(?:\b(?:{'|'.join(ABBREVIATIONS)}|e\.g|i\.e|a\.m|p\.m)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\s,;:()\[\]\"“”—–]+")
_PART = r"(?:morning|afternoon|evening|night)"
_TIME = (
    rf"(?:(?:(?:early|late)\s+)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+{_PART})?"
    rf"|(?:on|in)\s+{MONTH}(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?|yesterday|today|tonight|over the weekend"
    rf"|(?:earlier\s+)?(?:this|last)\s+(?:week|weekend|month|year|{_PART}))"
)
# A day that is part of a name.
_NAMED_DAY = re.compile(r"(?:Super|Black|Good|Ash|Cyber|Bloody|Holy|Palm|Easter)\s*$")
_TIME_AT = re.compile(rf"\s+{_TIME}(?![\w'’])")
# What would hang at the end of a cut: a time, or the measure of a time ("…, 32 years | after …").
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|many)"
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries)"
_SPAN_OF_TIME = rf"(?:just\s+)?{_NUMBER}\s+{_UNIT}(?:\s+(?:later|earlier))?"
_TIME_END = re.compile(rf",?\s+(?:{_TIME}|{_SPAN_OF_TIME})$|,\s+{_UNIT}$")
_AFTER_COMMA = re.compile(
    r",\s+(?:which|who|whose|where|when|as|after|while|with|amid|despite|following|including"
    r"|in (?:a|an|the|what)|and (?:he|she|it|they|that|the|a|an)|part of|one of|days|weeks|months|hours|just"
    r"|for the first time|in order|[a-z]{3,}ing)\b"
)
_BARE = re.compile(r"\s+(?:after|as (?:he|she|it|they)|when|while|amid|because|following|in order to|ahead of)\s")
_MARK = re.compile(r"\s*(?:;\s|\s[—–-]{1,2}\s(?!\d))")  # "won 1 – 0" is no end of a clause
# What must not be left out: it says who vouches for the words, or takes something of them back.
_BEARS_ON_TRUTH = re.compile(rf"\b(?:{'|'.join(BEARS_ON_TRUTH).replace('*', '[a-z]*')})\b", re.I)
_OPENS_CLAUSE = ("when", "as", "after", "while", "if", "since", "because", "before")
# After "-ed" such a word shows a participle ("accused of", "based in") at least as often as a verb.
_AFTER_PARTICIPLE = CONJUNCTIONS | {"of", "by", "in", "at", "as", "with", "for", "to", "from", "on", ""}
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|a\.m|p\.m)|\.)\.$")
_GOES_ON = re.compile(r"\s*(?:that|whether|how|what|why|for|against|if|of|and|or)\b")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of one paragraph, by marks and capitals: good enough to find the lead, no more."""
    at = start
    for m in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text[max(at, m.start() - 24) : m.start()]):
            continue
        yield at, m.end()
        space = _SPACE.match(text, m.end())
        at = space.end() if space else m.end()
    if at < end:
        yield at, end


def derive(text: str, body: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Offsets of the title that the first paragraphs `body` give, or None if they hold no sentence."""
    found_first = (
        s
        for start, end in body[:LOOK_AHEAD]
        for s in sentences(text, start, end)
        if any(c.isalnum() for c in text[slice(*s)])
    )
    lead = list(islice(found_first, LOOK_AHEAD))
    if not lead:
        return None
    start, end = next((s for s in lead if _names_its_subject(text[s[0] : s[1]])), lead[0])
    found = text[start:end]
    return start, start + _length(found)


def ends_clause(text: str, start: int, end: int, stop: int) -> bool:
    """Whether `[start, end)` is the whole of the sentence `[start, stop)` or ends where a clause of it may."""
    sentence, cut = text[start:stop], end - start
    if cut >= _bare_end(sentence, len(sentence)):
        return True
    return any(cut == c and _complete(sentence, c) for c in (_trim(sentence, b) for b in _boundaries(sentence)))


def _names_its_subject(sentence: str) -> bool:
    first = re.match(r"[^\W\d_]+", sentence)
    if sentence.endswith("?") or sentence[:1] in "\"“‘'„«":
        return False
    return not (first and first[0].lower() in PRONOUNS)


def _length(sentence: str) -> int:
    """How much of the sentence is the title."""
    whole = _bare_end(sentence, len(sentence))
    if whole <= WHOLE:
        return whole
    if whole > NO_SENTENCE:
        return _last_word(sentence[:NO_SENTENCE])
    cuts = sorted({c for c in (_trim(sentence, c) for c in _boundaries(sentence)) if _complete(sentence, c)})
    safe = [c for c in cuts if not _BEARS_ON_TRUTH.search(sentence, c)]
    if fitting := [c for c in safe if SHORTEST <= c <= LONGEST]:
        return fitting[-1]
    if whole <= LIMIT:
        return whole
    longer = [c for c in safe if SHORTEST / 2 <= c <= LIMIT] or [c for c in cuts if LONGEST / 2 <= c <= LIMIT]
    return longer[0 if safe else -1] if longer else _last_word(sentence)


def _boundaries(sentence: str) -> Iterator[int]:
    """Where a clause may end."""
    for form in (_AFTER_COMMA, _BARE, _MARK):
        for m in form.finditer(sentence):
            if not (m[0].startswith(", and") and "," in sentence[max(0, m.start() - 30) : m.start()]):
                yield m.start()
    for m in _TIME_AT.finditer(sentence):
        if not _NAMED_DAY.search(sentence[: m.start() + 1]) and not _GOES_ON.match(sentence, m.end()):
            yield m.start()


def _trim(sentence: str, cut: int) -> int:
    """The cut moved before a time that would stand at the end: a title needs no "on Tuesday"."""
    while (m := _TIME_END.search(sentence, 0, cut)) and not _NAMED_DAY.search(sentence[: m.start() + 1]):
        cut = m.start()
    return len(sentence[:cut].rstrip(" ,;:–—-"))


def _complete(sentence: str, cut: int) -> bool:
    """Whether the words up to `cut` make a clause: a finite verb of their own, and nothing left hanging."""
    kept, rest = sentence[:cut], sentence[cut:]
    found = _WORD.findall(kept)
    if len(found) < 4 or kept.count("(") != kept.count(")") or _inside_quotes(kept) or _inside_dashes(kept):
        return False
    last = found[-1].lower().rstrip(".'’")
    if last in DANGLING or _is_past(last) or any(w.lower() in SAYING for w in found[-5:]):
        return False
    to_follows = bool(re.match(rf"(?:\s+{_TIME})*\s+to\s", rest))
    if to_follows and any(w.lower() in TAKES_INFINITIVE for w in found):
        return False
    return _has_finite_verb(kept)


def _inside_quotes(kept: str) -> bool:
    return kept.count("“") != kept.count("”") or kept.count('"') % 2 == 1


def _inside_dashes(kept: str) -> bool:
    return len(re.findall(r"\s[—–-]{1,2}\s|—", kept)) % 2 == 1


def _is_past(word: str) -> bool:
    return word in IRREGULAR_PASTS or (word.endswith("ed") and len(word) > 3 and word not in NOT_PASTS)


def _has_finite_verb(kept: str) -> bool:
    """Whether a verb is left for the main clause after each relative or opening clause has had its own."""
    tokens = re.findall(r"[^\s,;:()\"“”—–]+|[,;—–]", kept)
    owed = 1 if tokens and tokens[0].lower() in _OPENS_CLAUSE else 0
    in_group = False
    for i, token in enumerate(tokens):
        word = token.lower()
        if token in ",;—–":
            in_group = False
            continue
        if word in ("who", "which", "that", "where", "whose", "when") and i:
            owed, in_group = owed + 1, False
            continue
        after = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
        verb = word in FINITE or (_is_past(word) and not (word.endswith("ed") and after in _AFTER_PARTICIPLE))
        if verb and not in_group:
            if owed == 0:
                return True
            owed -= word not in SAYING  # "a woman who said she had …" still owes its main verb
        in_group = verb or (in_group and word in AUXILIARIES | {"not", "also", "been"})
    return False


def _bare_end(sentence: str, end: int) -> int:
    """`end` without the full stop and white space, but with a mark that is part of an abbreviation."""
    found = sentence[:end].rstrip()
    if found.endswith((".", "…")) and not _ABBREVIATED.search(found):
        found = found[:-1].rstrip()
    return len(found)


def _last_word(sentence: str) -> int:
    """The last place before LIMIT where a phrase may end: before a preposition or the like, else any word."""
    found = [m for m in _WORD.finditer(sentence) if m.end() <= LIMIT]
    may_end = [
        m for m in found
        if m[0].lower().strip("'’.") not in DANGLING and not re.search(r"\bto\s+$", sentence[: m.start()])
    ]  # fmt: skip
    phrases = [m for m in may_end if (n := _WORD.search(sentence, m.end())) and n[0].lower() in DANGLING]
    best = phrases if phrases and phrases[-1].end() > LIMIT / 2 else may_end or found
    return best[-1].end() if best else min(len(sentence), LIMIT)
