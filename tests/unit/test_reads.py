"""What a CEL expression reads of its values: cutting away the rest never changes what it gives."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.kinds.cel import EvaluationError, Expression, compile_expression, evaluate
from sopbook.kinds.cel_budget import Budget
from sopbook.kinds.cel_functions import LIBRARY
from sopbook.kinds.reads import reads_of

SCHEMA = Path(__file__).parents[2] / "schema"


def cut(expression: str, value: Any) -> Any:
    """Return what is left of `self` for an expression."""
    return compile_expression(expression).cut("self", value)


LONG = {"text": "a long message", "say": ["and", "more"]}


@pytest.mark.parametrize(("expression", "value", "left"), [
    ("self.a > 1", {"a": 2, "b": LONG}, {"a": 2}),
    ("self.a.b == 'x'", {"a": {"b": "x", "c": LONG}}, {"a": {"b": "x"}}),
    ("self.a == self.b", {"a": {"x": 1}, "b": {"y": 2}, "c": 1}, {"a": {"x": 1}, "b": {"y": 2}}),
    ("has(self.a.b)", {"a": {"b": LONG, "c": 1}}, {"a": {"b": {}}}),
    ("has(self.a) != has(self.b)", {"a": [LONG, LONG], "c": 1}, {"a": []}),
    ("self.a.exists(x, x.n > 1)", {"a": [{"n": 1, "t": LONG}, {"n": 2}]}, {"a": [{"n": 1}, {"n": 2}]}),
    ("self.a.exists(x, x == 3)", {"a": [LONG]}, {"a": [LONG]}),
    ("self.a.all(k, k != 'b')", {"a": {"b": LONG}}, {"a": {"b": LONG}}),
    ("self.a.size() == 2", {"a": [LONG, LONG]}, {"a": [{}, {}]}),
    ("self.a.filter(x, x.n > 1).map(y, y.m)", {"a": [{"n": 1, "m": 2, "t": LONG}]}, {"a": [{"n": 1, "m": 2}]}),
    ("self.a.filter(x, x.n > 1) == []", {"a": [{"n": 1, "t": LONG}]}, {"a": [{"n": 1, "t": LONG}]}),
    ("self.a[0].n == 1", {"a": [{"n": 1, "t": LONG}]}, {"a": [{"n": 1}]}),
    ("self.a[number].n == 1", {"a": [{"n": 1, "t": LONG}]}, {"a": [{"n": 1, "t": LONG}]}),
    ("self.a['b'] == 1", {"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 2}}),
    ("self.a.startsWith('x')", {"a": "xy", "b": 1}, {"a": "xy"}),
    ("sum(self.a.map(x, product([x.n, x.m])))", {"a": [{"n": 1, "m": 2, "t": LONG}]}, {"a": [{"n": 1, "m": 2}]}),
    ("'self.b' == self.a", {"a": 1, "b": 2}, {"a": 1}),
    ("(self.a == 1 ? self.b : self.c).d", {"a": 1, "b": {"d": LONG}, "c": 3, "e": 4}, {"a": 1, "b": {"d": LONG}, "c": 3}),
    ("self.a == 1 ? [self.b][0] : self.c", {"a": 1, "b": 2, "c": 3, "e": 4}, {"a": 1, "b": 2, "c": 3}),
    ("self.a in self.b", {"a": 1, "b": [1], "c": 3}, {"a": 1, "b": [1]}),
    ("self", {"a": 1}, {"a": 1}),
])  # fmt: skip
def test_what_is_left(expression: str, value: Any, left: Any) -> None:
    assert cut(expression, value) == left


@pytest.mark.parametrize("expression", ["Type{a: self.b} == self.c", r"r'\' == self.a", "self.a.?b", "a[?0]", "self.`a`"])
def test_what_is_unclear_is_read_whole(expression: str) -> None:
    reads = reads_of(expression)

    assert reads is None or reads["a"].whole


def test_what_a_function_gives_is_cut_as_well() -> None:
    expression = compile_expression("lookup('activity', self.id).steps.exists(s, s.id == self.step)")

    assert expression.cut("lookup", {"steps": [{"id": "a", "say": "Hello"}], "title": "A"}) == {"steps": [{"id": "a"}]}


def expressions() -> list[str]:
    """Return every expression of the kinds of this repository, and some that no kind has."""
    kinds = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(SCHEMA.glob("*/kind.yaml"))]
    own = [rule.get("rule") or rule["value"] for kind in kinds for rule in (*kind.get("rules", []), *kind.get("derive", []))]
    return [*own, *(
        f"{operand} == {other}" for operand in ("self.a", "self.a.b", "self.b[0]", "self.a.size()", "size(self.b)", "self.a.map(x, x.b)")
        for other in ("self.b", "1", "self", "self.b.filter(x, x.a == 1)", "self.b.exists(x, x.a == x.b)", "has(self.a.b)")
    )]  # fmt: skip


NAMES = st.sampled_from(["a", "b", "at", "id", "n", "days", "date", "run_sheet", "options", "letter"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | st.sampled_from(["", "a", "20:30", "2026-12-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12,
)


def outcome(expression: Expression, value: Any) -> Any:
    """Return what an expression gives, or why it gives nothing."""
    try:
        variables = {"self": value, "doc": value, "parent": value, "before": [value]}
        return repr(evaluate(expression, variables, dict.fromkeys(LIBRARY, lambda *_: value), Budget()))
    except EvaluationError as error:
        return str(error)


@pytest.mark.parametrize("text", expressions())
def test_an_expression_gives_the_same_on_the_whole_and_on_what_it_reads(text: str) -> None:
    expression = compile_expression(text)
    whole = replace(expression, reads=None)

    @settings(max_examples=25, deadline=None)
    @given(VALUES)
    def the_same(value: Any) -> None:
        assert outcome(expression, value) == outcome(whole, value)

    the_same()
