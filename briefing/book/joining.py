"""Who is one actor across articles.

Joining needs agreement: of the whole name and type, or of a part of the name and the role, or of a part of the name
and the company it keeps. Where a name fits two, or nothing but a surname agrees, the actors stay apart and the
doubt becomes a suggestion. Everything is looked up by name, so that the time grows with the number of appearances.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from briefing.book.evidence import COMPANY_OF_A_SURNAME, Evidence, Traits
from briefing.book.names import Person, joinable, key_of, normal
from briefing.book.values import Appearance, oldest_first
from briefing.model import ActorType, Briefing

Reason = Literal["name", "alias", "role", "company", "review"]
Key = tuple[str, str]
"""Family and name: an organisation in one article may be a group in another."""

# A surname that more people of a book have is not gone through one by one.
MOST_OF_A_SURNAME = 40
# Of two people of a surname, one holds an office if so many times as many articles say so: a wrong role is not rare.
FAR_MORE = 3


@dataclass(slots=True, eq=False)
class Group:
    """Appearances of one actor, with what is known of it; `reasons` says why each is here."""

    key: Key
    whole: bool
    """Whether its name tells by itself who is meant."""
    members: list[Appearance]
    reasons: list[Reason]
    traits: Traits
    lead: Appearance | None = None
    """The appearance that gives the id, where a reviewer has chosen it; else the oldest."""

    @property
    def name(self) -> str:
        return self.members[0].actor.name

    @property
    def kind(self) -> ActorType:
        return self.members[0].actor.type

    def names(self) -> set[str]:
        """All whole names it goes by, as compared. The end of a person's name is none: "bin Laden"."""
        return {
            key_of(self.kind, n)
            for m in self.members
            for n in m.actor.proper_names
            if joinable(self.kind, n) and not (self.kind == "person" and normal(m.actor.name).endswith(f" {normal(n)}"))
        }

    def slight(self) -> bool:
        """Whether its articles only drop the name, so that the company it keeps is anybody's."""
        return not any(len(m.actor.mentions) > 1 or m.actor.roles or m.statements for m in self.members)

    def meets(self, other: Group) -> bool:
        """Whether an article has both: it never has one actor twice, so they are two."""
        return not self.traits.articles.isdisjoint(other.traits.articles)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two actors, each by one appearance, that may be one, and why nobody but a reviewer can say."""

    one: Appearance
    two: Appearance
    why: str


@dataclass(slots=True)
class Joined:
    groups: list[Group]
    doubts: list[Doubt]


def join(briefings: Iterable[Briefing]) -> Joined:
    """The groups of all named actors, in the order of their oldest articles."""
    ordered = sorted(briefings, key=oldest_first)
    joining = _Joining(Evidence(ordered))
    short = _short_bodies(ordered)
    for briefing in ordered:
        bare = short | _surnames(briefing)
        for actor in briefing.actors:
            if actor.named:
                part = _family(actor.type) == "body" and normal(actor.name) in bare
                joining.add(Appearance(briefing, actor), not part and joinable(actor.type, actor.name))
    joining.by_alias()
    joining.by_variant()
    joining.by_surname()
    joining.by_part()
    joining.other_types()
    return joining.done()


def _short_bodies(briefings: Iterable[Briefing]) -> set[str]:
    """Single words that two names of bodies begin with, which tell no more than a surname: "Ford" of "Ford Motor
    Company" and "Ford Australia"; unless an article has the word with a legal form, as "Apple Inc."."""
    longer: dict[str, set[str]] = defaultdict(set)
    full: set[str] = set()
    for briefing in briefings:
        for actor in briefing.actors:
            if actor.named and _family(actor.type) == "body":
                for name in actor.proper_names:
                    key = key_of(actor.type, name)
                    if key != normal(name):
                        full.add(key)
                    longer[key.partition(" ")[0]].add(key)
    return {word for word, keys in longer.items() if len(keys - {word}) > 1} - full


def _surnames(briefing: Briefing) -> set[str]:
    """Surnames of its persons: a body of that name alone may be the person, taken for something else."""
    people = (Person.of(a.name) for a in briefing.actors if a.named and a.type == "person")
    return {p.surname for p in people if p.given}


def _family(kind: ActorType) -> str:
    return "body" if kind in ("organisation", "group") else kind


