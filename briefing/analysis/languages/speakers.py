"""Who each source is: by name, by a role that one person has here, or a pronoun where nobody else can be meant."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.analysis.actors.cast import Draft
from briefing.analysis.attributions.attribution import Attribution
from briefing.analysis.attributions.quotes import Quotation, inside
from briefing.analysis.languages.lists import Lists
from briefing.analysis.languages.sources import Source, Sources
from briefing.analysis.languages.speech import Said
from briefing.analysis.speakers.groups import Unnamed
from briefing.analysis.speakers.resolved import NOBODY, OPEN, Resolved, sure
from briefing.language import Reading
from briefing.lexicon import words
from briefing.model import ActorType, Span

_NAME_WORDS = 7


class Speakers:
    """Resolves the sources of one article, in the order of the text."""

    def __init__(
        self, reading: Reading, lists: Lists, sources: Sources, cast: Sequence[Draft], quotations: Sequence[Quotation]
    ) -> None:
        self.reading, self.lists, self.sources, self.quotations = reading, lists, sources, quotations
        self.persons = [d for d in cast if d.type == "person"]
        self.roles = self._roles()
        self.groups: dict[str, Unnamed] = {}

    def resolve(self, said: Sequence[Said]) -> tuple[list[Attribution], list[Resolved], dict[int, Unnamed]]:
        """Attributions with their sources, what each is resolved to, and unnamed actors by the index of attribution."""
        attributions: list[Attribution] = []
        resolved: list[Resolved] = []
        unnamed: dict[int, Unnamed] = {}
        for x in said:
            a, source = x.attribution, x.source
            if x.carried and attributions:
                if attributions[-1].source is None:
                    continue
                a = replace(a, source=attributions[-1].source, head=attributions[-1].head, carried=True)
                attributions.append(a)
                resolved.append(
                    resolved[-1] if resolved[-1].resolution != "resolved" else sure("carried", *resolved[-1].actors)
                )
                if len(attributions) - 2 in unnamed:
                    unnamed[len(attributions) - 1] = unnamed[len(attributions) - 2]
                continue
            if source is None or x.carried:
                attributions.append(replace(a, carried=False))
                resolved.append(OPEN)
                continue
            index = len(attributions)
            r, group = self._one(a, source, attributions, resolved, unnamed)
            if source.kind == "pronoun" and a.source is None:
                if r.resolution == "open":
                    a = replace(a, cue=None)  # a quotation of nobody known
                elif attributions and resolved[-1].actors == r.actors:
                    a = replace(a, source=attributions[-1].source, carried=True)
                else:
                    named = [m for m in r.actors[0].mentions if m.start < a.start]
                    a = replace(a, source=(named[-1].start, named[-1].end), head=named[-1].start, carried=True)
            attributions.append(a)
            resolved.append(r)
            if group is not None:
                unnamed[index] = group
        return attributions, resolved, unnamed

    def _one(
        self,
        a: Attribution,
        source: Source,
        attributions: Sequence[Attribution],
        resolved: Sequence[Resolved],
        unnamed: dict[int, Unnamed],
    ) -> tuple[Resolved, Unnamed | None]:
        if source.kind in ("name", "joint"):
            return sure("name" if source.kind == "name" else "joint", *source.actors), None
        if source.kind == "pronoun":
            return self._pronoun(a, source, attributions, resolved, unnamed)
        if source.kind == "noun":
            bearers = self._bearers(source)
            definite = self.reading.text[source.start : source.end].split()[0].lower() not in _INDEFINITE
            if len(bearers) == 1 and definite:
                return sure("role", next(iter(bearers))), None
            kind = self.sources.kind_of(source.noun)
            if kind and not bearers:
                return NOBODY, self._group(source, kind)
        return OPEN, None

    def _group(self, source: Source, kind: str) -> Unnamed:
        """The unnamed actor of a description; the same words are the same actor."""
        span = Span.of(self.reading.text, source.start, source.end)
        name = span.text.split(",")[0]
        if len(name.split()) > _NAME_WORDS:
            name = self.reading.text[source.start : source.head] + source.noun
        name = re.sub(r"^[lL]['’]", "", " ".join(name.split()))
        parts = name.split()
        if len(parts) > 1 and parts[0].lower() in self.lists.words("determiners") and kind != "organisation":
            name = " ".join(parts[1:])
        actor = self.groups.setdefault(name.lower(), Unnamed(name, _typed(kind)))
        if span not in actor.mentions:
            actor.mentions.append(span)
        return actor

    def _bearers(self, source: Source) -> set[Draft]:
        """Persons who have the role, with all that the description says more ("le président russe")."""
        said = self._content(self.reading.text[source.start : source.end])
        found = self.roles.get(source.noun.lower(), {})
        return {d for d, context in found.items() if said <= context}

    def _content(self, words_: str) -> set[str]:
        empty = self.lists.words("determiners") | self.lists.words("of")
        bare = re.sub(r"\b[ldLD]['’]", "", words_).lower()
        return {w for w in re.findall(r"[\w-]+", bare) if w not in empty}

    def _roles(self) -> dict[str, dict[Draft, set[str]]]:
        """Persons by the role word that stands right before their name, or opens what is added behind it, with the
        words around it."""
        out: dict[str, dict[Draft, set[str]]] = {}
        text = self.reading.text
        for d in self.persons:
            for m in d.mentions:
                before = text[max(0, m.start - 40) : m.start].split()
                behind = text[m.end : m.end + 60]
                found = [before[-1]] if before and text[m.start - 1 : m.start] == " " else []
                if not (found and self.lists.is_role(found[0].split("’")[-1].split("'")[-1])):
                    source = self._described(m.start)
                    found = [source] if source else found
                if behind.startswith(", "):
                    after = [w for w in behind[2:].split() if w.lower() not in self.lists.words("determiners")]
                    found += after[:1]
                for word in found:
                    bare = word.strip(',.;:«»“”"()').split("’")[-1].split("'")[-1]
                    if self.lists.is_role(bare):
                        context = self._content(text[max(0, m.start - 60) : m.start] + behind.split(".")[0])
                        out.setdefault(bare.lower(), {}).setdefault(d, set()).update(context)
        return out

    def _described(self, start: int) -> str:
        """The role in "le ministre russe de la Défense, X", of the name that begins at `start`."""
        text = self.reading.text
        before = re.split(r"[.;:«»“”\"()]|, (?=.*, )", text[max(0, start - 80) : start])[-1]
        for m in re.finditer(r"[\w-]+", before):
            if self.lists.is_role(m[0]):
                source = self.sources.read(start - len(before) + m.start(), start + 60)
                return m[0] if source is not None and source.kind == "name" and source.head == start else ""
        return ""

    def _pronoun(
        self,
        a: Attribution,
        source: Source,
        attributions: Sequence[Attribution],
        resolved: Sequence[Resolved],
        unnamed: dict[int, Unnamed],
    ) -> tuple[Resolved, Unnamed | None]:
        """The last speaker, of this paragraph or the one before, where nobody else is named since; else the one
        who is the subject of the sentence before, if nobody else is named in it."""
        if source.gender == "group":
            return OPEN, None
        start = min(source.start, a.start)
        here = self.reading.paragraph_at(start)
        if attributions and (last := attributions[-1]).source is not None:
            who, since = resolved[-1].actors, max(last.end, last.source[1])
            near = here - self.reading.paragraph_at(last.start) <= 1
            somebody = self._role_between(since, start)
            if near and not somebody and not self._named(since, start, who):
                if len(who) == 1 and who[0].type == "person" and self._fits(who[0], source.gender):
                    return sure("pronoun", who[0]), None
                group = unnamed.get(len(attributions) - 1)
                if group is not None and group.type == "person" and source.gender != "dropped":
                    return NOBODY, group
                return OPEN, None
        return self._subject_before(start, here, source), None

    def _subject_before(self, start: int, paragraph: int, source: Source) -> Resolved:
        """Who the sentence before `start`, of the same paragraph, begins with, if nobody else is named in it."""
        at = self.reading.sentence_at(start)
        before = self.reading.sentences[at.index - 1] if at is not None and at.index else None
        if before is None or self.reading.paragraph_at(before.start) != paragraph:
            return OPEN
        subject = self.sources.read(before.start, before.end)
        if subject is None or subject.kind != "name" or self._named(before.start, start, subject.actors):
            return OPEN
        who = subject.actors[0]
        if source.gender == "dropped" and self._role_between(subject.end, start):
            return OPEN
        return sure("pronoun", who) if who.type == "person" and self._fits(who, source.gender) else OPEN

    def _named(self, start: int, end: int, but: Sequence[Draft]) -> list[Draft]:
        """Other persons named in `[start, end)` outside quotation marks."""
        found = self.sources.named_between(start, end)
        return [d for a, _, d in found if d.type == "person" and d not in but and not self._inside(a)]

    def _role_between(self, start: int, end: int) -> bool:
        """Whether somebody comes in by a role outside quotation marks: the pronoun may then mean that one."""
        found = re.compile(r"[^\W\d_]{4,}").finditer(self.reading.text, start, end)
        return any(self.lists.is_role(m[0]) and not self._inside(m.start()) for m in found)

    def _inside(self, offset: int) -> bool:
        i = bisect.bisect_right(self.quotations, offset, key=lambda q: q.start) - 1
        return i >= 0 and inside(self.quotations[i : i + 1], offset) is not None

    def _fits(self, person: Draft, gender: str) -> bool:
        """Whether nothing speaks against the pronoun's gender: a given name of the other one, or a title."""
        if gender not in ("male", "female"):
            return True
        first = person.name.split()[0].lower()
        male, female = first in words("given_names", "male"), first in words("given_names", "female")
        return not (male and not female and gender == "female") and not (female and not male and gender == "male")


_INDEFINITE = frozenset("ein eine einer un une uno una des unos unas plusieurs varios certains algunos".split())  # noqa: SIM905


def _typed(kind: str) -> ActorType:
    return kind if kind in ("person", "organisation") else "group"  # type: ignore[return-value]
