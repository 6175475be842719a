"""From text to what the encoder reads: word pieces with their offsets, marks of case and quotation, windows.

Quotation marks of every style are read as one, letters lose their case: the encoder's vocabulary knows
neither. What is lost that way is given back as a mark beside each piece. Offsets always count code points of
the text as it was given; every replacement here keeps the length.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

PAD, UNKNOWN, BEGIN, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"

# A mark is case + 4 × quotation + 16 × paragraph start.
CASE_LOWER, CASE_UPPER, CASE_CAPITALS, CASE_DIGIT = range(4)
OUTSIDE, INSIDE, OPENS, CLOSES = range(4)
MARKS = 32

# Pieces in a window, with its two ends. The encoder has 512 places; attention's cost grows with the square,
# and 384 holds about ten paragraphs of news.
WINDOW = 384

POSITION_FEATURES = 8

_DOUBLE = "“”„‟«»＂"
_STRAIGHT = str.maketrans(dict.fromkeys(_DOUBLE, '"') | dict.fromkeys("‘’‚‛`´ʼ", "'"))
# '' and `` stand for a double mark in some papers' plain text; the second character becomes a space.
_PAIRS = re.compile(r"''|``|´´|‘‘|’’")
_SINGLE = re.compile(
    r"(?<![\w'])['‘](?=[\w$£€…'“(\[])([^'‘\n]{2,}?(?:[’'](?=\w)[^'‘\n]*?)*)(?<=[\w.,?!…;:—)-])['’](?!\w)"
)


def tokenizer(vocabulary: Sequence[str]) -> Tokenizer:
    """BERT's uncased tokeniser over this vocabulary."""
    made = Tokenizer(WordPiece({w: i for i, w in enumerate(vocabulary)}, unk_token=UNKNOWN))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


def ends_of(read: Tokenizer) -> tuple[int, int]:
    """The ids that frame a window."""
    begin, end = read.token_to_id(BEGIN), read.token_to_id(END)
    assert begin is not None and end is not None
    return begin, end


