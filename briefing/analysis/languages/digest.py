"""Summary, background and topics in other languages: by place, by words that recur, and by who is named."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

from briefing.analysis.actors.cast import Draft
from briefing.analysis.attributions.quotes import Quotation, covered
from briefing.analysis.languages.lists import Lists
from briefing.analysis.languages.times import find_dates, months, weekdays
from briefing.analysis.languages.tokens import countries
from briefing.ids import Ids
from briefing.language import ParsedSentence, Reading
from briefing.lexicon import words
from briefing.model import Actor, BackgroundItem, Span, SummaryItem, Topic

SUMMARY, BACKGROUND, TOPICS = 4, 5, 5
# Words of a sentence that is fit for a summary; of a script without spaces, two signs count as one.
_FEWEST, _MOST = 6, 55
# Weights of a sentence's place, of its share of what recurs, and of main actors named in it.
_PLACE, _RECURS, _ACTORS = 1.2, 1.0, 0.5
_QUOTED_MOST = 0.4
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_](?:[\w-]*\w)?")


def length(text: str) -> int:
    """Number of words; of a script without spaces between them, half its signs."""
    wide = len(_WIDE.findall(text))
    return wide // 2 if wide > 0.3 * len(text) else len(text.split())


@lru_cache(maxsize=16)
def stop_words(code: str) -> frozenset[str]:
    """Words that say nothing by themselves, from spaCy's list for the language; none where it has no such list."""
    try:
        found = import_module(f"spacy.lang.{'nb' if code == 'no' else code}.stop_words").STOP_WORDS
    except ImportError:
        return frozenset()
    return frozenset(found)


def _bags(reading: Reading, lists: Lists) -> list[frozenset[str]]:
    stops = stop_words(lists.code)
    out = []
    for s in reading.sentences:
        text = reading.text[s.start : s.end]
        if _WIDE.search(text):
            wide = "".join(_WIDE.findall(text))
            out.append(frozenset(wide[n : n + 2] for n in range(len(wide) - 1)))
        else:
            found = (w.lower() for w in _WORD.findall(text))
            out.append(frozenset(w for w in found if len(w) > 3 and w not in stops))
    return out


def leans(text: str, s: ParsedSentence, lists: Lists) -> bool:
    """Whether the sentence's first word points to the one before it."""
    opening = text[s.start : s.end].lstrip('«“„"»¿¡( ').lower().replace("’", "'")
    first = re.match(r"\w+(?:'(?=\w))?", opening)
    if first is None:
        return False
    known = lists.words("opens_leaning")
    return first[0] in known or any(" " in k and opening.startswith(k + " ") for k in known)


