"""The command line: `briefing new`, `add`, `show`, `check`, `freeze`, `thaw` and `build`, a few lines over the library.

Exit codes: 0 all is well, 1 something is wrong with a seed or a review, 2 the command was called wrongly.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, get_args

import click

from briefing import __version__, book, site, starter
from briefing.add import Adder, Limits
from briefing.add.fetch import MAX_BYTES
from briefing.errors import BriefingError
from briefing.freeze import remove as remove_frozen
from briefing.ingest import find
from briefing.pipeline import Outcome, Progress, each, freeze_seed
from briefing.reading import Reading, reads
from briefing.review import template
from briefing.terminal import clean, render


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Briefings of news articles, every line of which can be checked against its article."""
    for stream in (sys.stdout, sys.stderr):
        # Articles have letters that an old Windows code page has not; files get UTF-8 in any case.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a ready site into FOLDER, which must be new or empty."""
    try:
        starter.create(folder)
    except BriefingError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{folder} has a site with an example article. To see it:")
    click.echo(f"  cd {folder}\n  mkdocs serve")


@main.command()
@click.argument("items", metavar="WHAT…", nargs=-1, required=True)
@click.option(
    "--seeds",
    "folder",
    default="seeds",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder the articles go into (by default seeds/).",
)
@click.option("-n", "--dry-run", is_flag=True, help="Fetch and read, and write nothing.")
@click.option("--versions", is_flag=True, help="Add near-identical articles too, as versions (version_of).")
@click.option("--timeout", default=30.0, type=click.FloatRange(0.1, 3600), help="Seconds for one page as a whole (30).")
@click.option("--max-bytes", default=MAX_BYTES, type=click.IntRange(1), help=f"Largest page or file ({MAX_BYTES:,}).")
@click.option("--allow-private", is_flag=True, help="Fetch from this computer and private networks too.")
def add(
    items: tuple[str, ...],
    folder: Path,
    dry_run: bool,
    versions: bool,
    timeout: float,
    max_bytes: int,
    allow_private: bool,
) -> None:
    """Make a seed of each WHAT: a web address, a feed, a file, or a folder of files."""
    adder = Adder(folder, Limits(timeout, max_bytes, allow_private), dry_run, versions)
    states: Counter[str] = Counter()
    for outcome in (o for item in items for o in adder.add(item)):
        states[outcome.state] += 1
        for warning in outcome.warnings:
            _complain("Warning", warning)
        if outcome.error:
            _complain("Error", outcome.error)
        elif outcome.state == "added":
            click.echo(clean(f"{'Would add' if dry_run else 'Added'} {outcome.seed}: {outcome.title or outcome.what}"))
        elif outcome.state == "there":
            click.echo(clean(f"Already there as {outcome.seed} ({outcome.why}): {outcome.what}"))
        else:
            click.echo(clean(f"{outcome.what}: {outcome.why}"))
    click.echo(
        f"{states['added']:,} {'to add' if dry_run else 'added'}, {states['there']:,} already there, "
        f"{states['failed']:,} failed"
    )
    sys.exit(int(states["failed"] > 0))


@main.command()
@click.argument("seeds", metavar="SEED…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "form", flag_value="json", help="One JSON document a line (docs/json.md).")
@click.option("--review", "form", flag_value="review", help="A review to start from (docs/reviewing.md).")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
    help="Write into this file instead, which must not exist.",
)  # fmt: skip
@reads()
def show(seeds: tuple[Path, ...], form: str | None, output: Path | None, reading: Reading) -> None:
    """Print the briefing of each SEED: a file, or a folder of them."""
    listed = [pair for seed in seeds for pair in _seeds(seed)]
    failed = False
    with _output(output) as write, _progress(len(listed), screen=output is None) as progress:
        for done, outcome in enumerate(reading.each(listed), 1):
            progress(done, len(listed), outcome.path)
            if outcome.error:
                failed = True
                _complain("Error", outcome.error)
            else:
                write(_shown(outcome, form))
    sys.exit(int(failed))


