"""An attribution: who (source), by which word (cue), said what (content), before anybody is identified."""

from __future__ import annotations

from dataclasses import dataclass, replace

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Offsets into the article. `head` is the offset of the source's head word, by which the parse finds it again.

    `weak` marks what reports an event rather than a statement ("discussed the plan"). `carried` marks a source
    taken from the attribution before: a quotation that goes on. `spoken` marks words that layout alone gives as the
    speaker's own: a transcript's turn, a pull quote.
    """

    content: tuple[Offsets, ...]
    cue: Offsets | None = None
    source: Offsets | None = None
    head: int | None = None
    lemma: str = "say"
    act: str = "states"
    negated: bool = False
    weak: bool = False
    carried: bool = False
    spoken: bool = False
    addressee: Offsets | None = None

    @property
    def start(self) -> int:
        return min(s for s, _ in self.content)

    @property
    def end(self) -> int:
        return max(e for _, e in self.content)

    def with_content(self, *more: Offsets) -> Attribution:
        """The same attribution with further content, touching and overlapping spans joined."""
        return replace(self, content=joined((*self.content, *more)))


def joined(spans: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
    """Sorted spans with overlapping ones made one."""
    out: list[Offsets] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def minus(span: Offsets, cut: Offsets) -> list[Offsets]:
    """What is left of `span` without `cut`: up to two pieces."""
    (a, b), (c, d) = span, cut
    if d <= a or c >= b:
        return [span]
    return [p for p in ((a, c), (d, b)) if p[0] < p[1]]


def trimmed(text: str, span: Offsets, strip: str = " \t\n,;:–—-") -> Offsets | None:
    """The span without white space and stray punctuation at its edges; None where nothing is left.

    A closing mark's comma belongs to the quotation and stays, since the mark stands behind it.
    """
    start, end = span
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None
