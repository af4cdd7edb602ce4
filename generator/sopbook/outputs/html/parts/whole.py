"""All fields of a playbook: as the body of its page, and below "More" what its template has left out."""

from contextlib import nullcontext

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.outputs.html.parts.lists import facts
from sopbook.outputs.html.parts.sections import section, show

MORE = "sop-more"
"""The anchor of what a template has left out."""


def fields(page: Field, level: int = 2) -> Markup:
    """Return the fields of a playbook: first those of one line, then a section for each other one."""
    if page.sort != "record":
        return show(page, level)
    return facts(page.short) + Markup("").join(section(one, level=level) for one in page.long)


def more(page: Field) -> Markup:
    """Return what a template has not drawn of its playbook, folded."""
    labels, drawing = view_behind(page).context.edition.labels, drawing_on(page)
    with drawing.part(MORE) if drawing is not None else nullcontext():
        return escape.element(
            '<details class="sop-more">\n<summary><h2 id="{}">{}</h2></summary>\n{}</details>\n', MORE, labels("page.more"), fields(page, 3)
        )
