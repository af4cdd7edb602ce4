"""Former ids of a list's items: what says `photo` is about the item that was called photo and is called picture now.

An item says so itself: `- {id: picture, formerly: [photo], …}`. Forks, accepted values and translations that
name it by a former id are read as if they used the present one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sopbook.branches.fork.known import Known
from sopbook.branches.fork.neighbours import Neighbours
from sopbook.branches.fork.override import Accepted
from sopbook.branches.fork.path import (
    WHOLE,
    KeyedPath,
    below,
    braced,
    is_braced,
    item_name,
    name_in,
    parse_path,
    shape_below,
    write_path,
)
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Document, Pointer

FORMERLY = "formerly"
"""The field of a playbook, and of an item of a keyed list, that holds its former ids."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A place of a file that names an item by a former id."""

    place: Pointer
    path: KeyedPath
    """The item under its present id."""
    former: str
    now: str
    written: str = ""
    """What has to stand at the place, if that is more than the id."""


def former_ids(value: Any) -> tuple[str, ...]:
    """Return the former ids that a playbook or an item claims; anything malformed has its own finding."""
    claimed = value.get(FORMERLY) if isinstance(value, dict) else None
    return tuple(one for one in claimed if isinstance(one, str)) if isinstance(claimed, list) else ()


def renamed_items(items: Any, shape: SchemaView) -> Mapping[str, str]:
    """Return the present ids of a keyed list's items by their former ones.

    A former id that an item has now, or that two items claim, leads nowhere: it would be a guess.
    """
    if not isinstance(items, list) or not shape.get("x-key"):
        return {}
    names = [item_name(item, shape) for item in items]
    claims = [(former, name) for item, name in zip(items, names, strict=True) if name for former in former_ids(item)]
    counts: dict[str, int] = {}
    for former, _ in claims:
        counts[former] = counts.get(former, 0) + 1
    taken = set(names)
    return {former: name for former, name in claims if counts[former] == 1 and former not in taken}


class PresentIds:
    """The items of a playbook as it is now, found by present and former ids; each list is indexed once."""

    def __init__(self, value: Any, shape: SchemaView) -> None:
        self._value, self._shape = value, shape
        self._lists: dict[int, tuple[Mapping[str, Any], Mapping[str, str]]] = {}

    def path(self, path: KeyedPath) -> KeyedPath:
        """Return a path with the present ids of all items that it names by former ones."""
        value, shape = self._value, self._shape
        steps: list[str | int] = []
        for step in path:
            step = self._present(value, step, shape)
            steps.append(step)
            value, shape = self._below(value, step, shape), shape_below(shape, step)
        return KeyedPath(tuple(steps))

    def at(self, path: KeyedPath) -> tuple[Any, SchemaView]:
        """Return what stands at a path, or None, and its shape."""
        value, shape = self._value, self._shape
        for step in path:
            value, shape = self._below(value, step, shape), shape_below(shape, step)
        return value, shape

    def renamed(self, path: KeyedPath) -> Mapping[str, str]:
        """Return the present ids by the former ones of the list at a path."""
        return self._index(*self.at(path))[1]

    def _index(self, items: Any, shape: SchemaView) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        if not isinstance(items, list):
            return {}, {}
        if id(items) not in self._lists:
            named = {name: item for item in reversed(items) if (name := item_name(item, shape)) is not None}
            self._lists[id(items)] = (named, renamed_items(items, shape))
        return self._lists[id(items)]

    def _present(self, value: Any, step: str | int, shape: SchemaView) -> str | int:
        name = name_in(step)
        return step if name is None else braced(self._index(value, shape)[1].get(name, name))

    def _below(self, value: Any, step: str | int, shape: SchemaView) -> Any:
        if isinstance(value, list):
            name = name_in(step)
            if name is not None:
                return self._index(value, shape)[0].get(name)
            return value[int(step)] if str(step).isdigit() and int(step) < len(value) else None
        return value.get(step) if isinstance(value, dict) else None


def current_path(value: Any, path: KeyedPath, shape: SchemaView) -> KeyedPath:
    """Return a path with the present ids of all items that it names by former ones; `value` is the playbook now."""
    return PresentIds(value, shape).path(path)


def carried(known: Known, theirs: Any, shape: SchemaView) -> Known:
    """Return what a branch knows of its parent as if the parent's items had had their present ids all along.

    So a new id alone is no drift of what a fork changes in the item, deletes of it or puts beside it.
    """
    present = PresentIds(theirs, shape)
    accepted: dict[KeyedPath, Accepted] = {}
    for path, entry in known.accepted.items():
        now = present.path(path)
        if now != path and now in known.accepted:
            now = path  # The branch has accepted it under both; the present one counts.
        accepted[now] = _carried(entry, now, present)
    return Known(accepted, {present.path(path): rule for path, rule in known.merged.items()})


def _carried(entry: Accepted, path: KeyedPath, present: PresentIds) -> Accepted:
    moved = path[-1:] == ("$move",)
    item = path[:-1] if moved else path
    names = present.renamed(KeyedPath(item[:-1])) if item else {}
    value = entry.value
    if moved:
        value = names.get(value, value) if isinstance(value, str) else value
    else:
        key = present.at(KeyedPath(path[:-1]))[1].get("x-key") if path and is_braced(path[-1]) else None
        value = _as_now(value, *present.at(path), key)
    return replace(
        entry, value=value, order=_present_names(entry.order, names),
        beside=_present_neighbours(entry.beside, names), stood=_present_neighbours(entry.stood, names),
    )


