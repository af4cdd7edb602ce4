"""The page of one playbook."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup

from sopbook import escape
from sopbook.branches.git_cache import SOURCES
from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda import keeps_agenda
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import (
    TAGS,
    data_path,
    index_path,
    playbook_path,
    print_path,
    relative,
    source_path,
)
from sopbook.handbook.view.field import Context, Field
from sopbook.handbook.view.language import badges, waiting_words
from sopbook.handbook.view.marks import Marks
from sopbook.handbook.view.text import inline, plain
from sopbook.kinds.kind import COMMON, in_locale
from sopbook.outputs.html.changes import changes_view
from sopbook.outputs.html.environment import compiled, environment, render_template
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.plan_files import plan_files
from sopbook.outputs.html.switcher import switcher_html
from sopbook.outputs.html.template_budget import TemplateBudgetError, template_budget
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer
from sopbook.source.pointer import at
from sopbook.source.text import Source

_ABOUT = ("version", "owner", "reviewed_on", "review_by")


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words, and a quiet note behind it."""

    href: str
    title: str
    note: str = ""
    current: bool = False


def fields_of(playbook: Playbook, edition: Edition, page: str, marks: Marks | None = None) -> Field:
    """Return a playbook's value as templates meet it, with links from a page, and marks if it is its own."""
    languages = {text.pointer: text.language for text in playbook.waiting if text.language != edition.locale}
    return Field(playbook.value, playbook.kind.shape, (), Context(playbook.kind, edition, page, marks, languages, badges(playbook, edition) if marks else {}, playbook.files))


def playbook_page(playbook: Playbook, edition: Edition) -> tuple[Page, list[Diagnostic]]:
    """Return the page of a playbook.

    A template that fails (TEMPLATE002) gives way to the generic layout: the reader loses the looks,
    not the content.
    """
    kind, labels, branch = playbook.kind, edition.labels, edition.branch
    path = playbook_path(kind.name, playbook.id)
    changed = changes_view(playbook, edition, path)
    fields = fields_of(playbook, edition, path, changed.marks)
    body, diagnostics = _body(playbook, edition, fields)
    own = fields if kind.envelope else fields["\0"]
    values: dict[str, Any] = {
        "t": labels,
        "locale": edition.locale,
        "kind": kind,
        "index_href": relative(f"{index_path(kind.name)}.html", path),
        "title": inline(playbook.title, branch, edition.locale, labels),
        "title_mark": _mark(changed.marks, kind.identity.title),
        "summary": inline(playbook.summary, branch, edition.locale, labels),
        "summary_mark": _mark(changed.marks, kind.identity.summary),
        "changed": changed,
        "changes": Markup(render_template("changes.html.j2", t=labels, view=changed) if changed.views else ""),  # noqa: S704  (autoescaped)
        "waiting": waiting_words(playbook, edition),
        "draft": own["status"].value == "draft",
        "facts": [fields.at(pointer) for pointer in kind.facts],
        "plan": plan_files(playbook, path) if keeps_agenda(playbook, edition) else None,
        "body": body,
        "used_by": _used_by(playbook, edition, path),
        "about": [own[name] for name in _ABOUT],
        "tags": [Link(f"{relative(f'{TAGS}.html', path)}#{tag}", branch.tag(tag, edition.locale)) for tag in tags_of(playbook)],
        "aliases": own["aliases"].html if own["aliases"] else "",
        "source": playbook.document.path,
        "source_href": _source_href(playbook, edition, path),
        "data_href": relative(data_path(kind.name, playbook.id), path),
        "print_href": relative(print_path(kind.name, playbook.id), path),
    }
    parts = environment().get_template("parts.html.j2").make_module({"t": labels})
    html = render_template("playbook.html.j2", parts=parts, **values)
    title = plain(playbook.title, branch, edition.locale)
    description = plain(playbook.summary, branch, edition.locale)
    tags = tuple(branch.tag(tag, edition.locale) for tag in tags_of(playbook))
    return Page(
        path, title, html, description, tags, kind.name, _aliases_of(playbook),
        switcher=switcher_html(edition, path, (kind.name, playbook.id)),
    ), diagnostics


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


