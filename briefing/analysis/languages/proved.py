"""Names that their own words, or those beside them, prove: no pipeline is needed for these.

A given name and more, a title or a role before it, a word that only organisations have in their names, an
abbreviation with an article, a country. In German, where every noun has a capital, nothing else would be honest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.analysis.languages.lists import Lists
from briefing.analysis.languages.tokens import Token, bare, countries, is_given, is_title
from briefing.lexicon import words

_ROMAN = re.compile(r"[IVXLC]+")
LONGEST = 5  # words of a name
# A name in capitals alone is an abbreviation up to here; longer ones are shouting.
ABBREVIATION = re.compile(r"[A-ZÄÖÜÉÈÇÑ]{2,6}(?:-[A-Z]{2,5})?")


@dataclass(frozen=True, slots=True)
class Found:
    """A name where it stands, with its type and a title before it."""

    start: int
    end: int
    text: str
    type: str
    title: str = ""


def proved(text: str, ts: list[Token], lists: Lists, small: set[str]) -> Iterator[Found]:
    """Names that their own words or the word before them prove."""
    i = 0
    while i < len(ts):
        run = _run(text, ts, i, lists)
        if run is None:
            i += 1
            continue
        yield from _named(text, ts, i, run, lists, small)
        i = run


def _run(text: str, ts: list[Token], i: int, lists: Lists) -> int | None:
    """Index behind the run of capitalised words that begins at `i`, particles of names inside it included."""
    if not ts[i].capital:
        return None
    j, nobles = i + 1, lists.words("nobles") | words("languages/common", "particles")
    while j < len(ts):
        near = text[ts[j - 1].end : ts[j].start]
        if bare(ts[j - 1].text, lists) != ts[j - 1].text:
            break  # an ending ends the name
        if near not in (" ", "-", "\u00a0", "\u202f", ". ") or (
            near == ". " and len(ts[j - 1].text) > 1 and not is_title(ts[j - 1].text, lists)
        ):
            break
        if ts[j].capital:
            j += 1
            continue
        if ts[j].text.lower() in words("languages/common", "weak"):
            break
        k = j
        while k < len(ts) and k < j + 3 and ts[k].text.lower() in nobles and text[ts[k - 1].end : ts[k].start] == " ":
            k += 1
        if k > j and k < len(ts) and ts[k].capital and text[ts[k - 1].end : ts[k].start] == " ":
            j = k + 1
            continue
        break
    return j


def _named(text: str, ts: list[Token], i: int, j: int, lists: Lists, small: set[str]) -> Iterator[Found]:
    """The names in the run of tokens `[i, j)`."""
    nouns = lists.flag("nouns_have_capitals")
    title = ""
    k = i
    while k < j:
        word = ts[k].text
        if is_title(word, lists) or (nouns and lists.is_role(bare(word, lists))):
            title, k = word, k + 1
            continue
        end = j
        # A country, a body's word or an abbreviation, and persons: the longest first.
        hit = (
            _country(text, ts, k, end, lists)
            or _body(text, ts, k, end, lists, small)
            or _person(text, ts, k, end, i, title, lists, small)
        )
        if hit is None:
            title, k = "", k + 1
            continue
        stop, kind = hit
        first, last = ts[k], ts[stop - 1]
        name_end = first.start + len(bare(text[first.start : last.end], lists))
        yield Found(first.start, name_end, text[first.start : name_end], kind, title if kind == "person" else "")
        title, k = "", stop


def _country(text: str, ts: list[Token], k: int, end: int, lists: Lists) -> tuple[int, str] | None:
    known = countries(lists.code)
    for stop in range(min(end, k + LONGEST), k, -1):
        name = bare(text[ts[k].start : ts[stop - 1].end], lists)
        if name.lower() in known and not _compound(text, ts[stop - 1].end):
            return stop, "country"
    return None


def _compound(text: str, at: int) -> bool:
    """Whether the word goes on behind a hyphen ("USA-Reise")."""
    return text[at : at + 1] == "-" and text[at + 1 : at + 2].isalpha()


def _body(text: str, ts: list[Token], k: int, end: int, lists: Lists, small: set[str]) -> tuple[int, str] | None:
    """An organisation: an abbreviation that stands alone, or several words with an organisation's word in them."""
    word = bare(ts[k].text, lists)
    if (
        ABBREVIATION.fullmatch(word)
        and not _ROMAN.fullmatch(word)
        and word.lower() not in words("languages/common", "no_bodies") | small
    ):
        before = text[max(0, ts[k].start - 6) : ts[k].start].lower().replace("’", "'").split(" ")
        article = before[-2:-1] if before[-1] == "" else [before[-1][-2:]]
        alone = not (k + 1 < end) and not re.match(r"(?:\s|-)\w*\d|-\w", text[ts[k].end : ts[k].end + 8])
        if alone and article and article[0] in words("languages/common", "articles"):
            return k + 1, "organisation"
    special = lists.words("organisation_words")
    if ts[k].text.lower() in lists.words("determiners") | lists.words("of"):
        return None
    if lists.flag("nouns_have_capitals"):
        return _german_body(ts, k, end, lists)
    stop = min(end, k + LONGEST)
    found = [n for n in range(k, stop) if ts[n].text.lower() in special]
    if not found or is_given(ts[k].text, lists) or end - k > LONGEST:
        return None
    # "Tribunal Supremo Ángel Hurtado": the name of a person begins where a given name does.
    stop = next((n for n in range(found[0] + 1, stop) if n + 1 < stop and is_given(ts[n].text, lists)), stop)
    while stop > k + 1 and not ts[stop - 1].capital:
        stop -= 1
    return (stop, "organisation") if stop - k > 1 else None


