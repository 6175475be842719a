"""What a stated title is about, in the article's own words."""

from __future__ import annotations

import re

from briefing.language import Reading


def title_terms(reading: Reading) -> set[str]:
    """Lemmas of the title's content words; empty where the title was made of the article's first sentence.

    A title that stands in the text is parsed; of one from front matter the words that the article has are known.
    """
    if reading.headline:
        return {
            t.lemma_.lower() for p in reading.headline for t in p.doc if t.is_alpha and not t.is_stop and len(t) > 2
        }
    title = reading.article.title
    if title.basis == "derived" or not isinstance(title.value, str):
        return set()
    words = set(re.findall(r"\w+", title.value.lower()))
    return {
        t.lemma_.lower()
        for p in reading.paragraphs
        for t in p.doc
        if t.is_alpha and not t.is_stop and len(t) > 2 and not words.isdisjoint((t.lower_, t.lemma_.lower()))
    }