def _present_neighbours(stood: Neighbours | None, names: Mapping[str, str]) -> Neighbours | None:
    if stood is None:
        return None
    return Neighbours(names.get(stood.item, stood.item), _present_names(stood.before, names), _present_names(stood.after, names))


def _present_names(listed: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(name, name) for name in listed)


def _as_now(value: Any, now: Any, shape: SchemaView, key: str | None = None) -> Any:
    """Return an accepted value with the present ids of its items; with `key`, it is an item itself."""
    if isinstance(value, dict) and isinstance(now, dict):
        made = {name: _as_now(item, now.get(name), shape.child(name)) for name, item in value.items()}
        if key and value.get(key) in former_ids(now):
            made |= {key: now[key], FORMERLY: now[FORMERLY]}
        return made
    if isinstance(value, list) and isinstance(now, list) and shape.get("x-key"):
        names, items = renamed_items(now, shape), {item_name(item, shape): item for item in now}

        def present(item: Any) -> Any:
            name = item_name(item, shape)
            return _as_now(item, items.get(names.get(name, name) if name else None), shape.child("*"), shape.get("x-key"))

        return [present(item) for item in value]
    return value


def with_current_names(fork: Document, theirs: Any, shape: SchemaView) -> tuple[Document, tuple[Renamed, ...]]:
    """Return a fork in which every item of its parent has its present id, and the places where it has not.

    The places are those of the fork's file: the values there are the only difference.
    """
    reader = _Reader([])
    value = reader.changed(fork.value, theirs, shape, (), WHOLE)
    locks = value.get("locks") if isinstance(value, dict) else None
    if isinstance(locks, list):
        value = {**value, "locks": [reader.lock(lock, theirs, shape, ("locks", index)) for index, lock in enumerate(locks)]}
    return (replace(fork, value=value), tuple(reader.found)) if reader.found else (fork, ())


@dataclass(frozen=True)
class _Reader:
    """Reads a fork beside its parent, and collects where it uses former ids."""

    found: list[Renamed]

    def changed(self, change: Any, theirs: Any, shape: SchemaView, place: Pointer, path: KeyedPath) -> Any:
        """Return a change with present ids: field by field, or item by item."""
        if isinstance(change, dict) and "$value" in change:
            return {**change, "$value": self.changed(change["$value"], theirs, shape, (*place, "$value"), path)}
        if isinstance(change, dict) and isinstance(theirs, dict) and change.get("$replace") is not True:
            return {
                name: item if name.startswith("$") else self.changed(item, theirs.get(name), shape.child(name), (*place, name), below(path, name))
                for name, item in change.items()
            }
        if isinstance(change, list) and isinstance(theirs, list) and shape.get("x-key"):
            return self._items(change, theirs, shape, place, path)
        return change

    def _items(self, change: list[Any], theirs: list[Any], shape: SchemaView, place: Pointer, path: KeyedPath) -> list[Any]:
        own = {item_name(item, shape) for item in change if isinstance(item, dict) and "$add" in item}
        names = {former: now for former, now in renamed_items(theirs, shape).items() if former not in own}
        by_name = {item_name(item, shape): item for item in reversed(theirs)}
        key, made = shape.get("x-key"), list[Any]()
        for index, item in enumerate(change):
            name = item_name(item, shape)
            if not isinstance(item, dict) or name is None:
                made.append(item)
                continue
            here, item = (*place, index), dict(item)
            if name in names:
                item[key] = self._renamed((*here, key), path, name, names[name])
            for operator in ("$add", "$move"):
                for side, anchor in item[operator].items() if isinstance(item.get(operator), dict) else ():
                    if isinstance(anchor, str) and anchor in names:
                        item[operator] = {side: self._renamed((*here, operator, side), path, anchor, names[anchor])}
            if "$add" not in item:
                item = self.changed(item, by_name.get(item[key]), shape.child("*"), here, below(path, braced(item[key])))
            made.append(item)
        return made

    def _renamed(self, place: Pointer, path: KeyedPath, former: str, now: str) -> str:
        self.found.append(Renamed(place, below(path, braced(now)), former, now))
        return now

    def lock(self, lock: Any, theirs: Any, shape: SchemaView, place: Pointer) -> Any:
        """Return a lock whose path has present ids."""
        path = lock.get("path") if isinstance(lock, dict) else None
        if not isinstance(path, str) or not path.startswith("/"):
            return lock
        steps = parse_path(path)
        now = current_path(theirs, steps, shape)
        changed = next((index for index, (one, other) in enumerate(zip(steps, now, strict=True)) if one != other), None)
        if changed is None:
            return lock
        former, present = name_in(steps[changed]) or "", name_in(now[changed]) or ""
        self.found.append(Renamed((*place, "path"), KeyedPath(now[: changed + 1]), former, present, write_path(now)))
        return {**lock, "path": write_path(now)}
