"""What two articles say of an actor besides its name: its roles, and the company it keeps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.book.names import LIST, joinable, key_of, normal
from briefing.book.values import Appearance
from briefing.lexicon import countries, table, words
from briefing.model import Actor, Briefing

# Two articles keep an actor in the same company if so many other actors or topics are in both.
COMPANY = 2
# With nothing but a surname in common they need more: relatives are in the same articles.
COMPANY_OF_A_SURNAME = 3
# What is in more than this share of the articles of a book, and in more than so many, tells nothing of two of them.
COMMON_SHARE, COMMON_LEAST = 0.25, 8

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Traits:
    """What is known of one actor, growing as articles join it."""

    roles: Counter[str] = field(default_factory=Counter)
    """In how many articles each word is in its roles."""
    company: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def add(self, other: Traits) -> None:
        self.roles += other.roles
        self.company |= other.company
        self.articles |= other.articles

    def same_role(self, other: Traits) -> bool:
        """Whether the roles name one office: two words in common, or one that one person at a time holds."""
        shared = self.roles.keys() & other.roles.keys()
        return len(shared) > 1 or bool(shared & words(LIST, "offices"))

    def holds(self, other: Traits) -> int:
        """How many articles give it an office that is the other's."""
        return max((self.roles[w] for w in other.roles if w in words(LIST, "offices")), default=0)

    def same_company(self, other: Traits, least: int = COMPANY) -> bool:
        return _shares(self.company, other.company, least)

    def disagrees(self, other: Traits) -> bool:
        """Whether both have roles and nothing in common: two of one full name, in two matters."""
        return self.other_roles(other) and not _shares(self.company, other.company, 1)

    def other_roles(self, other: Traits) -> bool:
        """Whether both have roles, and no word of them in common."""
        return bool(self.roles and other.roles) and self.roles.keys().isdisjoint(other.roles)


def _shares(one: set[str], two: set[str], least: int) -> bool:
    """Whether so many are in both, at the cost of the smaller."""
    small, large = sorted((one, two), key=len)
    found = 0
    for item in small:
        found += item in large
        if found >= least:
            return True
    return False


class Evidence:
    """The traits of every appearance in a book."""

    def __init__(self, briefings: Iterable[Briefing]) -> None:
        self._company: dict[str, dict[str, str]] = {}
        count: Counter[str] = Counter()
        for briefing in briefings:
            keys = {a.id: _company_key(a) for a in briefing.actors if a.named and _tells(a)}
            keys |= {f"topic {n}": f"topic {normal(t.label)}" for n, t in enumerate(briefing.topics)}
            self._company[briefing.id] = keys
            count.update(set(keys.values()))
        most = max(COMMON_LEAST, int(COMMON_SHARE * len(self._company)))
        self._common = {key for key, n in count.items() if n > most}

    def of(self, appearance: Appearance) -> Traits:
        actor, id = appearance.actor, appearance.briefing.id
        own = set(normal(actor.name).split())
        company = {
            key
            for other, key in self._company[id].items()
            if other != actor.id and key not in self._common and not own & set(key.split())
        }
        return Traits(Counter(roles_of(actor)), company, {id})


def roles_of(actor: Actor) -> set[str]:
    """The telling words of its roles; a nationality counts as its country."""
    found: set[str] = set()
    for role in actor.roles:
        for word in _WORD.findall(role.text.replace(".", "").casefold()):
            word = table(LIST)["titles"].get(word, word)
            if word not in words(LIST, "empty"):
                found.add(countries.demonyms().get(word) or countries.code_of(word) or word)
    return found


def _tells(actor: Actor) -> bool:
    """Whether finding it in two articles says something: a country is in too many, a bare surname may be two."""
    return actor.type != "country" and joinable(actor.type, actor.name)


def _company_key(actor: Actor) -> str:
    return f"{actor.type} {key_of(actor.type, actor.name)}"
