"""Small views that several pages share: a briefing's card, an actor's card, a voice with its statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefing.book import Book, BookActor, text_of
from briefing.model import Actor, Briefing, Position, SummaryItem
from briefing.site.about import date_shown, reviewed, title_of
from briefing.site.links import Links, page_path
from briefing.site.passages import Mark
from briefing.site.quoting import statement_link
from briefing.site.statements import Piece, Voice, act_shown, form_shown, negated, pieces
from briefing.site.templates import plural

CARD_ACTORS = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A briefing in a list."""

    title: str
    href: str
    date: str
    outlet: str
    lead: str
    actors: tuple[tuple[str, str | None], ...]
    reviewed: str


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor of a briefing, or of the book."""

    name: str
    href: str | None
    type: str
    role: str
    facts: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A position as a page shows it. `href` leads to its sentence."""

    id: str
    pieces: tuple[Piece, ...]
    quoted: bool
    cue: str
    act: str
    form: str
    addressee: str
    question: bool
    negative: bool
    reviewed: bool
    mark: str
    href: str | None
    permalink: str
    original: str | None = None
    report: str | None = None


def card(book: Book, briefing: Briefing, links: Links, *, lead: bool = True) -> Card:
    """A briefing's card; `links` are those of the page it stands on. Without `lead`, its title and meta alone."""
    article = briefing.article
    words = text_of(article.standfirst) or (shortened(briefing.summary[0]) if briefing.summary else "")
    named = sorted((a for a in briefing.actors if a.named), key=lambda a: -a.salience)[: CARD_ACTORS if lead else 0]
    return Card(
        title=title_of(briefing),
        href=links.to(page_path("briefings", briefing.id)),
        date=date_shown(text_of(article.published)),
        outlet=text_of(article.outlet),
        lead=words if lead else "",
        actors=tuple((a.name, actor_link(book.actor_of(briefing, a.id), links)) for a in named),
        reviewed=reviewed(briefing),
    )


def shortened(item: SummaryItem) -> str:
    """A summary sentence in one string."""
    return " […] ".join(s.text for s in item.spans)


def actor_link(actor: BookActor | None, links: Links) -> str | None:
    return links.to(page_path("actors", actor.slug)) if actor else None


def actor_card(actor: Actor, statements: int, href: str | None) -> ActorCard:
    """An actor's card on a briefing page."""
    facts = [plural(statements, "statement")] if statements else []
    if actor.named and actor.mentions:
        facts.append(plural(len(actor.mentions), "mention"))
    return ActorCard(actor.name, href, actor.type, role_of(actor), " · ".join(facts))


def role_of(actor: Actor) -> str:
    return actor.roles[0].text if actor.roles else ""


def statement(
    briefing: Briefing,
    position: Position,
    mark: Mark,
    href: Callable[[str], str],
    report: str | None = None,
) -> Statement:
    """A position as shown, its anchors made links by `href`."""
    return Statement(
        id=position.id,
        pieces=tuple(pieces(briefing, position)),
        quoted=position.form == "direct",
        cue=position.cue.text if position.cue else "",
        act=act_shown(position),
        form=form_shown(position),
        addressee=position.addressee.text if position.addressee else "",
        question=position.question,
        negative=negated(position),
        reviewed=position.basis == "reviewed",
        mark=mark.label,
        href=href(mark.anchor) if mark.anchor else None,
        permalink=href(position.id),
        original=statement_link(briefing, position),
        report=report,
    )


def voice_note(voice: Voice) -> str:
    """What stands below a source's name: its role, or that it has no name."""
    if voice.kind == "unnamed":
        return "unnamed"
    if voice.kind == "open":
        return "as written; who is meant is not certain"
    return "; ".join(role for role in dict.fromkeys(role_of(a) for a in voice.actors) if role)
