"""Names of one person joined: initials, middle names, nicknames, first names and surnames alone, slips of the pen.

Two people of one surname are never joined, and a bare surname between them belongs to neither.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from briefing.analysis.actors.chunks import is_given
from briefing.analysis.actors.joins import slips
from briefing.analysis.actors.mention import NameMention, is_particle
from briefing.lexicon import table, words

# A misspelt given name is one letter of at least six; a misspelt surname has five letters or more.
_TYPO_LETTERS = 6
_SURNAME_TYPO = 5
# So many stray surnames are compared with all others: in a text without end the first must do.
_MOST_STRAYS = 20
# How near a name its rank stands, in tokens.
_RANK_BEFORE, _RANK_BEHIND = 3, 12
_GENERATIONS = ("jr", "sr", "ii", "iii", "iv")


def join_persons(by_key: Mapping[str, list[NameMention]], types: dict[str, str]) -> tuple[dict[str, str], set[str]]:
    """Which shorter or longer forms belong to which full name, and the keys that fit more than one.

    Types of short forms that prove to be a person's are changed to that.
    """
    full = [k for k in by_key if types[k] == "person" and len(k.split()) >= 2]
    surnames = {words_of(k)[-1] for k in full if by_key[k][0].signs["given"]}
    for key in full:
        first = words_of(key)[0]
        if first in surnames and not is_given(first.capitalize()) and not _surname_first(key, by_key[key]):
            types[key] = "thing"  # "a Warhol Polaroid", "the Trump White": the surname only modifies
    full = [k for k in full if types[k] == "person"]
    for key in by_key:
        family = key not in surnames and any(s in surnames and key in (f"{s}s", f"{s}es") for s in (key[:-1], key[:-2]))
        if family and all(m.signs["the"] for m in by_key[key]):
            types[key] = "group"  # "the Mosses"
    owner, leads = _full_names(by_key, full)
    ambiguous: set[str] = set()
    firsts, lasts = defaultdict(list), defaultdict(list)
    for lead in leads:
        tokens = words_of(lead)
        firsts[tokens[0]].append(lead)
        for i in range(1, len(tokens)):
            lasts[" ".join(tokens[i:])].append(lead)
    couples = _couples(by_key, full, lasts)
    known = set(full)
    for key in by_key:
        tokens = words_of(key)
        if key in known or len(tokens) > 2 or not tokens or not _may_be_short(key, by_key[key], types[key]):
            continue
        fits = [p for p in _fits(tokens, firsts, lasts) if not _another(by_key[key], by_key[p])]
        if len(fits) == 1 and key not in couples and not all(_titles(by_key[key])):  # "Mr. Moss … Mrs. Moss"
            owner[key] = fits[0]
            types[key] = "person"
        elif fits:
            ambiguous.add(key)
    _misspelt(by_key, types, owner, lasts)
    return owner, ambiguous


def _couples(by_key: Mapping[str, list[NameMention]], full: Iterable[str], lasts: Mapping[str, list[str]]) -> set[str]:
    """Surnames that somebody bears whom the article names by the given name alone: "Barack and Michelle Obama"."""
    out = set()
    for key in full:
        for m in by_key[key]:
            doc, i = m.paragraph.doc, m.first - 2
            if i < 0 or doc[i + 1].lower_ not in ("and", "&") or not is_given(doc[i].text) or doc[i].lower_ in lasts:
                continue
            alone = i == 0 or doc[i - 1].pos_ != "PROPN"
            surname = words_of(key)[-1]
            if alone and words_of(key)[0] != doc[i].lower_ and f"{doc[i].lower_} {surname}" not in by_key:
                out.add(surname)
    return out


def _surname_first(key: str, mentions: Sequence[NameMention]) -> bool:
    """Whether a name that opens with someone's surname is a person's all the same: "Kim Dong-yup", beside Ann Kim."""
    rest = words_of(key)[1:]
    person = all(m.label == "PERSON" for m in mentions) and not set(rest) & words("common", "common")
    return bool(mentions[0].title) or (person and any("-" in w for w in rest))


def _fits(tokens: Sequence[str], firsts: Mapping[str, list[str]], lasts: Mapping[str, list[str]]) -> list[str]:
    """The full names that a short form can stand for. A surname comes before a given name of that sound; where names
    open with the surname ("Kim Dong-yup"), both count."""
    if len(tokens) == 2:
        return [p for p in lasts.get(" ".join(tokens), []) if is_particle(tokens[0]) or len(words_of(p)) > 2]
    by_last, by_first = lasts.get(tokens[0], []), firsts.get(tokens[0], [])
    if by_last and is_given(tokens[0].capitalize()):
        return by_last if not by_first else [*by_last, *(p for p in by_first if p not in by_last)]
    return [*by_last, *(p for p in by_first if p not in by_last)]


def _another(short: Sequence[NameMention], full: Sequence[NameMention]) -> bool:
    """Whether a short name is not the full one's, by what stands beside it: "President Moss and Ann Moss", "Mr. Moss"
    beside Ann, a rank that only the one has."""
    ends = {(id(m.paragraph), m.last) for m in short}
    joined = any(
        m.first > 1 and m.paragraph.doc[m.first - 1].lower_ == "and" and (id(m.paragraph), m.first - 2) in ends
        for m in full
    )
    return joined or _other_gender(short, full) or _another_of_rank(short, full)


def _other_gender(short: Sequence[NameMention], full: Sequence[NameMention]) -> bool:
    """Whether the titles of a short name speak of a man where the full name has a woman's given name, or the other way
    round."""
    first = words_of(full[0].key)[0]
    male, female = first in words("given_names", "male"), first in words("given_names", "female")
    if male == female:
        return False
    his, hers = _titles(short)
    return bool(hers and not his) if male else bool(his and not hers)


def _titles(mentions: Sequence[NameMention]) -> tuple[int, int]:
    """How many of the mentions have a man's title, and how many a woman's."""
    found = [_title(m) for m in mentions]
    his, hers = words("people", "male"), words("people", "female")
    return sum(t in his for t in found), sum(t in hers for t in found)


def _title(m: NameMention) -> str:
    """The last word of a name's title, without its full stop."""
    if m.title is None:
        return ""
    doc = m.paragraph.doc
    return doc[m.first - 1].lower_.strip(".") if m.first else ""