@main.command()
@click.argument("folder", default="seeds", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--strict", is_flag=True, help="Count warnings as failures.")
@reads()
def check(folder: Path, strict: bool, reading: Reading) -> None:
    """Make the briefings of all seeds in FOLDER (by default seeds/) and check each passage."""
    total = len(find(folder))
    with _progress(total) as progress:
        outcomes = reading.folder(folder, progress)
    warned = 0
    for outcome in outcomes:
        for warning in outcome.warnings:
            warned += 1
            _complain("Warning", f"{outcome.path}: {warning}")
        if outcome.error:
            _complain("Error", outcome.error)
    if not outcomes:
        _complain("Warning", f"{folder} has no seeds")
        warned += 1
    good = [o for o in outcomes if not o.error]
    failed = len(outcomes) - len(good)
    try:
        joined = book.Book.of((o.briefing for o in good if o.briefing), book.read(book.path_for(folder)))
    except BriefingError as error:
        _complain("Error", error)
        sys.exit(1)
    for warning in joined.warnings:
        warned += 1
        _complain("Warning", warning)
    click.echo(f"{sum(o.passages for o in good):,} passages checked in {len(good):,} briefings")
    if failed:
        click.echo(f"{failed:,} failed")
    for outcome in good:
        if outcome.briefing and outcome.briefing.frozen:
            by = ", ".join((f"analyser {outcome.briefing.analyser.version}", *outcome.briefing.analyser.models))
            older = "; this one is another: thaw it to have it read anew" if outcome.aged else ""
            click.echo(clean(f"{outcome.path} is frozen, by {by}{older}"))
    _suggest(joined)
    settings = Path("mkdocs.yml")
    written = settings.read_text("utf8", errors="replace") if settings.is_file() else ""
    if advice := site.search_advice(len(good), written):
        click.echo(advice)
    sys.exit(int(bool(failed or (strict and warned))))


@main.command()
@click.argument("seeds", metavar="[SEED…]", nargs=-1, type=click.Path(exists=True, path_type=Path))
@reads(many=False)
def freeze(seeds: tuple[Path, ...], reading: Reading) -> None:
    """Keep the analysis of each SEED beside it, so that no other version changes what was reviewed.

    A file is frozen in any case, anew if it was; of a folder (by default seeds/) what is reviewed and not yet frozen.
    """
    options, kept, failed = reading.options, reading.cache, 0
    for seed, root in _named(seeds):
        try:
            if seed not in seeds:
                outcome = next(each([(seed, root)], options, kept))
                if outcome.error:
                    raise outcome.error
                if not outcome.briefing or outcome.briefing.frozen or outcome.briefing.review.state != "reviewed":
                    continue
            click.echo(f"{clean(str(seed))} is frozen in {clean(freeze_seed(seed, root, options, kept).name)}")
        except BriefingError as error:
            failed += 1
            _complain("Error", error)
    sys.exit(int(bool(failed)))


@main.command()
@click.argument("seeds", metavar="SEED…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def thaw(seeds: tuple[Path, ...]) -> None:
    """Take the frozen analysis of each SEED away, so that the next build makes it anew: of a file, or of a folder."""
    try:
        for seed, _ in _named(seeds):
            if remove_frozen(seed):
                click.echo(f"{clean(str(seed))} is thawed")
            elif seed in seeds:
                click.echo(f"{clean(str(seed))} was not frozen")
    except BriefingError as error:
        _complain("Error", error)
        sys.exit(1)


@main.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--seeds",
    "folder",
    default="seeds",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the articles (by default seeds/).",
)
@click.option("--site-url", default="", help="Address the site will have: for feeds and citations.")
@click.option("--site-name", default="", help="Name of the site: for feeds and citations.")
@click.option(
    "--source-text",
    type=click.Choice(get_args(site.SourceText)),
    default="excerpts",
    help="How much of the articles is written.",
)
@click.option("--report-url", default="", help="Where “Report a mistake” leads.")
@click.option(
    "--directory-urls/--no-directory-urls",
    default=True,
    help="Whether pages will stand at actors/nato/ or at actors/nato.html.",
)
@click.option(
    "--source-links/--url-links",
    default=True,
    help="Whether links name files (../actors/nato.md), or addresses.",
)
@reads()
def build(out: Path, folder: Path, reading: Reading, **settings: Any) -> None:
    """Write the pages of all seeds into OUT as Markdown, with their data."""
    with _progress(len(find(folder))) as progress:
        outcomes = reading.folder(folder, progress)
    for outcome in outcomes:
        if outcome.error:
            _complain("Error", outcome.error)
    done = {o.briefing.id: o for o in outcomes if o.briefing}
    try:
        joined = book.Book.of((o.briefing for o in done.values() if o.briefing), book.read(book.path_for(folder)))
        for warning in joined.warnings:
            _complain("Warning", warning)
        given = site.Settings(**settings, passages={id: o.passages for id, o in done.items()})
        written = site.write(out, site.render(joined, given))
    except BriefingError as error:
        _complain("Error", error)
        sys.exit(1)
    click.echo(f"{written:,} files in {out}, of {len(done):,} briefings")
    sys.exit(int(len(done) < len(outcomes)))


def _suggest(joined: book.Book) -> None:
    """What a reviewer of the book may decide, with the lines that do it."""
    if joined.suggestions:
        click.echo(f"{len(joined.suggestions):,} left to {book.NAME}; these lines in it say yes:")
    section = ""
    for suggestion in joined.suggestions:
        if suggestion.section != section:
            section = suggestion.section
            click.echo(f"{section}:")
        click.echo(f"  # {clean(suggestion.text)}")
        for line in suggestion.yaml.splitlines():
            click.echo(" " * (len(line) - len(line.lstrip())) + clean(line))


def _named(seeds: tuple[Path, ...]) -> list[tuple[Path, Path]]:
    """The seeds at these paths, or those in seeds/ where there are none, each with its seeds folder."""
    if not seeds and not Path("seeds").is_dir():
        raise click.UsageError("there is no folder seeds/ here; name the seeds")
    return [pair for path in seeds or (Path("seeds"),) for pair in _seeds(path)]


def _seeds(path: Path) -> Iterator[tuple[Path, Path]]:
    """The seeds at a path, each with the seeds folder it belongs to: the one named `seeds`, or its own."""
    if path.is_dir():
        yield from ((seed, path) for seed in find(path))
    else:
        above = [folder for folder in path.absolute().parents if folder.name == "seeds"]
        yield path, above[0] if above else path.parent


def _shown(outcome: Outcome, form: str | None) -> str:
    assert outcome.briefing is not None
    if form == "json":
        # In ASCII, so that no terminal or pipe can get it wrong.
        return json.dumps(outcome.briefing.to_dict())
    if form == "review":
        return template(outcome.briefing).rstrip("\n")
    return render(outcome, shutil.get_terminal_size().columns) + "\n"


@contextmanager
def _output(path: Path | None) -> Iterator[Any]:
    """What writes a line: to the screen, or to a file that is new."""
    if path is None:
        yield click.echo
        return
    try:
        file = path.open("x", encoding="utf-8", errors="surrogatepass", newline="\n")
    except FileExistsError:
        raise click.UsageError(f"{path} exists and was left as it is; name another file") from None
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    with file:
        yield lambda line: file.write(line + "\n")


@contextmanager
def _progress(total: int, screen: bool = False) -> Iterator[Progress]:
    """A progress bar on the error stream, where that is a terminal; not if `screen`, and results go there."""
    if total < 2 or not sys.stderr.isatty() or (screen and sys.stdout.isatty()):
        yield lambda done, total, seed: None
        return
    with click.progressbar(length=total, file=sys.stderr, label="Reading", item_show_func=str) as bar:
        yield lambda done, total, seed: bar.update(1, clean(seed.name))


def _complain(kind: str, what: object) -> None:
    click.echo(f"{kind}: {clean(str(what))}", err=True)


if __name__ == "__main__":
    main()
