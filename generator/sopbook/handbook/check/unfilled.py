"""What the company has yet to fill in: params without a value, and what waits for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.path import KeyedPath, named
from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook, param_origin
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.kinds.schema_view import leaves
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A param that is still empty: where it stands, and what names it."""

    name: str
    path: str
    line: int
    places: tuple[str, ...]
    """In words, each once: the title of what cannot be sent, and its playbook."""


def unfilled(workspace: CheckedWorkspace) -> list[Unfilled]:
    """Return the empty params that active playbooks name, once for each file that leaves them empty, in the order of the files."""
    found: dict[tuple[str, int, str], dict[tuple[Key, KeyedPath], str]] = {}
    for branch in workspace.family.own():
        edition = workspace.editions.get((branch.name, branch.language))
        for playbook in edition.resolved.playbooks.values() if edition is not None else ():
            if not playbook.is_draft and not playbook.is_retired:
                for name, pointer in _named(playbook):
                    origin = param_origin(playbook, name)
                    if origin is not None:
                        place = origin.document.path, origin.document.span(origin.pointer).line, name
                        where = named(playbook.document.value, pointer, playbook.kind.shape)  # The same in all branches.
                        found.setdefault(place, {}).setdefault((playbook.key, where), _words(playbook, pointer))
    return [Unfilled(name, path, line, tuple(dict.fromkeys(places.values()))) for (path, line, name), places in sorted(found.items())]


def _named(playbook: Playbook) -> Iterator[tuple[str, Pointer]]:
    """Yield the empty params that the texts of a playbook name, and where."""
    empty = {name for name, value in playbook.params.items() if value == ""}
    sources = {origin.document.source.text for origin in playbook.document.origins.values()} or {playbook.document.source.text}
    if not any(f"${{{name}}}" in text for name in empty for text in sources):
        return
    for pointer, text, shape in leaves(playbook.document.value, playbook.kind.shape):
        if isinstance(text, str) and shape.takes_names:
            yield from ((part.name, pointer) for part in parts(text) if part.is_name and part.name in empty)


def _words(playbook: Playbook, pointer: Pointer) -> str:
    """Return what waits for a param: the title beside it, else the name of its field."""
    title = at(playbook.value, (*pointer[:-1], "title"))
    what = title if isinstance(title, str) and len(pointer) > 1 else str(pointer[-1])
    return f"{what} ({playbook.kind.name}/{playbook.id})"
