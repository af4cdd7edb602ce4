"""Sheets that were set before, kept in the workspace: one file for each, and none that no edition prints any more."""

import hashlib
import json
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from sopbook.beside import beside
from sopbook.branches.git_cache import PRINTED
from sopbook.kinds.audience import OPERATORS
from sopbook.outputs.pdf.typesetter import TypesetPdf


def kept_in(edition: str, audience: str) -> str:
    """Return the folder for the sheets of an edition: each audience has its own, or operators might get an older booklet of headquarters."""
    return edition if audience == OPERATORS else f"{edition}.{audience}"


class SheetCache:
    """Sheets by their path, each behind a line that says what it was made from. A cache that cannot be written is no error.

    What is read is published only if it has the digest that it was written with: a torn or changed file is a missing one.
    """

    def __init__(self, root: Path | None, edition: str) -> None:
        self._editions = root / PRINTED if root is not None else None
        self._folder = self._editions / edition if self._editions is not None else None

    def get(self, path: str, key: str) -> TypesetPdf | None:
        """Return a sheet that was made from just this, or None."""
        made_from, sheet = self._read(path)
        return sheet if made_from == key else None

    def latest(self, path: str) -> TypesetPdf | None:
        """Return the sheet that was made last, whatever it was made from, or None."""
        return self._read(path)[1]

    def _read(self, path: str) -> tuple[str, TypesetPdf | None]:
        if self._folder is None:
            return "", None
        try:
            line, _, content = (self._folder / path).read_bytes().partition(b"\n")
            head = json.loads(line)
            sheet = TypesetPdf(content, tuple(head["undrawn"]), head["scale"], head["starts"])
            return (head["key"], sheet) if head["digest"] == digest_of(head["key"], sheet) else ("", None)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return "", None

    def put(self, path: str, key: str, sheet: TypesetPdf) -> bool:
        """Keep a sheet, and return whether it is kept; written beside and moved, because editions are built side by side."""
        if self._folder is None:
            return False
        target = self._folder / path
        written = beside(target)
        head = {"key": key, "scale": sheet.scale, "undrawn": sheet.undrawn, "starts": dict(sheet.starts), "digest": digest_of(key, sheet)}
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(json.dumps(head).encode() + b"\n" + sheet.content)
            written.replace(target)
        except OSError:
            with suppress(OSError):
                written.unlink()
            return False
        return True

    def keep_only(self, paths: Collection[str], editions: Collection[str]) -> None:
        """Delete the sheets of this edition that are not among these paths, and those of other editions than these.

        An edition that stands alone knows no `editions`: then those of others stay.
        """
        if self._folder is None or self._editions is None:
            return
        with suppress(OSError):
            for file in [file for file in self._folder.rglob("*") if file.is_file()]:
                if file.relative_to(self._folder).as_posix() not in paths:
                    file.unlink(missing_ok=True)
            for folder in self._editions.glob("*/*") if editions else ():
                if folder.relative_to(self._editions).as_posix() not in editions:
                    shutil.rmtree(folder, ignore_errors=True)


def digest_of(key: str, sheet: TypesetPdf) -> str:
    """Return a digest of a sheet, all that is known of it, and what it was made from."""
    digest = hashlib.sha256(json.dumps([key, sheet.scale, dict(sheet.starts), *sheet.undrawn]).encode() + b"\n")
    digest.update(sheet.content)
    return digest.hexdigest()
