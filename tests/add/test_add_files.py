"""Files of every kind become seeds; broken, locked and hostile ones a clear error, and nothing is written."""

from __future__ import annotations

import builtins
import importlib
import io
import os
import textwrap
import time
import zipfile
from pathlib import Path

import pytest
from files import docx, mail, pdf
from serving import BRIDGE, FERRY, html

from briefing.add import extras, markup
from briefing.ingest import ingest

WIDTH = 70


def seed_of(seeds: Path) -> Path:
    [path] = [p for p in seeds.rglob("*") if p.is_file()]
    return path


def article_of(seeds: Path):
    return ingest(seed_of(seeds), seeds)


def paragraphs_of(article) -> list[str]:
    inside = {(f.start, f.end) for f in article.furniture}
    return [article.text[b.start : b.end] for b in article.paragraphs if (b.start, b.end) not in inside]


def put(name: str, data: bytes | str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def printed(paragraphs: tuple[str, ...]) -> list[str]:
    return [line for p in paragraphs for line in textwrap.wrap(p, WIDTH)]


# -- text


def test_plain_text_is_kept_as_it_is(add, seeds):
    text = "A bridge at last\n\n" + "\n".join(BRIDGE) + "\n\n  * and a _mark_ <b>\n"
    add(put("bridge.txt", text))
    seed = seed_of(seeds)
    head, _, rest = seed.read_text(encoding="utf-8").partition("\n---\n")
    assert rest == text and seed.name == "a-bridge-at-last.txt"
    assert head.splitlines()[0] == "---" and "file: bridge.txt" in head and "retrieved: 20" in head


def test_markdown_keeps_its_front_matter(add, seeds):
    text = "---\ntitle: A *bridge*   # our own\ndate: 2024-05-06\n---\n# A bridge\n\n" + "\n\n".join(BRIDGE) + "\n"
    add(put("x/Bridge of mine.md", text))
    seed = seed_of(seeds)
    kept = seed.read_text(encoding="utf-8")
    assert [line for line in kept.splitlines() if not line.startswith(("retrieved:", "file:"))] == text.splitlines()
    assert seed.name == "2024-05-06-a-bridge.md"
    assert article_of(seeds).title.value == "A *bridge*"


def test_hyphens_on_top_of_a_text_are_no_front_matter(add, seeds):
    text = "---\nSeoul: a day in May\n---\n" + "\n".join(BRIDGE) + "\n"
    add(put("x.txt", text))
    assert article_of(seeds).text == text


def test_front_matter_that_is_wrong_is_named_and_nothing_written(add, seeds):
    out = add(put("x.md", "---\ndate: soon\n---\nText of it.\n"), code=1).output
    assert "not a whole date" in out and not list(seeds.iterdir())


# -- saved pages


def test_a_saved_page(add, seeds):
    head = '<link rel="canonical" href="https://tarnpost.example/bridge">'
    add(put("saved.html", html(BRIDGE, "Port Hale has its bridge again", head=head)))
    article = article_of(seeds)
    assert article.title.value == "Port Hale has its bridge again"
    assert (article.outlet.value, article.bylines.value) == ("The Tarn Post", ("Jo Marsh",))
    assert (article.published.value, article.url.value) == ("2024-05-06", "https://tarnpost.example/bridge")
    assert paragraphs_of(article) == list(BRIDGE)


def test_crossheads_of_a_page_stay_furniture(add, seeds):
    page = html(BRIDGE + FERRY, "Two stories").replace(f"<p>{FERRY[0]}", f"<h2>At sea * again_</h2><p>{FERRY[0]}")
    add(put("saved.html", page))
    article = article_of(seeds)
    assert "\n## At sea" in seed_of(seeds).read_text(encoding="utf-8")
    assert any(f.text.startswith("At sea") and f.kind == "headline" for f in article.furniture)
    assert paragraphs_of(article) == [*BRIDGE, *FERRY]


# -- PDF


def test_a_pdf(add, seeds):
    add(put("notice.pdf", pdf([printed(BRIDGE)], packed=True)))
    article = article_of(seeds)
    assert paragraphs_of(article) == list(BRIDGE)
    assert seed_of(seeds).read_text(encoding="utf-8").splitlines()[2] == "file: notice.pdf"


def test_a_pdf_of_pages_with_running_heads(add, seeds):
    pages = [
        ["HARBOUR NEWS - May 2024", *printed((a, b)), f"Page {n} of 3"]
        for n, (a, b) in enumerate(zip(BRIDGE[:3], FERRY[:3], strict=True), 1)
    ]
    add(put("notice.pdf", pdf(pages)))
    assert paragraphs_of(article_of(seeds)) == [p for pair in zip(BRIDGE[:3], FERRY[:3], strict=True) for p in pair]


def test_a_paragraph_goes_on_over_the_page(add, seeds):
    lines = printed(BRIDGE)
    cut = len(printed(BRIDGE[:2])) + 1
    add(put("notice.pdf", pdf([[*lines[:cut], "1"], [*lines[cut:], "2"]])))
    assert paragraphs_of(article_of(seeds)) == list(BRIDGE)


def test_words_broken_at_the_end_of_a_line_are_joined(add, seeds):
    lines = [
        "The govern-", "ment said on Friday that the well-", "known plan for a new har-",
        "bour would cost some two mil-",
        "lion. It is self-", "financed, said Ann Lee, who is a vice-", "chair. The government, she said, was sure.",
    ]  # fmt: skip
    add(put("notice.pdf", pdf([lines])))
    text = article_of(seeds).text
    for words in ("government said", "well-known", "harbour", "million", "self-financed", "vice-chair."):
        assert words in text, text


def test_a_scan_says_that_it_is_one(add, seeds):
    out = add(put("scan.pdf", pdf([[], []])), code=1).output
    assert "it is a scan" in out and "OCR" in out and not list(seeds.iterdir())


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([printed(BRIDGE)]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def test_an_encrypted_pdf(add, seeds):
    assert "is encrypted" in add(put("locked.pdf", encrypted("secret")), code=1).output
    assert not list(seeds.iterdir())
    add(put("open.pdf", encrypted("")))
    assert paragraphs_of(article_of(seeds)) == list(BRIDGE), "one that opens without a password is read"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n", b"%PDF-1.7\n" + b"\xff\0" * 5000, b"hello", pdf([printed(BRIDGE)])[:300],
        pdf([printed(BRIDGE)]).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        pdf([printed(BRIDGE)]).replace(b"[4 0 R]", b"[2 0 R]"),
    ],
)  # fmt: skip
def test_broken_pdfs(add, seeds, data):
    began = time.monotonic()
    out = add(put("broken.pdf", data), code=1).output
    assert "PDF" in out or "scan" in out
    assert not list(seeds.iterdir()) and time.monotonic() - began < 20


