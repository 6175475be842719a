"""What of a page is in the search, whichever search the site has."""

from __future__ import annotations

import re

# Below such a heading is nothing that is searched. Material makes an entry of it all the same, and half of the
# time until its first answer goes into entries like these.
_EMPTY = re.compile(r"(<h2 id=\"[^\"]*\")(>(?:(?!</h2>).)*</h2>\s*<\w+ [^<>]*data-search-exclude[\s=>])", re.S)


def without_empty_sections(html: str) -> str:
    """The content of one of our pages, with those headings left out of the search that have nothing to find."""
    return _EMPTY.sub(r"\1 data-search-exclude\2", html)
