"""What was found and mended, each as small as it can be shown."""

from __future__ import annotations

import logging
from html import unescape
from pathlib import Path

import pytest
from building import make, project
from markupsafe import Markup

from briefing.errors import ReviewError
from briefing.review.schema import read
from briefing.site.escape import plain_title
from briefing.site.links import safe_url
from security.fuzz import _pages
from security.shapes import Seen


@pytest.mark.parametrize(
    "title",
    [
        "&lt/title&gt&ltscript&gtalert(1)&lt/script&gt",
        "&#60/title&#62&#60script&#62alert(1)",
        "&#x3c/title&#x3e&#x3Cimg src=x onerror=alert(1)&#x3E",
        "&LT/title&GT&amp;lt;b&amp;gt;",
        "&lt;/title&gt;&lt;script&gt;",
    ],
)
def test_no_entity_of_a_title_becomes_a_tag(title: str) -> None:
    """Material prints titles with `| striptags`, which makes signs of entities, with a semicolon or without."""
    assert "<" not in Markup(plain_title(title)).striptags()


@pytest.mark.parametrize("title", ["AT&T", "Q&A", "R&D & more", "Marks & Spencer", "A&&B"])
def test_an_ampersand_stays_one(title: str) -> None:
    assert plain_title(title) == title


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/\nUR  - javascript:alert(1)", "https://example.org/\x85x", "https://example.org/\u2028x",
        "https://example.org/ x", "https://example.org/\u202egro", "https://example.org/\"x", "javascript://example.org/",
        "//example.org/", "https:example.org", "https://", "https://exa\ud800mple.org/", "https://example.org/\x9bx",
    ],
)  # fmt: skip
def test_what_is_no_link(url: str, tmp_path: Path) -> None:
    assert safe_url(url) is None
    path = tmp_path / "a.review.yaml"
    path.write_bytes(b"set:\n  url: " + json_of(url) + b"\n")
    with pytest.raises(ReviewError):
        read(path)


def json_of(text: str) -> bytes:
    return ('"' + "".join(c if c.isalnum() else f"\\u{ord(c):04x}" for c in text) + '"').encode("ascii")


def test_no_log_line_steers_a_terminal(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Unknown keys, names of files and wrong decisions come into the log as written, but for control signs."""
    key = '"a\\e]0;pwned\\a\\u009b31m\\u202eb"'
    files = {
        "seeds/one\x1b[2J.md": f"---\ntitle: x\n{key}: x\n---\nThe mayor spoke.\n",
        "book.review.yaml": f"topics:\n  - name: {key}\n    rename: x\n",
    }
    folder = project(tmp_path, files)
    with caplog.at_level(logging.INFO), pytest.raises(Exception, match="warnings in strict mode"):
        make(folder)
    told = "\n".join(caplog.messages)
    assert "is not known" in told and "pwned" in told
    assert not [c for c in told if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c == "\u202e"]


def test_no_tooltip_is_markup() -> None:
    """Material's `content.tooltips` puts what a `title` attribute says into the page as HTML."""
    values = [
        attributes["title"]
        for _, html in _pages(("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"))
        for _, attributes in Seen(html).elements
        if "title" in attributes
    ]
    assert any("onerror" in value for value in values)
    assert not [value for value in values if "<" in unescape(value)]