def test_a_pdf_whose_stream_is_a_bomb(add, seeds):
    stream = zlib_bomb(400_000_000)
    data = pdf([["x"]], packed=True)
    start = data.index(b"stream\n", data.index(b"/Flate")) + 7
    end = data.index(b"\nendstream", start)
    began = time.monotonic()
    add(put("bomb.pdf", data[:start] + stream + data[end:]), code=1)
    assert not list(seeds.iterdir()) and time.monotonic() - began < 60


def zlib_bomb(size: int) -> bytes:
    import zlib

    packer, out = zlib.compressobj(9), []
    for _ in range(size // 1_000_000):
        out.append(packer.compress(b" " * 1_000_000))
    return b"".join([*out, packer.flush()])


# -- Word


def test_a_word_file(add, seeds):
    made = [("Title", "A bridge at last"), *(("", p) for p in BRIDGE), ("Heading2", "What next?"), ("", FERRY[0])]
    add(put("release.docx", docx(made)))
    article = article_of(seeds)
    assert article.title.value == "A bridge at last"
    assert paragraphs_of(article) == [*BRIDGE, FERRY[0]]
    assert seed_of(seeds).name == "a-bridge-at-last.md"


def test_what_was_put_in_counts_and_what_was_taken_out_does_not(add, seeds):
    body = (
        "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in BRIDGE)
        + "<w:p><w:r><w:t xml:space='preserve'>It will stay </w:t></w:r><w:del w:id='1'><w:r><w:delText>closed"
        "</w:delText></w:r></w:del><w:ins w:id='2'><w:r><w:t>open</w:t></w:r></w:ins><w:r><w:t> at night."
        "</w:t></w:r></w:p>"
    )
    add(put("release.docx", docx([], body=body)))
    assert paragraphs_of(article_of(seeds))[-1] == "It will stay open at night."


def bomb() -> bytes:
    return docx([("", "x")], {"word/media/image1.bin": b"\0" * 60_000_000})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "password"),
        (docx([("", "x")], {"word/vbaProject.bin": b"\0"}), "macros"),
        (bomb(), "unpack to"),
        (docx([("", "x" * 30_000_000)]), "unpack to"),
        (docx([]), "without text"),
        (docx([], body="<w:p><w:r>"), "cannot be read"),
        (b"PK\x03\x04 but no more", "no Word file"),
        (b"hello", "no Word file"),
    ],
    ids=["password", "macros", "bomb", "long", "empty", "broken", "cut", "text"],
)
def test_word_files_that_are_refused(add, seeds, data, words):
    assert words in add(put("x.docx", data), code=1).output
    assert not list(seeds.iterdir())


