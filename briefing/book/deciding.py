"""A reviewer's decisions on actors, applied to the groups that the book has joined.

What an entry names and the book has not, is a warning: articles come and go, and a person's work must outlive that.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.book.decisions import ActorDecision, Whom
from briefing.book.joining import Doubt, Group, Joined
from briefing.book.names import normal, own_id
from briefing.book.values import Appearance
from briefing.model import Briefing


@dataclass(slots=True)
class Decided:
    """What a reviewer says of one group, besides what it is made of."""

    rename: str | None = None
    describe: str | None = None
    wikidata: str | None = None
    page: bool | None = None


@dataclass(slots=True)
class Deciding:
    """The groups as a reviewer wants them; `of` has what is said of each, by its identity."""

    groups: list[Group]
    doubts: list[Doubt]
    of: dict[int, Decided] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    _called: dict[str, dict[int, Group]] = field(default_factory=lambda: defaultdict(dict))

    def about(self, group: Group) -> Decided:
        return self.of.get(id(group), Decided())

    def decide(self, entry: ActorDecision) -> None:
        group = self._find(entry.whom)
        if group is None:
            return
        for whom in entry.merge:
            other = self._find(whom)
            if other is not None and other is not group:
                _merge(other, group)
                self._index([group])
        for articles in entry.split:
            self._split(group, articles, entry.whom.at)
        for whom in entry.apart:
            other = self._find(whom)
            self.doubts = [d for d in self.doubts if not _between(d, group, other)]
        said = self.of.setdefault(id(group), Decided())
        said.rename, said.describe = entry.rename or said.rename, entry.describe or said.describe
        said.wikidata = entry.wikidata or said.wikidata
        said.page = said.page if entry.page is None else entry.page

    def _split(self, group: Group, articles: tuple[str, ...], at: str) -> None:
        """Take its appearances in these articles out, as another actor."""
        theirs = [n for n, m in enumerate(group.members) if m.briefing.id in articles]
        missing = set(articles) - {group.members[n].briefing.id for n in theirs}
        if missing:
            self.warnings.append(f"{at}: {group.name} is not in {', '.join(sorted(missing))}")
        if not theirs or len(theirs) == len(group.members):
            return
        made = Group(group.key, group.whole, [group.members[n] for n in theirs], ["review"] * len(theirs), group.traits)
        kept = [n for n in range(len(group.members)) if n not in theirs]
        group.members, group.reasons = [group.members[n] for n in kept], [group.reasons[n] for n in kept]
        self.groups.append(made)
        self._index([made])

    def _find(self, whom: Whom) -> Group | None:
        """The one group that is meant, by name before alias; a warning where there is none, or more than one."""
        name = normal(whom.name)
        found = [g for g in self._called.get(name, {}).values() if g.members and _in(g, whom.articles)]
        by_name = [g for g in found if any(normal(m.actor.name) == name for m in g.members) or _ids(g) & {whom.name}]
        found = by_name or found
        if whom.articles and len(found) > 1:
            found = [
                g for g in found if any(normal(m.actor.name) == name for m in _members_in(g, whom.articles))
            ] or found
        if len(found) == 1:
            return found[0]
        if found:
            where = "; ".join(f"in {g.members[0].briefing.id}" for g in found[:5])
            self.warnings.append(f"{whom.at}: {len(found)} actors are called {whom.name} (say which: {where})")
            return None
        near = difflib.get_close_matches(name, list(self._called), 1)
        hint = f" (did you mean {next(iter(self._called[near[0]].values())).name}?)" if near else ""
        self.warnings.append(f"{whom.at}: the book has no actor called {whom.name}{hint}")
        return None

    def _index(self, groups: Iterable[Group]) -> None:
        for group in groups:
            for member in group.members:
                for name in (*member.actor.proper_names, _own(member)):
                    self._called[normal(name)][id(group)] = group


def decide(joined: Joined, decisions: Iterable[ActorDecision]) -> Deciding:
    """The groups after all decisions, in the order of the file."""
    deciding = Deciding(joined.groups, joined.doubts)
    decisions = tuple(decisions)
    if decisions:
        deciding._index(joined.groups)
    for entry in decisions:
        deciding.decide(entry)
    deciding.groups = [g for g in deciding.groups if g.members]
    place = {id(m): n for n, g in enumerate(deciding.groups) for m in g.members}
    deciding.doubts = [d for d in deciding.doubts if place[id(d.one)] != place[id(d.two)]]
    return deciding


def known(decisions: Iterable[str], briefings: Iterable[Briefing], at: str) -> list[str]:
    """A warning for each id that no article has."""
    ids = {b.id for b in briefings}
    return [f"{at}: no article has the id {id}" for id in decisions if id not in ids]


def _merge(one: Group, into: Group) -> None:
    """The id of what is merged into stays."""
    into.lead = into.lead or into.members[0]
    into.members += one.members
    into.reasons += ["review"] * len(one.members)
    into.traits.add(one.traits)
    one.members, one.reasons = [], []


def _between(doubt: Doubt, one: Group, two: Group | None) -> bool:
    return two is not None and any(
        doubt.one in a.members and doubt.two in b.members for a, b in ((one, two), (two, one))
    )


def _own(member: Appearance) -> str:
    return own_id(member.actor.type, member.actor.name, member.briefing.id)


def _in(group: Group, articles: tuple[str, ...]) -> bool:
    return not articles or bool(_members_in(group, articles))


def _members_in(group: Group, articles: tuple[str, ...]) -> list[Appearance]:
    return [m for m in group.members if m.briefing.id in articles]


def _ids(group: Group) -> set[str]:
    return {_own(m) for m in group.members}
