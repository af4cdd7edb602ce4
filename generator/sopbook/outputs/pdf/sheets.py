"""All sheets of an edition: one PDF for each playbook."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import print_path
from sopbook.kinds.kind import Kind
from sopbook.outputs.pdf.cache import SheetCache
from sopbook.outputs.pdf.fonts import font_files
from sopbook.outputs.pdf.sheet_data import page_data
from sopbook.outputs.pdf.typesetter import OWN_FILES, Order, TemplateFailedError, Typesetter, own_file
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.text import Source

_LABELS = ("print.", "page.", "time.", "attachment.", "join", "colon", "stop")
"""How the labels begin that templates can ask for."""
_REGIONS = {"zh": "cn", "en": "gb"}


@dataclass
class Press:
    """Prints for one edition, and gathers what goes wrong with the kinds' templates (TEMPLATE003)."""

    edition: Edition
    typesetter: Typesetter
    cache: SheetCache
    diagnostics: list[Diagnostic] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    """The kinds whose template has failed on a sheet: the booklet does not try them again."""
    reported: set[tuple[str, int]] = field(default_factory=set)

    def sheet(self, playbook: Playbook) -> bytes:
        """Return the sheet of a playbook."""
        given = {"pages": [page_data(playbook, self.edition)], **interface_words(self.edition)}
        return self.printed(print_path(playbook.kind.name, playbook.id), "document.typ", given, [playbook])

    def printed(self, path: str, main: str, given: Mapping[str, Any], playbooks: Collection[Playbook]) -> bytes:
        """Return a PDF, from the cache if nothing has changed. A template that fails gives way to the generic layout."""
        kinds = {playbook.kind.name: playbook.kind for playbook in playbooks if playbook.kind.print_template is not None}
        digest = _digest(main, given, kinds.values())
        kept = self.cache.get(path, digest)
        if kept is not None:
            return kept
        without = frozenset(self.failed & kinds.keys()) if len(kinds) > 1 else frozenset[str]()
        while True:
            try:
                made = self.typesetter.pdf(Order(main, given), without)
            except TemplateFailedError as error:
                if kinds.keys() <= without:
                    raise  # The generic layout is ours, so this is a mistake of ours.
                blamed = {error.kind} if error.kind in kinds.keys() - without else kinds.keys() - without
                if len(blamed) == 1:
                    kind = kinds[next(iter(blamed))]
                    # One finding for each line: what is wrong on it is wrong on every sheet of the kind.
                    if (kind.name, error.line) not in self.reported:
                        self.diagnostics.append(_failed(kind, error, playbooks))
                    self.reported.add((kind.name, error.line))
                    self.failed.add(kind.name)
                without |= blamed
                continue
            if not without:
                self.cache.put(path, digest, made)
            return made


@contextmanager
def press_of(edition: Edition, root: Path | None) -> Iterator[Press]:
    """Give a press that prints for an edition; `root` is the workspace in which what it prints is kept."""
    with Typesetter(edition.kinds) as typesetter:
        yield Press(edition, typesetter, SheetCache(root, edition.name))


def failing_templates(edition: Edition, root: Path | None) -> list[Diagnostic]:
    """Return what is wrong with print.typ of the kinds, each tried on every playbook that the branch itself writes."""
    own = [p for p in edition.playbooks.values() if p.kind.print_template is not None and p.writer == edition.branch.name]
    with press_of(edition, root) as press:
        for playbook in own:
            press.sheet(playbook)
    return press.diagnostics


def interface_words(edition: Edition) -> dict[str, Any]:
    """Return what the library knows of an edition: its language, and the texts of the interface that it may ask for."""
    return {
        "locale": edition.locale,
        "region": _REGIONS.get(edition.locale, ""),
        "texts": {name: text for name, text in edition.labels.texts.items() if name.startswith(_LABELS)},
    }


def _failed(kind: Kind, error: TemplateFailedError, playbooks: Collection[Playbook]) -> Diagnostic:
    folder = kind.config.path.rpartition("/")[0]
    source = Source(f"{folder}/print.typ", kind.print_template or "")
    lines = source.text.splitlines(keepends=True)
    start = sum(len(line) for line in lines[: error.line - 1])
    _, end = source.line_bounds(start)
    paths = [playbook.document.path for playbook in playbooks if playbook.kind is kind]
    return source.diagnostic(
        start, end, "TEMPLATE003", f"The print template fails on {paths[0]}: {str(error).rstrip('.')}.",
        'Ask filled(at(page, "/field")) before using a field that may be missing. Until then the sheet has the generic layout.',
    )


def _digest(main: str, given: Mapping[str, Any], kinds: Iterable[Kind]) -> str:
    digest = hashlib.sha256(_program().encode())
    digest.update(json.dumps([main, given], ensure_ascii=False, sort_keys=True).encode())
    for kind in sorted(kinds, key=lambda kind: kind.name):
        digest.update(f"\0{kind.name}\0{kind.print_template}".encode())
    return digest.hexdigest()


@cache
def _program() -> str:
    """Return what stands for everything of ours that a sheet depends on: Typst, its files, the fonts."""
    digest = hashlib.sha256(metadata.version("typst").encode())
    for part in _parts():
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _parts() -> Iterator[bytes]:
    yield from (own_file(name).encode() for name in OWN_FILES)
    yield from (file.read_bytes() for file in font_files())
