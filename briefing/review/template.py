"""A review to start from: every statement of a briefing with its words, commented out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from briefing.model import Actor, Briefing, Field, Position
from briefing.review.draft import Draft, spans_of

# Lines of prose begin with "# " and a letter; all others with a bare "#", to be taken away.
_HEAD = """\
# Review of {path}
#
# Nothing here is in force yet. To correct something, take away the # at the start of its lines, and of the
# line that names their section, so that the hyphens stay in one column. Remove what you do not need.
# An entry finds its statement by `words:`, which must be the article's own; a few of them are enough.
# docs/reviewing.md says more."""


def template(briefing: Briefing) -> str:
    """The text of a review in which every line of YAML is commented out.

    Taking away the first character of the lines of a section gives a review that can be applied.
    """
    draft = Draft(briefing, "")
    sections = (_marks(briefing), _reject(draft), _edit(draft), _add(), _actors(briefing), _notes())
    lines = _HEAD.format(path=_one_line(briefing.article.path)).splitlines()
    return "\n".join([*lines, *(line for section in sections for line in ("", *section))]) + "\n"


def _marks(briefing: Briefing) -> Iterator[str]:
    yield "# When you have read the briefing against the article:"
    yield "#reviewed: {by: Your name, date: 2026-01-31}"
    yield ""
    yield "# To keep the briefing off the site, or only out of search engines:"
    yield "#publish: false"
    yield "#robots: noindex"
    yield ""
    yield "# What the briefing says of the article:"
    yield "#set:"
    article = briefing.article
    for key, field in (
        ("title", article.title), ("standfirst", article.standfirst), ("date", article.published),
        ("outlet", article.outlet), ("url", article.url), ("authors", article.bylines),
    ):  # fmt: skip
        yield f"#  {key}: {_value(field)}"


def _value(field: Field) -> str:
    return _list(field.value if isinstance(field.value, tuple) else [field.value] if field.value else [])


def _reject(draft: Draft) -> Iterator[str]:
    yield "# Statements to take out:"
    yield "#reject:"
    for kind, title in (("summary", "Summary"), ("positions", "Positions"), ("background", "Background")):
        if items := _shown(draft, kind):
            yield f"# {title}"
        for item in items:
            yield from _target(draft, item, kind)


def _edit(draft: Draft) -> Iterator[str]:
    yield "# Statements to correct (`to:` gives other words of the article; null takes a thing away):"
    yield "#edit:"
    for item in _shown(draft, "positions"):
        yield from _position(draft, item)
    for item in _shown(draft, "background"):
        yield from _target(draft, item, "background")
        yield f"#    when: {_quoted(item.when.text) if item.when else 'null'}"
    for item in _shown(draft, "summary"):
        yield from _target(draft, item, "summary")
        yield f"#    to: {_words(item)}"


def _position(draft: Draft, position: Position) -> Iterator[str]:
    yield from _target(draft, position, "positions")
    named = [a for a in (draft.briefing.actor(id) for id in position.actors or (position.actor,)) if a]
    yield f"#    actor: {_list(a.name for a in named)}"
    yield f"#    act: {_quoted(position.act)}"
    yield f"#    form: {position.form}"
    yield f"#    source: {_quoted(position.source.text) if position.source else 'null'}"
    if position.addressee:
        yield f"#    addressee: {_quoted(position.addressee.text)}"


def _add() -> Iterator[str]:
    yield "# Statements to add, in the article's own words (these lines only show the form):"
    yield "#add:"
    yield "#  - summary: the words of a sentence"
    yield "#  - position: the words of what somebody says"
    yield "#    actor: the speaker's name"
    yield "#    source: the speaker as the article has it"
    yield "#  - background: the words of a sentence"
    yield "#    when: in 2010"
    yield "#  - topic: a name or a noun phrase"


def _actors(briefing: Briefing) -> Iterator[str]:
    yield "# Actors (also `rename:`, `merge:` and `split:` with names, `reject: true`, `hide: true`):"
    yield "#actors:"
    for actor in briefing.actors:
        yield from _actor(actor)


def _actor(actor: Actor) -> Iterator[str]:
    yield f"#  - name: {_quoted(actor.name)}"
    yield f"#    type: {actor.type}"
    if actor.roles:
        yield f"#    role: {_list(r.text for r in actor.roles)}"


def _notes() -> Iterator[str]:
    yield "# Remarks, shown with the reviewer's name (`about:` an id or words; without it, on the whole):"
    yield "#notes:"
    yield "#  - {by: Your name, about: p-1a2b3c4d, text: What you want to say}"


def _target(draft: Draft, item: Any, kind: str) -> Iterator[str]:
    yield f"#  - id: {item.id}"
    yield f"#    in: {kind}"
    yield f"#    words: {_words(item)}"
    first = spans_of(item)[0]
    places = draft.finder.all(first.text)
    if len(places) > 1:
        number = next((n for n, s in enumerate(places, 1) if s.start <= first.start < s.end), 1)
        yield f"#    occurrence: {number}"


def _shown(draft: Draft, kind: str) -> list[Any]:
    return [i for i in draft.items[kind] if getattr(i, "shown", True) and spans_of(i)]


def _words(item: Any) -> str:
    return _list(s.text for s in spans_of(item))


def _list(pieces: Iterable[str]) -> str:
    quoted = [_quoted(piece) for piece in pieces]
    if not quoted:
        return "null"
    return quoted[0] if len(quoted) == 1 else f"[{', '.join(quoted)}]"


def _quoted(text: str) -> str:
    """A YAML string on one line, whatever is in it."""
    return '"' + "".join(_escaped(letter) for letter in " ".join(text.split())) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
