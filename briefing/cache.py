"""A folder of results that can be had again: each under a key that is a hash of all it was made from.

An entry is one file: a line with the SHA-256 of its key and the rest, then JSON. An entry that is damaged, or lies
under another key than its own, counts as none. Writes are atomic, so that a build may be stopped at any moment and two
may share the folder. A folder that cannot be written makes everything slower, not wrong.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import tempfile
import time
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

KEEP_DAYS = 30  # an entry nobody asked for in a month belongs to a seed or a version that is gone
TOUCH_DAYS = 1  # using an entry renews it, but at most once a day, to spare the disk
LEFTOVER_DAYS = 1  # what a write that was cut off left; none takes longer

_DAY = 24 * 60 * 60
_SUFFIX = ".entry"


class Cache:
    """Entries in `folder`; with None, a cache that keeps nothing."""

    def __init__(self, folder: Path | str | None) -> None:
        self.folder = None if folder is None else Path(folder)
        self._warned = False

    @staticmethod
    def key(*parts: Any) -> str:
        """A key from JSON values."""
        # ASCII, so that a lone surrogate in a text does no harm.
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("ascii")).hexdigest()

    def get(self, key: str) -> dict[str, Any] | None:
        """The entry, or None where there is none or it is damaged."""
        if self.folder is None:
            return None
        path = self._path(key)
        try:
            checksum, _, body = path.read_bytes().partition(b"\n")
            if checksum != _checksum(key, body):
                log.info("%s is damaged and will be made anew", path)
                return None
            entry = json.loads(body)
        except (OSError, ValueError, RecursionError):
            return None
        with contextlib.suppress(OSError):  # as in a folder that may only be read
            if time.time() - path.stat().st_mtime > TOUCH_DAYS * _DAY:
                os.utime(path)
        return entry if isinstance(entry, dict) else None

    def __contains__(self, key: str) -> bool:
        """Whether there is an entry, damaged or not."""
        return self.folder is not None and self._path(key).is_file()

    def put(self, key: str, entry: dict[str, Any]) -> None:
        """Keep `entry`; a failure to write is one warning, not an error."""
        if self.folder is None:
            return
        body = json.dumps(entry).encode("ascii")
        try:
            self._write(self._path(key), _checksum(key, body) + b"\n" + body)
        except OSError as error:
            if not self._warned:
                log.warning("%s: the cache cannot be written (%s); all else works", self.folder, error)
            self._warned = True

    def prune(self) -> int:
        """Remove entries unused for `KEEP_DAYS`, and what writes that were cut off left; how many files."""
        removed = 0
        now = time.time()
        for path in [] if self.folder is None else self.folder.glob(f"*{_SUFFIX}*"):
            # Another build may be faster; that is fine.
            with contextlib.suppress(OSError):
                days = KEEP_DAYS if path.suffix == _SUFFIX else LEFTOVER_DAYS
                if path.stat().st_mtime < now - days * _DAY:
                    path.unlink()
                    removed += 1
        return removed

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{key}{_SUFFIX}"

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise


def _checksum(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii", "backslashreplace") + b"\n" + body).hexdigest().encode("ascii")