def _german_body(ts: list[Token], k: int, end: int, lists: Lists) -> tuple[int, str] | None:
    """ "Deutsche Bank", where the adjective's capital shows a name; "Stiftung Warentest"; "Siemens AG"."""
    if k + 1 >= end:
        return None
    word, following = ts[k].text, ts[k + 1].text
    adjective = re.fullmatch(r"[A-ZÄÖÜ]\w{3,}(?:e|en|es|em)", word) and not ts[k].first and not lists.is_role(word)
    others = lists.words("groups") | words("languages/common", "not_adjectives")
    if adjective and lists.is_body(following) and word.lower() not in others:
        return k + 2, "organisation"
    if word.lower() in lists.words("bodies_named") and not ts[k + 1].text.lower().endswith(("en", "er")):
        return k + 2, "organisation"
    for n in range(k + 1, min(end, k + 4)):
        if ts[n].text in ("AG", "GmbH", "SE", "KG"):
            return n + 1, "organisation"
    return None


def _person(
    text: str, ts: list[Token], k: int, end: int, i: int, title: str, lists: Lists, small: set[str]
) -> tuple[int, str] | None:
    """A person: a given name and at least one more, or a title or role and a name."""
    stop = min(end, k + LONGEST)
    nobles = lists.words("nobles")
    while stop > k + 1 and (ts[stop - 1].text.lower() in nobles or lists.is_role(ts[stop - 1].text)):
        stop -= 1
    for n in range(k + 2, stop - 1):
        # "Ana Pastor del Partido Popular": the name ends before what it belongs to.
        behind = next((t for t in ts[n:stop] if t.capital), ts[n])
        if not ts[n].capital and (
            behind.text.lower() in lists.words("organisation_words")
            or lists.is_body(behind.text)
            or behind.text.lower() in words("places", "cities")
        ):
            stop = n
            break
    if k + 2 < stop and not ts[k + 1].capital and is_given(ts[k].text, lists) and is_given(ts[k + 2].text, lists):
        return None  # "Roman von Barbara Kingsolver"
    size = sum(t.capital for t in ts[k:stop])
    word = ts[k].text
    if word.isupper() and len(word) > 2:
        return None
    special = any(t.text.lower() in lists.words("organisation_words") or lists.is_body(t.text) for t in ts[k:stop])
    if k and ts[k - 1].text.lower() in words("languages/common", "saints"):
        return None
    if (
        is_given(word, lists)
        and 2 <= size <= 4
        and not special
        and not (size == 2 and stop - k == 3 and ts[stop - 1].text.lower() in words("places", "cities"))
    ):
        if lists.flag("nouns_have_capitals"):
            stop = _surname_end(ts, k, stop, lists)
            if stop - k < 2:
                return None
        return stop, "person"
    if (
        k == i
        and size > 1
        and size <= 3
        and not special
        and word.lower() not in small
        and _apposed(text, ts[k].start, ts[stop - 1].end, lists)
    ):
        return (_surname_end(ts, k, stop, lists) if lists.flag("nouns_have_capitals") else stop), "person"
    before = title or _word_before(text, ts, i, lists)
    if (
        before
        and k == (i if not title else k)
        and size <= 3
        and not special
        and word.lower() not in small
        and len(word) > 2
    ):
        if title and not is_title(title, lists) and size < 2:
            return None  # "Minister Streit": as good a compound of nouns
        if lists.flag("nouns_have_capitals"):
            stop = _surname_end(ts, k, stop, lists) if size > 1 else stop
            if not is_title(before, lists) and size < 2:
                return None  # "Minister Streit": as good a compound of nouns
            if (
                word.lower() in words("languages/common", "not_given")
                or lists.is_body(word)
                or any(t.text.lower() in words("places", "cities") for t in ts[k:stop])
            ):
                return None
        return stop, "person"
    return None


