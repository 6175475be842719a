"""A seed file to an `Article`: `find` lists the seeds of a folder, `ingest` reads one,
`read` its bytes.

The way of a seed (`seeds`): its bytes become text and what is stated beside it (`text`, `markdown`, `html`),
the text becomes paragraphs, and these become headline, byline, date and furniture on one side, the body on
the other (`layout`).
"""

from __future__ import annotations

from briefing.ingest.seeds import SUFFIXES, find, ingest, read

__all__ = ["SUFFIXES", "find", "ingest", "read"]
