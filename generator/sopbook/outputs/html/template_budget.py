"""How much a kind's template may do: what it runs through and what it writes is counted, so that it ends on every machine alike.

Loops and macros count each turn; texts and lists count what they are long, before they are made where a number says
how long that is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, cast

from jinja2 import Environment, nodes
from jinja2.filters import do_join
from jinja2.runtime import Context
from markupsafe import Markup

from sopbook.outputs.html.sandbox import Sandbox
from sopbook.source.diagnostics import say

TURNS = 200_000
"""Turns of loops, calls of macros, and items of lists, for one page."""
LETTERS = 5_000_000
"""Characters of all texts that are made for one page."""
_WIDEST = 10_000
"""The largest number that a function of texts or lists is given: a width, a count, an indentation."""
_NUMBER = re.compile(r"[0-9]{5,}")
_OF_LISTS = frozenset({
    "list", "length", "count", "first", "last", "sum", "join", "map", "select", "reject", "selectattr", "rejectattr", "batch", "slice", "groupby",
    "sort", "unique", "min", "max", "random", "reverse", "items", "dictsort", "attr", "default", "d",
})
"""The filters that take a list as a list; all others write it as a text."""


class TemplateBudgetError(Exception):
    """A template makes more than it may; the text says what ran out, as part of a sentence."""


class _Budget:
    def __init__(self) -> None:
        self.turns, self.letters = TURNS, LETTERS

    def turn(self, count: int = 1) -> None:
        self.turns -= count
        if self.turns < 0:
            raise TemplateBudgetError(say("it runs through more than {most:,} items", most=TURNS))

    def write(self, count: int) -> None:
        self.letters -= count
        if self.letters < 0:
            raise TemplateBudgetError(say("it makes more than {most:,} characters", most=LETTERS))


_running: ContextVar[_Budget | None] = ContextVar("_running", default=None)


@contextmanager
def template_budget() -> Iterator[None]:
    """Give the templates of BudgetedEnvironment that run in the block one budget together; outside of such a block they have none."""
    token = _running.set(_Budget())
    try:
        yield
    finally:
        _running.reset(token)


class BudgetedEnvironment(Sandbox):
    """A sandbox whose templates raise TemplateBudgetError when they make too much."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.filters = {name: _metered(name, filter_) for name, filter_ in self.filters.items()} | {"join": _metered("join", _join)}
        self.finalize = _written
        self.globals.pop("lipsum")  # It writes another text each time.

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template in which each turn of a loop and each call of a macro counts."""
        template = super()._parse(source, name, filename)
        repeated: list[nodes.For | nodes.Macro | nodes.CallBlock] = [
            *template.find_all(nodes.For), *template.find_all(nodes.Macro), *template.find_all(nodes.CallBlock),
        ]
        for node in repeated:
            turn = nodes.ExprStmt(_call("turn")).set_lineno(node.lineno, override=True)
            node.body.insert(0, turn.set_environment(self))
            if isinstance(node, nodes.For) and node.test is not None:  # What the condition leaves out has no turn.
                node.iter = _call("turns", cast("nodes.Expr", node.iter))
        for joined in list(template.find_all(nodes.Concat)):
            joined.nodes = [_call("part", one) for one in joined.nodes]
        template.set_environment(self)
        return template

    @staticmethod
    def turn() -> None:
        """Count a turn of a loop or a call of a macro."""
        budget = _running.get()
        if budget is not None:
            budget.turn()

    @staticmethod
    def turns(items: Iterable[Any]) -> Iterator[Any]:
        """Yield items, each counted when it comes."""
        budget = _running.get()
        return iter(items) if budget is None else _one_by_one(iter(items), budget)

    @staticmethod
    def part(value: Any) -> Any:
        """Return a part of a text that is joined by ~, counted."""
        counted = _written(value)
        return counted if isinstance(counted, str) or hasattr(counted, "__html__") else str(counted)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return what an operator gives, where that is not too large."""
        if operator == "*":
            for many, times in ((left, right), (right, left)):
                if isinstance(many, Sized) and isinstance(times, int):
                    _count_length(many, times)
        elif operator == "**" and isinstance(left, int | float) and isinstance(right, int | float) and (abs(left) > _WIDEST or abs(right) > 64):
            raise TemplateBudgetError("it calculates with a large power")
        elif operator == "%" and isinstance(left, str):
            _check_pattern(left)
        value = super().call_binop(context, operator, left, right)
        return _counted(value) if isinstance(value, Sized) else _small(value)

    def call(__self, __context: Context, __obj: Any, *arguments: Any, **options: Any) -> Any:  # noqa: N805  (as Jinja names them: a template may name its own)
        """Return what a function or a method gives, where that is not too large."""
        of_text = isinstance(getattr(__obj, "__self__", None), str | list | tuple | dict | bytes | int)
        if of_text:
            _check(__obj, arguments, options)
        value = super().call(__context, __obj, *arguments, **options)
        return _counted(value) if of_text else value


