"""What becomes of a seed, case by case (golden/*.yaml). A case compares only the keys it has."""

from pathlib import Path

import pytest
import yaml

from briefing.errors import SeedError
from briefing.ingest import ingest
from briefing.model import Article, Field

FOLDER = Path(__file__).parent / "golden"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['case']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def _field(field: Field, expected: list) -> list:
    """The field in the shape of `expected`: value, basis and, where asked for, its first span's words."""
    value = list(field.value) if isinstance(field.value, tuple) else field.value
    return [value, field.basis, *(s.text for s in field.spans[: len(expected) - 2])]


def _got(article: Article, key: str, expected: object) -> object:
    value = getattr(article, key)
    if isinstance(value, Field):
        assert isinstance(expected, list)
        return _field(value, expected)
    if key == "furniture":
        return [[f.kind, f.text] for f in article.furniture]
    if key == "paragraphs":
        words = [article.text[b.start : b.end] for b in article.paragraphs]
        return len(words) if isinstance(expected, int) else words
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES)
def test_golden(case: dict, tmp_path: Path) -> None:
    root = tmp_path / "seeds"
    path = root / case["file"]
    path.parent.mkdir(parents=True)
    path.write_text(case["input"], "utf-8", newline="")
    expected = {k: v for k, v in case.items() if k not in ("case", "file", "input", "error", "warnings")}
    if "error" in case:
        with pytest.raises(SeedError) as caught:
            ingest(path, root)
        assert case["error"] in str(caught.value)
        assert str(caught.value).startswith(f"seeds/{case['file']}")
        return
    article = ingest(path, root)
    assert {k: _got(article, k, v) for k, v in expected.items()} == expected
    if "warnings" in case:
        assert len(article.warnings) == len(case["warnings"])
        assert all(part in w for part, w in zip(case["warnings"], article.warnings, strict=True))
