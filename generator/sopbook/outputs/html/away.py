"""The page that opens without a network in place of something that is not kept on the device."""

from sopbook.handbook.agenda import has_today
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import AWAY, HOME, TODAY
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page


def away_page(edition: Edition) -> Page:
    """Return the page. The worker leads to it, and a script names there what was asked for."""
    html = render_template("away.html.j2", t=edition.labels, today=f"{TODAY}.html" if has_today(edition) else "", home=f"{HOME}.html")
    return Page(AWAY, edition.labels("away.title"), html)
