"""One type for a name over all its mentions, and whether what is left can be a participant at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.analysis.actors.chunks import is_given
from briefing.analysis.actors.mention import NameMention
from briefing.lexicon import countries, words

# From this count on the signs of an organisation do not come from the recogniser alone.
LEXICAL = 3


def types_of(by_key: Mapping[str, list[NameMention]]) -> dict[str, str]:
    """The type of each name: person, organisation, country, group, place or thing."""
    signs = {k: sum((m.signs for m in ms), Counter()) for k, ms in by_key.items()}
    for key in by_key:
        tokens = key.split()
        # "Chalobah" beside "Trevoh Chalobah": persons are called by their last word alone, bodies seldom.
        if 2 <= len(tokens) <= 3 and tokens[-1] in by_key and not _kind_word(tokens[-1]):
            signs[key]["person"] += 4
            signs[key]["short"] += 1
    return {k: _type(k, ms, signs[k]) for k, ms in by_key.items()}


def _kind_word(word: str) -> bool:
    """Whether the word says by itself what a name is ("Council", "Bridge"), or is another name."""
    if countries.code_of(word) or countries.is_demonym(word) or word.removesuffix("s") in words("common", "common"):
        return True
    lists = (("names", "organisations"), ("names", "things"), ("bodies", "words"), ("bodies", "known"))
    return any(
        word in words(*k)
        for k in (*lists, ("bodies", "never"), ("common", "common"), ("places", "cities"), ("places", "regions"))
    )


def _type(key: str, mentions: Sequence[NameMention], signs: Counter[str]) -> str:
    text = mentions[0].text
    if signs["country"] and not (signs["given"] and signs["person"] > 2 * len(mentions)):
        return "country"
    if key in words("bodies", "never") or (" " not in key and key in words("bodies", "words")):
        return "thing"
    if key in words("names", "parts"):
        return "place"
    score = {t: signs[t] for t in ("person", "organisation", "place", "thing", "group")}
    tokens = key.split()
    if signs["speaks"]:
        score["thing"] -= 2 * signs["speaks"]
        score["place"] -= signs["speaks"]
    if len(tokens) == 1 and text.isupper() and len(text) >= 2 and score["person"] <= 2 * len(mentions):
        score["organisation"] += 2 + score["person"]
        score["person"] = 0
    if not any(score.values()):
        return "thing"
    guessed = signs["person"] <= signs["guessed person"]
    if len(tokens) == 1 and guessed and not signs["speaks"] and not signs["given"]:
        # One word that only the recogniser takes for a person, often a product; a short form of a full name is
        # joined to it all the same.
        score["organisation"] += score["person"] if signs["on"] or any(m.subject for m in mentions) else 0
        score["thing"] += score["person"]
        score["person"] = 0
    elif len(tokens) == 1 and guessed and signs["the"]:
        score["person"] = 0  # "the Bill"
    elif len(tokens) > 1 and guessed and not signs["speaks"] and _common(tokens):
        score["thing"] += score["person"]  # "Ames Straw Poll", "Military Industrial Complex"
        score["person"] = 0
    best = max(score, key=lambda t: (score[t], t))
    if best == "place" and signs["the"] and not signs["where"] and not _a_place(key):
        best = "organisation"  # "told the Hankyoreh": places other than countries take no article
    if best == "place" and not _a_place(key) and sum(m.acts for m in mentions) < 2:
        return "thing"
    if best == "organisation" and not _stands(tokens, mentions, signs):
        return "thing"
    return best


def _common(tokens: Sequence[str]) -> bool:
    return not is_given(tokens[0].capitalize()) and any(t in words("common", "common") for t in tokens)


def _a_place(key: str) -> bool:
    return key in words("places", "cities") or key in words("places", "regions")


def _stands(tokens: Sequence[str], mentions: Sequence[NameMention], signs: Counter[str]) -> bool:
    """Whether more than the recogniser's guess makes it a body: its words, what is said of it, what it does."""
    if signs["on"] == len(mentions):
        return False  # "wrote on Twitter"
    if signs["known"] or signs["organisation"] - _guessed(mentions) >= LEXICAL or signs["employs"] or signs["speaks"]:
        return True
    if any(m.acts for m in mentions):
        return True
    if len(tokens) == 1 and mentions[0].text.isupper() and len(tokens[0]) >= 3:
        return True
    return len(mentions) > 2 and any(m.subject for m in mentions)


def _guessed(mentions: Sequence[NameMention]) -> int:
    return sum(2 for m in mentions if m.label == "ORG")
