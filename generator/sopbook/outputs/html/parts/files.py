"""Files that go out with a message."""

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.interpolation import has_names
from sopbook.handbook.view.field import Field, drawing_on, view_behind

_NOTHING = Markup("")


def attachments(field: Field) -> Markup:
    """Return what goes out with a message: of each thing its type, title, description, address and file."""
    if not field:
        return _NOTHING
    labels = view_behind(field).context.edition.labels
    return escape.element(
        '<ul class="sop-attachments" aria-label="{}">\n{}</ul>\n', labels("page.attachments"), _NOTHING.join(_attachment(item) for item in field)
    )


def _attachment(item: Field) -> Markup:
    labels = view_behind(item).context.edition.labels
    title, description, url = item["title"], item["description"], item["url"]
    note = labels("attachment.on_the_day") if item["on_the_day"].value else labels("attachment.unfilled") if _is_unfilled(item) else ""
    drawing, what = drawing_on(item), labels(f"attachment.{item['type'].value}")
    if drawing is not None:
        drawing.say(what)
        drawing.say(note)
    return escape.element(
        '<li><span class="sop-chip">{}</span> {}{}{}{}{}\n{}</li>\n',
        what, title.html, escape.element(" – {}", description.html) if description else _NOTHING,
        escape.element(" {}", _address(url)) if url else _NOTHING, _card(item),
        escape.element(" <small>({})</small>", note) if note else _NOTHING, download(item["file"], title.text),
    )


def _is_unfilled(item: Field) -> bool:
    """Return whether something that is needed to send an attachment waits for the company: a param that is still empty."""
    return any(item[name].sort == "empty" for name in ("file", "url", "appid", "page"))


def _card(item: Field) -> Markup:
    """Return which page of which mini-program a card opens."""
    given = [item[name].html for name in ("appid", "page") if item[name]]
    return escape.element(" <small>{}</small>", Markup(" · ").join(given)) if given else _NOTHING


def _address(url: Field) -> Markup:
    address = url.value if url.text else ""
    if not escape.link(address) or has_names(address):
        return url.html  # A slot, which the operator fills in.
    return escape.element('<a href="{}" rel="noopener noreferrer">{}</a>', address, address)


def download(field: Field, alt: str) -> Markup:
    """Return a file: the picture, if it is one, and a button to download it."""
    file = field.file
    if not file:
        return _NOTHING
    labels = view_behind(field).context.edition.labels
    picture = escape.element(
        '<a class="sop-file__picture" href="{}"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async"></a>\n',
        file.href, file.href, alt, file.width, file.height,
    ) if file.is_picture else _NOTHING
    return escape.element(
        '<span class="sop-file">\n{}<a class="sop-button" href="{}" download="{}">{} <small>{}</small></a>\n</span>\n',
        picture, file.href, file.name, labels("attachment.download"), file.size,
    )
