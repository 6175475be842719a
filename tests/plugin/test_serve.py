"""`mkdocs serve` in a process of its own, with real changes to the seeds."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from building import project, write

WAIT = 60.0  # seconds; a rebuild takes two, a busy machine much longer

BRIDGE = "Mayor Ada Lindqvist reopened the harbour bridge on Monday.\n\n“It beats again,” Lindqvist said.\n"


class Served:
    """The server's folder, address and log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "log.txt"
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)

    def get(self, path: str) -> str | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=10) as answer:
                return unescape(answer.read().decode("utf8"))
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return None

    def until(self, path: str, wanted: str | None) -> str | None:
        """The page at `path` once it holds the words; with None, once it is gone."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            page = self.get(path)
            if (wanted is None and page is None) or (wanted and page and wanted in page):
                return page
            assert self.process.poll() is None, self.log.read_text("utf8")
            time.sleep(0.2)
        raise AssertionError(f"{path} never came to {wanted!r}:\n{self.log.read_text('utf8')}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(project(tmp_path_factory.mktemp("serve")))
    yield running
    running.process.terminate()
    running.process.wait(10)


def test_a_new_seed_appears_a_changed_one_changes_a_removed_one_goes(server: Served) -> None:
    server.until("briefings/yoon-nato/", "dancing to the tune")
    write(server.folder, {"seeds/bridge.txt": BRIDGE})
    server.until("briefings/bridge/", "It beats again")
    write(server.folder, {"seeds/bridge.txt": BRIDGE.replace("beats", "stands")})
    server.until("briefings/bridge/", "It stands again")
    assert "Ada Lindqvist" in (server.until("", "harbour bridge") or "")
    (server.folder / "seeds" / "bridge.txt").unlink()
    server.until("briefings/bridge/", None)
    assert "harbour bridge" not in (server.until("briefings/", "Yoon") or "")


def test_a_broken_seed_is_a_page_and_a_warning_and_the_rest_works(server: Served) -> None:
    write(server.folder, {"seeds/bad.md": "---\ntitle: [unclosed\n---\nText."})
    listed = server.until("briefings/", "bad.md") or ""
    link = re.search(r'<a href="([^"]+)">bad\.md</a>', listed)
    assert link
    page = server.until(f"briefings/{link[1]}", "What to do") or ""
    assert "bad.md" in page
    assert re.search(r"WARNING.*bad\.md", server.log.read_text("utf8"))
    assert "dancing to the tune" in (server.get("briefings/yoon-nato/") or "")
    write(server.folder, {"seeds/bad.md": "---\ntitle: Closed\n---\n" + BRIDGE})
    server.until("briefings/bad/", "It beats again")
    assert "What to do" not in (server.get("briefings/") or "")
    (server.folder / "seeds" / "bad.md").unlink()


def test_a_review_appears(server: Served) -> None:
    server.until("briefings/yoon-nato/", "not reviewed")
    review = "reviewed: {by: Mina Ko, date: 2026-11-24}\nset: {title: Seoul and NATO}\n"
    write(server.folder, {"seeds/yoon-nato.review.yaml": review})
    page = server.until("briefings/yoon-nato/", "reviewed by Mina Ko on 24 November 2026") or ""
    assert ">Seoul and NATO</h1>" in page
    assert "✓ reviewed" in (server.get("") or "")
