"""The page Today, on which an edition begins: what is due on the chosen day. A script brings the day; without it, the plans are named."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from sopbook.branches.branch_files import Key
from sopbook.handbook.agenda import plans, urgent_kinds
from sopbook.handbook.agenda_entry import Plan
from sopbook.handbook.beats import beats_of
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import HOME, calendar_path, playbook_path, relative
from sopbook.handbook.view.text import inline, plain
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.bundle import AGENDA_STYLE
from sopbook.outputs.html.days import day_files, day_views, planned
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.people import people_files, person_scripts
from sopbook.outputs.html.playbook import Link
from sopbook.outputs.html.switcher import switcher_html
from sopbook.source.pointer import at

_DAY = 24 * 60
_IDEAS = 3
"""So many activities are offered on a day without a plan."""


@dataclass(frozen=True)
class Today:
    """The page Today, and the scripts that bring its days, by path."""

    page: Page
    files: Mapping[str, str]


def today(edition: Edition, scripts: Mapping[Key, str] | None = None) -> Today | None:
    """Return the page Today; None where no playbook keeps an agenda.

    `scripts` are the paths of the scripts to print, by playbook.
    """
    known = [plan for plan in plans(edition) if not plan.is_draft]
    if not known:
        return None
    labels = edition.labels
    views = day_views(known, edition, scripts or {})
    html = render_template(
        "today.html.j2", t=labels, planned=planned(views, labels), scripts=json.dumps(person_scripts(edition), ensure_ascii=False) if person_scripts(edition) else "",
        zone=edition.branch.time_zone, groups=_groups(known, edition), urgent=_urgent(edition), ideas=_ideas(edition),
        plans=[(Link(relative(f"{playbook_path(*plan.key)}.html", HOME), _title(plan, edition)), _whose(plan, edition)) for plan in known],
        calendars=[(Link(relative(f"{calendar_path(*plan.key)}.html", HOME), _title(plan, edition)), _covers(plan), " ".join(map("/".join, plan.groups))) for plan in known],
    )
    page = Page(HOME, labels("today.title"), html, labels("today.lead"), is_wide=True, styles=(AGENDA_STYLE,), switcher=switcher_html(edition, HOME))
    return Today(page, {**day_files(views, labels), **people_files(edition)})


def _groups(known: Iterable[Plan], edition: Edition) -> list[Link]:
    """Return the groups to choose from; none where all plans are for the same ones."""
    if len({frozenset(plan.groups) for plan in known}) < 2:
        return []
    keys = dict.fromkeys(key for plan in known for key in plan.groups)
    return [Link(f"{kind}/{name}", plain(edition.playbooks[kind, name].title, edition.branch, edition.locale)) for kind, name in keys]


def _covers(plan: Plan) -> str:
    """Return the first and the last day of a plan, as first/last; an empty text where it has none."""
    return f"{plan.days[0].date}/{plan.days[-1].date}" if plan.days else ""


def _whose(plan: Plan, edition: Edition) -> str:
    """Return the groups for which a plan is, in words; an empty text where it is for all."""
    return " · ".join(plain(edition.playbooks[key].title, edition.branch, edition.locale) for key in plan.groups)


def _urgent(edition: Edition) -> list[tuple[str, Markup, list[Link]]]:
    """Return the playbooks that cannot wait, by kind: what the reader wants, the icon, the links."""
    return [
        (
            in_locale(kind.need or kind.plural, edition.locale),
            Markup(kind.icon),  # noqa: S704  (checked when the kind was loaded)
            [
                Link(relative(f"{playbook_path(kind.name, one.id)}.html", HOME), plain(one.title, edition.branch, edition.locale))
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
            Link(relative(f"{playbook_path(*one.key)}.html", HOME), plain(one.title, edition.branch, edition.locale)),
            inline(one.summary, edition.branch, edition.locale, edition.labels),
        )
        for *_, one in sorted(found, key=lambda each: each[:3])[:_IDEAS]
    ]


def _title(plan: Plan, edition: Edition) -> str:
    return plain(plan.playbook.title, edition.branch, edition.locale)
