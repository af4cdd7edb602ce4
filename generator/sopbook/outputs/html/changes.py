"""What a branch changed, on its page: a mark where it stands, and the former text on demand."""


from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.fork.override import ABSENT
from sopbook.branches.playbook import Playbook
from sopbook.branches.translation.reasons import Reason
from sopbook.handbook.changes import Change, fork_layers
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import CHANGES, playbook_path, relative
from sopbook.handbook.view.context import Context
from sopbook.handbook.view.language import language_name
from sopbook.handbook.view.marks import Marks
from sopbook.handbook.view.named_item import titles_in
from sopbook.handbook.view.view import view_of_value
from sopbook.kinds.kind import in_locale
from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.outputs.html.environment import render_template
from sopbook.source.document import Pointer
from sopbook.source.pointer import at

_LONGEST = 400


@dataclass(frozen=True)
class ChangeView:
    """A change as the page shows it."""

    number: int
    sort: str
    title: str
    who: str
    why: Markup
    """The reasons; one in another language is marked, because it waits for a translation."""
    now: str
    former: tuple[tuple[str, str], ...]
    waits: bool


@dataclass(frozen=True)
class ChangesView:
    """All changes of a page: their marks, the list at its end, and how many wait for somebody."""

    marks: Marks
    views: tuple[ChangeView, ...]
    owner: str = ""
    """The branch whose playbook it is."""
    branch: str = ""
    """The lowest branch that forked it."""
    parent: str = ""
    """The branch above that one."""
    waiting: int = 0
    here: str = ""
    """The branch whose handbook it is."""
    overview: str = ""
    """The address of the page that lists what the branch changed of all playbooks."""


def changes_view(playbook: Playbook, edition: Edition) -> ChangesView:
    """Return what forks changed of a playbook, ready for its page."""
    marks = Marks()
    found, views = edition.changes[playbook.key], change_views(playbook, edition)
    if not found:
        return ChangesView(marks, ())
    dropped: dict[Pointer, list[ChangeView]] = {}
    for change, view in zip(found, views, strict=True):
        if change.sort == "deleted":
            dropped.setdefault(change.pointer, []).append(view)
            continue
        place = _first_text(playbook, change.pointer) if change.sort in ("added", "moved") else change.pointer
        marks.add(place, Markup(render_template("mark.html.j2", t=edition.labels, change=view)))  # noqa: S704  (autoescaped)
    for pointer, gone in dropped.items():
        marks.add(pointer, Markup(render_template("dropped.html.j2", t=edition.labels, changes=gone)))  # noqa: S704  (autoescaped)
    lineage = {branch.name: branch for branch in playbook.branch.lineage}
    writer, owner = lineage[playbook.writer], lineage[playbook.owner]
    return ChangesView(
        marks, views, in_locale(owner.title, edition.locale), in_locale(writer.title, edition.locale),
        in_locale(writer.parent.title, edition.locale) if writer.parent else "",
        sum(drift.outdated for drift in playbook.drifts), edition.title, relative(f"{CHANGES}.html", playbook_path(*playbook.key)),
    )


def change_views(playbook: Playbook, edition: Edition) -> tuple[ChangeView, ...]:
    """Return the changes of a playbook in words, in the order of its page."""
    found = edition.changes[playbook.key]
    context = Context(playbook.kind, edition, titles=titles_in(fork_layers(playbook)) if found else {})
    return tuple(_view(number, change, playbook, context) for number, change in enumerate(found, 1))


def _view(number: int, change: Change, playbook: Playbook, context: Context) -> ChangeView:
    shape, edition = playbook.kind.shape, context.edition
    steps: Pointer = tuple("*" if str(s).startswith("{") else s for s in change.path if s != "$move")
    words = [
        (in_locale(former.branch, edition.locale), _text(former.value, shape.at(steps), steps, context))
        for former in change.former
    ]
    now = at(playbook.value, change.pointer) if change.sort != "deleted" else ABSENT
    return ChangeView(
        number, change.sort, _title(change, playbook, context), in_locale(change.branch, edition.locale),
        escape.element("{}", edition.labels("space")).join(_reason(one, edition) for one in change.why),
        _text(now, shape.at(change.pointer), change.pointer, context), tuple(words), change.waits,
    )


def _reason(reason: Reason, edition: Edition) -> Markup:
    """Return a reason; behind one that is in another language a badge says that it waits for a translation."""
    language = reason.language
    if not language:
        return escape.element("{}", reason.text)
    waits = edition.labels("language.missing", language=language_name(language, edition))
    return escape.element('<span lang="{}">{}</span> <span class="sop-badge" title="{}">{}</span>', language, reason.text, waits, language.upper())


def _title(change: Change, playbook: Playbook, context: Context) -> str:
    """Return what a changed place is called: its section and its field."""
    names = [step for step in change.path if not str(step).startswith(("{", "$"))]
    shape, titles = playbook.kind.shape, list[str]()
    pointer: Pointer = ()
    for step in change.path:
        here: str | int = "*" if str(step).startswith("{") else step
        if step == "$move":
            break
        shape, pointer = shape.child(here), (*pointer, 0 if here == "*" else here)
        if step in names:
            titles.append(view_of_value(None, shape, pointer, context).title)
    return " › ".join(dict.fromkeys([titles[0], titles[-1]] if titles else []))


def _text(value: Any, shape: SchemaView, pointer: Pointer, context: Context) -> str:
    if value is ABSENT:
        return context.edition.labels("change.nothing")
    text = view_of_value(value, shape, pointer, context).text
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _first_text(playbook: Playbook, pointer: Pointer) -> Pointer:
    """Return the text that stands for an item: its first one in the order of the schema."""
    value, shape = at(playbook.value, pointer), playbook.kind.shape.at(pointer)
    if not isinstance(value, dict):
        return pointer
    texts = [p for p, item, s in leaves(value, shape, pointer) if isinstance(item, str) and s.get("x-text")]
    order = {name: index for index, name in enumerate(shape.properties)}
    return min(texts, key=lambda p: order.get(str(p[len(pointer)]), len(order)), default=pointer)


