"""Who speaks and how much: words quoted and reported for each source, and named against unnamed sources.

Counted are the words of the statements that pages show: solid what stands in quotation marks, pale the rest. The
outlet's own sentences are nobody's statement and count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from briefing.book import Book, BookActor, text_of
from briefing.model import Briefing
from briefing.site.statements import Voice, voices

SourceKind = Literal["named", "unnamed", "open"]
SOURCE_KINDS: dict[SourceKind, str] = {"named": "named", "unnamed": "unnamed", "open": "not certain"}


@dataclass(slots=True)
class Share:
    """Words and statements of a source, or of a group of sources."""

    quoted: int = 0
    reported: int = 0
    statements: int = 0
    sources: int = 0

    @property
    def words(self) -> int:
        return self.quoted + self.reported

    def add(self, voice: Voice) -> None:
        quoted, reported = voice.words
        self.quoted += quoted
        self.reported += reported
        self.statements += len(voice.positions)


@dataclass(slots=True)
class Balance:
    """Shares by kind of source, for one briefing or for many."""

    kinds: dict[SourceKind, Share] = field(default_factory=lambda: {kind: Share() for kind in SOURCE_KINDS})

    @property
    def words(self) -> int:
        return sum(share.words for share in self.kinds.values())

    @property
    def quoted(self) -> int:
        return sum(share.quoted for share in self.kinds.values())

    @property
    def statements(self) -> int:
        return sum(share.statements for share in self.kinds.values())

    def percent(self, kind: SourceKind) -> int:
        """Share of the words, in per cent."""
        return round(100 * self.kinds[kind].words / self.words) if self.words else 0

    def add(self, spoken: Iterable[Voice]) -> None:
        """Count the voices of one briefing: joint speakers are each a source, their words count once."""
        seen: set[str] = set()
        for voice in spoken:
            self.kinds[voice.kind].add(voice)
            self.kinds[voice.kind].sources += not voice.actors
            for actor in voice.actors:
                if actor.id not in seen:
                    seen.add(actor.id)
                    self.kinds["named" if actor.named else "unnamed"].sources += 1


@dataclass(slots=True)
class Talk:
    """What an actor of the book says over all articles; a joint statement counts for each of its speakers."""

    actor: BookActor
    share: Share = field(default_factory=Share)
    articles: int = 0


@dataclass(frozen=True, slots=True)
class BookBalance:
    """Source balance of a book. `talks` are ordered by words, `outlets` by their number of articles."""

    whole: Balance
    talks: tuple[Talk, ...]
    outlets: tuple[tuple[str, int, Balance], ...]
    """Name (empty where none is stated), articles, balance."""


def balance_of(briefing: Briefing) -> Balance:
    made = Balance()
    made.add(voices(briefing))
    return made


def book_balance(book: Book) -> BookBalance:
    """In one walk over the book's statements."""
    whole = Balance()
    talks: dict[str, Talk] = {}
    outlets: dict[str, tuple[int, Balance]] = {}
    for briefing in book.briefings:
        spoken = voices(briefing)
        whole.add(spoken)
        name = text_of(briefing.article.outlet)
        count, balance = outlets.get(name, (0, Balance()))
        balance.add(spoken)
        outlets[name] = count + 1, balance
        here: set[str] = set()
        for voice in spoken:
            for one in voice.actors:
                if actor := book.actor_of(briefing, one.id):
                    talk = talks.setdefault(actor.slug, Talk(actor))
                    talk.share.add(voice)
                    talk.articles += actor.slug not in here
                    here.add(actor.slug)
    return BookBalance(
        whole,
        tuple(sorted(talks.values(), key=lambda t: (-t.share.words, t.actor.name))),
        tuple(sorted(((n, c, b) for n, (c, b) in outlets.items()), key=lambda o: (-o[1], o[0].casefold()))),
    )
