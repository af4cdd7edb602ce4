"""What the company has yet to fill in: params without a value, and what waits for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.path import KeyedPath, named
from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook, param_origin
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.words import labels_of
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import in_each
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, write_pointer


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A param that is still empty: where it stands, and what names it."""

    name: str
    path: str
    line: int
    places: tuple[str, ...]
    """In words of each language, each once: the title of what cannot be sent, and its playbook."""


def unfilled(workspace: CheckedWorkspace) -> list[Unfilled]:
    """Return the empty params that active playbooks name, once for each file that leaves them empty, in the order of the files."""
    found: dict[tuple[str, int, str], dict[tuple[Key, KeyedPath], str]] = {}
    for branch in workspace.family.own():
        editions = {locale: one.resolved.playbooks for locale in branch.locales if (one := workspace.editions.get((branch.name, locale))) is not None}
        for key, playbook in editions.get(branch.language, {}).items():
            if not playbook.is_draft and not playbook.is_retired:
                for name, pointer in _named(playbook):
                    origin = param_origin(playbook, name)
                    if origin is not None:
                        place = origin.document.path, origin.document.span(origin.pointer).line, name
                        where = named(playbook.document.value, pointer, playbook.kind.shape)  # The same in all branches.
                        found.setdefault(place, {}).setdefault((key, where), _words(key, pointer, {locale: one[key] for locale, one in editions.items()}))
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


def _words(key: Key, pointer: Pointer, editions: Mapping[str, Playbook]) -> str:
    """Return what waits for a param, in each language: the title beside it, else the name of its field."""
    return in_each({locale: f"{_title(playbook, pointer)} ({'/'.join(key)})" for locale, playbook in editions.items()})


def _title(playbook: Playbook, pointer: Pointer) -> str:
    title = at(playbook.value, (*pointer[:-1], "title"))
    if isinstance(title, str) and len(pointer) > 1:
        return title
    pattern = write_pointer(tuple("*" if isinstance(step, int) else step for step in pointer))
    return labels_of(playbook.kind, playbook.locale).fields.get(pattern) or str(playbook.kind.shape.at(pointer).get("title") or pointer[-1])
