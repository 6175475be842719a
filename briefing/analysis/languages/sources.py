"""The description of a source, read word by word from where it begins: "le maire de Brest, François Cuillandre".

It ends where its language's lists say that something else begins; what it cannot make out is no source.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from briefing.analysis.actors.cast import Draft
from briefing.analysis.languages.lists import Lists

_TOKEN = re.compile(
    r"\s*(?:(?P<elided>[ldLD]['’](?=\w))|(?P<word>[^\W_](?:[\w]|[-’'.&](?=\w))*)|(?P<comma>,)|(?P<other>\S))"
)
_MOST_WORDS = 16
_MOST_CHARS = 200
# Words of an addition between commas.
_APPOSITION = 12

Kind = Literal["name", "joint", "pronoun", "noun", "unclear"]


@dataclass(frozen=True, slots=True)
class Source:
    """`[start, end)` of the description, the actors it names, or the noun it is built on, with that noun's offset."""

    start: int
    end: int
    kind: Kind
    actors: tuple[Draft, ...] = ()
    head: int = 0
    noun: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'")

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper() or self.text[:1].isdigit()


class Sources:
    """Reads descriptions in one article."""

    def __init__(self, text: str, lists: Lists, cast: Sequence[Draft]) -> None:
        self.text, self.lists = text, lists
        self.names = sorted((m.start, m.end, n) for n, d in enumerate(cast) for m in d.mentions)
        self.cast = cast

    def named_at(self, offset: int) -> tuple[int, int, Draft] | None:
        """The mention that holds the offset."""
        i = bisect.bisect_right(self.names, offset, key=lambda n: n[0]) - 1
        if i >= 0 and offset < self.names[i][1]:
            start, end, n = self.names[i]
            return start, end, self.cast[n]
        return None

    def named_between(self, start: int, end: int) -> list[tuple[int, int, Draft]]:
        """Mentions inside `[start, end)`, in order."""
        first = bisect.bisect_left(self.names, start, key=lambda n: n[0])
        last = bisect.bisect_left(self.names, end, key=lambda n: n[0])
        return [(a, b, self.cast[n]) for a, b, n in self.names[first:last]]

    def read(self, start: int, limit: int) -> Source | None:
        """The source that begins at `start` (after white space) and ends before `limit`; None where there is none."""
        first_word = re.compile(r"\s*(\w+)\s").match(self.text, start, limit)
        if first_word and first_word[1].lower() in self.lists.words("and") | self.lists.words("opens_source"):
            start = first_word.end()
        segments = self._segments(start, min(limit, start + _MOST_CHARS))
        if not segments or not segments[0]:
            return None
        first = segments[0][0]
        if first.low in self.lists.by_gender("pronouns") and len(segments[0]) == 1:
            gender = self.lists.by_gender("pronouns")[first.low]
            if gender == "unclear":
                return None
            return Source(first.start, first.end, "pronoun", gender=gender, head=first.start)
        whole = segments[0][0].start, segments[-1][-1].end
        found = [self._heads(segment) for segment in segments]
        if found[0] is None or (len(found) > 1 and found[0] and found[0][0][2].type != "person" and any(found[1:])):
            return Source(*whole, "unclear", head=first.start)
        for heads in found:
            if heads is None:
                return Source(*whole, "unclear", head=first.start)
            if heads:
                actors = tuple(dict.fromkeys(d for _, _, d in heads))
                kind: Kind = "name" if len(actors) == 1 else "joint"
                return Source(*whole, kind, actors, heads[0][0])
        noun = self._noun(segments[0])
        if noun is None:
            return Source(*whole, "unclear", head=first.start)
        return Source(*whole, "noun", head=noun.start, noun=noun.text)

    def known(self, source: Source) -> bool:
        """Whether the source is somebody who can say something, as far as the lists know."""
        return source.kind in ("name", "joint", "pronoun") or (
            source.kind == "noun" and bool(self.kind_of(source.noun))
        )

    def kind_of(self, noun: str) -> str:
        """Type of an unnamed source by its noun; empty where the lists do not have it."""
        if noun.lower() in self.lists.words("groups"):
            return "group"
        if self.lists.is_role(noun):
            return "person"
        if self.lists.is_body(noun):
            return "organisation"
        plural = noun.lower().removesuffix("s")
        return (
            "group"
            if self.lists.code in ("fr", "es", "pt") and plural != noun.lower() and self.lists.is_role(plural)
            else ""
        )

    def _words(self, start: int, limit: int) -> Iterator[_Word | str]:
        at = start
        while m := _TOKEN.match(self.text, at, limit):
            at = m.end()
            if m["comma"]:
                yield ","
            elif m["other"]:
                # "M. Dupont", "Dr. Müller", "J. Smith"
                yield m["other"]
                if m["other"] != ".":
                    return
            else:
                yield _Word(m.start("word") if m["word"] else m.start("elided"), at, m["word"] or m["elided"])

    def _segments(self, start: int, limit: int) -> list[list[_Word]]:
        """The words of the description, parted at its commas."""
        words = list(self._words(start, limit))
        head, at = self._phrase(words, 0)
        if not head:
            return []
        out = [head]
        while at < len(words) and words[at] == "," and len(out) < 3:
            more, after = self._phrase(words, at + 1)
            closes = after >= len(words) or not isinstance(words[after], _Word)
            if not more or not closes or len(more) > _APPOSITION or not self._adds(more):
                break
            out.append(more)
            at = after
        return out

    def _adds(self, words: Sequence[_Word]) -> bool:
        """Whether the words between commas say who it is: a name, or a role and what hangs on it."""
        first = words[0]
        if self.named_at(first.start) or (
            len(words) > 1 and self.named_at(words[1].start) and first.low in self.lists.words("determiners")
        ):
            return True
        nouns = [w for w in words if w.low not in self.lists.words("determiners")]
        return bool(nouns) and any(self.lists.is_role(w.text) for w in nouns[:3]) and self._ends_well(words)

    def _ends_well(self, words: Sequence[_Word]) -> bool:
        """In German a clause ends with its verb, in small letters; a description with a noun."""
        return not self.lists.flag("nouns_have_capitals") or words[-1].capital

    def _phrase(self, words: Sequence[_Word | str], at: int) -> tuple[list[_Word], int]:
        """The words of one phrase from index `at` on, and the index behind it."""
        lists = self.lists
        determiners, of, ands, ends = (lists.words(k) for k in ("determiners", "of", "and", "ends_source"))
        german = lists.flag("nouns_have_capitals")
        out: list[_Word] = []
        n = at
        while n < len(words) and len(out) < _MOST_WORDS:
            w = words[n]
            if w == ".":
                # The dot of a title or an initial only.
                if (
                    out
                    and (self._is_title(out[-1].text) or len(out[-1].text) == 1)
                    and n + 1 < len(words)
                    and isinstance(words[n + 1], _Word)
                ):
                    n += 1
                    continue
                break
            if not isinstance(w, _Word):
                break
            following = words[n + 1] if n + 1 < len(words) else None
            after = following if isinstance(following, _Word) else None
            if not out:
                if w.low in lists.by_gender("pronouns") and (w.low not in determiners or after is None):
                    return [w], n + 1
                if w.low in ends and w.low not in determiners:
                    return [], n
                if not (
                    w.capital or w.low in determiners or self.named_at(w.start) or (not german and self._opens_bare(w))
                ):
                    return [], n
            elif w.low in ands:
                if after is None or not (after.capital and (german or self.named_at(after.start))):
                    break
            elif w.low in of and not (german and w.low == "der" and self.named_at(out[-1].start)):
                if after is None or (
                    self.named_at(out[-1].start) and not w.low.startswith("d") and w.low not in ("von", "de")
                ):
                    break
                if self.named_at(out[-1].start) and not self.named_at(w.start):
                    break
            elif self.named_at(w.start) or (w.low in determiners and out[-1].low in of):
                pass
            elif (
                (
                    w.low in lists.words("auxiliaries")
                    or w.low in lists.by_gender("pronouns")
                    or (not w.capital and lists.cue_at(self.text, w.start, w.start + 40))
                )
                or w.low in ends
                or (w.low in determiners and w.low not in of)
            ):
                break
            elif w.capital:
                if self.named_at(out[-1].start) and german:
                    break  # "sagte Müller Journalisten"
            elif german:
                behind = words[n + 1 : n + 3]
                if not (out[-1].low in determiners | of or not out[-1].capital) or not any(
                    isinstance(b, _Word) and b.capital for b in behind
                ):
                    break
            elif out[-1].capital and (out[-1].low not in determiners):
                known = self.named_at(out[-1].start)
                # "le ministre des Affaires étrangères", "le maire de Brest sortant X"
                hangs = len(out) > 2 and (out[-2].low in of or out[-2].low in determiners)
                if known or not ((after is not None and after.capital) or hangs):
                    break
            out.append(w)
            n += 1
        while out and (out[-1].low in of or out[-1].low in ands or (out[-1].low in determiners and len(out) > 1)):
            out.pop()
            n -= 1
        if out and all(w.low in determiners for w in out):
            return [], at
        return out, n

    def _opens_bare(self, w: _Word) -> bool:
        """Whether a common noun may open a source without an article: a role or a group."""
        return (
            self.lists.is_role(w.text)
            or w.low in self.lists.words("groups")
            or self.lists.is_body(w.text)
            or self._is_title(w.text)
        )

    def _is_title(self, word: str) -> bool:
        return word.lower().rstrip(".") in self.lists.by_gender("titles")

    def _heads(self, segment: Sequence[_Word]) -> list[tuple[int, int, Draft]] | None:
        """The names that the segment is about, not those that hang on its noun; None where that is not clear."""
        lists = self.lists
        names = self.named_between(segment[0].start, segment[-1].end)
        if not names:
            return []
        start, end, _ = names[0]
        opening = next((n for n, w in enumerate(segment) if w.low not in lists.words("determiners")), 0)
        before = [w for w in segment[opening:] if w.end <= start and not self._is_title(w.text)]
        if any(w.low in lists.words("of") for w in before):
            last = [w for w in segment if w.end <= start][-1]
            hangs = last.low in lists.words("of") or last.low in lists.words("determiners")
            if hangs:
                return []
            direct = (
                (last.capital or lists.is_body(last.text))
                and not lists.is_role(last.text)
                and " " in self.text[start:end]
            )
            if lists.flag("nouns_have_capitals") or not direct:
                return None
        elif names[0][2].type != "person" and len(before) > 0:
            return []  # "NATO-Chef", "UN spokesman"
        heads = [names[0]]
        for a, b in pairwise(names):
            between = [w.low for w in segment if a[1] <= w.start and w.end <= b[0]]
            if not between or not set(between) & lists.words("and"):
                inner = set(between) & lists.words("of")
                if inner:
                    break
                if a[2].type == "person" and b[2].type == "person":
                    return None
                if a[2].type != "person" and b[2].type == "person":
                    heads = [b]
                continue
            heads.append(b)
        return heads

    def _noun(self, segment: Sequence[_Word]) -> _Word | None:
        """The noun that the phrase is built on: the first that is known, else the first noun of all."""
        found: list[_Word] = []
        for w in segment:
            if found and w.low in self.lists.words("of"):
                break
            if w.low not in self.lists.words("determiners"):
                found.append(w)
        if not found:
            return None
        if self.lists.flag("nouns_have_capitals"):
            found = [w for w in found if w.capital] or found
        return next(
            (w for w in found if self.kind_of(w.text)),
            found[-1] if self.lists.flag("nouns_have_capitals") else found[0],
        )
