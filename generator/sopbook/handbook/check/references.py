"""References from playbook to playbook."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.branches.playbook import Playbook, Resolved
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer
from sopbook.source.schema.wording import closest


@dataclass(frozen=True, slots=True)
class Reference:
    """A value of one playbook that names another."""

    pointer: Pointer
    kind: str
    id: str


def references(playbook: Playbook) -> Iterator[Reference]:
    """Yield every reference of a playbook, in the order of its fields."""
    for pointer, value, shape in leaves(playbook.value, playbook.kind.shape):
        kind = shape.get("x-ref")
        if kind and isinstance(value, str):
            yield Reference(pointer, kind, value)


def check_references(playbook: Playbook, resolved: Resolved) -> Iterator[Diagnostic]:
    """Yield REF001 (no such playbook) and REF002 (the playbook is retired).

    A reference to a kind that is not installed, or to a file that has a finding of its own because it
    cannot be read, is passed over.
    """
    document = playbook.document
    for reference in references(playbook):
        kind = resolved.kinds.usable.get(reference.kind)
        if kind is None or reference.pointer in document.guessed or (reference.kind, reference.id) in resolved.unreadable:
            continue
        target = resolved.playbooks.get((reference.kind, reference.id))
        title = kind.title.get("en", kind.name).lower()
        if target is None and not playbook.branch.sound:
            continue  # What the branch would inherit is not known.
        if target is None:
            ids = [i for n, i in resolved.playbooks if n == reference.kind and (n, i) != (playbook.kind.name, playbook.id)]
            meant = closest(reference.id, ids)
            now = resolved.former.get((reference.kind, reference.id))
            hint = f"Did you mean {now[1]}, which was called {reference.id}?" if now else f"Did you mean {meant}?" if meant else f"There are: {', '.join(sorted(ids)[:12]) or 'none yet'}."
            yield document.diagnostic(
                reference.pointer, "REF001", f"There is no {title} {reference.id}.",
                hint,
            )
        elif target.is_retired and not playbook.is_retired:
            retired_by = target.document.origin(("status",)).document
            own = document.origin(reference.pointer).branch == playbook.branch.name  # So it can change it where it stands.
            where = "" if own else f" in {playbook.branch.name}"
            yield document.diagnostic(
                reference.pointer, "REF002",
                f"The {title} {reference.id} is retired{where} ({retired_by.path}), so no page of it exists.",
                "Refer to another one, or delete the line." if own else
                f"In {playbook.branch.name}, write a fork of {playbook.id} that refers to another one, or keep {reference.id} in force.",
            )
