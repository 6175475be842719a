"""The pages as files in a folder."""

from __future__ import annotations

import os
from pathlib import Path


class Store:
    """Our pages as files, since other plugins want to read them; written only where they changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: set[Path] = set()

    def write(self, path: str, text: str) -> str:
        """Have `text` in the file at `path`; its full path."""
        target = self.folder / path
        data = text.encode("utf8")
        self.kept.add(target)
        if not target.is_file() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(f"{target.name}.{os.getpid()}")
            fresh.write_bytes(data)
            fresh.replace(target)
        return os.fspath(target)

    def prune(self) -> None:
        """Remove what an earlier build left."""
        for path in self.folder.rglob("*"):
            if path.is_file() and path not in self.kept:
                path.unlink(missing_ok=True)
