"""Values that the tool works out: budgets, costs, returns."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sopbook.branches.fork.path import located
from sopbook.branches.interpolation import fill, fill_all
from sopbook.branches.params_from import Source, is_param, params_from
from sopbook.branches.playbook import Playbook
from sopbook.branches.resolved import with_params
from sopbook.kinds.cel import EvaluationError, Expression, evaluate
from sopbook.kinds.cel_budget import STEPS, Budget, BudgetError
from sopbook.kinds.cel_functions import tidy
from sopbook.kinds.kind import Derivation
from sopbook.kinds.references import Key
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand


def variables(root: Any, pointer: Pointer, expression: Expression) -> dict[str, Any]:
    """Return what an expression sees at a place: self, parent, before and doc.

    Only what it names: handing a whole month to CEL for each of its slots is most of a check's time.
    """
    parent: Any = root
    before: list[Any] = []
    if pointer:
        container = at(root, pointer[:-1])
        parent = container
        if isinstance(container, list):
            before = container[: int(pointer[-1])]
            parent = at(root, pointer[:-2]) if len(pointer) > 1 else root
    seen = {"self": at(root, pointer), "parent": parent, "before": before, "doc": root}
    return {name: value for name, value in seen.items() if name in expression.names}


@dataclass
class _Running:
    """A computed value that is being worked out: of which playbook, and the kind of which it asks for all playbooks, if it does."""

    key: Key
    derivation: Derivation
    asks_for_all: str = ""
    is_circular: bool = False
    """Whether it came back to itself on the way: what is missing then is no mistake of its own."""


class Derivations:
    """The computed values of a set of playbooks, each worked out once, when it is first asked for.

    `sound` are those of them without an error of schema: only they are worked out. A playbook may look
    another one up; one that comes back to itself sees itself without its computed values. What one with an error
    would say is missing: a value that fails for want of it is no mistake of its own, and nothing is told of it.
    """

    def __init__(self, sound: Mapping[Key, Playbook], every: Mapping[Key, Playbook]) -> None:
        self._sound = sound
        self._every = every
        self._incomplete: set[Key] = set()
        self.missed = 0
        """How often something was asked for that waits for a playbook with an error."""
        self._values: dict[Key, Any] = {}
        self._running: list[_Running] = []
        self._items: dict[str, dict[str, Any]] = {}
        self._told: set[tuple[str, Pointer]] = set()
        self.diagnostics: list[Diagnostic] = []
        self.library: Mapping[str, Callable[..., Any]] = {"lookup": self.value, "each": self.each, "item": self.item}
        """What expressions may ask of the playbooks (`sopbook.kinds.cel_functions.LIBRARY`)."""

    def value(self, kind: str, identifier: str = "") -> Any:
        """Return the value of a playbook, named by kind and id or as kind/id, with its computed fields; an empty table where there is none."""
        key = (kind, identifier) if identifier else (kind.partition("/")[0], kind.partition("/")[2])
        if not self._is_sound(key):
            return {}
        if key not in self._values:
            missed = self.missed
            playbook = self._with_shared(self._sound[key])
            self._values[key] = _copied(playbook.value) if playbook.kind.derivations else playbook.value
            for derivation in playbook.kind.derivations:
                self._running.append(_Running(key, derivation))
                self._apply(playbook, derivation, self._values[key])
                self._running.pop()
            computed = self._computed_params(playbook)
            if computed:
                self._values[key] = fill_all(self._values[key], playbook.kind.shape, computed)
            if self.missed > missed:
                self._incomplete.add(key)
        else:
            self.missed += key in self._incomplete
            self._refuse_circle(key)
        return self._values[key]

    def _is_sound(self, key: Key) -> bool:
        """Return whether there is a playbook without an error; one with an error is missed."""
        if key in self._sound:
            return True
        self.missed += key in self._every
        return False

    def filled(self, playbook: Playbook) -> Playbook:
        """Return a playbook whose texts have the params that its kind computes, and in shared texts those that theirs does."""
        playbook = self._with_shared(playbook)
        return with_params(replace(playbook, computed=self._computed_params(playbook)))

    def _computed_params(self, playbook: Playbook) -> dict[str, Any]:
        values = at(self.value(*playbook.key), ("params",), {}) if playbook.kind.computed_params else {}
        computed = {name: values[name] for name in playbook.kind.computed_params if name in values}
        for name, source in params_from(playbook).items():
            found = self.at(source)
            if is_param(found):
                computed[name] = found if isinstance(found, str) else tidy(float(found))
        return computed

    def at(self, source: Source) -> Any:
        """Return what stands where a param comes from, or None where nothing does."""
        if source.key is None or not self._is_sound(source.key):
            return None
        value, shape = self.value(*source.key), self._sound[source.key].kind.shape
        place = located(value, source.path, shape)
        return None if place is None else at(value, place)

    def _with_shared(self, playbook: Playbook) -> Playbook:
        shared = {}
        for name, one in playbook.shared.items():
            source = self._sound[one.key] if one.key != playbook.key and self._is_sound(one.key) else None
            computed = self._computed_params(source) if source else {}
            shared[name] = replace(one, text=fill(one.text, computed)) if computed else one
        return with_params(replace(playbook, shared=shared)) if shared != playbook.shared else playbook

    def each(self, kind: str) -> list[Any]:
        """Return the values of all playbooks of a kind that are not retired, in the order of their ids."""
        if self._running:
            self._running[-1].asks_for_all = kind
        return [self.value(*key) for key in sorted(self._every) if key[0] == kind and self._is_sound(key) and not self._sound[key].is_retired]

    def item(self, kind: str, identifier: str) -> Any:
        """Return the item with this id in a list of any playbook of a kind, or an empty table. `team/roles` is one list of the kind team."""
        name, _, only = kind.partition("/")
        self.missed += any(of == name and (of, one) not in self._sound for of, one in self._every)
        if kind not in self._items or self._running:
            shapes = [self._every[key].kind.shape for key in self._every if key[0] == name][:1]
            keys = {field: shape.child(field).get("x-key") for shape in shapes for field in ((only,) if only else shape.properties)}
            found: dict[str, Any] = {}
            for value in self.each(name):
                for field, key in keys.items():
                    items = at(value, (field,)) if key else None
                    for one in items if isinstance(items, list) else ():
                        found.setdefault(str(at(one, (key,))), one)
            self._items[kind] = found
        return self._items[kind].get(identifier, {})

    def _refuse_circle(self, key: Key) -> None:
        """Report RULE004 where a value is asked for that is being worked out, and waits for all playbooks of a kind."""
        index = next((i for i, one in enumerate(self._running) if one.key == key), None)
        waiting = next((one for one in self._running[index:] if one.asks_for_all), None) if index is not None else None
        if waiting is None:
            return
        for one in self._running[index:]:
            one.is_circular = True
        playbook, derivation = self._sound[waiting.key], waiting.derivation
        if (playbook.kind.name, derivation.place) not in self._told:
            self._told.add((playbook.kind.name, derivation.place))
            self.diagnostics.append(playbook.kind.config.diagnostic(
                derivation.place, "RULE004",
                say(
                    "This value comes from all playbooks of {kind}, and {path} needs it in turn.",
                    kind=waiting.asks_for_all, path=self._sound[key].document.path,
                ),
                say("Compute it in a kind on which those playbooks do not depend, or ask for single ones with lookup(kind, id)."),
            ))

    def _apply(self, playbook: Playbook, derivation: Derivation, root: Any) -> None:
        budget = Budget()
        for place in list(expand(root, derivation.each)):
            missed = self.missed
            try:
                value = evaluate(derivation.expression, variables(root, place, derivation.expression), self.library, budget)
                json.dumps(value, allow_nan=False)
                value = _param(value) if derivation.is_param else value
            except BudgetError as error:
                self.diagnostics.append(too_much(playbook, derivation.place, say("expression"), error))
                return
            except (EvaluationError, TypeError, ValueError) as error:
                if self._running[-1].is_circular or self.missed > missed:
                    return
                self.diagnostics.append(playbook.kind.config.diagnostic(
                    derivation.place, "RULE002",
                    say("The expression fails on {path}: {why}.", path=playbook.document.path, why=_why(error)),
                    error.hint if isinstance(error, EvaluationError) else say("Give a text, a number, a list or a table."),
                ))
                return
            if value is None:
                continue  # Nothing can be computed here, and nothing is shown.
            pointer = (*place, *derivation.at)
            _put(root, pointer, _in_order(value, playbook.kind.shape.at(pointer)))


def _param(value: Any) -> int | float | str:
    """Return the value of a computed param. Raises EvaluationError where it is neither a text nor a number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise EvaluationError(say("its value is neither a text nor a number"), say("A param stands in texts; text(number) makes a text of a number."))
    return value if isinstance(value, str) else tidy(float(value))


