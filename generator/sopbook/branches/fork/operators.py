"""The operators of a fork: keys that begin with `$` and say how a change is meant."""

from collections.abc import Iterator
from typing import Any

from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document, Pointer
from sopbook.source.schema.wording import closest, in_quotes, shown

OPERATORS = {
    "$add": say("adds an item of a list: `$add: {{after: id}}`, `{{before: id}}`, `first` or `last`; in a set, the items to add"),
    "$delete": say("takes away: `$delete: true`"),
    "$move": say("moves an item of a list: `$move: {{after: id}}`, `{{before: id}}`, `first` or `last`"),
    "$remove": say("takes items out of a set: `$remove: [item]`"),
    "$replace": say("rewrites: `$replace: true` beside the fields, or `$replace: value`"),
    "$value": say("a single value that has a reason beside it: `{{$value: …, $why: …}}`"),
    "$why": say("the reason, in words"),
}


def operators(change: dict[str, Any]) -> dict[str, Any]:
    """Return the operators of a change; the rest of it are fields."""
    return {key: value for key, value in change.items() if key.startswith("$")}


def fields(change: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a change, without its operators."""
    return {key: value for key, value in change.items() if not key.startswith("$")}


def is_position(value: Any) -> bool:
    """Return whether a value says where in a list: first, last, true, {after: id} or {before: id}."""
    if isinstance(value, dict):
        return len(value) == 1 and next(iter(value)) in ("after", "before") and isinstance(next(iter(value.values())), str)
    return value is True or value in ("first", "last")


def is_reason(value: Any) -> bool:
    """Return whether a value can be a reason: some words."""
    return isinstance(value, str) and bool(value.strip())


def misuses(
    change: dict[str, Any], at: Pointer, fork: Document, *, item: bool = False, of_set: bool = False, whole: bool = False
) -> Iterator[Diagnostic]:
    """Yield FORK008 for operators that do not exist, have the wrong form or cannot stand here.

    `item` is whether the change is an item of a keyed list, `of_set` whether it changes a set, `whole`
    whether it is the whole fork, which has a reason at most.
    """
    used = operators(change)
    for name, value in used.items():
        where = (*at, name)
        if name not in OPERATORS:
            meant = closest(name, OPERATORS)
            yield fork.diagnostic(
                where, "FORK008", say("There is no operator {name}.", name=name),
                say("Did you mean {meant}?", meant=meant) if meant else say("The operators are {operators}.", operators=joined(", ", OPERATORS)), key=True,
            )
        elif item and name in ("$add", "$move") and _unquoted(value):
            side, anchor = next(iter(value.items()))
            written = fork.written((*where, side)) or str(anchor)
            yield fork.diagnostic((*where, side), "FORK008", say("{side} is {written}, which is no text.", side=side, written=written), in_quotes(anchor, written))
        elif not _fits(name, value, item, of_set) or (whole and name != "$why"):
            yield fork.diagnostic(
                where, "FORK008", say("{name} is {value}, which cannot stand here.", name=name, value=shown(value)),
                say("{name} {meaning}.", name=name, meaning=OPERATORS[name]), key=True,
            )
    said = [name for name in used if name in OPERATORS and name != "$why"]
    allowed = ({"$add", "$remove"}, {"$move", "$replace"})
    if len(said) > 1 and not any(set(said) <= together for together in allowed):
        first, second = sorted(said, key=list(OPERATORS).index)[:2]
        yield fork.diagnostic(
            (*at, said[0]), "FORK008", say("{first} and {second} contradict each other.", first=first, second=second), say("Keep one of them."), key=True,
        )
    fields_beside = [name for name in change if not name.startswith("$")]
    if item and "$delete" in said and len(fields_beside) > 1:
        yield fork.diagnostic(
            (*at, fields_beside[1]), "FORK008", say("{field} cannot be combined with $delete, which applies to the whole item.", field=fields_beside[1]),
            say("Keep one of them."), key=True,
        )


def _unquoted(value: Any) -> bool:
    """Return whether a value would say where in a list, were its id in quotes: {after: 1}."""
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in ("after", "before") and (
        isinstance(next(iter(value.values())), bool | int | float)
    )


def _fits(name: str, value: Any, item: bool, of_set: bool) -> bool:
    match name:
        case "$add":
            return isinstance(value, list) if of_set else item and is_position(value)
        case "$move":
            return item and is_position(value)
        case "$delete":
            return value is True
        case "$remove":
            return of_set and isinstance(value, list)
        case "$why":
            return is_reason(value)
        case "$replace":
            return value is True if item else value is not None
        case _:
            return value is not None and not item
