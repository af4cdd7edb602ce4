"""What the theme is told of an edition: its language, its address, its name."""

from mkdocs.config.defaults import MkDocsConfig

from sopbook.handbook.edition import Edition
from sopbook.outputs.html.install import ICON

THEMES_FAVICON = "assets/images/favicon.png"


def speak(config: MkDocsConfig, shown: Edition) -> None:
    """Let the theme speak the edition's language, and say whose handbook it is where there are several."""
    config.theme["language"] = shown.locale
    config.site_url = shown.address or config.site_url
    if config.theme.get("favicon") == THEMES_FAVICON:
        config.theme["favicon"] = ICON
    for name, text in shown.branch.site_texts.items():
        config[name] = text.get(shown.locale) or config[name]
    if len(shown.siblings) > 1:
        config.site_name = f"{shown.title} · {config.site_name}"
    palettes = config.theme.get("palette")
    for palette in palettes if isinstance(palettes, list) else []:
        if isinstance(palette.get("toggle"), dict):
            labels, is_dark = shown.labels, palette.get("scheme") == "slate"
            palette["toggle"]["name"] = labels("theme.light") if is_dark else labels("theme.dark")
