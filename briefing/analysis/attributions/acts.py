"""What a speaker does: the act of a reporting word, where need be by what it reports ("asked what …", "asked to …")."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.analysis.attributions.attribution import Offsets
from briefing.analysis.attributions.cues import Frame
from briefing.language import Reading
from briefing.lexicon import cues, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

# The first of these words tells whether something is wanted or asked about.
_TURNS = re.compile(r"[\"“‘?]|\b(?:(to|for|that)|about|whether|if|why|how|what|who|when|where|which)\b", re.I)
_ASKS = re.compile(r"[\"“‘]?(?:whether|if|why|how|what|who|when|where)\b", re.I)
_INNOCENT = re.compile(r"not guilty|(?:his|her|its|their|the|my)? ?innocen", re.I)


def act_of(
    reading: Reading, word: Offsets | None, frame: Frame | None, content: tuple[Offsets, ...]
) -> tuple[str, str]:
    """Lemma and act of the reporting word: of a verb of the lexicon, or of a noun or adjective that stands for one."""
    lemma, act = _of_word(reading, word, frame)
    if not content or lemma not in _BY_CONTENT:
        return lemma, act
    said = reading.text[content[0][0] : content[-1][1]]
    return lemma, _by_content(lemma, act, reading.text[slice(*word)] if word else "", said)


_BY_CONTENT = {"ask", "agree", "question", "reject", "dismiss", "plead"}


def _by_content(lemma: str, act: str, cue: str, said: str) -> str:
    if lemma == "ask":
        first = _TURNS.search(f"{cue} {said}")
        return "demands" if first is not None and first[1] else "asks"
    if lemma == "agree":
        return act if re.match(r"(?:that|to|with)\b", said) or said[:1] in '"“‘' else "states"
    if lemma == "question":
        return "asks" if _ASKS.match(said) else act
    if lemma == "plead":
        if _INNOCENT.search(f"{cue} {said}"):
            return "denies"
        return "admits" if "guilty" in f"{cue} {said}".lower().split() else act
    claims = words("reporting", "claims")
    return "denies" if any(w in claims or w.removesuffix("s") in claims for w in said.lower().split()[:6]) else act


def _of_word(reading: Reading, word: Offsets | None, frame: Frame | None) -> tuple[str, str]:
    if frame is not None:
        return frame.cue.lemma, frame.cue.act
    if word is None:
        return "", "states"
    sentence = reading.sentence_at(word[0])
    known = cues()
    if sentence is not None:
        at = sentence.paragraph.start
        inside: list[Token] = [t for t in sentence.tokens if word[0] <= at + t.idx < word[1]]
        for t in inside:
            # "called": what something is named, unless the parse has seen a demand ("called for").
            named = t.lemma_.lower() == "call"
            verbal = t.tag_.startswith("VB") and t.lemma_.lower() in known
            if verbal and not named:
                return t.lemma_.lower(), known[t.lemma_.lower()].act
        if any(t.lemma_.lower() in ("avoid", "without", "no") for t in inside):
            return reading.text[slice(*word)].lower(), "states"  # "avoided criticism"
        for t in inside:
            if t.lemma_.lower() in _nouns():
                return reading.text[slice(*word)].lower(), _nouns()[t.lemma_.lower()]
    return reading.text[slice(*word)].lower(), "states"


@cache
def _nouns() -> dict[str, str]:
    return {noun: act for act, nouns in table("reporting")["noun_acts"].items() for noun in nouns}
