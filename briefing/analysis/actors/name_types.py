"""One type for a name over all its mentions, and whether what is left can be a participant at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.analysis.actors.chunks import is_given
from briefing.analysis.actors.mention import NameMention
from briefing.lexicon import countries, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

SURELY_THING = 12
# From this count on the signs of an organisation do not come from the recogniser alone.
LEXICAL = 3
# Which of two types with equal signs it is: the first here; a name that does something, and one that does not.
_ACTING = ("person", "thing", "place", "organisation", "group")
_IDLE = ("thing", "place", "person", "organisation", "group")
# In so many sentences a name of one word must act to be a person's.
_DEEDS = 2
# Weight of seeing the name in small letters elsewhere in the article, and the longest name looked up so.
_SMALL, _SMALL_WORDS = 8, 3


def small_words(docs: Iterable[Doc]) -> set[str]:
    """Runs of one to three words that an article has in small letters: "birthright citizenship" is no name."""
    out: set[str] = set()
    for doc in docs:
        texts = [t.text if t.is_lower and t.is_alpha else "" for t in doc]
        for i in range(len(texts)):
            for end in range(i + 1, min(i + _SMALL_WORDS, len(texts)) + 1):
                if not texts[end - 1]:
                    break
                out.add(" ".join(texts[i:end]))
    return out


def types_of(by_key: Mapping[str, list[NameMention]], small: Collection[str] = ()) -> dict[str, str]:
    """The type of each name: person, organisation, country, group, place or thing. `small`: see `small_words`."""
    signs = {k: sum((m.signs for m in ms), Counter()) for k, ms in by_key.items()}
    terms = {"".join(w[0] for w in ws) for run in small if len(ws := run.split()) == _SMALL_WORDS and _long(ws)}
    storms = {k.split()[-1] for k in by_key if _opens_as_thing(k.split())}
    for key in by_key:
        s = signs[key]
        sure = s["known"] or s["country"] or s["speaks"] or s["given"] or _body(key)
        upper = by_key[key][0].text.isupper()
        if not sure and (key in terms and not s["employs"] if upper else key in small):
            s["thing"] += _SMALL  # "IDD" where "iodine deficiency disorders" are named
    for key in by_key:
        tokens = key.split()
        # "Chalobah" beside "Trevoh Chalobah": persons are called by their last word alone, bodies seldom.
        capitals = by_key[key][0].text.split()[0]  # "UBC Kelowna" is no person
        opens = not (len(capitals) > 2 and capitals.isalpha() and capitals.isupper())
        place = _a_place(tokens[0]) or countries.is_demonym(capitals) or countries.code_of(capitals) is not None
        opens = opens and not place and not _plural(by_key[key])  # nor "London Wasps"
        if 2 <= len(tokens) <= 3 and opens and tokens[-1] in by_key and not _kind_word(tokens[-1]):
            signs[key]["person"] += 4
            signs[key]["short"] += 1
    types = {k: _type(k, ms, signs[k]) for k, ms in by_key.items()}
    # "Ida" where "Hurricane Ida" is named
    return types | {k: "thing" for k in storms if k in by_key and not any(m.title for m in by_key[k])}


def _long(ws: Sequence[str]) -> bool:
    """Whether none of the words is one of the small ones that tie others."""
    return all(len(w) > _SMALL_WORDS for w in ws)


def _body(key: str) -> bool:
    return key.split()[-1] in words("names", "organisations")


def _kind_word(word: str) -> bool:
    """Whether the word says by itself what a name is ("Council", "Bridge"), or is another name."""
    if (
        word in words("names", "parts")
        or countries.code_of(word)
        or countries.is_demonym(word)
        or word.removesuffix("s") in words("common", "common")
    ):
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
    if key.removesuffix("s") in words("names", "peoples"):
        return "group"
    if signs["worn"] and 2 * signs["worn"] >= len(mentions) and not signs["speaks"]:
        return "thing"  # "a Moss & Hale gown", "wore Halden"
    if signs["house"] and 2 * signs["house"] >= len(mentions) and not signs["speaks"]:
        return "organisation"  # "the Ada Moss clinic"
    if signs["quoted"] and not (signs["speaks"] or any(m.acts for m in mentions)):
        return "thing"  # 'her album "The Hollow Department"'
    if text.endswith("s") and countries.is_demonym(text.removesuffix("s")):
        return "group"
    score = {t: signs[t] for t in ("person", "organisation", "place", "thing", "group")}
    tokens = key.split()
    if signs["speaks"]:
        score["thing"] -= 2 * signs["speaks"]
        score["place"] -= signs["speaks"]
    if len(tokens) == 1 and text.isupper() and len(text) >= 2 and score["person"] <= 2 * len(mentions):
        score["organisation"] += 2 + score["person"]
        score["person"] = 0
    if signs["employs"] > 1 and signs["organisation"] and not _a_place(key) and not _common(tokens):
        score["organisation"] += 2 * signs["employs"]  # "Scientology officials", "a Scientology attorney"
    if len(tokens) == 1 and not signs["known"] and _bare_word(key, mentions, signs):
        return "thing"
    if len(tokens) == 1 and not signs["known"] and any(_in_office(m) for m in mentions):
        score["organisation"] -= _guessed(mentions)  # "President Moss": whatever the recogniser makes of "Moss"
    if any(c.isdigit() for c in key):
        score["organisation"] += score["person"]  # "Local 90"
        score["person"] = 0
    if _opens_as_thing(tokens):
        score["thing"] += SURELY_THING
    if len(tokens) > 1 and signs["employs"] and _plural(mentions):
        score["organisation"] += 2 * LEXICAL  # "the London Wasps captain"
    if not any(score.values()):
        return "thing"
    guessed = signs["person"] <= signs["guessed person"]
    personal = signs["speaks"] or signs["given"] or (signs["person"] and signs["human"] > 1)
    if len(tokens) == 1 and guessed and not personal and not _does_much(mentions):
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
    elif len(tokens) > 1 and guessed and not signs["given"] and (_common(tokens) or _plural(mentions)):
        score["organisation"] += score["person"]  # "Redwood Wasps said", "Ridge Street Kitchens"
        score["person"] = 0
    order = _ACTING if any(m.acts for m in mentions) else _IDLE
    best = max(order, key=lambda t: score[t])
    if score[best] <= 0:
        return "person" if signs["speaks"] else "thing"
    if best in ("place", "person") and signs["body"] and not (_a_place(key) or signs["given"]):
        return "organisation"  # "Etlaq, the company behind it", "the charity Wren Moor"
    if best == "place" and signs["the"] and not signs["where"] and not _a_place(key):
        best = "organisation"  # "told the Hankyoreh": places other than countries take no article
    if best == "place" and not _a_place(key) and sum(m.acts for m in mentions) < 2:
        return "thing"
    if best == "organisation" and not _stands(tokens, mentions, signs):
        return "thing"
    return best


def _bare_word(key: str, mentions: Sequence[NameMention], signs: Counter[str]) -> bool:
    """Whether a capital is all that makes a name of a word for bodies: "One Country, Two Systems"."""
    acts = any(m.acts for m in mentions) or signs["speaks"] or signs["employs"] or signs["guessed person"]
    return _body(key) and not signs["the"] and not acts


def _in_office(m: NameMention) -> bool:
    """Whether a title in capitals stands before the name."""
    return m.title is not None and m.paragraph.doc.text[m.title[0] - m.paragraph.start].isupper()


def _does_much(mentions: Sequence[NameMention]) -> bool:
    """Whether a word that is always taken for a person acts in a third of its sentences, and in two of them: a person
    who is so known that nobody gives the full name, rather than a product."""
    acts = sum(m.acts for m in mentions)
    return acts >= _DEEDS and 3 * acts >= len(mentions) and all(m.label == "PERSON" for m in mentions)


def _opens_as_thing(tokens: Sequence[str]) -> bool:
    """Whether the first words say that a name is a thing's: "Hurricane Ida", "Lake Erie", "Flight 370"."""
    firsts = words("names", "thing_firsts")
    return len(tokens) > 1 and (tokens[0] in firsts or any(" ".join(tokens[:n]) in firsts for n in (2, 3, 4)))


def _plural(mentions: Sequence[NameMention]) -> bool:
    """Whether the last word is a plural by the tagger most times, as of a club: "London Wasps"."""
    tags = [m.paragraph.doc[m.last].tag_ for m in mentions]
    return 2 * sum(t in ("NNPS", "NNS") for t in tags) > len(tags)


def _common(tokens: Sequence[str]) -> bool:
    return not is_given(tokens[0].capitalize()) and any(t in words("common", "common") for t in tokens)


def _a_place(key: str) -> bool:
    return key in words("places", "cities") | words("places", "regions") | countries.capitals()


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
