"""The Jinja environment: every value is encoded as text unless a template says that it is markup."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from briefing.site import svg
from briefing.site.escape import encode, plain_title


def _finalize(value: Any) -> Any:
    """So that a template cannot forget to encode."""
    if value is None:
        return Markup("")
    return value if isinstance(value, Markup) else encode(value)


def url(link: str) -> Markup:
    """A link for an attribute: shorter than encoded, and as harmless, since a link has few characters."""
    return Markup(quote(link, safe="/#?&=%+:@~,;", errors="replace").replace("&", "&amp;"))


def hint(text: str) -> str:
    """Words for a `title` attribute: Material's `content.tooltips` makes HTML of what the attribute says."""
    return plain_title(text)


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 statement", "2 statements"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("briefing.site"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plural"] = plural
    made.filters["hint"] = hint
    made.filters["url"] = url
    made.filters["bar"] = svg.bar
    return made


def render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)
