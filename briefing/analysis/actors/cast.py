"""Named actors: mentions of names joined over the whole article, each with one type.

Two people of one surname are never joined, and a bare surname between them belongs to neither. Ships, programmes,
buildings and awards are no actors; places are only where they act.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefing.analysis.actors.chunks import is_given
from briefing.analysis.actors.joins import join_bodies
from briefing.analysis.actors.mention import NameMention, normal
from briefing.analysis.actors.name_types import small_words, types_of
from briefing.analysis.actors.persons import join_persons, opens_alike, same_person
from briefing.language import Reading
from briefing.lexicon import countries, words


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

    @property
    def is_outlet(self) -> bool:
        """Whether it is an outlet of news, or a network where people write."""
        papers, outlets = words("names", "papers"), words("bodies", "outlets")
        return self.type == "organisation" and any(
            key in outlets or (" " in key and key.split()[-1] in papers) for key in self.keys
        )


@dataclass(slots=True)
class Cast:
    """The named actors of an article. `ambiguous` has the mentions that fit more than one of them."""

    actors: list[Draft]
    ambiguous: list[NameMention]
    things: list[NameMention]

    _spans: list[tuple[int, int, Draft]] = field(init=False, repr=False, default_factory=list)

    _things: set[int] = field(init=False, repr=False, default_factory=set)

    def __post_init__(self) -> None:
        self._things = {m.paragraph.start + t.idx for m in self.things for t in m.paragraph.doc[m.first : m.last + 1]}
        self._spans = sorted(((m.start, m.end, a) for a in self.actors for m in a.mentions), key=lambda x: x[:2])

    def is_thing(self, offset: int) -> bool:
        """Whether the word that begins at `offset` is in a name that is no actor's."""
        return offset in self._things

    def at(self, offset: int) -> Draft | None:
        """The actor whose mention holds the character at `offset`."""
        i = bisect.bisect_right(self._spans, offset, key=lambda x: x[0]) - 1
        return self._spans[i][2] if i >= 0 and offset < self._spans[i][1] else None


def cast(reading: Reading, names: Sequence[NameMention]) -> Cast:
    """Join mentions to actors."""
    by_key: dict[str, list[NameMention]] = defaultdict(list)
    for m in names:
        if not _nationality(m):
            by_key[m.key].append(m)
    types = types_of(by_key, small_words(p.doc for p in reading.paragraphs))
    owner, ambiguous_keys = join_persons(by_key, types)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        if key not in ambiguous_keys:
            groups[owner.get(key, key)].append(key)
    join_bodies(reading.text, by_key, types, groups)
    _join_countries(by_key, types, groups)
    actors, things = [], []
    for lead, keys in groups.items():
        mentions = sorted((m for k in keys for m in by_key[k]), key=lambda m: m.start)
        kind = types[lead]
        if kind == "thing" or (kind == "place" and not _acts(mentions)) or (kind == "country" and _scene(mentions)):
            things += mentions
            continue
        if countries.is_demonym(lead.removesuffix("s")) and not _a_people(mentions):
            continue
        kind = {"place": "country"}.get(kind, kind)
        actors.append(_draft(lead, kind, mentions))
    ambiguous = [m for k in ambiguous_keys for m in by_key[k]]
    actors.sort(key=lambda a: a.mentions[0].start)
    return Cast(actors, ambiguous, things)


def _nationality(m: NameMention) -> bool:
    """Whether the mention is a nationality word, which is no actor ("the South Korean Navy", "a Briton"); but people
    who do something are ("Bangladeshis fled")."""
    if m.key in words("names", "townspeople") and not m.signs["the"]:  # not the magazine
        return True
    if m.key.endswith("s") and countries.is_demonym(m.text.removesuffix("s")):
        return not m.acts
    return countries.is_demonym(m.text) or (m.label == "NORP" and not m.subject)


def _a_people(mentions: Sequence[NameMention]) -> bool:
    """Whether the people of a country act in the story: more than once, counted, or in its headline."""
    acts = sum(m.acts for m in mentions)
    return acts > 1 or any(m.headline or m.signs["counted"] for m in mentions)  # "100,000 Greeks worship the old gods"


def _join_countries(by_key: dict[str, list[NameMention]], types: dict[str, str], groups: dict[str, list[str]]) -> None:
    """One actor a country; "the North" is the country of that direction where the article has just one such."""
    first: dict[str, str] = {}
    for key in list(groups):
        code = countries.code_of(by_key[key][0].text) if types[key] == "country" else None
        if code is None:
            continue
        if code in first:
            groups[first[code]] += groups.pop(key)
        else:
            first[code] = key
    for way in ("north", "south"):
        fits = [k for k in first.values() if k.split()[0] == way]
        if way in groups and len(fits) == 1 and any(m.signs["the"] for m in by_key[way]):
            groups[fits[0]] += groups.pop(way)


def _acts(mentions: Iterable[NameMention]) -> bool:
    """Whether a place does or says something, and is not only a scene."""
    return any(m.acts for m in mentions)


def _scene(mentions: Sequence[NameMention]) -> bool:
    """Whether a country is only where things happen: "in France", "the Iraq war"."""
    return not any(m.acts or m.subject for m in mentions) and all(m.signs["where"] for m in mentions)


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
            f for f in forms if normal(f) == lead or (kind == "person" and same_person(lead, normal(f)) and " " in f)
        ]
        # Not the surnames alone of one who has two: "Peña Nieto".
        opens = is_given(lead.split()[0].capitalize())
        whole = [f for f in full if not opens or opens_alike(lead, normal(f)) or is_given(f.split()[0])]
        name = max(whole or full or list(forms), key=lambda f: (forms[f], not f.isupper()))
    aliases = sorted((f for f in forms if f != name), key=lambda f: (-forms[f], f))
    return Draft(name, kind, mentions, aliases, code)


def _shown(name: str) -> str:
    """A name for display: white space folded, possessive off."""
    return re.sub(r"(?:['’]s|['’])$", "", re.sub(r"\s+", " ", name))
