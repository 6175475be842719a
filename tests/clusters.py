"""A Dask scheduler and its workers, each a process of its own on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 60
ROOT = Path(__file__).parent.parent


class Machines:
    """A scheduler at `address`, and workers that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        said = folder / "scheduler.log"
        self.scheduler = self._start("dask_scheduler", said, "--port", "0", "--no-dashboard", "--no-show")
        self.address = self._wait_for(said, r"Scheduler at: +(tcp://\S+)")

    def work(self, *more: str) -> subprocess.Popen[bytes]:
        """Start one more worker, of one thread, that nobody starts again when it dies."""
        said = self.folder / f"worker-{len(self.workers)}.log"
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder))
        self.workers.append(self._start("dask_worker", said, self.address, *options, *more))
        self._wait_for(said, r"(Registered to:)")
        return self.workers[-1]

    def stop(self) -> None:
        """End all of them."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, program: str, said: Path, *options: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        with said.open("wb") as file:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", *options]
                if program == "dask_scheduler"
                else [sys.executable, "-m", f"distributed.cli.{program}", *options],
                stdout=file, stderr=file, cwd=self.folder, env=environment,
            )  # fmt: skip

    def _wait_for(self, said: Path, words: str) -> str:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            if match := re.search(words, said.read_text(encoding="utf-8", errors="replace")):
                return match[1]
            time.sleep(0.05)
        raise AssertionError(said.read_text(encoding="utf-8", errors="replace"))


@contextmanager
def machines(folder: Path, workers: int) -> Iterator[Machines]:
    """So many workers, as long as the block takes."""
    made = Machines(folder)
    try:
        for _ in range(workers):
            made.work()
        yield made
    finally:
        made.stop()


def told() -> dict[str, str]:
    """What has to be the same: nothing."""
    return {}


def process(item: int) -> tuple[int, int]:
    """The item, and the process that has it; 7 is an error, and 13 ends the process."""
    if item == 7:
        raise ValueError("seven")
    if item == 13:
        os._exit(1)
    time.sleep(0.02)
    return item, os.getpid()
