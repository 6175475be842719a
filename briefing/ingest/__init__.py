"""A seed file to an `Article`: `find` lists the seeds of a folder, `ingest` reads one.

The way of a seed: its bytes (`source`), by its format to text and what is stated beside it (`text`,
`markdown`, `html`), paragraphs, then what of the text is title, byline, date and furniture.
"""

from __future__ import annotations

from briefing.ingest.seeds import SUFFIXES, find, ingest

__all__ = ["SUFFIXES", "find", "ingest"]
