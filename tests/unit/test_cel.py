"""Rules and computed values in CEL: what the functions give, and how expressions fail."""

import math
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.kinds.cel import EvaluationError, compile_expression, evaluate
from sopbook.kinds.cel_budget import Budget
from sopbook.kinds.cel_functions import FUNCTIONS

PLAYBOOKS = {("activity", "dice"): {"cost": 260}, ("activity", "quiz"): {"cost": 94}}
LIBRARY: dict[str, Callable[..., Any]] = {
    "lookup": lambda kind, name: PLAYBOOKS.get((kind, name), {}),
    "each": lambda kind: [value for (of, _), value in PLAYBOOKS.items() if of == kind],
    "item": lambda kind, name: {"unit": "people"} if (kind, name) == ("metric", "dau") else {},
}


def worked_out(text: str, **variables: Any) -> Any:
    return evaluate(compile_expression(text), variables, LIBRARY, Budget())


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
        ("day_after('2026-12-31', 1)", "2027-01-01"), ("day_after('2028-03-01', -1)", "2028-02-29"), ("day_after('2026-12-01', 6.0)", "2026-12-07"),
        ("day_after('x', 1)", ""), ("day_after('9999-12-31', 1)", ""), ("day_after(null, 1)", ""),
        ("days_in_month('2026-02')", 28), ("days_in_month('2028-02')", 29), ("days_in_month('2026-12')", 31),
        ("days_in_month('2026-13')", 0), ("days_in_month('2026')", 0), ("days_in_month('x')", 0), ("days_in_month(202612)", 0),
        ("min([3, 1.5, 2])", 1.5), ("min(3, 1)", 1), ("min([2.0, 3.0])", 2), ("min([])", 0), ("min([4])", 4), ("min(['x', 5, null, true])", 5),
        ("min(['2026-12-05', '2026-12-04'])", "2026-12-04"), ("min({'a': 1})", 0), ("[3, 1].min()", 1),
        ("max([3, 1.5])", 3), ("max(1, 2.5)", 2.5), ("max([])", 0), ("max('b', 'a')", "b"), ("max([0.0 / 0.0])", 0),
        ("avg([1, 2])", 1.5), ("avg([71, 84, 77, 69, 74])", 75), ("avg([])", 0), ("avg([1, 'x', null, true])", 1), ("avg(5)", 0),
        ("clamp(1.2, 0, 1)", 1), ("clamp(-3, 0, 1)", 0), ("clamp(0.5, 0, 1)", 0.5), ("clamp('x', 2, 9)", 2), ("clamp(5, 9, 2)", 9),
        ("sort([3, 1.5, 2])", [1.5, 2, 3]), ("sort(['b', 2, null, 'a'])", [2, "a", "b", None]), ("sort([])", []), ("sort('ba')", []),
        ("sort([{'n': 2}, {'n': 1}], 'n')", [{"n": 1}, {"n": 2}]), ("sort([{'n': 2}, {}, {'n': 'x'}], 'n')", [{"n": 2}, {"n": "x"}, {}]),
        ("distinct([1, 'a', 1.0, 'a', null, {'k': [1]}, {'k': [1]}])", [1, "a", None, {"k": [1]}]), ("distinct(['b', 'a', 'b'])", ["b", "a"]), ("distinct([])", []), ("distinct(5)", []),
        ("flat([[1, 2], [], [3]])", [1, 2, 3]), ("flat([1, [2, [3]], 'ab', {'k': [4]}])", [1, 2, [3], "ab", {"k": [4]}]), ("flat([])", []), ("flat('ab')", []),
        ("text(1048.68)", "1048.68"), ("text(3.0)", "3"), ("text(12)", "12"), ("text('a')", "a"), ("text(true)", "true"), ("text(null)", ""),
        ("text([1])", ""), ("text(0.1 + 0.2)", "0.3"),
        ("size('你好')", 2), ("'你好'.size()", 2), ("size('😀')", 1), ("size([1, 2])", 2), ("[1, 2].size()", 2), ("size({'a': 1})", 1), ("size('')", 0),
        ("size(5)", 0), ("size('size(\"你\")')", 9), ("{'size': 7}.size", 7), ("['你', '你好'].map(t, size(t))", [1, 2]),
        ("month_after('2026-12', 1)", "2027-01"), ("month_after('2026-12', -12)", "2025-12"), ("month_after('2026-07', 6.0)", "2027-01"),
        ("month_after('2026-13', 1)", ""), ("month_after('x', 1)", ""), ("month_after(202612, 1)", ""), ("month_after('9999-12', 1)", ""),
        ("each('activity').map(a, a.cost)", [260, 94]), ("each('gone')", []), ("sum(each('activity').map(a, a.cost))", 354),
        ("item('metric', 'dau').unit", "people"), ("has(item('metric', 'gone').unit)", False),
        ("lookup('activity', 'dice').cost", 260), ("has(lookup('activity', 'gone').cost)", False),
    ],
)  # fmt: skip
def test_a_function_gives_a_number_whatever_it_is_given(text: str, value: Any) -> None:
    assert worked_out(text) == value
    assert type(worked_out(text)) is type(value)


def test_every_function_is_shown_above() -> None:
    assert sorted(FUNCTIONS) == [
        "avg", "clamp", "day_after", "days_between", "days_in_month", "distinct", "flat", "max", "min", "minutes", "month_after", "product", "ratio", "round",
        "size", "sort", "sum", "text", "weekday",
    ]


@given(st.lists(st.integers(-100, 100) | st.floats(-100, 100) | st.text(max_size=3) | st.none() | st.booleans(), max_size=8))
def test_order_and_extremes_agree_and_do_not_depend_on_the_order(values: list[Any]) -> None:
    forward, backward = worked_out("sort(self)", self=values), worked_out("sort(self)", self=values[::-1])
    numbers = [one for one in values if isinstance(one, int | float) and not isinstance(one, bool)]

    assert [one for one in forward if isinstance(one, str)] == sorted(one for one in values if isinstance(one, str))
    assert [one for one in forward if one in numbers] == [one for one in backward if one in numbers]
    assert worked_out("sort(distinct(self)) == distinct(sort(self))", self=numbers) is True
    if numbers:
        least, mean, most = (worked_out(f"{name}(self)", self=numbers) for name in ("min", "avg", "max"))
        assert least - 1e-6 <= mean <= most + 1e-6


@given(st.text(max_size=30))
def test_the_size_of_a_text_is_its_characters(text: str) -> None:
    assert worked_out("size(self)", self=text) == len(text)
    assert worked_out("self.size()", self=text) == len(text)


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


@pytest.mark.parametrize("text", ["int([1])", "'x'.startsWith(1)", "[1][5]"])
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
        evaluate(expression, {"self": values, "doc": values}, dict.fromkeys(LIBRARY, lambda *_: {}), Budget())
