"""Questions by which a reader checks what was understood."""

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, view_behind

_NOTHING = Markup("")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def quiz(field: Field, text: str, options: str, answer: str, because: str, see: str = "") -> Markup:
    """Return a list of questions, and below them, folded, the answers with their reasons.

    The names are those of an item's fields: what is asked, a list of options with ids and a `text`, the id of the right one, why it is
    right, and where it is explained. A script makes the options choices and shows the reason after a choice; the fold is for whoever has none.
    """
    if not field:
        return _NOTHING
    view = view_behind(field)
    labels, playbook = view.context.edition.labels, view.context.edition.playbooks[view.context.key]
    questions, answers = [], []
    for item in field:
        given = [(letter, option) for letter, option in zip(_LETTERS, item[options], strict=False)]
        right = next(((letter, option) for letter, option in given if view_behind(option).value.get("id") == item[answer].value), None)
        questions.append(_question(item, item[text], given, right[0] if right else ""))
        if right:
            answers.append(_answer(item, right, item[because], item[see] if see else None))
    return escape.element(
        '<div class="sop-quiz" data-sop-quiz data-sop-version="{}">\n{}<details class="sop-more" data-sop-answers>\n<summary>{}</summary>\n<ol class="sop-list">\n{}</ol>\n</details>\n</div>\n',
        playbook.envelope.version if playbook.envelope else "", _NOTHING.join(questions), labels("quiz.answers"), _NOTHING.join(answers),
    )


def _question(item: Field, text: Field, options: list[tuple[str, Field]], right: str) -> Markup:
    listed = _NOTHING.join(escape.element('<li data-sop-option="{}"><strong>{}.</strong> {}</li>\n', letter, letter, option["text"].html) for letter, option in options)
    return escape.element(
        '<div class="sop-card sop-question" id="{}" role="group" aria-labelledby="{}-asked" data-sop-question="{}">\n<p class="sop-card__head" id="{}-asked"><strong>{}</strong></p>{}\n<ul>\n{}</ul>\n</div>\n',
        item.anchor, item.anchor, right, item.anchor, text.words, text.mark, listed,
    )


def _answer(item: Field, right: tuple[str, Field], because: Field, see: Field | None) -> Markup:
    letter, option = right
    return escape.element(
        '<li data-sop-answer="{}"><p><strong>{}. {}</strong></p>\n<p>{}{}</p></li>\n',
        item.anchor, letter, option["text"].words, because.html, escape.element(" {}", see.html) if see else _NOTHING,
    )
