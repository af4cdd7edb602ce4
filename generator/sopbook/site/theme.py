"""What the theme is handed: plain texts, which its templates escape from here on, and HTML, which says that it is.

MkDocs hands both to templates that escape nothing. A title that comes from a heading is HTML, one from front matter,
from mkdocs.yml or from a playbook is not; here all become plain texts.
"""

from collections.abc import Iterable
from html import unescape

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from sopbook import escape

_HANDED_HTML = ("blog.html", "blog-post.html", "fragments/", "partials/consent.html", "partials/feedback.html", "partials/pagination.html", "partials/post.html")
"""Templates of Material that print HTML of its own plugins and settings, and no text of a playbook."""


class Html(str):
    """HTML that a template prints as it is. Unlike Markup, it takes in what is put before it: MkDocs marks a draft so."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the HTML (the protocol of markupsafe)."""
        return str(self)

    def __radd__(self, before: str) -> "Html":
        """Return both, as HTML."""
        return Html(f"{before}{self}")


def guarded(environment: Environment, config: MkDocsConfig, pages: Iterable[Page]) -> None:
    """Let the templates of a theme escape what they print, and mark what is HTML by right."""
    if escape.templates(environment).autoescape:
        environment.autoescape = lambda name: not (name or "").startswith(_HANDED_HTML)
    if config.copyright:
        config.copyright = Markup(config.copyright)  # noqa: S704  (HTML by its documentation)
    for page in pages:
        for titled in (page, *_anchors(page.toc)):
            if hasattr(titled, "typeset"):  # Material's plugin of that name: titles with their code and icons
                titled.typeset = {name: Markup(html) for name, html in titled.typeset.items()}  # noqa: S704


def plainly_titled(page: Page) -> Page:
    """Return a page that somebody wrote by hand, its title and its contents as plain texts."""
    if page._title_from_render:
        page._title_from_render = unescape(page._title_from_render)
    for anchor in _anchors(page.toc):
        anchor.title = unescape(anchor.title)
    page.meta.setdefault("title", page.title)  # Where it is missing, Material strips what looks like a tag from the title.
    return page


def _anchors(links: Iterable[AnchorLink]) -> Iterable[AnchorLink]:
    for link in links:
        yield link
        yield from _anchors(link.children)
