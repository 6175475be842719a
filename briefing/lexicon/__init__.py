"""Word lists as data: one YAML file a subject, read once. Nothing in them may be true of one article alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> dict[str, Any]:
    """The whole of `name`.yaml."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf8"), loader)


@cache
def tables(folder: str) -> frozenset[str]:
    """Names of the tables in a folder, as `table` takes them."""
    found = files(__name__).joinpath(folder).iterdir()
    return frozenset(f"{folder}/{f.name.removesuffix('.yaml')}" for f in found if f.name.endswith(".yaml"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list `key` of `name`.yaml, lower-cased, as a set."""
    return frozenset(w.lower() for w in table(name)[key])


@dataclass(frozen=True, slots=True)
class Cue:
    """How a reporting verb takes what it reports (see reporting.yaml)."""

    lemma: str
    act: str
    object: bool = False
    to: bool = False
    prep: tuple[str, ...] = ()
    person: bool = False
    weak: bool = False
    quote: bool = False
    passive: bool = True


@lru_cache(maxsize=1)
def cues() -> dict[str, Cue]:
    """Reporting verbs by lemma."""
    out = {}
    for act, entries in table("reporting")["verbs"].items():
        for entry in entries:
            lemma, options = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
            flags: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
            out[lemma] = Cue(lemma, act, **flags)
    return out
