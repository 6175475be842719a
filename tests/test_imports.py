"""The parts of the package lie in one order, and import only what comes before them."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import briefing

PACKAGE = Path(briefing.__file__).parent

# Each part may import those of the lines above it, and those of its own line and folder.
ORDER = [
    ["errors", "ids", "likeness", "workers", "remote", "cluster"],
    ["model", "yamlfile"],
    ["lexicon", "language", "ruler", "stepping", "tagger", "ingest"],
    ["analysis"],
    ["evidence", "cache", "wellformed"],
    ["review", "freeze"],
    ["pipeline"],
    ["book"],
    ["site"],
    ["plugin", "terminal", "starter", "add"],
    ["reading"],
    ["cli"],
]
# The same within the analysis.
STEPS = [
    ["attributions", "actors"],
    ["speakers"],
    ["digest"],
    ["kinds"],
    ["interview", "treatment"],
    ["steps"],
    ["languages"],
]
RANK = {part: rank for rank, line in enumerate(ORDER) for part in line}

# What belongs to one place only, so that the rest works without it.
ONLY_IN = {
    "mkdocs": {"plugin"},
    "click": {"cli", "reading"},
    "spacy": {"language", "ruler", "stepping", "analysis"},
    "fsspec": {"remote"},
    "distributed": {"cluster"},
}

FILES = [f for f in sorted(PACKAGE.rglob("*.py")) if f != PACKAGE / "__init__.py"]


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(file: Path) -> set[tuple[str, ...]]:
    """Dotted names that a file imports anywhere in it, of this package and of others."""
    here = (PACKAGE.name, *file.relative_to(PACKAGE).with_suffix("").parts)
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here[: -node.level] if node.level else ()
            module = (*base, *(node.module or "").split(".")) if node.module else base
            found |= {(*module, alias.name) for alias in node.names}
    return found


def test_every_part_has_its_place():
    assert {part_of(f) for f in FILES} <= set(RANK)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(file):
    here = part_of(file)
    for name in imported(file):
        if name[0] == PACKAGE.name and len(name) > 1 and name[1] in RANK:
            assert name[1] == here or RANK[name[1]] < RANK[here] or (name[1] in ORDER[RANK[here]]), (
                f"{here} imports {'.'.join(name)}"
            )
        elif name[0] in ONLY_IN:
            assert here in ONLY_IN[name[0]], f"{here} imports {name[0]}"


@pytest.mark.parametrize("file", sorted((PACKAGE / "analysis").rglob("*.py")), ids=lambda f: f.stem)
def test_the_analysis_goes_one_way(file):
    rank = {part: n for n, line in enumerate(STEPS) for part in line}
    here = file.relative_to(PACKAGE / "analysis").parts[0].removesuffix(".py")
    others = {name[2] for name in imported(file) if name[:2] == (PACKAGE.name, "analysis") and len(name) > 2} - {here}
    assert here == "__init__" or all(rank[other] < rank[here] for other in others & set(rank)), others


def test_no_two_parts_of_one_line_import_each_other():
    own = [(part_of(f), name) for f in FILES for name in imported(f) if name[0] == PACKAGE.name]
    edges = {(part, name[1]) for part, name in own if name[1:]}
    assert not {(a, b) for a, b in edges if a != b and (b, a) in edges}


def test_the_public_api_is_complete_and_documented():
    public = ["Book", "Briefing", "BriefingError", "analyse", "ingest", "review", "verify"]
    assert sorted(briefing.__all__) == public
    for name in public:
        value = getattr(briefing, name)
        assert callable(value) and inspect.getdoc(value), name
        assert name in (briefing.__doc__ or "") or name in ("Briefing", "BriefingError"), name


def test_every_module_says_what_it_is():
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree) or not tree.body, file


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_no_file_is_larger_than_a_reader_can_hold(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400
