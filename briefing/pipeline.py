"""The whole way of a seed, and of a folder of them: ingest, analysis (or the cache), review, evidence.

Errors are values here: one bad seed stops nothing but itself.
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache as once
from functools import partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from briefing import __version__, analysis, freeze
from briefing.cache import Cache
from briefing.cluster import Cluster, Lost
from briefing.errors import BriefingError, ClusterError, DuplicateIdError, FrozenError, LanguageModelError, ReviewError
from briefing.evidence import verify
from briefing.ingest import find, ingest
from briefing.ingest.seeds import inside
from briefing.model import Analyser, Article, Briefing
from briefing.review import apply, is_review, orphan, review_names, review_path
from briefing.workers import alone, cores, spread

log = logging.getLogger(__name__)

# A process takes two seconds to load what it reads with, as long as ten articles take.
WORTH_WORKERS = 20
# So many seeds are looked through at a time, so that results are not waited for until all are.
BLOCK = 1000

# Below the folder of a site; pages are kept beside it.
CACHE_FOLDER = Path(".cache/briefing/analysed")

# What makes an analysis besides our own code and the models.
LIBRARIES = ("spacy", "thinc", "numpy", "onnxruntime", "tokenizers")
# What of the package makes an analysis.
ANALYSIS_CODE = ("model.py", "ids.py", "language.py", "ruler.py", "stepping.py", "lexicon", "tagger", "analysis")

Progress = Callable[[int, int, Path], None]
"""Called after each seed with how many are done, how many there are, and the seed."""


@dataclass(frozen=True, slots=True)
class Options:
    """What changes an analysis besides the seed. `model` names a spaCy pipeline, `tagger` is one of
    `analysis.TAGGERS`."""

    model: str | None = None
    tagger: str = analysis.TAGGERS[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a seed: a verified briefing with the number of passages checked, or an error.

    `cached` says that the analysis came from the cache, `aged` that it is frozen and was made by another analyser. A
    review or a frozen analysis without a seed is an outcome too: an error.
    """

    path: Path
    briefing: Briefing | None = None
    error: BriefingError | None = None
    passages: int = 0
    cached: bool = False
    aged: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """All that was noticed on the way, in order."""
        if self.briefing is None:
            return ()
        return (*self.briefing.article.warnings, *self.briefing.warnings)


def brief_seed(
    path: Path | str,
    root: Path | str | None = None,
    options: Options | None = None,
    cache: Cache | None = None,
    made: Briefing | None = None,
) -> Outcome:
    """The briefing of one seed. `root` is the seeds folder, by default the one the file is in; `made` is what an
    analysis elsewhere has made of it, if it was that version of the seed."""
    path = Path(path)
    root = path.parent if root is None else Path(root)
    try:
        return _brief(path, root, options or Options(), cache or Cache(None), made)
    except BriefingError as error:
        return Outcome(path, error=error)
    except Exception as error:
        log.debug("%s", path, exc_info=True)
        trouble = f"stopped with {type(error).__name__}: {error}"
        mend = "this is a fault of Briefing: please report it, with the seed if you can"
        return Outcome(path, error=BriefingError(str(path), trouble, mend))


def brief_folder(
    root: Path | str,
    options: Options | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    jobs: int | None = 1,
    scheduler: str | None = None,
) -> list[Outcome]:
    """The outcomes of all seeds below `root`, sorted by path, read by `jobs` processes (None: one a core), or by the
    Dask cluster with this `scheduler`.

    Raises SeedError where `root` is no folder, and what `each` raises.
    """
    root, cache = Path(root), cache or Cache(None)
    seeds, outcomes = find(root), []
    for outcome in each(((seed, root) for seed in seeds), options, cache, jobs, scheduler):
        outcomes.append(outcome)
        if progress:
            progress(len(outcomes), len(seeds), outcome.path)
    cache.prune()
    return _without_duplicates(outcomes) + _without_seed(root, seeds)


def each(
    seeds: Iterable[tuple[Path, Path]],
    options: Options | None = None,
    cache: Cache | None = None,
    jobs: int | None = 1,
    scheduler: str | None = None,
) -> Iterator[Outcome]:
    """The outcome of each seed, given with its root, as it is done and in order; ids are not compared.

    Seeds that must be analysed are given to `jobs` processes (None: one a core) or to the Dask cluster with this
    `scheduler`, where they are enough to be worth it. A language model that is missing ends it, since each further seed
    would say the same. Raises ClusterError for a cluster that cannot be used, and MissingExtraError.
    """
    options, cache, seeds = options or Options(), cache or Cache(None), iter(seeds)
    jobs = jobs or cores()
    cluster: Cluster | None = None
    try:
        while block := list(islice(seeds, BLOCK)):
            cache.ahead(key for pair in block if (key := _key_of(*pair, options)))
            spreads = jobs > 1 or scheduler
            fresh = [pair for pair in block if not _is_at_hand(*pair, options, cache)] if spreads else []
            if len(fresh) < WORTH_WORKERS:
                fresh = []
            elif scheduler and cluster is None:
                cluster = Cluster(scheduler, partial(_told, options, _known(*fresh[0])))
            if cluster:
                made = _from_cluster(cluster, fresh, options, cache)
            else:
                made = spread(partial(_brief_pair, options, cache), fresh, jobs, _died)
            waiting = set(fresh)
            for pair in block:
                outcome = next(made) if pair in waiting else brief_seed(*pair, options, cache)
                yield outcome
                if isinstance(outcome.error, LanguageModelError):
                    return
            next(made, None)  # so that it ends
            cache.settle()
    finally:
        if cluster:
            cluster.close()


