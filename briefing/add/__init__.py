"""`briefing add`: pages, feeds and files from elsewhere become seeds.

The way of an article: it is fetched or read (`fetch`, `kinds`), a door takes it apart (`page`, `feed`, `pdf`,
`docx`, `eml`, `textfile`) and hands on a `draft`, it is compared with what is there (`same`), and written
(`write`). `adding` has the order. Only what is named on the command line, and the items of a feed, is fetched.
"""

from __future__ import annotations

from briefing.add.adding import Adder, Outcome
from briefing.add.fetch import Limits

__all__ = ["Adder", "Limits", "Outcome"]
