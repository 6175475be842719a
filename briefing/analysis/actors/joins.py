"""Names of one body joined: abbreviations and their long forms, short forms, dropped suffixes, slips of the pen.

A short form is joined only where it fits a single longer name of the article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefing.analysis.actors.mention import NameMention, normal
from briefing.lexicon import countries, words

_INITIAL_SKIP = frozenset(["of", "the", "and", "for", "in", "on", "&", "to", "de", "at"])
_PREPOSITIONS = frozenset(["of", "for", "on", "at", "in", "and"])
# A misspelt abbreviation ("ITTP" for "ITPP") is joined only from this length on: shorter ones are too alike.
_ABBREVIATION_TYPO = 4
# A misspelt name is joined only from this many letters on.
_NAME_TYPO = 8
_JOINABLE = ("organisation", "thing", "place", "group")
_BRACKET = re.compile(r"\s?[(\[](?:the\s|or\s|also\s|formerly\s)*[\"“']?([A-Z][A-Za-z0-9&.-]{1,11})[\"”']?[)\];,]")
_IN_BRACKET = re.compile(r"\b([A-Z][A-Z0-9&.]{1,8}) ?\((?:the )?$")

Groups = dict[str, list[str]]


def join_bodies(text: str, by_key: Mapping[str, list[NameMention]], types: dict[str, str], groups: Groups) -> None:
    """Join the groups of names that are one body's. `groups` has the keys of each lead name and is changed."""
    _same_words(by_key, types, groups)
    leads = [k for k in groups if types[k] in _JOINABLE]
    defined = _defined(text, by_key, leads)
    by_initials: dict[str, set[str]] = defaultdict(set)
    for key in leads:
        for short in _initials(key):
            by_initials[short].add(key)
    for short in [k for k in list(groups) if " " not in k]:
        long = defined.get(short)
        capitals = by_key[short][0].text.replace(".", "").isupper()
        if long is None and capitals and types[short] in (*_JOINABLE, "person"):
            fits = by_initials.get(short, set()) - {short}
            if len(fits) == 1:
                long = next(iter(fits))
            elif len(short) >= _ABBREVIATION_TYPO:
                close = {d for d in defined if d != short and _one_slip(short, d)}
                long = defined[close.pop()] if len(close) == 1 else None
        if long:
            _merge(groups, types, long, short)
    _short_forms(by_key, types, groups)
    for a, b in slips([k for k in groups if types[k] in _JOINABLE and " " in k and len(k) >= _NAME_TYPO]):
        lead, other = (a, b) if len(by_key[a]) >= len(by_key[b]) else (b, a)
        _merge(groups, types, lead, other)


def _same_words(by_key: Mapping[str, list[NameMention]], types: dict[str, str], groups: Groups) -> None:
    """Join names that differ in apostrophes, hyphens and "&" alone ("People's Party", "Peoples Party")."""
    seen: dict[str, str] = {}
    for key in sorted(groups, key=lambda k: -len(by_key[k])):
        if types[key] in _JOINABLE and " " in key:
            folded = " ".join(
                re.sub(r"[^\w\s]", "", re.sub(r"'s\b", "", key.replace("&", "and").replace("-", " "))).split()
            )
            if folded in seen:
                _merge(groups, types, seen[folded], key)
            else:
                seen[folded] = key


def _merge(groups: Groups, types: dict[str, str], lead: str, other: str) -> None:
    if lead in groups and other in groups and lead != other:
        groups[lead] += groups.pop(other)
        thing = lead.split()[-1] in words("names", "things")  # a programme's abbreviation makes no body of it
        if types[lead] in ("thing", "place") and types[other] == "organisation" and not thing:
            types[lead] = "organisation"


def _defined(text: str, by_key: Mapping[str, list[NameMention]], leads: Iterable[str]) -> dict[str, str]:
    """Abbreviations that stand in brackets behind their long form. The letters of a foreign one cannot be read
    off it; an agency's ("(AP)") is no abbreviation."""
    out: dict[str, str] = {}
    for key in leads:
        if " " not in key:
            continue
        for m in by_key[key]:
            hit = _BRACKET.match(text, m.end, m.end + 24)
            if text[m.end : m.end + 1] == ")" and (behind := _IN_BRACKET.search(text[max(0, m.start - 24) : m.start])):
                out[normal(behind[1])] = key  # "the IUB (International Union of Bakers)"
            if not hit:
                continue
            short = normal(hit[1])
            foreign = hit[1].isupper() and len(short) > 2 and short not in words("bodies", "known")
            if short != key and (_initials_fit(short, key) or foreign):
                out[short] = key
    return out


