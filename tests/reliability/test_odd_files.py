"""Names, links, pipes and files that vanish: each seed ends in a briefing or in an error that names it, no build hangs,
and none loses an article in silence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import BriefingError, SeedError
from briefing.ingest import find, ingest, seeds
from briefing.pipeline import Outcome, brief_folder, brief_seed
from tests.reliability import sites

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names and files that Windows has not")

TEXT = "The mayor of Port Hale, Ann Lee, opened the bridge on Monday. “It is open,” Lee said.\n"
SECONDS = 60
"""A build that takes longer hangs."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def put(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def errors(root: Path) -> dict[str, str]:
    """What was said of each path that has no briefing."""
    return {o.path.relative_to(root).as_posix(): str(o.error) for o in brief_folder(root) if o.error}


NAMES = {
    "with spaces.txt": "with-spaces",
    " space first.txt": "space-first",
    "emoji 🌉.txt": "emoji",
    "a..b.txt": "a-b",
    "-dash.txt": "dash",
    "--help.txt": "help",
    "new\nline.txt": "new-line",
    "tab\tand\x1b[31mred.txt": "tab-and-31mred",
    'it\'s "quoted" & <b>.txt': "its-quoted-b",
    "100% #1 ?x=y.txt": "100-1-x-y",
    "$(touch pwned) `x`;.txt": "touch-pwned-x",
    "back\\slash.txt": "back-slash",
    "{{ 7 * 7 }}.txt": "7-7",
    "n" * 251 + ".txt": "n" * 80,
    "con.txt": "con-seed",
    "e\u0301.txt": "e",
    b"bytes-\xff\xfe.txt".decode("utf-8", "surrogateescape"): "bytes",
    "deep/" * 40 + "x.txt": "deep/" * 40 + "x",
    "Übergröße.TXT": "ubergrosse",
}


def test_every_name_has_a_page_in_a_real_build(tmp_path: Path) -> None:
    folder = sites.site(tmp_path / "site", {})
    (folder / "seeds").mkdir()
    for name in NAMES:
        put(folder / "seeds" / name)
    site = sites.run(folder, "mkdocs", "out", "--strict")
    for name, made in NAMES.items():
        assert f"briefings/{made}/index.html" in site, name
    pages = sites.run(folder, "briefing", "pages")
    assert sum(path.startswith("briefings/") and path.endswith(".csl.json") for path in pages) == len(NAMES)
    assert not list(folder.rglob("pwned*"))


def test_names_that_clash_or_leave_nothing_are_errors(root: Path) -> None:
    for name in (
        "Same.txt",
        "same.txt",
        "한국.txt",
        "🌉.txt",
        "..x.txt/..txt",
        "n" * 100 + "1.txt",
        "n" * 100 + "2.txt",
    ):
        put(root / name)
    found = errors(root)
    assert sorted(found) == sorted(
        ["Same.txt", "same.txt", "한국.txt", "🌉.txt", "n" * 100 + "1.txt", "n" * 100 + "2.txt"]
    )
    assert "has the id “same”, as " in found["Same.txt"]
    assert "no address can be made of its file name" in found["한국.txt"]


def test_a_file_systems_own_limit(root: Path) -> None:
    with pytest.raises(SeedError, match="cannot be read: File name too long"):
        ingest(root / ("n" * 300 + ".txt"), root)


def test_links(root: Path) -> None:
    outside = put(root.parent / "outside" / "secret.txt").parent
    put(root / "inside" / "real.txt")
    (root / "file.txt").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside)
    (root / "up").symlink_to("..")
    (root / "folder.txt").symlink_to(outside)
    (root / "password.txt").symlink_to("/etc/passwd")
    (root / "nowhere.txt").symlink_to("nothing.txt")
    (root / "loop.txt").symlink_to("loop.txt")
    (root / "one.txt").symlink_to("two.txt")
    (root / "two.txt").symlink_to("one.txt")
    (root / "round").symlink_to("round")
    (root / "inside" / "again").symlink_to("..")
    (root / "into").symlink_to("inside")
    found = errors(root)
    assert {name: text.split(": ", 1)[1].split(" (")[0] for name, text in found.items()} == {
        "file.txt": "is a link to a file outside the seeds folder",
        "folder": "is a link to a folder outside the seeds folder",
        "folder.txt": "is a link to a folder outside the seeds folder",
        "loop.txt": found["loop.txt"].split(": ", 1)[1].split(" (")[0],
        "nowhere.txt": "cannot be read: No such file or directory",
        "one.txt": found["one.txt"].split(": ", 1)[1].split(" (")[0],
        "password.txt": "is a link to a file outside the seeds folder",
        "two.txt": found["two.txt"].split(": ", 1)[1].split(" (")[0],
        "up": "is a link to a folder outside the seeds folder",
    }
    for name in ("loop.txt", "one.txt", "two.txt"):
        assert "cannot be read: " in found[name]
    assert [p.relative_to(root).as_posix() for p in find(root) if p.name == "real.txt"] == ["inside/real.txt"]


