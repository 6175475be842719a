"""What random input may not do, and what it once did; `fuzz.py` runs the same for as long as one likes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from security.fuzz import TARGETS, run

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf8"))


@pytest.mark.parametrize("name", TARGETS)
def test_random_input(name: str) -> None:
    """The same few inputs in each run, so that a failure is the change's and can be had again."""
    run(name, number=0, examples=5 if name == "site" else 25)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["wrong"])
def test_what_got_through_once(case: dict[str, Any]) -> None:
    TARGETS[case["target"]][0](*case["input"])
