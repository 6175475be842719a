"""Every kind of input ends in a briefing or in an error that says what to do; `growth` measures their time."""

from __future__ import annotations

import codecs
import time
from pathlib import Path

import pytest

from briefing.errors import SeedError
from briefing.ingest import seeds
from briefing.pipeline import Options, Outcome, brief_seed
from tests.reliability import growth, inputs

ARTICLE = inputs.prose(900)
RULES = Options(tagger="rules")


def brief(path: Path, data: bytes | str) -> Outcome:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    outcome = brief_seed(path, path.parent, RULES)
    assert outcome.briefing or (outcome.error and outcome.error.mend and "fault of Briefing" not in str(outcome.error))
    return outcome


@pytest.mark.parametrize("name", inputs.ALL)
def test_every_kind_of_input_ends_well(name: str, tmp_path: Path) -> None:
    suffix, make = inputs.ALL[name]
    path = tmp_path / f"x{suffix}"
    path.write_text(make(600), encoding="utf-8", newline="")
    ended = growth.whole(path, RULES)
    assert "fault of Briefing" not in ended


REFUSED = {
    "empty": (b"", "is empty"),
    "white space": (b" \n\t\r\n" * 50, "has no text"),
    "marks only": ("… — “” *".encode(), "has no words"),
    "a zero byte": (ARTICLE.encode() + b"\0" + ARTICLE.encode(), "has zero bytes"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20, "has zero bytes"),
    "an archive": (b"PK\x03\x04\x14\0\0\0" + bytes(range(255, -1, -1)) * 20, "has zero bytes"),
    "not what its mark says": (codecs.BOM_UTF8 + b"abc \xff\xfe", "begins like UTF-8"),
    "half a letter of UTF-16": (codecs.BOM_UTF16_LE + b"a\0b", "begins like UTF-16"),
    "half a letter of UTF-32": (codecs.BOM_UTF32_LE + b"a\0\0\0b", "begins like UTF-32"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_refused(name: str, tmp_path: Path) -> None:
    data, message = REFUSED[name]
    assert message in str(brief(tmp_path / "x.txt", data).error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    outcome = brief(tmp_path / "x.txt", ARTICLE.encode(encoding))
    assert outcome.briefing and outcome.briefing.article.text == ARTICLE


@pytest.mark.parametrize("words", ["Bridge", "Bridge.", "“Bridge”", "x", "市", "\ud800 Bridge", "Bridge\u2028open"])
def test_a_word_or_two(words: str, tmp_path: Path) -> None:
    brief(tmp_path / "x.txt", words)


def test_a_lone_surrogate_from_an_escape_is_shown_and_kept(tmp_path: Path) -> None:
    outcome = brief(tmp_path / "x.md", '---\ntitle: "half \\ud83d of it"\n---\n' + ARTICLE)
    assert outcome.briefing and outcome.briefing.article.title.value == "half \ud83d of it"
    assert growth.whole(tmp_path / "x.md", RULES) == outcome.briefing.kind


def test_binary_of_all_kinds(tmp_path: Path) -> None:
    state = 1
    for size in (1, 2, 3, 10, 100, 1000):
        for _ in range(5):
            made = bytearray()
            for _ in range(size):
                state = state * 1103515245 + 12345 & 0x7FFFFFFF
                made.append(state >> 16 & 0xFF or 1)
            for suffix in (".txt", ".md", ".html"):
                brief(tmp_path / f"x{suffix}", bytes(made))


@pytest.mark.parametrize(
    ("size", "message"),
    [(1_000_000, "characters of text, more than the 500,000"), (50_000_000, "is larger than 20 MB")],
)
def test_what_is_too_long_for_an_article_is_refused_in_a_moment(size: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes((b"The bridge is open. " * (size // 20 + 1))[:size])
    started = time.process_time()
    error = brief_seed(path, tmp_path).error
    assert isinstance(error, SeedError) and message in str(error)
    assert time.process_time() - started < 2


def test_the_longest_text_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "MAX_CHARS", len(ARTICLE))
    assert brief(tmp_path / "x.txt", ARTICLE).briefing
    assert brief(tmp_path / "x.txt", ARTICLE + "a").error
