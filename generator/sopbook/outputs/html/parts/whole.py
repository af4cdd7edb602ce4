"""All fields of a playbook: as the body of its page, and below "More" what its template has left out."""

import re
from contextlib import nullcontext

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.outputs.html.parts.lists import facts
from sopbook.outputs.html.parts.sections import section, section_at, show

MORE = "sop-more"
"""The anchor of what a template has left out."""
_BELOW = 3
"""The level of the headings below it."""
_ID = re.compile(r'\bid="([^"]*)"')


def fields(page: Field) -> Markup:
    """Return the fields of a playbook: first those of one line, then a section for each other one."""
    if page.sort != "record":
        return show(page)
    return facts(page.short) + Markup("").join(section(one) for one in page.long)


def more(page: Field, above: str) -> Markup:
    """Return what a template has not drawn of its playbook, folded. Where it has drawn a part of a field `above`, the rest has an id of its own."""
    labels, drawing = view_behind(page).context.edition.labels, drawing_on(page)
    taken = set(_ID.findall(above))
    sections = (
        section_at(f"{MORE}-{one.anchor}" if one.anchor in taken else one.anchor, one, view_behind(one).title, _BELOW) for one in page.long
    )
    with drawing.part(MORE) if drawing is not None else nullcontext():
        return escape.element(
            '<details class="sop-more">\n<summary><h2 id="{}">{}</h2></summary>\n{}</details>\n', MORE, labels("page.more"), facts(page.short) + Markup("").join(sections) if page.sort == "record" else show(page, _BELOW)
        )
