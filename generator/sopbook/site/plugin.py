"""The MkDocs plugin: it adds the handbook's pages to a site and does nothing else.

Order of the events: on_startup (build or serve?), on_config (paths, assets, folders to watch),
on_files (check, render, add), on_nav (what somebody wrote by hand), on_page_content (titles as plain texts) and
on_post_build (the search index, which also knows those pages), on_env (dates, a theme that escapes, our own frame),
on_page_context (what is HTML), on_post_page (what the theme's HTML lacks), and at the very end of on_post_build what
works offline, which has to know every file. MkDocs keeps this instance while it serves, because of on_startup.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from sopbook.branches.workspace import PLAYBOOKS, Settings, Workspace, workspace_in
from sopbook.handbook.check.chosen import chosen
from sopbook.handbook.check.workspace import EditionName
from sopbook.handbook.edition import Edition
from sopbook.handbook.moment import NoDayError, today
from sopbook.kinds.audience import OPERATORS
from sopbook.outputs.findings import Run, full
from sopbook.outputs.html.bundle import (
    AGENDA_STYLE,
    CHART_STYLE,
    FRAME_STYLE,
    LEARN_STYLE,
    SCRIPT,
    STYLE,
    THEME_SCRIPT,
    THEME_STYLE,
    frame_style,
)
from sopbook.outputs.html.colours import main_colour
from sopbook.outputs.html.frame import Frame
from sopbook.outputs.html.handbook import Handbook
from sopbook.outputs.html.install import MANIFEST, manifest
from sopbook.outputs.html.menu import menu
from sopbook.outputs.search.entry import SearchEntry, guide_entry, handbook_entries
from sopbook.outputs.search.index import INDEX, search_files
from sopbook.publication.finished import finished
from sopbook.publication.opened import opened
from sopbook.publication.own_files import LIST, WORKER
from sopbook.publication.publication import Publication
from sopbook.site.dressing import chosen_palette, dressing, entries, not_carried_over
from sopbook.site.failures import log, told
from sopbook.site.files import files_beside
from sopbook.site.folder import write_files
from sopbook.site.frame import can_frame
from sopbook.site.handbook_page import HandbookPage
from sopbook.site.language import speak
from sopbook.site.live import LiveHandbook
from sopbook.site.markup import completed
from sopbook.site.offline import LEAVING, offline_files
from sopbook.site.options import PluginConfig
from sopbook.site.placing import make_room, navigation_with
from sopbook.site.theme import Html, guarded, plainly_titled
from sopbook.source.diagnostics import Diagnostic, Severity

TEMPLATES = Path(__file__).parent / "templates"
NOT_CARRIED_OVER = (
    "mkdocs.yml: the handbook's pages have a frame of their own, which does not carry over: %s. "
    "Hand-written pages keep it. With `frame: theme` among the options of sopbook, all pages have the theme's look."
)


class SopbookPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of one branch's handbook to a MkDocs site."""

    def __init__(self) -> None:
        self._serving = False
        self._given: Publication | None = None
        self._findings: list[Diagnostic] = []
        self._chosen: EditionName | None = None
        self._audience = OPERATORS
        self._last_review = ""
        self._edition: Edition | None = None
        self._entries: list[SearchEntry] = []
        self._handbook: Handbook | None = None
        self._nav = Navigation([], [])
        self._is_served = False
        self._live: LiveHandbook | None = None

    @property
    def is_told_elsewhere(self) -> bool:
        """Return whether a command of ours runs us, `build` or `serve` up to its first pages: it tells in its own way what goes wrong."""
        return self._given is not None or (self._chosen is not None and not self._is_served)

    @contextmanager
    def publishing(self, publication: Publication) -> Iterator[list[Diagnostic]]:
        """Build this edition and no other inside the block; give the list that gets what is found about it."""
        self._given, self._findings = publication, []
        try:
            yield self._findings
        finally:
            self._given = None

    @contextmanager
    def showing(self, edition: EditionName, audience: str) -> Iterator[None]:
        """Show this edition for this audience inside the block, whatever the settings say."""
        self._chosen, self._audience = edition, audience
        try:
            yield
        finally:
            self._chosen, self._audience = None, OPERATORS

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether a broken playbook may stop the run: a build, yes; a server, no."""
        self._serving = command == "serve"

    @told
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add our assets, watch what pages are made from, speak the edition's language, and let pages be files."""
        config.use_directory_urls = False
        if any(name.rpartition("/")[2] == "search" for name in config.plugins):
            log.warning("mkdocs.yml: the handbook has a search of its own; take `search` out of the plugins, or readers see two.")
        config.extra_css.extend([THEME_STYLE, STYLE, AGENDA_STYLE, CHART_STYLE, LEARN_STYLE])
        config.extra_javascript.extend([SCRIPT, THEME_SCRIPT])
        if self._frames:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
        self._live = self._live_with(config) if self._serving and self._frames else None
        root = self._root(config)
        config.watch.extend(str(root / name) for name in (PLAYBOOKS, "schema") if (root / name).is_dir())
        return config

    @told
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page, asset and data file of the edition, after what is wrong with it has been told."""
        publication = self._given or self._opened(config)
        if self._frames and publication.edition.is_first and (lost := not_carried_over(config)):
            log.warning(NOT_CARRIED_OVER, ", ".join(lost))
        if self._live:
            self._last_review = str(publication.edition.latest_review or "1970-01-01")
            self._told(publication)
            self._edition = publication.edition
            speak(config, publication.edition)
            return self._live.place(publication, files, config)
        made = finished(publication, hurried=self._serving)
        if self._given:
            self._findings += made.findings
        else:
            self._report(made.findings)
        shown, handbook = publication.edition, made.handbook
        self._last_review = str(shown.latest_review or "1970-01-01")
        self._edition, self._handbook, self._entries = shown, handbook, handbook_entries(handbook)
        speak(config, shown)
        beside = files_beside(handbook, shown, made.printed)
        if self._frames:
            palette = chosen_palette(config)
            beside |= {FRAME_STYLE: frame_style(palette), MANIFEST: manifest(shown, main_colour(palette))}
        else:
            del beside[FRAME_STYLE]
        known = {file.target for file in publication.own_files}
        make_room(files, shown, known, {*beside, *(f"{path}.html" for path in handbook.pages), INDEX, LIST, WORKER})
        for page in handbook.pages.values():
            file = File.generated(config, f"{page.path}.md", content="")
            if self._frames:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            HandbookPage(page, file, config, framed=self._frames)
            files.append(file)
        for name, content in beside.items():
            files.append(File.generated(config, name, content=content))
        config.nav = navigation_with(handbook, shown.labels("home.authors"), files, config.nav, whole=not self._frames)
        return files

    def _live_with(self, config: MkDocsConfig) -> LiveHandbook:
        """Return the handbook that is being served, which outlives a run of MkDocs."""
        live = self._live or LiveHandbook()
        live.reads(lambda: self._workspace(config), lambda: self._told(self._opened(config)))
        return live

    def _told(self, publication: Publication) -> Publication:
        self._report(publication.findings)
        return publication

    def _workspace(self, config: MkDocsConfig) -> Workspace:
        settings = Settings(**{option.name: self.config[option.name] for option in fields(Settings)})
        return workspace_in(self._root(config), settings, config.site_url or "")

    def _opened(self, config: MkDocsConfig) -> Publication:
        """Return the edition to show, for MkDocs by itself and while serving. Raises PluginError where there is none."""
        workspace = self._workspace(config)

        def choose(names: Sequence[EditionName]) -> list[EditionName]:
            name = self._chosen or chosen(names, workspace.settings)
            return [name] if name is not None and name in names else []

        found = opened(workspace, _day(), choose, alone=True, tries_templates=False, audience=self._audience)
        for publication in found.publications.values():
            return publication
        self._report(found.checked.diagnostics)
        raise PluginError(f"There is no edition {workspace.settings.edition or workspace.settings.branch} to build.")

    @told
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Remember the navigation: our own frame lists what somebody wrote by hand, whose titles are not known yet."""
        self._nav = nav

    @event_priority(-100)
    @told
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> None:
        """Let the theme escape, hand our own frame to its templates, and date all pages by the latest review, not by the clock: the same input gives the same bytes.

        Last of all plugins, because some of them fill in templates of the theme here and rely on its not escaping.
        """
        pages = [file.page for file in files.documentation_pages() if file.page]
        guarded(env, config, pages)
        if self._live:
            self._live.frame(env, self._nav)
        elif self._frames and self._edition and self._handbook:
            env.globals["sopbook"] = Frame(
                self._edition, menu(self._edition, self._handbook, *entries(self._nav)), dressing(config, env)
            )
        for page in pages:
            page.update_date = self._last_review

    @told
    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Let the search know a page that somebody wrote by hand, and the theme its title as a plain text."""
        if not isinstance(page, HandbookPage):
            (self._live.guides if self._live else self._entries).append(guide_entry(page.url, str(plainly_titled(page).title), html))

    @event_priority(-100)
    @told
    def on_page_context(self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:  # noqa: ARG002
        """Mark the content of a page as HTML, once every plugin has had its way with it."""
        page.content = Html(page.content or "")
        return context

    @told
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Complete the HTML of every page, also of those that somebody wrote by hand."""
        if isinstance(page, HandbookPage) and page.is_framed:
            return output
        return completed(output, page.url, framed=can_frame(config))

    @told
    def _write_search(self, *, config: MkDocsConfig) -> None:
        """Write the search index, now that the content of every page is known."""
        if self._edition is not None and not self._live:
            write_files(Path(config.site_dir), search_files(self._entries, self._edition))

    @event_priority(-100)
    @told
    def _write_offline(self, *, config: MkDocsConfig) -> None:
        """Write what works offline, last of all: it holds a digest of every file."""
        site = Path(config.site_dir)
        write_files(site, {WORKER: LEAVING} if self._serving else offline_files(site))
        self._is_served = self._serving

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:  # noqa: ARG002
        """Let the server ask for each page when a browser does."""
        if self._live:
            server.set_app(self._live.answering(server.serve_request, server.mount_path))
            server.builder = self._live.rebuilding(server.builder)
        return server

    on_post_build = CombinedEvent(_write_search, _write_offline)

    @property
    def _frames(self) -> bool:
        return self.config.frame == "own"

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()

    def _report(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        if not diagnostics:
            return
        errors = [d for d in diagnostics if d.severity is Severity.ERROR]
        text = f"\n{full(Run(diagnostics))}"
        if not errors or self._serving:
            log.warning(text)
            return
        log.error(text)
        raise PluginError("The handbook was not built: the errors above come first.")


def _day() -> date:
    try:
        return today()
    except NoDayError as error:
        raise PluginError(str(error)) from None