@pytest.mark.parametrize("ending", [".review.yaml", ".frozen.json"])
def test_what_lies_beside_a_seed_may_be_no_link_out_either(root: Path, ending: str) -> None:
    put(root / "a.txt")
    (root / f"a{ending}").symlink_to(put(root.parent / "secret", "reviewed: {by: somebody}"))
    assert "outside the seeds folder" in errors(root)["a.txt"]


def test_what_is_no_file_is_refused_and_no_build_hangs(tmp_path: Path) -> None:
    folder = sites.site(tmp_path / "site", {"good.txt": TEXT})
    root = folder / "seeds"
    os.mkfifo(root / "pipe.txt")
    listening = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(root)  # a socket's path may only be short
    try:
        listening.bind("socket.txt")
    finally:
        os.chdir(here)
    os.mkfifo(root / "good.review.yaml")
    os.mkfifo(root / "good.frozen.json")
    (root / "folder.txt").mkdir()
    put(root / "folder.txt" / "in it.txt")
    command = [sys.executable, "-m", "briefing.cli", "check", "seeds"]
    done = subprocess.run(command, cwd=folder, env=sites.environment(), capture_output=True, text=True, timeout=SECONDS)
    listening.close()
    assert done.returncode == 1
    assert sorted(done.stderr.strip().splitlines()) == [
        f"Error: seeds/{name}: is no ordinary file (save the article as a file, or remove this)"
        for name in ("pipe.txt", "socket.txt")
    ]
    assert " in 2 briefings" in done.stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices")
def test_devices(root: Path) -> None:
    try:
        os.mknod(root / "zero.txt", 0o600 | 0o020000, os.makedev(1, 5))
    except OSError:
        pytest.skip("only root makes devices, and not everywhere")
    assert "is no ordinary file" in errors(root)["zero.txt"]


def test_a_seed_that_vanishes_after_it_was_listed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        put(root / f"{name}.txt")

    def vanish(done: int, total: int, seed: Path) -> None:
        if seed.name == "a.txt":
            (root / "b.txt").unlink()

    first = brief_folder(root, progress=vanish)
    assert [o.path.name for o in first if o.error] == ["b.txt"]
    assert "cannot be read: No such file or directory" in str(first[1].error)
    again = brief_folder(root)
    assert [o.path.name for o in again] == ["a.txt", "c.txt"] and not [o for o in again if o.error]


def test_a_seed_that_becomes_a_pipe_or_unreadable_between_two_builds(root: Path, monkeypatch) -> None:
    path = put(root / "a.txt")
    assert brief_seed(path, root).briefing
    path.unlink()
    os.mkfifo(path)
    assert "is no ordinary file" in str(brief_seed(path, root).error)
    path.unlink()
    put(path)

    def refused(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    monkeypatch.setattr(seeds, "_without_waiting", refused)
    error = brief_seed(path, root).error
    assert isinstance(error, SeedError) and "cannot be read: Permission denied" in str(error)


def test_a_folder_that_cannot_be_listed_is_an_error_and_the_rest_is_read(root: Path, monkeypatch) -> None:
    put(root / "a.txt")
    put(root / "closed" / "b.txt")
    real = os.scandir

    def closed(path: object = ".") -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", closed)
    outcomes = {o.path.name: o for o in brief_folder(root)}
    assert outcomes["a.txt"].briefing
    assert "seeds/closed: cannot be read: Permission denied" in str(outcomes["closed"].error)


def test_every_outcome_is_a_briefing_or_an_error_of_ours(root: Path) -> None:
    for name in NAMES:
        put(root / name)
    for outcome in brief_folder(root):
        assert isinstance(outcome, Outcome)
        assert outcome.briefing or isinstance(outcome.error, BriefingError)