def test_another_container(add, seeds):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as container:
        container.writestr("hello.txt", "hello")
    assert "none of Word's" in add(put("x.docx", held.getvalue()), code=1).output


def test_entities_in_a_word_file_do_not_grow(add, seeds):
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9))
    data = docx([("", "x")])
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "word/document.xml":
                text = f"<!DOCTYPE x [{bombs}]>" + text.replace("x</w:t>", "&e8;</w:t>")
            new.writestr(name, text)
    began = time.monotonic()
    add(put("x.docx", held.getvalue()), code=1)
    assert time.monotonic() - began < 20 and not list(seeds.iterdir())


# -- mail


def test_a_mail_in_plain_text(add, seeds):
    body = "\n\n".join("\n".join(textwrap.wrap(p, WIDTH)) for p in BRIDGE) + "\n\n-- \nNora Vale\nPress office\n"
    add(put("release.eml", mail("A bridge at last", body)))
    article = article_of(seeds)
    assert (article.title.value, article.bylines.value) == ("A bridge at last", ("Nora Vale",))
    assert article.published.value == "2024-05-07", "the day as the mail states it, not the day in UTC"
    assert paragraphs_of(article) == list(BRIDGE)


def test_a_mail_in_html(add, seeds):
    rich = "<style>p {}</style><div style='display:none'>Preview words</div><h2>Harbour</h2>" + "".join(
        f"<p>{p}</p>" for p in BRIDGE
    )
    add(put("release.eml", mail("A bridge at last", "See the other part.", rich)))
    assert paragraphs_of(article_of(seeds)) == list(BRIDGE)


def test_a_page_attached_to_a_mail(add, seeds):
    add(put("x.eml", mail("Fwd: have a look", "Did you see this?", attached=html(FERRY, "Ferry aground"))))
    article = article_of(seeds)
    assert (article.title.value, article.published.value) == ("Ferry aground", "2024-05-06")
    assert article.bylines.value == ("Jo Marsh",)
    assert paragraphs_of(article) == list(FERRY)


def test_a_forwarded_mail_is_not_its_forwarders(add, seeds):
    add(put("x.eml", mail("Fwd: A bridge at last", "\n\n".join(BRIDGE))))
    article = article_of(seeds)
    assert article.title.value == "A bridge at last"
    assert article.published.value is None and article.bylines.basis == "unknown"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"just words, no mail", "no mail"), (mail("Hello"), "without words"), (b"\0" * 100, "no mail")],
)
def test_mails_that_are_refused(add, seeds, data, words):
    assert words in add(put("x.eml", data), code=1).output
    assert not list(seeds.iterdir())


def test_odd_mails(add, seeds):
    text = "\r\n\r\n".join(BRIDGE).encode()
    add(put("a.eml", b"Subject: =?utf-99?q?x?=\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n" + text))
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(500))
    add(put("b.eml", b"Subject: x\r\n" + deep), code=1)
    assert len(list(seeds.iterdir())) == 1


