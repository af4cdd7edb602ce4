"""What lies in a folder, and what stands in the way of reading it: names in another encoding, pipes, closed folders."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.diagnostics.faults import readable, reason
from sopbook.source.files import decode, special
from sopbook.source.text import Source

_READ_ELSEWHERE = (".yaml", ".json", ".j2", ".typ", ".svg")
"""Files of playbooks/ and schema/ that are opened by name: whoever does so tells what they are."""


def is_text(path: str | Path) -> bool:
    """Return whether a path is UTF-8: other bytes are kept as lone surrogates (PEP 383), which nothing can print or link to."""
    return str(path).isascii() or not any("\udc80" <= sign <= "\udcff" for sign in str(path))


def children(folder: Path) -> list[Path]:
    """Return what lies in a folder, in order. What `survey` tells of is left out; so is all of a folder that cannot be opened."""
    try:
        return sorted(path for path in folder.iterdir() if is_text(path.name))
    except OSError:
        return []


def survey(root: Path, folders: Iterable[str], pages: str) -> Iterator[Diagnostic]:
    """Yield what stands in the way of reading some folders of a workspace, down to the last file.

    WORK017: a name that is no UTF-8. WORK018: a folder that cannot be opened, a link that leads nowhere, a pipe and the
    like. YAML001: a page below `pages` that is no UTF-8. Hidden files count by their names only: they are no content.
    """
    waiting = [folder for folder in dict.fromkeys((*folders, pages)) if (root / folder).is_dir()]
    seen = set(waiting)
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except OSError as error:
            yield _finding(
                folder, "WORK018",
                say("The folder {folder} cannot be opened: {reason}.", folder=readable(folder), reason=reason(error)),
                say("Let yourself read it, or move it elsewhere."),
            )
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if not is_text(entry.name):
                yield _finding(
                    path, "WORK017", say("The name {name} is not UTF-8, so the {thing} is not read.", name=readable(entry.name), thing=say("folder") if entry.is_dir() else say("file")),
                    _rename(entry.name),
                )
            elif entry.name.startswith(".") or path in seen:
                continue
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif path.startswith(f"{pages}/") or not entry.name.endswith(_READ_ELSEWHERE):
                yield from _file(root, path, is_page=path.startswith(f"{pages}/") and entry.name.endswith(".md"))


def _rename(name: str) -> str:
    """Return the hint about a name, with what it was where it came from a Chinese Windows, as most of these do."""
    try:
        return say("Rename it; in GBK it reads {meant}.", meant=os.fsencode(name).decode("gb18030"))
    except UnicodeDecodeError:
        return say("Rename it.")


def _file(root: Path, path: str, *, is_page: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong with a file that nobody reads before the site is made."""
    name = path.rpartition("/")[2]
    try:
        mode = (root / path).stat().st_mode
        if is_page and stat.S_ISREG(mode):
            yield from (d for d in decode(path, (root / path).read_bytes())[1] if d.code == "YAML001")
    except OSError as error:
        yield _finding(path, "WORK018", say("{name} cannot be read: {reason}.", name=name, reason=reason(error)), say("If it is a link, let it lead to a file again; or delete it."))
        return
    if special(mode):
        yield _finding(path, "WORK018", say("{name} is {special}, not a file.", name=name, special=special(mode)), say("Move it out of the workspace, or delete it."))


def _finding(path: str, code: str, message: str, hint: str) -> Diagnostic:
    return Source(readable(path), "").diagnostic(0, 0, code, message, hint)
