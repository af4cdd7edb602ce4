"""The rules of a kind, beyond its schema."""

import re
from collections.abc import Iterator
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.derive import Derivations, too_much, variables
from sopbook.handbook.check.releases import is_released
from sopbook.kinds.cel import EvaluationError, evaluate
from sopbook.kinds.cel_budget import Budget, BudgetError
from sopbook.kinds.kind import LocaleText
from sopbook.source.diagnostics import Diagnostic, in_each, say, told
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand, parse_pointer
from sopbook.source.schema.wording import shown

_VALUE = re.compile(r"\{((?:/[^{}/]+)+)\}")


def check_rules(playbook: Playbook, derivations: Derivations) -> Iterator[Diagnostic]:
    """Yield RULE001 for every place where a rule does not hold (RULE003, if it is only advice; LAW005, if it asks for a release), RULE002 for a rule that cannot be calculated, LIMIT001 for one that takes too long."""
    root = derivations.value(playbook.kind.name, playbook.id)
    for rule in playbook.kind.rules:
        if rule.asks_release and (playbook.is_draft or playbook.is_retired or is_released(playbook)):
            continue
        budget = Budget()
        for place in expand(root, rule.each):
            missed = derivations.missed
            try:
                holds = evaluate(rule.expression, variables(root, place, rule.expression), derivations.library, budget)
            except BudgetError as error:
                yield too_much(playbook, rule.place, say("rule"), error)
                break
            except EvaluationError as error:
                if derivations.missed > missed:
                    break
                yield playbook.kind.config.diagnostic(
                    rule.place, "RULE002", say("The rule fails on {path}: {error}.", path=playbook.document.path, error=error),
                    error.hint,
                )
                break
            if holds is True or derivations.missed > missed:
                continue  # What it lacks has a finding of its own.
            if holds is not False:
                yield playbook.kind.config.diagnostic(
                    rule.place, "RULE002", say("The rule gives {holds!r} on {path}, not true or false.", holds=holds, path=playbook.document.path),
                    say("Compare the value with something."),
                )
                break
            yield playbook.document.diagnostic(
                _told_at(playbook, root, (*place, *rule.at)), "LAW005" if rule.asks_release else "RULE003" if rule.is_advice else "RULE001",
                _with_values(rule.message, at(root, place)), _with_values(rule.hint, at(root, place)),
            )


def _told_at(playbook: Playbook, root: Any, pointer: Pointer) -> Pointer:
    """Return where a finding stands; of several values that `*` stands for, the last one that the lowest branch wrote."""
    places = list(expand(root, pointer)) if "*" in pointer else []
    level: Playbook | None = playbook
    while level is not None:
        own = [place for place in places if playbook.document.origin(place).branch == level.writer]
        if own:
            return own[-1]
        level = level.above
    return places[-1] if places else pointer


def _with_values(message: LocaleText, value: Any) -> str:
    return in_each({
        locale: _VALUE.sub(lambda match: told(_written(at(value, parse_pointer(match[1]), say("nothing"))), locale), text)  # noqa: B023
        for locale, text in message.items()
    })


def _written(value: Any) -> str:
    return value if isinstance(value, str) else shown(value)
