"""What the book holds, as plain frozen values. Actors and topics point at each other by their ids (`slug`).

A briefing is pointed at by itself where its words are needed; two briefings are the same if their ids are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.model import Actor, ActorType, Basis, Briefing, Field, Position, Span, Topic, When

SourceKind = Literal["named", "unnamed", "open"]
"""Whether a source has a name, has none ("critics"), or is not safely known and stands as written."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor in one article."""

    briefing: Briefing
    actor: Actor

    @property
    def statements(self) -> int:
        """How many statements shown are its own."""
        return sum(p.shown and self.actor.id in (p.actors or (p.actor,)) for p in self.briefing.positions)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement shown, in its article."""

    briefing: Briefing
    position: Position

    @property
    def date(self) -> str:
        """When the article was published, as precisely as it says; "" where it does not."""
        return published(self.briefing)


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A statement that names an actor, by another: `by` are the ids of those of its sources that have a page."""

    said: Said
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleUse:
    """A role as articles write it, with each place. `first` and `last` are the articles' dates, "" if unknown."""

    text: str
    places: tuple[tuple[Briefing, Span], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Companion:
    """Another actor of the same articles; `articles` are their ids, in the order of the book."""

    slug: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookActor:
    """A named actor of the book; appearances in the order of the book's briefings, two of one article where a reviewer
    says that its two actors are one.

    `former` are ids that led to this actor in a smaller book: they should still lead to it. `joined` says,
    for each appearance but the first, why it was taken for the same actor: "name", "alias", "role",
    "company" (the actors and topics both articles share) or "review".
    """

    slug: str
    name: str
    type: ActorType
    aliases: tuple[str, ...]
    appearances: tuple[Appearance, ...]
    roles: tuple[RoleUse, ...] = ()
    said: tuple[Said, ...] = ()
    """All it said, oldest first, undated last; what stands in one article in the order of that article."""
    spoken_of: tuple[SpokenOf, ...] = ()
    companions: tuple[Companion, ...] = ()
    """Those with a page that it shares articles with, the most frequent first."""
    former: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    description: str | None = None
    wikidata: str | None = None
    basis: Basis = "inferred"

    @property
    def statements(self) -> int:
        return len(self.said)

    @property
    def mentions(self) -> int:
        return sum(len(a.actor.mentions) for a in self.appearances)

    @property
    def articles(self) -> tuple[Briefing, ...]:
        """Each article that names it once, in the order of the book's briefings."""
        return tuple({a.briefing.id: a.briefing for a in self.appearances}.values())


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source says on one topic: `actor` is an id, None for sources without a page of their own.

    `name` is the actor's, or the source as the article has it. `said` is empty for an actor of the topic that
    is mentioned but never quoted on it.
    """

    actor: str | None
    name: str
    kind: SourceKind
    said: tuple[Said, ...]
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class BookTopic:
    """A topic with the articles that have it, in the order of the book's briefings.

    `holds` has who says what on it, those who say most first; `silent` those who are named beside it in at
    least one article and never quoted on it.
    """

    slug: str
    label: str
    entries: tuple[tuple[Briefing, Topic], ...]
    holds: tuple[Cell, ...] = ()
    silent: tuple[Cell, ...] = ()
    actors: tuple[str, ...] = ()
    """Ids of the actors of its articles, those of most articles first."""
    description: str | None = None
    basis: Basis = "inferred"


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated statement of an article. `item` is the id of the background item it is, None for other statements.

    `sort` is the ISO-like value it is ordered by ("2010", "2010-06"), "" where the year is not stated.
    """

    when: When
    briefing: Briefing
    spans: tuple[Span, ...]
    item: str | None
    sort: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dates of a book: `dated` by what they state, oldest first; `undated` have no year, by article."""

    dated: tuple[Moment, ...] = ()
    undated: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article of a story and what it adds: statements and actors that no earlier article of it has."""

    briefing: Briefing
    said: tuple[Said, ...]
    actors: tuple[str, ...]
    version_of: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event, oldest first. `shared` and `words` are what joins them: actors and telling words."""

    slug: str
    title: str
    chapters: tuple[Chapter, ...]
    shared: tuple[str, ...]
    words: tuple[str, ...]
    basis: Basis = "inferred"

    @property
    def briefings(self) -> tuple[Briefing, ...]:
        return tuple(c.briefing for c in self.chapters)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two articles of nearly the same words; `of` is the id of the older. `likeness` is in 0..1, 1 for the same
    words. `marked` if front matter or a reviewer says that `article` is a version of `of`."""

    article: str
    of: str
    likeness: float
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A decision the book leaves to a reviewer. `yaml` is what to write below `section:` in book.review.yaml to say
    yes."""

    section: Literal["actors", "versions"]
    text: str
    yaml: str


def text_of(value: Field) -> str:
    """A metadatum as one string; empty if there is none."""
    return value.value if isinstance(value.value, str) else ", ".join(value.value or ())


def published(briefing: Briefing) -> str:
    """The date of publication as stated; "" if it is not."""
    return text_of(briefing.article.published)


def oldest_first(briefing: Briefing) -> tuple[bool, str, str]:
    """A sort key: by date, undated last, then by id."""
    date = published(briefing)
    return not date, date, briefing.id
