"""The MkDocs plugin: it adds the handbook's pages to a site and does nothing else.

Order of the events: on_startup (build or serve?), on_config (paths, assets, folders to watch),
on_files (check, render, add), on_nav (what somebody wrote by hand), on_page_content (titles as plain texts) and
on_post_build (the search index, which also knows those pages), on_env (dates, a theme that escapes, our own frame),
on_page_context (what is HTML), on_post_page (what the theme's HTML lacks), and at the very end of on_post_build what
works offline, which has to know every file. MkDocs keeps this instance while it serves, because of on_startup.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from sopbook.branches.config import read_config
from sopbook.branches.tree import load_tree
from sopbook.branches.workspace import CHOICES, PLAYBOOKS, Settings, Workspace
from sopbook.handbook.check.workspace import check_workspace
from sopbook.handbook.edition import Edition, edition
from sopbook.handbook.moment import day_of
from sopbook.outputs.findings import Run, full
from sopbook.outputs.html.bundle import FRAME_STYLE, SCRIPT, STYLE, THEME_SCRIPT, THEME_STYLE, frame_style
from sopbook.outputs.html.colours import main_colour
from sopbook.outputs.html.frame import Frame
from sopbook.outputs.html.handbook import Handbook, render
from sopbook.outputs.html.install import ICON, MANIFEST, manifest
from sopbook.outputs.html.menu import menu
from sopbook.outputs.pdf.glyphs import check_glyphs
from sopbook.outputs.pdf.printed import print_files
from sopbook.outputs.search.index import INDEX, SearchEntry, guide_entry, handbook_entries, search_files
from sopbook.site.dressing import chosen_palette, dressing, entries, not_carried_over
from sopbook.site.failures import log, told
from sopbook.site.files import files_beside, navigation
from sopbook.site.folder import write_files
from sopbook.site.frame import can_frame
from sopbook.site.handbook_page import HandbookPage
from sopbook.site.markup import completed
from sopbook.site.offline import LEAVING, LIST, WORKER, offline_files
from sopbook.site.theme import Html, guarded, plainly_titled
from sopbook.source.diagnostics import Diagnostic, Severity, ordered
from sopbook.source.pointer import at

AUTHORS = "authors/index.md"
TEMPLATES = Path(__file__).parent / "templates"
NOT_CARRIED_OVER = (
    "mkdocs.yml: the handbook's pages have a frame of their own, which does not carry over: %s. "
    "Hand-written pages keep it. With `frame: theme` among the options of sopbook, all pages have the theme's look."
)
THEMES_FAVICON = "assets/images/favicon.png"
EDITION = "SOPBOOK_EDITION"
"""The variable that names the edition to build, such as south/zh, among others; without it, the settings name one alone."""


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml; sopbook.branches.workspace.Settings says what they mean."""

    branch = c.Type(str, default=Settings().branch)
    locale = c.Type(str, default=Settings().locale)
    built_in_kinds = c.Type(bool, default=Settings().built_in_kinds)
    source_url = c.Type(str, default=Settings().source_url)
    frame = c.Choice(CHOICES["frame"], default=Settings().frame)
    foreign_kinds = c.Type(bool, default=Settings().foreign_kinds)
    sync_files = c.Type(int, default=Settings().sync_files)
    sync_megabytes = c.Type(int, default=Settings().sync_megabytes)


class SopbookPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of one branch's handbook to a MkDocs site."""

    def __init__(self) -> None:
        self._serving = False
        self._last_review = ""
        self._edition: Edition | None = None
        self._entries: list[SearchEntry] = []
        self._handbook: Handbook | None = None
        self._nav = Navigation([], [])

    @property
    def is_told_elsewhere(self) -> bool:
        """Return whether `sopbook build` runs us: it tells in its own way what goes wrong."""
        return EDITION in os.environ and not self._serving

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether a broken playbook may stop the run: a build, yes; a server, no."""
        self._serving = command == "serve"

    @told
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add our assets, watch what pages are made from, speak the edition's language, and let pages be files."""
        config.use_directory_urls = False
        if any(name.rpartition("/")[2] == "search" for name in config.plugins):
            log.warning("mkdocs.yml: the handbook has a search of its own; take `search` out of the plugins, or readers see two.")
        config.extra_css.extend([THEME_STYLE, STYLE])
        config.extra_javascript.extend([SCRIPT, THEME_SCRIPT])
        if self._frames:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
        root = self._root(config)
        config.watch.extend(str(root / name) for name in (PLAYBOOKS, "schema") if (root / name).is_dir())
        return config

    @told
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Check the edition, report, and add every page, asset and data file."""
        settings = Settings(self.config.branch, self.config.locale, self.config.built_in_kinds, self.config.source_url)
        root = self._root(config)
        workspace = Workspace(root, settings, config.site_url or "", config=read_config(root))
        branch, _, locale = os.environ.get(EDITION, f"{settings.branch}/{settings.locale}").partition("/")
        family, _ = load_tree(workspace)
        if branch not in family.branches:
            self._report(check_workspace(workspace, build_day(), only=()).diagnostics)
            raise PluginError(f"There is no branch {branch} to build.")
        locale = locale or family.branches[branch].language
        checked = check_workspace(workspace, build_day(), only=[(branch, locale)])
        shown = edition(checked, branch, locale, alone=self._serving or EDITION not in os.environ)
        handbook, problems = render(shown)
        printed, more = print_files(shown, workspace.root, hurried=self._serving)
        problems += [*more, *check_glyphs([shown])]
        self._report(ordered([*checked.diagnostics, *problems]))
        self._last_review = latest_review(shown)
        self._edition, self._handbook, self._entries = shown, handbook, handbook_entries(handbook)
        if self._frames and shown.is_first and (lost := not_carried_over(config)):
            log.warning(NOT_CARRIED_OVER, ", ".join(lost))
        _speak(config, shown)
        if not shown.is_first:
            for file in [f for f in files if f.src_uri.startswith("authors/")]:
                files.remove(file)
        taken = {file.dest_uri: file.src_uri for file in files}
        _refuse(taken, (INDEX, LIST, WORKER))
        for page in handbook.pages.values():
            file = File.generated(config, f"{page.path}.md", content="")
            if self._frames:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            HandbookPage(page, file, config, framed=self._frames)
            _refuse(taken, [file.dest_uri])
            files.append(file)
        beside = files_beside(handbook, shown, printed)
        if self._frames:
            palette = chosen_palette(config)
            beside |= {FRAME_STYLE: frame_style(palette), MANIFEST: manifest(shown, main_colour(palette))}
        else:
            del beside[FRAME_STYLE]
        for name, content in beside.items():
            _refuse(taken, [name])
            files.append(File.generated(config, name, content=content))
        config.nav = _navigation(handbook, shown.labels("home.authors"), files, config.nav, whole=not self._frames)
        return files

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
        if self._frames and self._edition and self._handbook:
            env.globals["sopbook"] = Frame(
                self._edition, menu(self._edition, self._handbook, *entries(self._nav)), dressing(config, env)
            )
        for page in pages:
            page.update_date = self._last_review

    @told
    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Let the search know a page that somebody wrote by hand, and the theme its title as a plain text."""
        if not isinstance(page, HandbookPage):
            self._entries.append(guide_entry(page.url, str(plainly_titled(page).title), html))

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
        if self._edition is not None:
            write_files(Path(config.site_dir), search_files(self._entries, self._edition))

    @event_priority(-100)
    @told
    def _write_offline(self, *, config: MkDocsConfig) -> None:
        """Write what works offline, last of all: it holds a digest of every file."""
        site = Path(config.site_dir)
        write_files(site, {WORKER: LEAVING} if self._serving else offline_files(site))

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


def build_day() -> date:
    """Return today, or the day that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
    except (ValueError, OverflowError, OSError):
        raise PluginError(f"SOURCE_DATE_EPOCH is {epoch!r}; seconds since 1970 are expected.") from None


def _speak(config: MkDocsConfig, shown: Edition) -> None:
    """Let the theme speak the edition's language, and say whose handbook it is where there are several."""
    config.theme["language"] = shown.locale
    config.site_url = shown.address or config.site_url
    if config.theme.get("favicon") == THEMES_FAVICON:
        config.theme["favicon"] = ICON
    if len(shown.siblings) > 1:
        config.site_name = f"{shown.title} · {config.site_name}"
    palettes = config.theme.get("palette")
    for palette in palettes if isinstance(palettes, list) else []:
        if isinstance(palette.get("toggle"), dict):
            labels, is_dark = shown.labels, palette.get("scheme") == "slate"
            palette["toggle"]["name"] = labels("theme.light") if is_dark else labels("theme.dark")


def latest_review(shown: Edition) -> str:
    """Return the day of the latest review, or the start of the epoch where there is none."""
    days = [at(p.value, ("reviewed_on",)) for p in shown.playbooks.values() if p.kind.envelope]
    return max((day for day in days if day_of(day)), default="1970-01-01")


def _refuse(taken: Mapping[str, str], paths: Iterable[str]) -> None:
    """Raise PluginError where a file below docs/ becomes what is the handbook's own in the site."""
    for path in paths:
        if path in taken:
            raise PluginError(f"docs/{taken[path]} stands in the way of {path} of the handbook. Rename it.")


def _navigation(handbook: Handbook, authors: str, files: Files, given: Any, *, whole: bool) -> list[Any]:
    """Return the navigation: the handbook's sections, the workspace's own pages, then the authors' part.

    If it is not `whole`, it names the index of each section: then pages inside of the theme do not grow with the handbook.
    """
    nav: list[Any] = navigation(handbook, authors)
    if not whole:
        nav = [next(iter(one.values()))[0] if isinstance(one, dict) and one is not nav[-1] else one for one in nav]
    own = given if given is not None else sorted(
        file.src_uri for file in files.documentation_pages()
        if file.generated_by is None and file.inclusion.is_in_nav()  # type: ignore[no-untyped-call]
    )
    guides = [entry for entry in own if isinstance(entry, str) and entry.startswith("authors/")]
    reference = nav.pop()[authors]
    guides.sort(key=lambda path: (path != AUTHORS, path))
    rest = [entry for entry in own if entry not in guides]
    return [*nav, *rest, *([{authors: guides + reference}] if guides or reference else [])]
