"""A review file as values: which keys there are, of which type. Nothing here looks at a briefing.

docs/reviewing.md describes every key; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing import yamlfile
from briefing.errors import ReviewError
from briefing.ingest.metadata import is_web_address
from briefing.review.reading import Keys, choice, flag, names, number, text, words

KINDS = ("summary", "positions", "background", "timeline", "topics")
TYPES = ("person", "organisation", "country", "group")
FORMS = ("direct", "indirect", "mixed")
POLARITIES = ("positive", "negative")
PREFIXES = {"s": "summary", "p": "positions", "b": "background"}

_ID = re.compile(r"([spb])-[0-9a-f]{8}(-\d+)?")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d")


def kind_of(id: str) -> str | None:
    """The section that an item's id belongs to; None where it is no item's id."""
    match = _ID.fullmatch(id)
    return PREFIXES[match[1]] if match else None


@dataclass(frozen=True, slots=True)
class Target:
    """Which item an entry is about. Words win over the id, which only chooses between several that fit."""

    at: str  # "seeds/x.review.yaml:12", for messages
    id: str | None = None
    words: tuple[str, ...] = ()
    occurrence: int | None = None
    near: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """An item to edit or to add: `changes` has its keys, as the file has them (None: taken away)."""

    target: Target
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class When:
    """A time expression by its words; `value` where the words do not give it."""

    words: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """What to do with an actor; `name` may be an alias or the id."""

    at: str
    name: str
    rename: str | None = None
    type: str | None = None
    role: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    split: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (name, further words for the same actor)
    hide: bool = False
    reject: bool = False


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A remark, on an item or on all."""

    text: str
    by: str | None
    about: Target | None


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A whole review. `set` has only the fields that the file names."""

    where: str
    by: str | None = None
    date: str | None = None
    reviewed: bool = False
    publish: bool | None = None
    robots: str | None = None
    set: dict[str, Any] = field(default_factory=dict)
    reject: tuple[Target, ...] = ()
    edit: tuple[Correction, ...] = ()
    add: tuple[Correction, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    notes: tuple[NoteEntry, ...] = ()


def read(path: Path) -> ReviewFile:
    """The review at `path`. Raises ReviewError."""
    where = path.as_posix()
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ReviewError(where, f"cannot be read: {error.strerror or error}", "check the file") from None
    except UnicodeDecodeError:
        raise ReviewError(where, "is not in UTF-8", "save it in the encoding UTF-8") from None
    keys = Keys(yamlfile.load(content, where, ReviewError), where, "a review", REVIEW_KEYS)
    reviewed = keys.mapping("reviewed", "reviewed", REVIEWED_KEYS)
    return ReviewFile(
        where=where,
        by=reviewed.get("by", text),
        date=reviewed.get("date", date),
        reviewed="reviewed" in keys,
        publish=keys.get("publish", flag),
        robots=keys.get("robots", text),
        set=keys.mapping("set", "set", SET_KEYS).read_all(SET_KEYS),
        reject=tuple(_reject(item, at, where) for item, at in keys.items("reject")),
        edit=tuple(_edit(item, at, where) for item, at in keys.items("edit")),
        add=tuple(_add(item, at, where) for item, at in keys.items("add")),
        actors=tuple(_actor(item, where) for item, _ in keys.items("actors")),
        notes=tuple(_note(item, where) for item, _ in keys.items("notes")),
    )


def date(value: Any, at: str, key: str) -> str:
    """A date as precise as it is known."""
    found = text(value, at, key)
    if not _DATE.fullmatch(found):
        raise ReviewError(at, f"{key}: “{found}” is no date", "write 2026-11-24, 2026-11 or 2026")
    return found


def address(value: Any, at: str, key: str) -> str:
    """The address of a web page."""
    found = text(value, at, key)
    if not is_web_address(found):
        raise ReviewError(at, f"{key}: “{found}” is no web address", "begin it with http:// or https://")
    return found


def _when(value: Any, at: str, key: str) -> When:
    if isinstance(value, yamlfile.Mapping):
        keys = Keys(value, at.rsplit(":", 1)[0], key, WHEN_KEYS)
        return When(keys.need("words", text), keys.get("value", date))
    return When(text(value, at, key))


Reader = Callable[[Any, str, str], Any]

# Each key with what reads its value.
REVIEWED_KEYS: dict[str, Reader] = {"by": text, "date": date}
SET_KEYS: dict[str, Reader] = {
    "title": text, "standfirst": text, "date": date, "outlet": text, "url": address, "authors": names,
}  # fmt: skip
WHEN_KEYS: dict[str, Reader] = {"words": text, "value": date}
TARGET_KEYS: dict[str, Reader] = {
    "id": text, "words": words, "occurrence": number, "near": text, "in": choice(*KINDS),
}  # fmt: skip
ITEM_KEYS: dict[str, dict[str, Reader]] = {
    "summary": {},
    "positions": {
        "actor": names, "act": text, "form": choice(*FORMS), "polarity": choice(*POLARITIES), "source": text,
        "cue": text, "addressee": text, "shown": flag,
    },
    "background": {"when": _when, "kind": choice("history", "context")},
    "topics": {},
}  # fmt: skip
# How `add` names the section of one item.
ADD_KEYS = {"summary": "summary", "position": "positions", "background": "background", "topic": "topics"}
ACTOR_KEYS = ("name", "rename", "type", "role", "merge", "split", "hide", "reject")
SPLIT_KEYS = ("name", "also")
NOTE_KEYS = ("by", "text", "about")
REVIEW_KEYS = ("reviewed", "publish", "robots", "set", "reject", "edit", "add", "actors", "notes")


def _target(keys: Keys) -> Target:
    id = keys.get("id", text)
    if id is not None and kind_of(id) is None:
        mend = "ids look like p-1a2b3c4d; copy one from `briefing show --review`, or give only `words:`"
        raise ReviewError(keys.at("id"), f"“{id}” is no item's id", mend)
    found = keys.get("words", words) or ()
    if id is None and not found:
        raise ReviewError(keys.at(), "names no item", "give it `words:` (the article's own) or `id:`")
    return Target(
        keys.at(), id, found, keys.get("occurrence", number), keys.get("near", text),
        keys.get("in", choice(*KINDS)) or (kind_of(id) if id else None),
    )  # fmt: skip


def _about(value: Any, at: str) -> Target:
    """One line that is an id or words."""
    line = text(value, at, "an item")
    if kind := kind_of(line):
        return Target(at, id=line, kind=kind)
    return Target(at, words=(line,))


def _reject(item: Any, at: str, where: str) -> Target:
    if not isinstance(item, yamlfile.Mapping):
        return _about(item, at)
    return _target(Keys(item, where, "reject", tuple(TARGET_KEYS)))


def _edit(item: Any, at: str, where: str) -> Correction:
    every = {k: r for keys in ITEM_KEYS.values() for k, r in keys.items()}
    keys = Keys(item, where, "edit", (*TARGET_KEYS, "to", *every), at)
    target = _target(keys)
    kind = target.kind or next((k for k, own in ITEM_KEYS.items() if any(key in keys for key in own)), None)
    if kind not in ITEM_KEYS or kind == "topics":
        mend = "say which with `in: summary`, `in: positions` or `in: background`"
        raise ReviewError(target.at, "does not say what kind of item it edits", mend)
    readers = ITEM_KEYS[kind] | {"to": words}
    keys.only((*TARGET_KEYS, *readers), f"edit in {kind}")
    changes = keys.read_all(readers)
    if not changes:
        mend = f"give the new words as `to:`, or one of: {', '.join(readers)}"
        raise ReviewError(target.at, "changes nothing", mend)
    return Correction(Target(target.at, target.id, target.words, target.occurrence, target.near, kind), changes)


def _add(item: Any, at: str, where: str) -> Correction:
    every = {k for keys in ITEM_KEYS.values() for k in keys}
    keys = Keys(item, where, "add", (*ADD_KEYS, "occurrence", "near", *every), at)
    named = [k for k in ADD_KEYS if k in keys]
    if len(named) != 1:
        mend = f"begin it with one of: {', '.join(ADD_KEYS)}; its value is the article's words"
        raise ReviewError(keys.at(), "does not say what to add" if not named else "adds two things", mend)
    kind = ADD_KEYS[named[0]]
    keys.only((named[0], "occurrence", "near", *ITEM_KEYS[kind]), f"add {named[0]}")
    target = Target(
        keys.at(), None, keys.need(named[0], words), keys.get("occurrence", number), keys.get("near", text),
        kind,
    )  # fmt: skip
    return Correction(target, keys.read_all(ITEM_KEYS[kind]))


def _actor(item: Any, where: str) -> ActorEntry:
    keys = Keys(item, where, "actors", ACTOR_KEYS)
    entry = ActorEntry(
        at=keys.at(),
        name=keys.need("name", text),
        rename=keys.get("rename", text),
        type=keys.get("type", choice(*TYPES)),
        role=keys.get("role", words) or (),
        merge=keys.get("merge", names) or (),
        split=tuple(_split(part, at, where) for part, at in keys.items("split")),
        hide=bool(keys.get("hide", flag)),
        reject=bool(keys.get("reject", flag)),
    )
    if len(keys) < 2:
        raise ReviewError(keys.at(), "changes nothing", f"give one of: {', '.join(ACTOR_KEYS[1:])}")
    return entry


def _split(part: Any, at: str, where: str) -> tuple[str, tuple[str, ...]]:
    if not isinstance(part, yamlfile.Mapping):
        return text(part, at, "split"), ()
    keys = Keys(part, where, "split", SPLIT_KEYS)
    return keys.need("name", text), keys.get("also", names) or ()


def _note(item: Any, where: str) -> NoteEntry:
    keys = Keys(item, where, "notes", NOTE_KEYS)
    about = _about(keys["about"], keys.at("about")) if keys.get("about", text) else None
    return NoteEntry(keys.need("text", text), keys.get("by", text), about)
