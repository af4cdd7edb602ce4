"""The days of Today: what is due on each, as HTML that a script shows once it is loaded."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sopbook import escape
from sopbook.branches.branch_files import Key
from sopbook.handbook.agenda_entry import Plan
from sopbook.handbook.edition import Edition
from sopbook.handbook.labels.catalogue import Catalogue
from sopbook.handbook.links import HOME, TODAY
from sopbook.handbook.spans import Span, spans
from sopbook.handbook.view.field import Field
from sopbook.handbook.view.units import weekday
from sopbook.handbook.words import anchor
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.body import holidays
from sopbook.outputs.html.control_names import distinct
from sopbook.outputs.html.due import Due, FieldsOnPage, due
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.playbook import Link
from sopbook.source.pointer import at

_WEEK = 7


@dataclass
class DayView:
    """A day of all plans: its holidays, phases and reasons for silence, and what is due by time."""

    day: str
    weekday: str
    holidays: list[dict[str, str]]
    phases: list[tuple[str, Field, Field]] = field(default_factory=list)
    """Each with the groups for which it is, the phase, and what it is about."""
    quiet: list[tuple[str, Field]] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    goes_on: list["GoesOn"] = field(default_factory=list)


@dataclass(frozen=True)
class GoesOn:
    """Something that lasts for days, on one of them: the way to it, what it is called, and until when it lasts where it becomes due."""

    groups: str
    kind: str
    link: Link
    title: Field
    """Empty where it is called like its playbook, as the link says."""
    about: Field
    who: Field
    until: date | None
    is_last: bool


def day_views(known: Iterable[Plan], edition: Edition, scripts: Mapping[Key, str]) -> list[DayView]:
    """Return the days of some plans in their order. `scripts` are the paths of the scripts to print, by playbook."""
    fields_here = FieldsOnPage(edition, HOME, scripts)
    views: dict[date, DayView] = {}
    for plan in known:
        groups = " ".join(f"{kind}/{name}" for kind, name in plan.groups)
        fields = fields_here.whole(plan.playbook)
        for one in plan.days:
            view = views.setdefault(one.date, _view(one.date, edition))
            if one.quiet:
                view.quiet.append((groups, fields.at(one.quiet)))
            for phase in plan.phases:
                if one.pointer is not None and phase.first <= one.date <= phase.last:
                    view.phases.append((groups, fields.at(phase.pointer), fields.at(phase.focus) if phase.focus else fields_here.nothing))
        for entry in due(plan, fields_here):
            views[entry.entry.date].due.append(entry)
    for span in spans(edition):
        shown = _goes_on(span, fields_here, edition)
        for when in span.days:
            if not span.is_month or when in views:
                view = views.setdefault(when, _view(when, edition))
                view.goes_on.append(replace(shown, is_last=when == shown.until))
    for view in views.values():
        view.due.sort(key=lambda one: (not one.entry.is_timed, one.entry.at))
    return [views[day] for day in sorted(views)]


def day_html(view: DayView, labels: Catalogue) -> str:
    """Return a day as HTML."""
    return distinct(render_template("day.html.j2", t=labels, day=view))


def day_files(views: Sequence[DayView], labels: Catalogue) -> dict[str, str]:
    """Return a script for each stretch of days that hands them to the page, by path: a page that was opened from disk may load scripts, and may not fetch.

    A stretch is the days whose dates share all but the last figure: with two plans, a whole month was 1.5 MB for a phone to read.
    """
    stretches: dict[str, dict[str, str]] = {}
    for view in views:
        stretches.setdefault(view.day[:-1], {})[view.day] = day_html(view, labels)
    return {f"{TODAY}/{stretch}.js": f"sopbook.takeDays({escape.script(days)});\n" for stretch, days in stretches.items()}


def planned(views: Sequence[DayView], labels: Catalogue) -> str:
    """Return what the page itself knows of all days, as JSON: for which groups each has entries, by their numbers, and how days are called."""
    groups = sorted({entry.groups for view in views for entry in view.due})
    return json.dumps({
        "groups": groups,
        "days": {view.day: sorted({groups.index(entry.groups) for entry in view.due}) for view in views},
        "names": [labels("today.day", weekday=labels(f"time.weekday.{number}"), date="{date}") for number in range(1, _WEEK + 1)],
    }, ensure_ascii=False, separators=(",", ":"))


def _goes_on(span: Span, fields_here: FieldsOnPage, edition: Edition) -> GoesOn:
    playbook, fields = span.playbook, span.fields
    whole = fields_here.whole(playbook)
    title, about = (whole.at((*span.pointer, *below)) if below else fields_here.nothing for below in (fields.title, fields.about))
    return GoesOn(
        " ".join(f"{kind}/{name}" for kind, name in span.groups), in_locale(playbook.kind.title, edition.locale),
        fields_here.link(playbook, anchor(at(playbook.value, span.pointer), span.pointer) if title else ""), title, about,
        whole.at(fields.who) if fields.who else fields_here.nothing, None if span.is_month else span.last, is_last=False,
    )


def _view(day: date, edition: Edition) -> DayView:
    return DayView(str(day), weekday(str(day), edition.labels), holidays(str(day), edition))