def _another_of_rank(short: Sequence[NameMention], full: Sequence[NameMention]) -> bool:
    """Whether a bare surname is a head of state's, and the person of that surname named in full is none: "President
    Moss" beside "Ann Moss", his daughter, or "Senator Paul Moss". A man who is named without any office may be he."""
    ranks = {w for m in short for w in _ranks(m, m.first, title=True)}
    if not ranks or any(ranks & set(_ranks(m, m.last + _RANK_BEHIND)) for m in full):
        return False
    plain = all(m.title is None and not m.signs["described"] for m in full)
    generation = any(set(m.key.replace(",", " ").split()) & set(_GENERATIONS) for m in full)
    return generation or not plain or words_of(full[0].key)[0] not in words("given_names", "male")


def _ranks(m: NameMention, end: int, title: bool = False) -> Iterator[str]:
    """Ranks near a name, up to the token `end` of its sentence; with `title` only those that lead up to it without a
    break."""
    doc = m.paragraph.doc
    last = next((t.i for t in doc[m.last + 1 : end] if t.is_sent_start), end)
    for t in reversed(doc[max(0, m.first - _RANK_BEFORE) : last]):
        if t.lower_ in words("people", "ranks"):
            yield t.lower_
        elif title and (t.is_punct or t.pos_ not in ("PROPN", "NOUN", "ADJ") or t.ent_type_ == "PERSON"):
            return


def _may_be_short(key: str, mentions: Sequence[NameMention], kind: str) -> bool:
    """Whether a name of that type can be a person's short one: typed otherwise, only if the recogniser alone says so
    ("Yoon" as a place)."""
    if kind == "country":
        return is_given(key.capitalize()) and all(m.label == "PERSON" for m in mentions)
    if kind in ("organisation", "place", "thing"):
        if " " not in key and all(m.text.isupper() for m in mentions) and len(key) > 1:
            return False
        if key in words("bodies", "never"):
            return any(m.title is not None or m.label == "PERSON" for m in mentions)
        known = key in words("bodies", "known") and " " not in key  # "Fox" may be Vicente Fox
        return known or kind != "organisation" or not any(m.signs["organisation"] > 4 for m in mentions)
    return True


