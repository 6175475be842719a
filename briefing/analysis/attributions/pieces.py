"""Which pieces of a content belong to its reporting word, where the tagger's links reach into other paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analysis.attributions.attribution import Offsets
from briefing.analysis.attributions.quotes import Quotation, covered
from briefing.language import Reading

_MARKS = "\"“”‘’'"


def at_home(
    reading: Reading, quotations: Sequence[Quotation], content: tuple[Offsets, ...], word: Offsets | None
) -> tuple[Offsets, ...]:
    """The content without pieces in other paragraphs than the reporting word that nothing marks as said: no quotation,
    and no list behind a colon ("She also said:")."""
    if word is None:
        return content
    text, home = reading.text, reading.paragraph_at(word[0])
    ends = reading.paragraphs[home].end if home >= 0 else word[1]
    colon = text[word[1] : ends].rstrip().endswith(":") or text[word[0] : word[1]].endswith(":")
    quoted = [any(mark in text[start:end] for mark in _MARKS) for start, end in content]
    kept = []
    for (start, end), marked in zip(content, quoted, strict=True):
        here = reading.paragraph_at(start)
        goes_on = here > home and (colon or any(quoted))  # a list, or a quotation that somebody forgot to close
        if here == home or goes_on or marked or covered(quotations, text, start, end):
            kept.append((start, end))
    return tuple(kept)
