"""What the theme's pages lack, put into their finished HTML, whatever templates a workspace lays over the theme's."""

import re

from markupsafe import Markup
from mkdocs.utils import get_relative_url

from sopbook.render.install import MANIFEST, THEME, TOUCH_ICON

_HEAD = Markup(
    '<link rel="manifest" href="{manifest}"><meta name="theme-color" content="{theme}">'
    '<link rel="apple-touch-icon" href="{icon}">'
)
_BUNDLE = re.compile(r'<script src="([^"]*assets/javascripts/bundle\.[^"]*)"></script>')
_SECTION = re.compile(r'(<nav class="md-nav" data-md-level="\d" aria-labelledby=")([\w-]+)_label(".*?<label class="md-nav__title")', re.DOTALL)
_ARROW = re.compile(r'(<label class="md-nav__link[^"]*" for="([\w-]+)" id="\2_label")')


def completed(html: str, url: str, *, alone: bool = True) -> str:
    """Return the HTML of the page at a url with what installing needs in its head, and its navigation named.

    The script of the theme waits until the page is on view: scripts/theme.js loads it then. Not where ours is not `alone`,
    because scripts of a workspace may use what the theme's script brings.
    """
    head = _HEAD.format(
        manifest=get_relative_url(MANIFEST, url), theme=THEME, icon=get_relative_url(TOUCH_ICON, url)
    )
    html = html.replace("</head>", f"{head}</head>", 1)
    return _named(_BUNDLE.sub(r'<script type="text/plain" data-sop-theme="\1"></script>', html) if alone else html)


def _named(html: str) -> str:
    """Name each part of the navigation by its title: the theme names it by a label that shows an arrow only."""
    html = _SECTION.sub(r'\1\2_title\3 id="\2_title"', html)
    return _ARROW.sub(r'\1 aria-labelledby="\2_title"', html)
