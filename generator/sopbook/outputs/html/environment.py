"""The template language: Jinja, sandboxed, escaping everything, strict about what is missing."""

from functools import cache
from typing import Any

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sopbook import escape
from sopbook.handbook.view.units import clock, number, offset, span, weekday
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.flow import flow


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment in which all templates run, the engine's own and the kinds'."""
    made = ImmutableSandboxedEnvironment(
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
    return environment().from_string(text)


def render_template(name: str, **values: Any) -> str:
    """Return one of the engine's own templates, filled in."""
    return environment().get_template(name).render(**values)
