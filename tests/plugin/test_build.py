"""Real builds in temporary folders."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
import yaml
from building import MATERIAL, SEED, make, project, search_index, write
from mkdocs.exceptions import Abort

ARTICLE = """---
title: Bridge reopens
date: 2023-05-01
outlet: Harbour Post
url: https://example.org/bridge
---
Mayor Ada Lindqvist reopened the harbour bridge on Monday after three years of repairs.

“This bridge is the heart of our town and it beats again today,” Lindqvist said at the opening.

The bridge had been closed since a storm in 2020 damaged its pillars.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article and another, with no more settings than a user has to write."""
    folder = tmp_path_factory.mktemp("plain")
    files = {"seeds/yoon-nato.txt": SEED.read_bytes(), "seeds/2023/bridge.md": ARTICLE}
    return make(project(folder, files, theme=MATERIAL, repo_url="https://github.com/o/r", edit_uri="edit/main/docs/"))


def read(site: Path, path: str) -> str:
    return (site / path).read_text("utf8")


def test_every_page_is_there(built: Path) -> None:
    indexes = ("briefings/", "actors/", "topics/", "timeline/", "stories/", "sources/", "outlets/")
    for path in ("", *indexes, "briefings/yoon-nato/", "briefings/2023/bridge/"):
        assert (built / path / "index.html").is_file(), path
    assert (built / "actors/yoon-suk-yeol/index.html").is_file()
    assert not list(built.glob("topics/*/index.html"))  # the two articles have no topic in common


def test_data_lies_beside_the_page_without_uncited_words(built: Path) -> None:
    document = json.loads(read(built, "briefings/yoon-nato.json"))
    assert document["schema"] == "briefing/1" and "text" not in document
    assert 'href="../yoon-nato.json"' in read(built, "briefings/yoon-nato/index.html")
    assert "english@hani.co.kr" not in json.dumps(document)


def test_breadcrumbs_neighbours_and_edit_link(built: Path) -> None:
    newer, older = (
        read(built, "briefings/2023/bridge/index.html"),
        read(built, "briefings/yoon-nato/index.html"),
    )
    assert re.search(r'md-path__link">\s*<span class="md-ellipsis">\s*Briefings', older)
    assert re.search(r'href="../../yoon-nato/" class="md-footer__link md-footer__link--next"', newer) or (
        'rel="next" href="../../yoon-nato/"' in newer
    )
    assert 'rel="prev" href="../2023/bridge/"' in older


def test_no_link_is_absolute(built: Path) -> None:
    """So that the site may stand below any path."""
    for path in built.rglob("*.html"):
        if path.name != "404.html":
            assert not re.findall(r'(?:href|src)="(/[^"]*)"', path.read_text("utf8")), path


def test_links_of_our_pages_lead_somewhere(built: Path) -> None:
    for page in [p for p in built.rglob("*.html") if p.name != "404.html"]:
        html = unescape(page.read_text("utf8"))
        ids = set(re.findall(r' id="([^"]+)"', html))
        for href in re.findall(r'<a [^>]*href="([^"]+)"', html):
            target, _, anchor = href.partition("#")
            if re.match(r"https?:|mailto:", href):
                continue
            if not target:
                assert not anchor or anchor in ids or anchor == "__tabbed", (page, href)
                continue
            file = Path(os.path.normpath(page.parent / target))
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file(), (page, href)
            if anchor:
                there = unescape(file.read_text("utf8"))
                assert f' id="{anchor}"' in there, (page, href)


def test_each_page_is_reached_from_the_home_page(built: Path) -> None:
    seen, ahead = set(), [built / "index.html"]
    while ahead:
        page = ahead.pop()
        if page in seen:
            continue
        seen.add(page)
        for href in re.findall(r'<a [^>]*href="([^"]+)"', unescape(page.read_text("utf8"))):
            target = href.partition("#")[0]
            if target and not re.match(r"https?:|mailto:", href):
                file = Path(os.path.normpath(page.parent / target))
                file = file / "index.html" if file.is_dir() else file
                ahead += [file] if file.suffix == ".html" else []
    assert {p for p in built.rglob("*.html") if p.name != "404.html"} == seen


def test_search_index_has_statements_once_and_no_index_page(built: Path) -> None:
    entries = search_index(built)
    quoted = [e for e in entries if "dancing to the tune" in e["text"]]
    assert {e["location"].split("/")[0] for e in quoted} <= {"briefings", "actors", "topics"}
    assert sum(e["location"].startswith("briefings/yoon-nato/") for e in quoted) == 1
    indexes = r"(briefings|actors|topics|timeline|stories|sources|outlets)/(#.*)?$"
    assert not [e for e in entries if re.match(indexes, e["location"])]
    assert not [e for e in entries if "¶" in e["text"]]


def test_a_docs_page_places_the_cards(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "docs/index.md": "# Mine\n\nBefore.\n\n<!-- briefings -->\n\nAfter.\n",
            "docs/a/b.md": "<!-- briefings -->",
        },
    )
    site = make(project(tmp_path))
    home, below = read(site, "index.html"), read(site, "a/b/index.html")
    assert "Mine" in home and 'class="bf-card"' in home and "<p>After.</p>" in home
    assert 'href="briefings/yoon-nato/"' in home
    assert 'href="../../briefings/yoon-nato/"' in below


@pytest.mark.parametrize("mode", ["none", "full"])
def test_source_text(tmp_path: Path, mode: str) -> None:
    site = make(project(tmp_path, plugins=["search", {"briefing": {"source_text": mode}}]))
    html, data = read(site, "briefings/yoon-nato/index.html"), read(site, "briefings/yoon-nato.json")
    uncited = "with the heads of countries including Norway, Portugal and the Netherlands"
    assert (uncited in html) == (mode == "full") == ("text" in json.loads(data))
    assert ('id="s1"' in html) == (mode == "full")


def test_without_directory_urls(tmp_path: Path) -> None:
    site = make(project(tmp_path, use_directory_urls=False))
    assert 'href="briefings/yoon-nato.html"' in read(site, "index.html")
    assert 'href="yoon-nato.json"' in read(site, "briefings/yoon-nato.html")


def test_nav_that_leaves_our_pages_out_is_strict_clean(tmp_path: Path) -> None:
    write(tmp_path, {"docs/index.md": "# Home"})
    config = {
        "validation": {"omitted_files": "warn"},
        "nav": [{"Home": "index.md"}, {"All": "briefings/index.md"}],
    }
    site = make(project(tmp_path, **config))
    assert (site / "briefings/yoon-nato/index.html").is_file() and (site / "actors/index.html").is_file()


def test_docs_pages_stand_in_for_ours(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path, {"docs/actors/index.md": "# Who is who"})
    site = make(project(tmp_path))
    assert "Who is who" in read(site, "actors/index.html")


def test_broken_seed_stops_a_build_and_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = project(tmp_path, {"seeds/bad.md": "---\ntitle: [unclosed\n---\nText."})
    with pytest.raises(Abort), caplog.at_level(logging.ERROR):
        make(folder)
    assert "bad.md" in caplog.text


def test_missing_seeds_folder_is_named(tmp_path: Path) -> None:
    folder = project(tmp_path, {})
    with pytest.raises(Abort):
        make(folder)


def test_unpublished_and_noindex(tmp_path: Path) -> None:
    files = {
        "seeds/kept.md": ARTICLE.replace("url:", "robots: noindex\nurl:"),
        "seeds/off.md": ARTICLE.replace("url:", "publish: false\nurl:"),
    }
    site = make(project(tmp_path, files))
    assert '<meta name="robots" content="noindex">' in read(site, "briefings/kept/index.html")
    assert "noindex" not in read(site, "briefings/index.html")
    assert not (site / "briefings/off").exists() and not (site / "briefings/off.json").exists()


def test_second_build_is_the_same_and_needs_no_spacy(tmp_path: Path) -> None:
    folder = project(tmp_path)
    first = make(folder, "one")
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; from building import make;"
        "make(Path(sys.argv[1]), 'two'); sys.exit('spacy' in sys.modules)"
    )
    tests = str(Path(__file__).parent.parent)
    subprocess.run([sys.executable, "-c", code, str(folder), tests], check=True, capture_output=True)
    for path in first.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".json", ".css"):
            assert re.sub(rb"<!--.*?-->", b"", path.read_bytes(), flags=re.S) == re.sub(
                rb"<!--.*?-->", b"", (folder / "two" / path.relative_to(first)).read_bytes(), flags=re.S
            ), path


def test_nothing_is_written_under_docs(tmp_path: Path) -> None:
    folder = project(tmp_path)
    make(folder)
    assert not list((folder / "docs").iterdir())


def test_properdocs_builds_it_unchanged(tmp_path: Path) -> None:
    folder = project(tmp_path, theme=MATERIAL)
    (folder / "mkdocs.yml").rename(folder / "properdocs.yml")
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", str(folder / "properdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "passages checked in 1 briefing" in done.stderr
    assert 'class="bf-statement' in read(folder / "site", "briefings/yoon-nato/index.html")


def test_this_projects_own_site_is_strict_clean(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-q",
        "-f",
        str(root / "mkdocs.yml"),
        "-d",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert done.returncode == 0, done.stderr
    settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf8").split("\nmarkdown_extensions")[0])
    assert settings["theme"]["font"] is False


def test_each_page_tells_of_the_feed(built: Path, tmp_path: Path) -> None:
    link = r'<link rel="alternate" type="application/atom\+xml" title="Test" href="([^"]+)">'
    for path, href in (("", "feed.xml"), ("briefings/2023/bridge/", "../../../feed.xml")):
        found = re.findall(link, read(built, f"{path}index.html"))
        assert [unescape(f) for f in found] == [href]
    assert "<title>Bridge reopens</title>" in read(built, "feed.xml") and "Yoon" not in read(built, "feed.xml")
    undated = make(project(tmp_path))
    assert not (undated / "feed.xml").exists() and "atom+xml" not in read(undated, "index.html")


def test_a_cache_at_an_address_keeps_analyses_there_and_pages_here(built: Path, tmp_path: Path) -> None:
    address = (tmp_path / "store").as_uri()
    folder = project(tmp_path / "site", plugins=["search", {"briefing": {"cache": address}}])
    make(folder)
    assert len(list((tmp_path / "store").glob("*.entry"))) == 1
    assert (folder / ".cache/briefing/pages/briefings/yoon-nato.md").is_file()
    assert not (folder / ".cache/briefing/analysed").exists()


def test_a_cache_at_an_address_of_no_kind_is_named(tmp_path: Path, caplog) -> None:
    folder = project(tmp_path, plugins=["search", {"briefing": {"cache": "s4://ann:hunter2@bucket"}}])
    with pytest.raises(Abort) as stopped:
        make(folder)
    assert "no kind of store s4://" in str(stopped.value) + caplog.text
    assert "hunter2" not in str(stopped.value) + caplog.text
