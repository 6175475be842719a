"""Work spread over processes, by joblib: in order, and so that a process that dies costs its own item only."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def cores() -> int:
    """Processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def spread(
    work: Callable[[Item], Made], items: Sequence[Item], jobs: int, lost: Callable[[Item], Made]
) -> Iterator[Made]:
    """What `work` makes of each item, in the order of the items, by `jobs` processes.

    Where a process dies (killed, out of memory, a fault in a compiled library), what was under way is tried again, each
    item in a process of its own; the one whose process dies again is given to `lost` here. `work` must be a function
    that can be imported, and raise nothing.
    """
    if not items:  # joblib takes as long to load as many pages to write
        return
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    at = 0
    while at < len(items):
        try:
            # One item at a time: an article takes a tenth of a second or more, handing it over a thousandth.
            for made in _parallel(work, items[at:], jobs):
                at += 1
                yield made
        except TerminatedWorkerError:
            # Those that can have been under way: joblib hands out two a process.
            for item in items[at : at + 2 * jobs]:
                at += 1
                yield alone(work, item, lost)


def _parallel(work: Callable[[Item], Made], items: Sequence[Item], jobs: int) -> Iterator[Made]:
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=jobs, return_as="generator", batch_size=1, pre_dispatch="2*n_jobs")
    yield from parallel(delayed(work)(item) for item in items)


def alone(work: Callable[[Item], Made], item: Item, lost: Callable[[Item], Made]) -> Made:
    """What `work` makes of one item in a process of its own; or `lost`, here, where that process dies."""
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    try:
        return next(_parallel(work, [item], 2))  # with one job it would be done in this process
    except TerminatedWorkerError:
        return lost(item)
