"""joblib's backend for Dask, with three things mended that articles run into."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from joblib._dask import DaskDistributedBackend

from briefing.cluster import Lost

Item = TypeVar("Item")


class Backend(DaskDistributedBackend):
    """Each item is one task, sent with the task.

    joblib's own (1.6) waits for ever for a task that Dask gave up, since it calls nobody back then; it works in this
    process where the cluster has one thread; and it puts what is large on one worker first, with which it is lost.
    """

    def __init__(self, client: Any) -> None:
        super().__init__(client=client)
        self.gone = ""
        self._under_way: dict[Any, Callable[[list[Any]], None]] = {}
        self._guard = threading.Lock()

    def effective_n_jobs(self, n_jobs: int) -> int:
        return max(2, super().effective_n_jobs(n_jobs))

    def submit(self, func: Any, callback: Any = None) -> Any:
        ((work, args, kwargs),) = func.items
        future = self.client.submit(work, *args, **kwargs, pure=False)
        with self._guard:
            self._under_way[future] = callback
            gone = self.gone
        if gone:  # meanwhile
            threading.Thread(target=self.give_up, args=(gone,), daemon=True).start()
        future.add_done_callback(self._done)
        return future

    def start_call(self) -> None:
        pass

    def stop_call(self) -> None:
        pass

    def abort_everything(self, ensure_ready: bool = True) -> None:
        with self._guard:
            futures, self._under_way = list(self._under_way), {}
        if futures and self.client.status == "running":
            self.client.cancel(futures)

    def as_long_as_there(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, as long as there is somebody to give them to."""
        for item in items:
            if self.gone:
                return
            yield item

    def give_up(self, why: str) -> None:
        """Have no more results; who waits for one gets `Lost`."""
        with self._guard:
            self.gone = why
            waiting, self._under_way = list(self._under_way.values()), {}
        for callback in waiting:
            callback([Lost(why)])

    def _done(self, future: Any) -> None:
        if future.cancelled():  # by nobody but a client that has lost its scheduler
            self.give_up("the connection to the scheduler broke off")
            return
        try:
            made = future.result()
        except BaseException as error:
            made = Lost(f"{type(error).__name__}: {error}")
        with self._guard:
            callback = self._under_way.pop(future, None)
        if callback:
            callback([made])
