"""What the branches below a playbook's owner changed of it: each place, its former values, who and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from sopbook.branches.fork.drift import Drift
from sopbook.branches.fork.former import FORMERLY
from sopbook.branches.fork.override import ABSENT, same
from sopbook.branches.fork.path import KeyedPath, below, located, named
from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook
from sopbook.branches.translation.reasons import Reason
from sopbook.kinds.kind import LocaleText
from sopbook.kinds.schema_view import leaves
from sopbook.source.document import Pointer
from sopbook.source.pointer import at

Sort = Literal["changed", "added", "moved", "deleted", "computed"]
"""What is computed follows other changes: nobody wrote it."""

_QUIET = frozenset({"id", "fork", "version", "owner", "reviewed_on", "review_by", "tags", "aliases", FORMERLY, "covers", "status", "params", "params_from", "locks"})
"""Fields whose changes are no news to a reader."""


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """What a branch further up says at a place; ABSENT where it has nothing there."""

    branch: LocaleText
    value: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a page that a branch changed.

    `pointer` is the place in the resolved playbook; of something deleted, the list or table that it stood
    in. `former` are the values further up, the nearest first.
    """

    sort: Sort
    pointer: Pointer
    path: KeyedPath
    branch: LocaleText
    why: tuple[Reason, ...]
    former: tuple[EarlierValue, ...] = field(default=(), repr=False)
    waits: bool = False
    """Whether the parent has moved since, and nobody has looked."""


def changes(playbook: Playbook) -> tuple[Change, ...]:
    """Return what forks changed of a playbook, in the order of the page; nothing for one in which nothing differs."""
    if playbook.above is None:
        return ()
    return tuple(_ordered(playbook))


def _ordered(playbook: Playbook) -> Iterator[Change]:
    layers = fork_layers(playbook)
    shape = playbook.kind.shape
    added: set[Pointer] = set()
    computed: set[Pointer] = set()
    for layer in layers[:-1]:
        for drift in layer.drifts:
            pointer = located(playbook.document.value, drift.override.path, shape)
            if drift.override.action == "add" and pointer and isinstance(at(playbook.document.value, pointer), dict):
                added.add(pointer)
    for pointer, value, at_leaf in leaves(playbook.value, shape):
        computed = computed | {pointer} if at_leaf.get("readOnly") else computed
        if not pointer or pointer[0] in _QUIET or pointer[-1] == "id" or FORMERLY in pointer[-2:]:
            continue
        path = named(playbook.document.value, pointer, shape)
        if any(pointer[: len(p)] == p for p in computed):
            names_an_item = at_leaf.get("x-item") is not None  # Whose change is told where it stands.
            if not isinstance(value, dict | list) and not names_an_item and not any(pointer[: len(p)] == p for p in added):
                yield from _computed(layers, pointer, path, value)
        elif pointer in added:
            yield _change("added", playbook, layers, pointer, path, ())
        elif isinstance(value, dict | list) or any(pointer[: len(p)] == p for p in added):
            yield from _moved(playbook, layers, pointer, path)
        else:
            former = tuple(_former(layers[1:], value, path))
            if former:
                sort: Sort = "added" if all(one.value is ABSENT for one in former) else "changed"
                yield _change(sort, playbook, layers, pointer, path, former)
    yield from _deleted(playbook, layers)


def _computed(layers: list[Playbook], pointer: Pointer, path: KeyedPath, value: Any) -> Iterator[Change]:
    """Yield the change of a computed value, by the lowest branch whose figures make it another one."""
    seen = [value, *(_value(layer, path, computed=True) for layer in layers[1:])]
    former = tuple(
        EarlierValue(layer.branch.title, now) for layer, before, now in zip(layers[1:], seen, seen[1:], strict=False) if not same(before, now)
    )
    if former and former[-1].value is not ABSENT:
        lowest, above = next(pair for pair, before, now in zip(pairwise(layers), seen, seen[1:], strict=True) if not same(before, now))
        lineage = lowest.branch.lineage
        below_it = next(place for place, one in enumerate(lineage, 1) if one.name == above.branch.name)
        yield Change("computed", pointer, path, lineage[below_it].title, (), former)


