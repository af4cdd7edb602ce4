"""Packs: places that hold kinds, one folder each."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from sopbook.kinds.json_file import parse_json
from sopbook.kinds.starter import starter
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document
from sopbook.source.files import read_source
from sopbook.source.listing import children
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

ENTRY_POINTS = "sopbook.kinds"
KIND_FILES = ("kind.yaml", "schema.json")
OWN = "workspace"
"""The origin of kinds that lie in the workspace's own schema/."""
SOURCE = "git source"
"""The origin of kinds of another repository."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of kinds; `shown` is what its path is called in findings."""

    root: Path
    origin: str
    shown: str
    home: Path
    """The folder that no file may leave: the workspace, or the pack itself."""

    def kinds(self) -> list[str]:
        """Return the names of the folders that hold a kind, in order."""
        return [f.name for f in children(self.root) if any(os.path.lexists(f / name) for name in KIND_FILES)]

    def has(self, path: str) -> bool:
        """Return whether the pack has a file."""
        return os.path.lexists(self.root / path)

    def read(self, path: str) -> tuple[Source | None, list[Diagnostic]]:
        """Return the text of one of the pack's files, or None and why it cannot be read."""
        inside = (self.root / path).relative_to(self.home).as_posix()
        source, diagnostics = read_source(self.home, inside)
        shown = f"{self.shown}/{path}"
        return source and replace(source, path=shown), [replace(d, path=shown) for d in diagnostics]

    def read_json(self, path: str) -> tuple[Any | None, list[Diagnostic]]:
        """Return the parsed JSON of a shared file of the pack, or None where it is missing or broken, and why."""
        source, diagnostics = self.read(path) if self.has(path) else (None, [])
        if source is None:
            return None, diagnostics
        return parse_json(source)[0], diagnostics

    def parse(self, path: str) -> tuple[Document | None, list[Diagnostic]]:
        """Return one of the pack's YAML files as a document, or None, and what is wrong with it."""
        source, diagnostics = self.read(path)
        if source is None:
            return None, diagnostics
        document, more = parse(source)
        return document, diagnostics + more


def workspace_pack(root: Path) -> Pack:
    """Return the workspace's own schema/ folder."""
    return Pack(root / "schema", OWN, "schema", root)


def source_pack(root: Path, folder: str) -> Pack:
    """Return the schema/ folder of a git source, whose content is cached in a folder of the workspace."""
    return Pack(root / folder / "schema", SOURCE, f"{folder}/schema", root)


@cache
def built_in_pack() -> Pack:
    """Return the pack that comes with sopbook."""
    folder = starter() / "schema"
    return Pack(folder, "built-in", "built-in", folder)


def installed_packs() -> Iterator[tuple[Pack | None, list[Diagnostic]]]:
    """Yield the packs of installed packages, in the order of their names (KIND009 where one fails)."""
    for point in sorted(metadata.entry_points(group=ENTRY_POINTS), key=lambda p: (p.name, p.value)):
        name = point.dist.name if point.dist else point.name
        try:
            folder = Path(str(resources.files(point.module)))
        except Exception as error:  # noqa: BLE001  (importing somebody's package may raise anything)
            yield None, [_unusable(name, say("{module} cannot be imported: {error}", module=point.module, error=error))]
            continue
        if any((folder / file).is_file() for file in KIND_FILES):
            folder = folder.parent
            pack = Pack(folder, f"package {name}", f"package:{name}", folder)
            yield _Single(pack.root, pack.origin, pack.shown, pack.home, point.module.rpartition(".")[2]), []
            continue
        pack = Pack(folder, f"package {name}", f"package:{name}", folder)
        yield (pack, []) if pack.kinds() else (None, [_unusable(name, say("{module} holds no kind", module=point.module))])


@dataclass(frozen=True, slots=True)
class _Single(Pack):
    """A pack of which an entry point names one folder only."""

    only: str = ""

    def kinds(self) -> list[str]:
        return [self.only]


def _unusable(name: str, why: str) -> Diagnostic:
    return Source(f"package:{name}", "").diagnostic(
        0, 0, "KIND009", say("The package {name} brings no kinds: {why}.", name=name, why=why),
        say("Its entry point sopbook.kinds must name a package whose folders hold kind.yaml and schema.json."),
    )
