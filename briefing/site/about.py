"""What a page says of its article and itself: metadata with its basis, the review, the report link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from briefing.analysis import ENGLISH, language_of
from briefing.book import text_of
from briefing.model import Briefing, Field, Position
from briefing.site.links import page_path, safe_url, url_of
from briefing.site.page import Settings

WORDS_PER_MINUTE = 230  # silent reading of non-fiction, adults (Brysbaert 2019: 238), and a little slower for news
REPORTED_LETTERS = 160  # of a statement in a report: an address has to stay short

_MONTHS = re.findall(r"\w+", "January February March April May June July August September October November December")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?$")
_BASIS = {
    "derived": "Made of the article’s words; the article does not state it",
    "inferred": "Inferred from the article; it is not stated there",
    "reviewed": "Set by a reviewer",
}


# How a page names a kind of article; news needs no label.
KIND_NAMES = {
    "interview": "interview",
    "live blog": "live blog",
    "obituary": "obituary",
    "court report": "court report",
    "match report": "match report",
    "science story": "science story",
    "press release": "press release",
    "opinion": "opinion piece",
    "round-up": "round-up of several stories",
    "speech": "speech or transcript",
    "none": "no article",
}
# What a reader has to know of a kind to read its briefing rightly.
KIND_NOTES = {
    "interview": "An interview: the questions are the interviewer’s and nobody’s position. What no source is named for "
    "is said by the one who is interviewed.",
    "opinion": "An opinion piece: what no source is named for is the author’s own view, in the summary too.",
    "speech": "Somebody’s own words: what no source is named for is said by the speaker, in the summary too.",
    "press release": "A press release: it is written by the one it is about.",
    "round-up": "Several stories: the summary has a sentence of each.",
    "live blog": "A live blog: entries were written while things happened, and later ones may correct earlier ones.",
    "none": "This text does not look like an article, so there is no summary and no background. If it is one, write "
    "“kind: news” in its front matter.",
}


@dataclass(frozen=True, slots=True)
class Datum:
    """One entry of the line below the title. `hint` says where it comes from if the article has it not."""

    text: str
    hint: str = ""
    href: str | None = None


def title_of(briefing: Briefing) -> str:
    return text_of(briefing.article.title) or briefing.id


def date_shown(value: str) -> str:
    """An ISO date in words, as far as it goes; "1939/1945" with a dash; anything else as it is."""
    found = _ISO.match(value)
    if not found:
        return value.replace("/", "–")
    year, month, day = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return value if month else year
    return " ".join(filter(None, (day and str(int(day)), _MONTHS[int(month) - 1], year)))


def metadata(briefing: Briefing, words: int) -> list[Datum]:
    """The line below the title."""
    article = briefing.article
    made = [_datum("outlet", article.outlet, "Neither the article nor its front matter names the outlet")]
    if byline := text_of(article.bylines):
        made.append(Datum(byline, _BASIS.get(article.bylines.basis, "")))
    published = _datum("published", article.published, "Neither the article nor its front matter gives a date")
    made.append(Datum(date_shown(published.text), published.hint) if text_of(article.published) else published)
    if kind := KIND_NAMES.get(briefing.kind):
        stated = article.stated_kind is not None
        made.append(Datum(kind, "" if stated else "The kind of article, told by general signs"))
    made.append(Datum(f"{words:,} words, {max(1, round(words / WORDS_PER_MINUTE))} min"))
    if url := safe_url(article.url.value):
        made.append(Datum(urlsplit(url).hostname or url, "The original article", url))
    if article.title.basis == "derived":
        made.append(Datum("title from the text", "The article states no title: this one is made of its first words"))
    return made


def _datum(name: str, value: Field, missing: str) -> Datum:
    text = text_of(value)
    return Datum(text, _BASIS.get(value.basis, "")) if text else Datum(f"{name}: not stated", missing)


def other_language(briefing: Briefing) -> str:
    """The English name, or the code, of a language that is not read as English is; empty for English."""
    code = text_of(briefing.article.language)
    if language_of(briefing.article) in ENGLISH:
        return ""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_display_name("en") or code
    except (ValueError, UnknownLocaleError):
        return code


def reviewed(briefing: Briefing) -> str:
    """Who reviewed the briefing, in words; empty if nobody did."""
    review = briefing.review
    if review.state != "reviewed":
        return ""
    by = f" by {review.by}" if review.by else ""
    return f"reviewed{by}" + (f" on {date_shown(review.date)}" if review.date else "")


def report_link(briefing: Briefing, settings: Settings, statement: Position | None = None) -> str | None:
    """Where a reader reports a mistake: as the settings say, or a new issue of the site's repository."""
    page = url_of(page_path("briefings", briefing.id), settings.directory_urls)
    seed = briefing.article.path
    where = settings.site_url.rstrip("/") + "/" + page if settings.site_url else page
    title = f"Mistake in the briefing “{title_of(briefing)}”"
    words = " […] ".join(s.text for s in statement.content) if statement else ""
    about = f"Statement ({statement.id}): {words[:REPORTED_LETTERS]}" if statement else "Which statement?"
    body = f"Page: {where}\nSeed: {seed}\n{about}\n\nWhat is wrong, and what does the article say?\n\n"
    if settings.report_url:
        fill = {"{title}": title, "{page}": where, "{seed}": seed, "{statement}": about}
        link = settings.report_url
        for key, value in fill.items():
            link = link.replace(key, quote(value, safe="", errors="replace"))
        return link if safe_url(link) or link.startswith("mailto:") else None
    repository = safe_url(settings.repo_url)
    host = urlsplit(repository).hostname if repository else ""
    if repository and host == "github.com":
        query = urlencode({"title": title, "body": body}, errors="replace")
        return f"{repository.rstrip('/')}/issues/new?{query}"
    if repository and host and "gitlab" in host:
        query = urlencode({"issue[title]": title, "issue[description]": body}, errors="replace")
        return f"{repository.rstrip('/')}/-/issues/new?{query}"
    return None