# -- folders


def test_a_folder(add, seeds):
    put("in/a/bridge.txt", "A bridge at last\n\n" + "\n".join(BRIDGE))
    put("in/ferry.html", html(FERRY, "Ferry aground"))
    put("in/picture.jpg", b"x"), put("in/.hidden.txt", "no"), put("in/.git/config.txt", "no")
    put("in/broken.pdf", b"no")
    out = add("in", code=1).output
    assert "2 added, 0 already there, 1 failed" in out and "1 file of other kinds left out" in out
    assert sorted(p.name for p in seeds.iterdir()) == ["2024-05-06-ferry-aground.md", "a-bridge-at-last.txt"]
    assert "0 added, 2 already there, 1 failed" in add("in", code=1).output


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_out_of_a_folder_is_not_followed(add, seeds, tmp_path):
    put("secret.txt", "\n".join(BRIDGE))
    put("in/ferry.txt", "\n".join(FERRY))
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert "leads out" in add("in", code=1).output
    assert len(list(seeds.iterdir())) == 1


def test_files_that_are_refused(add, seeds):
    put("empty.txt", b""), put("zeros.txt", b"ab\0cd"), put("x.docm", b"x"), put("words.xml", "<a/>")
    put("y.rtf", b"x"), put("long.txt", "x" * 2000)
    out = add("empty.txt", "zeros.txt", "x.docm", "words.xml", "y.rtf", "gone.txt", "tarnpost.example/a", code=1).output
    for words in (
        "is empty",
        "zero bytes",
        "which has no macros",
        "no feed",
        ".docx",
        "is not there",
        "write https://",
    ):
        assert words in out, words
    assert "larger than 1,000 bytes" in add("--max-bytes", 1000, "long.txt", code=1).output
    assert not list(seeds.iterdir())


def test_a_called_wrongly(add):
    add(code=2)
    add("--seeds", "nowhere", "x.txt", code=2)


# -- extras


@pytest.mark.parametrize(("extra", "name"), [("pdf", "x.pdf"), ("docx", "x.docx"), ("feed", "x.xml")])
def test_a_missing_extra_says_how_to_install_it(add, seeds, monkeypatch, extra, name):
    made = {"pdf": pdf([printed(BRIDGE)]), "docx": docx([("", "x")]), "feed": b"<rss version='2.0'/>"}
    package = extras.EXTRAS[extra][1]
    real = importlib.import_module

    def missing(module, *args):
        if module == package:
            raise ImportError(module)
        return real(module, *args)

    monkeypatch.setattr(importlib, "import_module", missing)
    out = add(put(name, made[extra]), code=1).output
    assert f"pip install 'mkdocs-briefing[{extra}]'" in out and package in out
    assert not list(seeds.iterdir())


def test_the_commands_start_without_any_extra(monkeypatch):
    import sys

    for name in [m for m in sys.modules if m.startswith(("briefing.add", "pypdf", "mammoth", "feedparser"))]:
        monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def no_extras(name, *args, **kwargs):
        assert name.partition(".")[0] not in ("pypdf", "mammoth", "feedparser"), name
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", no_extras)
    importlib.import_module("briefing.add")


# -- pieces of HTML


def test_pieces_of_html():
    made = "<div>One <b>and</b> two<br>Three<p>Four &amp; five</p><table><tr><td>Six</td><td>seven</td></tr></table>"
    made += "<script>no()</script><h3>Eight</h3>nine<!-- no --><ul><li>ten</li></ul><p hidden>no</p></div>tail"
    assert markup.lines(made) == [
        (0, "One and two"), (0, "Three"), (0, "Four & five"), (0, "Six"), (0, "seven"), (3, "Eight"), (0, "nine"),
        (0, "ten"), (0, "tail"),
    ]  # fmt: skip
    assert markup.lines("") == markup.lines("<!-- -->") == markup.lines("<p></p>") == []


def test_deep_pieces_of_html_end():
    began = time.monotonic()
    markup.lines("<div>" * 50_000 + "x")
    markup.lines("<b>" * 50_000 + "x" + "<br>" * 50_000)
    assert time.monotonic() - began < 5
