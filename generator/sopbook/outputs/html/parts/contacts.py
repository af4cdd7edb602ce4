"""Whom to call: a button with the number, the list of those to try one after the other, and the bar that stays in sight."""

from collections.abc import Iterable

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.contact import Contact
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.handbook.view.view import View
from sopbook.kinds.kind import in_locale

_NOTHING = Markup("")
_PHONE = Markup(
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6.600 10.800a15 15 0 0 0 6.600 6.600l2.200-2.200a1 1 0 0 1 1-.250 11.400 11.400 0 0 0 3.600.570 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4'
    'a1 1 0 0 1 1-1h3.500a1 1 0 0 1 1 1c0 1.250.2 2.450.570 3.570a1 1 0 0 1-.250 1z"/></svg>'
)
_COPY = Markup(
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M16 1H4a2 2 0 0 0-2 2v14h2V3h12zm3 4H8a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2m0 16H8V7h11z"/></svg>'
)


def call(field: Field) -> Markup:
    """Return the button that calls a contact: of those in question the first who answers at this hour, which a script finds out."""
    view = view_behind(field)
    if not view.contacts:
        return _NOTHING
    _note(field)
    return escape.element('<span class="sop-call" data-sop-call="{}">{}</span>\n', view.value, _button(view, view.contacts[0]))


def calls(fields: Iterable[Field]) -> Markup:
    """Return whom the fields name as a list, each contact once: the branch's own first, then whom to try if nobody answers."""
    named: dict[str, Field] = {}
    for field in fields:
        if view_behind(field).contacts:
            _note(field)
            named.setdefault(str(view_behind(field).value), field)
    lists = _NOTHING.join(_chain(view_behind(field)) for field in named.values())
    return escape.element('<div class="sop-calls">\n{}</div>\n', lists) if lists else _NOTHING


def bar(say: Field, contact: Field) -> Markup:
    """Return what stays at the bottom of the screen: copy a message of the page, and call whoever is on duty."""
    labels = view_behind(say).context.edition.labels
    copy = escape.element(
        '<button class="sop-bar__copy" type="button" data-sop-copy="{}" hidden>{}<span data-sop-label>{}</span></button>\n',
        say.anchor, _COPY, labels("bar.copy"),
    ) if say else _NOTHING
    return escape.element('<section class="sop-bar" aria-label="{}">\n{}{}</section>\n', labels("bar.name"), copy, call(contact))


def _chain(view: View) -> Markup:
    """Return those to call for one contact. A script puts those first who answer at this hour; the zone is that of the branch."""
    edition = view.context.edition
    rows = _NOTHING.join(_row(view, one, place) for place, one in enumerate(view.contacts))
    return escape.element('<ul class="sop-chain" data-sop-chain="{}" data-sop-zone="{}">\n{}</ul>\n', view.value, edition.branch.time_zone, rows)


def _row(view: View, contact: Contact, place: int) -> Markup:
    edition = view.context.edition
    labels, locale = edition.labels, edition.locale
    is_own = contact.branch == edition.branch.title and edition.branch.parent is not None
    own = escape.element(' <span class="sop-own">{}</span>', in_locale(contact.branch, locale)) if is_own else _NOTHING
    return escape.element(
        '<li{}><div><strong>{}</strong>{}{}{}</div>{}</li>\n',
        escape.element(' data-sop-hours="{}"', contact.hours) if contact.hours else _NOTHING, in_locale(contact.role, locale), own,
        escape.element(' <span class="sop-hours">{}</span>', contact.hours) if contact.hours else _NOTHING,
        escape.element("<small>{}</small>", labels("contact.next")) if place else _NOTHING, _button(view, contact),
    )


def _button(view: View, contact: Contact) -> Markup:
    """Return the button of one contact: it dials where a phone can, else it copies the number, which stands on it in any case."""
    edition = view.context.edition
    role, number, dialled = in_locale(contact.role, edition.locale), contact.number(edition.locale), contact.dialled(edition.locale)
    if dialled:
        return escape.element(
            '<a class="sop-call__button" href="tel:{}" aria-label="{}">{}<span>{}<small>{}</small></span></a>',
            dialled, edition.labels("contact.call", role=role, number=number), _PHONE, role, number,
        )
    return escape.element(
        '<span class="sop-call__copied"><span data-sop-message hidden>{}</span>'
        '<button class="sop-call__button" type="button" data-sop-copy aria-label="{}">{}<span>{}<small data-sop-label>{}</small></span></button></span>',
        number, edition.labels("contact.copy", role=role, number=number), _COPY, role, number,
    )


def _note(field: Field) -> None:
    drawing = drawing_on(field)
    if drawing is not None:
        drawing.draw(view_behind(field))
