"""Texts of playbooks as HTML: escaped, with their slots marked."""

from markupsafe import Markup, escape

from sopbook.kinds.kind import in_locale
from sopbook.labels import Catalogue
from sopbook.model.words import plain as plain
from sopbook.render.markdown import markdown
from sopbook.resolve.branch import Branch
from sopbook.resolve.interpolation import parts


def slot(name: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    """Return a blank that the operator fills in, shown by its title in brackets."""
    title = in_locale(branch.slots[name].title, locale) if name in branch.slots else name
    return Markup('<span class="sop-slot" data-slot="{}" title="{}">[{}]</span>').format(
        name, labels("page.slot", title=title), title
    )


def inline(text: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    """Return a plain text or a message as HTML; line breaks stay line breaks."""
    return _with_slots(text.strip(), branch, locale, labels)


def _with_slots(text: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    return Markup("").join(
        slot(part.name, branch, locale, labels) if part.is_name and part.name else escape(part.text)
        for part in parts(text)
    )


def prose(text: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    """Return a Markdown text as HTML with its slots marked."""
    html = markdown(text, lambda words: _with_slots(words, branch, locale, labels))
    return Markup(html)  # noqa: S704  (our own parser, raw HTML off)
