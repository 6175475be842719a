"""Files: what is found, what is refused and how, encodings, paths and ids."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from briefing.errors import BriefingError, SeedError
from briefing.ingest import SUFFIXES, find, ingest, seeds

TEXT = "Żółw's first line – “quoted”\r\nSecond line.\r\rThird.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def put(root: Path, name: str, data: bytes | str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_find(root: Path) -> None:
    for name in ("b.txt", "a/c.MD", "a/page.htm", "z.html", "n.text"):
        put(root, name, "x")
    for name in ("b.review.yaml", "b.review.yml", ".hidden.txt", ".git/x.txt", "a/.x/y.md", "pic.jpg"):
        put(root, name, "x")
    (root / "folder.txt").mkdir()
    found = [p.relative_to(root).as_posix() for p in find(root)]
    assert found == ["a/c.MD", "a/page.htm", "b.txt", "n.text", "z.html"]
    assert {".txt", ".text", ".md", ".html", ".htm"} == SUFFIXES


def test_find_without_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="is no folder"):
        find(tmp_path / "nowhere")


def test_path_id_and_hash(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(root, "Sub Folder/My Article.txt", "Snow fell.\n")
    article = ingest(path, root)
    assert article.path == "seeds/Sub Folder/My Article.txt"
    assert article.id == "sub-folder/my-article"
    assert article.sha256 == hashlib.sha256(b"Snow fell.\n").hexdigest()
    assert ingest(path).path == "Sub Folder/My Article.txt"
    monkeypatch.chdir(root.parent)
    assert ingest("seeds/Sub Folder/My Article.txt", "seeds") == article
    assert ingest(path, "seeds") == article


@pytest.mark.parametrize(
    ("name", "data", "trouble"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"abc\0def and more text here", "zero bytes"),
        ("a.html", b"<p>\0</p>", "zero bytes"),
        ("a.txt", b"\xef\xbb\xbfabc\xff\xfe", "begins like UTF-8"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "zero bytes"),
        ("a.pdf", b"%PDF", "not a kind of file we read"),
    ],
)
def test_refused(root: Path, name: str, data: bytes, trouble: str) -> None:
    with pytest.raises(SeedError, match=trouble) as caught:
        ingest(put(root, name, data), root)
    assert caught.value.where == f"seeds/{name}"
    assert caught.value.mend


def test_a_folder_with_a_seeds_name_a_missing_file_one_elsewhere(root: Path) -> None:
    (root / "a.txt").mkdir()
    with pytest.raises(SeedError, match="is a folder"):
        ingest(root / "a.txt", root)
    with pytest.raises(SeedError, match="cannot be read"):
        ingest(root / "b.txt", root)
    with pytest.raises(SeedError, match="is not in the seeds folder"):
        ingest(put(root.parent, "c.txt", "x"), root)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("piece", ["# a\n", "word ", "Snow fell. ", "*a ", "A, ", "a\n"])
def test_a_long_file_takes_no_long_time(root: Path, name: str, piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "MAX_CHARS", 10_000_000)
    path = put(root, name, piece * 100_000)
    before = time.process_time()
    ingest(path, root)
    assert time.process_time() - before < 10  # quadratic work on such a file takes minutes


def test_too_large(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "MAX_BYTES", 10)
    with pytest.raises(SeedError, match="is larger than"):
        ingest(put(root, "a.txt", "x" * 11), root)


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")
def test_links(root: Path) -> None:
    secret = put(root.parent, "secret.txt", "Not to be shown.")
    (root / "out.txt").symlink_to(secret)
    with pytest.raises(SeedError, match="link to a file outside"):
        ingest(root / "out.txt", root)
    inside = put(root, "real.txt", "Snow fell in Rome.")
    (root / "in.txt").symlink_to(inside)
    assert ingest(root / "in.txt", root).id == "in"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_that_are_certain(root: Path, encoding: str) -> None:
    article = ingest(put(root, "a.txt", TEXT.encode(encoding)), root)
    assert article.text == "Żółw's first line – “quoted”\nSecond line.\n\nThird.\n"
    assert len(article.warnings) == (encoding in ("utf-16-le", "utf-16-be"))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The café’s owner said “no” to the mayor’s offer, although the price – 40 € – was fair. "),
        ("cp1251", "Президент заявил во вторник, что правительство подпишет соглашение. "),
        ("euc_kr", "윤석열 대통령은 화요일 새로운 협력 관계를 맺었다고 대통령실이 밝혔다고 전했다. "),
    ],
)
def test_older_encodings_are_guessed_and_told(root: Path, encoding: str, text: str) -> None:
    article = ingest(put(root, "a.txt", (text * 5).encode(encoding)), root)
    assert article.text == text * 5
    assert len(article.warnings) == 1
    assert "not UTF-8" in article.warnings[0] and "guess" in article.warnings[0]


def test_a_page_says_its_encoding(root: Path) -> None:
    words = "Der Bürgermeister von Köln sprach am Dienstag über die Straßen der Stadt. " * 4
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{words}</p></body></html>'
    article = ingest(put(root, "a.html", page.encode("latin-1")), root)
    assert article.text == words.strip()
    assert article.warnings == ()


def test_errors_are_of_one_family(root: Path) -> None:
    with pytest.raises(BriefingError):
        ingest(put(root, "a.md", "---\ntitle: [\n---\nx"), root)


def test_nothing_is_taken_from_file_times(root: Path) -> None:
    path = put(root, "a.txt", "Snow fell in Rome on Tuesday, June 3.\n")
    before = ingest(path, root)
    os.utime(path, (0, 0))
    assert ingest(path, root) == before
    assert before.published.value is None
