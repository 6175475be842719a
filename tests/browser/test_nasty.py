"""Article words are text on the page, whatever they hold and whatever the site has switched on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from building import make, served, write
from conftest import Watched
from filled import book_of
from nasty import BLOCKS, NASTY, UNPRINTABLE, nasty_briefing, shown

from briefing import site
from briefing.model import Article, Briefing, Field

EXTENSIONS = [
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "footnotes", "md_in_html", "meta", "nl2br",
    "sane_lists", "smarty", "tables", "wikilinks", "pymdownx.arithmatex", "pymdownx.b64",
    "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.blocks.html", "pymdownx.caret",
    "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.highlight",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar",
    "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed",
    "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip

TITLES = (*NASTY[:9], *tuple(UNPRINTABLE)[-2:], BLOCKS[9])

# What a macro plugin does: the whole page is a Jinja template.
MACROS = """
import jinja2
def on_page_markdown(markdown, page, **kwargs):
    page.title = jinja2.Template(str(page.title)).render()
    return jinja2.Template(markdown).render()
"""

INDEXES = ("briefings/", "actors/", "topics/", "timeline/", "stories/", "sources/", "outlets/")

ELEMENTS = ".bf script, .bf img, .bf iframe, .bf b b, .bf del, .bf mark, .bf pre, .bf em em, .bf h1 *"


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of briefings that hold every nasty string in every field, built with everything on."""
    folder = tmp_path_factory.mktemp("nasty")
    nasty = nasty_briefing()
    titled = [
        Briefing(Article(f"title-{n}", "", "", "", (), Field(words, "stated")), "news", nasty.analyser)
        for n, words in enumerate(TITLES)
    ]
    settings = site.Settings(repo_url="https://github.com/o/r", source_text="full")
    # Twice, so that each topic is in two articles and gets its page.
    again = replace(nasty, article=replace(nasty.article, id="again"))
    pages = list(site.render(book_of([nasty, again, *titled]), settings))
    write(folder / "docs", {p.path: p.text for p in pages})
    theme = {"name": "material", "font": False} if request.param == "material" else {"name": "mkdocs"}
    config = {
        "site_name": "Nasty",
        "theme": theme if request.param == "material" else {**theme, "highlightjs": False},
        "plugins": ["search"],
        "hooks": ["macros.py"],
        "extra_css": ["briefing.css"],
        "markdown_extensions": [e for e in EXTENSIONS if e != "pymdownx.emoji" or request.param == "material"],
    }
    write(folder, {"mkdocs.yml": yaml.safe_dump(config), "macros.py": MACROS})
    write(folder / "docs", {"briefing.css": dict(site.ASSETS)["assets/briefing.css"].read_text("utf8")})
    return make(folder)


def test_words_are_text(built: Path, watched: Watched) -> None:
    page = watched.page
    with served(built) as base:
        for path in ("briefings/nasty/", *INDEXES, "stories/the-story/", ""):
            page.goto(base + path)
            text = " ".join(page.evaluate("document.body.textContent").split())
            if path == "briefings/nasty/":
                missing = [w for w in (*NASTY, *UNPRINTABLE, *BLOCKS) if text.count(shown(w)) < 5]
                assert not missing
            assert path in ("sources/", "outlets/") or "{{ 7 * 7 }}" in text
            assert not page.query_selector_all(ELEMENTS)
            # The nasty part: attributes made of article words.
            assert not page.evaluate(
                "[...document.querySelectorAll('*')].filter(e => [...e.attributes]"
                ".some(a => a.name.startsWith('on') && a.value.includes('alert'))).length"
            )
        page.evaluate("document.querySelectorAll('.bf *').forEach(e => e.dispatchEvent(new Event('mouseover')))")
    assert not watched.dialogs and not watched.errors and not watched.outside(base)


def test_titles_are_text(built: Path, watched: Watched) -> None:
    page = watched.page
    with served(built) as base:
        for n, words in enumerate(TITLES):
            page.goto(f"{base}briefings/title-{n}/", wait_until="domcontentloaded")
            assert " ".join(page.evaluate("document.querySelector('h1').textContent").split()) == shown(words)
            assert page.evaluate("document.querySelectorAll('head script:not([src])').length") <= 2
            assert "alert" not in page.evaluate("[...document.scripts].map(s => s.textContent).join()")
            assert page.title()
    assert not watched.dialogs and not watched.errors and not watched.outside(base)


def test_actor_and_topic_pages_are_text(built: Path, watched: Watched) -> None:
    page = watched.page
    names = {shown(w) for w in (*NASTY, *UNPRINTABLE, *BLOCKS)}
    names |= {f"On {name}" for name in names}
    with served(built) as base:
        for folder in ("actors", "topics"):
            seen = set()
            for path in sorted((built / folder).glob("*/index.html"))[::3]:
                page.goto(f"{base}{folder}/{path.parent.name}/", wait_until="domcontentloaded")
                seen.add(" ".join(page.evaluate("document.querySelector('h1').textContent").split()))
                assert not page.query_selector_all(ELEMENTS)
            assert seen and seen <= names
    assert not watched.dialogs and not watched.errors and not watched.outside(base)


def test_no_override_reaches_beyond_its_words(built: Path) -> None:
    """In the page's source, each element that opens an override closes it."""
    html = (built / "briefings" / "nasty" / "index.html").read_text("utf8")
    assert html.count("&#8238;") + html.count("\u202e") == html.count("&#8236;") + html.count("\u202c") > 0
