"""The site under the strictest Content-Security-Policy that it can be read with: docs/hosting.md has the policy."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from building import make, project, served
from conftest import Watched
from playwright.sync_api import Route

THEME = {
    "name": "material",
    "font": False,
    "palette": [
        {"scheme": "default", "toggle": {"icon": "material/weather-night", "name": "dark"}},
        {"scheme": "slate", "toggle": {"icon": "material/weather-sunny", "name": "light"}},
    ],
    "features": ["search.suggest", "search.highlight", "content.tooltips", "navigation.top"],
}
DOCS = Path(__file__).parents[2] / "docs" / "hosting.md"


def policy(site: Path) -> str:
    """The policy of the docs, with the hashes of the scripts that stand in this site's pages."""
    found = re.search(r"default-src 'none';[^\n\"]*", DOCS.read_text("utf8"))
    assert found
    hashes = set()
    for page in site.rglob("*.html"):
        for attributes, text in re.findall(r"<script([^>]*)>(.*?)</script>", page.read_text("utf8"), re.S):
            if "src=" not in attributes and "json" not in attributes:
                hashes.add(base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())
    return found[0].replace("HASHES", " ".join(f"'sha256-{h}'" for h in sorted(hashes)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(project(tmp_path_factory.mktemp("policy"), theme=THEME))


def test_the_site_is_read_under_its_policy(built: Path, watched: Watched) -> None:
    page, refused = watched.page, []
    page.on("console", lambda m: refused.append(m.text) if "Content Security Policy" in m.text else None)
    header = policy(built)

    def guarded(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": header})

    page.route("**/*", guarded)
    with served(built) as base:
        for path in ("", "briefings/", "briefings/yoon-nato/", "actors/", "topics/", "timeline/", "data/"):
            page.goto(base + path)
        page.goto(base + "briefings/yoon-nato/")
        page.locator("a.bf-back").first.hover()
        page.locator("a[data-cite]").first.click()
        page.locator("dialog pre").first.wait_for()
        page.keyboard.press("Escape")
        page.locator("label.md-header__button[for=__palette_1]").click()
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        page.locator("[data-md-component=search-query]").first.click()
        page.keyboard.type("Stoltenberg")
        page.locator(".md-search-result__item").first.wait_for()
        assert not refused
        # That the policy is in force: what it does not name does not run.
        page.evaluate(
            "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
            " document.body.append(s) }"
        )
        assert page.evaluate("window.ran") is None
    assert not watched.dialogs and not watched.errors and not watched.outside(base)
