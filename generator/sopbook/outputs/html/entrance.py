"""The entrance of a site with several editions: choose your branch and language. One whole page, no theme."""

from collections.abc import Sequence

from sopbook.branches.branch import Branch
from sopbook.handbook.labels import catalogue
from sopbook.handbook.links import HOME, edition_path
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.environment import render_template


def entrance_page(branches: Sequence[Branch], locale: str) -> str:
    """Return the HTML of the page, in the language of the first edition; each link is in its own."""
    rows = [
        {
            "depth": len(branch.lineage) - 1,
            "links": [
                {
                    "href": f"{edition_path(branch.name, one)}/{HOME}.html", "locale": one,
                    "title": in_locale(branch.title, one), "language": catalogue(one)("language.name"),
                }
                for one in branch.locales
            ],
        }
        for branch in branches
    ]
    return render_template("entrance.html.j2", t=catalogue(locale), locale=locale, rows=rows)
