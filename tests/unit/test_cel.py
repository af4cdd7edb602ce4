"""Rules and computed values in CEL: what the functions give, and how expressions fail."""

import math
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.kinds.cel import FUNCTIONS, EvaluationError, compile_expression, evaluate
from sopbook.kinds.cel_budget import Budget

PLAYBOOKS = {("activity", "dice"): {"cost": 260}}


def worked_out(text: str, **variables: Any) -> Any:
    return evaluate(compile_expression(text), variables, lambda kind, name: PLAYBOOKS.get((kind, name), {}), Budget())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sum([1, 2.5, 3])", 6.5), ("sum([0.1, 0.2])", 0.3), ("sum([])", 0), ("sum(5)", 0), ("sum('12')", 0), ("sum({'a': 1})", 0),
        ("sum([true, '3', null, 2])", 2), ("sum([1.0, 2.0])", 3),
        ("product([3, 0.5])", 1.5), ("product([])", 1), ("product([3, 'x'])", 0), ("product(7)", 0), ("product([1e200, 1e200])", 0),
        ("ratio(1, 4)", 0.25), ("ratio(1, 3)", 0.333333), ("ratio(1, 0)", 0), ("ratio(1, 0.0)", 0), ("ratio('a', 2)", 0),
        ("ratio(2, 'b')", 0), ("ratio(1e308, 1e-308)", 0),
        ("round(12.345, 1)", 12.3), ("round(1234, -2)", 1200), ("round(12.5, 'x')", 12), ("round('x', 1)", 0), ("round(1.0 / 0.0, 1)", 0),
        ("minutes('20:30')", 1230), ("minutes('00:00')", 0), ("minutes('8:05')", 485), ("minutes('20：30')", -1), ("minutes('')", -1),
        ("minutes('soon')", -1), ("minutes('20:30:10')", -1), ("minutes('-1:00')", -1), ("minutes(5)", -1), ("minutes(null)", -1),
        ("minutes('99:99')", -1),
        ("weekday('2026-12-31')", 4), ("weekday('2026-11-23')", 1), ("weekday('2026-11-29')", 7), ("weekday('2026-02-30')", 0),
        ("weekday('x')", 0), ("weekday(5)", 0), ("weekday(null)", 0),
        ("days_between('2026-12-01', '2026-12-31')", 30), ("days_between('2026-12-31', '2026-12-01')", -30),
        ("days_between('2028-02-28', '2028-03-01')", 2), ("days_between('x', '2026-12-01')", 0), ("days_between(1, 2)", 0),
        ("days_in_month('2026-02')", 28), ("days_in_month('2028-02')", 29), ("days_in_month('2026-12')", 31),
        ("days_in_month('2026-13')", 0), ("days_in_month('2026')", 0), ("days_in_month('x')", 0), ("days_in_month(202612)", 0),
        ("lookup('activity', 'dice').cost", 260), ("has(lookup('activity', 'gone').cost)", False),
    ],
)  # fmt: skip
def test_a_function_gives_a_number_whatever_it_is_given(text: str, value: Any) -> None:
    assert worked_out(text) == value
    assert type(worked_out(text)) is type(value)


def test_every_function_is_shown_above() -> None:
    assert sorted(FUNCTIONS) == ["days_between", "days_in_month", "minutes", "product", "ratio", "round", "sum", "weekday"]


def test_whole_numbers_and_fractions_of_a_playbook_add_up() -> None:
    rewards = [{"n": 20, "cost": 13}, {"n": 1, "cost": 2.5}]

    assert worked_out("sum(self.rewards.map(r, product([r.n, r.cost])))", self={"rewards": rewards}) == 262.5


@given(st.lists(st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9), max_size=8))
def test_a_sum_does_not_depend_on_the_order(numbers: list[float]) -> None:
    forward, backward = worked_out("sum(self)", self=numbers), worked_out("sum(self)", self=numbers[::-1])

    assert forward == backward == pytest.approx(math.fsum(numbers), abs=1e-6)