def _brief_pair(options: Options, cache: Cache, pair: tuple[Path, Path]) -> Outcome:
    """In a process of its own, which reads each seed once: none is kept."""
    try:
        return brief_seed(*pair, options, cache)
    finally:
        _articles.clear()
        cache.settle()


def _from_cluster(
    cluster: Cluster, pairs: list[tuple[Path, Path]], options: Options, cache: Cache
) -> Iterator[Outcome]:
    """Outcomes of seeds that a cluster analyses; reading, reviewing, checking and keeping are done here."""
    articles = [_known(*pair) for pair in pairs]
    tasks = ((_key(article, options), article) for article in articles)
    for pair, made in zip(pairs, cluster.spread(partial(_analyse_there, options, _versions()), tasks), strict=True):
        if isinstance(made, Lost):
            log.warning("%s came back from the cluster unread (%s) and is read here", pair[0], made.why)
            yield alone(partial(_brief_pair, options, cache), pair, _died)
        else:
            yield brief_seed(*pair, options, cache, made)


_one_at_a_time = threading.Lock()


def _analyse_there(options: Options, versions: dict[str, str], task: tuple[str, Article]) -> Briefing:
    """On a worker: the analysis of an article, if its key says that everything that makes it is the same there."""
    key, article = task
    if _versions() != versions or _key(article, options) != key:
        raise ClusterError("the worker", "has another version of Briefing, or of what it reads with")
    with _one_at_a_time:  # a worker may have several threads, which the models have not been made for
        return analysis.analyse(article, options.model, options.tagger)


def _told(options: Options, article: Article) -> dict[str, str]:
    """What has to be the same on all machines for analyses to be, such articles' models included."""
    return {**_versions(), "models": ", ".join(analysis.models(article, options.model, options.tagger))}


@once
def _versions() -> dict[str, str]:
    python = ".".join(platform.python_version_tuple()[:2])
    rules = {"Briefing": __version__, "rules and word lists": _code_hash()[:12], "Python": python}
    return {**rules, **{name: version(name) for name in LIBRARIES}}


def _died(pair: tuple[Path, Path]) -> Outcome:
    trouble = "ended the process that read it, twice"
    mend = "it may be too large for this machine's memory; if not, please report it, with the seed if you can"
    return Outcome(pair[0], error=BriefingError(str(pair[0]), trouble, mend))


def _is_at_hand(path: Path, root: Path, options: Options, cache: Cache) -> bool:
    """Whether a seed's outcome needs no analysis: it is in the cache, frozen, or an error that is found before."""
    key = _key_of(path, root, options)
    return key is None or key in cache


def _key_of(path: Path, root: Path, options: Options) -> str | None:
    """The key of a seed's analysis; None where it is frozen or cannot be read."""
    try:
        return None if os.path.lexists(freeze.path_for(path)) else _key(_read(path, root), options)
    except Exception:  # then whoever reads it says what is wrong
        return None


def _brief(path: Path, root: Path, options: Options, cache: Cache, elsewhere: Briefing | None) -> Outcome:
    article = _read(path, root)
    for beside, error in ((review_path(path), ReviewError), (freeze.path_for(path), FrozenError)):
        if os.path.islink(beside) and not inside(beside, root):
            raise error(str(beside), "is a link to a file outside the seeds folder", "copy the file itself here")
    if frozen := freeze.read(path, article):
        reviewed = apply(frozen.briefing, review_path(path))
        passages = verify(reviewed, frozen.briefing.article)
        return Outcome(path, reviewed, None, passages, aged=_is_aged(frozen, options))
    made, article, cached = _analysed(path, root, options, cache, elsewhere)
    reviewed = apply(made, review_path(path))
    return Outcome(path, reviewed, None, verify(reviewed, article), cached=cached)


