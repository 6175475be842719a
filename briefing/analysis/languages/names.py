"""Names in other languages, and the actors they are.

Names are what their surroundings prove (`proved`) and, with a pipeline, its entities as far as their form bears them
out. What is of no clear type is no actor.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from briefing.analysis.actors.cast import Draft
from briefing.analysis.actors.mention import NameMention
from briefing.analysis.languages.lists import Lists
from briefing.analysis.languages.proved import ABBREVIATION, LONGEST, Found, is_introduced, proved
from briefing.analysis.languages.tokens import Token, bare, countries, is_given, is_title, tokens_of
from briefing.language import Paragraph, Reading
from briefing.lexicon import words

_LABELS = {"PER": "person", "PERSON": "person", "ORG": "organisation"}


def find_names(reading: Reading, lists: Lists) -> list[Draft]:
    """The actors of an article, in the order of their first mention."""
    parts = [(p, True) for p in reading.headline] + [(p, False) for p in reading.paragraphs]
    if not reading.headline:  # a title that is no furniture
        parts = [(p, False) for p in reading.paragraphs]
    tokens = [(p, h, list(tokens_of(reading.text, p))) for p, h in parts]
    small = {t.text.lower() for _, _, ts in tokens for t in ts if not t.capital}
    found: list[tuple[Found, Paragraph, bool]] = []
    for p, h, ts in tokens:
        taken = bytearray(p.end - p.start)
        for name in (*_entities(reading.text, p, lists), *proved(reading.text, ts, lists, small)):
            if not any(taken[name.start - p.start : name.end - p.start]):
                taken[name.start - p.start : name.end - p.start] = b"\1" * (name.end - name.start)
                found.append((name, p, h))
    drafts = _joined(found)
    _with_surnames(drafts, tokens, found, lists)
    for d in drafts:
        d.mentions.sort(key=lambda m: m.start)
    return sorted(drafts, key=lambda d: d.mentions[0].start)


def _entities(text: str, p: Paragraph, lists: Lists) -> Iterator[Found]:
    """What the pipeline takes for persons and organisations, as far as the form of the name bears it out."""
    for ent in p.doc.ents:
        kind = _LABELS.get(ent.label_)
        start, end = p.start + ent.start_char, p.start + ent.end_char
        name = text[start:end]
        if kind is None or not name[:1].isupper() or "\n" in name or not name[-1:].isalnum():
            continue
        parts = name.split()
        if len(parts) > LONGEST + 1 or name.lower() in countries(lists.code) or any(c in name for c in '«»“”„"():;,'):
            continue
        if kind == "person":
            while parts and (is_title(parts[0].rstrip("."), lists) or lists.is_role(parts[0])):
                start += len(parts[0])
                start += len(text[start:end]) - len(text[start:end].lstrip())
                parts = parts[1:]
            special = any(w.lower() in lists.words("organisation_words") or lists.is_body(w) for w in parts)
            plain = all(w[:1].isupper() or w.lower() in lists.words("nobles") or w[1:2] in "'’" for w in parts)
            if len(parts) < 2 or special or not plain or any(w.isupper() and len(w) > 2 for w in parts):
                continue
            if not is_given(parts[0], lists) and not is_introduced(text, start, end, lists):
                continue
        elif (
            (len(parts) < 2 and not ABBREVIATION.fullmatch(name))
            or name.lower() in words("languages/common", "no_bodies")
            or (is_given(parts[0], lists) and len(parts) == 2)
        ):
            continue
        yield Found(start, end, text[start:end], kind)


def _is_body(name: str, parts: list[str], lists: Lists) -> bool:
    """Whether what the pipeline takes for an organisation has the form of one's name."""
    if name.lower() in words("languages/common", "no_bodies") or (len(parts) > 1 and name.isupper()):
        return False
    return bool(ABBREVIATION.fullmatch(name)) if len(parts) < 2 else not (is_given(parts[0], lists) and len(parts) == 2)


def key_of(name: str) -> str:
    """A name for comparison."""
    return re.sub(r"\s+", " ", name.replace("’", "'")).replace(".", "").lower().strip()


# A German adjective's ending: "der Deutschen Bank" is "die Deutsche Bank".
_INFLECTED = re.compile(r"(?<=\w{3})e[nrms]?(?= )")


def _joined(found: list[tuple[Found, Paragraph, bool]]) -> list[Draft]:
    """Drafts by name: the same words are one actor, by the type that most of its mentions have."""
    by_key: dict[str, list[tuple[Found, Paragraph, bool]]] = defaultdict(list)
    for f in found:
        if f[0].type != "person" or len(f[0].text.split()) > 1:
            key = key_of(f[0].text)
            by_key[_INFLECTED.sub("", key, count=1) if f[0].type == "organisation" else key].append(f)
    out: list[Draft] = []
    for mentions in by_key.values():
        kind = Counter(f.type for f, _, _ in mentions).most_common(1)[0][0]
        shown = Counter(re.sub(r"\s+", " ", f.text) for f, _, _ in mentions).most_common(1)[0][0]
        out.append(Draft(shown, kind, [_mention(f, p, h) for f, p, h in mentions]))
    return _without_middle_names(out)


