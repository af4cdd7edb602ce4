"""The templates of kinds in one branch, tried before anything is published: each where it is new, on one playbook."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.kinds.kind import Kind
from sopbook.outputs.html.page_key import page_key
from sopbook.outputs.pdf.fonts import sheet_fonts
from sopbook.outputs.pdf.keys import template_key
from sopbook.publication.tried import TriedTemplates
from sopbook.source.diagnostics import Diagnostic

_PAGE, _SHEET = "page.html.j2", "print.typ"


@dataclass(frozen=True)
class _Sample:
    """A playbook on which templates can be tried."""

    playbook: Playbook
    length: int
    digest: str


@dataclass(frozen=True)
class _Template:
    """A template of a kind, and the playbooks on which it can be tried."""

    kind: Kind
    file: str
    name: str
    key: str
    """A digest of all that it depends on but for the playbooks."""
    samples: tuple[_Sample, ...]
    edition: Edition

    @property
    def longest(self) -> _Sample:
        """Return the playbook that has most for the template to show."""
        return max(self.samples, key=lambda one: one.length)


class Trials:
    """What is known of the templates in a branch: they are tried in its own language, on what it writes itself or has from another repository.

    All else is tried when it is published: most of the time of a check went there, and it hardly ever told more.
    """

    def __init__(self, edition: Edition, root: Path, other: Edition | None = None) -> None:
        """Look at the templates in an edition; those of kinds that hide something are also tried in the `other` one, for the other audience."""
        self._edition = edition
        self._other = other
        self._root = root
        self._record = TriedTemplates(root)

    def findings(self) -> list[Diagnostic]:
        """Return what is wrong with the templates that are new, each tried on the longest playbook (TEMPLATE002, TEMPLATE003, LIMIT002)."""
        new = [one for one in (*self._templates, *self._for_others) if not self._record.playbooks(one.name, one.key)]
        if not new:
            return []
        from sopbook.outputs.html.playbook import (
            playbook_page,  # Here, because they take as long to import as all else.
        )
        from sopbook.outputs.pdf.sheets import failing_templates

        found: list[Diagnostic] = []
        for edition in (self._edition, self._other):
            here = [one for one in new if one.edition is edition]
            pages = {one.kind.name: playbook_page(one.longest.playbook, one.edition)[1] for one in here if one.file == _PAGE}
            printed = [one.longest.playbook for one in here if one.file == _SHEET]
            sheets, failing = failing_templates(printed, edition, self._root) if edition and printed else ([], set())
            failed = {(_PAGE, kind) for kind, problems in pages.items() if problems} | {(_SHEET, kind) for kind in failing}
            self._remember((one, (one.longest,)) for one in here if (one.file, one.kind.name) not in failed)
            found += [*(problem for problems in pages.values() for problem in problems), *sheets]
        return list(dict.fromkeys(found))

    def waiting(self) -> list[Playbook]:
        """Return the playbooks on which a template of their kind has not been tried as both are now."""
        found: set[Key] = set()
        for template in self._templates:
            known = self._record.playbooks(template.name, template.key)
            found |= {one.playbook.key for one in template.samples if known.get(one.playbook.id) != one.digest}
        return [playbook for key, playbook in self._edition.playbooks.items() if key in found]

    def have_worked(self) -> None:
        """Remember that all templates have worked on all playbooks."""
        self._remember((one, one.samples) for one in self._templates)

    def _remember(self, worked: Iterable[tuple[_Template, tuple[_Sample, ...]]]) -> None:
        self._record.add({one.name: (one.key, {on.playbook.id: on.digest for on in samples}) for one, samples in worked})

    @cached_property
    def _templates(self) -> tuple[_Template, ...]:
        return tuple(self._found(self._edition))

    @cached_property
    def _for_others(self) -> tuple[_Template, ...]:
        return tuple(one for one in self._found(self._other) if one.kind.hides) if self._other is not None else ()

    def _found(self, edition: Edition) -> Iterator[_Template]:
        """Yield the templates of the kinds of which the branch has anything to try them on."""
        branch, fonts = edition.branch, sheet_fonts(self._root)
        has_all = branch.parent is not None and branch.parent.cached
        for kind in edition.kinds:
            files = [name for name, text in ((_PAGE, kind.template), (_SHEET, kind.print_template)) if text is not None]
            samples = tuple(_sample(one) for one in edition.of(kind) if has_all or one.writer == branch.name) if files else ()
            for file in files if samples else ():
                key = page_key(kind) if file == _PAGE else template_key(kind, fonts)
                audience = f" for {edition.audience}" if kind.hides else ""
                yield _Template(kind, file, f"{branch.name}/{kind.name}/{file}{audience}", key, samples, edition)


def _sample(playbook: Playbook) -> _Sample:
    text = json.dumps(playbook.value, ensure_ascii=False, default=str)
    return _Sample(playbook, len(text), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16])
