"""Small closed classes of English words (`words.yaml`); months and days as pieces of patterns."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"


def table(name: str) -> dict[str, Any]:
    """The whole of `name`.yaml beside this file, by libyaml where PyYAML has it: that is ten times as quick."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resources.files(__package__).joinpath(f"{name}.yaml").read_text("utf-8"), loader)


_CLASSES: dict[str, str] = table("words")


def _words(name: str) -> frozenset[str]:
    return frozenset(_CLASSES[name].split())


PREPOSITIONS = _words("prepositions")
DETERMINERS = _words("determiners")
CONJUNCTIONS = _words("conjunctions")
AUXILIARIES = _words("auxiliaries")
FINITE = AUXILIARIES - {"be", "been", "being", "having"}
PRONOUNS = _words("pronouns")
IRREGULAR_PASTS = _words("irregular_pasts")
NOT_PASTS = _words("not_pasts")
SAYING = _words("saying")
TAKES_INFINITIVE = _words("takes_infinitive")
NOT_NAMES = _words("not_names")
FREQUENT = _words("frequent")
BEARS_ON_TRUTH = tuple(_CLASSES["bears_on_truth"].split())
ABBREVIATIONS = tuple(_CLASSES["abbreviations"].split())
# Words that may not end a title, since something must follow them.
DANGLING = PREPOSITIONS | DETERMINERS | CONJUNCTIONS | AUXILIARIES | {"not", "very", "who", "also", "even"}
