"""A page of ours inside MkDocs: its HTML goes out as it is, past the Markdown converter."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from sopbook.render import page as rendered


class HandbookPage(Page):
    """A generated page. Measured (design.md): Markdown costs 4 to 5 ms a page, this 0.2."""

    def __init__(self, page: rendered.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self._page = page
        self.edit_url = None

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Set the metadata that the theme and the search read."""
        self.markdown = ""
        self.meta = {"title": self._page.title, "description": self._page.description}
        if not self._page.description:
            del self.meta["description"]
        if self._page.is_wide:
            self.meta["hide"] = ["toc"]

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Set the HTML, the table of contents and the anchors."""
        self.content = self._page.body
        self.toc = _table_of_contents(self._page)
        self.present_anchor_ids = {heading.anchor for heading in self._page.headings}


def _table_of_contents(page: rendered.Page) -> TableOfContents:
    top: list[AnchorLink] = []
    for heading in page.headings:
        link = AnchorLink(heading.title, heading.anchor, heading.level)
        if heading.level == 3 and top:
            top[-1].children.append(link)
        else:
            top.append(link)
    return TableOfContents(top)