def _body(playbook: Playbook, edition: Edition, fields: Field) -> tuple[Markup, list[Diagnostic]]:
    kind = playbook.kind
    if kind.template is None:
        return _generic(playbook, edition, fields), []
    try:
        template = compiled(kind.template)
        with template_budget():
            text = template.render(
                t=edition.labels, page=fields, locale=edition.locale, kind=kind, holidays=partial(holidays, edition=edition),
            )
    except Exception as error:  # noqa: BLE001  (a template of somebody's kind may fail in any way)
        return _generic(playbook, edition, fields), [_failure(playbook, kind.template, error)]
    return Markup(text), []  # noqa: S704  (autoescaped by the environment)


def _failure(playbook: Playbook, template: str, error: Exception) -> Diagnostic:
    """Return TEMPLATE002 for a template that fails on a playbook, LIMIT002 for one that makes too much, at its line."""
    source = Source(f"{playbook.kind.config.path.rpartition('/')[0]}/page.html.j2", template)
    start = sum(len(line) for line in template.splitlines(keepends=True)[: _line_of(error) - 1])
    _, end = source.line_bounds(start)
    if isinstance(error, TemplateBudgetError | RecursionError | MemoryError | OverflowError):
        what = str(error) if isinstance(error, TemplateBudgetError) else "its macros call each other without end" if isinstance(error, RecursionError) else "it makes something too large"
        return source.diagnostic(
            start, end, "LIMIT002", f"The template makes too much of {playbook.document.path}: {what}.",
            "Let it run through the fields of the page, once. Until then the page has the generic layout.",
        )
    return source.diagnostic(
        start, end, "TEMPLATE002", f"The template fails on {playbook.document.path}: {_reason(error)}.",
        "Ask {% if page['field'] %} before using a field that may be missing. Until then the page has the generic layout.",
    )


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


def _generic(playbook: Playbook, edition: Edition, fields: Field) -> Markup:
    kind = playbook.kind
    hidden = set(COMMON) if kind.envelope else set()
    named = {pointer[0] for pointer in (kind.identity.id, kind.identity.title, kind.identity.summary)
             if pointer and len(pointer) == 1}
    shown = [f for f in fields if f.name not in hidden | named and f.pointer not in kind.facts] if isinstance(
        fields.value, dict) else [fields]
    html = render_template(
        "generic.html.j2", t=edition.labels,
        short=[f for f in shown if f.is_short], long=[f for f in shown if not f.is_short],
    )
    return Markup(html)  # noqa: S704  (autoescaped by the environment)


def holidays(day: str, edition: Edition) -> list[dict[str, str]]:
    """Return the branch's holidays on a day, each with its name and note in the edition's locale."""
    return [
        {"name": in_locale(one.name, edition.locale), "note": in_locale(one.note, edition.locale)}
        for one in edition.branch.holidays if one.date == day
    ]


def _used_by(playbook: Playbook, edition: Edition, path: str) -> list[Link]:
    links: dict[str, Link] = {}
    for use in edition.uses.get((playbook.kind.name, playbook.id), ()):
        target = f"{playbook_path(*use.by.key)}.html"
        if use.by.key != playbook.key:
            title = plain(use.by.title, edition.branch, edition.locale)
            links.setdefault(target, Link(relative(target, path), title, in_locale(edition.kind(use.by.kind).title, edition.locale)))
    return list(links.values())


def _source_href(playbook: Playbook, edition: Edition, path: str) -> str:
    if edition.source_url and not playbook.document.path.startswith(f"{SOURCES}/"):
        return edition.source_url.replace("{path}", escape.path(playbook.document.path))
    return relative(source_path(playbook.document.path), path)