def _analysed(
    path: Path, root: Path, options: Options, cache: Cache, elsewhere: Briefing | None = None
) -> tuple[Briefing, Article, bool]:
    """The briefing before any review, the article to check it against, and whether the cache had it."""
    article = _read(path, root)
    key = _key(article, options)
    found = _from_cache(cache, key, article)
    if found is not None:
        return found, article, True
    if elsewhere is not None and elsewhere.article.sha256 == article.sha256:
        fresh = elsewhere
    else:
        fresh = analysis.analyse(article, options.model, options.tagger)
    cache.put(key, fresh.to_dict())
    return fresh, _read(path, root), False  # the seed may have changed meanwhile; then the gate must say so


def freeze_seed(
    path: Path | str, root: Path | str | None = None, options: Options | None = None, cache: Cache | None = None
) -> Path:
    """Keep the analysis of a seed beside it, anew where there is one already; the file that it lies in.

    Raises BriefingError where the seed cannot be read, the analysis fails the gate, or the file cannot be written.
    """
    path = Path(path)
    root = path.parent if root is None else Path(root)
    made, article, _ = _analysed(path, root, options or Options(), cache or Cache(None))
    verify(made, article)
    return freeze.write(path, freeze.Frozen(made, _code_hash()))


def _is_aged(frozen: freeze.Frozen, options: Options) -> bool:
    """Whether this analyser, with its models and rules, is another than the one that made what is frozen."""
    try:
        now = Analyser(__version__, tuple(analysis.models(frozen.briefing.article, options.model, options.tagger)))
    except LanguageModelError:  # what is frozen needs none
        return True
    then = frozen.briefing.analyser
    return (
        frozen.reread
        or frozen.code != _code_hash()
        or then.version != now.version
        or (then.models not in ((), now.models))
    )


_articles: dict[tuple[Path, Path], Article] = {}


def _read(path: Path, root: Path) -> Article:
    """The article of a seed's bytes as they are now.

    Bytes that this process has read before are not taken apart again: a saved web page takes a tenth of a
    second, and `mkdocs serve` reads all of them on each change.
    """
    place = path.absolute(), root.absolute()
    known = _articles.get(place)
    if known is None or _sha256(path) != known.sha256:
        _articles[place] = ingest(path, root)
    return _articles[place]


def _known(path: Path, root: Path) -> Article:
    """The article of a seed that this process has just read."""
    return _articles[path.absolute(), root.absolute()]


def _sha256(path: Path) -> str | None:
    """The hash of an ordinary file's bytes; None where there is none that can be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    except OSError:
        return None


def _key(article: Article, options: Options) -> str:
    """A hash of all that an analysis is made from: the article as ingested (with the hash of its seed's bytes
    and what comes from its path), the options, and the versions of what reads it."""
    models = analysis.models(article, options.model, options.tagger)
    return Cache.key(article.to_dict(), models, __version__, _code_hash())


@once
def _code_hash() -> str:
    """A hash of the rules and word lists, so that an old entry never hides a rule that changed without a new
    version. (What ingest does is in the article itself.)"""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for part in ANALYSIS_CODE:
        for file in sorted(p for p in (package / part, *(package / part).rglob("*")) if p.is_file()):
            if file.suffix in (".py", ".yaml"):
                digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _from_cache(cache: Cache, key: str, article: Article) -> Briefing | None:
    entry = cache.get(key)
    if entry is None:
        return None
    try:
        found = Briefing.from_dict(entry)
    except (KeyError, TypeError, ValueError, StopIteration):
        return None  # of another shape than this version's: made anew
    if article.standfirst.basis == "unknown":  # then the analysis has derived one
        article = replace(article, standfirst=found.article.standfirst)
    # A document has the article's warnings before the briefing's own.
    return replace(found, article=article, warnings=found.warnings[len(article.warnings) :])


def _without_duplicates(outcomes: list[Outcome]) -> list[Outcome]:
    first: dict[str, Outcome] = {}
    bad: dict[Path, DuplicateIdError] = {}
    for outcome in outcomes:
        if outcome.briefing is None:
            continue
        other = first.setdefault(outcome.briefing.id, outcome)
        if other is not outcome:
            for one, two in ((outcome, other), (other, outcome)):
                bad[one.path] = DuplicateIdError(
                    str(one.path), f"has the id “{outcome.briefing.id}”, as {two.path} has",
                    "give one of them another `id:` in its front matter, or another file name",
                )  # fmt: skip
    return [Outcome(o.path, error=bad[o.path]) if o.path in bad else o for o in outcomes]


def _without_seed(root: Path, seeds: list[Path]) -> list[Outcome]:
    """Reviews and frozen analyses whose seed was renamed or removed: silence would lose a person's work."""
    expected = {name for seed in seeds for name in (*review_names(seed), freeze.path_for(seed))}
    found = sorted(p for p in root.rglob("*.*") if p not in expected and (is_review(p) or freeze.is_frozen(p)))
    return [
        Outcome(p, error=orphan(p) if is_review(p) else freeze.orphan(p))
        for p in found
        if not any(part.startswith(".") for part in p.relative_to(root).parts)
    ]
