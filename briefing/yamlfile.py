"""YAML that people write by hand, read without guesses: every value stays the words written.

`date: 2026-11-24` is those ten characters and `words: no` the word "no". Keys that stand twice, aliases, tags
and deep nesting are refused, and everything knows its line, so that an error can name it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from briefing.errors import BriefingError

MAX_CHARS = 1_000_000  # a review of a thousand corrections is a tenth of it
MAX_DEPTH = 12  # what we read is at most five deep; PyYAML's own limit is Python's stack

_NULLS = ("", "~", "null", "Null", "NULL")
_KINDS = {"scalar": "str", "sequence": "seq", "mapping": "map"}

Fail = Callable[[str, str, str], BriefingError]
"""An error class, or what makes an error of where, trouble and mend."""


class Mapping(dict[str, Any]):
    """A YAML mapping that knows its line and the lines of its keys."""

    line: int
    lines: dict[str, int]


class Sequence(list[Any]):
    """A YAML list that knows the lines of its items."""

    lines: list[int]


class Loader(yaml.SafeLoader):
    """SafeLoader that resolves no types, aliases or nesting deeper than `most`."""

    most = MAX_DEPTH

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own name and shape)
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        mark = self.peek_event().start_mark
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="an alias (*) is not read here", problem_mark=mark)
        if self.depth >= self.most:
            raise yaml.MarkedYAMLError(problem="it is nested too deep", problem_mark=mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def node_of(text: str, loader: type[Loader]) -> yaml.Node | None:
    """The one node that `text` is. Raises YAMLError only, whose mark is the line wherever PyYAML knows the place."""
    try:
        reading = loader(text)
    except yaml.reader.ReaderError as trouble:
        # Its own message has the place as a number of characters.
        mark = yaml.Mark("", trouble.position, text.count("\n", 0, trouble.position), 0, "", 0)
        code = trouble.character if isinstance(trouble.character, int) else ord(trouble.character)
        problem = f"it has the character U+{code:04X} in it, which is no text"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark) from None
    try:
        return reading.get_single_node()
    except (OverflowError, ValueError):  # "\UFFFFFFFF"
        problem = "it has an escape for what is no character"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=reading.get_mark()) from None


def joined(value: str) -> str:
    """The value with the two halves of a character, as JSON escapes them, made one."""
    if any("\ud800" <= c <= "\udfff" for c in value):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return value


def load(text: str, where: str, error: Fail) -> Mapping:
    """The mapping that `text` is: strings, lists, mappings and None. An empty text gives an empty one."""
    if len(text) > MAX_CHARS:
        raise error(where, f"has more than {MAX_CHARS} characters", "is it the right file?")
    try:
        node = node_of(text, Loader)
    except yaml.YAMLError as trouble:
        raise _yaml_error(trouble, where, error) from None
    value = None if node is None else _plain(node, where, error)
    if value is None:
        value = Mapping()
        value.line, value.lines = 1, {}
    if not isinstance(value, Mapping):
        raise error(f"{where}:1", "is no list of keys", "write each key as key: value on a line of its own")
    return value


def _yaml_error(trouble: yaml.YAMLError, where: str, error: Fail) -> BriefingError:
    mark = getattr(trouble, "problem_mark", None)
    problem = getattr(trouble, "problem", None) or str(trouble).splitlines()[0]
    mend = "put words with a colon, quotation mark or # below their key: write `words: >-` and indent them"
    if "\\t" in problem:
        mend = "use spaces instead of tabs"
    elif "it has" in problem:
        mend = "remove it"
    elif "alias" in problem:
        mend = "write the words themselves"
    elif "deep" in problem:
        mend = "docs/reviewing.md has the keys"
    elif "another document" in problem:
        problem, mend = "a second document begins here", "remove the line ---"
    return error(f"{where}:{mark.line + 1}" if mark else where, f"is not valid YAML: {problem}", mend)


def _plain(node: yaml.Node, where: str, error: Fail) -> Any:
    line = node.start_mark.line + 1
    if node.tag != f"tag:yaml.org,2002:{_KINDS[node.id]}":  # type: ignore[attr-defined]
        raise error(f"{where}:{line}", f"the tag {node.tag} is not read here", "write it without a tag")
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _NULLS else joined(node.value)
    if isinstance(node, yaml.SequenceNode):
        items = Sequence(_plain(n, where, error) for n in node.value)
        items.lines = [n.start_mark.line + 1 for n in node.value]
        return items
    keys = Mapping()
    keys.line, keys.lines = line, {}
    for key_node, value_node in node.value:
        key, key_line = _plain(key_node, where, error), key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise error(f"{where}:{key_line}", "a key is not a word", "write each key as key: value")
        if key in keys:
            raise error(f"{where}:{key_line}", f"the key {key} stands twice", "keep one of the two")
        keys[key], keys.lines[key] = _plain(value_node, where, error), key_line
    return keys
