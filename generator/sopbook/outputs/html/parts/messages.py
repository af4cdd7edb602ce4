"""Messages, each with its button to copy."""

from collections.abc import Sequence

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, drawing_on, view_behind

_NOTHING = Markup("")


def bubble(field: Field, title: str | None = None, lines: Sequence[tuple[str, Field]] = ()) -> Markup:
    """Return a message. `lines` are fields that stand below it as further lines, each with what stands in front of it."""
    if not field:
        return _NOTHING
    labels = view_behind(field).context.edition.labels
    drawing = drawing_on(field)
    if drawing is not None:
        for one in (field, *(line for _, line in lines)):
            drawing.draw(view_behind(one), is_message=True)
    return escape.element(
        '<figure class="sop-bubble">\n{}<div class="sop-bubble__text" data-sop-message{}>{}{}</div>\n{}{}\n'
        '<button class="sop-copy" type="button" data-sop-copy hidden>{}</button>\n</figure>\n',
        escape.element("<figcaption>{}</figcaption>", title) if title else _NOTHING,
        escape.element(' lang="{}"', field.language) if field.language else _NOTHING,
        field.words,
        _NOTHING.join(escape.element("\n{}{}", before, line.words) for before, line in lines),
        field.mark, _NOTHING.join(line.mark for _, line in lines), labels("page.copy"),
    )


def sequence() -> Markup:
    """Return the place of the buttons that copy the messages of a section one after the other."""
    return escape.element('<div class="sop-sequence" data-sop-sequence hidden></div>\n')
