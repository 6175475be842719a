"""The index of a built site by Pagefind (https://pagefind.app), a program that its wheels bring for each system."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

from briefing.errors import BriefingError
from briefing.site.pagefind_order import put_in_order

FOLDER = "pagefind"
# The larger one also cuts Chinese and Japanese into words, and is there only if somebody wanted that.
WHEELS = ("pagefind_bin_extended", "pagefind_bin")
# Interfaces of Pagefind's own, half a megabyte: ours is the theme's.
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
# What Material leaves out of its index too; a title counts more by where it stands.
EXCLUDED = ("[data-search-exclude]:not(h1)", ".headerlink")


def executable() -> Path:
    """The program. Raises BriefingError where it is not installed."""
    for name in WHEELS:
        try:
            return Path(import_module(name).get_executable()).absolute()
        except (ImportError, OSError):
            continue
    if found := shutil.which("pagefind"):
        return Path(found).absolute()
    raise BriefingError(
        "search: pagefind",
        "Pagefind is not installed",
        "run: pip install 'mkdocs-briefing[search]', or take `search: pagefind` out of mkdocs.yml",
    )


def command(site: Path, language: str) -> list[str]:
    """What indexes a built site as one language: a reader of any page searches all of them."""
    excluded = [part for selector in EXCLUDED for part in ("--exclude-selectors", selector)]
    return [str(executable()), "--quiet", "--site", str(site), "--force-language", language, *excluded]


def index(site: Path, language: str) -> int:
    """Make the index of a built site, in its folder `pagefind`; how many pages there are in it.

    Raises BriefingError where Pagefind is missing or fails.
    """
    # From the site's own folder, so that no settings file that happens to lie elsewhere counts.
    done = subprocess.run(command(site, language), cwd=site, capture_output=True, text=True, encoding="utf8")
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-500:]
        raise BriefingError(str(site), f"Pagefind stopped: {said}", "see docs/search.md")
    made = site / FOLDER
    for pattern in UNUSED:
        for file in made.glob(pattern):
            file.unlink()
    put_in_order(made)
    entry = json.loads((made / "pagefind-entry.json").read_text("utf8"))
    return sum(language["page_count"] for language in entry["languages"].values())


class Background:
    """Indexes a site that is served meanwhile; a newer site takes the place of one that is not done yet."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None

    def start(self, site: Path, language: str) -> None:
        self.stop()
        quiet = subprocess.DEVNULL
        self._running = subprocess.Popen(command(site, language), cwd=site, stdout=quiet, stderr=quiet)

    def wait(self) -> int | None:
        """Until it is done; what the program returned, if one was started."""
        return self._running.wait() if self._running else None

    def stop(self) -> None:
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._running = None
