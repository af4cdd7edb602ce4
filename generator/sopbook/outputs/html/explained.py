"""Terms of the glossary, explained where a page first uses them."""

import re

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.glossary import Term
from sopbook.branches.watch.normal import is_chinese
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import GLOSSARY, relative
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.glossary import glossary_anchor

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "path", "rect", "circle"})
_LEFT = frozenset({"a", "button", "code", "dt", "figure", "h1", "h2", "h3", "h4", "label", "summary", "svg", "th"})
"""What is a control already, names something, or is copied."""
_LEFT_PARTS = ("data-sop-quiz", "data-sop-message", "data-sop-aside")


def explained(html: Markup, edition: Edition, page: str) -> Markup:
    """Return the HTML of a page in which the first use of each term is a button that shows what it means.

    The browser itself opens and closes the words (HTML, popover): by a tap, by a key, without a script. What is not in sight costs nothing
    on paper and in the search.
    """
    waiting = {in_locale(term.term, edition.locale): term for term in edition.branch.terms}
    used: dict[str, Term] = {}
    made = "".join(_marked(piece, waiting, used) if is_open else piece for piece, is_open in _pieces(html))
    return Markup(made) + Markup("").join(_means(name, term, edition, page) for name, term in used.items())  # noqa: S704  (the page, and words that are escaped)


def _pieces(html: str) -> list[tuple[str, bool]]:
    """Return a page in pieces, each with whether it is plain text in which a term may be explained."""
    pieces: list[tuple[str, bool]] = []
    around: list[tuple[str, bool]] = []
    for piece in _TAG.split(html):
        tag = _NAME.match(piece)
        if tag is None:
            pieces.append((piece, not any(is_left for _, is_left in around)))
            continue
        pieces.append((piece, False))
        name = tag[1].lower()
        if piece.startswith("</"):
            while around and around.pop()[0] != name:
                pass
        elif name not in _VOID and not piece.endswith("/>"):
            around.append((name, name in _LEFT or any(part in piece for part in _LEFT_PARTS)))
    return pieces


def _marked(text: str, waiting: dict[str, Term], used: dict[str, Term]) -> str:
    """Return a text with a button at the first use of each term that waits for one."""
    found = [(hit.start(), -len(hit[0]), name, hit) for name in waiting if (hit := _form(name).search(text))]
    if not found:
        return text
    _, _, name, hit = min(found, key=lambda one: one[:3])
    used[name] = waiting.pop(name)
    button = str(escape.element('<button type="button" class="sop-term" popovertarget="sop-{}">{}</button>', glossary_anchor(used[name]), Markup(hit[0])))  # noqa: S704  (from the page)
    return f"{text[: hit.start()]}{button}{_marked(text[hit.end() :], waiting, used)}"


def _form(name: str) -> re.Pattern[str]:
    escaped = re.escape(str(escape.html(name)))
    return re.compile(escaped if is_chinese(name) else rf"(?<!\w){escaped}(?!\w)", re.IGNORECASE)


def _means(name: str, term: Term, edition: Edition, page: str) -> Markup:
    anchor = glossary_anchor(term)
    return escape.element(
        '<div popover id="sop-{}" class="sop-term__means" data-sop-aside>\n<p><strong>{}</strong></p>\n<p>{}</p>\n<p><a href="{}#{}">{}</a></p>\n</div>\n',
        anchor, name, in_locale(term.means, edition.locale), relative(f"{GLOSSARY}.html", page), anchor, edition.labels("glossary.more", title=name),
    )
