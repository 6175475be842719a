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


def bar(parts: Sequence[tuple[str, float]], whole: float) -> Markup:
    """A bar of parts side by side, `whole` being as long as it can get. Each part has a class and a value."""
    at, drawn = 0.0, []
    for name, value in parts:
        width = WIDTH * value / whole if whole else 0.0
        if width > 0:
            drawn.append(_rect(name, at, 0, width, BAR_HEIGHT))
        at += width
    return _svg("bf-bar", BAR_HEIGHT, drawn)


def strip(mentions: Iterable[float], statements: Iterable[tuple[float, float]], steps: Iterable[float]) -> Markup:
    """Where somebody is in an article, from 0 (its beginning) to 1: mentioned, speaking; `steps` are paragraphs."""
    drawn = [_rect("bf-step", WIDTH * at, 0, 0.15, STRIP_HEIGHT) for at in steps]
    drawn += [
        _rect("bf-said", WIDTH * start, 3, max(WIDTH * (end - start), TICK), STRIP_HEIGHT - 6)
        for start, end in statements
    ]
    drawn += [_rect("bf-named", WIDTH * at, 1, TICK, STRIP_HEIGHT - 2) for at in mentions]
    return _svg("bf-strip", STRIP_HEIGHT, drawn)


def columns(values: Sequence[int], highest: int = 0) -> Markup:
    """A column for each value, `highest` (by default the highest value) being as tall as the drawing."""
    top = highest or max(values, default=0)
    step = WIDTH / max(len(values), 1)
    drawn = []
    for n, value in enumerate(values):
        height = max(COLUMN_HEIGHT * value / top, 1.5) if value else 0.0
        if height:
            drawn.append(_rect("", n * step + step * 0.1, COLUMN_HEIGHT - height, step * 0.8, height))
    return _svg("bf-columns", COLUMN_HEIGHT, drawn)


def _svg(name: str, height: int, drawn: Iterable[str]) -> Markup:
    inside = "".join(drawn)
    return Markup(
        f'<svg class="{name}" viewBox="0 0 {WIDTH:g} {height}" preserveAspectRatio="none" aria-hidden="true"'
        f' focusable="false">{inside}</svg>'
    )


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    kind = f' class="{name}"' if name else ""
    where = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
    return f"<rect{kind} {where}/>"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
