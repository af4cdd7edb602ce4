"""The way from a playbook with messages for each person to the list on Today."""

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.agenda import has_today
from sopbook.handbook.links import HOME, relative
from sopbook.handbook.view.field import Field, place_of, view_behind


def person_list(field: Field) -> Markup:
    """Return the link that puts somebody on the list of the playbook of a field; nothing where the edition has no Today."""
    view = view_behind(field)
    edition, key = view.context.edition, view.context.key
    if key not in edition.playbooks or edition.playbooks[key].is_draft or not has_today(edition):
        return Markup("")
    return escape.element(
        '<p class="sop-chips" data-sop-aside><a class="sop-chip" href="{}#people={}">{}</a></p>\n', relative(f"{HOME}.html", place_of(field).page), "/".join(key),
        edition.labels("people.put"),
    )
