"""Whom an edition is for: operators see a playbook without what is for headquarters only, and know nothing of such kinds."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sopbook.branches.fork.override import ABSENT
from sopbook.branches.playbook import Playbook
from sopbook.handbook.changes import Change, EarlierValue
from sopbook.handbook.check.audience import in_schema, secret_params
from sopbook.kinds.audience import is_hidden, is_hidden_at, sees_all
from sopbook.kinds.schema_view import SchemaView


def as_seen(playbook: Playbook, audience: str) -> Playbook:
    """Return a playbook as an audience sees it: hidden fields are not there, as if nobody had written them."""
    if sees_all(audience, playbook.kind):
        return playbook
    shape = playbook.kind.shape
    secret = secret_params(playbook)
    value = _without(playbook.value, shape)
    if secret and isinstance(value.get("params"), dict):
        value["params"] = {name: one for name, one in value["params"].items() if name not in secret}
    return replace(
        playbook, value=value, files={pointer: file for pointer, file in playbook.files.items() if not is_hidden_at(shape, pointer)},
        waiting=tuple(text for text in playbook.waiting if not is_hidden_at(shape, text.pointer)),
        computed={name: one for name, one in playbook.computed.items() if name not in secret},
    )


def changes_as_seen(changes: tuple[Change, ...], playbook: Playbook, audience: str) -> tuple[Change, ...]:
    """Return the changes of a playbook that an audience may know of."""
    return changes if sees_all(audience, playbook.kind) else tuple(_changes(changes, playbook))


def _changes(changes: tuple[Change, ...], playbook: Playbook) -> Iterator[Change]:
    shape = playbook.kind.shape
    for change in changes:
        steps = in_schema(change.path)
        if not is_hidden_at(shape, steps) and not is_hidden_at(shape, change.pointer):
            inside = shape.at(steps)
            former = tuple(EarlierValue(one.branch, one.value if one.value is ABSENT else _without(one.value, inside)) for one in change.former)
            yield replace(change, former=former)


def _without(value: Any, shape: SchemaView) -> Any:
    """Return a value without the hidden fields inside of it, and without tables that held nothing else. Items stay where they are."""
    if isinstance(value, dict):
        kept = {name: (one, _without(one, shape.child(name))) for name, one in value.items() if not is_hidden(shape.child(name))}
        return {name: now for name, (before, now) in kept.items() if now or not before or not isinstance(before, dict | list)}
    if isinstance(value, list):
        return [] if any(is_hidden(shape.child(place)) for place in range(len(value))) else [_without(one, shape.child(place)) for place, one in enumerate(value)]
    return value