def fork_layers(playbook: Playbook) -> list[Playbook]:
    """Return the playbook and what stands above it, fork by fork, up to its owner."""
    found = [playbook]
    while found[-1].above is not None:
        found.append(found[-1].above)
    return found


def _value(playbook: Playbook, path: KeyedPath, *, computed: bool = False) -> Any:
    """Return what a playbook says at a path. What is computed stands in no file: its items are found by their values."""
    pointer = located(playbook.value if computed else playbook.document.value, path, playbook.kind.shape)
    return ABSENT if pointer is None else at(playbook.value, pointer)


def _former(above: list[Playbook], value: Any, path: KeyedPath) -> Iterator[EarlierValue]:
    last = value
    for layer in above:
        before = _value(layer, path)
        if not same(before, last):
            yield EarlierValue(layer.branch.title, before)
        last = before


def _change(
    sort: Sort, playbook: Playbook, layers: list[Playbook], pointer: Pointer, path: KeyedPath, former: tuple[EarlierValue, ...]
) -> Change:
    title, drift, writer = _author(playbook, layers, pointer, path)
    why = playbook.reasons.of(writer, drift.override.reasons) if drift else ()
    return Change(sort, pointer, path, title, why, former, bool(drift and drift.outdated))


def _author(playbook: Playbook, layers: list[Playbook], pointer: Pointer, path: KeyedPath) -> tuple[LocaleText, Drift | None, str]:
    """Return the title of the lowest branch that made a change, its override (of the path, or of a param in the text), and its name."""
    raw = at(playbook.document.value, pointer)
    params = [(field, part.name) for part in parts(raw) if part.name for field in ("params", "params_from")] if isinstance(raw, str) else []
    differing = [layer for layer, above in pairwise(layers) if not same(_value(layer, path), _value(above, path))]
    for layer in [*differing, *layers[:-1]]:
        for wanted in (path, *params):
            for drift in layer.drifts:
                if wanted[: len(drift.override.path)] == drift.override.path:
                    return _writer(layer), drift, layer.writer
    layer = (differing or layers)[0]
    setters = {layer.branch.param_origins[name].branch for _, name in params if name in layer.branch.param_origins}
    lowest = next((b.title for b in reversed(layer.branch.lineage) if b.name in setters), layer.branch.title)
    return lowest, None, ""  # A param of branch.yaml.


def _writer(layer: Playbook) -> LocaleText:
    """Return the name of the branch whose fork a layer's overrides are."""
    return next((b.title for b in layer.branch.lineage if b.name == layer.writer), layer.branch.title)


def _moved(playbook: Playbook, layers: list[Playbook], pointer: Pointer, path: KeyedPath) -> Iterator[Change]:
    for layer in layers[:-1]:
        if any(drift.override.path == (*path, "$move") for drift in layer.drifts):
            yield _change("moved", playbook, layers, pointer, below(path, "$move"), ())
            return


def _deleted(playbook: Playbook, layers: list[Playbook]) -> Iterator[Change]:
    seen: set[Pointer] = set()
    for layer in layers[:-1]:
        for drift in layer.drifts:
            override = drift.override
            if override.action != "delete" or override.path in seen or override.path[0] in _QUIET or override.theirs is ABSENT:
                continue
            if located(playbook.document.value, override.path, playbook.kind.shape) is not None:
                continue  # A branch further down has put it back.
            seen.add(override.path)
            container = KeyedPath(override.path[:-1])
            pointer = located(playbook.document.value, container, playbook.kind.shape)
            while pointer is None and container:
                container = KeyedPath(container[:-1])
                pointer = located(playbook.document.value, container, playbook.kind.shape)
            former = tuple(
                EarlierValue(above.branch.title, value) for above in layers[1:]
                if (value := _value(above, override.path)) is not ABSENT
            )
            yield Change(
                "deleted", pointer or (), override.path, _writer(layer), playbook.reasons.of(layer.writer, override.reasons), former[:1], drift.outdated
            )
