"""Citations of a briefing and of each of its statements: APA, BibTeX, RIS and CSL-JSON.

What is cited is the article; the briefing is where it was read, with the address of the statement and the hash of
the seed, so that a reader can tell whether both had the same text. No date of a build goes into them: when a page
was looked at, only its reader knows, and the copy button fills in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefing.book import text_of
from briefing.model import Briefing, Position
from briefing.site.about import date_shown, title_of
from briefing.site.authors import Author
from briefing.site.escape import clean
from briefing.site.links import cite_path, page_path, safe_url, url_of
from briefing.site.page import Page, Settings
from briefing.site.statements import voices

FORMATS = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# Signs that TeX would read as commands. BibTeX counts braces even behind a backslash: one too many would end the field.
_TEX = {c: f"\\{c}" for c in "&%$#_"}
_TEX |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be cited: an article, or one statement of it (then `quote` and `speaker` are not empty)."""

    key: str
    authors: tuple[str, ...]
    title: str
    outlet: str
    date: str
    url: str
    licence: str
    page: str
    site: str
    sha256: str
    quote: str = ""
    speaker: str = ""
    reported: str = ""
    """The article's word for a statement that is reported, not quoted."""

    @property
    def said_by(self) -> str:
        """The speaker, and that the words are the article's where they are."""
        return f"{self.speaker}, as reported{self.reported}".strip() if self.reported else self.speaker

    @property
    def note(self) -> str:
        """Where it was read, and what of."""
        said = f"Statement of {self.said_by}. " if self.speaker else ""
        return f"{said}Briefing: {self.page}. SHA-256 of the text it was made from: {self.sha256}"


def entries(briefing: Briefing, settings: Settings) -> Iterator[Entry]:
    """The article, then each statement that its page shows, in order."""
    article = briefing.article
    here = settings.site_url.rstrip("/") + "/" if settings.site_url else ""
    page = here + url_of(page_path("briefings", briefing.id), settings.directory_urls)
    bylines = article.bylines.value
    whole = Entry(
        key=key_of(briefing),
        authors=tuple(_line(n) for n in bylines) if isinstance(bylines, tuple) else (),
        title=_line(title_of(briefing)),
        outlet=_line(text_of(article.outlet)),
        date=_line(text_of(article.published)),
        url=safe_url(article.url.value) or "",
        licence=_line(article.licence or ""),
        page=page,
        site=_line(settings.site_name),
        sha256=article.sha256,
    )
    yield whole
    for voice in voices(briefing):
        for position in voice.positions:
            yield _statement(whole, position, voice.name)


def _statement(whole: Entry, position: Position, speaker: str) -> Entry:
    fields = {name: getattr(whole, name) for name in Entry.__slots__}
    fields |= {
        "key": f"{whole.key}-{position.id}",
        "page": f"{whole.page}#{position.id}",
        "quote": _line(" […] ".join(s.text for s in position.content)),
        "speaker": _line(speaker) or "a source that is not stated",
    }
    if position.form != "direct":
        fields["reported"] = f": “{_line(position.cue.text)}”" if position.cue else " "
    return Entry(**fields)


def key_of(briefing: Briefing) -> str:
    """The name of the entry in BibTeX: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", briefing.id).strip("-") or briefing.article.sha256[:8]


def cite_pages(briefing: Briefing, settings: Settings) -> Iterator[Page]:
    """The files with all entries of a briefing, one a format."""
    made = list(entries(briefing, settings))
    yield Page(cite_path(briefing.id, "bib"), "\n".join(map(bibtex, made)))
    yield Page(cite_path(briefing.id, "ris"), "\n".join(map(ris, made)))
    data = json.dumps([csl(e) for e in made], ensure_ascii=True, separators=(",", ":"))
    yield Page(cite_path(briefing.id, "csl.json"), data + "\n")


def apa(entry: Entry) -> str:
    """In the style of APA, 7th edition: author, date, title, outlet, address; then where it was read."""
    who = _apa_authors(entry.authors) or entry.outlet
    date = f"({_apa_date(entry.date)})"
    title = f"{entry.title}{'' if entry.title.endswith(('.', '?', '!')) else '.'}"
    start = f"{who.rstrip('.')}. {date}. {title}" if who else f"{title} {date}."
    outlet = f"{entry.outlet.rstrip('.')}." if entry.outlet and who != entry.outlet else ""
    said = f"“{_inner(entry.quote)}” ({entry.said_by})." if entry.quote else ""
    read = f"In {entry.site or 'Briefing'}: {entry.page}"
    return " ".join(filter(None, (start, outlet, entry.url, said, read)))


def _inner(quote: str) -> str:
    """A quotation within quotation marks: its own at the ends are left out, those inside become single."""
    plain = quote.strip('“”"')
    return plain.replace("“", "‘").replace("”", "’")


def _apa_authors(names: tuple[str, ...]) -> str:
    shown = [Author.of(name).apa for name in names]
    return ", & ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _apa_date(date: str) -> str:
    found = _DATE.match(date)
    if not found:
        return "n.d."
    year, month, day = found.groups()
    words = date_shown("-".join(filter(None, (year, month, day)))).split()
    return f"{year}, {' '.join(reversed(words[:-1]))}" if len(words) > 1 else year


def bibtex(entry: Entry) -> str:
    """A BibLaTeX `@online` entry, which BibTeX styles for web pages read too."""
    found = _DATE.match(entry.date)
    values = {
        "author": " and ".join(_bib_author(Author.of(name)) for name in entry.authors),
        "title": f"{{{_tex(entry.title)}}}",
        "organization": _tex(entry.outlet),
        "date": found[0] if found else "",
        "year": found[1] if found else "",
        "url": (entry.url or entry.page).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "abstract": _tex(entry.quote),
        "note": _tex(entry.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in values.items() if value and value != "{}"]
    return "\n".join([f"@online{{{entry.key},", *lines, "}"]) + "\n"


def _bib_author(author: Author) -> str:
    """In braces, which keep BibTeX from taking it apart, where its parts are not known."""
    if not author.family:
        return f"{{{_tex(author.name)}}}"
    return ", ".join(_tex(part) for part in (author.family, author.suffix, author.given) if part)


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in text)


def ris(entry: Entry) -> str:
    """A RIS record: NEWS for an article of an outlet, ELEC for any other."""
    found = _DATE.match(entry.date)
    lines = [("TY", "NEWS" if entry.outlet else "ELEC"), ("ID", entry.key)]
    lines += [("AU", Author.of(name).inverted) for name in entry.authors]
    lines += [("TI", entry.title), ("T2", entry.outlet)]
    if found:
        lines += [("PY", found[1]), ("DA", "/".join(part or "" for part in found.groups()))]
    lines += [("UR", entry.url or entry.page), ("L2", entry.page), ("AB", entry.quote), ("N1", entry.note)]
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"


def csl(entry: Entry) -> dict[str, Any]:
    """A CSL-JSON item; `custom` holds the APA line, for the copy button."""
    found = _DATE.match(entry.date)
    item: dict[str, Any] = {
        "id": entry.key,
        "type": "article-newspaper" if entry.outlet else "webpage",
        "title": entry.title,
        "author": [Author.of(name).csl for name in entry.authors],
        "container-title": entry.outlet,
        "issued": {"date-parts": [[int(p) for p in found.groups() if p]]} if found else None,
        "URL": entry.url or entry.page,
        "abstract": entry.quote,
        "note": entry.note,
        "custom": {"apa": apa(entry)},
    }
    return {name: value for name, value in item.items() if value}


def _line(text: str) -> str:
    return " ".join(clean(text).split())
