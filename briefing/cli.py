"""The command line: `briefing new`, `briefing show`, `briefing check`; each a few lines over the library."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from briefing import __version__
from briefing.cache import Cache
from briefing.ingest import find
from briefing.pipeline import CACHE_FOLDER, Options, brief_folder, brief_seeds


@click.group()
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Briefings of news articles, every line of which stands in the article."""


@main.command()
@click.argument("seeds", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document a line.")
@click.option("--model", help="spaCy pipeline to read with.")
@click.option("--cache/--no-cache", default=True)
def show(seeds: tuple[Path, ...], as_json: bool, model: str | None, cache: bool) -> None:
    """Print the briefings of SEEDS: files, or folders of them."""
    listed = [(p, s) for s in seeds if s.is_dir() for p in find(s)] + [(s, s.parent) for s in seeds if not s.is_dir()]
    outcomes = brief_seeds(listed, len(listed), Options(model), Cache(CACHE_FOLDER / "analysed" if cache else None))
    for outcome in outcomes:
        if outcome.error:
            click.echo(f"Error: {outcome.error}", err=True)
        elif outcome.briefing:
            click.echo(json.dumps(outcome.briefing.to_dict()))
    sys.exit(any(o.error for o in outcomes))


@main.command()
@click.argument("folder", default="seeds", type=click.Path(path_type=Path))
@click.option("--model", help="spaCy pipeline to read with.")
@click.option("--cache/--no-cache", default=True)
def check(folder: Path, model: str | None, cache: bool) -> None:
    """Make all briefings of FOLDER (by default seeds/) and check their evidence."""
    outcomes = brief_folder(folder, Options(model), Cache(CACHE_FOLDER / "analysed" if cache else None))
    good = [o for o in outcomes if not o.error]
    click.echo(f"{sum(o.passages for o in good)} passages checked in {len(good)} briefings")
    sys.exit(any(o.error for o in outcomes))
