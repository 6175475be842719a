"""The cache gives back what was put, or nothing; never anything else, and never an error."""

from __future__ import annotations

import logging
import os
import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.cache import KEEP_DAYS, Cache

ENTRY = {"text": "“Börek” \ud800 \u2028", "numbers": [1, None, True, 0.5]}


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "new" / "folder")


def only_file(cache):
    (file,) = cache.folder.iterdir()
    return file


def test_what_is_put_is_had(cache):
    key = Cache.key("a", 1)
    assert cache.get(key) is None
    cache.put(key, ENTRY)
    assert cache.get(key) == ENTRY
    assert only_file(cache).name.startswith(key)


def test_a_key_is_of_all_its_parts_and_of_nothing_else():
    assert Cache.key({"a": 1, "b": "\ud800"}) == Cache.key({"b": "\ud800", "a": 1})
    assert len({Cache.key(*parts) for parts in ((), ("a",), ("a", "b"), ("ab",), (["a", "b"],))}) == 5


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_entry_is_none(cache, data):
    key = Cache.key("damaged")
    cache.put(key, ENTRY)
    good = only_file(cache).read_bytes()
    if data.draw(st.booleans()):
        bad = good[: data.draw(st.integers(0, len(good) - 1))]
    else:
        at = data.draw(st.integers(0, len(good) - 1))
        bad = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    only_file(cache).write_bytes(bad)
    assert cache.get(key) is None
    cache.put(key, ENTRY)
    assert cache.get(key) == ENTRY


def test_no_folder_keeps_nothing():
    cache = Cache(None)
    cache.put("k", ENTRY)
    assert cache.get("k") is None and cache.prune() == 0


def test_a_folder_that_cannot_be_written_is_one_warning(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "below")
    with caplog.at_level(logging.WARNING):
        for key in "abc":
            cache.put(key, ENTRY)
            assert cache.get(key) is None
    assert [r.message.split(":")[0] for r in caplog.records] == [str(cache.folder)]


def test_a_write_that_fails_leaves_nothing(cache, monkeypatch):
    cache.put("before", ENTRY)

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    cache.put("after", ENTRY)
    assert only_file(cache).name.startswith("before")


def test_many_writers_of_one_entry_and_readers_see_whole_entries_only(cache):
    key, seen, stop = Cache.key("shared"), [], time.monotonic() + 0.5
    entries = [{"n": n, "text": str(n) * 50_000} for n in range(4)]

    def write(entry):
        while time.monotonic() < stop:
            Cache(cache.folder).put(key, entry)

    def read():
        while time.monotonic() < stop:
            seen.append(Cache(cache.folder).get(key))

    cache.put(key, entries[0])
    threads = [threading.Thread(target=write, args=(e,)) for e in entries] + [threading.Thread(target=read)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert seen and all(entry in entries for entry in seen)
    assert only_file(cache)


def test_old_entries_go_and_used_ones_stay(cache):
    for key in ("old", "used", "new"):
        cache.put(key, ENTRY)
    long_ago = time.time() - (KEEP_DAYS + 1) * 86400
    for key in ("old", "used"):
        os.utime(next(cache.folder.glob(f"{key}*")), (long_ago, long_ago))
    (cache.folder / "page.md").touch()
    os.utime(cache.folder / "page.md", (long_ago, long_ago))
    assert cache.get("used") == ENTRY
    assert cache.prune() == 1
    assert sorted(p.name for p in cache.folder.iterdir()) == ["new.entry", "page.md", "used.entry"]
