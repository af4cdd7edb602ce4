"""The template language: Jinja, sandboxed, escaping everything, strict about what is missing."""

from functools import cache
from typing import Any, TypeVar

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sopbook import escape
from sopbook.handbook.view.units import clock, number, offset, span, weekday
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.flow import flow
from sopbook.outputs.html.template_budget import BudgetedEnvironment

_Sandbox = TypeVar("_Sandbox", bound=ImmutableSandboxedEnvironment)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment in which the engine's own templates run."""
    return _made(ImmutableSandboxedEnvironment)


@cache
def environment_of_kinds() -> BudgetedEnvironment:
    """Return the environment in which the kinds' templates run: what they may make is limited."""
    return _made(BudgetedEnvironment)


def _made(sandbox: type[_Sandbox]) -> _Sandbox:
    made = sandbox(
        loader=PackageLoader("sopbook.outputs.html", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.globals |= {
        "flow": flow,
        "in_locale": in_locale,
        "number": number,
        "span": span,
        "offset": offset,
        "clock": clock,
        "weekday": weekday,
        "link": lambda address: escape.link(str(address)),
    }
    return escape.templates(made)


@cache
def compiled(text: str) -> Template:
    """Return a kind's template, compiled once. Compiling it for every page is half of a check's time."""
    return environment_of_kinds().from_string(text)


def render_template(name: str, **values: Any) -> str:
    """Return one of the engine's own templates, filled in."""
    return environment().get_template(name).render(**values)
