"""What a page is built of from top to bottom: the message that comes next, lines that open, the background."""

from collections.abc import Callable, Sequence

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, drawing_on, place_of, view_behind
from sopbook.outputs.html.parts.messages import copy_button, with_lines
from sopbook.outputs.html.parts.paper import off_paper

_NOTHING = Markup("")
NEXT, BACKGROUND = "sop-next", "sop-background"
"""The ids of the first card and of the fold at the end."""


def next_card(
    item: Field, message: Field, when: str = "", who: str = "", what: str = "", lines: Sequence[tuple[str, Field]] = (),
) -> Markup:
    """Return the card at the top of a page: a message that also stands at its `item` further down, `lines` below it as in a bubble.

    A script puts the first message there that nobody has ticked yet. Search, printing and the contents pass the card over.
    """
    if not message:
        return _NOTHING
    quiet, *others = (Field(view_behind(one), place_of(one).without_drawing) for one in (message, *(line for _, line in lines)))
    words = with_lines(quiet, [(before, other) for (before, _), other in zip(lines, others, strict=True)])
    labels = view_behind(message).context.edition.labels
    head = escape.element('<strong data-sop-when>{}</strong> <span data-sop-who>{}</span>', when, who)
    return escape.element(
        '<aside class="sop-next" id="{}" aria-label="{}" data-sop-aside>\n<p class="sop-next__head">{}</p>\n<p class="sop-next__what" data-sop-what>{}</p>\n'
        '<figure class="sop-bubble"><div class="sop-next__text"><div class="sop-bubble__text" data-sop-message{}>{}</div></div>\n{}</figure>\n'
        '<p class="sop-next__more"><a href="#{}">{}</a></p>\n</aside>\n',
        NEXT, labels("page.next"), head, what,
        escape.element(' lang="{}"', quiet.language) if quiet.language else _NOTHING, words, copy_button(message, labels("page.next")),
        item.anchor, labels("page.in_place"),
    )


@pass_context
def background(context: Context, caller: Callable[[], str]) -> Markup:
    """Put what explains into the fold at the end of the page, in the order of the calls."""
    page = context.get("page")
    drawing = drawing_on(page) if isinstance(page, Field) else None
    made = Markup(caller())  # noqa: S704  (autoescaped by the template)
    if drawing is None:
        return made
    drawing.background += made
    return _NOTHING


def line(item: Field, title: Field, when: str = "", tick: bool | str = False, caller: Callable[[], str] | None = None) -> Markup:
    """Return an item as a row of one line that opens in place, in a list of the class sop-lines-list.

    `tick` is whether it can be ticked, or under which id. A mark of the title stands in what opens: a line is one control.
    """
    return escape.element(
        '<li class="sop-line" id="{}"{}{}>\n<details>\n<summary>{}<span class="sop-line__title">{}</span></summary>\n<div class="sop-line__in">\n{}{}</div>\n</details>\n</li>\n',
        item.anchor, off_paper(item), Markup(" data-sop-tick") if tick is True else escape.element(' data-sop-tick="{}"', tick) if tick else _NOTHING,
        escape.element('<span class="sop-line__when">{}</span> ', when) if when else _NOTHING, *_words_and_marks(title), caller() if caller else "",
    )


def _words_and_marks(title: Field) -> tuple[Markup, Markup]:
    """Return the words of a title, and apart from them the marks at it: of a list, those of its items, too."""
    if title.sort != "list":
        return title.words, title.mark
    labels = view_behind(title).context.edition.labels
    return escape.html(labels("join")).join(one.words for one in title), _NOTHING.join([title.mark, *(one.mark for one in title)])

