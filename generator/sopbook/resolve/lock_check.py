"""Whether a branch keeps the locks of its ancestors, params and retirement included."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sopbook.diagnostics import Diagnostic
from sopbook.fork.locks import Lock, held, locks_of, related
from sopbook.fork.override import Override
from sopbook.fork.path import located, write_path
from sopbook.kinds.kind import Kind
from sopbook.kinds.shape import leaves
from sopbook.load.document import Document, Pointer
from sopbook.load.pointer import at
from sopbook.resolve.branch import Branch
from sopbook.resolve.interpolation import fill_all, parts


@dataclass(frozen=True, slots=True)
class BrokenLock:
    """A finding about a lock, and the paths of the overrides that break it."""

    diagnostic: Diagnostic
    paths: tuple[Pointer, ...] = ()


def broken_locks(
    before: Document, owner: str, after: Document, fork: Document | None, overrides: list[Override],
    branch: Branch, parent: Branch, kind: Kind,
) -> list[BrokenLock]:
    """Return a LOCK001 for each place where a branch breaks a lock of its parent's playbook.

    `before` is the playbook in the parent, `after` in the branch, `fork` the file between them. Judged with params filled in, in each
    language of the branch.
    """
    locks = locks_of(before, owner)
    if not locks:
        return []
    found: list[BrokenLock] = []
    if kind.envelope and _status(after) == "retired" != _status(before):
        place = [o for o in overrides if o.path == ("status",)]
        found.append(BrokenLock(after.diagnostic(
            ("status",), "LOCK001", f"The playbook cannot be retired here: {locks[0].origin.branch} has locked {write_path(locks[0].path)} of it.",
            _why(locks[0]),
        ), tuple(o.path for o in place)))
    for lock in locks:
        if any(
            not held(lock, _filled(before, kind, parent, locale), _filled(after, kind, branch, locale), kind.shape)
            for locale in branch.locales
        ):
            causes = list(_causes(lock, before, after, fork or after, overrides, branch, parent, kind))
            found += causes or [BrokenLock((fork or after).diagnostic(
                (), "LOCK001", f"{write_path(lock.path)} is locked by {lock.origin.branch}, and comes out otherwise here.", _why(lock),
            ))]
    return found


def _causes(
    lock: Lock, before: Document, after: Document, fork: Document, overrides: list[Override], branch: Branch, parent: Branch, kind: Kind
) -> Iterator[BrokenLock]:
    """Yield a finding for each change that breaks a lock: the overrides at it, or else the params in its texts."""
    name = write_path(lock.path)
    direct = [o for o in overrides if related(o.path, lock, before.value, kind.shape) and not (lock.add_only and o.action == "add")]
    for override in direct:
        yield BrokenLock(fork.diagnostic(
            override.place, "LOCK001", f"{name} is locked by {lock.origin.branch}, so this branch cannot change it.", _why(lock), key=True,
        ), (override.path,))
    if direct:
        return
    for param in params_in(lock, before, kind):
        if all(_params(before, kind, parent, one).get(param) == _params(after, kind, branch, one).get(param) for one in branch.locales):
            continue
        own = next((o for o in overrides if o.path[:2] in (("params", param), ("params",))), None)
        message = f"{name} is locked by {lock.origin.branch}, and its text would change through the param {param}."
        if own:
            yield BrokenLock(fork.diagnostic(own.place, "LOCK001", message, _why(lock), key=True), (own.path,))
        elif branch.params.get(param) != parent.params.get(param) and param in branch.param_origins:
            origin = branch.param_origins[param]
            yield BrokenLock(origin.document.diagnostic(origin.pointer, "LOCK001", message, _why(lock), key=True))


def params_in(lock: Lock, document: Document, kind: Kind) -> list[str]:
    """Return the names of the params that the locked texts of a playbook use."""
    pointer = located(document.value, lock.path, kind.shape)
    if pointer is None:
        return []
    texts = (value for _, value, _ in leaves(at(document.value, pointer), kind.shape.at(pointer)) if isinstance(value, str))
    return list(dict.fromkeys(part.name for text in texts for part in parts(text) if part.name))


def _filled(document: Document, kind: Kind, branch: Branch, locale: str) -> Any:
    return fill_all(document.value, kind.shape, _params(document, kind, branch, locale))


def _params(document: Document, kind: Kind, branch: Branch, locale: str) -> dict[str, Any]:
    own = at(document.value, ("params",), {}) if kind.envelope else {}
    return {**branch.values(locale), **(own if isinstance(own, dict) else {})}


def _status(document: Document) -> Any:
    return at(document.value, ("status",))


def _why(lock: Lock) -> str:
    return f"The reason: {lock.why}" if lock.why else f"Ask {lock.origin.branch}, who locked it at {lock.origin.document.path}."
