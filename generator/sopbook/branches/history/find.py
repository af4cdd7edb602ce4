"""From what people type to playbooks: a file of the workspace, or an id."""

from collections.abc import Mapping
from dataclasses import dataclass

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.former import current_path
from sopbook.branches.fork.path import located, parse_path, write_path
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import write_pointer
from sopbook.source.schema.wording import closest


class NotFoundError(LookupError):
    """There is no such playbook, file or place; the text says so and names the nearest one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file of a branch: which playbook it writes, and which file it is; no key means branch.yaml."""

    branch: str
    key: Key | None
    document: Document
    locale: str = ""


def find_file(stocks: Mapping[str, BranchPlaybooks], path: str) -> Place:
    """Return what a file of the workspace is. Raises NotFoundError."""
    for name, stock in stocks.items():
        if stock.branch.document is not None and stock.branch.document.path == path:
            return Place(name, None, stock.branch.document)
        for documents in (stock.files.playbooks, stock.files.forks):
            for key, document in documents.items():
                if document.path == path:
                    return Place(name, key, document)
        for (kind, identifier, locale), document in stock.files.translations.items():
            if document.path == path:
                return Place(name, (kind, identifier), document, locale)
    meant = closest(path, [d.path for s in stocks.values() for d in (*s.files.playbooks.values(), *s.files.forks.values())])
    raise NotFoundError(f"{path} is no file of a playbook." + (f" Did you mean {meant}?" if meant else ""))


def find_key(stock: BranchPlaybooks, name: str) -> Key:
    """Return the kind and id of a playbook of a branch, named by its id, now or formerly, or as kind/id. Raises NotFoundError."""
    kind, _, identifier = name.rpartition("/")
    found = [key for key in stock.entries if key[1] == identifier and kind in ("", key[0])]
    found = found or [now for key, now in stock.former.items() if key[1] == identifier and kind in ("", key[0])]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"{name} is {' and '.join('/'.join(key) for key in found)}; say which.")
    if any(key[1] == identifier for key in stock.unreadable):
        raise NotFoundError(f"{name} cannot be read; `sopbook check` says why.")
    meant = closest(identifier, [key[1] for key in stock.entries])
    raise NotFoundError(f"{stock.branch.name} has no playbook {name}." + (f" Did you mean {meant}?" if meant else ""))


def find_pointer(entry: BranchPlaybook, text: str) -> Pointer:
    """Return the place in a resolved playbook that a path or pointer names. Raises NotFoundError."""
    path = current_path(entry.document.value, parse_path(text if text.startswith("/") else f"/{text}"), entry.kind.shape)
    pointer = located(entry.document.value, path, entry.kind.shape)
    if pointer is None:
        known = [write_pointer(p) for p in _paths(entry.document.value, ())]
        meant = closest(write_path(path), known)
        raise NotFoundError(f"There is nothing at {write_pointer(path)} of {entry.id}." + (f" Did you mean {meant}?" if meant else ""))
    return pointer


def _paths(value: object, pointer: Pointer) -> list[Pointer]:
    inner: list[Pointer] = [pointer] if pointer else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*inner, *(p for step, item in items for p in _paths(item, (*pointer, step)))]