def _without_middle_names(drafts: list[Draft]) -> list[Draft]:
    """Two full names of one person ("Jean Martin", "Jean-Luc Martin" are two; "Ana Ruiz" and "Ana Ruiz Díaz" one)."""
    kept: list[Draft] = []
    persons = [d for d in drafts if d.type == "person"]
    by_first: dict[str, list[Draft]] = defaultdict(list)
    for d in persons:
        by_first[d.name.split()[0].lower()].append(d)
    for d in drafts:
        longer = [
            o for o in by_first[d.name.split()[0].lower()]
            if d.type == "person" and o is not d and key_of(o.name).startswith(key_of(d.name) + " ")
        ]  # fmt: skip
        if len(longer) == 1:
            longer[0].mentions += d.mentions
            longer[0].aliases.append(d.name)
        else:
            kept.append(d)
    return kept


def _mention(f: Found, p: Paragraph, headline: bool) -> NameMention:
    span = p.doc.char_span(f.start - p.start, f.end - p.start, alignment_mode="expand")
    first, last = (span.start, span.end - 1) if span is not None else (0, 0)
    return NameMention(f.start, f.end, f.text, None, p, first, last, headline=headline)


def surname_of(name: str, lists: Lists) -> list[str]:
    """What a person may be called for short: all behind the given name, and the last word."""
    parts = name.split()
    tail = [" ".join(parts[n:]) for n in range(1, len(parts))]
    return [t for t in tail if t.split()[0].lower() not in lists.words("nobles") or " " in t]


def _with_surnames(
    drafts: list[Draft],
    tokens: list[tuple[Paragraph, bool, list[Token]]],
    found: list[tuple[Found, Paragraph, bool]],
    lists: Lists,
) -> None:
    """Mentions by surname, where it is one person's in the article and no common word of it."""
    owners: dict[str, list[Draft]] = defaultdict(list)
    for d in drafts:
        if d.type == "person":
            for short in {key_of(s) for n in (d.name, *d.aliases) for s in surname_of(n, lists)}:
                owners[short].append(d)
    parts = {w.lower() for d in drafts if d.type == "person" for w in d.name.split()}
    full: dict[int, int] = {}  # starts of the names found, with their ends
    for f, _, _ in found:
        if f.type != "person" or len(f.text.split()) > 1:
            full[f.start] = f.end
    common = _common_nouns(tokens, lists)
    for p, h, ts in tokens:
        behind, whole = p.start, p.doc.text
        for n, t in enumerate(ts):
            if t.start in full:
                behind = max(behind, full[t.start])
            if t.start < behind or not t.capital:
                continue
            for size in (3, 2, 1):
                last = ts[n + size - 1] if n + size <= len(ts) else None
                if last is None or "\n" in whole[t.start - p.start : last.end - p.start]:
                    continue
                words_here = bare(" ".join(x.text for x in ts[n : n + size]), lists)
                who = owners.get(key_of(words_here), []) or owners.get(key_of(words_here.removesuffix("s")), [])
                if len(who) != 1 or (size == 1 and key_of(words_here) in common):
                    continue
                end = t.start + len(words_here) if size == 1 else last.end
                if _follows_name(ts, n, lists) or (n and _is_part(ts[n - 1], t, parts)):
                    continue
                first, called = n, who[0].name.lower()
                while (
                    first
                    and ts[first - 1].text.lower() in words("languages/common", "particles")
                    and f"{ts[first - 1].text.lower()} {ts[first].text.lower()}" in called
                ):
                    first -= 1
                begin = ts[first].start
                short = whole[begin - p.start : end - p.start]
                who[0].mentions.append(_mention(Found(begin, end, short, "person"), p, h))
                if words_here not in who[0].aliases and size == 1 and words_here in who[0].name.split():
                    who[0].aliases.append(words_here)
                behind = last.end
                break


def _is_part(before: Token, t: Token, parts: set[str]) -> bool:
    """Whether the word right before is in somebody's name too: "Vargas Llosa" is not Patricia Llosa."""
    return before.text.lower() in parts and before.capital and t.start - before.end == 1


def _follows_name(ts: list[Token], n: int, lists: Lists) -> bool:
    """Whether another given name stands right before: then it is somebody else of that surname."""
    return n > 0 and ts[n - 1].capital and is_given(ts[n - 1].text, lists) and ts[n].start - ts[n - 1].end == 1


def _common_nouns(tokens: list[tuple[Paragraph, bool, list[Token]]], lists: Lists) -> frozenset[str]:
    """Words that are no surname by themselves here: in German those behind an article, else those in small letters."""
    out: set[str] = set()
    for _, _, ts in tokens:
        for before, t in pairwise(ts):
            if not t.capital or (
                lists.flag("nouns_have_capitals")
                and before.text.lower()
                in (
                    "ein",
                    "eine",
                    "einen",
                    "einem",
                    "einer",
                    "das",
                    "dem",
                )
            ):
                out.add(t.text.lower())
    return frozenset(out)
