"""What holds for every input: spans exact, blocks in order, text untouched, errors of our own kind only."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError
from briefing.ingest import encoding, ingest, markdown, paragraphs
from briefing.model import Article

LINES = [
    "Floods cut off three towns", "By Ann Lee, staff reporter", "Friday, May 8, 2009", "Read more: x", "",
    "SEOUL, July 12 (AP) — Rain fell.", "“We saw it,” she said.", "Image: Jo Roe.", "---", "title: x", " ",
    "**bold** _it_ `c`", "Please write to [a@b.org]", "\t* item", "> quote", "# Head", "[a](b)", "é" * 5,
    "The army was called in on Monday, officials said. It came late.", "😀 says hello.", "© 2016 X", "\x0c",
    "a line that goes on without any end and then", "\u2028",
]  # fmt: skip
LINE = st.one_of(st.sampled_from(LINES), st.text(max_size=40))
ARTICLES = st.lists(LINE, min_size=1, max_size=14).map("\n".join)


def read(data: bytes, name: str) -> Article | None:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        try:
            return ingest(path, folder)
        except BriefingError as e:
            assert e.where and e.trouble
            return None


def check(article: Article) -> None:
    text = article.text
    fields = (article.title, article.standfirst, article.published, article.outlet, article.bylines)
    spans = [s for f in fields for s in f.spans]
    for part in (*spans, *article.furniture):
        assert 0 <= part.start < part.end <= len(text)
        assert text[part.start : part.end] == part.text
    for before, block in zip(article.paragraphs, article.paragraphs[1:], strict=False):
        assert before.end <= block.start
    for block in article.paragraphs:
        words = text[block.start : block.end]
        assert words and words == words.strip()
        assert any(c.isalnum() for c in words)
    covered = "".join(text[b.start : b.end] for b in article.paragraphs)
    assert sum(map(str.isalnum, covered)) == sum(map(str.isalnum, text))
    for before, piece in zip(article.furniture, article.furniture[1:], strict=False):
        assert before.end <= piece.start
    if article.title.basis == "derived":
        assert article.title.value == " ".join(article.title.spans[0].text.split())
    assert Article.from_dict(article.to_dict()) == article


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.sampled_from([".txt", ".md"]))
def test_spans_are_exact_and_blocks_in_order(text: str, suffix: str) -> None:
    if article := read(text.encode("utf-8", "ignore"), "a" + suffix):
        check(article)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md"]))
@example(b"---\n" + b"[" * 3000, ".md")
@example(b"---\ntitle: " + b"{" * 3000 + b"\n---\nx", ".md")
@example(b"---\ntitle: x\n? [a]\n: b\n---\nx", ".md")
@example(b"\xff\xfe\x00", ".txt")
@example(b"\xff\xfe\x00\xd8", ".txt")
@example(b"+/v8-", ".txt")
def test_bytes_never_crash(data: bytes, suffix: str) -> None:
    if article := read(data, "a" + suffix):
        check(article)


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200), st.lists(st.sampled_from(LINES), max_size=8))
@example(b"<?xml version='1.0' encoding='utf-16'?><html><p>x</p>", [])
@example(b"<html><head><base href='[[['></head>", ["x" * 200] * 3)
def test_pages_never_crash(data: bytes, lines: list[str]) -> None:
    words = "".join(f"<p>{x}</p>" for x in lines).encode()
    page = b"<html><body><article>" + data.replace(b"\0", b"") + words
    if article := read(page, "a.html"):
        check(article)


@given(st.text())
def test_newlines_come_round(text: str) -> None:
    plain = encoding.normalise_newlines(text)
    assert "\r" not in plain
    assert encoding.normalise_newlines(plain.replace("\n", "\r\n")) == plain
    assert encoding.normalise_newlines(plain.replace("\n", "\r")) == plain


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), min_size=1))
def test_plain_text_is_not_touched(text: str) -> None:
    if text.startswith("---") or text.startswith("\ufeff"):
        return
    assert encoding.decode(text.encode(), "a.txt") == (text, None)


@given(st.text(st.characters(exclude_characters="*_`[]<>#\\=-~!")))
def test_markdown_without_marks_is_not_touched(text: str) -> None:
    assert markdown.strip(text)[0] == text


@given(st.text())
def test_markdown_keeps_its_lines(text: str) -> None:
    assert markdown.strip(text)[0].count("\n") == text.count("\n")


@given(st.text(st.sampled_from("ab .\n  A-")))
def test_paragraphs_hold_every_letter(text: str) -> None:
    found = "".join(text[b.start : b.end] for b in paragraphs.find(text))
    assert [c for c in found if c.isalnum()] == [c for c in text if c.isalnum()]
