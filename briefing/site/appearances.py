"""When each actor appears through an article: where it is named and where it speaks, as a picture and in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from briefing.model import Actor, Briefing
from briefing.site import svg
from briefing.site.passages import Paragraph, Passages

ROWS = 9  # more are no picture any more
LEAST_PLACES = 2  # with one place alone, the number of its paragraph says it all
LEAST_ROWS = 2
MOST_RUNS = 5  # of paragraph numbers; more are told by the first, the last and how many
MOST_STEPS = 40  # paragraphs that are drawn as lines; more would hide what matters


@dataclass(frozen=True, slots=True)
class Row:
    """An actor's line of the picture, and the same in words: named in "¶1, 3–5", speaking in "¶3"."""

    name: str
    type: str
    strip: Markup
    named: str
    speaks: str


def appearances(briefing: Briefing, passages: Passages) -> list[Row]:
    """The most salient actors with more than one place, in the order in which they enter."""
    body = [p for p in passages.paragraphs if p.number]
    if len(body) < LEAST_PLACES:
        return []
    start, end = body[0].start, body[-1].end
    length = max(end - start, 1)

    def at(offset: int) -> float:
        return min(max((offset - start) / length, 0.0), 1.0)

    rows: list[tuple[int, Actor, list[int], list[tuple[int, int]]]] = []
    steps = [at(p.start) for p in body[1:]] if len(body) <= MOST_STEPS else []
    for actor, places, said in _busiest(briefing):
        mentions = [place for place in places if start <= place < end]
        spoken = [(s, e) for s, e in said if start <= s < end]
        if not mentions and not spoken:
            continue
        rows.append((min([*mentions, *(s for s, _ in spoken)]), actor, mentions, spoken))
    if len(rows) < LEAST_ROWS:
        return []
    made: list[Row] = []
    for _, actor, mentions, spoken in sorted(rows, key=lambda r: r[0]):
        drawn = svg.strip(
            [at(m) for m in mentions], [(at(s), at(e)) for s, e in spoken], None if made and steps else steps
        )
        words = numbers(body, mentions), numbers(body, [s for s, _ in spoken])
        made.append(Row(actor.name, actor.type, drawn, *words))
    return made


def _busiest(briefing: Briefing) -> list[tuple[Actor, list[int], list[tuple[int, int]]]]:
    """Actors with the starts of their mentions and the spans of their statements, the most salient first."""
    said: dict[str, list[tuple[int, int]]] = {}
    for position in briefing.positions:
        if position.shown:
            for id in position.actors or ((position.actor,) if position.actor else ()):
                said.setdefault(id, []).extend((s.start, s.end) for s in position.content)
    found = []
    for actor in sorted(briefing.actors, key=lambda a: -a.salience):
        places, own = [m.start for m in actor.mentions], sorted(said.get(actor.id, ()))
        if len(places) >= LEAST_PLACES or own:
            found.append((actor, places, own))
    return found[:ROWS]


def numbers(body: list[Paragraph], offsets: Iterable[int]) -> str:
    """Paragraph numbers of offsets, runs of them joined: "¶1, 3–5"; "" where there is none."""
    starts = [p.start for p in body]
    found = sorted({body[max(bisect_right(starts, o) - 1, 0)].number or 0 for o in offsets})
    runs: list[list[int]] = []
    for number in found:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    if len(runs) > MOST_RUNS:
        return f"{len(found)} paragraphs, ¶{found[0]} to {found[-1]}"
    joined = ", ".join(str(a) if a == b else f"{a}, {b}" if b == a + 1 else f"{a}–{b}" for a, b in runs)
    return f"¶{joined}" if joined else ""
