"""The handbook while somebody writes it. MkDocs makes the pages that are written by hand; of ours, each is made when a browser asks for it.

So an edit costs a check and the pages that are looked at, however many there are. MkDocs runs again only where something
has changed that it reads itself, or that its pages show.
"""

import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import RLock
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from sopbook.branches.workspace import Workspace
from sopbook.outputs.html.frame import Frame
from sopbook.outputs.html.menu import menu
from sopbook.outputs.html.paths import site_paths
from sopbook.outputs.search.entry import SearchEntry
from sopbook.outputs.search.index import INDEX
from sopbook.publication.own_files import LIST, WORKER
from sopbook.publication.publication import Publication
from sopbook.site.dressing import chosen_palette, dressing, entries
from sopbook.site.fingerprint import read_by_engine
from sopbook.site.folder import write_files
from sopbook.site.handbook_page import AnnouncedPage, HandbookPage
from sopbook.site.placing import make_room, navigation_with
from sopbook.site.shown import Shown

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""What answers a request (PEP 3333)."""


class LiveHandbook:
    """The handbook that a server of MkDocs shows, and the site in which it lays what was asked for."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._state = 0
        self._laid: set[str] = set()
        """What has been made of the present state, by its path in the site."""
        self.guides: list[SearchEntry] = []

    def reads(self, workspace: Callable[[], Workspace], opened: Callable[[], Publication]) -> None:
        """Take what finds the workspace, and what checks it and tells what is wrong: with the settings of the latest run of MkDocs."""
        self._workspace, self._opened = workspace, opened
        self.guides = []

    def place(self, publication: Publication, files: Files, config: MkDocsConfig) -> Files:
        """Tell MkDocs which pages the handbook has; it links to them and builds none of them."""
        self._config, self._files, self._read = config, files, read_by_engine(self._workspace())
        shown = self._take(publication)
        known = {file.target for file in publication.own_files}
        make_room(files, shown.edition, known, {*site_paths(shown.edition), INDEX, LIST, WORKER})
        for path in shown.handbook.pages:
            file = File.generated(config, f"{path}.md", content="")
            file.inclusion = InclusionLevel.NOT_IN_NAV
            AnnouncedPage(path, shown.handbook.pages.title(path), file, config)
            files.append(file)
        config.nav = navigation_with(shown.handbook, shown.edition.labels("home.authors"), files, config.nav, whole=False)
        return files

    def frame(self, env: Environment, nav: Navigation) -> None:
        """Take what MkDocs draws pages with, and the pages off its list again."""
        with self._lock:
            self._env, self._nav, self._seen_by_engine = env, nav, self._outside()
            for file in list(self._files):
                if isinstance(file.page, AnnouncedPage):
                    self._files.remove(file)
            self._framed()

    def rebuilding(self, build: Callable[[], None]) -> Callable[[], None]:
        """Return what follows a change of any file: `build` runs MkDocs, where that is needed."""

        def rebuild() -> None:
            try:
                if read_by_engine(self._workspace()) != self._read or not self._renewed():
                    build()
            except MkDocsException as error:
                raise SystemExit(str(error)) from None  # The server prints it, and waits for the next change.

        return rebuild

    def answering(self, serve: Application, mount: str) -> Application:
        """Return what answers requests: it lays what is asked for into the site, from which `serve` takes it."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if not path.startswith(mount):
                return serve(environ, start_response)
            given: list[tuple[Any, ...]] = []
            while True:
                state = self.lay(_in_site(path[len(mount):]))
                found = serve(environ, lambda *status: given.append(status))
                if state == self._state:  # Else it has waited for a newer one, in which nothing was laid yet.
                    start_response(*given[-1])
                    return found

        return answer

    def lay(self, path: str) -> int:
        """Make a page or a file of the handbook, unless it lies there as it is now or the handbook has none; return the number of the state that it is of."""
        with self._lock:
            shown, state, page = self._shown, self._state, path.removesuffix(".html")
            if path in self._laid:
                return state
            if path.endswith(".html") and page in shown.handbook.pages:
                self._lay_page(shown, page)
                self._laid.add(path)
                return state
        content = shown.file(path)
        with self._lock:
            if content is not None and state == self._state:
                write_files(Path(self._config.site_dir), {path: content})
                self._laid.add(path)
        return state

    def _lay_page(self, shown: Shown, path: str) -> None:
        file = File.generated(self._config, f"{path}.md", content="")
        page = HandbookPage(shown.handbook.pages[path], file, self._config, framed=True)
        _populate_page(page, self._config, self._files)
        _build_page(page, self._config, self._files.documentation_pages(), self._nav, self._env)

    def _take(self, publication: Publication) -> Shown:
        with self._lock:
            self._shown = Shown(publication, self.guides, chosen_palette(self._config))
            self._forget()
            return self._shown

    def _forget(self) -> None:
        """Take away what was laid: it is of a state that is over."""
        for path in self._laid:
            (Path(self._config.site_dir) / path).unlink(missing_ok=True)
        self._laid = set()
        self._state += 1

    def _renewed(self) -> bool:
        """Return whether the handbook could be shown as it is now, without MkDocs."""
        publication = self._opened()
        with self._lock:
            self._take(publication)
            if self._outside() != self._seen_by_engine:
                return False
            self._framed()
            return True

    def _outside(self) -> list[object]:
        """Return what pages written by hand show of the handbook, and what MkDocs was told about it."""
        edition, shown = self._shown.edition, self._shown.handbook
        listed = [path for section in shown.sections for path in section.paths[:1]]
        titles = [(path, shown.pages.title(path)) for path in [*listed, *shown.authors]]
        return [edition.title, edition.branch.site_texts, edition.address, edition.is_first, len(edition.siblings), titles, *(section.title for section in shown.sections)]

    def _framed(self) -> None:
        self._forget()
        shown = self._shown
        self._env.globals["sopbook"] = Frame(
            shown.edition, menu(shown.edition, shown.handbook, *entries(self._nav)), dressing(self._config, self._env), shown.notice,
        )


def _in_site(path: str) -> str:
    """Return which file of the site an address asks for."""
    return posixpath.normpath(f"/{path}{'index.html' if not path or path.endswith('/') else ''}").lstrip("/")
