"""A standfirst for an article that states none: a clause of the summary's first sentence that stands by itself."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analysis.digest.standing import Standing
from briefing.ingest.title import derive, ends_clause
from briefing.language import ParsedSentence, Reading
from briefing.model import Field, Span

# What a card shows at most; search results show its beginning.
_LONGEST = 240


def standfirst_of(reading: Reading, chosen: Sequence[ParsedSentence], standing: Standing) -> Field:
    """The stated standfirst, else one derived; unknown where no sentence gives a short enough clause.

    The clause is cut as a derived title is. It is another sentence than the one the title was made of.
    """
    article = reading.article
    if article.standfirst.basis != "unknown":
        return article.standfirst
    title = article.title.spans if article.title.basis == "derived" else ()
    for s in chosen:
        if any(t.start < s.end and s.start < t.end for t in title) or not standing.clear(s):
            continue
        found = derive(reading.text, [(s.start, s.end)])
        if found and not ends_clause(reading.text, found[0], found[1], s.end):
            found = s.start, s.start + len(reading.text[s.start : s.end].rstrip(" ."))
        if found and found[0] >= s.start and found[1] - found[0] <= _LONGEST:
            span = Span.of(reading.text, *found)
            return Field(" ".join(span.text.split()), "derived", (span,))
    return article.standfirst
