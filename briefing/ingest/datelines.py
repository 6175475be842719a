"""Datelines: the town, and often the day and the agency, that a report's first paragraph opens with."""

from __future__ import annotations

import re

from briefing.ingest.words import MONTH, WEEKDAY

_CITY_CAPS = r"[A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’-]*){0,4}"
_CITY = r"[A-Z][\w.'’-]+(?:[ /-](?:(?:de|of|el|la|le|al|the|upon)[ -])?[A-Z][\w.'’-]+){0,3}"
_REGION = r"(?:,\s*[A-Z][\w.'’ -]{1,30}){0,2}"
_A_DAY = rf"(?:(?:on\s+)?{MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{MONTH}(?:\s+\d{{4}})?|{WEEKDAY})"
_DAY = rf"(?:,?\s*{_A_DAY})?"
_AGENCY = r"\s*\((?P<agency>[A-Z][\w .&'’/-]{1,40})\)"
_DASH = r"\s*(?:—|–|--|-(?=\s)|―)\s*"
_OPENS = r"(?=[A-Z\d\"“‘'$£€])"
_FORMS = tuple(
    re.compile(r"\s*" + form)
    for form in (
        rf"(?:{_CITY_CAPS}|{_CITY}){_REGION}{_DAY}(?:{_DASH})?{_AGENCY}{_DASH}(?=\S)",  # SEOUL (AP) — …
        rf"{_AGENCY}(?:{_DASH}|\s*){_OPENS}",  # (Reuters) - …
        rf"{_CITY}{_REGION}{_DAY}\s*\((?P<agency>[A-Z]{{2,8}})\)\s*{_OPENS}",  # Hong Kong (CNN)Six people …
        rf"{_CITY_CAPS}{_REGION}{_DAY}{_DASH}{_OPENS}",  # DES MOINES, Iowa — …
        rf"{_CITY}{_REGION},?\s+{_A_DAY}{_DASH}{_OPENS}",  # Seoul, July 12 — …
    )
)
# NEW DELHI: …, only where no other paragraph has that form, since a transcript's paragraphs do.
_COLON = re.compile(rf"\s*(?=[A-Z]{{4}}|[A-Z]+ [A-Z]){_CITY_CAPS}{_REGION}{_DAY}:\s+{_OPENS}")
# Cleveland — Donald Trump …
_PLAIN_CITY = re.compile(rf"\s*{_CITY}{_REGION}\s+[—–]\s+{_OPENS}")
# Words that stand in capitals before a dash and are no town.
_LABEL = re.compile(
    r"\s*(?:EXCLUSIVE|BREAKING|UPDATED?|ANALYSIS|OPINION|WATCH|VIDEO|LISTEN|READ|REPORT|COMMENT|LIVE|REVIEW"
    r"|EDITORIAL|INTERVIEW|FEATURE|NEWS|ALERT|POLL|FACT CHECK|CORRECTION|NOTE|SPECIAL REPORT|EXPLAINER|BRIEF"
    r"|WANTED|LOOK|BYLINE|MORE|SEE|RELATED|PHOTOS?|Q|A|AP|EDS?)\b",
    re.I,
)


def read(line: str, speakers: bool) -> tuple[int, tuple[int, int] | None] | None:
    """Where the dateline at the start of a first paragraph ends, and where its agency's name stands.

    `speakers` says that other paragraphs begin "NAME:", as in a transcript.
    """
    if _LABEL.match(line):
        return None
    for form in _FORMS:
        if m := form.match(line):
            return m.end(), m.span("agency") if "agency" in form.groupindex else None
    if not speakers and (m := _COLON.match(line)):
        return m.end(), None
    if (m := _PLAIN_CITY.match(line)) and not re.search(r"[—–]", re.split(r"[.!?]\s", line[m.end() :])[0]):
        return m.end(), None
    return None
