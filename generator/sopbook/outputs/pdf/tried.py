"""Which print templates have been tried: a small file in the workspace, so that a check does not print what it has printed before."""

import json
import os
from contextlib import suppress
from pathlib import Path

from sopbook.branches.git_cache import CACHE

TRIED = f"{CACHE}/tried.json"


class TriedTemplates:
    """By the name of a branch and a kind, the key under which the template last worked.

    A file that is broken says that nothing has been tried, and one that cannot be written is no error: then it is tried again.
    """

    def __init__(self, root: Path | None) -> None:
        self._file = root / TRIED if root is not None else None
        self._keys = self._read()

    def has(self, name: str, key: str) -> bool:
        """Return whether a template has worked with just this."""
        return self._keys.get(name) == key

    def add(self, name: str, key: str) -> None:
        """Remember that a template has worked."""
        if self._file is None:
            return
        self._keys = {**self._read(), name: key}
        beside = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(exist_ok=True)
            beside.write_text(json.dumps(self._keys, indent=1, sort_keys=True) + "\n", "utf-8")
            beside.replace(self._file)
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def _read(self) -> dict[str, str]:
        if self._file is None:
            return {}
        try:
            keys = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return {name: key for name, key in keys.items() if isinstance(key, str)} if isinstance(keys, dict) else {}
