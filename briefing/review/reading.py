"""Reading a YAML mapping key by key, with errors that name the line and the nearest right key."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from briefing import yamlfile
from briefing.errors import ReviewError

T = TypeVar("T")

_SHOWN_LETTERS = 80
_YES, _NO = ("true", "yes", "on"), ("false", "no", "off")


class Keys:
    """The keys of a mapping in the file `where`; `owner` names it in messages."""

    def __init__(self, value: Any, where: str, owner: str, allowed: Iterable[str], at: str = "") -> None:
        if not isinstance(value, yamlfile.Mapping):
            at = at or where
            raise ReviewError(at, f"{owner}: expected keys, not {_named(value)}", "write each as key: value")
        self._map, self._where, self._owner = value, where, owner
        self.only(allowed, owner)

    def __contains__(self, key: str) -> bool:
        return key in self._map

    def __len__(self) -> int:
        return len(self._map)

    def __getitem__(self, key: str) -> Any:
        return self._map[key]

    def at(self, key: str | None = None) -> str:
        """File and line of the mapping, or of one of its keys."""
        line = self._map.line if key is None else self._map.lines.get(key, self._map.line)
        return f"{self._where}:{line}"

    def only(self, allowed: Iterable[str], owner: str) -> None:
        """Refuse keys that do not belong here."""
        allowed = list(allowed)
        for key in self._map:
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                mend = f"did you mean {near[0]}?" if near else f"its keys are {', '.join(allowed)}"
                raise ReviewError(self.at(key), f"{owner} has no key {key}", mend)

    def get(self, key: str, read: Callable[[Any, str, str], T]) -> T | None:
        """The value of a key, read; None where the key or its value is missing."""
        value = self._map.get(key)
        return None if value is None else read(value, self.at(key), key)

    def need(self, key: str, read: Callable[[Any, str, str], T]) -> T:
        """The value of a key that must be there."""
        value = self.get(key, read)
        if value is None:
            raise ReviewError(self.at(key), f"{self._owner} needs the key {key}", f"give it: {key}: …")
        return value

    def read_all(self, readers: Mapping[str, Callable[[Any, str, str], Any]]) -> dict[str, Any]:
        """All keys that are there, read; None for those without a value."""
        return {key: self.get(key, read) for key, read in readers.items() if key in self._map}

    def mapping(self, key: str, owner: str, allowed: Iterable[str]) -> Keys:
        """The mapping under a key; an empty one where there is none."""
        value = self._map.get(key)
        if value is None:
            value = yamlfile.Mapping()
            value.line, value.lines = self._map.lines.get(key, self._map.line), {}
        return Keys(value, self._where, owner, allowed, self.at(key))

    def items(self, key: str) -> Iterator[tuple[Any, str]]:
        """The items of the list under a key, each with its file and line."""
        value = self._map.get(key)
        if value is None:
            return
        if not isinstance(value, yamlfile.Sequence):
            mend = "begin each item with a hyphen: - …"
            raise ReviewError(self.at(key), f"{key}: expected a list, not {_named(value)}", mend)
        for item, line in zip(value, value.lines, strict=True):
            yield item, f"{self._where}:{line}"


def text(value: Any, at: str, key: str) -> str:
    """One piece of text."""
    if not isinstance(value, str) or not value.strip():
        raise ReviewError(at, f"{key}: expected text, not {_named(value)}", f"write {key}: and the words")
    return value.strip()


def words(value: Any, at: str, key: str) -> tuple[str, ...]:
    """The article's words: one piece, or a list of pieces."""
    if isinstance(value, yamlfile.Sequence) and value:
        return tuple(text(v, at, key) for v in value)
    return (text(value, at, key),)


# The same shape, for names.
names = words


def flag(value: Any, at: str, key: str) -> bool:
    """Yes or no."""
    low = value.lower() if isinstance(value, str) else None
    if low not in (*_YES, *_NO):
        raise ReviewError(at, f"{key}: expected true or false, not {_named(value)}", "write one of the two")
    return low in _YES


def number(value: Any, at: str, key: str) -> int:
    """A whole number from 1 on."""
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or not 0 < int(value[:7]) < 10**6:
        raise ReviewError(at, f"{key}: expected a number, not {_named(value)}", "1 is the first")
    return int(value)


def choice(*options: str) -> Callable[[Any, str, str], str]:
    """A reader of one of `options`."""

    def read(value: Any, at: str, key: str) -> str:
        if value not in options:
            near = difflib.get_close_matches(value, options, 1) if isinstance(value, str) else []
            mend = f"did you mean {near[0]}?" if near else f"write one of: {', '.join(options)}"
            raise ReviewError(at, f"{key}: {_named(value)} is not known", mend)
        return value

    return read


def _named(value: Any) -> str:
    """A wrong value in a message."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        shown = value if len(value) <= _SHOWN_LETTERS else f"{value[:_SHOWN_LETTERS]}…"
        return f"“{shown}”" if value.strip() else "nothing"
    return "a list" if isinstance(value, list) else "keys"
