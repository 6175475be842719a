"""Names of authors as citations write them: the family name apart only where it is known which one it is.

A byline does not say. "Kim Mi-na" has her family name first, "Reuters" has none; so a name is taken apart only if its
first word is a common given name in English, and stands as it is written otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.lexicon import words

# "Mi-na": the second part of a given name that is written after the family name.
_EASTERN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_INITIAL = re.compile(r"[A-Z]\.?(?:[A-Z]\.?)?")
_JUNIOR = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Author:
    """A name: `family` and `given`, or both empty where they are not known apart."""

    name: str
    family: str = ""
    given: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, name: str) -> Author:
        parts = name.replace(",", " ").split()
        suffix = parts.pop() if len(parts) > 2 and parts[-1].casefold() in _JUNIOR else ""
        if not (1 < len(parts) < 5) or not _given(parts[0]) or any(_EASTERN.fullmatch(p) for p in parts[1:]):
            return cls(name)
        # "van", "de la": what is small belongs to what follows.
        small = next((n for n, p in enumerate(parts) if n and p[:1].islower()), len(parts) - 1)
        if not parts[-1][:1].isupper() or _INITIAL.fullmatch(parts[-1]):
            return cls(name)
        return cls(name, " ".join(parts[small:]), " ".join(parts[:small]), suffix)

    @property
    def inverted(self) -> str:
        """ "Berg, Ada", or the name as it is written."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix))) if self.family else self.name

    @property
    def apa(self) -> str:
        """ "Berg, A.", or the name as it is written."""
        if not self.family:
            return self.name
        initials = " ".join(f"{part[0]}." for part in re.split(r"[\s\-]", self.given) if part)
        return ", ".join(filter(None, (self.family, initials, self.suffix)))

    @property
    def csl(self) -> dict[str, str]:
        """A name of CSL-JSON: `literal` where its parts are not known."""
        if not self.family:
            return {"literal": self.name}
        parts = {"family": self.family, "given": self.given, "suffix": self.suffix}
        return {key: value for key, value in parts.items() if value}


def _given(word: str) -> bool:
    """The lists have no name that is a family's in East Asia, where that comes first."""
    return word.casefold() in words("given_names", "male") | words("given_names", "female")
