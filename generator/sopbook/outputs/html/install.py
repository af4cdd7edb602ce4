"""What lets a reader put a handbook on the start screen of a phone: the web app manifest and its icons."""

import json
from importlib import resources

from sopbook.handbook.edition import Edition
from sopbook.handbook.links import HOME, index_path
from sopbook.kinds.kind import in_locale

MANIFEST = "manifest.webmanifest"
ICON, TOUCH_ICON = "assets/icons/icon.svg", "assets/icons/icon-180.png"
THEME, BACKGROUND = "#0b5d57", "#ffffff"
_PICTURES = {"icon-192.png": "any", "icon-512.png": "any", "icon-maskable-512.png": "maskable"}
ICONS = tuple(f"assets/icons/{name}" for name in (*_PICTURES, "icon-180.png", "icon.svg"))
_SHORTCUTS = 4
"""As many as phones show."""


def install_files(edition: Edition) -> dict[str, str | bytes]:
    """Return the manifest and the icons by their paths (W3C, Web Application Manifest)."""
    folder = resources.files("sopbook.outputs.html") / "assets" / "icons"
    icons = {path: (folder / path.rpartition("/")[2]).read_bytes() for path in ICONS}
    return {MANIFEST: manifest(edition), **icons}


def manifest(edition: Edition, colour: str = THEME) -> str:
    """Return the manifest of an edition, which a phone shows in a colour."""
    pictures = [
        {"src": f"assets/icons/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, purpose in _PICTURES.items()
        for size in [name.rpartition("-")[2].removesuffix(".png")]
    ]
    told = {
        "name": edition.labels("install.name", branch=edition.title),
        "short_name": edition.title,
        "lang": edition.locale,
        "dir": "ltr",
        # Relative to the manifest: a handbook may lie in any folder of a host, and every edition is an app by itself.
        "start_url": f"{HOME}.html",
        "scope": "./",
        "display": "standalone",
        "theme_color": colour,
        "background_color": BACKGROUND,
        "icons": [{"src": ICON, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}, *pictures],
        "shortcuts": [
            {"name": in_locale(kind.need or kind.plural, edition.locale), "url": f"{index_path(kind.name)}.html"}
            for kind in edition.shown_kinds[:_SHORTCUTS]
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
