"""Sheets that were set before, kept in the workspace: one file for each, so that the folder never grows beyond an edition's own."""

from contextlib import suppress
from pathlib import Path

from sopbook.beside import beside
from sopbook.branches.git_cache import CACHE

PRINTED = f"{CACHE}/print"


class SheetCache:
    """Sheets by their path, each with the digest of all that it was made from. A cache that cannot be written is no error."""

    def __init__(self, root: Path | None, edition: str) -> None:
        self._folder = root / PRINTED / edition if root is not None else None

    def get(self, path: str, digest: str) -> bytes | None:
        """Return a sheet that was made from just this, or None."""
        found, sheet = self._read(path)
        return sheet if found == digest.encode() else None

    def latest(self, path: str) -> bytes | None:
        """Return the sheet that was made last, whatever it was made from, or None."""
        return self._read(path)[1]

    def _read(self, path: str) -> tuple[bytes, bytes | None]:
        if self._folder is None:
            return b"", None
        try:
            digest, _, sheet = (self._folder / path).read_bytes().partition(b"\n")
        except OSError:
            return b"", None
        return digest, sheet if sheet.rstrip().endswith(b"%%EOF") else None

    def put(self, path: str, digest: str, sheet: bytes) -> None:
        """Keep a sheet; written beside and moved, because editions are built side by side."""
        if self._folder is None:
            return
        target = self._folder / path
        written = beside(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(digest.encode() + b"\n" + sheet)
            written.replace(target)
        except OSError:
            with suppress(OSError):
                written.unlink()
