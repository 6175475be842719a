"""The same bytes for the same site: Pagefind 1.5 writes the values of a filter, and the filters, in any order.

Its files are CBOR (RFC 8949) behind a signature, compressed, and named by a hash. Only arrays, texts and whole numbers
are in a filter, and in the file of all pages a filter is its name and its file's.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

SIGNATURE = b"pagefind_dcd"


def put_in_order(folder: Path) -> None:
    """Write the filters of an index in order. An index that is made in another way than known is left as it is."""
    entry = folder / "pagefind-entry.json"
    named = json.loads(entry.read_text("utf8"))
    files = [folder / f"pagefind.{language['hash']}.pf_meta" for language in named["languages"].values()]
    if len(files) != 1 or not files[0].is_file():
        return
    pages = _read(files[0])
    before, after = {}, {}
    for path in sorted((folder / "filter").glob("*.pf_filter")):
        data = _read(path)
        try:
            (name, values), end = _decode(data, 0)
            made = _array([_text(name), _array([_value(*v) for v in sorted(values)])])
        except (ValueError, TypeError, IndexError):
            return
        new = _renamed(path.stem, made)
        if end != len(data) or len(made) != len(data):
            return
        before[path.stem] = _array([_text(name), _text(path.stem)])
        after[path.stem] = (name, _array([_text(name), _text(new)]), made, new)
    listed = sorted(before, key=lambda stem: pages.find(before[stem]))
    old = b"".join(before[stem] for stem in listed)
    if not listed or pages.count(old) != 1:
        return
    pages = pages.replace(old, b"".join(line for _, line, _, _ in sorted(after.values())))
    for stem, (_, _, made, new) in after.items():
        (folder / "filter" / f"{stem}.pf_filter").unlink()
        _write(folder / "filter" / f"{new}.pf_filter", made)
    (language,) = named["languages"].values()
    new = _renamed(language["hash"], pages)
    files[0].unlink()
    _write(folder / f"pagefind.{new}.pf_meta", pages)
    entry.write_text(entry.read_text("utf8").replace(f'"{language["hash"]}"', f'"{new}"'), "utf8")


def _renamed(name: str, content: bytes) -> str:
    """The name with a hash of the content in the place of its own."""
    digest = hashlib.sha256(content).hexdigest()
    return re.sub(r"[0-9a-f]+$", lambda m: digest[: len(m[0])], name)


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(SIGNATURE + content, mtime=0))


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    """A number, a text or an array, and where it ends."""
    kind, number = data[at] >> 5, data[at] & 31
    at += 1
    if number > 27:
        raise ValueError("a length of another kind")
    if number > 23:
        size = 1 << (number - 24)
        number, at = int.from_bytes(data[at : at + size]), at + size
    if kind == 0:
        return number, at
    if kind == 3:
        return data[at : at + number].decode("utf8"), at + number
    if kind != 4:
        raise ValueError(f"CBOR of kind {kind}")
    made = []
    for _ in range(number):
        item, at = _decode(data, at)
        made.append(item)
    return made, at


def _value(text: str, pages: list[int]) -> bytes:
    return _array([_text(text), _array([_head(0, page) for page in pages])])


def _text(text: str) -> bytes:
    return _head(3, len(text.encode())) + text.encode()


def _array(items: list[bytes]) -> bytes:
    return _head(4, len(items)) + b"".join(items)


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(n for n in range(4) if number < 1 << (8 << n))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size)
