"""The MkDocs adapter: hands the seeds to the pipeline, and the pages made of the outcome to MkDocs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast

from mkdocs.config import base
from mkdocs.config import config_options as opt
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from briefing import site
from briefing.analysis import TAGGERS
from briefing.book import Book, path_for, read
from briefing.cache import Cache
from briefing.errors import BriefingError, ClusterError, MissingExtraError
from briefing.model import Briefing
from briefing.pipeline import CACHE_FOLDER, Options, Outcome, brief_folder
from briefing.remote import is_address
from briefing.site import pagefind
from briefing.terminal import clean

log = get_plugin_logger(__name__)

CSS, JS = (path for path, _ in site.ASSETS)
CACHE = CACHE_FOLDER.parent.as_posix()
PROGRESS_SECONDS = 5
# With Material's 1000, "dancing to the tune" finds Toronto before the quotation. Of 30 actors, topics and phrases
# each, tried on 24 articles, 30, 30 and 27 were among the first three hits.
TITLE_WEIGHT = 1.5
# Material's separates at white space and hyphens only: “Korea would be another word than Korea.
SEPARATOR = r"""[\s\-,:;!?=()\[\]"“”‘„«»…/]+|['’.](?!\w)|&[lg]t;"""


class BriefingConfig(base.Config):
    """The settings of the plugin; docs/settings.md says more of each."""

    seeds = opt.Type(str, default="seeds")
    """Folder of the articles, relative to mkdocs.yml."""
    model = opt.Optional(opt.Type(str))
    """spaCy pipeline to read English with, instead of the small one that comes with Briefing."""
    tagger = opt.Choice(TAGGERS, default=TAGGERS[0])
    """Who said what: by the trained tagger, or by rules alone for those who do not want its weights."""
    source_text = opt.Choice(("excerpts", "full", "none"), default="excerpts")
    """How much of the articles is published: the cited sentences, all, or only the statements."""
    report_url = opt.Optional(opt.Type(str))
    """Where "Report a mistake" leads; {title}, {page}, {seed} and {statement} are filled in."""
    search = opt.Choice(("theme", "pagefind"), default="theme")
    """Whose search the site has: its theme's, or Pagefind's, for large books."""
    jobs = opt.Optional(opt.Type(int))
    """Processes to read many new seeds with; one a core by default."""
    scheduler = opt.Optional(opt.Type(str))
    """Dask's scheduler, as tcp://192.0.2.1:8786, whose workers read many new seeds in the place of processes here."""
    cache = opt.Type(str, default=CACHE)
    """Folder for results that can be had again, relative to mkdocs.yml; or the address of a store, as s3://…"""


class BriefingPlugin(BasePlugin[BriefingConfig]):
    """Adds a page for each seed, and those over all of them."""

    def __init__(self) -> None:
        self.serving = False
        self.indexing = pagefind.Background()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        # Defining this event keeps the plugin alive through the rebuilds of `serve`.
        self.serving = command == "serve"

    # Early, to be there before the search plugin fills in its own.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.seeds = _path(config, self.config.seeds)
        self.book = Book.of([])
        self.broken: list[Outcome] = []
        self.pages: dict[str, site.Page] = {}
        self.skeletons = site.Skeletons()
        if not self.seeds.is_dir():
            self._trouble(f"seeds: {self.seeds} is no folder (make it and put an article into it)")
        elif self.seeds.is_relative_to(config.docs_dir):
            self._trouble(f"seeds: {self.seeds} is inside docs/, which is published as it is (move it out)")
        else:
            config.watch.append(str(self.seeds))
            if path_for(self.seeds).is_file():
                config.watch.append(str(path_for(self.seeds)))
        config.extra_css.insert(0, CSS)
        config.extra_javascript.append(JS)
        self.cache = self._cache(config)
        _search_for_phrases(config)
        self.pagefind = self.config.search == "pagefind" and self._takes_over_search(config)
        if self.pagefind:
            css, js = (path for path, _ in site.SEARCH_ASSETS)
            config.extra_css.insert(1, css)
            config.extra_javascript.append(js)
        return config

    # Early, so that other plugins see our pages as they see any.
    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        outcomes = self._outcomes()
        done = {o.briefing.id: o for o in outcomes if o.briefing}
        self.book = self._book(o.briefing for o in done.values() if o.briefing)
        self.settings = site.Settings(
            source_text=cast(site.SourceText, self.config.source_text),
            repo_url=config.repo_url or "",
            report_url=self.config.report_url or "",
            site_url=config.site_url or "",
            site_name=config.site_name or "",
            directory_urls=config.use_directory_urls,
            passages={id: o.passages for id, o in done.items()},
            pagefind=self.pagefind,
        )
        listed = set(_listed(config.nav))
        store = site.OwnStore(self._local(config) / "pages")
        for page in site.render(self.book, self.settings, self.broken):
            if files.get_file_from_path(page.path):
                if page.path != "index.md":
                    log.info(f"docs/{page.path} takes the place of the page that Briefing makes there")
                continue
            in_nav = page.path in listed or (not config.nav and not page.folder and page.path.endswith(".md"))
            file = File.generated(
                config,
                page.path,
                abs_src_path=store.write(page.path, page.parts or page.text),
                inclusion=InclusionLevel.UNDEFINED if in_nav else InclusionLevel.NOT_IN_NAV,
            )
            file.edit_uri = None
            if page.seed:
                file.edit_uri = Path(os.path.relpath(self.seeds.parent / page.seed, config.docs_dir)).as_posix()
            self.pages[page.path] = replace(page, text="")  # it lies in the store
            files.append(file)
        for asset, source in (*site.ASSETS, *(site.SEARCH_ASSETS if self.pagefind else ())):
            files.append(File.generated(config, asset, abs_src_path=store.write(asset, source.read_text("utf8"))))
        store.prune()
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        before: dict[str, MkDocsPage] = {}
        for path, page in self.pages.items():
            file, index = files.get_file_from_path(path), files.get_file_from_path(f"{page.folder}/index.md")
            if not page.folder or file is None or index is None or file.inclusion.is_in_nav():
                continue
            made = file.page or MkDocsPage(None, file, config)
            # A page may not be a parent by its type, but it makes breadcrumbs and the active tab right.
            made.parent = index.page or MkDocsPage(None, index, config)  # type: ignore[assignment]
            made.previous_page = before.get(page.folder)
            if made.previous_page:
                made.previous_page.next_page = made
            before[page.folder] = made
        if not config.nav:
            nav.items = [_index_of(item) or item for item in nav.items]
        return nav

    # Other plugins get our pages whole, as they get any; the builder carries them as skeletons.
    @event_priority(100)
    def _on_page_markdown_first(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if page.file.src_uri in self.pages:
            self.skeletons.begin(markdown)
        elif site.CARDS_MARKER in markdown:
            made = site.cards(self.book, site.Links(page.url, config.use_directory_urls), self.broken)
            markdown = markdown.replace(site.CARDS_MARKER, f"\n\n{made}\n\n")
        return markdown

    @event_priority(-100)
    def _on_page_markdown_last(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return self.skeletons.to_convert(markdown) if page.file.src_uri in self.pages else markdown

    on_page_markdown = CombinedEvent(_on_page_markdown_first, _on_page_markdown_last)

    @event_priority(100)
    def _on_page_content_first(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return self.skeletons.whole(html) if page.file.src_uri in self.pages else html

    @event_priority(-100)
    def _on_page_content_last(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        path = page.file.src_uri
        if path in self.pages:
            html = self.skeletons.to_keep(path, html)
            anchors = site.Anchors(page.present_anchor_ids or set(), partial(getattr, page.file, "content_string"))
            page.present_anchor_ids = cast(set[str], anchors)
        return html

    on_page_content = CombinedEvent(_on_page_content_first, _on_page_content_last)

    @event_priority(100)
    def on_page_context(self, context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> None:
        if page.file.src_uri in self.pages:
            text = partial(getattr, page.file, "content_string")
            page.content = self.skeletons.to_show(page.file.src_uri, page.content or "", text)

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        feed = site.feed_link(page.url, config.site_name) if site.FEED in self.pages else ""
        made = self.pages.get(page.file.src_uri)
        if made:
            page.content = self.skeletons.shown(made.path, page.content or "")
        head = f"{feed}{site.robots(made)}{made.head}" if made else feed
        if self.pagefind:
            output = site.search_box(output)
            if not (page.meta.get("search") or {}).get("exclude"):
                output = site.searched(output)
                above = " › ".join(str(a.title) for a in reversed(list(page.ancestors)) if a.title)
                head += "" if made else site.page_facts(str(page.title), above)
        return output.replace("</head>", f"{head}</head>", 1) if head else output

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        return site.search_box(output) if self.pagefind and template_name.endswith(".html") else output

    def on_post_build(self, config: MkDocsConfig) -> None:
        if not self.pagefind:
            advice = site.search_advice(len(self.book.briefings))
            if advice and config.theme.name == "material" and not self.serving:
                log.info(advice)
            return
        place, language = Path(config.site_dir).absolute(), str(config.theme["language"])
        if self.serving:
            self.indexing.start(place, language)
            return
        started = time.monotonic()
        try:
            pages = pagefind.index(place, language)
        except BriefingError as error:
            raise PluginError(clean(str(error))) from None
        log.info(f"{pages:,} pages indexed by Pagefind in {time.monotonic() - started:.1f} s")

    def on_shutdown(self) -> None:
        self.indexing.stop()

    def _takes_over_search(self, config: MkDocsConfig) -> bool:
        """Whether Pagefind can make the search; then Material's makes none."""
        self.indexing.stop()  # of the site as it was
        if config.theme.name != "material":
            self._trouble(f"search: pagefind takes the place of Material's search; the theme is {config.theme.name}")
            return False
        try:
            pagefind.executable()
        except BriefingError as error:
            self._trouble(str(error))
            return False
        for name, plugin in config.plugins.items():
            if name == "material/search":
                cast(Any, plugin.config).enabled = False
            elif name.endswith(("search", "offline")):
                log.warning(f"`search: pagefind` makes the search, so take the plugin `{name}` out of mkdocs.yml")
        return True

    def _local(self, config: MkDocsConfig) -> Path:
        """The folder of this machine for what can be had again: MkDocs reads pages there."""
        return _path(config, CACHE if is_address(self.config.cache) else self.config.cache)

    def _cache(self, config: MkDocsConfig) -> Cache:
        try:
            return Cache(self.config.cache if is_address(self.config.cache) else self._local(config) / "analysed")
        except BriefingError as error:
            self._trouble(str(error))
            return Cache(None)

    def _outcomes(self) -> list[Outcome]:
        """The outcomes of all seeds, told to the log."""
        if not self.seeds.is_dir():
            return []
        started = shown = time.monotonic()

        def progress(done: int, total: int, seed: Path) -> None:
            nonlocal shown
            if time.monotonic() - shown > PROGRESS_SECONDS:
                shown = time.monotonic()
                minutes = (shown - started) / done * (total - done) / 60
                log.info(
                    f"{done:,} of {total:,} seeds read, about {minutes:.0f} min left"
                    if minutes >= 1
                    else f"{done:,} of {total:,} seeds read, less than a minute left"
                )

        options = Options(model=self.config.model, tagger=self.config.tagger)
        try:
            outcomes = brief_folder(self.seeds, options, self.cache, progress, self.config.jobs, self.config.scheduler)
        except (ClusterError, MissingExtraError) as error:
            self._trouble(clean(str(error)))
            outcomes = brief_folder(self.seeds, options, self.cache, progress, self.config.jobs)
        self.broken = [o for o in outcomes if o.error]
        for outcome in outcomes:
            for warning in outcome.warnings:
                log.info(clean(f"{outcome.path.name}: {warning}"))
        if self.broken:
            self._trouble("\n".join(clean(str(o.error)) for o in self.broken))
        made = [o for o in outcomes if o.briefing]
        log.info(f"{sum(o.passages for o in made):,} passages checked in {len(made):,} briefings")
        return outcomes

    def _book(self, briefings: Iterable[Briefing]) -> Book:
        """The book as its review has it; without the review, where that cannot be read and a build must go on."""
        briefings = tuple(briefings)
        try:
            made = Book.of(briefings, read(path_for(self.seeds)))
        except BriefingError as error:
            self._trouble(clean(str(error)))
            return Book.of(briefings)
        for warning in made.warnings:
            log.warning(clean(warning))
        return made

    def _trouble(self, message: str) -> None:
        """Stop a build; on `serve`, where that would hang the browser, only say it."""
        if not self.serving:
            raise PluginError(message)
        log.warning(message)


def _search_for_phrases(config: MkDocsConfig) -> None:
    """Let Material's search find phrases of quotations. What the site's owner set stays."""
    search: Any = config.plugins.get("material/search") or config.plugins.get("search")
    if search is not None and "fields" in search.config:
        search.config["fields"].setdefault("title", {"boost": TITLE_WEIGHT})
        search.config["separator"] = search.config["separator"] or SEPARATOR


def _path(config: MkDocsConfig, given: str) -> Path:
    """A folder of the settings, which is relative to the configuration file."""
    base_folder = os.path.dirname(config.config_file_path) if config.config_file_path else os.curdir
    return Path(os.path.abspath(os.path.join(base_folder, given)))


def _listed(nav: Any) -> Iterator[str]:
    """Paths that the `nav` setting names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _listed(item)


def _index_of(item: StructureItem) -> MkDocsPage | None:
    """The index page that is all there is in one of our folders, so that it needs no section around it."""
    if not isinstance(item, Section) or len(item.children) != 1 or not isinstance(item.children[0], MkDocsPage):
        return None
    page = item.children[0]
    if page.file.src_uri not in site.INDEXES:
        return None
    page.parent = None
    return page
