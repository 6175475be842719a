"""Whether a background sentence is worth a place on the page: what places the news for a reader who has the summary.

Left out are parts of sentences, what is still to come, advice, what somebody wore, and the news told over again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.analysis.digest.background import tense
from briefing.language import ParsedSentence
from briefing.lexicon import words

_FINITE = {"VBD", "VBZ", "VBP", "MD"}
# A sentence ends here only because the parser took the dot of a title or an initial for its end.
_CUT = re.compile(
    r"(?:\s[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Sgt|Lt|Col|Capt|Gen|Gov|Sen|Rep|Sens|Reps|Rev|St|Supt|Insp|Pfc|Pvt|Cpl|Spc|Cmdr|Adm|Maj|Brig|No|vs))\.$"
)
_SAYING = ("say", "tell", "add", "ask", "reply", "write", "quip", "explain", "wonder", "joke")
_CAPTION = re.compile(
    r"\((?:(?:far|centre|center|second|third|top|bottom|back|front) )?"
    r"(?:left|right|front|back|centre|center|middle|pictured|above|below)\)"
    r"|\b(?:pictured|seen here|shown here|file (?:photo|picture))\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|[’']ll|later (?:today|this)|next (?:week|month|year))\b"
    r"|\b(?:is|are|was|were) (?:also )?(?:scheduled|expected|due|set|slated|likely|poised|going) (?:to|for|on|in)\b"
)
_OUGHT = re.compile(r"\b(?:should|must|ought to|needs? to|need(?:s|ed)? (?:is|are)|is needed|are needed|let[’']s)\b")
# More looks than this are a description of somebody's dress.
_LOOKS = 2
# From this share of its content words on that the lead has, a sentence tells the news over again.
_RETOLD, _CONTENT = 0.7, 4


def is_whole(text: str, s: ParsedSentence) -> bool:
    """Whether it is a whole sentence: begins as one, has a finite verb, and is not cut behind a title or an initial."""
    told = text[s.start : s.end].strip()
    first = next((t for t in s.tokens if t.is_alpha), None)
    begins = re.match(r"\W*[^a-z\W]", told) or (first is not None and first.pos_ == "PROPN")
    cut = _CUT.search(told) and s.end < s.paragraph.end
    finite = any(t.tag_ in _FINITE or (t.dep_ == "nsubj" and t.head.pos_ == "VERB") for t in s.tokens)
    return bool(begins) and not cut and finite


def is_caption(told: str) -> bool:
    """Whether it says who is where in a picture."""
    return _CAPTION.search(told) is not None


def is_tag(text: str, s: ParsedSentence) -> bool:
    """Whether it only says who said the words before it: "…, who knows?" Moss told reporters on Monday."""
    before = text[s.paragraph.start : s.start].rstrip()
    root = s.tokens.root
    says = root.lemma_.lower() in _SAYING
    content = any(c.dep_ in ("ccomp", "parataxis") for c in root.children)
    return bool(re.search(r"[?!,][\"”’]+$", before)) and says and not content


def places_the_news(text: str, s: ParsedSentence, lead: Iterable[ParsedSentence]) -> bool:
    """Whether a reader who knows the `lead` learns from it how the news came about or what it is about."""
    told = text[s.start : s.end]
    return (
        is_whole(text, s)
        and not is_caption(told)
        and not _AHEAD.search(told)
        and not _OUGHT.search(told)
        and not _orders(s)
        and not _dresses(s)
        and not _retells(s, lead)
    )


def explains(s: ParsedSentence) -> bool:
    """Whether it says what something is or how it stands, and not what somebody is seen doing."""
    root = s.tokens.root
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in root.children)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in root.children)
    return tense(s) > 0 and (
        perfect or passive or root.pos_ == "AUX" or root.lemma_.lower() in words("background", "states")
    )


def _orders(s: ParsedSentence) -> bool:
    """Whether it tells the reader what to do."""
    root = s.tokens.root
    subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "aux") for c in root.children)
    return (root.tag_ == "VB" and not subject) or any(t.lower_ in ("you", "your") for t in s.tokens)


def _dresses(s: ParsedSentence) -> bool:
    """Whether it describes how somebody looks."""
    return sum(t.lemma_.lower() in words("background", "looks") for t in s.tokens) >= _LOOKS


def _retells(s: ParsedSentence, lead: Iterable[ParsedSentence]) -> bool:
    """Whether most of its words are the lead's."""
    own = _content(s)
    known = {w for x in lead if x.index != s.index for w in _content(x)}
    return len(own) >= _CONTENT and len(own & known) >= _RETOLD * len(own)


def _content(s: ParsedSentence) -> set[str]:
    return {t.lemma_.lower() for t in s.tokens if t.is_alpha and not t.is_stop}
