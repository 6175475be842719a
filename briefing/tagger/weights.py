"""Where the weights are and which they are, told without loading them."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from briefing.errors import LanguageModelError

WEIGHTS = Path(__file__).with_name("weights.onnx")


@functools.cache
def version() -> str:
    """The first digits of the file's SHA-256. Raises LanguageModelError where there is none."""
    if not WEIGHTS.is_file():
        raise LanguageModelError(str(WEIGHTS), "the tagger's weights are not there", "install the package again")
    return hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:8]
