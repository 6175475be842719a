"""The data of the whole book for other programs: all briefings as JSON lines, statements and actors as tables, and
the page that says what is in them. They have no word of an article that its page has not."""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Iterator, Mapping

from briefing.book import Book, BookActor
from briefing.book.values import published, text_of
from briefing.model import Briefing, Position
from briefing.site.about import title_of
from briefing.site.escape import clean
from briefing.site.feed import FEED
from briefing.site.links import page_path, safe_url, url_of
from briefing.site.page import Page, Settings, front_matter, markdown
from briefing.site.rows import Marks
from briefing.site.statements import Voice, voices
from briefing.site.templates import render

INDEX = "data/index.md"
BRIEFINGS, POSITIONS, ACTORS = "data/briefings.jsonl", "data/positions.csv", "data/actors.csv"

POSITION_COLUMNS = {
    "id": "of the statement, the same through rebuilds",
    "briefing": "id of the article",
    "title": "the article’s",
    "outlet": "the article’s, if stated",
    "published": "as precisely as stated",
    "actors": "ids of the speakers’ pages, several divided by a semicolon; empty for a source without one",
    "speaker": "the speaker by name, or the source as written",
    "speaker_kind": "named, unnamed, or open where the article leaves open who is meant",
    "source": "the words that name the source there",
    "cue": "the reporting words",
    "act": "what is done by them: states, denies, demands …",
    "form": "direct (quoted), indirect (reported) or mixed",
    "polarity": "negative where the article says that this was not said, is denied or is not held",
    "addressee": "to whom",
    "words": "what is said; parts are divided by […]",
    "paragraph": "where it stands in the article",
    "address": "of the statement on this site",
    "url": "of the original article",
    "reviewed": "yes where a reviewer added or changed it",
    "seed_sha256": "of the file it was made from",
}
ACTOR_COLUMNS = {
    "id": "the end of the page’s address",
    "name": "the name shown",
    "type": "person, organisation, country or group",
    "aliases": "other names, divided by semicolons",
    "roles": "in the articles’ words, divided by semicolons",
    "description": "a reviewer’s",
    "wikidata": "the item’s id, a reviewer’s",
    "articles": "how many name it",
    "statements": "how many are its own",
    "mentions": "how often it is named",
    "first": "date of the oldest article with one",
    "last": "date of the newest",
    "briefings": "ids of the articles, divided by semicolons",
    "address": "of its page on this site",
    "basis": "inferred, or reviewed where a reviewer decided on it",
}


# Some programs also take the wide signs of Chinese and Japanese, and look through marks that cannot be seen.
_FORMULA = re.compile(
    r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+@\uff1d\uff0b\uff20\uff0d-]"
)


class Documents:
    """The published JSON of the briefings, one a line: kept small until it is written, since it is as large as all
    pages together."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []

    def append(self, line: str) -> None:
        self._packed.append(zlib.compress(line.encode("ascii"), level=1))

    def __iter__(self) -> Iterator[str]:
        return (zlib.decompress(packed).decode("ascii") for packed in self._packed)


def export_pages(book: Book, settings: Settings, marks: Marks, documents: Documents) -> Iterator[Page]:
    """The files and their page."""
    links = settings.links(INDEX)
    yield Page(BRIEFINGS, "", parts=documents)
    yield Page(POSITIONS, _table(POSITION_COLUMNS, _positions(book, settings, marks)))
    yield Page(ACTORS, _table(ACTOR_COLUMNS, (_actor(a, settings) for a in book.actors)))
    statements = sum(len(v.positions) for b in book.briefings for v in voices(b))
    rendered = render(
        "data.md.j2",
        files=[
            ("briefings.jsonl", links.to(BRIEFINGS), f"{len(book.briefings):,} lines, a JSON document each", {}),
            ("positions.csv", links.to(POSITIONS), f"{statements:,} statements", POSITION_COLUMNS),
            ("actors.csv", links.to(ACTORS), f"{len(book.actors):,} actors", ACTOR_COLUMNS),
        ],
        feed=links.to(FEED) if any(map(published, book.briefings)) else None,
    )
    yield Page(INDEX, markdown(front_matter("Data", hide="navigation"), rendered), "Data")


def _positions(book: Book, settings: Settings, marks: Marks) -> Iterator[Mapping[str, object]]:
    for briefing in book.briefings:
        for voice in voices(briefing):
            for position in voice.positions:
                yield _position(book, briefing, voice, position, settings, marks)


def _position(
    book: Book, briefing: Briefing, voice: Voice, position: Position, settings: Settings, marks: Marks
) -> Mapping[str, object]:
    article = briefing.article
    known = [found.slug for a in voice.actors if (found := book.actor_of(briefing, a.id))]
    return {
        "id": position.id,
        "briefing": briefing.id,
        "title": title_of(briefing),
        "outlet": text_of(article.outlet),
        "published": published(briefing),
        "actors": "; ".join(known),
        "speaker": voice.name,
        "speaker_kind": voice.kind,
        "source": position.source.text if position.source else "",
        "cue": position.cue.text if position.cue else "",
        "act": position.act,
        "form": position.form,
        "polarity": position.polarity,
        "addressee": position.addressee.text if position.addressee else "",
        "words": " […] ".join(s.text for s in position.content),
        "paragraph": marks[briefing.id][position.id].label.removeprefix("¶"),
        "address": f"{_address('briefings', briefing.id, settings)}#{position.id}",
        "url": safe_url(article.url.value) or "",
        "reviewed": "yes" if position.basis == "reviewed" else "",
        "seed_sha256": article.sha256,
    }


def _actor(actor: BookActor, settings: Settings) -> Mapping[str, object]:
    dates = sorted(d for b in actor.articles if (d := published(b)))
    return {
        "id": actor.slug,
        "name": actor.name,
        "type": actor.type,
        "aliases": "; ".join(actor.aliases),
        "roles": "; ".join(role.text for role in actor.roles),
        "description": actor.description or "",
        "wikidata": actor.wikidata or "",
        "articles": len(actor.articles),
        "statements": actor.statements,
        "mentions": actor.mentions,
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
        "briefings": "; ".join(b.id for b in actor.articles),
        "address": _address("actors", actor.slug, settings),
        "basis": actor.basis,
    }


def _address(folder: str, name: str, settings: Settings) -> str:
    """The whole address where the site's is known, else the one below its root."""
    base = settings.site_url.rstrip("/") + "/" if settings.site_url else ""
    return base + url_of(page_path(folder, name), settings.directory_urls)


def _table(columns: Mapping[str, str], rows: Iterator[Mapping[str, object]]) -> str:
    """A table by RFC 4180, with the mark at its start by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cell(row[name]) for name in columns)
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> object:
    """The words on one line. An article's words must be no formula to a spreadsheet: "'" says that they are text
    (https://owasp.org/www-community/attacks/CSV_Injection)."""
    if not isinstance(value, str):
        return value
    line = " ".join(clean(value).split())
    return f"'{line}" if _FORMULA.match(line) else line
