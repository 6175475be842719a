"""The answers of an interview set as questions and answers: what is said between two questions, the guest says."""

from __future__ import annotations

import re
from collections import Counter

from briefing.analysis.actors.cast import Cast, Draft
from briefing.analysis.attributions.attribution import Offsets, trimmed
from briefing.analysis.attributions.layout import FIRST_PERSON, Turn
from briefing.analysis.kinds import asks
from briefing.language import Reading

_ANSWER = re.compile(r"\s*A(?:nswer)?\s?\d*[:.)]\s+")
# Without labels, this share of the questions has an answer in the first person; elsewhere the reporter answers.
_SPEAKING = 0.6


def answers(reading: Reading, named: Cast) -> list[Turn]:
    """Each answer as a turn of the guest, up to the next question; of the last one what is said in the first person.
    A paragraph that tells of the guest by name is the reporter's, and ends the answer."""
    text = reading.text
    asked = [i for i, p in enumerate(reading.paragraphs) if asks(text[p.start : p.end])]
    if not asked:
        return []
    labelled = sum(bool(_ANSWER.match(text, p.start, p.end)) for p in reading.paragraphs) >= len(asked) / 2
    guest, name = _guest(reading, named, reading.paragraphs[asked[0]].start)
    out = []
    for n, i in enumerate(asked):
        last = n + 1 == len(asked)
        words: list[Offsets] = []
        for p in reading.paragraphs[i + 1 : len(reading.paragraphs) if last else asked[n + 1]]:
            label = _ANSWER.match(text, p.start, p.end)
            span = trimmed(text, (label.end() if label else p.start, p.end), " \t\n")
            told = guest is not None and any(p.start <= m.start < p.end for m in guest.mentions)
            if span is None or told or (last and words and not FIRST_PERSON.search(text, *span)):
                break
            words.append(span)
        if words and (labelled or FIRST_PERSON.search(text, words[0][0], words[-1][1])):
            out.append(Turn(words[0][0], name, tuple(words)))
    return out if labelled or len(out) >= _SPEAKING * len(asked) else []


def _guest(reading: Reading, named: Cast, before: int) -> tuple[Draft | None, Offsets | None]:
    """Whom headline and opening name most, with where the opening names him first; nobody where two are on a par."""
    people = [a for a in named.actors if a.type == "person"]
    counts = Counter({i: sum(m.start < before for m in a.mentions) for i, a in enumerate(people)})
    ranked = [(i, n) for i, n in counts.most_common(2) if n]
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None, None
    guest = people[ranked[0][0]]
    first = min((m for m in guest.mentions if m.start < before), key=lambda m: (m.headline, m.start))
    return guest, (first.start, first.end)
