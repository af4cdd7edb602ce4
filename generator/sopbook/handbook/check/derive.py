"""Values that the tool works out: budgets, costs, returns."""

import json
from collections.abc import Mapping
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.kinds.cel import EvaluationError, Expression, evaluate
from sopbook.kinds.cel_budget import STEPS, Budget, BudgetError
from sopbook.kinds.kind import Derivation
from sopbook.source.diagnostics import Diagnostic
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


class Derivations:
    """The computed values of a set of playbooks, each worked out once, when it is first asked for.

    `sound` are the playbooks without an error of schema: only they are worked out. A playbook may look
    another one up; one that comes back to itself sees itself without its computed values.
    """

    def __init__(self, sound: Mapping[tuple[str, str], Playbook]) -> None:
        self._sound = sound
        self._values: dict[tuple[str, str], Any] = {}
        self.diagnostics: list[Diagnostic] = []

    def value(self, kind: str, identifier: str) -> Any:
        """Return a playbook's value with its computed fields, or an empty table where there is none."""
        key = (kind, identifier)
        if key not in self._sound:
            return {}
        if key not in self._values:
            playbook = self._sound[key]
            self._values[key] = _copied(playbook.value) if playbook.kind.derivations else playbook.value
            for derivation in playbook.kind.derivations:
                self._apply(playbook, derivation, self._values[key])
        return self._values[key]

    def _apply(self, playbook: Playbook, derivation: Derivation, root: Any) -> None:
        budget = Budget()
        for place in list(expand(root, derivation.each)):
            try:
                value = evaluate(derivation.expression, variables(root, place, derivation.expression), self.value, budget)
                json.dumps(value, allow_nan=False)
            except BudgetError as error:
                self.diagnostics.append(too_much(playbook, derivation.place, "expression", error))
                return
            except (EvaluationError, TypeError, ValueError) as error:
                self.diagnostics.append(playbook.kind.config.diagnostic(
                    derivation.place, "RULE002",
                    f"The expression fails on {playbook.document.path}: {_why(error)}.",
                    error.hint if isinstance(error, EvaluationError) else "Give a text, a number, a list or a table.",
                ))
                return
            _put(root, (*place, *derivation.at), value)


def too_much(playbook: Playbook, place: Pointer, what: str, error: BudgetError) -> Diagnostic:
    """Return LIMIT001 for a rule or an expression at a place of kind.yaml."""
    return playbook.kind.config.diagnostic(
        place, "LIMIT001", f"The {what} takes more than {STEPS:,} steps on {playbook.document.path}: {error}.",
        "Take a loop out of it, or let it look at one item at a time with each.",
    )


def _copied(value: Any) -> Any:
    """Return a copy of a value as JSON has it; copy.deepcopy, which takes care of all others, needs four times as long."""
    if isinstance(value, dict):
        return {name: _copied(one) for name, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, EvaluationError) else "its value is nothing that JSON can carry"


def _put(root: Any, pointer: Pointer, value: Any) -> None:
    for step in pointer[:-1]:
        if isinstance(root, dict) and step not in root:
            root[step] = {}
        root = at(root, (step,))
    if isinstance(root, dict):
        root[pointer[-1]] = value
