"""Optional packages: imported when a file needs them, and how to install them when they are missing."""

from __future__ import annotations

import importlib
from typing import Any

from briefing.errors import MissingExtraError

# What each extra of pyproject.toml reads, and the package that reads it.
EXTRAS = {"feed": ("Feeds", "feedparser"), "pdf": ("PDF files", "pypdf"), "docx": ("Word files", "mammoth")}


def need(extra: str, where: str) -> Any:
    """The module that reads what `extra` is for. Raises MissingExtraError where it is not installed."""
    what, package = EXTRAS[extra]
    try:
        return importlib.import_module(package)
    except ImportError:
        trouble = f"{what} are read with the package {package}, which is not installed"
        raise MissingExtraError(where, trouble, f"pip install 'mkdocs-briefing[{extra}]'") from None
