"""Files on a store that fsspec knows, by its address: `s3://bucket/path`, `gs://…`, `sftp://…`, `file:///…`.

A store that cannot be reached, or breaks off, is one warning; from then on it has nothing and takes nothing. What is
said of it never holds credentials: neither the part of the address that may, nor messages of others.
"""

from __future__ import annotations

import contextlib
import logging
import re
import threading
import uuid
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from briefing.errors import BriefingError, MissingExtraError

log = logging.getLogger(__name__)

# A request to an object store takes some 30 ms, most of it on the way.
AT_ONCE = 16

_PRIVATE = re.compile(r"(?<=//)[^/]*@|[?#].*")


def is_address(place: object) -> bool:
    """Whether a place is given as an address, and not as a folder of this machine."""
    return isinstance(place, str) and "://" in place


class Remote:
    """The files at `address`. Raises MissingExtraError where what it takes to reach such a store is not installed,
    and BriefingError where there is no such kind of store; that it can be reached shows when it is used."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.off = False
        self._start()
        where = str(self)
        try:
            import fsspec
        except ImportError:
            trouble = "a cache at an address is reached with the package fsspec, which is not installed"
            raise MissingExtraError(where, trouble, "pip install 'mkdocs-briefing[store]'") from None
        protocol = address.split("://", 1)[0].split("::")[-1]
        try:
            fsspec.get_filesystem_class(protocol)
        except ImportError as error:
            trouble = f"the package that reaches {protocol}:// is not installed"
            raise MissingExtraError(where, trouble, str(error)) from None
        except ValueError:
            raise BriefingError(where, f"there is no kind of store {protocol}://", "see docs/scaling.md") from None

    def __str__(self) -> str:
        return _PRIVATE.sub("", self.address)

    def __getstate__(self) -> dict[str, Any]:
        return {"address": self.address, "off": self.off}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.address, self.off = state["address"], state["off"]
        self._start()

    def _start(self) -> None:
        """Connect to nothing yet: a process has its own connection, made when it is needed."""
        self._files: Any = None
        self._root = ""
        self._ahead: dict[str, bytes | None] = {}
        self._writing: dict[str, bytes] = {}
        self._under_way: list[Future[None]] = []
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()

    def ahead(self, names: Iterable[str]) -> None:
        """Fetch these files at once, as far as they exist; each is kept until it is read."""
        wanted = [name for name in names if name not in self._writing]
        self._ahead = {}
        if self.off or not wanted:
            return
        try:
            self._connect()
            if not self._files.async_impl:
                return  # one after the other in any case
            paths = {self._path(name): name for name in wanted}
            fetched = self._files.cat(list(paths), on_error="return")
            for path, name in paths.items():
                found = fetched.get(path)
                if isinstance(found, Exception) and not _is_missing(found):
                    raise found
                self._ahead[name] = found if isinstance(found, bytes) else None
        except Exception as error:
            self._fail(error)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none, or the store is out of reach."""
        if name in self._writing:
            return self._writing[name]
        if name in self._ahead:
            return self._ahead.pop(name)
        if self.off:
            return None
        try:
            self._connect()
            data: bytes = self._files.cat_file(self._path(name))
            return data
        except Exception as error:
            if not _is_missing(error):
                self._fail(error)
            return None

    def __contains__(self, name: str) -> bool:
        if name not in self._ahead:
            self._ahead[name] = self.read(name)
        return self._ahead[name] is not None

    def write(self, name: str, data: bytes) -> None:
        """Have `data` in a file, as a whole or not at all; to an object store, while other work goes on."""
        if self.off:
            return
        self._ahead.pop(name, None)
        self._writing[name] = data
        try:
            self._connect()
        except Exception as error:
            self._fail(error)
        if self._pool is None:
            self._send(name, data)
            return
        self._under_way.append(self._pool.submit(self._send, name, data))
        if len(self._under_way) >= 4 * AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Wait for what is still being written."""
        waiting, self._under_way = self._under_way, []
        for future in waiting:
            future.result()

    def prune(self) -> int:
        """Nothing: a store has rules of its own for what is old, and others may share it."""
        self.settle()
        return 0

    def _connect(self) -> None:
        with self._lock:
            if self._files is not None:
                return
            from fsspec.core import url_to_fs

            files, self._root = url_to_fs(self.address)
            if files.async_impl:
                self._pool = ThreadPoolExecutor(AT_ONCE, "briefing-store")
            self._files = files

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _send(self, name: str, data: bytes) -> None:
        try:
            if self.off:
                return
            if self._files.async_impl:  # an object store, where a file is there as a whole or not at all
                self._files.pipe_file(self._path(name), data)
                return
            self._files.makedirs(self._root, exist_ok=True)
            fresh = self._path(f"{name}.{uuid.uuid4().hex}")
            try:
                self._files.pipe_file(fresh, data)
                self._files.mv(fresh, self._path(name))
            except BaseException:
                with contextlib.suppress(Exception):
                    self._files.rm_file(fresh)
                raise
        except Exception as error:
            self._fail(error)
        finally:
            self._writing.pop(name, None)

    def _fail(self, error: Exception) -> None:
        with self._lock:
            if not self.off:
                why = getattr(error, "strerror", None) if isinstance(error, OSError) and error.errno else None
                said = f"{type(error).__name__}: {why}" if isinstance(why, str) and "//" not in why else None
                log.warning(
                    "%s: the cache is out of reach (%s); all else works, without it", self, said or type(error).__name__
                )
            self.off = True


def _is_missing(error: Exception) -> bool:
    return isinstance(error, FileNotFoundError | IsADirectoryError)