@pytest.mark.parametrize(
    "text",
    ["", "self.first <=", "1 +", "(", "'", "a b", "self.a &&\n  self.b ||\n", "has(1)", "[1].map(1, 2)", "9999999999999999999",
     "1.0e999", "in", "a ? b", "(" * 200, "!" * 3000, "@", "早", "\x00", "'\\z'", "// only a comment"],
)  # fmt: skip
def test_an_expression_that_cannot_be_read_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011  (the type is what compile_expression promises)
        compile_expression(text)

    assert str(error.value).strip() != ""
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["self.a and self.b", "not self.a", "a b", "'a' 'b'", "has(self.a))", "self.a == 1 1", "0x"])
def test_an_expression_that_goes_on_behind_its_end_does_not_end_too_early(text: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011
        compile_expression(text)

    assert "too early" not in str(error.value)


@pytest.mark.parametrize("text", ["size(5)", "'x'.startsWith(1)", "[1][5]"])
def test_what_exists_is_not_called_missing(text: str) -> None:
    with pytest.raises(EvaluationError) as error:
        worked_out(text)

    assert "there is no" not in str(error.value)
    assert "Did you mean" not in getattr(error.value, "hint", "")


def test_an_expression_of_several_lines_is_refused_with_the_reason_and_not_with_itself() -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011
        compile_expression("self.first &&\n  self.last ||\n")

    assert "self.first" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    ["self.gone", "self.gone.further", "[1][5]", "{'a': 1}['b']", "gone", "gone(1)", "'a' + 1", "1 + 1.0", "1 < 'a'", "true && 1",
     "1 ? 2 : 3", "1 / 0", "1 % 0", "9223372036854775807 + 1", "-9223372036854775807 - 2", "9223372036854775807 * 2", "int('x')",
     "int(1e30)", "uint(-1)", "timestamp('x')", "duration('x')", "'a'.matches('(')", "sum()", "sum([1], [2])", "sum([1e308, 1e308])",
     "round(1.7e308, -308)", "round(1.5, 1.0 / 0.0)", "minutes()", "lookup('a')", "lookup(1)"],
)  # fmt: skip
def test_an_expression_that_cannot_be_worked_out_fails_in_one_way_and_one_line(text: str) -> None:
    with pytest.raises(EvaluationError) as error:
        worked_out(text, self={"a": 1})

    assert str(error.value).strip() != ""
    assert "\n" not in str(error.value)


_LEAVES = st.sampled_from(
    ["self", "self.a", "self.b[0]", "doc.c", "0", "1", "-1", "2.5", "9223372036854775807", "''", "'早'", "'20:30'", "'2026-12-01'",
     "true", "null", "[]", "[1, 2.5, 'x']", "{'a': 1}"]
)  # fmt: skip
_EXPRESSIONS = st.recursive(
    _LEAVES,
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "/", "%", "<", "==", "&&", "||", "in"]), inner)
    | st.builds("{}({})".format, st.sampled_from(["sum", "product", "minutes", "weekday", "days_in_month", "size", "int", "string"]), inner)
    | st.builds("{}({}, {})".format, st.sampled_from(["ratio", "round", "days_between", "lookup"]), inner, inner)
    | st.builds("[{}].map(x, x)".format, inner),
    max_leaves=5,
)


NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=500)
@given(_EXPRESSIONS, st.dictionaries(st.sampled_from("abc"), NUMBERS | st.text(max_size=3) | st.none(), max_size=3))
def test_whatever_is_asked_there_is_a_value_or_one_sort_of_error(text: str, values: dict[str, Any]) -> None:
    expression = compile_expression(text)
    with suppress(EvaluationError):
        evaluate(expression, {"self": values, "doc": values}, lambda kind, name: {}, Budget())  # noqa: ARG005
