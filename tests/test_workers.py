"""Work over processes: in order, whatever dies."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from briefing import pipeline
from briefing.cache import Cache
from briefing.pipeline import Options, brief_folder
from briefing.workers import spread

SENTENCES = "The mayor of Port {0}, Ann {0}, opened a bridge on Monday.\n“It is a great day for {0},” {0} said.\n"
NAMES = [a + b for a in ("Hal", "Bren", "Cor", "Dun", "Wex") for b in ("by", "ton", "ford", "mere", "wick")]


def doubled(number: int) -> int:
    """Twice the number; 7 ends its process."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def test_a_process_that_dies_costs_its_item_only():
    made = list(spread(doubled, range(20), 2, lambda n: -n))
    assert made == [2 * n if n != 7 else -7 for n in range(20)]


def test_many_new_seeds_are_read_by_several_processes_with_the_same_outcome(tmp_path, monkeypatch):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in NAMES:
        (seeds / f"{name}.txt").write_text(SENTENCES.format(name), encoding="utf-8")
    (seeds / "empty.txt").write_text("", encoding="utf-8")
    # Found only when the analysis is there, so that the error comes back from another process.
    (seeds / "Halby.review.yaml").write_text("set: {tilte: x}\n", encoding="utf-8")
    alone = brief_folder(seeds)
    cache = Cache(tmp_path / "cache")
    seen = []
    together = brief_folder(seeds, Options(), cache, lambda done, total, seed: seen.append((done, seed.name)), jobs=2)
    assert [(o.path, o.briefing, str(o.error), o.passages) for o in together] == [
        (o.path, o.briefing, str(o.error), o.passages) for o in alone
    ]
    assert seen == [(n, o.path.name) for n, o in enumerate(together, 1)]
    # The processes have filled the cache, so that nothing is left for them to do.
    monkeypatch.setattr(pipeline, "spread", lambda work, items, jobs, lost: iter([1 / 0 for _ in items]))
    assert all(o.cached or o.error for o in brief_folder(seeds, Options(), cache, jobs=2))


def test_a_seed_whose_process_dies_is_an_error_that_says_so(tmp_path):
    outcome = pipeline._died((Path("seeds/large.txt"), Path("seeds")))
    assert "ended the process" in str(outcome.error) and "large.txt" in str(outcome.error)
