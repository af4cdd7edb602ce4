"""Rules and computed values in CEL, the Common Expression Language.

CEL has no loops, no assignment and no way out: an expression of a kind can only read the playbook
(Kubernetes checks its resources with it in the same way). Numbers of different sorts do not mix in
CEL; the functions below take either.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sopbook.counters import count
from sopbook.kinds.cel_budget import STEPPERS, Budget, Meter, Plan, plan_of
from sopbook.kinds.cel_library import cel
from sopbook.kinds.reads import Reads, reads_of
from sopbook.source.schema.wording import closest


@dataclass(frozen=True)
class Expression:
    """A compiled expression, the names that it uses, and what it reads of each; None where that is not known."""

    program: Any = field(repr=False)
    plan: Plan
    counting: Any = field(repr=False)
    """The program that counts its steps; None where there is none."""
    names: frozenset[str]
    reads: Mapping[str, Reads] | None = field(default=None, repr=False)

    def cut(self, name: str, value: Any) -> Any:
        """Return what the expression reads of the value of a variable, or of what a function gives."""
        reads = self.reads.get(name) if self.reads is not None else None
        return reads.cut(value) if reads is not None else value


class EvaluationError(Exception):
    """An expression could not be worked out for these values; `hint` says what helps."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint or "Ask with has(self.field) before using a field that may be missing."


def compile_expression(text: str) -> Expression:
    """Return an expression ready to run. Raises ValueError with one line that says what is wrong."""
    try:
        program = cel.compile(text)
    except ValueError as error:
        raise ValueError(_syntax(str(error))) from None
    plan = plan_of(text)
    try:
        counting = cel.compile(plan.counting) if plan.counting else None
    except ValueError:
        plan, counting = replace(plan, counting=""), None
    return Expression(program, plan, counting, frozenset(re.findall(r"[A-Za-z_]\w*", text)), reads_of(text))


def _syntax(report: str) -> str:
    """Return the parser's first complaint in plain words, with the column where it stands."""
    found = re.search(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?(.*)", report)
    if not found:
        return "it is no CEL expression"
    problem = found[3]
    if "input '<EOF>'" in problem:
        return "it ends too early"
    sign = re.search(r"'((?:[^'\\]|\\.)+)'", problem)
    column = f" at column {int(found[2])}" if found[1] == "1" else f" in its line {found[1]}"
    return f"{sign[1]} is not expected{column}" if sign else f"something is not expected{column}"


def evaluate(expression: Expression, variables: Mapping[str, Any], lookup: Callable[[str, str], Any], budget: Budget) -> Any:
    """Return the value of an expression. Raises EvaluationError where it has none, BudgetError where it takes too many steps."""
    count("expressions evaluated")
    seen = {name: expression.cut(name, value) for name, value in variables.items()}
    meter = Meter(expression.plan, budget, seen)
    counts = meter.begin(looks_up="lookup" in expression.names)
    context = cel.Context(seen)

    def found(kind: str, identifier: str) -> Any:
        return expression.cut("lookup", lookup(kind, identifier))

    for name, function in FUNCTIONS.items():
        if name in expression.names:
            context.add_function(name, meter.metered(function) if counts else function)
    context.add_function("lookup", meter.metered(found, grows=True) if counts else found)
    if counts:
        for loop, name in STEPPERS.items():
            context.add_function(name, budget.stepper(loop))
    try:  # Here and not in a function: playbooks look each other up in long chains, and each level is a frame less.
        value = (expression.counting if counts else expression.program).execute(context)
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        meter.end()
        raise _why(error) from error
    meter.end()
    return value


def _why(error: Exception) -> EvaluationError:
    """Return why an expression has no value, from what the engine says."""
    match error:
        case IndexError():
            return EvaluationError("a list has no item at that place")
        case LookupError():
            return EvaluationError(f"there is no field {str(error).strip(chr(39))}")
        case ZeroDivisionError():
            return EvaluationError("it divides by zero", "Use ratio(part, whole), which gives 0 where the whole is 0.")
        case ArithmeticError():
            return EvaluationError("a number grows too large", "Use sum and product, which take any size.")
    return _refused(str(error))


_BUILT_IN = {
    "size", "startsWith", "endsWith", "contains", "matches", "int", "uint", "double", "string", "bytes", "bool",
    "timestamp", "duration", "type", "max", "min", "has", "all", "exists", "exists_one", "map", "filter",
}


def _refused(report: str) -> EvaluationError:
    """Return why an expression has no value, in one line without a full stop."""
    line = " ".join(report.split())
    unknown = re.search(r"(?:[Uu]ndefined|[Uu]ndeclared|not defined|[Uu]nknown)[^'\"]*['\"]([A-Za-z_]\w*)", line)
    if unknown and unknown[1] in _BUILT_IN:
        return EvaluationError(f"{unknown[1]} does not take such values")
    if unknown:
        meant = closest(unknown[1], [*FUNCTIONS, "lookup", "self", "parent", "before", "doc", "has", "size"])
        hint = f"Did you mean {meant}?" if meant else "The guide for makers of kinds lists them."
        return EvaluationError(f"there is no function or variable {unknown[1]}", hint)
    return EvaluationError(line.partition(". ")[0].rstrip("."))


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _tidy(value: float) -> int | float:
    if not math.isfinite(value):
        return 0
    rounded_value = round(float(value), 6)
    return int(rounded_value) if rounded_value.is_integer() else rounded_value


def total(values: Any) -> int | float:
    """Return the sum of a list of numbers; what is no number counts as 0."""
    return _tidy(math.fsum(_number(v) for v in values)) if isinstance(values, list) else 0


def product(values: Any) -> int | float:
    """Return the product of a list of numbers."""
    return _tidy(math.prod(_number(v) for v in values)) if isinstance(values, list) else 0


def ratio(part: Any, whole: Any) -> int | float:
    """Return part / whole, or 0 where the whole is 0."""
    return _tidy(_number(part) / _number(whole)) if _number(whole) else 0


def rounded(value: Any, digits: Any) -> int | float:
    """Return a number rounded to so many digits behind the point."""
    return _tidy(round(_number(value), int(_number(digits))))


def minutes(clock: Any) -> int:
    """Return the minutes since midnight of a time such as 20:30, or -1 for anything else."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", str(clock))
    return int(found[1]) * 60 + int(found[2]) if found else -1


def weekday(day: Any) -> int:
    """Return 1 for Monday to 7 for Sunday, or 0 for a text that is no day (ISO 8601)."""
    try:
        return date.fromisoformat(str(day)).isoweekday()
    except ValueError:
        return 0


def days_between(first: Any, last: Any) -> int:
    """Return the days from one day to another, or 0 where either is no day."""
    try:
        return (date.fromisoformat(str(last)) - date.fromisoformat(str(first))).days
    except ValueError:
        return 0


def days_in_month(month: Any) -> int:
    """Return how many days a month such as 2026-12 has, or 0 for anything else."""
    try:
        first = date.fromisoformat(f"{month}-01")
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    except ValueError:
        return 0
    return (after - first).days


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sum": total,
    "product": product,
    "ratio": ratio,
    "round": rounded,
    "minutes": minutes,
    "weekday": weekday,
    "days_between": days_between,
    "days_in_month": days_in_month,
}
"""What rules may call beside CEL's own functions; `lookup(kind, id)` comes with the playbooks."""
