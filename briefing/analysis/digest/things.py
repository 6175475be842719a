"""Names that are nobody's and can be topics: a programme, a work, a law, a movement; not a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefing.analysis.actors.mention import NameMention
from briefing.lexicon import countries, words

# Named things count as compounds do (see `phrases`).
_WORTH = 1.7
_LEAST_WORDS = 2


def named_things(things: Iterable[NameMention]) -> Iterator[tuple[NameMention, float]]:
    """The mentions of names of several words that are no place's, each with how good a topic it is."""
    by_key: dict[str, list[NameMention]] = defaultdict(list)
    for m in things:
        doc = m.paragraph.doc
        team = doc[m.last].tag_ in ("NNPS", "NNS")  # "Ricoh Black Rams"
        cut = team or (m.last + 1 < len(doc) and doc[m.last + 1].lower_ == "of")  # "Harbour Man of the Match"
        if not cut and m.last - m.first + 1 >= _LEAST_WORDS and len(doc[m.last]) > 1:
            by_key[m.key].append(m)
    for key, mentions in by_key.items():
        if key.split()[-1].removesuffix("s") in words("people", "roles"):
            continue  # "Presidential Candidates"
        if not any(c.isdigit() for c in key) and not _shouted(mentions) and not _place(key, mentions):
            yield from ((m, _WORTH) for m in mentions)


def _shouted(mentions: list[NameMention]) -> bool:
    """Whether it stands in capitals throughout, as a crosshead does."""
    return all(m.text.isupper() for m in mentions)


def _place(key: str, mentions: list[NameMention]) -> bool:
    *before, last = key.split()
    known = words("places", "cities") | words("places", "regions") | words("names", "regions") | countries.capitals()
    if key in known or countries.code_of(key) or {last, last.removesuffix("s")} & words("topics", "places"):
        return True
    if last in known and all(countries.code_of(w) for w in before):
        return True  # "U.S. Pacific"
    where = sum(m.signs["where"] for m in mentions)
    labels = [m.label for m in mentions]
    return 2 * where >= len(mentions) or 2 * sum(x in ("GPE", "LOC", "FAC") for x in labels) > len(labels)
