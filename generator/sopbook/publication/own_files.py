"""What a workspace itself puts into a site: the pages and files in docs/, and those of its theme. None may take a place of the handbook's."""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from pathspec.gitignore import GitIgnoreSpec

from sopbook.branches.config import Config
from sopbook.branches.workspace import pages_folder
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import BOOKLET, SEARCH, TODAY, print_path
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.diagnostics.faults import readable
from sopbook.source.text import Source

WORKER, LIST = "sw.js", "offline.json"
"""What makes an edition open without a network; `sopbook.site.offline` writes them."""
AUTHORS = "authors/"
"""The folder of pages that only the first edition has."""
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_LEFT_OUT = (".*", "/templates/")
"""What MkDocs leaves out of a site without being told."""
_THEME_LEAVES_OUT = (".*", "*/.*", "*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml", "locales/*", *(f"*{ending}" for ending in _MARKDOWN))
_FOLDERS = ("data/", "calendar/", "calendar.", "print/")
"""Where the handbook's files lie whose names are known only once they are made."""

_RESERVED = (f"{SEARCH}/", f"{TODAY}/")
"""Folders in which everything is the handbook's."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that somebody wrote by hand: where it lies, and where it is in the site."""

    path: str
    target: str


def own_files(root: Path, config: Config) -> list[OwnFile]:
    """Return what MkDocs would copy or turn into a page: the folder of pages but for what the settings exclude, and the theme's files."""
    folder, theme = pages_folder(config), config.value.get("theme")
    patterns = [line for name in ("exclude_docs", "draft_docs") for line in str(config.value.get(name) or "").splitlines()]
    excluded = GitIgnoreSpec.from_lines([*_LEFT_OUT, *patterns])
    found = [OwnFile(_shown(folder, name), _target(name)) for name in _below(root / folder) if not excluded.match_file(name)]
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    if isinstance(custom, str) and "\0" not in custom:
        copied = (name for name in _below(root / custom) if not any(fnmatch(name.lower(), pattern) for pattern in _THEME_LEAVES_OUT))
        found += [OwnFile(_shown(custom, name), name) for name in copied]
    return found


def collisions(files: Iterable[OwnFile], of_edition: Collection[str], edition: Edition) -> Iterator[Diagnostic]:
    """Yield FILE010 for each file that would take the place of one of an edition's: of those that are named, and of sheets and data."""
    own = [file for file in files if edition.is_first or not file.target.startswith(AUTHORS)]
    if not own:
        return
    taken = {*of_edition, BOOKLET, WORKER, LIST, *(print_path(*key) for key in edition.playbooks)}
    if any(file.target.startswith(_FOLDERS) for file in own):
        taken |= _files_of_data(edition)
    for file in own:
        if file.target in taken or file.target.startswith(_RESERVED):
            yield Source(file.path, "").diagnostic(
                0, 0, "FILE010", say("In the site this would be {target}, which is the handbook's own.", target=file.target),
                say("Rename it, or move it into another folder."),
            )


def _files_of_data(edition: Edition) -> set[str]:
    # Imported here, because hardly any workspace has files of its own there.
    from sopbook.outputs.data.calendar import calendar_files
    from sopbook.outputs.data.data import data_files
    from sopbook.outputs.data.sheet import sheet_files

    return {*data_files(edition), *calendar_files(edition), *sheet_files(edition)}


def _below(folder: Path) -> Iterator[str]:
    """Yield the files below a folder as MkDocs finds them, by their paths in it."""
    for found, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(names):
            yield Path(found, name).relative_to(folder).as_posix()


def _target(name: str) -> str:
    path = PurePosixPath(name)
    if path.suffix not in _MARKDOWN:
        return name
    return str(path.with_name(f"{'index' if path.stem in ('index', 'README') else path.stem}.html"))


def _shown(folder: str, name: str) -> str:
    return readable(PurePosixPath(os.path.normpath(f"{folder}/{name}")).as_posix())
