"""A few of the kills; `python -m tests.reliability.kills` makes a hundred."""

from __future__ import annotations

import shutil

import pytest

from briefing.errors import BriefingError
from briefing.site import Page
from briefing.site.folder import JOURNAL, write
from tests.reliability import kills

PAGES = [Page(f"briefings/{name}.md", f"# {name}\n", name, "briefings") for name in ("a", "b", "c")]


def test_a_build_that_was_killed_costs_nothing_but_time(tmp_path):
    found = kills.try_all(tmp_path, 3, seed=7, kinds=("mkdocs",), damage_every=1)
    assert not found.lost and found.rounds == 3


@pytest.mark.parametrize("after", range(1, 4))
def test_a_folder_of_a_build_that_was_stopped_is_taken_up_again(tmp_path, after):
    def stopping():
        yield from PAGES[:after]
        raise KeyboardInterrupt

    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        write(out, stopping())
    (out / "briefings" / "a.md.77").write_text("half")
    (out / "briefings" / "mine.md.78").write_text("of somebody else")
    with (out / JOURNAL).open("a") as journal:
        journal.write('"briefings/')
    write(out, PAGES[1:])
    assert sorted(p.name for p in (out / "briefings").iterdir()) == ["b.md", "c.md", "mine.md.78"]
    assert not (out / JOURNAL).exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "letter.md").write_text("mine")
    (tmp_path / JOURNAL).touch()
    with pytest.raises(BriefingError, match="has files already"):
        write(tmp_path, PAGES)
    (tmp_path / "letter.md").unlink()
    assert write(tmp_path, PAGES)
    shutil.rmtree(tmp_path / "briefings")
    assert write(tmp_path, PAGES) and (tmp_path / "briefings" / "a.md").is_file()