def is_introduced(text: str, start: int, end: int, lists: Lists) -> bool:
    """Whether a title or a role stands before the name, or beside it behind a comma."""
    before = text[max(0, start - 30) : start].split()
    word = re.split("['’]", before[-1])[-1].strip("(«“„.") if before else ""
    return is_title(word, lists) or lists.is_role(word) or _apposed(text, start, end, lists)


def _apposed(text: str, start: int, end: int, lists: Lists) -> bool:
    """Whether a comma parts the name from a role: "le ministre de la Défense, X Y,", "X Y, maire de Brest,"."""
    if lists.flag("nouns_have_capitals"):
        return False
    if text[start - 2 : start] == ", " and text[end : end + 1] in (",", ".", "»", ":", ")", ""):
        before = re.split(r"[.,;:«»“”\"()]", text[max(0, start - 80) : start - 2])[-1].split()
        noun = next(
            (n for n, w in enumerate(before) if w.lower() in lists.words("determiners") or "'" in w or "’" in w), None
        )
        if noun is not None and any(lists.is_role(re.split("['’]", w)[-1]) for w in before[noun : noun + 3]):
            return True
    if text[end : end + 2] == ", ":
        after = [w for w in text[end + 2 : end + 50].split() if w.lower() not in lists.words("determiners")]
        return bool(after) and lists.is_role(re.split("['’]", after[0])[-1].strip(",.;"))
    return False


def _surname_end(ts: list[Token], k: int, stop: int, lists: Lists) -> int:
    """A German run goes on with any noun: a person has given names, particles and one surname."""
    n = k + 1
    while n < stop - 1 and (
        is_given(ts[n].text, lists)
        or ts[n].text.lower() in lists.words("nobles") | words("languages/common", "particles")
    ):
        n += 1
    return min(n + 1, stop)


def _word_before(text: str, ts: list[Token], i: int, lists: Lists) -> str:
    """A title or, in small letters, a role right before the run."""
    if i == 0:
        return ""
    t = ts[i - 1]
    gap = text[t.end : ts[i].start]
    if gap in (" ", "\u00a0", "\u202f", ". ", ".\u00a0") and (
        is_title(t.text, lists) or (gap != ". " and not t.capital and lists.is_role(t.text))
    ):
        return t.text
    return ""