def plain(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[str, bytearray]:
    """The text with one style of quotation marks, as long as before, and each character's quotation state."""
    paired = _PAIRS.sub('" ', text)
    marks = list(paired.translate(_STRAIGHT))
    state = bytearray(len(text))
    singles: list[tuple[int, int]] = []
    for a, b in paragraphs:
        singles += [(a + m.start(), a + m.end() - 1) for m in _SINGLE.finditer(text[a:b])]
    # British style: single marks quote, double ones quote inside a quotation. An article is of one style.
    british = len(singles) > sum(paired.count(c) for c in '"“«')
    if british:
        for opening, closing in singles:
            marks[opening] = marks[closing] = '"'
            state[opening], state[closing] = OPENS, CLOSES
            state[opening + 1 : closing] = bytes([INSIDE]) * (closing - opening - 1)
        return "".join(marks), state
    for a, b in paragraphs:
        _scan(paired, marks, state, a, b)
    return "".join(marks), state


def _scan(text: str, marks: list[str], state: bytearray, a: int, b: int) -> None:
    """Double quotation marks of one paragraph. One that is never closed runs to the paragraph's end."""
    inside = False
    for i in range(a, b):
        if marks[i] != '"':
            state[i] = INSIDE if inside else OUTSIDE
            continue
        c = text[i]
        before = text[i - 1] if i > a else " "
        after = text[i + 1] if i + 1 < b else " "
        if c in "“„«":
            opens = True
        elif c in "”»":
            opens = False
        else:
            # A straight mark closes what is open, unless it clearly begins a word.
            opens = not inside or (before.isspace() and after.isalnum())
        inside = opens
        state[i] = OPENS if opens else CLOSES


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, in order, and the windows [start, end) they are read in."""

    ids: Ints
    marks: Ints
    starts: Ints
    ends: Ints
    windows: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.ids)


def pieces(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    read: Tokenizer,
    size: int = WINDOW,
    first: int | None = None,
) -> Pieces:
    """Cut `text` into pieces and whole paragraphs into windows of at most `size`; `first` caps the first one.

    What stands outside the paragraphs is left out.
    """
    even, state = plain(text, paragraphs)
    cut = read.encode(even, add_special_tokens=False)
    ids: list[int] = []
    marks: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    bounds: list[int] = []
    places = iter(paragraphs)
    a, b = next(places, (0, 0))
    fresh = True
    for id_, (s, e) in zip(cut.ids, cut.offsets, strict=True):
        while s >= b:
            step = next(places, None)
            if step is None:
                break
            (a, b), fresh = step, True
        if not a <= s < b:
            continue
        if fresh:
            bounds.append(len(ids))
        if state[s] >= OPENS and _PAIRS.match(text, s):
            e += 1
        ids.append(id_)
        marks.append(_case(text[s:e]) + 4 * state[s] + 16 * fresh)
        starts.append(s)
        ends.append(e)
        fresh = False
    bounds.append(len(ids))
    ink = np.array(ids, dtype=np.int64)
    full_stops = {i for c in ".?!" if (i := read.token_to_id(c)) is not None}
    return Pieces(
        ink,
        np.array(marks, dtype=np.int64),
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        tuple(_pack(bounds, ids, full_stops, size - 2, first)),
    )


def _case(word: str) -> int:
    head = word[0]
    if head.isdigit():
        return CASE_DIGIT
    if not head.isupper():
        return CASE_LOWER
    return CASE_CAPITALS if len(word) > 1 and word.isupper() else CASE_UPPER


def _pack(
    bounds: list[int], ids: list[int], full_stops: set[int], room: int, first: int | None
) -> list[tuple[int, int]]:
    """Windows of whole paragraphs, as few as can be and of about one length, so that little is padded."""
    if first is not None:
        return _fill(bounds, ids, full_stops, room, min(first, room), room)
    windows = _fill(bounds, ids, full_stops, room, room, room)
    low, high = -(-bounds[-1] // max(len(windows), 1)), room
    while low < high:
        middle = (low + high) // 2
        closer = _fill(bounds, ids, full_stops, room, middle, middle)
        if len(closer) == len(windows):
            windows, high = closer, middle
        else:
            low = middle + 1
    return windows


def _fill(
    bounds: list[int], ids: list[int], full_stops: set[int], room: int, cap: int, later: int
) -> list[tuple[int, int]]:
    """Paragraphs go into the first window up to `cap`, into others up to `later`.

    One that is longer than `room` is cut behind a sentence.
    """
    out: list[tuple[int, int]] = []
    start = bounds[0]
    for a, b in itertools.pairwise(bounds):
        if b - start > cap and a > start:
            out.append((start, a))
            start, cap = a, later
        while b - start > room:
            behind = [i + 1 for i in range(start + room // 2, start + room) if ids[i] in full_stops]
            cut = behind[-1] if behind else start + room
            out.append((start, cut))
            start, cap = cut, later
    if bounds[-1] > start:
        out.append((start, bounds[-1]))
    return out


def belonging(given: Pieces, window: tuple[int, int], sentences: Sequence[tuple[int, int]]) -> Floats:
    """[sentences, pieces of the window and its two ends]: 1 where the piece is the sentence's."""
    a, b = window
    out = np.zeros((len(sentences), b - a + 2), dtype=np.float32)
    at = given.starts[a:b]
    for k, (s, e) in enumerate(sentences):
        out[k, np.searchsorted(at, s) + 1 : np.searchsorted(at, e) + 1] = 1
    return out


def places(given: Pieces, sentences: Sequence[tuple[int, int]], paragraphs: Sequence[tuple[int, int]]) -> Floats:
    """[sentences, POSITION_FEATURES]: where each of an article's sentences stands."""
    out = np.zeros((len(sentences), POSITION_FEATURES), dtype=np.float32)
    opening = {a for a, _ in paragraphs}
    lead = paragraphs[0][1] if paragraphs else 0
    quoted = np.append(0, np.cumsum(given.marks // 4 % 4 > 0))
    for i, (s, e) in enumerate(sentences):
        lo, hi = int(np.searchsorted(given.starts, s)), int(np.searchsorted(given.starts, e))
        out[i] = (
            min(i, 20) / 20,
            i / len(sentences),
            i == 0,
            len(sentences) - i <= 3,
            s in opening,
            min(hi - lo, 60) / 60,
            (quoted[hi] - quoted[lo]) / max(hi - lo, 1),
            s < lead,
        )
    return out


def framed(given: Pieces, window: tuple[int, int], ends: tuple[int, int]) -> tuple[Ints, Ints]:
    """`ids` and `marks` of a window, framed by the ids `ends`."""
    (a, b), (begin, end) = window, ends
    ids = np.concatenate([[begin], given.ids[a:b], [end]])
    marks = np.concatenate([[0], given.marks[a:b], [0]])
    return ids, marks
