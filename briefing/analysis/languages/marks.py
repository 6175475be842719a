"""Quotation marks of other languages: „…“, »…«, « … », “…”, ”…”, 「…」 and straight ones, from the text alone.

Marks inside others belong to the outer quotation. One that is never closed ends with its paragraph; if the next
paragraph opens anew (in French also with a closing mark), it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.analysis.attributions.quotes import Quotation

# What closes a quotation, by what opens it. A straight mark closes a curly one that a careless keyboard opened.
_CLOSES = {"“": "”“", "„": '“”"', "«": "»", "»": "«", "”": "”", '"': '"', "「": "」", "『": "』", "‹": "›", "›": "‹"}
_MARKS = re.compile('[“”„«»"「」『』]')
# A dash that opens a paragraph opens speech where its line has one more, or a comma, before a reporting word.
DASH = re.compile(r"[—–―]\s?(?=[\w¿¡…])")


def find_marked(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Quotations of the paragraphs `blocks`, in order, none inside another."""
    inward = _points_inward(text, blocks)
    out: list[Quotation] = []
    left_open = ""
    for start, end in blocks:
        found = _in_block(text, start, end, inward, left_open)
        if found and left_open:
            first = found[0]
            same = text[first.start] in (left_open, _CLOSES[left_open][0]) and text[start : first.start].strip() == ""
            if same:
                found[0] = Quotation(first.start, first.end, first.inner_start, first.inner_end, first.closed, True)
        out += found
        left_open = text[found[-1].start] if found and not found[-1].closed else ""
    return out


def _points_inward(text: str, blocks: Sequence[tuple[int, int]]) -> bool:
    """Whether the article quotes »so« and not «so»: the first angle behind a space, or in a paragraph, tells."""
    for start, end in blocks:
        for i in range(start, end):
            if (
                text[i] in "«»"
                and (i == start or text[i - 1] in " \n(\u00a0\u202f")
                and i + 1 < end
                and text[i + 1].isalnum()
            ):
                return text[i] == "»"
    return False


def _in_block(text: str, start: int, end: int, inward: bool, left_open: str) -> list[Quotation]:
    opens = set('“„"「『') | ({"»"} if inward else {"«"})
    out: list[Quotation] = []
    stack: list[tuple[int, str]] = []
    for m in _MARKS.finditer(text, start, end):
        i, mark = m.start(), m[0]
        if stack and mark in stack[-1][1] and not (mark == '"' and _opens(text, i, start, end) and len(stack) == 1):
            at, _ = stack.pop()
            if not stack:
                out.append(Quotation(at, i + 1, at + 1, i))
        elif (
            mark in opens
            or (mark == "”" and _opens(text, i, start, end))
            or (i == start and left_open and mark in "»«")
        ):
            if mark == '"' and (stack or not _opens(text, i, start, end)):
                continue
            if stack and mark == text[stack[-1][0]]:
                stack.pop()  # opened twice: the first was never closed
            closes = _CLOSES[mark]
            if i == start and left_open and mark in _CLOSES[left_open]:
                closes = _CLOSES[left_open]
            stack.append((i, closes))
    if stack:
        at = stack[0][0]
        stop = end
        while stop > at + 1 and text[stop - 1].isspace():
            stop -= 1
        if stop > at + 1:
            out.append(Quotation(at, stop, at + 1, stop, closed=False))
    return out


def _opens(text: str, i: int, start: int, end: int) -> bool:
    """Whether a mark that may open or close can only open: white space or a bracket before it, a word behind it."""
    before = text[i - 1] if i > start else " "
    return (before.isspace() or before in "([{—–-/'’") and i + 1 < end and not text[i + 1].isspace()


def words_in(text: str, q: Quotation) -> int:
    """Number of words between the marks; of a script without spaces, half its characters."""
    inner = text[q.inner_start : q.inner_end]
    wide = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", inner))
    return len(re.findall(r"\w+(?:[’'.-]\w+)*", inner)) if wide < 0.3 * max(1, len(inner)) else wide // 2