def _short_forms(by_key: Mapping[str, list[NameMention]], types: dict[str, str], groups: Groups) -> None:
    """Join "State Department" to "US State Department", "the Commission" to "Commission for Water", "Freedom" to
    "Freedom Magazine", each where no second body fits."""
    longer: dict[str, set[str]] = defaultdict(set)
    for key in groups:
        if types[key] in ("organisation", "thing") and " " in key:
            for form in _forms(key.split()):
                longer[form].add(key)
    for short in sorted(groups, key=lambda k: -len(k)):
        fits = {k for k in longer.get(short, ()) if k in groups and k != short}
        generic = " " not in short and short in words("names", "organisations")
        if generic and short in words("bodies", "known") and short not in words("names", "papers"):
            continue  # "House" is not the White House
        if len(fits) == 1 and types[short] in ("organisation", "thing", "person"):
            long = next(iter(fits))
            if types[short] != "person" or not any(m.signs["person"] > 2 for m in by_key[short]):
                _merge(groups, types, long, short)


def _forms(tokens: Sequence[str]) -> Iterator[str]:
    """Shorter forms of a body's name."""
    starts = [0]
    for n in (1, 2):
        head = " ".join(tokens[:n])
        if len(tokens) > n and (
            countries.is_demonym(head) or countries.code_of(head) or head in ("federal", "national")
        ):
            starts.append(n)
    for start in starts:
        rest = tokens[start:]
        if start and len(rest) > 1:
            yield " ".join(rest)
        for i in range(1, len(rest)):
            if rest[i] in _PREPOSITIONS and (i > 1 or rest[0] in words("names", "organisations")):
                yield " ".join(rest[:i])
                break
    if len(tokens) > 1 and tokens[-1] in words("names", "suffixes"):
        yield " ".join(tokens[:-1])
    if len(tokens) == 2 and tokens[-1] == "news" and len(tokens[0]) < 5:
        yield tokens[0]
    body = tokens[-1] in words("names", "organisations") - words("names", "papers")
    if len(tokens) == 2 and body and _own_word(tokens[0]):
        yield tokens[0]  # "Redwood" of "Redwood Energy"
    if tokens[:2] == ["church", "of"] and len(tokens) == 3:
        yield tokens[2]
    head = next((tokens[i - 1] for i in range(1, len(tokens)) if tokens[i] in _PREPOSITIONS), tokens[-1])
    if head in words("names", "organisations"):
        yield head


def _own_word(word: str) -> bool:
    """Whether a body's first word is its own: no common word, place, nationality or given name."""
    if countries.is_demonym(word) or countries.code_of(word) or word in words("bodies", "known") | countries.capitals():
        return False
    lists = (("common", "common"), ("places", "cities"), ("places", "regions"), ("given_names", "any"))
    return not any(word in words(*k) for k in lists) and word not in words("bodies", "words")


def _initials(key: str) -> set[str]:
    """Abbreviations that a long name can have: its initials, those of its small words too, and of "Department of
    Justice" for "Justice Department"."""
    parts = [w for w in re.split(r"[\s-]+", key) if w]
    if len(parts) < 2:
        return set()
    out = {"".join(w[0] for w in parts if w not in _INITIAL_SKIP), "".join(w[0] for w in parts)}
    if parts[-1] in ("department", "ministry", "bureau") and len(parts) == 2:
        out |= {parts[-1][0] + "o" + parts[0][0], parts[-1][0] + parts[0][0]}
    if countries.code_of(parts[0]) or countries.is_demonym(parts[0]):
        out |= {"".join(w[0] for w in parts[1:] if w not in _INITIAL_SKIP)}
    return {i for i in out if len(i) > 1}


def _initials_fit(short: str, long: str) -> bool:
    """Whether the letters of `short` can be read off `long` in order, from the same first letter."""
    letters = iter(long.replace(" ", ""))
    rest = long.removeprefix("for ").removeprefix("the ")
    return short[0] == rest[0] and all(c in letters for c in short if c.isalnum())


def _one_slip(a: str, b: str) -> bool:
    """Whether two abbreviations of one length differ in one letter or in the order of two."""
    if len(a) != len(b) or a[0] != b[0]:
        return False
    differing = [i for i in range(len(a)) if a[i] != b[i]]
    return len(differing) == 1 or (len(differing) == 2 and sorted(a) == sorted(b))


def slips(keys: Iterable[str], endings: bool = False) -> list[tuple[str, str]]:
    """Pairs of names that differ by one letter too many, or by two letters in the wrong order: by the names with one
    letter left out, so that no two names need be compared. `endings`: the last letter may be the one."""
    seen: dict[str, list[str]] = defaultdict(list)
    out = []
    for key in keys:
        near = {key} | {key[:i] + key[i + 1 :] for i in range(1, len(key))}
        for other in dict.fromkeys(o for n in near for o in seen.get(n, ())):
            if not any(c.isdigit() for c in key + other) and _typo(key, other, endings):
                out.append((other, key))
        for n in near:
            seen[n].append(key)
    return out


def _typo(a: str, b: str, endings: bool) -> bool:
    """One letter doubled, dropped inside a word, or two in the wrong order; not a word's ending ("Nation", "Nations")
    nor another letter, by which true names differ ("North", "South")."""
    if sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) != 1:
        return False
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    return (endings or long[at + 1 : at + 2].isalpha()) and at > 0 and long[:at] + long[at + 1 :] == short
