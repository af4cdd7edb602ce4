"""Which other playbooks name an item of a list."""

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, view_behind
from sopbook.handbook.view.text import plain


def used_by(item: Field) -> Markup:
    """Return the links to the other playbooks that name an item, or nothing.

    What its own playbook says of it stands on the same page. The search passes the links over, as it does those at the end of a page.
    """
    view = view_behind(item)
    edition = view.context.edition
    users = {use.by.key: plain(use.by.title, edition.branch, edition.locale) for use in view.uses if use.by.key != view.context.key}
    if not users:
        return Markup("")
    links = [escape.element('<a href="{}">{}</a>', item.address_of(key), words) for key, words in users.items()]
    return escape.element('<p class="sop-quiet">{} {}</p>\n', edition.labels("item.used_by"), escape.html(edition.labels("join")).join(links))
