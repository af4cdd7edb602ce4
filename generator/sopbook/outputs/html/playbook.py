"""The page of one playbook."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.git_cache import SOURCES
from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda import keeps_agenda
from sopbook.handbook.edition import Edition
from sopbook.handbook.labels import Catalogue
from sopbook.handbook.links import (
    TAGS,
    data_path,
    playbook_path,
    print_path,
    relative,
    source_path,
)
from sopbook.handbook.view.field import Field, Place
from sopbook.handbook.view.language import badges, waiting_words
from sopbook.handbook.view.marks import Marks
from sopbook.handbook.view.text import inline, plain
from sopbook.handbook.view.view import view_of
from sopbook.kinds.audience import sees_all
from sopbook.kinds.kind import HEADQUARTERS, in_locale
from sopbook.outputs.html.body import body
from sopbook.outputs.html.bundle import CHART_STYLE, LEARN_STYLE
from sopbook.outputs.html.changes import changes_view
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.explained import explained
from sopbook.outputs.html.head import in_a_row, is_long, tabs, way
from sopbook.outputs.html.page import Page, headings
from sopbook.outputs.html.parts.lists import facts
from sopbook.outputs.html.plan_files import plan_files
from sopbook.outputs.html.switcher import switcher_html
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer
from sopbook.source.pointer import at

_ABOUT = ("version", "owner", "reviewed_on", "review_by", "effective_from", "valid_until")
_STYLES = {CHART_STYLE: ('class="sop-chart', 'class="sop-picture', 'class="sop-flow"'), LEARN_STYLE: (" data-sop-progress=", " data-sop-quiz ", 'class="sop-term')}
"""What a page holds that needs a stylesheet of its own."""
_NAMED = 4
"""As many parts of the background as its closed fold names."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words, and a quiet note behind it."""

    href: str
    title: str
    note: str = ""
    current: bool = False


def playbook_page(playbook: Playbook, edition: Edition) -> tuple[Page, list[Diagnostic]]:
    """Return the page of a playbook, and what is wrong with its kind's template."""
    kind, labels, branch = playbook.kind, edition.labels, edition.branch
    path = playbook_path(kind.name, playbook.id)
    changed = changes_view(playbook, edition)
    place = Place(path, changed.marks, badges(playbook, edition))
    fields = Field(view_of(playbook, edition), place)
    made, diagnostics = body(playbook, edition, place)
    row, others = in_a_row(kind, fields)
    own = fields if kind.envelope else fields["\0"]
    values: dict[str, Any] = {
        "t": labels,
        "locale": edition.locale,
        "kind": kind,
        "way": way(kind, fields, path),
        "tabs": tabs(kind, fields, made.html),
        "title": inline(playbook.title, branch, edition.locale, labels),
        "title_mark": _mark(changed.marks, kind.identity.title),
        "summary": inline(playbook.summary, branch, edition.locale, labels),
        "summary_mark": _mark(changed.marks, kind.identity.summary),
        "changed": changed,
        "changes": Markup(render_template("changes.html.j2", t=labels, view=changed) if changed.views else ""),  # noqa: S704  (autoescaped)
        # What opens at a mark stands outside of every fold: a closed one would hide it.
        "notes": Markup(render_template("change_notes.html.j2", t=labels, view=changed) if changed.views else ""),  # noqa: S704  (autoescaped)
        "waiting": waiting_words(playbook, edition),
        "holds": days_words(labels, own["effective_from"].text, own["valid_until"].text),
        "is_inside": edition.audience == HEADQUARTERS and kind.hides,
        "draft": own["status"].value == "draft",
        "row": row,
        "facts": facts(others),
        "is_long": is_long(plain(playbook.summary, branch, edition.locale)),
        "plan": plan_files(playbook, path) if keeps_agenda(playbook) else None,
        "body": explained(made.html, edition, path) if kind.explains else made.html,
        "background": made.background,
        "background_holds": [one.title for one in headings(made.background) if one.level == 2][:_NAMED],
        "used_by": _used_by(playbook, edition, path),
        "about": facts([own[name] for name in _ABOUT]),
        "tags": [Link(f"{relative(f'{TAGS}.html', path)}#{tag}", branch.tag(tag, edition.locale)) for tag in tags_of(playbook)],
        "aliases": own["aliases"].html if own["aliases"] else "",
        "source": playbook.document.path,
        "source_href": _source_href(playbook, edition, path),
        "data_href": relative(data_path(kind.name, playbook.id), path),
        "print_href": relative(print_path(kind.name, playbook.id), path),
    }
    html = render_template("playbook.html.j2", **values)
    title = plain(playbook.title, branch, edition.locale)
    description = plain(playbook.summary, branch, edition.locale)
    tags = tuple(branch.tag(tag, edition.locale) for tag in tags_of(playbook))
    return Page(
        path, title, html, description, tags, kind.name, _aliases_of(playbook), passages=made.passages, styles=tuple(style for style, signs in _STYLES.items() if any(sign in html for sign in signs)),
        switcher=switcher_html(edition, path, (kind.name, playbook.id)),
    ), diagnostics


def days_words(labels: Catalogue, begins: str, ends: str) -> str:
    """Return from when and until when a playbook holds; an empty text where it does not say."""
    if begins and ends:
        return labels("page.in_effect", begins=begins, ends=ends)
    return labels("page.effective_from", begins=begins) if begins else labels("page.valid_until", ends=ends) if ends else ""


def _mark(marks: Marks, pointer: Pointer | None) -> Markup:
    return marks.at(pointer) if pointer is not None else Markup("")


def tags_of(playbook: Playbook) -> tuple[str, ...]:
    """Return the tags of a playbook, if its kind has an envelope."""
    return _texts(playbook, "tags")


def _aliases_of(playbook: Playbook) -> tuple[str, ...]:
    return _texts(playbook, "aliases")


def _texts(playbook: Playbook, name: str) -> tuple[str, ...]:
    """Return the texts in a list of the envelope; the schema of a kind may leave the field out, or give it another form."""
    listed = at(playbook.value, (name,), []) if playbook.kind.envelope else []
    return tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()


def _used_by(playbook: Playbook, edition: Edition, path: str) -> list[Link]:
    links: dict[str, Link] = {}
    for use in edition.uses.get((playbook.kind.name, playbook.id), ()):
        target = f"{playbook_path(*use.by.key)}.html"
        if use.by.key != playbook.key:
            title = plain(use.by.title, edition.branch, edition.locale)
            links.setdefault(target, Link(relative(target, path), title, in_locale(edition.kind(use.by.kind).title, edition.locale)))
    return list(links.values())


def _source_href(playbook: Playbook, edition: Edition, path: str) -> str:
    """Return where the source can be read; an empty text where the site does not hold it, because some of it is hidden from its readers."""
    if edition.source_url and not playbook.document.path.startswith(f"{SOURCES}/"):
        return edition.source_url.replace("{path}", escape.path(playbook.document.path))
    return relative(source_path(playbook.document.path), path) if sees_all(edition.audience, playbook.kind) else ""
