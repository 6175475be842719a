"""Whose a surname is that two people of the article bear, where its title or its place tells; elsewhere it stays
open, since a wrong person is worse than none."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence

from briefing.analysis.actors.cast import Cast, Draft
from briefing.analysis.actors.mention import NameMention
from briefing.analysis.speakers.gender import Gender, of_word
from briefing.language import Reading
from briefing.lexicon import words

_KIN_WITHIN = 24  # code points
# So many sentences since another bearer was named, a bare surname is taken for the one named last.
_CLEAR = 8
# … and who is named in full so many times as often: a father named in passing is not meant by the son's surname.
_LEAD = 2
_GIVEN = 2  # so often somebody is called by the given name alone who goes by it


def bearers(
    reading: Reading, cast: Cast, genders: Mapping[int, Gender | None], roles: Mapping[int, Sequence[str]]
) -> list[tuple[NameMention, Draft]]:
    """The ambiguous mentions of the cast that are told apart, each with the person meant."""
    by_word: dict[str, list[Draft]] = {}
    for d in cast.actors:
        if d.type == "person":
            for word in {w for k in d.keys for w in k.split()}:
                by_word.setdefault(word, []).append(d)
    starts = {id(d): [x.start for x in d.mentions if not x.headline] for people in by_word.values() for d in people}
    out = []
    for m in cast.ambiguous:
        if m.headline:
            continue
        people = by_word.get(m.key.split()[-1], [])
        gender = _gender_of_title(reading, m)
        if gender is not None:
            people = [d for d in people if genders[id(d)] in (gender, None)]
            known = [d for d in people if genders[id(d)] == gender]
            found = known[0] if len(people) == len(known) == 1 else None
        else:
            found = _by_title(reading, m, people, roles) if m.title else None
        found = found or _principal(reading, people, m.start) or _by_place(reading, m, people, starts)
        if found is not None:
            out.append((m, found))
    return out


def _gender_of_title(reading: Reading, m: NameMention) -> Gender | None:
    titles = re.findall(r"\w+", reading.text[slice(*m.title)]) if m.title else []
    return next((g for t in titles if (g := of_word(t))), None)


def _by_title(
    reading: Reading, m: NameMention, people: Sequence[Draft], roles: Mapping[int, Sequence[str]]
) -> Draft | None:
    """The only one who has the title ("Senator Kim")."""
    assert m.title is not None
    titles = re.findall(r"\w+", reading.text[slice(*m.title)].lower())
    fits = [d for d in people if _has_title(reading, d, titles, roles)]
    return fits[0] if len(fits) == 1 else None


def _has_title(reading: Reading, actor: Draft, titles: Sequence[str], roles: Mapping[int, Sequence[str]]) -> bool:
    own = [reading.text[slice(*x.title)] for x in actor.mentions if x.title] + list(roles.get(id(actor), ()))
    return any(set(titles) <= set(re.findall(r"\w+", role.lower())) for role in own)


def _by_place(
    reading: Reading, m: NameMention, people: Sequence[Draft], starts: Mapping[int, Sequence[int]]
) -> Draft | None:
    """The one named last before, if no other was named for long and each is named far more seldom in full."""
    here = reading.sentence_at(m.start)
    named = [(at, i) for i, d in enumerate(people) if (at := _last_before(starts[id(d)], m.start)) is not None]
    if here is None or not named:
        return None
    one = people[max(named)[1]]
    if _by_given_name(one):
        return None
    floor = reading.sentences[max(0, here.index - _CLEAR)].start
    clear = all(at < floor for at, i in named if people[i] is not one)
    rivals = [people[i] for _, i in named if people[i] is not one]
    leads = all(len(one.mentions) >= _LEAD * len(d.mentions) for d in rivals)
    at = max(named)[0]
    new = at == starts[id(one)][0] and _leads_sentence(reading, at) and not _of_the_family(reading, one)
    return one if clear and (leads or new) else None


def _principal(reading: Reading, people: Sequence[Draft], at: int) -> Draft | None:
    """The one whose family the others are, if these say nothing under their full names: he goes by the surname."""
    family = [d for d in people if _of_the_family(reading, d)]
    others = [d for d in people if d not in family and d.mentions[0].start < at]
    silent = not any(m.signs["speaks"] for d in family for m in d.mentions)
    alone = family and silent and len(others) == 1 == len(people) - len(family)
    return others[0] if alone and not _by_given_name(others[0]) else None


def _by_given_name(actor: Draft) -> bool:
    """Whether the article calls a person by the given name, and so by the surname the other of the family."""
    given = actor.name.split()[0]
    return given != actor.name and sum(m.text == given for m in actor.mentions) >= _GIVEN


def _of_the_family(reading: Reading, actor: Draft) -> bool:
    """Whether the full name is brought in by kinship: "his wife, Ann Roe"."""
    at = actor.mentions[0].start
    before = re.findall(r"[\w'’]+", reading.text[max(0, at - _KIN_WITHIN) : at].lower())[-2:]
    return any(w in words("people", "kin") for w in before)


def _leads_sentence(reading: Reading, offset: int) -> bool:
    """Whether the name there is in the subject of a main clause: a new person is brought in so."""
    s = reading.sentence_at(offset)
    if s is None:
        return False
    at = offset - s.paragraph.start
    token = next((t for t in s.tokens if t.idx <= at < t.idx + len(t)), None)
    while token is not None and token.dep_ in ("compound", "nmod", "appos", "flat") and token.head.i != token.i:
        token = token.head
    return token is not None and token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "ccomp", "conj")


def _last_before(starts: Sequence[int], offset: int) -> int | None:
    i = bisect.bisect_left(starts, offset)
    return starts[i - 1] if i else None
