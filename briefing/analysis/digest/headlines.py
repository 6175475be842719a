"""Whether the first sentence is the headline in fact: an outlet's own with a full stop behind it, told again below."""

from __future__ import annotations

import re

from briefing.language import ParsedSentence, Reading

_MOST_WORDS, _RETOLD_WITHIN, _SHARE = 14, 4, 0.3
# "Moss: mayor acted too late".
_LABEL = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}: ")
_PRESENT = ("VBZ", "VBP", "MD")


def is_headline(reading: Reading, s: ParsedSentence) -> bool:
    """Whether it is short, a paragraph of its own in the present tense or behind a label, and the next sentences have
    its names and some of its other words. Leads tell in the past or the perfect, and headlines leave out articles."""
    if s.index > 0 or len(reading.text[s.start : s.end].split()) > _MOST_WORDS or s.end < s.paragraph.end:
        return False
    below = reading.sentences[1 : 1 + _RETOLD_WITHIN]
    root = s.tokens.root
    auxiliaries = [c.tag_ for c in root.children if c.dep_ in ("aux", "auxpass")]
    labelled = _LABEL.match(reading.text, s.start, s.end) is not None
    told_now = {root.tag_, *auxiliaries} & set(_PRESENT) or root.pos_ not in ("VERB", "AUX")
    if not below or not (labelled or (told_now and "VBD" not in auxiliaries)):
        return False
    if s.tokens[0].pos_ == "DET" or any(t.lemma_ == "have" and t.dep_ == "aux" for t in s.tokens):
        return False  # "A wreck has been found near Harwick, divers have said."
    told = {w for b in below for t in b.tokens for w in (t.lower_, t.lemma_.lower())}
    own = [t for t in s.tokens if t.is_alpha and not t.is_stop]
    names = [t for t in own if t.pos_ == "PROPN"]
    known = [t for t in own if {t.lower_, t.lemma_.lower()} & told]
    return bool(names) and all(t in known for t in names) and len(known) >= _SHARE * len(own)
