"""The pages as files in a folder."""

from __future__ import annotations

import contextlib
import filecmp
import logging
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)

MOST_AT_ONCE = 8
"""So many builds may share a cache before one keeps its pages in a temporary folder."""


class Store:
    """Our pages as files, since other plugins want to read them; written only where they changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: set[Path] = set()

    def write(self, path: str, text: str | Iterable[str]) -> str:
        """Have `text`, or its parts one after the other, in the file at `path`; its full path."""
        target = self.folder / path
        self.kept.add(target)
        if isinstance(text, str):
            data = text.encode("utf8")
            if target.is_file() and target.read_bytes() == data:
                return os.fspath(target)
            text = (text,)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f"{target.name}.{os.getpid()}")
        with fresh.open("wb") as file:
            file.writelines(part.encode("utf8") for part in text)
        if target.is_file() and filecmp.cmp(fresh, target, shallow=False):
            fresh.unlink()
        else:
            fresh.replace(target)
        return os.fspath(target)

    def prune(self) -> None:
        """Remove what an earlier build left."""
        for path in self.folder.rglob("*"):
            if path.is_file() and path not in self.kept:
                with contextlib.suppress(OSError):
                    path.unlink()


class OwnStore(Store):
    """A store that no other process writes to while this one lives.

    Pages are read again long after they were written; a build of the same site with another address, beside this one,
    would put its own in their place. It is `folder`, or where another process has that, one with a number. What cannot
    be written there (a read-only cache, a full disk) goes to a temporary folder.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(_own(folder))
        self._spare: Store | None = None

    def write(self, path: str, text: str | Iterable[str]) -> str:
        if self._spare is None:
            try:
                return super().write(path, text)
            except OSError as error:
                log.warning("%s: pages cannot be kept (%s); a temporary folder is used", self.folder, error)
                self._spare = Store(_temporary())
        return self._spare.write(path, text)


# By the folder asked for: the one that this process has, with what locks it; both last as long as the process.
_owned: dict[Path, tuple[Path, IO[bytes] | None]] = {}
_temporaries: list[tempfile.TemporaryDirectory[str]] = []


def _own(folder: Path) -> Path:
    if folder in _owned:
        return _owned[folder][0]
    for number in range(1, MOST_AT_ONCE + 1):
        own = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        try:
            own.parent.mkdir(parents=True, exist_ok=True)
            lock = open(own.with_name(f"{own.name}.lock"), "ab")  # noqa: SIM115  (open as long as the process)
        except OSError:
            break
        try:
            _lock(lock)
        except OSError:
            lock.close()
            continue
        _owned[folder] = own, lock
        return own
    _owned[folder] = _temporary(), None
    return _owned[folder][0]


def _lock(file: IO[bytes]) -> None:
    """Lock a file until this process ends, however it does. Raises OSError where another process has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _temporary() -> Path:
    _temporaries.append(tempfile.TemporaryDirectory(prefix="briefing-"))
    return Path(_temporaries[-1].name)
