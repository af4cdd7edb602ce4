"""References from playbook to playbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from sopbook.branches.playbook import Playbook, Resolved
from sopbook.handbook.check.walk import WalkedValue
from sopbook.kinds.schema_view import SchemaView, leaves
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
    found = (_reference(pointer, value, shape) for pointer, value, shape in leaves(playbook.value, playbook.kind.shape))
    yield from filter(None, found)


def _reference(pointer: Pointer, value: Any, shape: SchemaView) -> Reference | None:
    kind = shape.get("x-ref")
    return Reference(pointer, kind, value) if kind and isinstance(value, str) else None


@dataclass(frozen=True)
class ReferenceCheck:
    """REF001 (no such playbook) and REF002 (the playbook is retired).

    A reference to a kind that is not installed, or to a file that has a finding of its own because it
    cannot be read, is passed over.
    """

    playbook: Playbook
    resolved: Resolved
    keywords: ClassVar[tuple[str, ...]] = ("x-ref",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a reference."""
        reference = _reference(value.pointer, value.filled, value.shape)
        if reference is None or reference.pointer in self.playbook.document.guessed:
            return
        playbook, resolved, key = self.playbook, self.resolved, (reference.kind, reference.id)
        kind, target = resolved.kinds.usable.get(reference.kind), resolved.playbooks.get(key)
        if kind is None or key in resolved.unreadable or (target is None and not playbook.branch.sound):
            return  # In a branch that is not sound, what it would inherit is not known.
        title = kind.title.get("en", kind.name).lower()
        if target is None:
            ids = [i for n, i in resolved.playbooks if n == reference.kind and (n, i) != (playbook.kind.name, playbook.id)]
            meant = closest(reference.id, ids)
            now = resolved.former.get(key)
            hint = f"Did you mean {now[1]}, which was called {reference.id}?" if now else f"Did you mean {meant}?" if meant else f"There are: {', '.join(sorted(ids)[:12]) or 'none yet'}."
            yield playbook.document.diagnostic(
                reference.pointer, "REF001", f"There is no {title} {reference.id}.",
                hint,
            )
        elif target.is_retired and not playbook.is_retired:
            retired_by = target.document.origin(("status",)).document
            own = playbook.document.origin(reference.pointer).branch == playbook.branch.name  # So it can change it where it stands.
            where = "" if own else f" in {playbook.branch.name}"
            yield playbook.document.diagnostic(
                reference.pointer, "REF002",
                f"The {title} {reference.id} is retired{where} ({retired_by.path}), so no page of it exists.",
                "Refer to another one, or delete the line." if own else
                f"In {playbook.branch.name}, write a fork of {playbook.id} that refers to another one, or keep {reference.id} in force.",
            )
