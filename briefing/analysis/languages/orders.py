"""Languages whose reporting words stand elsewhere: Turkish last, Arabic first, Chinese and Japanese without spaces.

Their sources stay as the article writes them, but for a Turkish name right before the quotation.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.analysis.attributions.quotes import Quotation
from briefing.analysis.languages.lists import Lists, either, lists_of
from briefing.analysis.languages.sources import Source, Sources

Found = tuple[int, int, str, str, Source]
"""Offsets of the reporting word, the word, its act, and the source."""

# Words of a source that ends in a name, of one that is left as it is, and signs of one in a script without spaces.
_MOST_WORDS, _AS_WRITTEN, _MOST_SIGNS = 12, 6, 30


def other_order(text: str, start: int, end: int, q: Quotation, lists: Lists, sources: Sources) -> Found | None:
    """Reporting word and source of the quotation, in the sentence from `start` on and the paragraph until `end`."""
    if lists.flag("verb_last"):
        return _verb_last(text, start, end, q, lists, sources)
    if lists.flag("verb_first"):
        return _verb_first(text, start, q, lists)
    if lists.flag("unspaced"):
        return _unspaced(text, start, q, lists)
    return None


def _verb_last(text: str, start: int, end: int, q: Quotation, lists: Lists, sources: Sources) -> Found | None:
    m = re.compile(r"[\s,]*").match(text, q.end)
    cue = lists.cue_at(text, m.end(), end) if m else None
    stop = start + len(text[start : q.start].rstrip(" ,:\u00a0"))
    if cue is None or not text[start:stop].strip() or len(text[start:stop].split()) > _MOST_WORDS:
        return None
    named = sources.named_between(start, stop)
    persons = [n for n in named if n[2].type == "person"]
    if len(persons) == 1 and persons[0][1] == stop:
        source = Source(start, stop, "name", (persons[0][2],), persons[0][0])
    elif "," not in text[start:stop] and len(text[start:stop].split()) <= _AS_WRITTEN:
        source = Source(start, stop, "unclear", head=start)
    else:
        return None
    return cue.start, cue.end, cue.word, cue.act, source


def _verb_first(text: str, start: int, q: Quotation, lists: Lists) -> Found | None:
    before = text[start : q.start].rstrip()
    cue = lists.cue_at(text, start, q.start)
    if cue is None or not before.endswith((":", "：")):
        return None
    first, stop = cue.end, start + len(before[:-1].rstrip())
    first += len(text[first:stop]) - len(text[first:stop].lstrip())
    if first >= stop or len(text[first:stop].split()) > _MOST_WORDS:
        return None
    return cue.start, cue.end, cue.word, cue.act, Source(first, stop, "unclear", head=first)


@lru_cache(maxsize=8)
def _unspaced_pattern(code: str) -> re.Pattern[str]:
    lists = lists_of(code)
    verbs = either(f for forms in lists.data["verbs"].values() for f in forms)
    segment = rf"(?P<source>[^，。；：、“”「」『』！？\s]{{1,{_MOST_SIGNS}}}?)"
    if lists.data["unspaced"] == "before":
        between = either(lists.data.get("adverbs", ()))
        return re.compile(rf"{segment}(?:{between})?(?P<cue>{verbs})[：:，,]?\s*$")
    return re.compile(rf"{segment}(?:{either(lists.data['topic_marks'])})、?\s*$")


def _unspaced(text: str, start: int, q: Quotation, lists: Lists) -> Found | None:
    acts = {form: act for act, forms in lists.data["verbs"].items() for form in forms}
    at = max(start, q.start - 2 * _MOST_SIGNS)
    m = _unspaced_pattern(lists.code).search(text[at : q.start])
    if m is None:
        return None
    source = Source(at + m.start("source"), at + m.end("source"), "unclear", head=at + m.start("source"))
    if lists.data["unspaced"] == "before":
        return at + m.start("cue"), at + m.end("cue"), m["cue"], acts[m["cue"]], source
    behind = next((v for v in sorted(acts, key=len, reverse=True) if text.startswith(v, q.end)), None)
    return (q.end, q.end + len(behind), behind, acts[behind], source) if behind else None
