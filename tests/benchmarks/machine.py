"""The machine a figure was measured on, in a line."""

from __future__ import annotations

import contextlib
import os
import platform
from pathlib import Path


def machine() -> str:
    """Such as "x86_64, 2 cores, 24 GB, Linux, Python 3.11.7"."""
    memory = ""
    with contextlib.suppress(ValueError, OSError, AttributeError):
        memory = f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB, "
    return f"{_processor()}, {os.cpu_count()} cores, {memory}{platform.system()}, Python {platform.python_version()}"


def _processor() -> str:
    """The name that Linux gives the processor; its kind elsewhere."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
