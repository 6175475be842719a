"""What a start costs, counted: modules that a process imports, and what it finds kept. Times are measured in
tests/benchmarks/start.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from jinja2 import Environment

from briefing.site import templates

SEED = Path(__file__).parent / "data" / "wikinews" / "seeds"
# What reads articles, web pages or dates, spreads work, or reaches stores and the network: none for what is kept.
HEAVY = (
    "spacy", "thinc", "numpy", "onnxruntime", "tokenizers", "torch", "joblib", "dask", "distributed", "fsspec",
    "trafilatura", "lxml", "htmldate", "py3langid", "charset_normalizer", "dateparser", "feedparser", "pypdf",
    "asyncio", "multiprocessing",
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: One\ntheme: {name: material, font: false}\nplugins: [search, briefing]\n", encoding="utf-8"
    )
    one = min(SEED.glob("*.txt"))
    (tmp_path / "seeds" / one.name).write_bytes(one.read_bytes())
    return tmp_path


def imported(folder: Path, *arguments: str) -> set[str]:
    """Modules that a process has imported at the end of one command of MkDocs."""
    program = (
        "import sys; from mkdocs.__main__ import cli\n"
        "cli(sys.argv[1:], standalone_mode=False)\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_a_build_of_what_is_unchanged_imports_nothing_that_reads(project: Path) -> None:
    assert {"spacy", "onnxruntime"} <= imported(project, "build", "--quiet")
    assert not imported(project, "build", "--quiet").intersection(HEAVY)


def compiled(folder: Path) -> list[str]:
    """The templates that a new process would have to compile, with those kept below `folder`."""
    names: list[str] = []

    class Counting(Environment):
        def _generate(self, source, name, filename, defer_init=False):
            names.append(name)
            return super()._generate(source, name, filename, defer_init=defer_init)

    templates._environment.cache_clear()
    with (
        mock.patch.object(templates, "Environment", Counting),
        mock.patch.object(templates, "cache_from_source", lambda file: str(folder / "templates.pyc")),
    ):
        templates._environment().get_template("_parts.j2")
    templates._environment.cache_clear()
    return names


def test_templates_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert [compiled(tmp_path) for _ in range(2)] == [["_parts.j2"], []]
    monkeypatch.setattr(templates, "_made_by", lambda: "another version")
    assert compiled(tmp_path) == ["_parts.j2"]


def test_templates_are_kept_where_the_interpreter_keeps_modules_or_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    assert Path(templates.Compiled().directory).is_relative_to(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled(tmp_path) and not list(tmp_path.iterdir())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert compiled(tmp_path / "none" / "there")  # as where the package may not be written to
