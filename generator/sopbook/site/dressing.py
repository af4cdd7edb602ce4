"""What our own frame takes over from mkdocs.yml, and what it does not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from sopbook.outputs.html.bundle import (
    AGENDA_STYLE,
    CHART_STYLE,
    FRAME_STYLE,
    LEARN_STYLE,
    SCRIPT,
    STYLE,
    THEME_SCRIPT,
    THEME_STYLE,
)
from sopbook.outputs.html.colours import CUSTOM, NAMED, Palette
from sopbook.outputs.html.frame import Dressing, Script
from sopbook.outputs.html.menu import MenuEntry
from sopbook.site.frame import unknown_features
from sopbook.site.handbook_page import HandbookPage

_OURS = {FRAME_STYLE, STYLE, AGENDA_STYLE, CHART_STYLE, LEARN_STYLE, SCRIPT, THEME_STYLE, THEME_SCRIPT}
_EXTRA = ("alternate", "consent", "homepage", "social", "version")
"""Parts of `extra` that Material shows on every page."""
_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material sets where nothing is said."""
_STREAMS = "var document$={subscribe:function(run){run()}},location$={subscribe:function(){}}"
"""What these lines ask of the theme's script: a page of ours is opened once, and has one address."""
_AUTHORS = "authors/"


def dressing(config: MkDocsConfig, environment: Environment) -> Dressing:
    """Return what mkdocs.yml asks of all pages."""
    scripts = (script for script in config.extra_javascript if str(script) not in _OURS)
    return Dressing(
        site_name=config.site_name or "",
        description=config.site_description or "",
        author=config.site_author or "",
        copyright=Markup(config.copyright or ""),  # noqa: S704  (HTML by MkDocs' documentation)
        favicon=str(config.theme.get("favicon") or ""),
        logo=str(config.theme.get("logo") or ""),
        logo_icon=_icon(_table(config.theme.get("icon")).get("logo"), environment),
        styles=tuple(str(style) for style in config.extra_css if str(style) not in _OURS),
        scripts=tuple(
            Script(str(one)) if isinstance(one, str) else Script(one.path, one.type, one.defer, one.async_) for one in scripts
        ),
        palette=chosen_palette(config),
        analytics=_analytics(config, environment),
    )


def chosen_palette(config: MkDocsConfig) -> Palette:
    """Return the colours that a workspace chose, in Material's words: theme.palette, one table or a list of them."""
    tables = _tables(config.theme.get("palette"))
    light = next((one for one in tables if one.get("scheme") != "slate"), tables[0] if tables else {})
    dark = next((one for one in tables if one.get("scheme") == "slate"), light)
    return Palette(*(_colour(table.get(name)) for table in (light, dark) for name in ("primary", "accent")))


def entries(navigation: Navigation) -> tuple[list[MenuEntry], list[MenuEntry]]:
    """Return what somebody wrote by hand as entries of the menu: the workspace's own pages, and the guides for authors."""
    own: list[MenuEntry] = []
    guides: list[MenuEntry] = []
    for item in navigation.items:
        pages = [page for page in _pages(item) if not isinstance(page, HandbookPage)]
        guides += [MenuEntry(page.url, str(page.title)) for page in pages if page.url.startswith(_AUTHORS)]
        own_pages = [page for page in pages if not page.url.startswith(_AUTHORS)]
        if isinstance(item, Link):
            own.append(MenuEntry(item.url, item.title or item.url))
        elif own_pages:
            own.append(MenuEntry(own_pages[0].url, str(item.title)))
    return own, guides


def not_carried_over(config: MkDocsConfig) -> list[str]:
    """Return the settings of mkdocs.yml that only pages inside of the theme follow, by their names."""
    theme = config.theme
    custom = Path(theme.custom_dir) if theme.custom_dir else None
    tables = theme.get("palette")
    found = [f"extra.{name}" for name in _EXTRA if name in config.extra]
    found += ["extra.analytics"] if "analytics" in config.extra and "consent" in config.extra else []
    found += [f"theme.features: {name}" for name in sorted(unknown_features(config))]
    if theme.get("font") not in (False, None, _FONT):
        found.append("theme.font")
    if custom and any(file.name != "404.html" for file in custom.rglob("*.html")):
        found.append("the templates in theme.custom_dir")
    if isinstance(tables, dict) and tables.get("scheme"):
        found.append("theme.palette.scheme")
    if any(name not in ("", None, CUSTOM) and not _colour(name) for one in _tables(tables) for name in (one.get("primary"), one.get("accent"))):
        found.append("a colour of theme.palette that Material does not name")
    if config.repo_url:
        found.append("repo_url")
    return found


def _tables(given: Any) -> list[dict[str, Any]]:
    return [_table(one) for one in (given if isinstance(given, list) else [given])]


def _table(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _colour(given: Any) -> str:
    name = str(given or "").replace(" ", "-")
    return name if name in NAMED or name == CUSTOM else ""


def _analytics(config: MkDocsConfig, environment: Environment) -> Markup:
    """Return the theme's own lines for the analytics that a workspace asks for; none where they wait for a consent."""
    if not _table(config.extra.get("analytics")) or "consent" in config.extra:
        return Markup("")
    try:
        escaping = environment.overlay(autoescape=True)
        lines = escaping.get_template("partials/integrations/analytics.html").render(config=config)
    except TemplateNotFound:
        return Markup("")
    return Markup(f"<script>{_STREAMS}</script>{lines.strip()}")  # noqa: S704  (a template of the theme or of custom_dir)


def _icon(name: Any, environment: Environment) -> Markup:
    """Return an icon that the theme brings, as SVG."""
    if not isinstance(name, str) or environment.loader is None:
        return Markup("")
    try:
        return Markup(environment.loader.get_source(environment, f".icons/{name}.svg")[0])  # noqa: S704  (a file of the theme or of custom_dir)
    except TemplateNotFound:
        return Markup("")


def _pages(item: Any) -> Iterator[Page]:
    if isinstance(item, Page):
        yield item
    for child in item.children or () if isinstance(item, Section) else ():
        yield from _pages(child)
