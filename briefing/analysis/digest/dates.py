"""Time expressions, kept as the article has them: nothing is filled in that it does not state.

"2010" is a year, "2014/15" a period, "June 20" a day without a year, "Tuesday" a weekday and "last year" relative;
only a full date gets a full value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.lexicon import table
from briefing.model import When

# So many characters before an expression are looked at for what makes it none.
_AROUND = 16


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Precision and pattern, in the order in which they are tried (lexicon/times.yaml)."""
    times = table("times")

    def filled(pattern: str) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda m: filled(times["parts"][m[1]]), pattern)

    # Names of months and weekdays keep their capital ("may" is a verb); all else may begin a sentence.
    return tuple((precision, re.compile(_first_letters(filled(p)))) for precision, p in times["patterns"])


def _first_letters(pattern: str) -> str:
    """The pattern with the first letter of its lower-case words in either case."""
    return re.sub(r"(?<=[(|:])([a-z])(?=[a-z]+)", lambda m: f"[{m[1].upper()}{m[1]}]", pattern)


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[When]:
    """Time expressions of `[start, end)` in order, none overlapping another."""
    yield from _found(text, start, len(text) if end is None else end)


@lru_cache(maxsize=512)  # background and timeline ask for the same sentences
def _found(text: str, start: int, end: int) -> tuple[When, ...]:
    taken: list[tuple[int, int]] = []
    found: list[When] = []
    for precision, pattern in _patterns():
        for m in pattern.finditer(text, start, end):
            a, b = _core(text, m)
            if any(s < b and a < e for s, e in taken) or _is_none(text, a, b, precision):
                continue
            taken.append((a, b))
            found.append(When(a, b, text[a:b], _value(m), precision))  # type: ignore[arg-type]
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def _exceptions() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str]]:
    """What stands behind and ahead of an expression that is none, by precision, and of a bare number that counts."""
    times = table("times")
    behind = {k: re.compile(rf"(?:^|(?<![\w])){_either(v)}$") for k, v in times["behind"].items()}
    ahead = {k: re.compile(_either(v)) for k, v in times["ahead"].items()}
    return behind, ahead, re.compile(rf"\b{times['counts']}$"), re.compile(times["counted"])


def _either(patterns: list[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _is_none(text: str, a: int, b: int, precision: str) -> bool:
    """Whether its surroundings say that it is no time: "Local 1520", "Sunday trading", "about 2000 pages"."""
    behind, ahead, counts, counted = _exceptions()
    before = text[max(0, a - _AROUND) : a]
    if precision in behind and behind[precision].search(before):
        return True
    if precision in ahead and ahead[precision].match(text, b):
        return True
    bare = precision == "year" and text[a:b].isdigit()
    return bare and bool(counts.search(before)) and bool(counted.match(text, b))


def _core(text: str, m: re.Match[str]) -> tuple[int, int]:
    """The match without white space before it."""
    a, b = m.span()
    while a < b and text[a].isspace():
        a += 1
    return a, b


def _value(m: re.Match[str]) -> str | None:
    g = m.groupdict()
    if g.get("decade"):
        return g["decade"] + "s"
    year, day = g.get("year"), g.get("day")
    if year and (until := g.get("until")):
        last = year[: 4 - len(until)] + until
        return f"{year}/{last}" if last > year else year
    month = int(g["nmonth"]) if g.get("nmonth") else _month(g.get("month"))
    if month and day:
        return f"{year or '-'}-{month:02}-{int(day):02}"
    if month:
        return f"{year}-{month:02}" if year else f"--{month:02}"
    return year


def _month(name: str | None) -> int | None:
    if not name:
        return None
    times = table("times")
    return times["months"].index(name) + 1 if name in times["months"] else times["short"][name.rstrip(".")]


def sort_key(when: When | None) -> tuple[int, str]:
    """Order of time expressions on a page: by stated year, what has none behind it, undated last."""
    if when is None:
        return (2, "")
    if when.value and when.value[0].isdigit():
        return (0, when.value)
    return (1, when.value or when.text.lower())