def too_much(playbook: Playbook, place: Pointer, what: str, error: BudgetError) -> Diagnostic:
    """Return LIMIT001 for a rule or an expression at a place of kind.yaml."""
    return playbook.kind.config.diagnostic(
        place, "LIMIT001", say("The {what} takes more than {steps:,} steps on {path}: {error}.", what=what, steps=STEPS, path=playbook.document.path, error=error),
        say("Take a loop out of it, or let it look at one item at a time with each."),
    )


def _copied(value: Any) -> Any:
    """Return a copy of a value as JSON has it; copy.deepcopy, which takes care of all others, needs four times as long."""
    if isinstance(value, dict):
        return {name: _copied(one) for name, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _why(error: Exception) -> str:
    return error.args[0] if isinstance(error, EvaluationError) else say("its value is nothing that JSON can carry")


def _in_order(value: Any, shape: SchemaView) -> Any:
    """Return a value with its tables in the order of the schema, then of the alphabet: those of CEL have none."""
    if isinstance(value, list):
        return [_in_order(item, shape.child(index)) for index, item in enumerate(value)]
    if isinstance(value, dict):
        names = [name for name in shape.properties if name in value]
        return {name: _in_order(value[name], shape.child(name)) for name in (*names, *sorted(value.keys() - set(names)))}
    return value


def _put(root: Any, pointer: Pointer, value: Any) -> None:
    for step in pointer[:-1]:
        if isinstance(root, dict) and step not in root:
            root[step] = {}
        root = at(root, (step,))
    if isinstance(root, dict):
        root[pointer[-1]] = value
