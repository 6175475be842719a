"""Results that can be had again: each under a key that is a hash of all it was made from.

An entry is one file, in a folder or on a store that fsspec knows: a line with the SHA-256 of its key and the rest, then
JSON. An entry that is damaged, or lies under another key than its own, counts as none. Writes are atomic, so that a
build may be stopped at any moment and two may share the place. A place that cannot be written makes everything slower,
not wrong.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from briefing.remote import Remote, is_address

log = logging.getLogger(__name__)

KEEP_DAYS = 30  # an entry nobody asked for in a month belongs to a seed or a version that is gone
TOUCH_DAYS = 1  # using an entry renews it, but at most once a day, to spare the disk
LEFTOVER_DAYS = 1  # what a write that was cut off left; none takes longer

_DAY = 24 * 60 * 60
_SUFFIX = ".entry"


class Cache:
    """Entries in a folder, or at an address such as `s3://bucket/path`; with None, a cache that keeps nothing.

    Raises MissingExtraError where what reaches such an address is not installed.
    """

    def __init__(self, place: Path | str | None) -> None:
        self.folder = None if place is None or is_address(place) else Path(place)
        self._files: _Folder | Remote | None = None if self.folder is None else _Folder(self.folder)
        if is_address(place):
            self._files = Remote(str(place))

    @staticmethod
    def key(*parts: Any) -> str:
        """A key from JSON values."""
        # ASCII, so that a lone surrogate in a text does no harm.
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("ascii")).hexdigest()

    def ahead(self, keys: Iterable[str]) -> None:
        """Say that these will be asked for next: a store that is far away gives many at once; a folder needs no word
        of it, and `keys` is left as it is."""
        if isinstance(self._files, Remote):
            self._files.ahead([key + _SUFFIX for key in keys])

    def get(self, key: str) -> dict[str, Any] | None:
        """The entry, or None where there is none or it is damaged."""
        data = None if self._files is None else self._files.read(key + _SUFFIX)
        if data is None:
            return None
        checksum, _, body = data.partition(b"\n")
        if checksum != _checksum(key, body):
            log.info("%s is damaged and will be made anew", f"{self._files}/{key}{_SUFFIX}")
            return None
        try:
            entry = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return entry if isinstance(entry, dict) else None

    def __contains__(self, key: str) -> bool:
        """Whether there is an entry, damaged or not."""
        return self._files is not None and key + _SUFFIX in self._files

    def put(self, key: str, entry: dict[str, Any]) -> None:
        """Keep `entry`; a failure to write is one warning, not an error."""
        if self._files is not None:
            body = json.dumps(entry).encode("ascii")
            self._files.write(key + _SUFFIX, _checksum(key, body) + b"\n" + body)

    def settle(self) -> None:
        """Wait until all that was put is written."""
        if isinstance(self._files, Remote):
            self._files.settle()

    def prune(self) -> int:
        """Remove entries of a folder unused for `KEEP_DAYS`, and what writes that were cut off left; how many files."""
        return 0 if self._files is None else self._files.prune()


class _Folder:
    """The files of a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._warned = False

    def __str__(self) -> str:
        return str(self.folder)

    def read(self, name: str) -> bytes | None:
        path = self.folder / name
        try:
            data = path.read_bytes()
        except (OSError, ValueError):
            return None
        with contextlib.suppress(OSError):  # as in a folder that may only be read
            if time.time() - path.stat().st_mtime > TOUCH_DAYS * _DAY:
                os.utime(path)
        return data

    def __contains__(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def write(self, name: str, data: bytes) -> None:
        try:
            self._write(self.folder / name, data)
        except OSError as error:
            if not self._warned:
                log.warning("%s: the cache cannot be written (%s); all else works", self.folder, error)
            self._warned = True

    def prune(self) -> int:
        removed = 0
        now = time.time()
        for path in self.folder.glob(f"*{_SUFFIX}*"):
            # Another build may be faster; that is fine.
            with contextlib.suppress(OSError):
                days = KEEP_DAYS if path.suffix == _SUFFIX else LEFTOVER_DAYS
                if path.stat().st_mtime < now - days * _DAY:
                    path.unlink()
                    removed += 1
        return removed

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
