"""What the theme's pages lack, put into their finished HTML, whatever templates a workspace lays over the theme's."""

import re

from markupsafe import Markup
from mkdocs.utils import get_relative_url

from sopbook.outputs.html.install import MANIFEST, THEME, TOUCH_ICON

_HEAD = Markup(
    '<link rel="manifest" href="{manifest}" crossorigin="use-credentials"><meta name="theme-color" content="{theme}">'
    '<link rel="apple-touch-icon" href="{icon}">'
)
_BUNDLE = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.[^"]*"></script>')
_NEEDS_IT = re.compile(r'<\w+ [^>]*class="(?:[^"]* )?(?:mermaid|annotate|tabbed-set|copy|select)[ "]')
"""What the theme's script brings to life in a text: diagrams, annotations, tabs, buttons of a block of code."""
_SITE = re.compile(r'(<div class="md-header__topic">\s*<span class="md-ellipsis">[^<]*?)( · [^<]*?)(\s*</span>)')
_SECTION = re.compile(r'(<nav class="md-nav" data-md-level="\d" aria-labelledby=")([\w-]+)_label(".*?<label class="md-nav__title")', re.DOTALL)
_ARROW = re.compile(r'(<label class="md-nav__link[^"]*" for="([\w-]+)" id="\2_label")')


def completed(html: str, url: str, *, framed: bool = True) -> str:
    """Return the HTML of the page at a url with what installing needs in its head, and its navigation named.

    With `framed`, the theme's script is left out (docs/decisions/0018) and scripts/frame.js does what it did, unless the
    text holds something that needs it.
    """
    head = _HEAD.format(
        manifest=get_relative_url(MANIFEST, url), theme=THEME, icon=get_relative_url(TOUCH_ICON, url)
    )
    # A phone has room for the name of the branch, not for the name of the site beside it.
    html = _SITE.sub(r'\1<span class="sop-site">\2</span>\3', html.replace("</head>", f"{head}</head>", 1), count=1)
    if framed and not _NEEDS_IT.search(html):
        html, scripts = _BUNDLE.subn("", html)
        html = html.replace("<html ", "<html data-sop-frame ", 1) if scripts else html
    return _named(html)


def _named(html: str) -> str:
    """Name each part of the navigation by its title: the theme names it by a label that shows an arrow only."""
    html = _SECTION.sub(r'\1\2_title\3 id="\2_title"', html)
    return _ARROW.sub(r'\1 aria-labelledby="\2_title"', html)
