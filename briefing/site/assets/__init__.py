"""The styles and the script of the pages."""

from __future__ import annotations

from importlib.resources import files

_HERE = files("briefing.site.assets")

ASSETS = (
    ("assets/briefing.css", _HERE / "briefing.css"),
    ("assets/briefing.js", _HERE / "briefing.js"),
)
"""Where the pages expect them, and what is to stand there."""
SEARCH_ASSETS = (
    ("assets/briefing-search.css", _HERE / "search.css"),
    ("assets/briefing-search.js", _HERE / "search.js"),
)
"""The same, where Pagefind makes the search."""
