"""The gender of each person as far as the article or a given name tells it: by title, by role, by the pronouns of
sentences that name nobody else, by the given name.

Used only to rule out whom a pronoun cannot mean. Where nothing tells, or the signs disagree, it stays unknown and
any pronoun may mean the person.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from briefing.analysis.actors.cast import Draft
from briefing.language import Reading
from briefing.lexicon import words

Gender = Literal["m", "f"]

# So many sentences must agree.
_AGREEING = 2
_MALE, _FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
# From here on a role tells of other things and people.
_OTHERS = re.compile(r"['’]s\b|\b(?:of|for|to|at|in|from|with|who|and|by|\w+ing)\b")
_BEFORE_NAMES = {"mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady"}
PERSONAL = _MALE | _FEMALE


def of_pronoun(word: str) -> Gender:
    """ "m" for "he" and its forms, "f" for "she" and hers."""
    return "m" if word in _MALE else "f"


def of_word(word: str) -> Gender | None:
    """What a title, role or word of kinship tells: "spokeswoman", "Mr"."""
    word = word.lower().strip(".")
    if word in words("people", "male"):
        return "m"
    return "f" if word in words("people", "female") else None


def genders(reading: Reading, actors: Sequence[Draft], roles: Mapping[int, Sequence[str]]) -> dict[int, Gender | None]:
    """By the identity of each actor; None for bodies and where it is not told. `roles` has roles as text likewise."""
    told = {id(a): _gender(reading, a, roles.get(id(a), ())) if a.type == "person" else None for a in actors}
    unknown = [a for a in actors if a.type == "person" and told[id(a)] is None]
    if unknown:
        told.update(_by_pronouns(reading, actors, {id(a) for a in unknown}))
    return told


def _by_pronouns(reading: Reading, actors: Sequence[Draft], wanted: Collection[int]) -> dict[int, Gender | None]:
    """What the pronouns say that follow a name in a sentence with no other person in it, if they all say the same."""
    people = sorted((m.start, id(a)) for a in actors if a.type == "person" for m in a.mentions)
    starts = [start for start, _ in people]
    votes: dict[int, Counter[Gender]] = {}
    for s in reading.sentences:
        named = people[bisect.bisect_left(starts, s.start) : bisect.bisect_left(starts, s.end)]
        if len({who for _, who in named}) != 1 or named[0][1] not in wanted:
            continue
        following = [t.lower_ for t in s.tokens if s.paragraph.start + t.idx > named[0][0]]
        for g in {of_pronoun(w) for w in following if w in PERSONAL}:
            votes.setdefault(named[0][1], Counter())[g] += 1
    return {who: next(iter(v)) for who, v in votes.items() if len(v) == 1 and v.total() >= _AGREEING}


def _gender(reading: Reading, actor: Draft, roles: Sequence[str]) -> Gender | None:
    said: list[Gender | None] = []
    for m in actor.mentions:
        if m.title is not None:
            said += [of_word(w) for w in re.findall(r"\w+", reading.text[slice(*m.title)])]
    for role in roles:  # "the daughter of King …", "lawyer leading Mrs. Roe's search": not what tells of others
        said += [of_word(w) for w in re.findall(r"\w+", _OTHERS.split(role)[0]) if w.lower() not in _BEFORE_NAMES]
    male, female = said.count("m"), said.count("f")
    if male != female:
        return "m" if male > female else "f"
    return None if male else _by_given_name(actor)


def _by_given_name(actor: Draft) -> Gender | None:
    names = {
        name.replace("-", " ").split()[0].lower() for name in (actor.name, *actor.aliases) if len(name.split()) > 1
    }
    male, female = names & words("given_names", "male"), names & words("given_names", "female")
    if bool(male) == bool(female):
        return None
    return "m" if male else "f"
