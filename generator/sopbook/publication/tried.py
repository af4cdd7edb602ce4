"""What templates have worked on: a small file in the workspace, so that a check does not try again what has been tried."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sopbook.beside import beside
from sopbook.branches.git_cache import CACHE

TRIED = f"{CACHE}/tried.json"


class TriedTemplates:
    """By the name of a template in a branch: its key, and the digests of the playbooks on which it has worked as it is.

    A file that is broken says that nothing has been tried, and one that cannot be written is no error: then it is tried again.
    """

    def __init__(self, root: Path) -> None:
        self._file = root / TRIED
        self._known = self._read()

    def playbooks(self, name: str, key: str) -> Mapping[str, str]:
        """Return the digests of the playbooks on which a template has worked, by id; nothing where it was another one then."""
        known, playbooks = self._known.get(name, ("", {}))
        return playbooks if known == key else {}

    def add(self, worked: Mapping[str, tuple[str, Mapping[str, str]]]) -> None:
        """Remember the keys of templates, and on which playbooks they have worked; what was known of them before goes."""
        if worked.items() <= self._known.items():
            return
        self._known = {**self._read(), **worked}
        written = beside(self._file)
        try:
            self._file.parent.mkdir(exist_ok=True)
            written.write_text(json.dumps(self._known, indent=1, sort_keys=True) + "\n", "utf-8")
            written.replace(self._file)
        except OSError:
            with suppress(OSError):
                written.unlink()

    def _read(self) -> dict[str, tuple[str, Mapping[str, str]]]:
        try:
            known = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return {name: (one[0], one[1]) for name, one in known.items() if _is_entry(one)} if isinstance(known, dict) else {}


def _is_entry(value: Any) -> bool:
    match value:
        case [str(), dict() as playbooks]:
            return all(isinstance(digest, str) for digest in playbooks.values())
    return False
