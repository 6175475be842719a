"""The options that commands have in common: with what seeds are read, and where what was read is kept."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from briefing.analysis import TAGGERS
from briefing.cache import Cache
from briefing.errors import BriefingError, ClusterError, MissingExtraError
from briefing.pipeline import CACHE_FOLDER, Options, Outcome, Progress, brief_folder, each
from briefing.terminal import clean

_MODEL = click.option("--model", metavar="NAME", help="spaCy pipeline to read with, instead of the small one.")
_TAGGER = click.option(
    "--tagger",
    type=click.Choice(TAGGERS),
    default=TAGGERS[0],
    help="Who said what: trained tagger, or rules.",
)
_JOBS = click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N",
    help="Processes to read many seeds with (by default one a core).",
)  # fmt: skip
_CACHE = click.option(
    "--cache/--no-cache", default=None,
    help=f"Keep analyses in {CACHE_FOLDER.as_posix()} (by default in a folder with a mkdocs.yml).",
)  # fmt: skip
_STORE = click.option("--store", metavar="ADDRESS", help="Keep analyses there instead, as in s3://bucket/path.")


_BACKEND = click.option(
    "--backend", type=click.Choice(["processes", "dask"]),
    help="What reads many seeds: processes here, or the workers of a Dask cluster.",
)  # fmt: skip
_SCHEDULER = click.option("--scheduler", metavar="ADDR", help="Dask's scheduler, as in tcp://192.0.2.1:8786.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the options say."""

    options: Options
    cache: Cache
    jobs: int | None = None
    scheduler: str | None = None

    def each(self, seeds: Iterable[tuple[Path, Path]]) -> Iterator[Outcome]:
        """As `pipeline.each`."""
        return each(seeds, self.options, self.cache, self.jobs, self.scheduler)

    def folder(self, root: Path, progress: Progress) -> list[Outcome]:
        """As `pipeline.brief_folder`."""
        return brief_folder(root, self.options, self.cache, progress, self.jobs, self.scheduler)


def reads(many: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options, as one argument `reading`; `many` where it reads whole folders of seeds."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(
            *args: Any,
            model: str | None,
            tagger: str,
            cache: bool | None,
            store: str | None,
            jobs: int | None = None,
            backend: str | None = None,
            scheduler: str | None = None,
            **more: Any,
        ) -> None:
            if backend and (backend == "dask") != bool(scheduler):
                raise click.UsageError("--backend dask and --scheduler ADDR go together")
            reading = Reading(Options(model, tagger), _cache(cache, store), jobs, scheduler)
            try:
                command(*args, reading=reading, **more)
            except (ClusterError, MissingExtraError) as error:
                click.echo(f"Error: {clean(str(error))}", err=True)
                sys.exit(1)

        for option in (_STORE, _CACHE, *((_SCHEDULER, _BACKEND, _JOBS) if many else ()), _TAGGER, _MODEL):
            run = option(run)
        return run

    return decorate


def _cache(wanted: bool | None, store: str | None) -> Cache:
    """The cache of the site in the working folder; elsewhere nothing is left behind unless asked for."""
    if wanted is None:
        wanted = store is not None or Path("mkdocs.yml").is_file()
    try:
        return Cache((store or CACHE_FOLDER) if wanted else None)
    except BriefingError as error:
        raise click.UsageError(str(error)) from None
