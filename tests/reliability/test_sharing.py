"""Two builds on one cache; folders that may only be read; disks that are full."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.cache import Cache
from briefing.site import OwnStore
from tests.reliability import sites

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights and limits of POSIX")

OTHER = "other.yml"
"""The same site for another address."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A site that was built undisturbed, and what came out."""
    folder = sites.site(tmp_path_factory.mktemp("built") / "site")
    (folder / OTHER).write_text((folder / "mkdocs.yml").read_text().replace("example.org/", "example.net/elsewhere/"))
    return folder, sites.run(folder, "mkdocs", "good")


@pytest.fixture
def folder(built: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """A copy of that site with its cache."""
    return Path(shutil.copytree(built[0], tmp_path / "site"))


def _start(folder: Path, out: str, *more: str, before: Callable[[], object] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        sites.command("mkdocs", out, *more), cwd=folder, env=sites.environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=before,
    )  # fmt: skip


def test_two_builds_with_other_settings_at_once_on_one_cache(built, folder: Path) -> None:
    alone = {"mkdocs.yml": built[1], OTHER: sites.run(folder, "mkdocs", "alone", "-f", OTHER)}
    shutil.rmtree(folder / ".cache")
    both = {name: _start(folder, f"both-{name}", "-f", name) for name in alone}
    for name, process in both.items():
        _, said = process.communicate()
        assert process.returncode == 0, said
        assert sites.differing(alone[name], sites.snapshot(folder / f"both-{name}")) == []
    assert alone["mkdocs.yml"] != alone[OTHER]


WAIT = """
import sys
from pathlib import Path
from briefing.site import OwnStore
store = OwnStore(Path(sys.argv[1]))
print(store.write("a/b.md", sys.argv[2]), flush=True)
sys.stdin.read()
"""


def test_each_process_has_pages_of_its_own_and_leaves_them_to_the_next(tmp_path: Path) -> None:
    def start(text: str) -> tuple[subprocess.Popen[str], Path]:
        process = subprocess.Popen(
            [sys.executable, "-c", WAIT, str(tmp_path / "pages"), text], env=sites.environment(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout
        return process, Path(process.stdout.readline().strip())

    one, first = start("one")
    two, second = start("two")
    assert (first.read_text(), second.read_text()) == ("one", "two")
    one.kill()
    one.communicate()
    three, third = start("three")
    assert third == first and first.read_text() == "three"
    for process in (two, three):
        process.communicate("")


def _without_roots_rights() -> None:
    """Root may write where nobody else may; without this it may not (Linux)."""
    if os.getuid() == 0:
        for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, right, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="how root gives up its rights")
@pytest.mark.parametrize("cache", ["there", "not there"])
def test_seeds_and_cache_that_may_only_be_read(built, folder: Path, tmp_path: Path, cache: str) -> None:
    if cache == "not there":
        shutil.rmtree(folder / ".cache")
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        writing = subprocess.run(["touch", "seeds/new.txt"], cwd=folder, preexec_fn=_without_roots_rights)
        if writing.returncode == 0:
            pytest.skip("this user may write everywhere")
        process = _start(folder, str(tmp_path / "out"), before=_without_roots_rights)
        _, said = process.communicate()
    finally:
        for path in [folder, *(p for p in folder.rglob("*") if p.is_dir())]:
            path.chmod(0o755)
    assert process.returncode == 0, said
    assert ("the cache cannot be written" in said) == (cache == "not there")
    assert sites.differing(built[1], sites.snapshot(tmp_path / "out")) == []


def test_a_disk_that_is_full_for_the_site_stops_the_build_and_the_next_is_whole(built, folder: Path) -> None:
    import resource

    limit = (20_000, 20_000)  # bytes a file; the theme's own are larger
    process = _start(folder, "out", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    _, said = process.communicate()
    assert process.returncode and "too large" in said.lower()
    assert sites.differing(built[1], sites.run(folder, "mkdocs", "out")) == []


def test_a_disk_that_is_full_for_the_cache_is_a_warning(tmp_path: Path, monkeypatch, caplog) -> None:
    cache, store = Cache(tmp_path / "analysed"), OwnStore(tmp_path / "pages")
    before = store.write("a.md", "before")

    real = os.replace

    def full(path: object, target: object) -> None:
        if Path(str(target)).is_relative_to(tmp_path):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(str(path), str(target))

    monkeypatch.setattr(os, "replace", full)  # what Path.replace calls too
    cache.put("key", {"a": 1})
    after = [store.write("b.md", "after")]
    monkeypatch.undo()
    after.append(store.write("c.md", "later"))
    assert cache.get("key") is None
    assert [Path(p).read_text() for p in (before, *after)] == ["before", "after", "later"]
    assert not Path(after[0]).is_relative_to(tmp_path / "pages")
    assert [r.message.split(" (")[0].split(": ")[1] for r in caplog.records] == [
        "the cache cannot be written",
        "pages cannot be kept",
    ]
