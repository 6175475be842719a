"""The word lists of one language, ready for use; empty ones for a language that has none.

Keys of lexicon/languages/XX.yaml, all optional: `verbs` and `participles` are forms by act, the latter behind one of
the `auxiliaries`, with one of the `adverbs` between; a German verb of two words is one whose prefix stands last.
`clitics` are subjects written behind a verb ("dit-il"). `only_behind` stand only behind what was said. `according` are
prepositions of a source, `according_behind` those behind it. `that` opens reported clauses; `reported_without_that`
and `subjunctive` are for a language that reports in that mood. `of` joins a noun to a noun, `ends_source` ends the
description of a source. `roles` are people's, `groups` unnamed people, `bodies` organisations, as common nouns;
`role_ends` and `body_ends` the ends of such words. `organisation_words` stand in names of organisations only.
`opens_leaning` opens sentences that lean on the one before. `relative` are patterns of time, `years_after` what may
stand before a year. `negations_before` and `negations_behind` a reporting word say that nothing was said. `verb_first`,
`verb_second`, `verb_last` and `unspaced` say where reporting words stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from briefing.lexicon import table, tables

# Of a description whose language has no list, and of what may stand between a verb and its participle.
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word in the text: `[start, end)`, its act, and the gender of a subject written behind it.

    `prefix` is the part of a German verb that stands at the end ("teilte … mit").
    """

    start: int
    end: int
    word: str
    act: str
    clitic: str = ""
    prefix: str = ""


@dataclass(frozen=True, eq=False)
class Lists:
    """All lists of a language. `code` is its ISO 639-1 code."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether there are lists for this language."""
        return bool(self.data)

    @cache  # noqa: B019  (there is one of each language)
    def words(self, key: str) -> frozenset[str]:
        """The list `key`, lower-cased."""
        return frozenset(w.lower() for w in self.data.get(key, ()))

    @cache  # noqa: B019
    def by_gender(self, key: str) -> dict[str, str]:
        """Gender by word, of `pronouns` or `titles`."""
        return {w.lower(): gender for gender, found in self.data.get(key, {}).items() for w in found}

    def flag(self, key: str) -> bool:
        """Whether the language has this trait."""
        return bool(self.data.get(key))

    @cached_property
    def _acts(self) -> dict[str, tuple[str, str]]:
        """Act and prefix by the form of a verb, or by its first word where its prefix stands last."""
        out: dict[str, tuple[str, str]] = {}
        for act, forms in self.data.get("verbs", {}).items():
            for form in forms:
                if self.flag("prefixes_stand_last") and " " in form:
                    first, prefix = form.split(" ", 1)
                    out.setdefault(first, (act, prefix))
                else:
                    out[form] = (act, "")
        return out

    @cached_property
    def _participles(self) -> dict[str, str]:
        return {form: act for act, forms in self.data.get("participles", {}).items() for form in forms}

    @cached_property
    def _cue(self) -> re.Pattern[str]:
        if not self._acts:
            return _NEVER
        clitics = either(c for found in self.data.get("clitics", {}).values() for c in found)
        clitic = rf"(?:{clitics})?" if clitics else ""
        finite = rf"(?P<verb>{either(self._acts)})(?P<clitic>{clitic})"
        both = finite
        if self._participles:
            between = either(self.data.get("adverbs", ()))
            both = (
                rf"(?:l['’])?(?:{either(self.data['auxiliaries'])})(?P<inverted>{clitic})\s+(?:(?:{between})\s+)?"
                rf"(?P<participle>{either(self._participles)})(?:e|s|es)?|{finite}"
            )
        return re.compile(rf"(?<![\w'’-])(?:{both})(?![\w-])")

    def cues(self, text: str, start: int, end: int) -> list[Cue]:
        """Reporting words of `[start, end)` in order."""
        return [self._made(m) for m in self._cue.finditer(text, start, end) if not self._denied(text, m.start())]

    def cue_at(self, text: str, start: int, end: int) -> Cue | None:
        """The reporting word that begins at `start`, or None."""
        m = self._cue.match(text, start, end)
        return self._made(m) if m and not self._denied(text, start) else None

    def _denied(self, text: str, start: int) -> bool:
        """Whether a word of negation stands right before the reporting word."""
        before = re.search(r"(\w+)['’\s]*$", text[max(0, start - 12) : start])
        return before is not None and before[1].lower() in self.words("negations_before")

    def unsaid(self, text: str, start: int, end: int) -> bool:
        """Whether one of the next words is a negation that belongs to a verb before it ("sagte die Armee nicht")."""
        return bool(self.words("negations_behind") & {w.lower() for w in re.findall(r"\w+", text[start:end])[:5]})

    def _made(self, m: re.Match[str]) -> Cue:
        groups = m.groupdict()
        if groups.get("participle"):
            word, written = groups["participle"], groups["inverted"]
            act, prefix = self._participles[_plain(word)], ""
        else:
            word, written = groups["verb"], groups["clitic"]
            act, prefix = self._acts[_plain(word)]
        return Cue(m.start(), m.end(), word, act, self._clitics.get(written or "", ""), prefix)

    @cached_property
    def _clitics(self) -> dict[str, str]:
        return {c: gender for gender, found in self.data.get("clitics", {}).items() for c in found}

    @cached_property
    def according(self) -> re.Pattern[str]:
        """What stands before a source in "according to X"."""
        found = either(self.data.get("according", ()))
        return re.compile(rf"(?<![\w-])(?:{found})(?:\s+|(?<=['’]))", re.I) if found else _NEVER

    @cached_property
    def that(self) -> re.Pattern[str]:
        """A comma that may be there, and the word that opens a reported clause."""
        found = either(self.data.get("that", ()))
        return re.compile(rf",?\s+(?:{found})(?:\s+|(?<=['’]))") if found else _NEVER

    @cached_property
    def subjunctive(self) -> re.Pattern[str]:
        """A verb in the mood of reported speech."""
        found = either(self.data.get("subjunctive", ()))
        return re.compile(rf"\b(?:{found})\b") if found else _NEVER

    def is_role(self, word: str) -> bool:
        """Whether the common noun says what a person is."""
        return self._is(word, "roles", "role_ends")

    def is_body(self, word: str) -> bool:
        """Whether the common noun is of an organisation, or of a document that speaks for one."""
        return self._is(word, "bodies", "body_ends")

    @cache  # noqa: B019
    def _is(self, word: str, key: str, ends: str) -> bool:
        low = word.lower()
        return low in self.words(key) or any(low.endswith(e) and len(low) > len(e) + 2 for e in self.words(ends))


def _plain(word: str) -> str:
    return re.sub(r"\s+", " ", word.replace("’", "'"))


def either(found: Any) -> str:
    """A pattern of any of the words, the longest first; any white space and apostrophe between their parts."""
    forms = sorted({str(w) for w in found}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in forms)


@lru_cache(maxsize=32)
def lists_of(code: str) -> Lists:
    """The lists of the language with this ISO 639-1 code."""
    name = f"languages/{code}"
    return Lists(code, table(name) if name in tables("languages") else {})
