"""What a page shows on screens only: `x-print` leaves it out of the sheet, and so does the browser's own print."""

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, view_behind

_NOTHING = Markup("")


def off_paper(field: Field) -> Markup:
    """Return the attribute of an element that paper does not show; nothing for any other."""
    return _NOTHING if view_behind(field).is_printed else Markup(" data-sop-screen")


def kept_off_paper(field: Field, made: Markup) -> Markup:
    """Return what was made of a field, in an element that paper does not show where the field is for screens only."""
    return made if view_behind(field).is_printed else escape.element("<div data-sop-screen>\n{}</div>\n", made)
