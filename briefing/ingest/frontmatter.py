"""YAML front matter: what stands between two `---` lines at the very top of a seed.

Read by our own walk over PyYAML's nodes, so that every plain value stays the words written (`language: no`
is Norwegian and `title: 1984` a title), nothing is constructed, and each error names its line.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

import yaml

from briefing.errors import FrontMatterError
from briefing.yamlfile import Loader, Mapping, joined, node_of

KEYS = (
    "title",
    "standfirst",
    "author",
    "authors",
    "byline",
    "outlet",
    "date",
    "url",
    "language",
    "tags",
    "licence",
    "id",
    "publish",
    "robots",
    "kind",
    "version_of",
    "retrieved",
    "file",
)
# Names other tools use for the same thing: only ever named in a warning, since a key has one name here.
OTHER_NAMES = {
    "headline": "title", "name": "title", "subtitle": "standfirst", "description": "standfirst",
    "summary": "standfirst", "deck": "standfirst", "dek": "standfirst", "lead": "standfirst",
    "bylines": "byline", "by": "author", "writer": "author", "source": "outlet", "publisher": "outlet",
    "site": "outlet", "sitename": "outlet", "newspaper": "outlet", "published": "date", "pubdate": "date",
    "published_at": "date", "link": "url", "permalink": "url", "lang": "language", "keywords": "tags",
    "categories": "tags", "license": "licence", "rights": "licence", "slug": "id", "draft": "publish",
    "type": "kind", "genre": "kind", "accessed": "retrieved", "filename": "file",
}  # fmt: skip
# No real front matter comes near it; the limit keeps YAML's parser from long work on a wrong file.
MAX_CHARS = 64_000
# YAML's own limits on nesting are Python's stack; nothing we read is deeper than a list in a mapping.
MAX_DEPTH = 8

_FENCE = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.M)
_KEY_LINE = re.compile(r"^([A-Za-z_-]+)[ \t]*:(?:\s|$)", re.M)
_PLAIN_TAGS = tuple(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_NULLS = ("", "~", "null", "Null", "NULL")


class _Loader(Loader):
    """The reviews' loader; front matter is flatter."""

    most = MAX_DEPTH


def split(text: str, where: str, lenient: bool = False) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """Front matter as a mapping of known keys, the text after it, and warnings; `{}` where there is none.

    `lenient` is for plain text files, where a `---` line may be just a line: they have front matter only
    if a known key stands in it.
    """
    opening = _FENCE.match(text)
    if not opening:
        return {}, text, ()
    closing = _CLOSE.search(text, opening.end(), opening.end() + MAX_CHARS)
    if not closing:
        first = _KEY_LINE.match(text, opening.end())
        if first and first[1].lower() in KEYS:
            mend = "put a line --- after its last key"
            trouble = f"the front matter is not closed, or has more than {MAX_CHARS} characters"
            raise FrontMatterError(f"{where}:1", trouble, mend)
        return {}, text, ()
    inside = text[opening.end() : closing.start()]
    written = {m[1].lower() for m in _KEY_LINE.finditer(inside)}
    if not written & set(KEYS) and (lenient or not written):
        return {}, text, ()
    data, warnings = _known(_load(inside, where), where)
    return data, text[closing.end() :], warnings


def _load(inside: str, where: str) -> Mapping:
    try:
        node = node_of(inside, _Loader)
    except yaml.YAMLError as e:
        raise _yaml_error(e, where) from None
    if node is None:
        empty = Mapping()
        empty.line, empty.lines = 1, {}
        return empty
    value = _plain(node, where)
    if not isinstance(value, Mapping):
        raise FrontMatterError(where, "the front matter is no list of keys", "write one key: value a line")
    return value


def _yaml_error(error: yaml.YAMLError, where: str) -> FrontMatterError:
    mark = getattr(error, "problem_mark", None)
    line = f"{where}:{mark.line + 2}" if mark else where
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    mend = "write each key as key: value on a line of its own"
    if "mapping values are not allowed" in problem:
        problem, mend = "a second colon in a value", 'put the value in quotes: title: "Seoul: a mayor speaks"'
    elif "'\\t'" in problem:
        mend = "use spaces instead of tabs"
    elif "it has" in problem:
        mend = "remove it"
    elif "alias" in problem:
        mend = "write the words themselves"
    elif "deep" in problem:
        mend = "a value is words, or a list of words"
    return FrontMatterError(line, f"the front matter is no valid YAML: {problem}", mend)


def _plain(node: yaml.Node, where: str) -> Any:
    """Strings, lists and mappings of the node; None for an empty or null value."""
    line = f"{where}:{node.start_mark.line + 2}"
    if node.tag not in _PLAIN_TAGS:
        trouble = f"the tag {node.tag!r} is not read here"
        raise FrontMatterError(line, trouble, "write the value without a tag")
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _NULLS else joined(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(n, where) for n in node.value]
    out = Mapping()
    out.line, out.lines = node.start_mark.line + 2, {}
    for key_node, value_node in node.value:
        key = _plain(key_node, where)
        line = f"{where}:{key_node.start_mark.line + 2}"
        if not isinstance(key, str):
            raise FrontMatterError(line, "a key is not a word", "write each key as key: value")
        if key.lower() in (k.lower() for k in out):
            raise FrontMatterError(line, f"the key {key!r} stands twice", "keep one of the two")
        out[key], out.lines[key] = _plain(value_node, where), key_node.start_mark.line + 2
    return out


def _known(data: Mapping, where: str) -> tuple[Mapping, tuple[str, ...]]:
    known, warnings = Mapping(), []
    known.line, known.lines = data.line, {}
    for key, value in data.items():
        name = key.strip().lower()
        if name in KEYS:
            known[name], known.lines[name] = value, data.lines[key]
            continue
        near = OTHER_NAMES.get(name) or next(iter(difflib.get_close_matches(name, KEYS, 1)), None)
        hint = f"did you mean {near!r}?" if near else f"the keys are {', '.join(KEYS)}"
        warnings.append(
            f"{where}:{data.lines[key]}: the front matter key {key!r} is not known and was left out ({hint})"
        )
    return known, tuple(warnings)
