"""Named actors: mentions of names joined over the whole article, each with one type.

Two people of one surname are never joined, and a bare surname between them belongs to neither. Ships, programmes,
buildings and awards are no actors; places are only where they act.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefing.analysis.mention import NameMention, is_particle, normal
from briefing.language import Reading
from briefing.lexicon import countries, words

_SUFFIXES = {"inc", "corp", "co", "ltd", "llc", "plc", "corporation", "company", "group", "limited", "holdings"}
_INITIAL_SKIP = {"of", "the", "and", "for", "in", "on", "&", "to", "de"}
# A misspelt abbreviation ("ITTP" for "ITPP") is joined only from this length on: shorter ones are too alike.
_ABBREVIATION_TYPO = 4

# A misspelt given name likewise: one letter of at least six.
_TYPO_LETTERS = 6


@dataclass(slots=True, eq=False)
class Draft:
    """An actor in the making."""

    name: str
    type: str
    mentions: list[NameMention] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    code: str | None = None

    @property
    def keys(self) -> set[str]:
        """All its names, normalised."""
        return {normal(self.name)} | {normal(a) for a in self.aliases} | {m.key for m in self.mentions}


@dataclass(slots=True)
class Cast:
    """The named actors of an article. `ambiguous` has the mentions that fit more than one of them."""

    actors: list[Draft]
    ambiguous: list[NameMention]
    things: list[NameMention]

    def at(self, offset: int) -> Draft | None:
        """The actor whose mention holds the character at `offset`."""
        return next((a for a in self.actors for m in a.mentions if m.start <= offset < m.end), None)


def cast(reading: Reading, names: Sequence[NameMention]) -> Cast:
    """Join mentions to actors."""
    by_key: dict[str, list[NameMention]] = defaultdict(list)
    for m in names:
        if not _nationality(m):
            by_key[m.key].append(m)
    signs = {k: sum((m.signs for m in ms), Counter()) for k, ms in by_key.items()}
    types = {k: _type(k, ms, signs[k]) for k, ms in by_key.items()}
    persons = _persons(by_key, types)
    owner, ambiguous_keys = _short_names(by_key, types, persons)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        if key not in ambiguous_keys:
            groups[owner.get(key, key)].append(key)
    _join_organisations(reading.text, by_key, types, groups)
    _join_countries(by_key, types, groups)
    actors, things = [], []
    for lead, keys in groups.items():
        mentions = sorted((m for k in keys for m in by_key[k]), key=lambda m: m.start)
        kind = types[lead]
        if kind == "thing" or (kind == "place" and not _acts(mentions)):
            things += mentions
            continue
        kind = {"place": "country"}.get(kind, kind)
        actors.append(_draft(lead, kind, mentions))
    ambiguous = [m for k in ambiguous_keys for m in by_key[k]]
    actors.sort(key=lambda a: a.mentions[0].start)
    return Cast(actors, ambiguous, things)


def _nationality(m: NameMention) -> bool:
    """Whether the mention is a nationality word, which is no actor ("the South Korean Navy", "a Briton")."""
    return (
        countries.is_demonym(m.text)
        or countries.is_demonym(m.text.removesuffix("s"))
        or (m.label == "NORP" and not m.subject)
    )


def _type(key: str, mentions: Sequence[NameMention], signs: Counter[str]) -> str:
    """One type for a name over all its mentions: person, organisation, country, group, place or thing."""
    text = mentions[0].text
    if signs["country"]:
        return "country"
    if key in words("names", "parts"):
        return "place"
    score = {t: signs[t] for t in ("person", "organisation", "place", "thing", "group")}
    tokens = key.split()
    if signs["speaks"]:
        score["thing"] -= 2 * signs["speaks"]
        score["place"] -= signs["speaks"]
    if len(tokens) == 1 and text.isupper() and len(text) >= 2 and score["person"] <= 2 * len(mentions):
        score["organisation"] += 2 + score["person"]
        score["person"] = 0
    if not any(score.values()):
        return "thing"
    if len(tokens) == 1 and signs["person"] <= signs["guessed person"] and not signs["speaks"]:
        # One word that only the recogniser takes for a person, often a product; a short form of a full name is
        # joined to it all the same.
        score["organisation"] += score["person"] if signs["on"] or any(m.subject for m in mentions) else 0
        score["thing"] += score["person"]
        score["person"] = 0
    best = max(score, key=lambda t: (score[t], t))
    if best == "place" and signs["the"] and not signs["where"]:
        return "organisation"  # "told the Hankyoreh": places other than countries take no article
    return best


def _persons(by_key: dict[str, list[NameMention]], types: dict[str, str]) -> list[str]:
    """Keys of full personal names: two words or more, typed as a person."""
    return [k for k in by_key if types[k] == "person" and len(k.split()) >= 2]


def _short_names(
    by_key: dict[str, list[NameMention]], types: dict[str, str], persons: Sequence[str]
) -> tuple[dict[str, str], set[str]]:
    """Which shorter or longer forms belong to which full name, and the keys that fit more than one."""
    owner: dict[str, str] = {}
    ambiguous: set[str] = set()
    leads: list[str] = []
    for key in sorted(persons, key=lambda k: (-len(k.split()), -len(by_key[k]))):
        same = [p for p in leads if _same_person(p, key)]
        if len(same) == 1:
            owner[key] = same[0]
        else:
            leads.append(key)
    for key in by_key:
        tokens = key.split()
        if key in persons or len(tokens) > 2 or types[key] == "country":
            continue
        fits = [p for p in leads if _short_of(tokens, p.split())]
        if types[key] in ("organisation", "place", "thing") and fits:
            # A name typed otherwise is a person's only where nothing but the recogniser says so ("Yoon" as a place).
            strong = any(len(tokens) == 1 and m.key.isupper() for m in by_key[key])
            fits = (
                []
                if strong or (types[key] == "organisation" and any(m.signs["organisation"] > 4 for m in by_key[key]))
                else fits
            )
        if len(fits) == 1:
            owner[key] = fits[0]
            types[key] = "person"
        elif len(fits) > 1:
            ambiguous.add(key)
    return owner, ambiguous


def _same_person(full: str, other: str) -> bool:
    """Whether two full names are one person's: one holds the other's words in order and both ends fit.

    "donald j trump" and "donald trump"; not "kim dong-yup" and "kim joon-hyung".
    """
    a, b = full.split(), other.split()
    if a[-1] != b[-1]:
        return False
    if len(a) == len(b) == 2 and len(a[0]) == len(b[0]) >= _TYPO_LETTERS and a[0].isalpha() and b[0].isalpha():
        return sum(x != y for x, y in zip(a[0], b[0], strict=True)) <= 1  # "Kristin" and "Kristen" Wilkins
    it = iter(a)
    if all(w in it for w in b):
        return True
    return a[0][0] == b[0][0] and (len(a[0]) == 1 or len(b[0]) == 1)


def _short_of(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether `short` is the first, last or last with its particles of the words of `full`."""
    if len(short) == 1:
        return short[0] == full[-1] or short[0] == full[0]
    return list(full[-len(short) :]) == list(short) and (is_particle(short[0]) or len(full) > len(short))


