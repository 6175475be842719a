"""YAML that is wrong or hostile: each case of `yaml_cases.yaml` is refused in a moment, with file, line and mend."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefing import book
from briefing.errors import BriefingError
from briefing.ingest import ingest
from briefing.review import schema

CASES = yaml.safe_load(Path(__file__).with_name("yaml_cases.yaml").read_text(encoding="utf-8"))
LONG = {
    "{bomb}": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))
    + "title: x\n",
    "{lists}": "[" * 2000 + "]" * 2000,
    "{maps}": "{a: " * 2000 + "}" * 2000,
    "{steps}": "".join(f"{'  ' * n}k{n}:\n" for n in range(50)),
    "{digits}": "9" * 5000,
}
SECONDS = 2
PLACES = ("front", "review", "book")


def _read_front(folder: Path, text: str) -> Any:
    path = folder / "seeds" / "x.md"
    path.write_bytes(f"---\n{text}---\nThe bridge opened on Monday.\n".encode())
    return ingest(path, folder / "seeds")


def _read_review(folder: Path, text: str) -> Any:
    path = folder / "seeds" / "x.review.yaml"
    path.write_bytes(text.encode())
    return schema.read(path)


def _read_book(folder: Path, text: str) -> Any:
    path = folder / "book.review.yaml"
    path.write_bytes(text.encode())
    return book.read(path)


READ: dict[str, tuple[Callable[[Path, str], Any], str, int]] = {
    "front": (_read_front, "seeds/x.md", 1),  # one line more: the fence
    "review": (_read_review, "x.review.yaml", 0),
    "book": (_read_book, "book.review.yaml", 0),
}

WANTED = [(case, place) for case in CASES for place in case.get("only", PLACES)]


@pytest.mark.parametrize(("case", "place"), WANTED, ids=lambda x: x if isinstance(x, str) else x["name"])
def test_each_case(case: dict[str, Any], place: str, tmp_path: Path) -> None:
    read, where, shift = READ[place]
    (tmp_path / "seeds").mkdir()
    text = case["text"]
    for name, long in LONG.items():
        text = text.replace(name, long)
    line = f"{where}:{case['line'] + shift}: " if "line" in case else where
    says, started = case.get(place, case.get("says")), time.process_time()
    if says is None:
        article = read(tmp_path, text)
        assert case.get("title", article.title.value) == article.title.value
        assert not article.warnings if "warns" not in case else case["warns"] in article.warnings[0]
        assert "warns" not in case or line in article.warnings[0]
        return
    with pytest.raises(BriefingError) as caught:
        read(tmp_path, text)
    assert time.process_time() - started < SECONDS
    message = str(caught.value)
    assert says in message and line in message and len(message) < 1000
    assert caught.value.mend and case.get("mend", "") in caught.value.mend


def test_front_matter_that_is_too_long_says_so(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    with pytest.raises(BriefingError, match="has more than 64000 characters"):
        _read_front(tmp_path, f"title: {'a' * 70_000}\n")
    with pytest.raises(BriefingError, match="more than 1000000 characters"):
        _read_review(tmp_path, f"robots: {'a' * 1_000_001}\n")


def test_the_cases_are_as_many_as_they_seem() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)