def _call(method: str, *given: nodes.Expr) -> nodes.Expr:
    """Return a call of a method of the environment, as part of a template."""
    call = nodes.Call(nodes.EnvironmentAttribute(method), list(given), [], None, None)
    call.set_lineno(given[0].lineno if given else 1)
    return call


def _check(function: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    """Raise TemplateBudgetError where a function is given a large number, or a pattern or replacement that makes a long text."""
    subject = getattr(function, "__self__", None)
    given = (*arguments, *options.values())
    if any(isinstance(one, int) and abs(one) > _WIDEST for one in given):
        raise TemplateBudgetError(say("it asks for a width or a number above {most:,}", most=_WIDEST))
    if isinstance(subject, str):
        _check_pattern(subject)
        _check_replaced(getattr(function, "__name__", ""), subject, arguments)


def _check_pattern(pattern: str) -> None:
    if ("{" in pattern or "%" in pattern) and _NUMBER.search(pattern):
        raise TemplateBudgetError(say("it asks for a width or a number above {most:,}", most=_WIDEST))


def _check_replaced(name: str, text: str, arguments: tuple[Any, ...]) -> None:
    """Count what replacing, joining and translating make, before they do."""
    budget = _running.get()
    if budget is None:
        return
    longest = max((len(one) for one in arguments if isinstance(one, str)), default=0)
    if name == "replace" and arguments and isinstance(arguments[0], str):
        budget.write(text.count(arguments[0]) * longest)
    elif name == "join" and arguments and isinstance(arguments[0], Sized):
        budget.write(len(text) * len(arguments[0]))
    elif name == "translate":
        budget.write(len(text) * max((len(str(one)) for one in arguments[0].values()), default=1) if arguments and isinstance(arguments[0], dict) else len(text))


def _metered(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that checks the numbers that it is given and counts what it gives."""

    @wraps(function)
    def metered(*arguments: Any, **options: Any) -> Any:
        plain = tuple(one for one in arguments if not isinstance(one, Context | nodes.EvalContext | Environment))
        subject, rest = (plain[0], plain[1:]) if plain else (None, ())
        if any(isinstance(one, int) and abs(one) > _WIDEST for one in (*rest, *options.values())):
            raise TemplateBudgetError(say("it asks for a width or a number above {most:,}", most=_WIDEST))
        if isinstance(subject, str):
            if name == "format":
                _check_pattern(subject)
            _check_replaced(name, subject, rest)
            if name == "indent":
                _count_length(subject, 1 + max((one for one in rest if isinstance(one, int)), default=4))
        elif name not in _OF_LISTS:
            _written(subject)
        elif name == "sum" and any(isinstance(one, Sized) for one in (*rest, *options.values()) if not isinstance(one, str)):
            raise TemplateBudgetError("it adds lists together")
        return _counted(function(*arguments, **options))

    return metered


def _join(eval_ctx: Any, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
    """Return the items of a list as one text, each counted before they are put together."""
    budget, items = _running.get(), []
    for item in value:
        items.append(item)
        if budget is not None:
            budget.turn()
            budget.write(len(d) + (len(item) if isinstance(item, str) else 0))
    return do_join(eval_ctx, items, d, attribute)


_join.jinja_pass_arg = do_join.jinja_pass_arg  # type: ignore[attr-defined]


def _written(value: Any) -> Any:
    """Return what a template writes at one place, counted: of lists and tables, all that is in them."""
    budget, waiting = _running.get(), [value]
    while budget is not None and waiting:
        one = waiting.pop()
        if isinstance(one, str):
            budget.write(len(one))
        elif isinstance(one, list | tuple | set):
            budget.turn(len(one) + 1)
            waiting += one
        elif isinstance(one, dict):
            budget.turn(len(one) + 1)
            waiting += (*one, *one.values())
    return value


def _counted(value: Any) -> Any:
    """Return a value whose length has been counted; of an iterator, each item when it comes."""
    budget = _running.get()
    if budget is None:
        return value
    if isinstance(value, str):
        budget.write(len(value))
    elif isinstance(value, list | tuple | dict | set):
        budget.turn(len(value))
    elif isinstance(value, Iterator) and not isinstance(value, Markup):
        return _one_by_one(value, budget)
    return value


def _one_by_one(items: Iterator[Any], budget: _Budget) -> Iterator[Any]:
    for item in items:
        budget.turn()
        yield item


def _count_length(many: Sized, times: int) -> None:
    budget = _running.get()
    if budget is not None:
        (budget.write if isinstance(many, str) else budget.turn)(len(many) * max(times, 0))


def _small(value: Any) -> Any:
    if isinstance(value, int) and value.bit_length() > 4_096:
        raise TemplateBudgetError("it calculates with a large number")
    return value
