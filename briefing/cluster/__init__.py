"""Work spread over a Dask cluster, by joblib's backend for it: in order, and so that nothing is lost without a word.

Where a worker dies, Dask gives what it had to another. What killed several, or came to nothing for another reason, is
handed back as `Lost`. A cluster that is gone as a whole, its scheduler or all workers, is an error.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from briefing.errors import ClusterError, MissingExtraError

Item = TypeVar("Item")
Made = TypeVar("Made")

CONNECT_SECONDS = 10
# Workers may start after what they work for, or be started again; in a minute they are there.
WITHOUT_WORKERS_SECONDS = 60
LOOK_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of a result that there is none of; `why` names the error."""

    why: str


class Cluster:
    """A connection to the scheduler at `address`, whose workers all tell of themselves what this process tells.

    `told` is a function that can be imported there, or a `partial` of one: names of what has to be the same everywhere,
    with versions. Raises MissingExtraError; ClusterError where nobody answers, there are no workers, or one differs.
    """

    def __init__(self, address: str, told: Callable[[], Mapping[str, str]]) -> None:
        try:
            from distributed import Client
        except ImportError:
            trouble = "a Dask cluster is reached with the package distributed, which is not installed"
            raise MissingExtraError(address, trouble, "pip install 'mkdocs-briefing[cluster]'") from None
        self.address = address
        # What it says at length, our errors say in a line.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="briefing")
        except (OSError, ValueError, RuntimeError, TypeError) as error:  # TimeoutError is an OSError
            trouble = f"no Dask scheduler answers there ({type(error).__name__})"
            mend = "`dask scheduler` starts one and prints its address, as tcp://192.0.2.1:8786"
            raise ClusterError(address, trouble, mend) from None
        try:
            self._check(told)
        except BaseException:
            self.close()
            raise

    def _check(self, told: Callable[[], Mapping[str, str]]) -> None:
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError:
            mend = f"`dask worker {self.address}` starts them on each machine"
            raise ClusterError(self.address, "the scheduler has no workers", mend) from None
        here = told()
        found = self._client.run(told, on_error="return")
        differ = [f"{worker} has {what}" for worker, there in sorted(found.items()) if (what := _other(here, there))]
        if differ:
            more = f", and {len(differ) - 1} others differ too" if differ[1:] else ""
            mend = "install the same on all machines, from the same requirements.txt"
            raise ClusterError(self.address, f"the worker {differ[0]}{more}", mend)

    def spread(self, work: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made | Lost]:
        """What `work`, which can be imported on the workers, makes of each item, in the order of the items.

        Raises ClusterError where the scheduler is lost, or no worker is there for a minute.
        """
        from joblib import Parallel, delayed

        from briefing.cluster.backend import Backend

        backend = Backend(self._client)
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(backend, over), daemon=True)
        watch.start()
        parallel = Parallel(
            n_jobs=-1, backend=backend, return_as="generator", batch_size=1, pre_dispatch="2*n_jobs",
        )  # fmt: skip
        try:
            for made in parallel(delayed(work)(item) for item in backend.as_long_as_there(items)):
                if not (backend.gone and isinstance(made, Lost)):
                    yield made
        finally:
            over.set()
            watch.join()
        if backend.gone:
            mend = "what was read is in the cache, if there is one; start it again when the cluster is there"
            raise ClusterError(self.address, backend.gone, mend)

    def _watch(self, backend: Any, over: threading.Event) -> None:
        without = 0.0
        while not over.wait(LOOK_SECONDS):
            try:
                if self._client.status != "running":
                    backend.give_up("the connection to the scheduler broke off")
                    return
                without = 0.0 if self._client.ncores() else without + LOOK_SECONDS
            except Exception:  # the connection breaks while it is asked
                continue
            if without >= WITHOUT_WORKERS_SECONDS:
                backend.give_up(f"there have been no workers for {WITHOUT_WORKERS_SECONDS} seconds")
                return

    def close(self) -> None:
        """Leave the cluster; it goes on."""
        self._client.close(timeout=LOOK_SECONDS)


def _other(here: Mapping[str, str], there: Any) -> str:
    """What a worker has that is different; "" where nothing is."""
    if isinstance(there, BaseException):
        return f"no Briefing that could be asked, or another version of it ({type(there).__name__}: {there})"
    return ", ".join(
        f"{name} {there.get(name, 'unknown')} where this has {own}"
        for name, own in here.items()
        if there.get(name) != own
    )
