"""The pages that lead to playbooks: the catalogue, the index of each kind, by field, by tag."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda import catalogue_path, has_today, keeps_agenda
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import (
    CHANGES,
    GLOSSARY,
    TAGS,
    calendar_path,
    index_path,
    playbook_path,
    relative,
)
from sopbook.handbook.view.context import Context
from sopbook.handbook.view.field import Field, Place, view_behind
from sopbook.handbook.view.text import inline, plain
from sopbook.handbook.view.units import span
from sopbook.handbook.view.view import view_of, view_of_value
from sopbook.kinds.kind import Kind, in_locale
from sopbook.outputs.html.bundle import LEARN_STYLE
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.head import group_anchor
from sopbook.outputs.html.introductions import Introduction, introductions
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.paths import index_paths
from sopbook.outputs.html.playbook import Link, tags_of
from sopbook.outputs.html.switcher import switcher_html
from sopbook.outputs.html.topics import topic_rows
from sopbook.source.document import Pointer

_BADGE = re.compile(r"(\d+)\s*(\D+)")
_HOUR, _DAY = 60, 24 * 60
_SHORT = 24
"""Letters of a value that a row has room for beside others."""


@dataclass(frozen=True, slots=True)
class Row:
    """One playbook in an index."""

    href: str
    title: Markup
    summary: Markup
    badge: tuple[str, str] | None
    """The number and the unit of the first column that is a span of time: how long it takes, or how fast one has to be."""
    cells: list[Field]
    """The other columns that say it in a word."""
    draft: bool
    changed: bool
    """Whether the branch itself changed it."""


_SECTIONS = ("act", "talk", "run", "plan", "look-back", "look-up")
"""The headings of the catalogue, in their order."""
_FEW_KINDS = 7
"""So many kinds are seen at a glance, and need no headings."""


@dataclass(frozen=True, slots=True)
class Group:
    """The playbooks of an index that share a value."""

    anchor: str
    title: str
    rows: list[Row]
    intro: Introduction | None = None


def catalogue_page(edition: Edition, booklet: Sequence[Link] = ()) -> Page:
    """Return the catalogue: what the reader needs, one large target for each kind."""
    path = catalogue_path(edition)
    broken = [Link(relative(f"{playbook_path(*key)}.html", path), f"{key[0]}/{key[1]}") for key in edition.broken]
    html = render_template(
        "catalogue.html.j2", t=edition.labels, sections=_sections(edition), branch=edition.title, count=len(edition.playbooks),
        broken=broken, booklet=booklet, tags_href=f"{TAGS}.html", glossary=f"{GLOSSARY}.html" if edition.branch.terms else "", changes=f"{CHANGES}.html" if edition.branch.parent else "", contacts=_contacts(edition),
    )
    return Page(path, catalogue_title(edition), html, switcher=switcher_html(edition, path))


def catalogue_title(edition: Edition) -> str:
    """Return the title of the catalogue."""
    return edition.labels("frame.everything" if has_today(edition) else "home")


def _sections(edition: Edition) -> list[tuple[str, list[dict[str, object]]]]:
    """Return the kinds below the headings of the catalogue, those that name none last; below no heading, where they are few."""
    kinds = edition.shown_kinds
    if len(kinds) <= _FEW_KINDS:
        return [("", [_need(kind, edition.locale) for kind in kinds])]
    chosen = {name: [kind for kind in kinds if kind.section == name] for name in (*_SECTIONS, "")}
    return [
        (edition.labels(f"home.section.{name or 'other'}"), [_need(kind, edition.locale) for kind in listed]) for name, listed in chosen.items() if listed
    ]


def _need(kind: Kind, locale: str) -> dict[str, object]:
    return {
        "name": kind.name,
        "href": f"{index_path(kind.name)}.html",
        "icon": Markup(kind.icon),  # noqa: S704  (checked when the kind was loaded)
        "title": in_locale(kind.need or kind.plural, locale),
        "lead": in_locale(kind.lead, locale),
        "urgent": kind.urgent,
    }


def kind_indexes(kind: Kind, edition: Edition) -> list[Page]:
    """Return a kind's index, grouped by its first field, and one more for each further field."""
    labels = edition.labels
    fields, paths, titles = kind.group_by or ((),), index_paths(kind), _titles(kind, edition)
    pages = []
    for path, field, title in zip(paths, fields, index_titles(kind, edition), strict=True):
        others = [Link(relative(f"{other}.html", path), words, current=other == path)
                  for other, words in zip(paths, titles, strict=True)] if len(paths) > 1 else []
        others += _calendars(kind, edition, path)
        groups = _groups(edition, kind, field, path)
        rows = [row for group in groups for row in group.rows]
        pages.append(Page(
            path,
            title,
            render_template(
                "index.html.j2", t=labels, title=in_locale(kind.plural, edition.locale),
                lead=in_locale(kind.lead, edition.locale), others=others,
                groups=groups, urgent=kind.urgent, branch=edition.title, count=len(rows),
                changed=sum(row.changed for row in rows),
                topics=topic_rows(kind, edition, path) if path == paths[0] else [],
                broken=[Link(relative(f"{playbook_path(kind.name, i)}.html", path), f"{kind.name}/{i}")
                        for i in edition.broken_of(kind)],
            ),
            in_locale(kind.lead, edition.locale),
            styles=(LEARN_STYLE,) if any(group.intro for group in groups) else (),
            switcher=switcher_html(edition, path, kind=kind.name),
        ))
    return pages


