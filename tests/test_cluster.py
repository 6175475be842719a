"""A real Dask scheduler with workers, each a process of its own: the same bytes as without, whatever dies."""

from __future__ import annotations

import logging
import shutil
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest
from building import make, needed, project
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from briefing import cluster, pipeline
from briefing.cache import Cache
from briefing.cli import main
from briefing.cluster import Cluster, Lost
from briefing.errors import ClusterError, MissingExtraError
from briefing.ingest import find, ingest
from briefing.pipeline import Options, brief_folder, each
from tests.clusters import Machines, machines, process, told

needed("distributed")

SEEDS = Path(__file__).parent / "data" / "wikinews" / "seeds"
SEED = Path(__file__).parent.parent / "seeds" / "yoon-nato.txt"
ARTICLES = 22
KILLED_AFTER = 8


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == code, result.output + str(result.exception)
    return result.output


def written(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def kill_one(cluster: Machines, store: Path, after: int) -> None:
    """End a worker at once, with so many analyses kept."""
    while len(list(store.glob("*.entry"))) < after:
        time.sleep(0.02)
    cluster.workers[0].kill()


def test_pages_are_the_same_bytes_with_a_worker_killed_half_way_and_all_of_it_is_kept(tmp_path, monkeypatch, caplog):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "machines").mkdir()
    for seed in sorted(find(SEEDS), key=lambda p: (p.stat().st_size, p.name))[:ARTICLES]:
        shutil.copy(seed, tmp_path / "seeds")
    store = tmp_path / "store"
    with machines(tmp_path / "machines", 2) as there:
        far = ("--backend", "dask", "--scheduler", there.address, "--store", store.as_uri())
        killer = threading.Thread(target=kill_one, args=(there, store, KILLED_AFTER), daemon=True)
        killer.start()
        run("build", "far", *far)
        killer.join()
        assert there.workers[0].wait() and there.workers[1].poll() is None
        told = there.folder.joinpath("worker-1.log").read_text()
    assert len(list(store.iterdir())) == ARTICLES and "came back" not in caplog.text, told
    run("build", "plain", "--jobs", "1")
    assert written(tmp_path / "far") == written(tmp_path / "plain")
    # Nobody is there any more, and nobody is needed: all is in the store.
    run("build", "again", *far)
    assert written(tmp_path / "again") == written(tmp_path / "plain")
    assert all(o.cached for o in brief_folder(tmp_path / "seeds", cache=Cache(store.as_uri())))
    assert {p.name for p in tmp_path.iterdir()} == {"seeds", "machines", "store", "far", "plain", "again"}


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """A scheduler with one worker of one thread."""
    with machines(tmp_path_factory.mktemp("there"), 1) as made:
        yield made


def test_one_worker_is_enough_and_what_it_cannot_do_comes_back(there):
    connection = Cluster(there.address, told)
    made = list(connection.spread(process, range(10)))
    again = list(connection.spread(process, range(20, 22)))
    connection.close()
    here = there.workers[0].pid
    assert [m for m in made if not isinstance(m, Lost)] == [(n, here) for n in range(10) if n != 7]
    assert made[7] == Lost("ValueError: seven") and again == [(20, here), (21, here)]


def test_what_kills_workers_comes_back_and_the_rest_is_done(there):
    for _ in range(4):  # Dask gives a task to four, then to none
        there.work()
    connection = Cluster(there.address, told)
    made = list(connection.spread(process, range(10, 20)))
    connection.close()
    assert isinstance(made[3], Lost) and "KilledWorker" in made[3].why
    assert [m[0] for m in made if not isinstance(m, Lost)] == [10, 11, 12, *range(14, 20)]


def lost_at_three(self, work, items):
    for number, _ in enumerate(items):
        yield Lost("KilledWorker: it is said at length") if number == 3 else pipeline._analyse_there(*work.args, _)


