"""Mail: a saved page attached to it, or else its own words; the headers say who sent it, and when.

The day that a mail was sent and its sender are the article's date and byline only where the mail was not
forwarded: then they are the forwarder's, and the article's own are looked for in its text.
"""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

from briefing.add import markup, page
from briefing.add.draft import Draft, of_lines, tidy
from briefing.errors import SeedError
from briefing.ingest import dates, paragraphs
from briefing.ingest.raw import Given

MOST_PARTS, MOST_HEADER = 200, 2_000
# A mail's own words of this many are more than the note that comes with an attachment.
NOTE_WORDS = 150

_PASSED_ON = re.compile(r"\s*(?:(?:fwd?|wg|re|aw|tr)\s*:\s*|\[[^\]\n]{1,40}\]\s*)+", re.I)
_FORWARDED = re.compile(r"\s*(?:\[[^\]]*\]\s*)?(?:fwd?|wg|tr)\s*:", re.I)
_SIGNATURE = re.compile(r"^-- ?$.*\Z", re.M | re.S)
# "Fri, 21 Aug 2015 09:30:00 +0900 (KST)": the remark is none of the date.
_REMARK = re.compile(r"\s*\([^)]*\)\s*$")


def read(data: bytes, where: str) -> Draft:
    """The draft of an EML file's bytes. Raises SeedError."""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        parts = _parts(message)
        given = _headers(message)
    except SeedError:
        raise
    except Exception as error:  # the standard library's parser stumbles in many ways over broken mail
        raise SeedError(where, f"is a mail that cannot be read ({type(error).__name__})", _SAVE) from None
    if not any(message.get(h) for h in ("From", "Subject", "Date", "Received")):
        raise SeedError(where, "is no mail: it has no headers", _SAVE)
    own, plain = _inline(parts)
    if len((own.text if own else plain).split()) < NOTE_WORDS and (attached := _attached(parts, where)):
        return _beside(attached, given)
    if own and own.text:
        return replace(own, given=_with_title(own.given, given))
    if plain.strip():
        lines = [" ".join(plain[b.start : b.end].split()) for b in paragraphs.find(plain)]
        return of_lines([(0, line) for line in lines], given)
    raise SeedError(where, "is a mail without words", "is its text in an attachment of another kind? Add that file")


_SAVE = "save it anew from your mail program, as .eml"


def _parts(message: EmailMessage) -> list[tuple[EmailMessage, bool]]:
    """The parts that are text, each with whether it is an attachment."""
    found = []
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            break
        if isinstance(part, EmailMessage) and part.get_content_maintype() == "text":
            found.append((part, part.is_attachment() or bool(part.get_filename())))
    return found


def _headers(message: EmailMessage) -> Given:
    subject = tidy(str(message.get("Subject", ""))[:MOST_HEADER])
    forwarded = bool(_FORWARDED.match(subject))
    title = _PASSED_ON.sub("", subject, 1) if _PASSED_ON.match(subject) else subject
    if forwarded:
        return Given(title=title or None)
    name = tidy(parseaddr(str(message.get("From", ""))[:MOST_HEADER])[0])
    stated = _REMARK.sub("", str(message.get("Date", ""))[:200])
    return Given(
        title=title or None,
        bylines=(name,) if name and "@" not in name else (),
        published=dates.whole(stated) if stated else None,
    )


def _content(part: EmailMessage) -> str:
    try:
        found = part.get_content()
    except (LookupError, UnicodeError, ValueError, KeyError):  # an encoding that nobody knows
        payload = part.get_payload(decode=True)
        found = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return found if isinstance(found, str) else ""


def _inline(parts: list[tuple[EmailMessage, bool]]) -> tuple[Draft | None, str]:
    """The mail's own words: as HTML, if it has some, and as plain text."""
    own = [p for p, attached in parts if not attached]
    rich = next((p for p in own if p.get_content_subtype() == "html"), None)
    plain = next((p for p in own if p.get_content_subtype() == "plain"), None)
    words = _SIGNATURE.sub("", _content(plain).replace("\r\n", "\n")) if plain is not None else ""
    return (of_lines(markup.lines(_content(rich)), Given()) if rich is not None else None), words


def _attached(parts: list[tuple[EmailMessage, bool]], where: str) -> Draft | None:
    """The first attached page that has an article."""
    for part, attached in parts:
        if attached and part.get_content_subtype() == "html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload:
                try:
                    return page.read(payload, where, part.get_content_charset())
                except SeedError:
                    continue
    return None


def _beside(attached: Draft, mail: Given) -> Draft:
    """An attached page's own facts count; the mail gives a title where it has none."""
    return replace(attached, given=replace(attached.given, title=attached.given.title or mail.title))


def _with_title(own: Given, mail: Given) -> Given:
    """The mail's facts; its own first heading is the title if the mail has no subject."""
    return replace(mail, title=mail.title or own.title)
