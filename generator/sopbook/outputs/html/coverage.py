"""The page for authors that shows what is translated and what waits."""

from sopbook.handbook.edition import Edition
from sopbook.handbook.links import COVERAGE
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page


def coverage_pages(edition: Edition) -> list[Page]:
    """Return the page of coverage, or none in a workspace of one edition."""
    if not edition.coverage:
        return []
    html = render_template("coverage.html.j2", t=edition.labels, editions=edition.coverage)
    return [Page(COVERAGE, edition.labels("coverage.title"), html, edition.labels("coverage.lead"))]
