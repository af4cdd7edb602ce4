"""What the page of a playbook says between its facts and "Used by": by the template of its kind, or by the generic layout."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from jinja2 import TemplateError
from markupsafe import Markup

from sopbook.branches.playbook import Playbook
from sopbook.counters import count
from sopbook.handbook.edition import Edition
from sopbook.handbook.view.drawing import Drawing
from sopbook.handbook.view.field import Field, Place, drawing_on, place_of, view_behind
from sopbook.handbook.view.passage import Passage
from sopbook.handbook.view.rest import rest
from sopbook.handbook.view.text import plain
from sopbook.handbook.view.view import View, view_of
from sopbook.kinds.kind import COMMON, Kind, in_locale
from sopbook.outputs.html.environment import compiled
from sopbook.outputs.html.page import headings
from sopbook.outputs.html.parts.whole import fields, more
from sopbook.outputs.html.template_budget import TemplateBudgetError, template_budget
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.text import Source


@dataclass(frozen=True)
class Body:
    """The HTML of a playbook's own part of its page, and what the search finds on the page."""

    html: Markup
    background: Markup
    """What explains, for the fold at the end of the page."""
    passages: tuple[Passage, ...]


def body(playbook: Playbook, edition: Edition, place: Place) -> tuple[Body, list[Diagnostic]]:
    """Return the body of a playbook's page.

    A template that fails (TEMPLATE002) or makes too much (LIMIT002) gives way to the generic layout: the reader loses the looks,
    not the content.
    """
    if playbook.kind.template is None:
        return _drawn(playbook, edition, place, _generic), []
    try:
        return _drawn(playbook, edition, place, partial(_by_template, playbook=playbook, edition=edition)), []
    except Exception as error:  # noqa: BLE001  (a template of somebody's kind may fail in any way)
        return _drawn(playbook, edition, place, _generic), [_failure(playbook, playbook.kind.template, error)]


def _drawn(playbook: Playbook, edition: Edition, place: Place, draw: Callable[[Field], Markup]) -> Body:
    view = view_of(playbook, edition)
    drawing = Drawing(view)
    _draw_top(playbook, edition, view, drawing)
    there = Place(place.page, place.marks, place.badges, drawing)
    with drawing.part("", ()):
        html = draw(Field(view, there))
    if (left := rest(view, drawing.drawn)) is not None:
        drawing.background += more(Field(left, there), html + drawing.background)
    count("bodies rendered")
    return Body(html, drawing.background, tuple(drawing.passages((one.anchor, one.title) for one in headings(html + drawing.background))))


def _draw_top(playbook: Playbook, edition: Edition, view: View, drawing: Drawing) -> None:
    """Note what the page says above its body."""
    drawing.say(plain(playbook.summary, edition.branch, edition.locale))
    for shown in shown_above(playbook.kind):
        drawing.use(shown)
    for pointer in playbook.kind.facts:
        drawing.use(pointer)
        if fact := view.at(pointer):
            drawing.say(fact.title)
            drawing.draw(fact)


def shown_above(kind: Kind) -> list[Pointer]:
    """Return where the values are that the frame of a page or a sheet shows, or that nobody reads."""
    identity = kind.identity
    common = [(name,) for name in COMMON] if kind.envelope else []
    return [*common, *(pointer for pointer in (identity.title, identity.summary) if pointer)]


def _by_template(page: Field, playbook: Playbook, edition: Edition) -> Markup:
    template = compiled(playbook.kind.template or "")
    with template_budget():
        text = template.render(t=edition.labels, page=page, locale=edition.locale, kind=playbook.kind, holidays=partial(holidays, edition=edition))
    return Markup(text)  # noqa: S704  (autoescaped by the environment)


def _generic(page: Field) -> Markup:
    """Return the generic layout: everything that stands nowhere else on the page, in the order of the schema."""
    drawing = drawing_on(page)
    left = rest(view_behind(page), drawing.drawn if drawing is not None else ())
    return fields(Field(left, place_of(page))) if left is not None else Markup("")


def _failure(playbook: Playbook, template: str, error: Exception) -> Diagnostic:
    """Return TEMPLATE002 for a template that fails on a playbook, LIMIT002 for one that makes too much, at its line."""
    folder = playbook.kind.config.path.rpartition("/")[0]
    source = Source(f"{folder}/page.html.j2", template)
    start = sum(len(one) for one in template.splitlines(keepends=True)[: _line_of(error) - 1])
    _, end = source.line_bounds(start)
    if isinstance(error, TemplateBudgetError | RecursionError | MemoryError | OverflowError):
        return source.diagnostic(
            start, end, "LIMIT002", say("The template makes too much of {path}: {error}.", path=playbook.document.path, error=_excess(error)),
            say("Let it run through the fields of the page, once. Until then the page has the generic layout."),
        )
    return source.diagnostic(
        start, end, "TEMPLATE002", say("The template fails on {path}: {error}.", path=playbook.document.path, error=_reason(error)),
        say("Ask {{% if page['field'] %}} before using a field that may be missing. Until then the page has the generic layout."),
    )


def _excess(error: Exception) -> str:
    if isinstance(error, TemplateBudgetError):
        reason: str = error.args[0]
        return reason
    return say("its macros call each other without end") if isinstance(error, RecursionError) else say("it makes something too large")


def _reason(error: Exception) -> str:
    text = (error.message if isinstance(error, TemplateError) else str(error)) or type(error).__name__
    return str(text).rstrip(".")


def _line_of(error: Exception) -> int:
    line, trace = 1, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return max(line, 1)


def holidays(day: str, edition: Edition) -> list[dict[str, str]]:
    """Return the branch's holidays on a day, each with its name and note in the edition's locale."""
    return [
        {"name": in_locale(one.name, edition.locale), "note": in_locale(one.note, edition.locale)}
        for one in edition.branch.holidays if one.date == day
    ]
