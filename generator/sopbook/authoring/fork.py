"""New forks: an empty one, or one made from a JSON Merge Patch (RFC 7396)."""

from collections.abc import Iterator
from typing import Any

from sopbook.authoring.text import block, key
from sopbook.branches.fork.former import FORMERLY
from sopbook.branches.fork.override import same
from sopbook.branches.fork.rules import key_of, merge_rule
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import write_pointer


class NotExpressibleError(ValueError):
    """A merge patch asks for something that no fork can say; the text says what."""


def fork_text(identifier: str, schema_line: str, change: dict[str, Any] | None = None) -> str:
    """Return the text of a new fork, with its schema line and perhaps changes."""
    head = f"{schema_line}fork: {key(identifier)}\n"
    if not change:
        return head + "# Write only what this branch changes; everything else flows through.\n"
    return head + block(change)


def from_merge_patch(theirs: Any, patch: Any, shape: SchemaView, identity: Pointer | None = None) -> dict[str, Any]:
    """Return the changes of a fork that does to a parent's value what a merge patch would (RFC 7396, section 2).

    null deletes, tables merge, everything else replaces. What has no effect is left out. Raises
    NotExpressibleError for patches that replace the whole document, and for keys that begin with `$`.
    """
    if not isinstance(patch, dict):
        raise NotExpressibleError(f"The patch is {_sort(patch)}: it would replace the whole playbook, and a fork changes parts of one.")
    if not isinstance(theirs, dict):
        raise NotExpressibleError(f"The playbook is {_sort(theirs)}, and a patch with fields would replace it as a whole.")
    if identity and len(identity) == 1 and identity[0] in patch and not same(patch[str(identity[0])], theirs.get(str(identity[0]))):
        raise NotExpressibleError(f"The patch changes {write_pointer(identity)}: a fork is the same playbook and keeps its {identity[0]}.")
    return dict(_changes(theirs, patch, shape, ()))


def _changes(theirs: dict[str, Any], patch: dict[str, Any], shape: SchemaView, pointer: Pointer) -> Iterator[tuple[str, Any]]:
    for name, value in patch.items():
        here = (*pointer, name)
        if name.startswith("$") or (not pointer and name in ("fork", "locks", FORMERLY)):
            raise NotExpressibleError(f"The patch has a field {write_pointer(here)}, a name that means something else in a fork.")
        if value is None:
            if name in theirs:
                yield name, {"$delete": True}
        elif isinstance(value, dict):
            before = theirs.get(name)
            if isinstance(before, dict):
                inner = dict(_changes(before, value, shape.child(name), here))
                if inner:
                    yield name, inner
            else:
                whole = _without_nulls(value, here)
                yield name, {"$replace": whole} if name in theirs or _has_nameless(whole, shape.child(name)) else whole
        elif name in theirs and same(theirs[name], value):
            continue
        elif isinstance(value, list):
            _refuse_operators(value, here)
            yield name, {"$replace": value} if name in theirs or _has_nameless(value, shape.child(name)) else value
        else:
            replaced = {"$replace": {"$value": True} if value is True else value}
            yield name, replaced if isinstance(theirs.get(name), dict | list) else value


def _has_nameless(value: Any, shape: SchemaView) -> bool:
    """Return whether a new value holds items that a fork cannot name one by one: they lack their key, or share it."""
    if isinstance(value, dict):
        return any(_has_nameless(item, shape.child(name)) for name, item in value.items())
    key = key_of(merge_rule(shape)) if isinstance(value, list) else None
    names = [item.get(key) if isinstance(item, dict) else None for item in value] if key else []
    return not all(isinstance(name, str) for name in names) or len(set(names)) < len(names)


def _without_nulls(value: Any, pointer: Pointer) -> Any:
    """Return a patch's table as new content: its nulls delete what is not there (RFC 7396, section 2)."""
    if isinstance(value, dict):
        found = {}
        for name, item in value.items():
            if name.startswith("$"):
                raise NotExpressibleError(f"The patch has a field {write_pointer((*pointer, name))}, a name that means something else in a fork.")
            if item is not None:
                found[name] = _without_nulls(item, (*pointer, name))
        return found
    if isinstance(value, list):
        _refuse_operators(value, pointer)
    return value


def _refuse_operators(value: Any, pointer: Pointer) -> None:
    """Raise for operators inside a list; a null inside one is a value, and stays."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        if isinstance(step, str) and step.startswith("$"):
            raise NotExpressibleError(f"The patch has a field {write_pointer((*pointer, step))}, a name that means something else in a fork.")
        _refuse_operators(item, (*pointer, step))


def _sort(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "null" if value is None else "a table" if isinstance(value, dict) else "a single value"
