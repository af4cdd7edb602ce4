"""The template language: Jinja, sandboxed, escaping everything, strict about what is missing."""

from functools import cache
from typing import Any, TypeVar

from jinja2 import PackageLoader, StrictUndefined, Template

from sopbook import escape
from sopbook.handbook.view.units import clock, number, offset, span, weekday
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.flow import flow
from sopbook.outputs.html.parts.anatomy import background, line, next_card
from sopbook.outputs.html.parts.beats import beats
from sopbook.outputs.html.parts.charts import bar_chart, line_chart, share_chart, span_chart
from sopbook.outputs.html.parts.contacts import bar, call, calls
from sopbook.outputs.html.parts.files import attachments, download
from sopbook.outputs.html.parts.first_sentence import lead
from sopbook.outputs.html.parts.lists import facts, jumps, points, table
from sopbook.outputs.html.parts.messages import bubble, sequence, versions
from sopbook.outputs.html.parts.own_words import heading, noted, titled
from sopbook.outputs.html.parts.person_list import person_list
from sopbook.outputs.html.parts.quiz import quiz
from sopbook.outputs.html.parts.sections import cards, picture, section, show
from sopbook.outputs.html.parts.sending import sent
from sopbook.outputs.html.parts.signature import signed_version
from sopbook.outputs.html.parts.used_by import used_by
from sopbook.outputs.html.sandbox import Sandbox
from sopbook.outputs.html.template_budget import BudgetedEnvironment

PARTS = {
    part.__name__: part
    for part in (attachments, background, bar, bar_chart, beats, bubble, call, calls, cards, download, facts, heading, jumps, lead, line, line_chart, next_card, person_list, picture, points, quiz, section, sent, sequence, share_chart, show, signed_version, span_chart, table, titled, used_by, versions)
}
"""The parts of pages, which templates import from parts.html.j2."""

_Sandbox = TypeVar("_Sandbox", bound=Sandbox)


@cache
def environment() -> Sandbox:
    """Return the environment in which the engine's own templates run."""
    return _made(Sandbox)


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
        "engine": PARTS,
        "flow": flow,
        "in_locale": in_locale,
        "number": number,
        **{function.__name__: noted(function) for function in (span, offset, clock, weekday)},
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
