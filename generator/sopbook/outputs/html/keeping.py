"""The page about what is kept on the device and opens without a network, and what else a reader may keep."""

import json

from sopbook.handbook.agenda import catalogue_path
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import KEEPING
from sopbook.outputs.html.bundle import KEEP_STYLE
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.switcher import switcher_html

SETS = ("pages", "search", "sheets", "booklet", "files", "calendars", "rest")
"""What can be kept, in the order of the page: the sets of site/offline.py behind what is kept from the beginning."""
SPOKEN = "keeping."
"""Labels that begin like this are for its script, and for no other page."""


def keeping_page(edition: Edition) -> Page:
    """Return the page. Its script asks the worker what is there."""
    labels = edition.labels
    texts = {name: text for name, text in labels.texts.items() if name.startswith(SPOKEN)}
    html = render_template(
        "keeping.html.j2", t=labels, sets=[(name, labels(f"keep.{name}")) for name in SETS],
        texts=json.dumps(texts, ensure_ascii=False), home=f"{catalogue_path(edition)}.html",
    )
    return Page(KEEPING, labels("keep.title"), html, labels("keep.lead"), styles=(KEEP_STYLE,), switcher=switcher_html(edition, KEEPING))