def _full_names(by_key: Mapping[str, list[NameMention]], full: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    owner: dict[str, str] = {}
    leads: list[str] = []
    by_last: dict[str, list[str]] = defaultdict(list)
    for key in sorted(full, key=lambda k: (-len(words_of(k)), -len(by_key[k]), -len(k))):
        last = words_of(key)[-1]
        same = [p for p in by_last[last] if same_person(p, key)]
        if len(same) == 1:
            owner[key] = same[0]
        else:
            leads.append(key)
            by_last[last].append(key)
    for a, b in slips([k for k in leads if len(k) > 2 * _TYPO_LETTERS]):
        lead, other = (a, b) if len(by_key[a]) >= len(by_key[b]) else (b, a)
        if len(by_key[other]) == 1 and lead not in owner:
            owner[other] = lead
    for key, lead in list(owner.items()):
        owner[key] = owner.get(lead, lead)
    return owner, [k for k in leads if k not in owner]


def _misspelt(
    by_key: Mapping[str, list[NameMention]],
    types: dict[str, str],
    owner: dict[str, str],
    lasts: Mapping[str, list[str]],
) -> None:
    """Join a surname that stands alone and once to the one person whose surname is a slip away ("Mauer", "Maurer")."""
    single = [k for k in lasts if " " not in k and len(lasts[k]) == 1 and len(k) >= _SURNAME_TYPO]
    stray = [
        k
        for k, ms in by_key.items()
        if " " not in k
        and k not in owner
        and k not in lasts
        and len(k) >= _SURNAME_TYPO - 1
        and len(ms) <= 2
        and types[k] in ("person", "thing", "organisation", "place")
        and any(m.label == "PERSON" or m.acts for m in ms)
        and (k not in words("common", "common") or all(m.label == "PERSON" and m.signs["speaks"] for m in ms))
        and k not in words("bodies", "known") | words("bodies", "never")
        and k not in words("places", "cities") | words("places", "regions")
    ]
    near: dict[str, set[str]] = defaultdict(set)
    strays = set(stray)
    for a, b in slips([*single, *stray], endings=True):
        for x, y in ((a, b), (b, a)):
            if x in strays and y not in strays:
                near[x].add(lasts[y][0])
    for key in [k for k in stray if not near[k] and len(k) > _TYPO_LETTERS][:_MOST_STRAYS]:
        if all(m.title is not None for m in by_key[key]):
            near[key] = {lasts[s][0] for s in single if s[0] == key[0] and _two_slips(s, key)}  # "Ms Bauchtman"
    for key, fits in near.items():
        if len(fits) == 1:
            owner[key] = fits.pop()
            types[key] = "person"


def _two_slips(a: str, b: str) -> bool:
    """Whether two surnames of seven letters or more are the same but for a letter too many in each."""
    if min(len(a), len(b)) <= _TYPO_LETTERS:
        return False
    shorter = {a[:i] + a[i + 1 :] for i in range(1, len(a))}
    return any(b[:i] + b[i + 1 :] in shorter for i in range(1, len(b)))


@lru_cache(maxsize=4096)
def words_of(key: str) -> tuple[str, ...]:
    """The words of a personal name for comparison: no accents, quotation marks, "Jr" or double spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c))
    tokens = [w.strip("\"“”'()") for w in plain.replace("-", " - ").replace(" - ", "-").split()]
    kept = [w for w in tokens if w and w not in _GENERATIONS]
    return tuple(kept or tokens)


def same_person(full: str, other: str) -> bool:
    """Whether two full names are one person's: one holds the other's words in order and both ends fit.

    "donald j trump" and "donald trump", "bob gates" and "robert gates"; not "kim dong-yup" and "kim joon-hyung".
    """
    a, b = words_of(full), words_of(other)
    if a[-1] != b[-1]:
        return False
    if len(a) == len(b) == 2 and len(a[0]) == len(b[0]) >= _TYPO_LETTERS and a[0].isalpha() and b[0].isalpha():
        return sum(x != y for x, y in zip(a[0], b[0], strict=True)) <= 1  # "Kristin" and "Kristen" Wilkins
    it = iter(a)
    if all(w in it for w in b):
        return True
    if a[0] in _nicknames().get(b[0], ()) or b[0] in _nicknames().get(a[0], ()):
        return True
    return a[0][0] == b[0][0] and (len(a[0]) == 1 or len(b[0]) == 1)


def opens_alike(full: str, other: str) -> bool:
    """Whether two names of one person begin with the same given name, its initial or short form."""
    a, b = words_of(full)[0], words_of(other)[0]
    return a == b or a[0] == b or b[0] == a or a in _nicknames().get(b, ()) or b in _nicknames().get(a, ())


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    return {long: frozenset(short) for long, short in table("people")["nicknames"].items()}
