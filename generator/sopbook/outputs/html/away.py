"""The page that opens without a network in place of something that is not kept on the device."""

from sopbook.handbook.agenda import catalogue_path, has_today
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import AWAY, HOME, KEEPING
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page


def away_page(edition: Edition) -> Page:
    """Return the page. The worker leads to it, and a script names there what was asked for."""
    html = render_template("away.html.j2", t=edition.labels, keeping=f"{KEEPING}.html", today=f"{HOME}.html" if has_today(edition) else "", home=f"{catalogue_path(edition)}.html")
    return Page(AWAY, edition.labels("away.title"), html)
