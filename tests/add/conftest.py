"""What all tests of `briefing add` use."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from serving import serving

from briefing.cli import main


@pytest.fixture
def server():
    with serving() as one:
        yield one


@pytest.fixture
def seeds(tmp_path, monkeypatch) -> Path:
    """The empty seeds folder of a working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    return tmp_path / "seeds"


@pytest.fixture
def add(seeds):
    """`briefing add …` as a user calls it; `code` is the exit code it must have."""

    def run(*args: object, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["add", *map(str, args)])
        assert result.exit_code == code, result.output + str(result.exception)
        assert "fault of Briefing" not in result.output, result.output
        return result

    return run
