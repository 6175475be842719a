"""What joins briefings: the same actor in several articles, topics, dates, stories, copies.

`Book.of` makes it in one walk over the briefings for each part, by indexes, so that the time grows with their number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from briefing.book import actors, duplicates, stories, timeline, topics
from briefing.book.deciding import decide
from briefing.book.decisions import NAME, Decisions, path_for, read
from briefing.book.joining import join
from briefing.book.names import normal
from briefing.book.suggestions import suggest
from briefing.book.topics import Pages
from briefing.book.values import BookActor, BookTopic, Duplicate, Story, Suggestion, Timeline, published, text_of
from briefing.model import ActorType, Briefing

__all__ = ["NAME", "TYPES", "Book", "BookActor", "BookTopic", "Decisions", "normal", "path_for", "read", "text_of"]

TYPES: tuple[ActorType, ...] = ("person", "organisation", "country", "group")


@dataclass(frozen=True)
class Book:
    """All briefings of a site. `actors` and `topics` are those with a page of their own, by name; `stories` the
    newest first. `suggestions` and `warnings` are for the reviewer: what is in doubt, what a decision names in vain.
    """

    briefings: tuple[Briefing, ...]
    actors: tuple[BookActor, ...]
    topics: tuple[BookTopic, ...]
    timeline: Timeline
    stories: tuple[Story, ...]
    duplicates: tuple[Duplicate, ...]
    suggestions: tuple[Suggestion, ...]
    warnings: tuple[str, ...]
    decisions: Decisions
    _topic: Pages = field(repr=False)

    @classmethod
    def of(cls, briefings: Iterable[Briefing], decisions: Decisions | None = None) -> Self:
        """The book of these briefings, without those that are not to be published, as a reviewer decided."""
        decisions = decisions or Decisions()
        ordered = sorted((b for b in briefings if b.article.publish), key=_by_title)
        ordered.sort(key=published, reverse=True)
        groups = decide(join(ordered), decisions.actors)
        people = actors.build(groups.groups, ordered, groups.about)
        doubts, about_actors = groups.doubts, groups.warnings
        del groups  # larger than all that follows
        subjects, topic_of, about_topics = topics.build(ordered, people, decisions.topics)
        copies, about_copies = duplicates.find(ordered, decisions.versions)
        events, about_events = stories.build(ordered, people, copies, decisions.stories)
        return cls(
            tuple(ordered),
            people,
            subjects,
            timeline.build(ordered),
            events,
            copies,
            suggest(doubts, copies),
            (*about_actors, *about_topics, *about_copies, *about_events),
            decisions,
            topic_of,
        )

    def actor_of(self, briefing: Briefing, id: str | None) -> BookActor | None:
        """Who the actor of a briefing is in the book; None if it has no page."""
        return self._actor.get((briefing.id, id or ""))

    def topic_of(self, briefing: Briefing, label: str) -> BookTopic | BookActor | None:
        """The page of a topic: a topic that is an actor has the actor's."""
        return self._topic.get((briefing.id, label))

    def topics_of(self, briefing: Briefing) -> tuple[BookTopic, ...]:
        """The topics with a page of their own that an article has, by name."""
        return self._topics_of.get(briefing.id, ())

    def story_of(self, briefing: Briefing) -> Story | None:
        """The story that an article is part of."""
        return self._story.get(briefing.id)

    def copies_of(self, briefing: Briefing) -> tuple[Duplicate, ...]:
        """The near-duplicates that an article is one of."""
        return self._copies.get(briefing.id, ())

    def actor(self, slug: str) -> BookActor | None:
        """The actor with this id in the book."""
        return self._by_slug.get(slug)

    def briefing(self, id: str) -> Briefing | None:
        """The briefing with this id."""
        return self._by_id.get(id)

    @cached_property
    def _actor(self) -> dict[tuple[str, str], BookActor]:
        return {(a.briefing.id, a.actor.id): actor for actor in self.actors for a in actor.appearances}

    @cached_property
    def _topics_of(self) -> dict[str, tuple[BookTopic, ...]]:
        found: dict[str, tuple[BookTopic, ...]] = {}
        for topic in self.topics:
            for briefing, _ in topic.entries:
                found[briefing.id] = (*found.get(briefing.id, ()), topic)
        return found

    @cached_property
    def _story(self) -> dict[str, Story]:
        return {b.id: story for story in self.stories for b in story.briefings}

    @cached_property
    def _copies(self) -> dict[str, tuple[Duplicate, ...]]:
        found: dict[str, tuple[Duplicate, ...]] = {}
        for copy in self.duplicates:
            for id in (copy.article, copy.of):
                found[id] = (*found.get(id, ()), copy)
        return found

    @cached_property
    def _by_slug(self) -> dict[str, BookActor]:
        return {a.slug: a for a in self.actors}

    @cached_property
    def _by_id(self) -> dict[str, Briefing]:
        return {b.id: b for b in self.briefings}


def _by_title(briefing: Briefing) -> tuple[str, str]:
    return text_of(briefing.article.title).casefold(), briefing.id