def _join_organisations(
    text: str, by_key: dict[str, list[NameMention]], types: dict[str, str], groups: dict[str, list[str]]
) -> None:
    """Join abbreviations and short forms to long names: by brackets, by initials, by a dropped legal suffix."""
    leads = [k for k in groups if types[k] in ("organisation", "thing", "place", "group")]
    defined: dict[str, str] = {}
    for key in leads:
        for m in by_key[key]:
            if hit := re.match(r"\s?[(\[]([A-Z][A-Za-z&.-]{1,11})[)\]]", text[m.end : m.end + 16]):
                short = normal(hit[1])
                if short != key and _initials_fit(short, key):
                    defined[short] = key
    for short in [k for k in list(groups) if k in groups and len(k.split()) == 1]:
        long = defined.get(short)
        if (
            long is None
            and by_key[short][0].text.replace(".", "").isupper()
            and types[short] in ("organisation", "thing", "person", "place")
        ):
            fits = [k for k in leads if k != short and len(k.split()) >= 2 and _initials(k) == short]
            if len(fits) == 1:
                long = fits[0]
            elif len(short) >= _ABBREVIATION_TYPO:
                close = {d for d in defined if d not in by_key or d != short if _one_slip(short, d)}
                long = defined[close.pop()] if len(close) == 1 else None
        if long and long in groups and short in groups and long != short:
            groups[long] += groups.pop(short)
    for key in list(groups):
        if types[key] != "organisation" or key not in groups:
            continue
        tokens = key.split()
        if (
            tokens[-1] in _SUFFIXES
            and len(tokens) > 1
            and (rest := " ".join(tokens[:-1])) in groups
            and types[rest] in ("organisation", "place", "thing", "person")
        ):
            groups[key] += groups.pop(rest)