@dataclass(slots=True)
class _Joining:
    evidence: Evidence
    groups: list[Group] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _by_key: dict[Key, list[Group]] = field(default_factory=lambda: defaultdict(list))

    def add(self, appearance: Appearance, whole: bool) -> None:
        """Put it with those of the same whole name, or begin a group."""
        actor = appearance.actor
        made = Group(
            (_family(actor.type), key_of(actor.type, actor.name)), whole, [appearance], ["name"],
            self.evidence.of(appearance),
        )  # fmt: skip
        if whole:
            known = self._by_key[made.key]
            for group in known:
                if not group.meets(made) and not group.traits.disagrees(made.traits):
                    self._put(made, group, "name")
                    return
            if known and not known[0].meets(made):
                self._doubt(known[0], made, "the same name, but other roles and other company")
            known.append(made)
        self.groups.append(made)

    def done(self) -> Joined:
        """The groups that are left, and the doubts that are not settled by now."""
        where = {id(m): n for n, g in enumerate(self.groups) for m in g.members}
        open_: dict[frozenset[int], Doubt] = {}
        for doubt in self.doubts:
            pair = frozenset((where[id(doubt.one)], where[id(doubt.two)]))
            if len(pair) == 2:
                open_.setdefault(pair, doubt)
        return Joined([g for g in self.groups if g.members], list(open_.values()))

    def by_alias(self) -> None:
        """A whole name that is another's alias joins it, if nothing else is called so."""
        called: dict[Key, list[Group]] = defaultdict(list)
        for group in self.groups:
            for name in group.names() - {group.key[1]}:
                called[group.key[0], name].append(group)
        for group in [g for g in self.groups if g.whole and g.members]:
            others = [o for o in called.get(group.key, ()) if o.members and o is not group]
            if len(others) != 1 or len(self._by_key[group.key]) > 1 or others[0].traits.disagrees(group.traits):
                continue
            # A person's shorter name may be a relative's whole one: "George Bush".
            if group.kind != "person" or self._agreement(group, others[0]):
                self._unite(group, others[0], "alias")

    def by_variant(self) -> None:
        """Full names that differ by a middle name, an initial or a short form, if all of that given name fit."""
        for people in self._people().values():
            for bucket in _of_one_given(people):
                fit = all(
                    Person.of(a.name).may_be(Person.of(b.name)) or a.key == b.key
                    for n, a in enumerate(bucket)
                    for b in bucket[n + 1 :]
                )
                bucket.sort(key=lambda g: -len(g.members))
                for other in bucket[1:]:
                    reason = self._agreement(bucket[0], other)
                    if bucket[0].meets(other) or bucket[0].key == other.key:
                        continue
                    if fit and reason:
                        self._unite(other, bucket[0], reason)
                    elif fit:
                        self._doubt(bucket[0], other, "names that fit, but neither a common role nor common company")
                    elif Person.of(bucket[0].name).may_be(Person.of(other.name)):
                        self._doubt(bucket[0], other, "names that fit, but another name fits too")

    def by_surname(self) -> None:
        """A bare surname joins the one person of that surname in the book, if role or company agree; of several, the
        one that far more articles give its office."""
        people = self._people()
        for group in self._parts("person"):
            fitting = people.get(Person.of(group.name).surname, [])
            if any(f.meets(group) for f in fitting):
                continue  # an article that names one in full and leaves another bare did not mean the same
            if len(fitting) > 1:
                held = sorted(((f.traits.holds(group.traits), -n) for n, f in enumerate(fitting)), reverse=True)
                if held[0][0] > FAR_MORE * held[1][0]:
                    self._unite(group, fitting[-held[0][1]], "role")
                continue
            if not fitting:
                continue
            one, bare = fitting[0].traits, group.traits
            if one.same_role(bare):
                self._unite(group, fitting[0], "role")
            elif not group.slight() and one.same_company(bare, COMPANY_OF_A_SURNAME) and not one.other_roles(bare):
                self._unite(group, fitting[0], "company")
            else:
                self._doubt(fitting[0], group, "the same surname, and too little else in common")

    def by_part(self) -> None:
        """Bare surnames and names as "the Senate" or "Georgia" join their like, if role or company agree."""
        people = self._people()
        first: dict[Key, list[Group]] = defaultdict(list)
        for group in [*self._parts("person"), *self._parts("body"), *self._parts("country")]:
            if group.kind == "person" and len(people.get(Person.of(group.name).surname, ())) > 1:
                continue  # the articles may mean two of them
            for other in first[group.key]:
                reason = self._agreement(other, group)
                if reason and not other.meets(group):
                    self._unite(group, other, reason)
                    break
            else:
                if len(first[group.key]) < MOST_OF_A_SURNAME:
                    first[group.key].append(group)

    def other_types(self) -> None:
        """Doubts about one name of several words that is a person here and a body there."""
        seen: dict[str, Group] = {}
        for group in self.groups:
            if group.members and group.whole and " " in group.key[1]:
                other = seen.setdefault(group.key[1], group)
                if other.key != group.key and not other.meets(group):
                    self._doubt(other, group, f"the same name, a {other.kind} here and a {group.kind} there")

    def _people(self) -> dict[str, list[Group]]:
        """Those named in full, by surname."""
        found: dict[str, list[Group]] = defaultdict(list)
        for group in self.groups:
            if group.members and group.whole and group.kind == "person":
                found[Person.of(group.name).surname].append(group)
        return found

    def _parts(self, family: str) -> list[Group]:
        """Those whose names do not tell by themselves who is meant."""
        return [g for g in self.groups if g.members and not g.whole and g.key[0] == family]

    def _agreement(self, one: Group, two: Group) -> Reason | None:
        if one.kind == "person" and one.traits.same_role(two.traits):
            return "role"
        if one.kind == "person" and (one.slight() or two.slight()):
            return None
        return "company" if one.traits.same_company(two.traits) else None

    def _doubt(self, one: Group, two: Group, why: str) -> None:
        self.doubts.append(Doubt(one.members[0], two.members[0], why))

    def _unite(self, one: Group, into: Group, reason: Reason) -> None:
        if not one.meets(into):
            self._put(one, into, reason)

    def _put(self, one: Group, into: Group, reason: Reason) -> None:
        into.members += one.members
        into.reasons += [reason] * len(one.members)
        into.traits.add(one.traits)
        one.members, one.reasons = [], []


def _of_one_given(people: list[Group]) -> Iterator[list[Group]]:
    """Groups of one surname by given name; an initial is with the one given name that begins with it."""
    if not 1 < len(people) <= MOST_OF_A_SURNAME:
        return
    found: dict[str, list[Group]] = defaultdict(list)
    for group in people:
        found[Person.of(group.name).given].append(group)
    for given in [g for g in found if len(g) == 1]:
        long = [g for g in found if len(g) > 1 and g.startswith(given)]
        if len(long) == 1:
            found[long[0]] += found.pop(given)
    yield from (bucket for bucket in found.values() if len(bucket) > 1)
