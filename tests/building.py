"""Real MkDocs sites in temporary folders, and a browser to look at them."""

from __future__ import annotations

import functools
import http.server
import importlib
import json
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

SEED = Path(__file__).parent.parent / "seeds" / "yoon-nato.txt"

MATERIAL = {"name": "material", "font": False, "features": ["navigation.tabs", "navigation.path"]}


def needed(name: str) -> Any:
    """A package that only some tests need: without it they are skipped, or fail where CI runs them."""
    return importlib.import_module(name) if os.environ.get("CI") else pytest.importorskip(name)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf8"))
    return folder


def project(folder: Path, files: Mapping[str, str | bytes] | None = None, **settings: Any) -> Path:
    """A site's folder with the seed article, made of no more than a user has to write."""
    config: dict[str, Any] = {"site_name": "Test", "plugins": ["search", "briefing"], **settings}
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    given = {"seeds/yoon-nato.txt": SEED.read_bytes()} if files is None else files
    return write(folder, {"mkdocs.yml": yaml.safe_dump(config), **given})


def make(folder: Path, into: str = "site") -> Path:
    """Build strictly; the folder of the built site."""
    out = folder / into
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(out), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return out


def search_index(site: Path) -> list[dict[str, Any]]:
    return list(json.loads((site / "search" / "search_index.json").read_text("utf8"))["docs"])


@contextmanager
def served(site: Path, below: str = "", headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a built site; its address. With `below`, the site stands under that path and nowhere else."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            if below and not path.startswith(f"/{below}/"):
                return str(site / "no such file")
            return super().translate_path(path.removeprefix(f"/{below}") if below else path)

        def end_headers(self) -> None:
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            logging.getLogger(__name__).debug(format, *args)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/" + (f"{below}/" if below else "")
        server.shutdown()
