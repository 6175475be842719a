"""Our pages pass Markdown as skeletons: nothing on the site is different, and other plugins get them whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from building import MATERIAL, make, project

from briefing.site.skeleton import Anchors, Skeletons, filled, split

EXTENSIONS: dict[str, list[Any]] = {
    "none": [],
    "usual": ["attr_list", "md_in_html", {"toc": {"permalink": True, "toc_depth": 2}}, "admonition", "footnotes"],
    "that change text": ["smarty", "abbr", "nl2br", "sane_lists", "pymdownx.superfences", "pymdownx.smartsymbols"],
}
PAGE = """
<div class="bf">
<p id="a&#45;b">One</p>
</div>

## Two words

<ul id="c">
<li>Two</li>
</ul>
"""
HOOKS = """
seen = {}

def on_page_markdown(markdown, page, config, files):
    seen[page.file.src_uri] = ["bf-head" in markdown]
    if page.file.src_uri == "actors/nato.md":
        return markdown + "\\n\\nAdded in *Markdown*.\\n"

def on_page_content(html, page, config, files):
    seen[page.file.src_uri].append("bf-head" in html)
    if page.file.src_uri == "briefings/yoon-nato.md":
        return html.replace("Summary", "In short")

def on_env(env, config, files):
    for file in files.documentation_pages():
        seen[file.src_uri].append("bf-head" in file.page.content)
    files.get_file_from_path("index.md").page.meta["seen"] = seen

def on_page_context(context, page, config, nav):
    seen[page.file.src_uri].append("bf-head" in page.content)

def on_post_build(config):
    import json, pathlib
    pathlib.Path(config.site_dir, "seen.json").write_text(json.dumps(seen))
"""


def files_of(site: Path) -> dict[str, bytes]:
    found = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    return {path: data for path, data in found.items() if "sitemap" not in path}


@pytest.mark.parametrize("extensions", EXTENSIONS.values(), ids=EXTENSIONS)
def test_the_site_is_the_same_with_whole_pages(
    extensions: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path, theme=MATERIAL, markdown_extensions=extensions)
    thin = files_of(make(folder, "thin"))
    monkeypatch.setattr(Skeletons, "to_convert", lambda self, text: text)
    whole = files_of(make(folder, "whole"))
    assert len(thin) > 50 and thin.keys() == whole.keys()
    assert [path for path in thin if thin[path] != whole[path]] == []


def test_others_get_pages_whole_and_what_they_change_stays(tmp_path: Path) -> None:
    folder = project(tmp_path, theme=MATERIAL, hooks=["hooks.py"])
    (folder / "hooks.py").write_text(HOOKS)
    site = make(folder)
    seen = json.loads((site / "seen.json").read_text())
    ours = {
        path: [bool(s) for s in flags] for path, flags in seen.items() if path.startswith(("actors/", "briefings/"))
    }
    pages = {path: flags for path, flags in ours.items() if not path.endswith("index.md")}
    changed = {"actors/nato.md", "briefings/yoon-nato.md"}
    assert changed < pages.keys()
    for path, (markdown, content, kept, context) in pages.items():
        assert markdown and content and context, path
        assert kept is (path in changed), path
    assert "<p>Added in <em>Markdown</em>.</p>" in (site / "actors/nato/index.html").read_text("utf8")
    briefing = (site / "briefings/yoon-nato/index.html").read_text("utf8")
    assert ">In short<" in briefing and "bf-head" in briefing


def test_anchors_of_our_pages_can_be_linked_to(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = " ".join(f"[there](briefings/yoon-nato.md#{id})" for id in ("actors", "s1", "s999"))
    folder = project(tmp_path, theme=MATERIAL, validation={"anchors": "info"})
    (folder / "docs" / "note.md").write_text(f"# Note\n\n{text}\n")
    with caplog.at_level("INFO", "mkdocs"):
        make(folder)
    told = [r.getMessage() for r in caplog.records if "not contain an anchor" in r.getMessage()]
    assert len(told) == 1 and "#s999" in told[0]


def test_a_page_is_its_blocks_and_its_headings() -> None:
    skeleton, blocks = split(PAGE)
    assert skeleton == "<!-- bf 0 -->\n\n## Two words\n\n<!-- bf 1 -->"
    assert filled(skeleton, blocks) == PAGE.strip()
    anchors = Anchors({"two-words"}, lambda: PAGE)
    assert set(anchors) == {"two-words", "a-b", "c"} and "a-b" in anchors and len(anchors) == 3
