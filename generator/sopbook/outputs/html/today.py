"""The page Today: what is due, day by day. A script shows the chosen day; without it, all days stand below each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from markupsafe import Markup

from sopbook.branches.branch_files import Key
from sopbook.handbook.agenda import plans, urgent_kinds
from sopbook.handbook.agenda_entry import Day, Plan
from sopbook.handbook.beats import beats_of
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import TODAY, calendar_path, playbook_path, relative
from sopbook.handbook.view.field import Field
from sopbook.handbook.view.text import inline, plain
from sopbook.handbook.view.units import weekday
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.body import holidays
from sopbook.outputs.html.bundle import AGENDA_STYLE
from sopbook.outputs.html.due import Due, FieldsOnPage, due
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.playbook import Link
from sopbook.outputs.html.switcher import switcher_html
from sopbook.source.pointer import at

_DAY = 24 * 60
_IDEAS = 3
"""So many activities are offered on a day without a plan."""


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
    planned: bool = False


def today_pages(edition: Edition, scripts: Mapping[Key, str] | None = None) -> list[Page]:
    """Return the page Today; none where no playbook keeps an agenda.

    `scripts` are the paths of the scripts to print, by playbook.
    """
    known = [plan for plan in plans(edition) if not plan.is_draft]
    if not known:
        return []
    labels = edition.labels
    html = render_template(
        "today.html.j2", t=labels, days=_days(known, edition, scripts or {}),
        zone=edition.branch.time_zone, groups=_groups(known, edition), urgent=_urgent(edition), ideas=_ideas(edition),
        calendars=[Link(relative(f"{calendar_path(*plan.key)}.html", TODAY), _title(plan, edition)) for plan in known],
    )
    return [Page(TODAY, labels("today.title"), html, labels("today.lead"), is_wide=True, styles=(AGENDA_STYLE,), switcher=switcher_html(edition, TODAY))]


def _days(known: Iterable[Plan], edition: Edition, scripts: Mapping[Key, str]) -> list[DayView]:
    fields_here = FieldsOnPage(edition, TODAY, scripts)
    views: dict[date, DayView] = {}
    for plan in known:
        groups = " ".join(f"{kind}/{name}" for kind, name in plan.groups)
        fields = fields_here.whole(plan.playbook)
        for one in plan.days:
            view = views.setdefault(one.date, _view(one, edition))
            view.planned = view.planned or one.pointer is not None
            if one.quiet:
                view.quiet.append((groups, fields.at(one.quiet)))
            for phase in plan.phases:
                if one.pointer is not None and phase.first <= one.date <= phase.last:
                    view.phases.append((groups, fields.at(phase.pointer), fields.at(phase.focus) if phase.focus else fields_here.nothing))
        for entry in due(plan, fields_here):
            views[entry.entry.date].due.append(entry)
    for view in views.values():
        view.due.sort(key=lambda one: (not one.entry.is_timed, one.entry.at))
    return [views[day] for day in sorted(views)]


def _view(day: Day, edition: Edition) -> DayView:
    return DayView(str(day.date), weekday(str(day.date), edition.labels), holidays(str(day.date), edition))


def _groups(known: Iterable[Plan], edition: Edition) -> list[Link]:
    """Return the groups to choose from; none where all plans are for the same ones."""
    if len({frozenset(plan.groups) for plan in known}) < 2:
        return []
    keys = dict.fromkeys(key for plan in known for key in plan.groups)
    return [Link(f"{kind}/{name}", plain(edition.playbooks[kind, name].title, edition.branch, edition.locale)) for kind, name in keys]


def _urgent(edition: Edition) -> list[tuple[str, Markup, list[Link]]]:
    """Return the playbooks that cannot wait, by kind: what the reader wants, the icon, the links."""
    return [
        (
            in_locale(kind.need or kind.plural, edition.locale),
            Markup(kind.icon),  # noqa: S704  (checked when the kind was loaded)
            [
                Link(relative(f"{playbook_path(kind.name, one.id)}.html", TODAY), plain(one.title, edition.branch, edition.locale))
                for one in edition.of(kind)
            ],
        )
        for kind in urgent_kinds(edition)
    ]


def _ideas(edition: Edition) -> list[tuple[Link, Markup]]:
    """Return what can be run on a day without a plan, each with what it is about: the fewest days ahead come first, then the shortest."""
    found = []
    for one in edition.playbooks.values():
        beats, sheet = beats_of(one.kind, one.value), one.kind.run_sheet
        if sheet and beats and not one.is_draft:
            lasts = at(one.value, sheet.minutes) if sheet.minutes else None
            found.append((max(0, ceil(-beats[0].minute / _DAY)), lasts if isinstance(lasts, int) else _DAY, one.id, one))
    return [
        (
            Link(relative(f"{playbook_path(*one.key)}.html", TODAY), plain(one.title, edition.branch, edition.locale)),
            inline(one.summary, edition.branch, edition.locale, edition.labels),
        )
        for *_, one in sorted(found, key=lambda each: each[:3])[:_IDEAS]
    ]


def _title(plan: Plan, edition: Edition) -> str:
    return plain(plan.playbook.title, edition.branch, edition.locale)
