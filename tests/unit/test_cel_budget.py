"""Expressions that would run for hours end after a number of steps, the same on every machine; all others give what they give."""

import time
from typing import Any

import pytest

from sopbook.kinds import cel_budget
from sopbook.kinds.cel import EvaluationError, compile_expression, evaluate
from sopbook.kinds.cel_budget import STEPS, Budget, BudgetError

ITEMS = [{"n": n, "name": f"item {n}", "tags": ["a", "b"]} for n in range(300)]


def run(text: str, budget: Budget | None = None, looked_up: Any = None, **variables: Any) -> Any:
    library = {"lookup": lambda *_: looked_up or {}, "item": lambda *_: looked_up or {}, "each": lambda *_: looked_up or []}
    return evaluate(compile_expression(text), variables, library, budget or Budget())


ENDLESS = {
    "five loops": "self.all(a, self.all(b, self.all(c, self.all(d, self.all(e, true)))))",
    "an error that || would swallow": "self.all(a, self.all(b, self.all(c, self.all(d, self.all(e, true))))) || true",
    "exists": "self.exists(a, self.exists(b, self.exists(c, self.exists(d, false))))",
    "exists_one": "self.exists_one(a, self.exists_one(b, self.exists_one(c, self.exists_one(d, a.n == b.n))))",
    "map": "size(self.map(a, self.map(b, self.map(c, self.map(d, d.n))))) > 0",
    "map with a condition": "size(self.map(a, size(self.map(b, self.all(c, self.all(d, true)), b.n)) > 0, a)) > 0",
    "filter": "size(self.filter(a, size(self.filter(b, size(self.filter(c, self.all(d, true))) > 0)) > 0)) > 0",
    "lists of its own": "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, " + "[1,2,3,4,5,6,7,8,9,10].all(x, " * 6 + "true" + ")" * 8,
    "over line breaks": "self\n .all (a, self // a comment\n . all(b, self.all(c, self.all(d, true))))",
    "a raw text": "r'x' == 'y' || self.all(a, self.all(b, self.all(c, self.all(d, true))))",
    "sums in loops": "self.all(a, self.all(b, self.all(c, sum(self.map(d, d.n)) > 0)))",
    "texts that double": "".join(f"[{'s+s' if not n else f'x{n - 1}+x{n - 1}'}].map(x{n}, " for n in range(60)).replace("s+s", "'abcd'+'abcd'") + "1" + ")" * 60 + " == 1",
    "chained doubling": "size(self" + ".map(x, [x] + [x])" * 40 + ") > 0",
    "texts without a loop": "size(" + "(" * 30 + "self[0].name + self[0].name" + ") + 'a' + 'b'" * 30 + ") > 0",
    "large patterns": "self.exists(a, self.exists(b, a.name.matches('\\\\w{30}')))",
    "patterns of others": "self.exists(a, self.exists(b, a.name.matches(b.name + b.name)))",
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_an_expression_that_would_run_too_long_ends(text: str) -> None:
    start = time.process_time()

    with pytest.raises(BudgetError):
        run(text, Budget(200_000), self=ITEMS)

    assert time.process_time() - start < 60  # Not a measure: hours become seconds.


def test_a_rule_that_runs_at_many_places_has_one_budget_for_all() -> None:
    budget, many = Budget(), list(range(20_000))

    def run_everywhere() -> None:
        for place in range(len(many)):
            run("before == [] || before[0] == 0", budget, before=many[:place])

    with pytest.raises(BudgetError, match="what it reads is large"):
        run_everywhere()


def test_what_is_looked_up_counts() -> None:
    with pytest.raises(BudgetError, match="over lists of up to 3,000 items"):
        run("[1, 2].all(i, lookup('k', 'x').items.all(a, lookup('k', 'x').items.all(b, true)))", looked_up={"items": list(range(3_000))})


@pytest.mark.parametrize("text", [
    "[1, 2].all(i, each('k').all(a, each('k').all(b, each('k').all(c, true))))",
    "[1, 2].all(i, each('k').all(a, item('k', 'x').items.all(b, item('k', 'x').items.all(c, true))))",
])
def test_what_all_playbooks_say_counts(text: str) -> None:
    with pytest.raises(BudgetError, match="over lists of up to"):
        run(text, looked_up=list(range(3_000)) if "item" not in text else {"items": list(range(3_000))})


def test_all_playbooks_asked_for_at_many_places_have_one_budget() -> None:
    budget, playbooks = Budget(), [{"title": f"playbook {n}", "steps": list(range(100))} for n in range(100)]

    def ask_everywhere() -> None:
        for _ in range(1_000):
            run("size(each('k')) > 0", budget, looked_up=playbooks)

    with pytest.raises(BudgetError, match="what it reads is large"):
        ask_everywhere()


@pytest.mark.parametrize("name", ["sort", "distinct", "flat", "min", "max", "avg", "sum"])
def test_a_function_over_long_lists_in_loops_counts(name: str) -> None:
    with pytest.raises(BudgetError):
        run(f"self.all(a, self.all(b, size([{name}(self.map(c, c.n))]) > 0))", Budget(200_000), self=ITEMS)


def test_the_same_steps_are_counted_every_time() -> None:
    left = set()
    for _ in range(3):
        budget = Budget()
        run("self.all(a, self.all(b, a.n == b.n || a.name != b.name))", budget, self=ITEMS)
        left.add(budget.left)

    assert len(left) == 1
    assert STEPS - left.pop() >= len(ITEMS) ** 2


HARMLESS = [
    "self.all(a, self.filter(b, b.name == a.name).size() == 1)", "size(self.map(a, a.n % 2 == 0, a.name)) == 150", "self.map(a, a.n + 1)[3]",
    "self.exists(a, has(a.gone) && a.gone)", "self.exists_one(a, a.tags.exists(t, t == 'a') && a.n == 3)", "sum(self.map(a, sum(a.tags.map(t, size(t)))))",
    "self.filter(a, a.n > 297).map(a, {'n': a.n, 'tags': a.tags.map(t, t + '!')})", "self.all(a, a.n > 0 ? a.tags.all(t, t in ['a', 'b']) : true)",
    "self.map(a, [a.n, a.n])[2][1]", "self.all(a, self.all(b, a.gone == b.n))", "self.map(a, self[a.n + 1].n)", "self.all(a, a.n)", "self.map(a, 10 / a.n)",
    "{'a': [1]}.map(k, k)", "['b', 'a'].map(k, k + ',')", "size([[1, 2], [3]].map(x, x.map(y, y * 2))[0])", "self.all(a, self.all(b, true)) && false",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_counting_changes_nothing_else(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome() -> Any:
        try:
            return run(text, self=ITEMS)
        except EvaluationError as error:
            return str(error)

    monkeypatch.setattr(cel_budget, "FEW", 10**12)
    plain = outcome()
    monkeypatch.setattr(cel_budget, "FEW", -1)
    assert outcome() == plain
    assert compile_expression(text).counting is not None
