"""What kind a file is: by its name where it has one, by what the server says, and by its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePath

from briefing.add import feed
from briefing.errors import FetchError, SeedError

SUFFIXES = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "eml",
    ".md": "md", ".markdown": "md", ".txt": "txt", ".text": "txt", ".xml": "feed", ".rss": "feed", ".atom": "feed",
}  # fmt: skip
# Kinds that come close, and what to do with them.
NEARLY = {
    ".doc": "open it and save it as .docx", ".docm": "save it as .docx, which has no macros",
    ".dotm": "save it as .docx, which has no macros", ".odt": "save it as .docx", ".rtf": "save it as .docx",
    ".pages": "export it as .docx", ".msg": "save it as .eml", ".mbox": "save each mail as .eml",
    ".mht": "save the page as .html", ".mhtml": "save the page as .html", ".webarchive": "save the page as .html",
    ".epub": "save the article as .html", ".jpg": "have its text recognised first (OCR)",
    ".png": "have its text recognised first (OCR)", ".tif": "have its text recognised first (OCR)",
    ".zip": "unpack it, and add the folder",
}  # fmt: skip
_TYPES = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "application/x-pdf": "pdf",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed",
    "application/xml": "feed", "text/xml": "feed", "text/plain": "txt", "text/markdown": "md",
    "message/rfc822": "eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/force-download")
_KNOWN = ", ".join(sorted(SUFFIXES))
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I)


def of_file(name: str, data: bytes, where: str) -> str:
    """The kind of a file, one of the values of SUFFIXES. Raises SeedError for one that is not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        mend = NEARLY.get(suffix, f"save it as one of {_KNOWN}")
        raise SeedError(where, "is not a kind of file that is read", mend)
    if SUFFIXES[suffix] == "feed" and not feed.is_feed(data):
        if _HTML.search(data[:4096]):
            return "html"
        raise SeedError(where, "is XML, but no feed", "give an RSS or Atom feed")
    return SUFFIXES[suffix]


def of_page(content_type: str, url: str, data: bytes, where: str) -> str:
    """The kind of what a server sent. Raises FetchError for what is not read."""
    kind = _TYPES.get(content_type)
    if kind is None and content_type in _UNTOLD:
        kind = _by_bytes(data) or SUFFIXES.get(PurePath(url.partition("?")[0]).suffix.lower())
    if kind in ("txt", "md") and (told := _by_bytes(data)):
        kind = told
    if kind in ("feed", "html") and feed.is_feed(data):
        return "feed"
    if kind == "feed":
        kind = "html" if _HTML.search(data[:4096]) else None
    if kind is None:
        trouble = f"is {content_type or 'of an unknown kind'}, not an article"
        raise FetchError(where, trouble, "give the address of a page, a feed, a PDF, Word or text file")
    return kind


def _by_bytes(data: bytes) -> str | None:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if feed.is_feed(data):
        return "feed"
    return "html" if _HTML.match(head) else None


def is_read(name: str) -> bool:
    """Whether a file of this name in a folder is one to add."""
    return PurePath(name).suffix.lower() in SUFFIXES
