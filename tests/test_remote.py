"""A cache on a store that fsspec knows: what a folder does, wherever it is, and a build that goes on without it."""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import fsspec
import pytest
from fsspec.implementations.asyn_wrapper import AsyncFileSystemWrapper
from fsspec.implementations.memory import MemoryFileSystem

from briefing.cache import Cache
from briefing.errors import BriefingError, MissingExtraError
from briefing.pipeline import brief_folder, brief_seed
from briefing.remote import Remote
from tests.test_workers import NAMES, SENTENCES

ENTRY = {"text": "“Börek” \ud800 \u2028", "numbers": [1, None, True, 0.5]}


class Far(AsyncFileSystemWrapper):
    """An object store: asked asynchronously; says how often it was."""

    protocol = "far"
    asked: ClassVar[list[list[str]]] = []

    def __init__(self, **options):
        super().__init__(MemoryFileSystem(), asynchronous=False)

    @classmethod
    def _strip_protocol(cls, path):
        return MemoryFileSystem._strip_protocol(path.replace("far://", "memory://"))

    def cat(self, path, recursive=False, on_error="raise", **kwargs):
        Far.asked.append(list(path))
        return super().cat(path, recursive=recursive, on_error=on_error, **kwargs)

    async def _mv(self, *args, **kwargs):
        raise AssertionError("an object store copies where a file system renames")


class Refusing(MemoryFileSystem):
    """A store that says no, and with it what nobody should read."""

    protocol = "refusing"
    calls = 0

    def cat_file(self, path, **kwargs):
        Refusing.calls += 1
        raise ConnectionError("https://ann:hunter2@store.example/?key=hunter2 said no")

    def pipe_file(self, path, value, **kwargs):
        self.cat_file(path)


fsspec.register_implementation("far", Far, clobber=True)
fsspec.register_implementation("refusing", Refusing, clobber=True)


@pytest.fixture(params=["file", "memory", "far"])
def cache(request, tmp_path):
    MemoryFileSystem.store.clear()
    Far.asked.clear()
    return Cache(f"{request.param}://{tmp_path.as_posix()}/new/folder")


def files(cache: Cache) -> list[str]:
    cache.settle()
    remote = cache._files
    return sorted(remote._files.ls(remote._root, detail=False))


def test_what_is_put_is_had(cache):
    key = Cache.key("a", 1)
    assert cache.get(key) is None and key not in cache
    cache.put(key, ENTRY)
    assert cache.get(key) == ENTRY and key in cache
    (file,) = files(cache)
    assert file.endswith(f"/new/folder/{key}.entry")
    assert cache.get(key) == ENTRY and Cache(cache._files.address + "/").get(key) == ENTRY
    assert cache.prune() == 0 and cache.get(key) == ENTRY


def test_a_damaged_entry_is_none(cache):
    cache.put("key", ENTRY)
    (file,) = files(cache)
    store = cache._files._files
    good = store.cat_file(file)
    for bad in (b"", good[:-1], good.replace(b"0.5", b"0.6"), b"\xff" + good):
        store.pipe_file(file, bad)
        assert cache.get("key") is None
    cache.put("key", ENTRY)
    cache.settle()
    assert cache.get("key") == ENTRY


def test_a_copy_in_another_process_reaches_the_same_store(cache):
    cache.put("key", ENTRY)
    cache.settle()
    assert pickle.loads(pickle.dumps(cache)).get("key") == ENTRY


def test_what_will_be_asked_for_is_fetched_at_once(tmp_path):
    MemoryFileSystem.store.clear()
    Far.asked.clear()
    cache = Cache("far:///many")
    keys = [Cache.key(n) for n in range(200)]
    for n, key in enumerate(keys[:150]):
        cache.put(key, {"n": n})
    cache.settle()
    Cache("far:///many").ahead(["none", "of", "these"])
    Far.asked.clear()
    again = Cache("far:///many")
    again.ahead(iter(keys))
    assert [key in again for key in keys] == [True] * 150 + [False] * 50
    assert [again.get(key) for key in keys] == [{"n": n} for n in range(150)] + [None] * 50
    assert len(Far.asked) == 1


def test_a_store_out_of_reach_is_one_warning_and_is_asked_no_more(caplog):
    cache = Cache("refusing://ann:hunter2@store.example/path?key=hunter2")
    Refusing.calls = 0
    with caplog.at_level(logging.DEBUG):
        cache.ahead(["a"])
        for key in "abc":
            assert cache.get(key) is None and key not in cache
            cache.put(key, ENTRY)
    (record,) = [r for r in caplog.records if r.name.startswith("briefing")]
    assert record.levelname == "WARNING" and "store.example/path: the cache is out of reach" in record.message
    assert "hunter2" not in record.message and Refusing.calls == 1
    assert pickle.loads(pickle.dumps(cache)).get("a") is None and Refusing.calls == 1


def test_a_folder_in_the_way_is_one_warning_with_its_reason(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    cache = Cache(f"file://{(tmp_path / 'file' / 'below').as_posix()}")
    for key in "ab":
        cache.put(key, ENTRY)
        assert cache.get(key) is None
    assert len(caplog.records) == 1 and "out of reach" in caplog.text


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    cache = Cache(f"file://{tmp_path.as_posix()}")
    cache.put("before", ENTRY)
    monkeypatch.setattr(type(cache._files._files), "mv", lambda *args: 1 / 0)
    cache.put("after", ENTRY)
    assert [p.name for p in tmp_path.iterdir()] == ["before.entry"]


@pytest.mark.parametrize(
    ("missing", "address", "mend"),
    [("fsspec", "file:///x", "mkdocs-briefing[store]"), ("s3fs", "s3://bucket/path", "s3fs")],
)
def test_what_is_not_installed_is_named(monkeypatch, missing, address, mend):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError) as error:
        Cache(address)
    assert "not installed" in str(error.value) and mend in str(error.value)


def test_an_unknown_kind_of_store_is_an_error_without_credentials():
    with pytest.raises(BriefingError) as error:
        Cache("s4://ann:hunter2@bucket")
    assert "no kind of store s4://" in str(error.value) and "hunter2" not in str(error.value)


def test_a_local_folder_needs_no_fsspec(tmp_path):
    code = f"""
import sys
from briefing.cache import Cache
cache = Cache({str(tmp_path)!r})
cache.put("a", {{}})
assert cache.get("a") == {{}}
assert "fsspec" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_many_processes_fill_a_store_and_a_second_run_reads_it(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in NAMES:
        (seeds / f"{name}.txt").write_text(SENTENCES.format(name), encoding="utf-8")
    address = f"file://{(tmp_path / 'store').as_posix()}"
    first = brief_folder(seeds, cache=Cache(address), jobs=2)
    second = brief_folder(seeds, cache=Cache(address), jobs=2)
    assert not any(o.cached for o in first) and all(o.cached for o in second)
    assert [o.briefing.to_dict() for o in first] == [o.briefing.to_dict() for o in second]
    assert len(list((tmp_path / "store").iterdir())) == len(NAMES)


def test_a_briefing_is_made_without_the_store(caplog):
    seed = Path(__file__).parent.parent / "seeds" / "yoon-nato.txt"
    outcome = brief_seed(seed, cache=Cache("refusing://store"))
    assert outcome.passages and not outcome.cached and "out of reach" in caplog.text


def test_an_address_keeps_no_connection_of_another_process(tmp_path):
    remote = Remote(f"file://{tmp_path.as_posix()}")
    remote.write("a", b"1")
    copy = pickle.loads(pickle.dumps(remote))
    assert copy._files is None and copy.read("a") == b"1"