def index_titles(kind: Kind, edition: Edition) -> list[str]:
    """Return the titles of a kind's indexes: its plural, then by which field each further one is."""
    return [in_locale(kind.plural, edition.locale), *_titles(kind, edition)[1:]]


def _titles(kind: Kind, edition: Edition) -> list[str]:
    """Return what the links from one index of a kind to another say."""
    return [edition.labels("index.by", field=_title(kind, field, edition).lower()) if field else "" for field in kind.group_by or ((),)]


def _calendars(kind: Kind, edition: Edition, page: str) -> list[Link]:
    """Return links to the calendars of a kind's playbooks."""
    known = [one for one in edition.of(kind) if keeps_agenda(one)]
    titles = [plain(one.title, edition.branch, edition.locale) for one in known]
    return [
        Link(
            relative(f"{calendar_path(kind.name, one.id)}.html", page),
            edition.labels("calendar.title") if len(known) == 1 else f"{edition.labels('calendar.title')}{edition.labels('colon')}{title}",
        )
        for one, title in zip(known, titles, strict=True)
    ]


def tags_page(edition: Edition) -> Page:
    """Return the index of tags."""
    tags: dict[str, list[Link]] = {}
    for playbook in edition.playbooks.values():
        title = plain(playbook.title, edition.branch, edition.locale)
        link = Link(relative(f"{playbook_path(playbook.kind.name, playbook.id)}.html", TAGS), title,
                    in_locale(playbook.kind.title, edition.locale))
        for tag in tags_of(playbook):
            tags.setdefault(tag, []).append(link)
    titles = {tag: edition.branch.tag(tag, edition.locale) for tag in tags}
    ordered = [{"anchor": tag, "title": titles[tag], "links": tags[tag]} for tag in sorted(tags, key=lambda tag: (titles[tag].casefold(), tag))]
    labels = edition.labels
    return Page(TAGS, labels("index.tags.title"), render_template("tags.html.j2", t=labels, tags=ordered),
                labels("index.tags.lead"), switcher=switcher_html(edition, TAGS))


def _contacts(edition: Edition) -> list[dict[str, str]]:
    locale = edition.locale
    return [
        {
            "role": in_locale(one.role, locale), "phone": one.number(locale), "dial": one.dialled(locale),
            "hours": one.hours, "when": in_locale(one.when, locale),
        }
        for contact in edition.branch.contacts.values()
        for one in [*contact.chain(locale)] or [contact]
    ]


def _columns(kind: Kind, grouped_by: Pointer) -> list[Pointer]:
    shown = (kind.identity.title, kind.identity.summary, grouped_by)
    return [pointer for pointer in kind.columns or kind.facts if pointer not in shown]


def _title(kind: Kind, pointer: Pointer, edition: Edition) -> str:
    return view_of_value(None, kind.shape, (), Context(kind, edition)).at(pointer).title


def _groups(edition: Edition, kind: Kind, field: Pointer, page: str) -> list[Group]:
    columns = _columns(kind, field)
    intros = introductions(edition, kind, field, page)
    groups: dict[str, Group] = {}
    for playbook in edition.of(kind):
        fields = Field(view_of(playbook, edition), Place(page))
        value = fields.at(field) if field else None
        name = str(value.value) if value else ""
        if name not in groups:
            title = value.text if value else (edition.labels("index.other") if field else "")
            groups[name] = Group(group_anchor(field, name), title, [], intros.get(name))
        groups[name].rows.append(_row(playbook, fields, columns, edition, page))
    order: list[Any] = kind.shape.at(field).get("enum", []) if field else []
    known = {str(option): position for position, option in enumerate(order)}
    return [groups[name] for name in sorted(groups, key=lambda n: (n == "", known.get(n, len(known)), n))]


def _row(playbook: Playbook, fields: Field, columns: list[Pointer], edition: Edition, page: str) -> Row:
    href = relative(f"{playbook_path(playbook.kind.name, playbook.id)}.html", page)
    words = (edition.branch, edition.locale, edition.labels)
    cells = [fields.at(pointer) for pointer in columns]
    timed = next((one for one in cells if view_behind(one).shape.get("x-unit") == "minutes" and one), None)
    return Row(
        href, inline(playbook.title, *words), inline(playbook.summary, *words), _badge(int(timed.value), edition) if timed else None,
        [one for one in cells if one is not timed and one and len(one.text) <= _SHORT],
        playbook.kind.envelope and fields["status"].value == "draft", playbook.writer == edition.branch.name and edition.branch.parent is not None,
    )


def _badge(minutes: int, edition: Edition) -> tuple[str, str] | None:
    """Return a span of time as a number and its unit; hours and minutes as 3:40."""
    rest = minutes % _HOUR if _HOUR < minutes < _DAY else 0
    found = _BADGE.fullmatch(span(minutes - rest, edition.labels))
    return (f"{found[1]}:{rest:02}" if rest else found[1], found[2].strip()) if found else None
