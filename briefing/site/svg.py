"""Small drawings as inline SVG, made of numbers alone: bars, a strip through an article, columns over time.

They take their colours from the style sheet, so that they follow the theme. Each stands beside the same facts
in words, and is left out of what a screen reader reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

WIDTH = 100.0
BAR_HEIGHT = 8
STRIP_HEIGHT = 12
COLUMN_HEIGHT = 48
# Of a strip's width: a mention must be seen, however long the article is.
TICK = 0.7


STEPS = "bf-steps"
"""The paragraphs of a page's strips: drawn in the first, and used by the others."""


def bar(parts: Sequence[tuple[str, float]], whole: float) -> Markup:
    """A bar of parts side by side, `whole` being as long as it can get. Each part has a class and a value."""
    at, drawn = 0.0, []
    for name, value in parts:
        width = WIDTH * value / whole if whole else 0.0
        if width > 0:
            drawn.append(_shape(name, [(at, 0, width, BAR_HEIGHT)]))
        at += width
    return _svg("bf-bar", BAR_HEIGHT, drawn)


def strip(
    mentions: Iterable[float], statements: Iterable[tuple[float, float]], steps: Iterable[float] | None = None
) -> Markup:
    """Where somebody is in an article, from 0 (its beginning) to 1: mentioned, speaking. `steps` are where its
    paragraphs begin; with None, a strip uses those of the first on its page."""
    lines = [(WIDTH * at, 0, 0.15, STRIP_HEIGHT) for at in steps or ()]
    said = [(WIDTH * s, 3, max(WIDTH * (e - s), TICK), STRIP_HEIGHT - 6) for s, e in statements]
    named = [(WIDTH * at, 1, TICK, STRIP_HEIGHT - 2) for at in mentions]
    # Not `href`, which Material's `navigation.instant` tries to set anew on any element, and cannot on this one.
    below = f'<use xlink:href="#{STEPS}"/>' if steps is None else _shape("bf-step", lines, STEPS)
    return _svg("bf-strip", STRIP_HEIGHT, [below, _shape("bf-said", said), _shape("bf-named", named)])


def columns(values: Sequence[int], highest: int = 0) -> Markup:
    """A column for each value, `highest` (by default the highest value) being as tall as the drawing."""
    top = highest or max(values, default=0)
    step = WIDTH / max(len(values), 1)
    heights = [max(COLUMN_HEIGHT * value / top, 1.5) if value else 0.0 for value in values]
    drawn = [(n * step + step * 0.1, COLUMN_HEIGHT - h, step * 0.8, h) for n, h in enumerate(heights) if h]
    return _svg("bf-columns", COLUMN_HEIGHT, [_shape("", drawn)])


Box = tuple[float, float, float, float]


def _svg(name: str, height: int, drawn: Iterable[str]) -> Markup:
    return Markup(
        f'<svg class="{name}" viewBox="0 0 {WIDTH:g} {height}" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(drawn)}</svg>"
    )


def _shape(name: str, boxes: Iterable[Box], id: str = "") -> str:
    """Rectangles (x, y, width, height) of one colour as one path, a fifth of what single ones take."""
    path = "".join(f"M{_number(x)} {_number(y)}h{_number(w)}v{_number(h)}h-{_number(w)}z" for x, y, w, h in boxes)
    if not path:
        return ""
    attributes = "".join(f' {key}="{value}"' for key, value in (("id", id), ("class", name)) if value)
    return f'<path{attributes} d="{path}"/>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
