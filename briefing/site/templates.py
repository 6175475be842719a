"""The Jinja environment: every value is encoded as text unless a template says that it is markup.

Compiled templates are kept where Python keeps this module compiled, and nowhere if it may not: a build of few pages
takes longer to compile them than to write the pages.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from briefing.site import escape, svg
from briefing.site.escape import encode, plain_title


class Compiled(FileSystemBytecodeCache):
    """Templates as compiled, by their source and by what compiled them."""

    def __init__(self) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent), "templates-%s.jinja")
        self._made_by = _made_by()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(name, self._made_by)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def _made_by() -> str:
    """What else a compiled template depends on: what filters make of constants is worked out by the compiler."""
    ours = b"".join(Path(str(file)).read_bytes() for file in (__file__, escape.__file__, svg.__file__))
    return f"{jinja2.__version__} {hashlib.sha256(ours).hexdigest()}"


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
        bytecode_cache=Compiled(),
    )
    made.filters["plural"] = plural
    made.filters["hint"] = hint
    made.filters["url"] = url
    made.filters["bar"] = svg.bar
    return made


def render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)
