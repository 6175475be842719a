"""Same input, same bytes, with everything changed at once; `python -m tests.reliability.same` changes one by one."""

from __future__ import annotations

from pathlib import Path

from tests.reliability import same, sites


def test_nothing_but_the_input_changes_the_site(tmp_path: Path) -> None:
    first = sites.run(sites.site(tmp_path / "first"), "mkdocs", "out")
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(same.REVERSED)
    changes = {name: value for change in same.CHANGES.values() for name, value in change.items()}
    changes |= {"PYTHONPATH": f"{tmp_path / 'start'}:{sites.ROOT}", "PYTHONHASHSEED": "99"}
    elsewhere = sites.site(tmp_path / "a longer name with spaces")
    assert sites.differing(first, sites.run(elsewhere, "mkdocs", str(tmp_path / "out"), **changes)) == []
    later = sites.run(tmp_path / "first", "mkdocs", "later", SOURCE_DATE_EPOCH="1800000000")
    assert sites.differing(first, later) == ["sitemap.xml", "sitemap.xml.gz"]  # MkDocs' own, the only ones with a time
