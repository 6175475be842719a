"""Links to the original article that open at the quoted words, by text fragments.

https://wicg.github.io/scroll-to-text-fragment/: `#:~:text=start,end`, each part percent-encoded, the hyphen, comma
and ampersand too since they mean something there. A browser that does not know them opens the page at its top.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag

from briefing.model import Briefing, Position, Span
from briefing.site.links import safe_url

# A longer stretch is given by its first and last words: an address has to stay short, and a page may break a long
# stretch by a picture or an advertisement.
WHOLE_WORDS = 8
END_WORDS = 4
# Browsers look for whole words, so that marks at either end only make it harder to find them.
_EDGE = " \t\n\r\"'“”‘’«»„.,;:!?()[]…–—-"


def fragment(words: str) -> str:
    """The directive for one stretch of words, or nothing where there is no word."""
    # Each part within one paragraph: browsers find no words across the end of one.
    paragraphs = [p.split() for p in words.split("\n") if re.search(r"\w", p)]
    if not paragraphs:
        return ""
    first, last = paragraphs[0], paragraphs[-1]
    if len(paragraphs) == 1 and len(first) <= WHOLE_WORDS:
        return f"text={_encoded(first)}"
    start, end = _encoded(first[:END_WORDS]), _encoded(last[-END_WORDS:])
    return f"text={start},{end}" if start and end else ""


def original_link(briefing: Briefing, spans: tuple[Span, ...]) -> str | None:
    """The article's address, opening at the first of the spans; None where the address is not known."""
    url = safe_url(briefing.article.url.value)
    if url is None:
        return None
    base, own = urldefrag(url)
    directives = [d for d in (fragment(span.text) for span in spans[:2]) if d]
    return f"{base}#{own}:~:{'&'.join(directives)}" if directives else url


def statement_link(briefing: Briefing, position: Position) -> str | None:
    """The article's address, opening at the statement's words."""
    return original_link(briefing, position.content)


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words).strip(_EDGE), safe="", errors="replace").replace("-", "%2D")
