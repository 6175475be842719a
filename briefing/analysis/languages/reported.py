"""Indirect speech: "according to X", "X says that …", "…, says X", and German's mood of reported speech.

By order alone where no pipeline is installed; with one, also by the subjects and clauses of its parse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.analysis.attributions.attribution import Attribution, Offsets, trimmed
from briefing.analysis.languages.lists import Lists
from briefing.analysis.languages.sources import Source, Sources
from briefing.analysis.languages.speech import Said, clause
from briefing.language import ParsedSentence, Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

_STRIP = ' \t\n,;:–—-.«»“”„"'
_LEAST_WORDS = 3
# Labels of subjects and of reported clauses: Universal Dependencies, and TIGER's for German.
_SUBJECTS = frozenset({"nsubj", "sb"})
_CLAUSES = frozenset({"ccomp", "oc"})


def find_reported(
    reading: Reading, lists: Lists, sources: Sources, said: Sequence[Said], *, parsed: bool
) -> list[Said]:
    """Indirect speech of the sentences in which nobody is quoted, in the order of the text."""
    taken = bytearray(len(reading.sentences))
    for x in said:
        spans = [*x.attribution.content, *([x.attribution.cue] if x.attribution.cue else [])]
        for s in reading.sentences_over(min(a for a, _ in spans), max(b for _, b in spans)):
            taken[s.index] = 1
    out: list[Said] = []
    before: tuple[ParsedSentence, Said] | None = None
    for s in reading.sentences:
        if taken[s.index]:
            before = None
            continue
        found = _in_sentence(reading.text, s, lists, sources)
        if found is None and parsed:
            found = _by_parse(reading.text, s, lists, sources)
        if found is None and before is not None and _goes_on(reading.text, s, before[0], lists):
            content = trimmed(reading.text, (s.start, s.end), _STRIP)
            if content:
                found = Said(Attribution((content,), carried=True), None, carried=True)
        if found is not None:
            out.append(found)
        before = (s, found) if found is not None else None
    return out


def _in_sentence(text: str, s: ParsedSentence, lists: Lists, sources: Sources) -> Said | None:
    for way in (_according, _last, _that):
        found = way(text, s, lists, sources)
        if found is not None:
            return found
    return None


def _said(text: str, content: Offsets | None, cue: Offsets, source: Source, word: str, act: str) -> Said | None:
    content = trimmed(text, content, _STRIP) if content and content[0] < content[1] else None
    if content is None or len(text[slice(*content)].split()) < _LEAST_WORDS:
        return None
    return Said(Attribution((content,), cue, (source.start, source.end), source.head, word, act), source)


def _according(text: str, s: ParsedSentence, lists: Lists, sources: Sources) -> Said | None:
    """The sentence but for "according to X", which stands at its beginning or end."""
    found = list(lists.according.finditer(text, s.start, s.end))
    if len(found) != 1:
        return None
    m = found[0]
    source = sources.read(m.end(), s.end)
    if source is None or not sources.known(source) or source.kind == "unclear":
        return None
    cue = (m.start(), m.start() + len(m[0].rstrip()))
    rest = text[source.end : s.end].strip(' .»“”"')
    word = m[0].strip().lower()
    if m.start() == s.start:
        comma = text[source.end : source.end + 1] == ","
        if not comma and not lists.flag("nouns_have_capitals"):
            return None
        return _said(text, (source.end, s.end), cue, source, word, "states")
    if rest or text[s.start : m.start()].rstrip()[-1:] != ",":
        return None
    return _said(text, (s.start, m.start()), cue, source, word, "states")


def _that(text: str, s: ParsedSentence, lists: Lists, sources: Sources) -> Said | None:
    """ "X says that …", and in German "X says, he be …"."""
    found = clause(text, s.start, s.end, lists, sources)
    if found is None:
        return None
    cue, source = found
    if not sources.known(source):
        return None
    at = max(cue.end, source.end)
    if lists.unsaid(text, at, text.find(",", at, s.end) if "," in text[at : s.end] else s.end):
        return None
    if m := lists.that.match(text, at, s.end):
        return _said(text, (m.end(), s.end), (cue.start, cue.end), source, cue.word, cue.act)
    if cue.prefix and (p := re.compile(rf"[^,]{{0,60}}\b{cue.prefix},").match(text, at, s.end)):
        at = p.end() - 1
        if m := lists.that.match(text, at, s.end):
            return _said(text, (m.end(), s.end), (cue.start, cue.end), source, cue.word, cue.act)
    if lists.flag("reported_without_that"):
        comma = text.find(",", at, min(s.end, at + 60))
        if comma >= 0 and lists.subjunctive.search(text, comma, s.end):
            m = lists.that.match(text, comma, s.end)
            return _said(text, (m.end() if m else comma + 1, s.end), (cue.start, cue.end), source, cue.word, cue.act)
    return None


def _last(text: str, s: ParsedSentence, lists: Lists, sources: Sources) -> Said | None:
    """ "…, says X." at the end of a sentence."""
    comma = text.rfind(",", s.start, s.end)
    for _ in range(3):  # the source may have a comma itself
        if comma <= s.start:
            return None
        cue = lists.cue_at(text, comma + 2, s.end) if text[comma + 1 : comma + 2] == " " else None
        if cue is not None:
            break
        comma = text.rfind(",", s.start, comma)
    else:
        return None
    if cue is None:
        return None
    source = sources.read(cue.end, s.end)
    if source is None or source.kind == "unclear" or not sources.known(source):
        return None
    rest = text[source.end : s.end].strip(" .")
    if cue.prefix and not re.search(rf"\b{cue.prefix}$", rest):
        return None
    if lists.unsaid(text, source.end, s.end):
        return None
    if len(rest.split()) > 4 or "," in rest or re.search(r"[\"“«]", text[s.start : s.end]):
        return None
    # "The president, on his way, confirms the minister": a subject before the first comma and no clause.
    first = text.find(",", s.start, s.end)
    subject = sources.read(s.start, s.end)
    if subject is not None and first < comma and subject.end >= first:
        return None
    return _said(text, (s.start, comma), (cue.start, cue.end), source, cue.word, cue.act)


def _goes_on(text: str, s: ParsedSentence, before: ParsedSentence, lists: Lists) -> bool:
    """Whether the sentence after one with a source goes on in the mood of reported speech, as German does."""
    if s.paragraph is not before.paragraph or not lists.flag("reported_without_that"):
        return False
    if lists.cues(text, s.start, s.end):
        return False
    sure = re.compile(r"\b(?:sei|seien|habe|werde|könne|müsse|dürfe|wolle|solle|gebe|gehe|stehe|liege|bleibe)\b")
    return bool(sure.search(text, s.start, s.end)) and not re.search(
        r"\b(?:ich|wir|als ob|dass|damit)\b", text[s.start : s.end]
    )


def _by_parse(text: str, s: ParsedSentence, lists: Lists, sources: Sources) -> Said | None:
    """A reporting word of the lists with a subject and a reported clause of its own in the parse."""
    at = s.paragraph.start
    for t in s.tokens:
        start = at + t.idx
        subject = next((c for c in t.children if c.dep_ in _SUBJECTS), None)
        reported = next((c for c in t.children if c.dep_ in _CLAUSES), None)
        if subject is None or reported is None or t.pos_ not in ("VERB", "AUX"):
            continue
        cue = _cue_over(text, t, at, lists)
        if cue is None:
            continue
        source = sources.read(at + min(x.idx for x in subject.subtree), s.end)
        if source is None or not sources.known(source) or not source.start <= at + subject.idx < source.end:
            continue
        inside = [x for x in reported.subtree if s.start <= at + x.idx < s.end]
        content = (at + inside[0].idx, at + inside[-1].idx + len(inside[-1]))
        if (source.start >= content[0] and source.end <= content[1]) or content[0] < start < content[1]:
            continue
        first = lists.that.match(text, content[0] - 1, content[1])
        if first is None:
            continue  # an infinitive, or a clause that the parse makes of a noun
        return _said(text, (first.end(), content[1]), cue[:2], source, cue[2], cue[3])
    return None


def _cue_over(text: str, t: Token, at: int, lists: Lists) -> tuple[int, int, str, str] | None:
    """The reporting word that holds the token: a participle with its auxiliary, or a verb alone."""
    begins = at + min([t.idx, *(c.idx for c in t.children if c.dep_.startswith("aux"))])
    for cue in lists.cues(text, begins, at + t.idx + len(t)):
        if cue.start <= at + t.idx < cue.end:
            return cue.start, cue.end, cue.word, cue.act
    return None


def followed(reading: Reading, said: Sequence[Said]) -> list[Said]:
    """Quotations of nobody that stand right behind a sentence in which somebody is reported go on with that one."""
    out: list[Said] = []
    for x in said:
        last = out[-1] if out else None
        if x.source is None and not x.carried and x.attribution.cue is None and last is not None:
            before = reading.sentence_at(max(last.attribution.end, *(last.attribution.cue or (0, 0))) - 1)
            here = reading.sentence_at(x.attribution.start)
            known = (last.source is not None and last.attribution.cue is not None) or last.carried
            if known and before and here and here.index == before.index + 1 and here.paragraph is before.paragraph:
                x = Said(Attribution(x.attribution.content, carried=True), None, carried=True)
        out.append(x)
    return out
