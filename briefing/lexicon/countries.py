"""Countries by name and nationality word, from countryinfo and Babel, with the gaps of both in names.yaml."""

from __future__ import annotations

from functools import lru_cache

from briefing.lexicon import table, words


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """ISO 3166 code by lower-cased country name, alternative names included ("south korea" → "KR")."""
    import countryinfo
    from babel import Locale

    out: dict[str, str] = {}
    for country in countryinfo.all_countries():
        code = str(country.iso(2))
        for name in (country.name(), *country.alt_spellings()):
            # Two- and three-letter codes are words of their own ("IN", "US"): names.yaml has those in use.
            if len(name) > 3 and name.isascii() and "," not in name and name.lower() not in demonyms():
                out.setdefault(name.lower(), code)
    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB"):
            out.setdefault(name.lower(), code)
    for code, more in table("names")["countries"].items():
        out.update({name.lower(): code for name in more})
    return out


@lru_cache(maxsize=1)
def display() -> dict[str, str]:
    """The usual English name by code."""
    from babel import Locale

    return {code: name for code, name in Locale("en").territories.items() if len(code) == 2}


@lru_cache(maxsize=1)
def capitals() -> frozenset[str]:
    """Lower-cased names of capital cities."""
    import countryinfo

    return frozenset(str(c.capital()).lower() for c in countryinfo.all_countries() if c.capital())


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str | None]:
    """ISO code by nationality word, None for words of no country ("european")."""
    import countryinfo

    out: dict[str, str | None] = {}
    for country in countryinfo.all_countries():
        word = country.demonym() or ""
        if word and word.isascii():
            out.setdefault(word.lower(), str(country.iso(2)))
    out.update({w.lower(): code for w, code in table("names")["demonyms"].items()})
    return out


def code_of(name: str) -> str | None:
    """ISO code of a country by any of its names, "the" ignored; None for other words."""
    key = name.lower().removeprefix("the ").strip()
    return None if key in words("names", "parts") else names().get(key)


def is_demonym(word: str) -> bool:
    """Whether the word is a nationality word or the like."""
    return word.lower() in demonyms()