def test_what_comes_back_is_read_here_and_said(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(pipeline, "WORTH_WORKERS", 5)
    pairs = [(tmp_path / f"{n}.txt", tmp_path) for n in range(5)]
    for seed, _ in pairs:
        seed.write_text("Mayor Ann Lee opened the bridge.\n")
    monkeypatch.setattr(pipeline, "Cluster", type("Fake", (), {
        "__init__": lambda *a: None, "close": lambda self: None, "spread": lost_at_three,
    }))  # fmt: skip
    outcomes = list(each(pairs, scheduler="tcp://x"))
    assert [o.path for o in outcomes] == [p for p, _ in pairs] and all(o.briefing for o in outcomes)
    assert "3.txt came back from the cluster unread (KilledWorker" in caplog.text
    assert len([r for r in caplog.records if r.name.startswith("briefing")]) == 1


def test_a_seed_that_changes_meanwhile_is_read_as_it_is_now(tmp_path):
    seed = tmp_path / "x.txt"
    seed.write_text("Mayor Ann Lee opened the bridge.\n")
    made = pipeline.brief_seed(seed).briefing
    assert pipeline.brief_seed(seed, made=made).briefing == made
    seed.write_text("Mayor Ann Lee closed the bridge.\n")
    assert "closed" in pipeline.brief_seed(seed, made=made).briefing.article.text


def test_a_worker_that_differs_is_named(there, monkeypatch):
    here = pipeline._versions()
    monkeypatch.setattr(pipeline, "_versions", lambda: {**here, "Briefing": "9.9"})
    with pytest.raises(ClusterError, match=r"the worker tcp://.* has Briefing 0.* where this has 9\.9"):
        Cluster(there.address, partial(pipeline._told, Options(), ingest(SEED)))


def test_a_worker_that_came_later_and_differs_does_no_work():
    article = ingest(SEED)
    key = pipeline._key(article, Options())
    for versions, right in (({"Briefing": "9.9"}, key), (pipeline._versions(), "another")):
        with pytest.raises(ClusterError, match="another version"):
            pipeline._analyse_there(Options(), versions, (right, article))


def test_a_worker_without_briefing_is_named(there, tmp_path):
    (tmp_path / "blocked.py").write_text("import sys\nsys.modules['briefing'] = None\n")
    blocked = there.work("--preload", str(tmp_path / "blocked.py"))
    with pytest.raises(ClusterError, match=r"the worker tcp://.* has no Briefing .*ModuleNotFoundError"):
        Cluster(there.address, partial(pipeline._told, Options(), ingest(SEED)))
    blocked.kill()
    blocked.wait()


def test_a_cluster_that_dies_is_an_error_and_not_a_wait(there, monkeypatch):
    monkeypatch.setattr(cluster, "WITHOUT_WORKERS_SECONDS", 2)
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 2)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.2)
    connection = Cluster(there.address, told)
    with pytest.raises(ClusterError, match="no workers for 2 seconds"):
        for _ in connection.spread(process, range(100, 1000)):
            for worker in there.workers:
                worker.kill()
    with pytest.raises(ClusterError, match="the scheduler has no workers"):
        Cluster(there.address, told)
    there.work()
    with pytest.raises(ClusterError, match="broke off"):
        for _ in connection.spread(process, range(100, 1000)):
            there.scheduler.kill()
    connection.close()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "http://127.0.0.1:80"])
def test_a_wrong_address_is_an_error_that_says_so(tmp_path, monkeypatch, address):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    for n in range(pipeline.WORTH_WORKERS):
        shutil.copy(SEED, tmp_path / f"{n}.txt")
    said = run("check", tmp_path, "--scheduler", address, code=1)
    assert f"Error: {address}: no Dask scheduler answers there" in said and "Traceback" not in said


def test_a_build_of_mkdocs_says_so_too_and_serve_reads_here(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(pipeline, "WORTH_WORKERS", 1)
    folder = project(tmp_path, plugins=["search", {"briefing": {"scheduler": "nonsense"}}])
    with pytest.raises(Abort) as stopped:
        make(folder)
    assert "nonsense: no Dask scheduler answers there" in str(stopped.value) + caplog.text
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    assert (folder / "site/briefings/yoon-nato/index.html").is_file()


def test_what_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'mkdocs-briefing\[cluster\]'"):
        Cluster("tcp://127.0.0.1:1", told)


def test_few_articles_need_no_cluster(caplog):
    with caplog.at_level(logging.WARNING):
        (outcome,) = each([(SEED, SEED.parent)], scheduler="tcp://127.0.0.1:1")
    assert outcome.briefing and not caplog.records


def test_the_backend_and_its_scheduler_go_together(tmp_path):
    (tmp_path / "seeds").mkdir()
    for wrong in (["--backend", "dask"], ["--backend", "processes", "--scheduler", "tcp://127.0.0.1:1"]):
        assert "--backend dask and --scheduler ADDR go together" in run("check", tmp_path / "seeds", *wrong, code=2)
