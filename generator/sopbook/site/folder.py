"""Folders that are written as a whole: beside first, then swapped, so that a killed run leaves the last good one."""

import filecmp
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sopbook.beside import beside, sweep


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends without an error, it takes the place of `folder`."""
    new, old = beside(folder), beside(folder, "old")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
        _swap(new, folder, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Put a folder in the place of another one; where somebody else puts one there at the same moment, that one goes as well."""
    while True:
        with suppress(FileNotFoundError):
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if not folder.exists():
                raise
            shutil.rmtree(old, ignore_errors=True)
        else:
            return


def linked_copy(source: Path, target: Path) -> None:
    """Put the files of a folder into another one that may be there: into two places at once where the disk can do that.

    That is sound for files that are replaced and never changed, such as those of a site.
    """
    shutil.copytree(source, target, copy_function=_linked, dirs_exist_ok=True)


def keep_unchanged(new: Path, old: Path) -> int:
    """Put the files of an old folder in the place of those that are just the same in a new one; return how many others there are.

    So they keep their times, by which programs that upload a site go.
    """
    changed = 0
    for folder, _, names in os.walk(new):
        for name in names:
            file = Path(folder, name)
            before = old / file.relative_to(new)
            if not _is_same(file, before):
                changed += 1
            elif not file.samefile(before):
                file.unlink()
                _linked(str(before), str(file))
    return changed


def _is_same(one: Path, other: Path) -> bool:
    try:
        return other.is_file() and not other.is_symlink() and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def lay_down(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder that may hold others. Each is whole or not there: beside first, then moved to its place.

    A file that did not exist before is taken away again where a later one cannot be written.
    """
    new = beside(folder, hidden=True) if folder.name else beside(folder / "files", hidden=True)
    made: list[Path] = []
    sweep(new.parent, folder.name or "files")
    try:
        write_files(new, files)
        for path in sorted(files):
            target = folder / path
            made += [] if target.exists() else [target]
            target.parent.mkdir(parents=True, exist_ok=True)
            (new / path).replace(target)
    except BaseException:
        for target in made:
            target.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(new, ignore_errors=True)


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by their paths inside a folder, UTF-8 with plain line feeds."""
    for path, content in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
