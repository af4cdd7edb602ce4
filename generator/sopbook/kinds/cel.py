"""Rules and computed values in CEL, the Common Expression Language.

CEL has no loops, no assignment and no way out: an expression of a kind can only read the playbook
(Kubernetes checks its resources with it in the same way).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sopbook.counters import count
from sopbook.kinds.cel_budget import STEPPERS, Budget, Meter, Plan, plan_of
from sopbook.kinds.cel_functions import FUNCTIONS, LIBRARY, REPLACED, THOROUGH
from sopbook.kinds.cel_library import cel
from sopbook.kinds.reads import Reads, reads_of, renamed
from sopbook.source.diagnostics import say
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
    text: str = ""

    def cut(self, name: str, value: Any) -> Any:
        """Return what the expression reads of the value of a variable, or of what a function gives."""
        reads = self.reads.get(name) if self.reads is not None else None
        return reads.cut(value) if reads is not None else value


class EvaluationError(Exception):
    """An expression could not be worked out for these values; `hint` says what helps."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint or say("Ask with has(self.field) before using a field that may be missing.")


def compile_expression(text: str) -> Expression:
    """Return an expression ready to run. Raises ValueError with one line that says what is wrong."""
    try:
        program = cel.compile(text)
    except ValueError as error:
        raise ValueError(_syntax(str(error))) from None
    plan = plan_of(text)
    called = renamed(text, REPLACED)
    program = program if called == text else cel.compile(called)
    try:
        counting = cel.compile(renamed(plan.counting, REPLACED)) if plan.counting else None
    except ValueError:
        plan, counting = replace(plan, counting=""), None
    return Expression(program, plan, counting, frozenset(re.findall(r"[A-Za-z_]\w*", text)), reads_of(text), text)


def _syntax(report: str) -> str:
    """Return the parser's first complaint in plain words, with the column where it stands."""
    found = re.search(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?(.*)", report)
    if not found:
        return say("it is no CEL expression")
    problem = found[3]
    if "input '<EOF>'" in problem:
        return say("it ends too early")
    sign = re.search(r"'((?:[^'\\]|\\.)+)'", problem)
    what = sign[1] if sign else say("something")
    if found[1] == "1":
        return say("{what} is not expected at column {column}", what=what, column=int(found[2]))
    return say("{what} is not expected in its line {line}", what=what, line=int(found[1]))


def evaluate(expression: Expression, variables: Mapping[str, Any], library: Mapping[str, Callable[..., Any]], budget: Budget) -> Any:
    """Return the value of an expression. Raises EvaluationError where it has none, BudgetError where it takes too many steps.

    `library` are the functions that give what other playbooks say, by the names in `LIBRARY`.
    """
    count("expressions evaluated")
    seen = {name: expression.cut(name, value) for name, value in variables.items()}
    meter = Meter(expression.plan, budget, seen)
    asked = [name for name in LIBRARY if name in expression.names]
    counts = meter.begin(looks_up=bool(asked))
    context = cel.Context(seen)
    for name in asked:
        context.add_function(name, meter.looked_up(library[name], expression.reads.get(name) if expression.reads is not None else None))
    for name, function in FUNCTIONS.items():
        if name in expression.names:
            context.add_function(REPLACED.get(name, name), meter.metered(function, looks_into=name in THOROUGH) if counts else function)
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
            return EvaluationError(say("a list has no item at that place"))
        case LookupError():
            return EvaluationError(say("there is no field {name}", name=str(error).strip(chr(39))))
        case ZeroDivisionError():
            return EvaluationError(say("it divides by zero"), say("Use ratio(part, whole), which gives 0 where the whole is 0."))
        case ArithmeticError():
            return EvaluationError(say("a number grows too large"), say("Use sum and product, which take any size."))
    return _refused(str(error))


_BUILT_IN = {
    "startsWith", "endsWith", "contains", "matches", "int", "uint", "double", "string", "bytes", "bool",
    "timestamp", "duration", "type", "has", "all", "exists", "exists_one", "map", "filter",
}


def _refused(report: str) -> EvaluationError:
    """Return why an expression has no value, in one line without a full stop."""
    line = " ".join(report.split())
    unknown = re.search(r"(?:[Uu]ndefined|[Uu]ndeclared|not defined|[Uu]nknown)[^'\"]*['\"]([A-Za-z_]\w*)", line)
    if unknown and unknown[1] in _BUILT_IN:
        return EvaluationError(say("{name} does not take such values", name=unknown[1]))
    if unknown:
        meant = closest(unknown[1], [*FUNCTIONS, *LIBRARY, "self", "parent", "before", "doc", "has"])
        hint = say("Did you mean {meant}?", meant=meant) if meant else say("The guide for makers of kinds lists them.")
        return EvaluationError(say("there is no function or variable {name}", name=unknown[1]), hint)
    return EvaluationError(line.partition(". ")[0].rstrip("."))
