"""Our own frame: all of a page around its body. What is the same on many pages is made once for an edition."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markupsafe import Markup

from sopbook.handbook.edition import Edition
from sopbook.handbook.links import HOME
from sopbook.outputs.html.bundle import EARLY, FRAME_STYLE, NOTICE_STYLE, SCRIPT, STYLE
from sopbook.outputs.html.colours import Palette, main_colour
from sopbook.outputs.html.environment import environment, render_template
from sopbook.outputs.html.install import ICON, MANIFEST, TOUCH_ICON
from sopbook.outputs.html.menu import Menu, Part, address
from sopbook.outputs.html.missing import SCRIPT as MISSING_SCRIPT
from sopbook.outputs.html.missing import STYLE as MISSING_STYLE
from sopbook.outputs.html.missing import missing_page
from sopbook.outputs.html.page import Page

_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Script:
    """A script of the workspace's own, with what mkdocs.yml says of it."""

    href: str
    type: str = ""
    defer: bool = False
    is_async: bool = False


@dataclass(frozen=True, slots=True)
class Dressing:
    """What a workspace's mkdocs.yml asks of all pages. Addresses are seen from the edition's folder, or whole ones."""

    site_name: str = ""
    description: str = ""
    author: str = ""
    copyright: Markup = _NOTHING
    favicon: str = ICON
    logo: str = ""
    logo_icon: Markup = _NOTHING
    styles: tuple[str, ...] = ()
    scripts: tuple[Script, ...] = ()
    palette: Palette = field(default_factory=Palette)
    analytics: Markup = _NOTHING


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in the middle of a frame: the HTML of a page, and what describes it."""

    title: str
    html: Markup
    description: str = ""
    canonical: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What whoever writes the handbook is told above every page of it, and no reader sees: in a word or two, and whole."""

    summary: str = ""
    text: str = ""
    is_urgent: bool = False


class Frame:
    """The frame of an edition, and the pages in it. Where there is somebody who writes, `notice` says what to tell them."""

    def __init__(self, edition: Edition, menu: Menu, dressing: Dressing, notice: Callable[[], Notice] | None = None) -> None:
        self._edition = edition
        self._notice = notice
        self._menu = menu
        self._dressing = dressing
        self._template = environment().get_template("frame.html.j2")
        self._made: dict[tuple[str, int, str], str] = {}

    def page(self, page: Page, text: Text) -> Markup:
        """Return the HTML of a whole page."""
        here = address(page.path)
        root = "../" * page.path.count("/")
        dressing, edition = self._dressing, self._edition
        return Markup(self._template.render(  # noqa: S704  (autoescaped)
            t=edition.labels, locale=edition.locale, branch=edition.title, page=page, text=text, dressing=dressing,
            switcher=Markup(page.switcher), menu=self._menu_of(here, root), dock=() if 'class="sop-bar"' in text.html else self._dock(here),  # noqa: S704
            home=address(HOME), colour=main_colour(dressing.palette), manifest=MANIFEST, touch_icon=TOUCH_ICON,
            styles=(FRAME_STYLE, STYLE, *page.styles, *([NOTICE_STYLE] if self._notice else ()), *dressing.styles), script=SCRIPT, early=EARLY, to=lambda href: leading(root, href),
            notice=self._notice() if self._notice else Notice(),
        ))

    def missing(self) -> Markup:
        """Return the page for an address where nothing is."""
        return Markup(missing_page({"": self._edition}, MISSING_STYLE, MISSING_SCRIPT, self._dressing.description))  # noqa: S704  (autoescaped)

    def _dock(self, here: str) -> list[tuple[Part, bool]]:
        """Return the bar at the bottom of a phone: its parts, each with whether the page is one of its own."""
        number = self._menu.part_of.get(here, -1)
        return [(self._menu.parts[one], one == number or self._menu.parts[one].entry.href == here) for one in self._menu.dock]

    def _menu_of(self, here: str, root: str) -> Markup:
        """Return the menu as a page shows it. Pages of one folder that list the same differ only in which line is theirs."""
        number = self._menu.part_of.get(here, -1)
        inside = self._menu.parts[number].beside(here) if number >= 0 else ()
        key = (root, number, inside[0].href if inside else "")
        if key not in self._made:
            self._made[key] = render_template(
                "menu.html.j2", t=self._edition.labels, to=lambda href: leading(root, href), inside=inside,
                parts=_numbered(self._menu.parts, number),
            )
        # Addresses are percent-encoded and each stands in the menu once, between quotes.
        link = f'href="{leading(root, here)}"'
        made = self._made[key].replace(f'{link} aria-current="true"', link)
        return Markup(made.replace(link, f'{link} aria-current="page"', 1))  # noqa: S704  (autoescaped)


def leading(root: str, href: str) -> str:
    """Return an address as a page has it: one inside of the edition by way of its folder, a whole one as it is."""
    parts = urlsplit(href)
    return href if parts.scheme or parts.netloc or href.startswith(("/", "#")) else f"{root}{href}"


def _numbered(parts: Sequence[Part], number: int) -> list[tuple[Part, bool]]:
    """Return the parts of a menu, each with whether the page is one of its own."""
    return [(part, at == number) for at, part in enumerate(parts)]
