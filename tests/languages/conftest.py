"""Golden cases of other languages, read from YAML beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent


def cases(code: str) -> list[Any]:
    """The cases of a language, as parameters with their names."""
    found = yaml.safe_load((HERE / f"{code}.yaml").read_text(encoding="utf8"))
    return [pytest.param(code, case, id=f"{code}: {case['name']}") for case in found]