def summarise(
    reading: Reading,
    quotations: Sequence[Quotation],
    lists: Lists,
    actors: Sequence[Actor],
    background: Sequence[BackgroundItem],
) -> tuple[SummaryItem, ...]:
    """The first sentence that is fit, and up to three that have most of what recurs, in reading order."""
    past = {b.spans[0].start for b in background}
    fit = [s for s in reading.sentences if s.start not in past and _fit(reading, s, quotations)]
    if not fit:
        return ()
    bags = _bags(reading, lists)
    counts = Counter(w for b in bags for w in b)
    main = [m for a in sorted(actors, key=lambda a: -a.salience)[:4] if a.named for m in a.mentions]
    named = Counter(i for m in main if (i := reading.index_at(m.start)) >= 0)
    n = max(1, len(reading.sentences))

    def worth(s: ParsedSentence) -> float:
        recurring = [counts[w] for w in bags[s.index] if counts[w] > 1]
        recurs = sum(recurring) / (n**0.5 * (len(bags[s.index]) + 4))
        return _PLACE / (1 + 0.35 * s.index) + _RECURS * recurs + _ACTORS * min(2, named[s.index]) / 2

    lead = fit[0]
    chosen, seen = [lead], set(bags[lead.index])
    wanted = min(SUMMARY, max(1, (len(reading.sentences) + 2) // 3))
    for s in sorted(fit[1:], key=lambda s: (-worth(s), s.index)):
        if len(chosen) >= wanted:
            break
        bag = bags[s.index]
        follows = any(c.index == s.index - 1 for c in chosen)
        if (not follows and leans(reading.text, s, lists)) or (bag and len(bag & seen) / len(bag) > 0.6):
            continue
        chosen.append(s)
        seen |= bag
    ids = Ids("s")
    spans = [Span.of(reading.text, s.start, s.end) for s in sorted(chosen, key=lambda s: s.index)]
    return tuple(SummaryItem(ids.of(x.text), (x,)) for x in spans)


def _over(quotations: Sequence[Quotation], s: ParsedSentence) -> Sequence[Quotation]:
    """Quotations that share a character with the sentence; they are in order, none inside another."""
    first = bisect.bisect_right(quotations, s.start, key=lambda q: q.end)
    last = bisect.bisect_left(quotations, s.end, key=lambda q: q.start)
    return quotations[first:last]


def _fit(reading: Reading, s: ParsedSentence, quotations: Sequence[Quotation]) -> bool:
    text = reading.text[s.start : s.end]
    if not _FEWEST <= length(text) <= _MOST or text.rstrip('»“”"’ ')[-1:] not in ".!。！।۔":
        return False
    title = reading.article.title
    if isinstance(title.value, str) and title.basis != "derived" and title.value.strip() == text.strip(" ."):
        return False
    if s.index == 0:
        return True
    near = _over(quotations, s)
    return not near or covered(near, reading.text, s.start, s.end) <= _QUOTED_MOST


def find_background(reading: Reading, quotations: Sequence[Quotation], lists: Lists) -> tuple[BackgroundItem, ...]:
    """Sentences of an earlier year than the article's own: its date's, or the latest it names beside others."""
    dated = []
    latest = 0
    for s in reading.sentences:
        whens = [w for w in find_dates(reading.text, s.start, s.end, lists) if w.value and w.value[:4].isdigit()]
        latest = max([latest, *(int(w.value[:4]) for w in whens if w.value)])
        if whens:
            dated.append((s, min(whens, key=lambda w: w.value or "")))
    published = reading.article.published.value
    now = int(published[:4]) if isinstance(published, str) and published[:4].isdigit() else latest
    ids = Ids("b")
    out = []
    for s, when in dated:
        whole = reading.text[s.start : s.end].rstrip('»“”"’ ')[-1:] in ".!…。।۔"
        if int((when.value or "9")[:4]) >= now or s.index == 0 or leans(reading.text, s, lists) or not whole:
            continue
        first = {w.lower() for w in re.findall(r"[\w]+", reading.text[s.start : s.end])[:6]}
        if any(lists.by_gender("pronouns").get(w, "unclear") != "unclear" for w in first):
            continue
        near = _over(quotations, s)
        if near and covered(near, reading.text, s.start, s.end) > 0.2:
            continue
        span = Span.of(reading.text, s.start, s.end)
        if _FEWEST <= length(span.text) <= _MOST:
            out.append(BackgroundItem(ids.of(span.text), "history", (span,), when))
    return tuple(out[:BACKGROUND])


def find_topics(reading: Reading, lists: Lists, drafts: Sequence[Draft]) -> tuple[Topic, ...]:
    """Nouns (German) and phrases of two words that recur in several sentences, or in fewer and the title; no names."""
    if not lists.known or not stop_words(lists.code):
        return ()
    names = set(lists.words("no_topics")) | set(words("places", "cities")) | set(countries(lists.code))
    names |= {w.lower() for d in drafts for n in d.keys for w in n.split()}
    names |= {m.lower() for m in months(lists.code)} | {d.lower() for d in weekdays(lists.code)}
    title = reading.article.title.value
    titled = {w.lower() for w in _WORD.findall(title)} if isinstance(title, str) else set()
    found: dict[str, list[Span]] = defaultdict(list)
    sentences: dict[str, set[int]] = defaultdict(set)
    for s in reading.sentences:
        for start, end in _phrases(reading.text, s, lists, names):
            key = " ".join(reading.text[start:end].lower().split())
            found[key].append(Span.of(reading.text, start, end))
            sentences[key].add(s.index)
    told = {k: len(v) + (1 if all(w in titled for w in k.split() if len(w) > 3) else 0) for k, v in sentences.items()}
    least = 5 if lists.flag("nouns_have_capitals") else 3  # single words recur in any article
    good = [
        k
        for k in found
        if len(sentences[k]) > 1 and (told[k] >= least or (told[k] > len(sentences[k]) and told[k] >= 3))
    ]
    chosen: list[str] = []
    for key in sorted(good, key=lambda k: (-told[k] * (1.5 if " " in k else 1), found[k][0].start)):
        if len(chosen) < TOPICS and not any(key in c or c in key or key[:6] == c[:6] for c in chosen):
            chosen.append(key)
    return tuple(Topic(" ".join(found[k][0].text.split()), tuple(found[k])) for k in chosen)


def _phrases(text: str, s: ParsedSentence, lists: Lists, names: set[str]) -> list[tuple[int, int]]:
    stops = stop_words(lists.code)
    of = lists.words("of") | {"d'"}
    out = []
    found = list(_WORD.finditer(text, s.start, s.end))

    def good(m: re.Match[str]) -> bool:
        low = m[0].lower()
        return len(low) > 4 and low not in stops and low not in names and not lists.is_role(low)

    for n, m in enumerate(found):
        if lists.flag("nouns_have_capitals"):
            if n and m[0][:1].isupper() and good(m) and len(m[0]) > 5 and m[0].lower() not in lists.words("bodies"):
                out.append(m.span())
            continue
        if m[0][:1].isupper() or not good(m) or lists.cue_at(text, m.start(), m.end()):
            continue
        k = n + 1
        if k + 1 >= len(found) or found[k][0].lower() not in of:
            continue
        last = found[k + 1]
        if good(last) and last[0].islower() and not re.search(r"[,;:.«»“”\"()]", text[m.start() : last.end()]):
            out.append((m.start(), last.end()))
    return out
