"""How much an expression may do: steps that are counted, so that the same playbook gives the same answer on every machine.

CEL has loops over lists, and they nest. What an expression can do at most is calculated before it runs; only where that
is much, a text is run that counts each step of its loops. It counts by asking for an item of a list of one item: when
no steps are left, it asks for one that is not there, which ends CEL at once (an error of a function would be printed).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sopbook.kinds.reads import OVER_ITEMS, Reads, UnclearError, tokens
from sopbook.source.diagnostics import say

STEPS = 5_000_000
"""The most steps of one rule or computed value on one playbook: some seconds."""
FEW = 2_000
"""Steps that are not worth being counted."""
STEPPERS = {"": "sopbook_step", "map": "sopbook_map", "filter": "sopbook_filter"}
"""The functions that the counting text calls in the body of a loop, by the loop."""
_COPIED = {"map": 8, "filter": 16}
"""How many items such a loop copies in one step: CEL copies what it has of the new list each time (of filter, what fitted)."""
_HEAVY = 20_000
"""Steps for a search with a pattern that may be large: the engine reads it again each time."""
_LARGEST = 20_000_000
"""The most that a value may grow to, in the units of `weigh`."""
_LOOP = re.compile(rf"\.\s*({'|'.join(OVER_ITEMS)})\s*\(")
_SEARCH = re.compile(r"\bmatches\s*\(")
_SMALL_SEARCH = re.compile(r"""\bmatches\s*\(\s*("[^"{\\]*"|'[^'{\\]*')\s*\)""")


class BudgetError(Exception):
    """An expression would take more steps than it may; the text says why, as part of a sentence."""


@dataclass(frozen=True)
class Plan:
    """What an expression does: how deep its loops nest, by how much its values can grow, and the text that counts."""

    depth: int
    growth: int
    search: int
    """Steps for the searches with patterns in it."""
    longest: int
    """The most items that a list in its own text can have."""
    counting: str = field(repr=False)
    """The expression with its steps counted; empty where it is not clear, or has no loop."""


@dataclass
class Budget:
    """The steps that are left for one rule or computed value on one playbook."""

    left: int = STEPS
    cost: int = 1
    """What a step of the running expression costs."""
    longest: int = 0
    """The most items of a list that it sees."""

    def spend(self, steps: int) -> None:
        """Take steps out; `left` is below 0 when there were too few."""
        self.left -= steps

    def stepper(self, loop: str) -> Callable[[], int]:
        """Return what counts the steps of a loop: it returns 0, the place of the only item, or 1 when no steps are left."""

        def step() -> int:
            self.left -= self.cost + (self.longest // _COPIED[loop] if loop else 0)
            return 0 if self.left >= 0 else 1

        return step

    @property
    def is_spent(self) -> bool:
        """Return whether there were too few steps."""
        return self.left < 0


def plan_of(text: str) -> Plan:
    """Return what an expression does at most."""
    searches = len(_SEARCH.findall(text))
    search = 0 if not searches else 100 * searches if len(_SMALL_SEARCH.findall(text)) == searches else _HEAVY * searches
    try:
        listed = list(tokens(text))
    except UnclearError:
        loops = len(_LOOP.findall(text))
        return Plan(loops, 2 ** min(text.count("+"), 64), search, text.count(",") + 1, "")
    counting, depth = _counting(text, listed)
    return Plan(depth, _growth(listed), search, sum(sign == "," for _, sign, _ in listed) + 1, counting if depth else "")


def _growth(listed: Iterable[tuple[str, str, int]]) -> int:
    """Return by how much values can grow: in brackets with n signs + at most n + 1 times, and so on outwards."""
    growth, open_groups = 1, [0]
    for group, sign, _ in listed:
        if group == "sign" and sign in "([{":
            open_groups.append(0)
        elif group == "sign" and sign in ")]}" and len(open_groups) > 1:
            growth *= open_groups.pop() + 1
        elif group == "sign" and sign == "+":
            open_groups[-1] += 1
    for count in open_groups:
        growth *= count + 1
    return growth


def _counting(text: str, listed: list[tuple[str, str, int]]) -> tuple[str, int]:
    """Return an expression in which the body of each loop asks for a step, and how deep its loops nest."""
    inserts: list[tuple[int, str]] = []
    loops: list[str] = []
    """For each open bracket, the function for the body of the loop that stands in it and has not ended."""
    depth = deepest = 0
    for index, (group, sign, start) in enumerate(listed):
        if group != "sign":
            continue
        if sign in "([{":
            before, after = [one for _, one, _ in listed[max(0, index - 2) : index]], [one for _, one, _ in listed[index + 1 : index + 3]]
            is_loop = sign == "(" and before[:1] == ["."] and before[-1] in OVER_ITEMS and after[1:] == [","]
            loops.append(STEPPERS.get(before[-1], STEPPERS[""]) if is_loop else "")
            if is_loop:
                inserts.append((listed[index + 2][2] + 1, "[("))
                depth += 1
                deepest = max(deepest, depth)
        elif loops and ((sign == "," and loops[-1] and index >= 3 and listed[index - 2][1] != "(") or sign in ")]}"):
            if loops[-1]:
                inserts.append((start, f")][{loops[-1]}()]"))
                depth -= 1
            if sign == ",":
                loops[-1] = ""  # map(x, condition, value): one of the two is enough.
            else:
                loops.pop()
    pieces, last = [], 0
    for place, insert in inserts:
        pieces += [text[last:place], insert]
        last = place
    return "".join([*pieces, text[last:]]), deepest


def weigh(value: Any) -> tuple[int, int]:
    """Return how large a value is, in values and eighths of a letter, and how many items its longest list or table has."""
    weight = longest = 0
    waiting = [value]
    while waiting:
        one = waiting.pop()
        weight += 1
        if isinstance(one, str):
            weight += len(one) >> 3
        elif isinstance(one, list):
            longest = max(longest, len(one))
            waiting += one
        elif isinstance(one, dict):
            longest = max(longest, len(one))
            waiting += one.values()
    return weight, longest


class Meter:
    """Counts what one run of an expression takes out of a budget."""

    def __init__(self, plan: Plan, budget: Budget, seen: dict[str, Any]) -> None:
        self._plan, self._budget = plan, budget
        self._weight, longest = weigh(seen)
        self._too_large = False
        budget.cost, budget.longest = 1, max(longest, plan.longest)

    def begin(self, *, looks_up: bool) -> bool:
        """Return whether the steps of the run have to be counted; what it takes otherwise is spent. Raises BudgetError."""
        plan, budget = self._plan, self._budget
        budget.spend(self._weight + plan.search)
        self._grow(self._weight)
        self.end()
        times = budget.longest**plan.depth if plan.depth else 0
        steps = times * (budget.cost + budget.longest // 8)
        if steps <= FEW and not (looks_up and plan.depth):
            budget.spend(steps)
            return False
        if not plan.counting:
            raise BudgetError(say("its loops may run {times:,} times, and they are not written so that they can be counted", times=times))
        return True

    def metered(self, function: Callable[..., Any], *, looks_into: bool = False) -> Callable[..., Any]:
        """Return a function that spends steps for what it is given; one that `looks_into` each item, for all that is in it."""

        def spending(*given: Any) -> Any:
            self._budget.spend(weigh(list(given))[0] if looks_into else 1 + sum(len(one) for one in given if isinstance(one, list | str)) // 4)
            return None if self._budget.is_spent or self._too_large else function(*given)

        return spending

    def looked_up(self, function: Callable[..., Any], reads: Reads | None) -> Callable[..., Any]:
        """Return a function that gives what is read of a value of other playbooks, and spends steps for it: the expression sees more with it."""

        def spending(*given: Any) -> Any:
            value = None if self._budget.is_spent or self._too_large else function(*given)
            value = reads.cut(value) if reads is not None else value
            weight, longest = weigh(value)
            self._budget.spend(weight + 1)
            self._budget.longest = max(self._budget.longest, longest)
            self._grow(self._weight + weight)
            return type(value)() if self._too_large and isinstance(value, dict | list) else value

        return spending

    def end(self) -> None:
        """Raise BudgetError where the budget is spent, or something grows too large."""
        if self._too_large:
            raise BudgetError(say("what it adds together may grow {growth:,} times as large", growth=self._plan.growth))
        if self._budget.is_spent:
            raise BudgetError(self._why())

    def _grow(self, weight: int) -> None:
        """Let a step cost what it can do with values of this weight."""
        if weight * self._plan.growth > _LARGEST:
            self._too_large = True
            self._budget.left = min(self._budget.left, -1)
        self._budget.cost = max(self._budget.cost, 1 + self._plan.search + weight * self._plan.growth // 1_000)

    def _why(self) -> str:
        if not self._plan.depth:
            return say("what it reads is large, and it runs at many places")
        loops = say("{depth} loops run inside each other", depth=self._plan.depth) if self._plan.depth > 1 else say("a loop runs")
        return say("{loops} over lists of up to {longest:,} items", loops=loops, longest=self._budget.longest)
