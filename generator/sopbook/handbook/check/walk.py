"""One walk through a playbook, on which all checks of single values come along."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from sopbook.branches.playbook import Playbook
from sopbook.counters import count
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer


@dataclass(frozen=True, slots=True)
class WalkedValue:
    """A value of a playbook: where it stands, as the files write it, with its params filled in, and what the schema says of it."""

    pointer: Pointer
    written: Any
    filled: Any
    shape: SchemaView


class Visitor(Protocol):
    """A check of single values, with one subject."""

    keywords: ClassVar[tuple[str, ...]]
    """It looks at values of which the schema says one of these."""

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a value."""


def walk(playbook: Playbook, visitors: Sequence[Visitor]) -> list[list[Diagnostic]]:
    """Return what each visitor finds, in the order of the document."""
    count("documents walked")
    found: list[list[Diagnostic]] = [[] for _ in visitors]
    drawn: dict[SchemaView, list[int]] = {}
    waiting: list[tuple[Pointer, Any, Any, SchemaView]] = [((), playbook.document.value, playbook.value, playbook.kind.shape)]
    while waiting:
        pointer, written, filled, shape = waiting.pop()
        if shape not in drawn:  # All items of a list have one shape.
            drawn[shape] = [index for index, one in enumerate(visitors) if any(map(shape.get, one.keywords))]
        for index in drawn[shape]:
            found[index] += visitors[index].visit(WalkedValue(pointer, written, filled, shape))
        if isinstance(written, dict | list) and shape:  # Where the schema says nothing, it says nothing inside either.
            steps: Iterable[Any] = reversed(written) if isinstance(written, dict) else range(len(written) - 1, -1, -1)
            waiting += [((*pointer, step), written[step], filled[step], shape.child(step)) for step in steps]
    return found
