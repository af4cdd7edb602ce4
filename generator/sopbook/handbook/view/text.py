"""Texts of playbooks as HTML: escaped, with their slots marked."""

import re

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.branch import Branch
from sopbook.branches.interpolation import parts
from sopbook.handbook.labels import Catalogue
from sopbook.handbook.view.markdown import markdown
from sopbook.handbook.words import plain as plain
from sopbook.handbook.words import whole_lines as whole_lines
from sopbook.kinds.kind import in_locale


def slot(name: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    """Return a blank that the operator fills in, shown by its title in brackets; one that WeCom fills in, by its token."""
    title = in_locale(branch.slots[name].title, locale) if name in branch.slots else name
    if name in branch.slots and branch.slots[name].token:
        return escape.element(
            '<span class="sop-slot sop-slot--token" title="{}">{}</span>', labels("page.token", title=title), branch.slots[name].token,
        )
    return escape.element(
        '<span class="sop-slot" data-slot="{}" title="{}">[{}]</span>', name, labels("page.slot", title=title), title
    )


def inline(text: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    """Return a plain text or a message as HTML; line breaks stay line breaks."""
    return _with_slots(whole_lines(text), branch, locale, labels)


def _with_slots(text: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    if "${" not in text:
        return _with_tokens(text, branch, locale, labels)
    return Markup("").join(
        slot(part.name, branch, locale, labels) if part.is_name and part.name else _with_tokens(part.text, branch, locale, labels)
        for part in parts(text)
    )


def _with_tokens(text: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    """Return literal words as HTML; a token that somebody wrote by hand is marked like its slot."""
    names = {one.token: name for name, one in branch.slots.items() if one.token}
    if not any(token in text for token in names):
        return escape.html(text)
    pieces = re.split(f"({'|'.join(map(re.escape, names))})", text)
    return Markup("").join(slot(names[one], branch, locale, labels) if one in names else escape.html(one) for one in pieces)


def prose(text: str, branch: Branch, locale: str, labels: Catalogue) -> Markup:
    """Return a Markdown text as HTML with its slots marked."""
    html = markdown(text, lambda words: _with_slots(words, branch, locale, labels))
    return Markup(html)  # noqa: S704  (our own parser, raw HTML off)
