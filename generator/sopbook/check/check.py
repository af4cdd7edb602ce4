"""The whole check of a branch's playbooks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sopbook.check.derive import Derivations
from sopbook.check.keys import check_keys
from sopbook.check.references import check_references
from sopbook.check.reviews import check_review
from sopbook.check.rules import check_rules
from sopbook.check.texts import check_texts
from sopbook.diagnostics import Diagnostic, Severity
from sopbook.load.document import Document
from sopbook.resolve.playbook import Playbook, Resolved
from sopbook.validate.document import validate


@dataclass(frozen=True)
class Checked:
    """The playbooks of a branch that can be shown, computed values included, and the broken files.

    `broken` maps the path of every file that cannot be shown to its (kind, id).
    """

    resolved: Resolved
    playbooks: dict[tuple[str, str], Playbook]
    broken: dict[str, tuple[str, str]]


def check(resolved: Resolved, today: date, unsound: Iterable[str] = ()) -> tuple[Checked, list[Diagnostic]]:
    """Return what can be shown of a branch, and every finding about its playbooks.

    `unsound` are paths that had an error already when they were read; their rules are not worked out.
    """
    diagnostics: list[Diagnostic] = []
    unsound = set(unsound)
    sound: dict[tuple[str, str], Playbook] = {}
    for key, playbook in resolved.playbooks.items():
        found = [*_against_schema(playbook), *check_keys(playbook)]
        diagnostics += found
        diagnostics += check_references(playbook, resolved)
        diagnostics += check_texts(playbook)
        diagnostics += check_review(playbook, today)
        if not found and playbook.document.path not in unsound:
            sound[key] = playbook
    derivations = Derivations(sound)
    for playbook in sound.values():
        diagnostics += check_rules(playbook, derivations)
    diagnostics += derivations.diagnostics
    errors = unsound | {d.path for d in diagnostics if d.severity is Severity.ERROR}
    playbooks = {
        key: replace(playbook, value=derivations.value(*key))
        for key, playbook in sound.items()
        if playbook.document.path not in errors
    }
    broken = {path: key for key, path in resolved.unreadable.items()}
    broken |= {p.document.path: key for key, p in resolved.playbooks.items() if p.document.path in errors}
    return Checked(resolved, playbooks, broken), diagnostics


def _against_schema(playbook: Playbook) -> list[Diagnostic]:
    """Return the findings about the file as written, or else about it with its params filled in."""
    written = validate(playbook.document, playbook.kind.validator)
    if written or playbook.value == playbook.document.value:
        return written
    filled = Document(
        playbook.document.source, playbook.value, playbook.document.places, playbook.document.guessed
    )
    return validate(filled, playbook.kind.validator)
