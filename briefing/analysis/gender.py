"""The gender of each person as far as the article or a given name tells it: by title, by role, by the given name.

Used only to rule out whom a pronoun cannot mean. Where nothing tells, or the signs disagree, it stays unknown and
any pronoun may mean the person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from briefing.analysis.actors import Draft
from briefing.language import Reading
from briefing.lexicon import words

Gender = Literal["m", "f"]

_MALE, _FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
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
    return {id(a): _gender(reading, a, roles.get(id(a), ())) if a.type == "person" else None for a in actors}


def _gender(reading: Reading, actor: Draft, roles: Sequence[str]) -> Gender | None:
    said: list[Gender | None] = []
    for m in actor.mentions:
        if m.title is not None:
            said += [of_word(w) for w in re.findall(r"\w+", reading.text[slice(*m.title)])]
    for role in roles:  # "the daughter of King …": the first such word, not those of whom she belongs to
        said.append(next((g for w in re.findall(r"\w+", role) if (g := of_word(w))), None))
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
