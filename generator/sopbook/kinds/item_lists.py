"""The lists whose items are named elsewhere, by the kinds that have them."""

from collections.abc import Iterable, Iterator

from sopbook.kinds.kind import Kind
from sopbook.kinds.references import ANY, ItemLists, around, from_the_top, kinds_named
from sopbook.source.document import Pointer


def lists_named(kinds: Iterable[Kind]) -> dict[str, tuple[Pointer, ...]]:
    """Return the patterns of the lists of each kind whose items some text of any kind may name, and of its register."""
    known = {kind.name: kind for kind in kinds}
    named: dict[str, dict[Pointer, None]] = {}
    for kind in known.values():
        for pointer, lists in kind.item_fields:
            for target in kinds_meant(kind, pointer, lists, known):
                named.setdefault(target, {}).update((from_the_top(one, pointer), None) for one in lists.lists)
        if kind.register:
            named.setdefault(kind.name, {})[kind.register.items] = None
    return {name: tuple(patterns) for name, patterns in named.items()}


def kinds_meant(kind: Kind, pointer: Pointer, lists: ItemLists, known: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of the playbooks whose items a field of a kind may name, `known` being all that there are."""
    if lists.kind:
        return (lists.kind,)
    if not lists.of:
        return (kind.name,)
    named = kinds_named(kind.shape.at((*around(pointer), lists.of)))
    return tuple(known) if ANY in named else named


def registers(kinds: Iterable[Kind]) -> Iterator[tuple[str, Pointer]]:
    """Yield each list whose items are named from anywhere by their ids alone, with its kind: those that a field says so of, and registers."""
    known = list(kinds)
    said = [(lists.kind, from_the_top(one, pointer)) for kind in known for pointer, lists in kind.item_fields if lists.kind for one in lists.lists]
    yield from dict.fromkeys([*said, *((kind.name, kind.register.items) for kind in known if kind.register)])
