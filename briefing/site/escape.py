"""Article words on a Markdown page, as text whatever they hold.

Between an article and the reader lie Markdown with the extensions a site switched on, perhaps a macro
plugin that runs Jinja over the page, and HTML. All of them look for punctuation, so none is left: every ASCII
character that is not a letter, a digit, a space, a full stop or a comma is written as a numeric entity.
"""

from __future__ import annotations

import html
import re

from markupsafe import Markup

_RISKY = re.compile(r"[^0-9A-Za-z .,\u00a0-\U0010ffff]")
# What HTML cannot hold: control characters, lone surrogates, noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")

# Look-alikes for a title outside the page's body. Themes print it raw, with `| e`, or with `| striptags`,
# which turns entities back into tags: no escaping is right everywhere.
_TITLE = str.maketrans({"<": "‹", ">": "›", "{": "｛", "}": "｝", "\\": "＼"})
# Readers of entities do without the semicolon: "&lt/title&gt" ends a title too.
_MAYBE_ENTITY = re.compile(r"&[^\s&<]+")


def clean(text: str) -> str:
    """`text` with what no page can hold shown as �, line ends as newlines, bidirectional controls closed."""
    text = _UNPRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return _balanced(text) if _BIDI.search(text) else text


def encode(text: object) -> Markup:
    """`text` for the body or an attribute of a raw HTML block on a Markdown page."""
    return Markup(_RISKY.sub(lambda m: f"&#{ord(m[0])};", clean(str(text))))


def plain_title(text: str) -> str:
    """`text` on one line for front matter: no markup, entity or macro can be made of it in any theme."""
    line = " ".join(_BIDI.sub("", clean(text)).split())
    line = _MAYBE_ENTITY.sub(_no_entity, line.translate(_TITLE))
    line = re.sub(r'(?<![^\s(\[“‘])"', "“", line)
    return line.replace('"', "”")


def _no_entity(found: re.Match[str]) -> str:
    return found[0] if html.unescape(found[0]) == found[0] else f"＆{found[0][1:]}"


def quoted(text: str) -> str:
    """A YAML string of `text`, which must have been through `plain_title`."""
    assert not _UNPRINTABLE.search(text) and '"' not in text and "\\" not in text and "\n" not in text
    return f'"{text}"'


def _balanced(text: str) -> str:
    """Close what is open and drop what closes nothing, so that no override reaches beyond these words."""
    open_: list[str] = []
    out: list[str] = []
    for char in text:
        if char in "\u202a\u202b\u202d\u202e":
            open_.append("\u202c")
        elif char in "\u2066\u2067\u2068":
            open_.append("\u2069")
        elif char == "\u202c":
            if not open_ or open_[-1] != char:
                continue
            open_.pop()
        elif char == "\u2069":
            if char not in open_:
                continue
            while (closing := open_.pop()) != char:
                out.append(closing)
        out.append(char)
    return "".join(out + open_[::-1])
