"""How a message goes out: in one quiet line."""

from collections.abc import Iterator

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.sending.modes import Mode
from sopbook.handbook.labels import Catalogue
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.handbook.view.units import number

_NOTHING = Markup("")


def sent(field: Field) -> Markup:
    """Return how a message goes out: the mode, the account, the hours, and what WeCom takes at most."""
    if not field:
        return _NOTHING
    edition, drawing = view_behind(field).context.edition, drawing_on(field)
    modes = edition.branch.modes.modes if edition.branch.modes else {}
    mode = modes.get(str(field["mode"].value))
    limits = "".join(f" · {words}" for words in _limits(mode, edition.labels)) if mode else ""
    if drawing is not None:
        drawing.say(limits.removeprefix(" · "))
    return escape.element(
        '<p class="sop-step__who">{}{}{}{}{}</p>\n', field["mode"].html, escape.element(" · {}", field["by"].html) if field["by"] else _NOTHING,
        escape.element(" · {}–{}", field["window"]["from"].html, field["window"]["until"].html) if field["window"] else _NOTHING, limits, field.dropped,
    )


def _limits(mode: Mode, labels: Catalogue) -> Iterator[str]:
    """Yield what a mode takes at most, where that is certain, and what it needs, in words."""
    if mode.bytes and mode.is_sure:
        yield labels("send.bytes", number=number(mode.bytes))
    if mode.chars and mode.is_sure:
        yield labels("send.chars", number=number(mode.chars))
    if mode.most:
        yield labels("send.things", count=mode.most)
    for need in mode.needs:
        yield labels(f"send.needs.{need}")