def _initials(key: str) -> str:
    return "".join(w[0] for w in re.split(r"[\s-]+", key) if w and w not in _INITIAL_SKIP)


def _initials_fit(short: str, long: str) -> bool:
    """Whether the letters of `short` can be read off `long` in order, from the same first letter."""
    letters = iter(long.replace(" ", ""))
    return short[0] == long[0] and all(c in letters for c in short if c.isalnum())


def _one_slip(a: str, b: str) -> bool:
    """Whether two abbreviations of one length differ in one letter or in the order of two."""
    if len(a) != len(b) or a[0] != b[0]:
        return False
    differing = [i for i in range(len(a)) if a[i] != b[i]]
    return len(differing) == 1 or (len(differing) == 2 and sorted(a) == sorted(b))


def _join_countries(by_key: dict[str, list[NameMention]], types: dict[str, str], groups: dict[str, list[str]]) -> None:
    first: dict[str, str] = {}
    for key in list(groups):
        code = countries.code_of(by_key[key][0].text) if types[key] == "country" else None
        if code is None:
            continue
        if code in first:
            groups[first[code]] += groups.pop(key)
        else:
            first[code] = key


def _acts(mentions: Iterable[NameMention]) -> bool:
    """Whether a place does or says something: it is the subject of a verb of doing, not only a scene."""
    for m in mentions:
        root = m.paragraph.doc[m.first : m.last + 1].root
        if root.dep_ == "nsubj" and root.head.lemma_ not in (
            "be",
            "have",
            "see",
            "lie",
            "sit",
            "remain",
            "become",
            "face",
            "experience",
            "receive",
        ):
            return True
    return False


def _draft(lead: str, kind: str, mentions: list[NameMention]) -> Draft:
    """The actor with its canonical name: the country's usual name or the fullest form, as the article writes it."""
    forms = Counter(_shown(m.text) for m in mentions)
    code = countries.code_of(lead) if kind == "country" else None
    usual = countries.display().get(code or "", "")
    if usual and usual in forms:
        name = usual
    elif kind == "country":
        name = max(forms, key=lambda f: (len(f) > 4, forms[f], len(f)))
    else:
        # Of a person's full names the commonest; of a body's forms the commonest that is the long one.
        full = [
            f for f in forms if normal(f) == lead or (kind == "person" and _same_person(lead, normal(f)) and " " in f)
        ]
        name = max(full or list(forms), key=lambda f: (forms[f], not f.isupper()))
    aliases = sorted((f for f in forms if f != name), key=lambda f: (-forms[f], f))
    return Draft(name, kind, mentions, aliases, code)


def _shown(name: str) -> str:
    """A name for display: white space folded, possessive off."""
    return re.sub(r"(?:['’]s|['’])$", "", re.sub(r"\s+", " ", name))
