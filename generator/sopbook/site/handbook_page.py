"""A page of ours inside MkDocs: its HTML goes out as it is, past the Markdown converter."""

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from sopbook.outputs.html import page as rendered
from sopbook.outputs.html.frame import Frame, Text

TEMPLATE = "sopbook.html"
"""The template of a page in our own frame: sopbook/site/templates."""


class HandbookPage(Page):
    """A generated page: Markdown would cost 4 to 5 ms a page, this costs 0.2 (docs/decisions/0008-html-straight-from-templates.md)."""

    def __init__(self, page: rendered.Page, file: File, config: MkDocsConfig, *, framed: bool) -> None:
        super().__init__(page.title, file, config)
        self._page = page
        self.is_framed = framed
        """Whether our own frame stands around it, and not the theme's."""
        self.edit_url = None

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Set the metadata that the theme and the search read."""
        self.markdown = ""
        self.meta = {"title": self._page.title, "description": self._page.description}
        if not self._page.description:
            del self.meta["description"]
        if self._page.is_wide:
            self.meta["hide"] = ["toc"]
        if self.is_framed:
            self.meta["template"] = TEMPLATE

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Set the HTML, the table of contents and the anchors."""
        self.content = self._page.body if self.is_framed else self._page.standalone
        self.toc = _table_of_contents(self._page)
        self.present_anchor_ids = {heading.anchor for heading in self._page.headings}

    def within(self, frame: Frame) -> Markup:
        """Return the HTML of the whole page. What other plugins made of its texts and of its metadata holds."""
        text = Text(
            str(self.meta.get("title", self.title)), Markup(self.content or ""),  # noqa: S704  (the HTML of a page)
            str(self.meta.get("description", "")), self.canonical_url or "",
        )
        return frame.page(self._page, text)


class AnnouncedPage(HandbookPage):
    """A page that MkDocs knows of, for its navigation and for links that lead there, and that is made when a browser asks for it."""

    def __init__(self, path: str, title: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(rendered.Page(path, title, ""), file, config, framed=True)


def _table_of_contents(page: rendered.Page) -> TableOfContents:
    top: list[AnchorLink] = []
    for heading in page.headings:
        link = AnchorLink(heading.title, heading.anchor, heading.level)
        if heading.level == 3 and top:
            top[-1].children.append(link)
        else:
            top.append(link)
    return TableOfContents(top)
