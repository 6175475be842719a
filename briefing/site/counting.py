"""Who speaks and how much: words quoted and reported for each source, and named against unnamed sources.

Counted are the words of the statements that pages show: quoted is what stands in quotation marks, reported the rest.
The outlet's own sentences are nobody's statement and count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from briefing.book import Book, BookActor
from briefing.model import Briefing
from briefing.site.statements import Voice, voices

SourceKind = Literal["named", "unnamed", "open"]
KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


@dataclass(slots=True)
class Talk:
    """What a source says over all articles. `actor` is None for one without a page."""

    actor: BookActor | None
    name: str
    kind: SourceKind
    quoted: int = 0
    reported: int = 0
    statements: int = 0

    @property
    def words(self) -> int:
        return self.quoted + self.reported


@dataclass(slots=True)
class Balance:
    """Words and sources by kind, of one briefing or of many together. Those who speak together are each a source; their
    words count once."""

    words: dict[SourceKind, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    sources: dict[SourceKind, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    quoted: int = 0
    statements: int = 0

    @property
    def whole(self) -> int:
        return sum(self.words.values())

    def add(self, spoken: Iterable[Voice]) -> None:
        """Count the voices of one more briefing."""
        seen: set[str] = set()
        for voice in spoken:
            quoted, reported = voice.words
            self.words[voice.kind] += quoted + reported
            self.quoted += quoted
            self.statements += len(voice.positions)
            self.sources[voice.kind] += not voice.actors
            for actor in voice.actors:
                if actor.id not in seen:
                    seen.add(actor.id)
                    self.sources["named" if actor.named else "unnamed"] += 1

    def __add__(self, other: Balance) -> Balance:
        """Of both together: a source is counted once for each of them."""
        made = Balance(quoted=self.quoted + other.quoted, statements=self.statements + other.statements)
        for kind in KINDS:
            made.words[kind] = self.words[kind] + other.words[kind]
            made.sources[kind] = self.sources[kind] + other.sources[kind]
        return made


def balance_of(briefing: Briefing) -> Balance:
    """The balance of one briefing."""
    made = Balance()
    made.add(voices(briefing))
    return made


def talks(book: Book) -> list[Talk]:
    """Each source of the book with all it says, those who say most first: actors by their page, others by their
    name. A joint statement counts for each of its speakers."""
    found: dict[tuple[SourceKind, str], Talk] = {}
    for briefing in book.briefings:
        for voice in voices(briefing):
            quoted, reported = voice.words
            for actor, name, kind in _sources(book, briefing, voice):
                key = kind, actor.slug if actor else name.casefold()
                talk = found.setdefault(key, Talk(actor, actor.name if actor else name, kind))
                talk.quoted += quoted
                talk.reported += reported
                talk.statements += len(voice.positions)
    return sorted(found.values(), key=lambda t: (-t.words, t.name.casefold(), t.kind))


def _sources(book: Book, briefing: Briefing, voice: Voice) -> list[tuple[BookActor | None, str, SourceKind]]:
    if not voice.actors:
        return [(None, voice.name, voice.kind)]
    return [(book.actor_of(briefing, a.id), a.name, "named" if a.named else "unnamed") for a in voice.actors]
