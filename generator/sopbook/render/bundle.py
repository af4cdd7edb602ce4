"""The handbook's own stylesheet and script: one file each, put together from one part for each subject."""

from importlib import resources

from sopbook import escape
from sopbook.kinds.kind import in_locale
from sopbook.model.edition import Edition

STYLES = (
    "page",
    "frame",
    "print",
    "fill",
    "agenda",
    "flow",
    "search",
    "offline",
    "access",
)
"""The parts of the stylesheet, in their order: render/assets/styles/<part>.css."""
SCRIPTS = (
    "core",
    "colours",
    "groups",
    "slots",
    "ask",
    "copy",
    "panel",
    "ticks",
    "clock",
    "today",
    "calendar",
    "search-words",
    "search-rank",
    "search",
    "search-dialog",
    "offline",
    "frame",
)
"""The parts of the script, in their order: render/assets/scripts/<part>.js. They share one object, `sopbook`."""
VENDOR = ("ufuzzy",)
"""Scripts of others that a script loads when it needs them: render/assets/vendor/<name>.js, with its licence beside it."""
STYLE, SCRIPT = "assets/sopbook.css", "assets/sopbook.js"
SPOKEN = "app."
"""Labels that begin like this are for scripts: `sopbook.t("app.copied")`."""


def bundle(edition: Edition) -> dict[str, str]:
    """Return the texts of the stylesheet and of the script by their paths in the site.

    The script begins with what the edition knows and scripts ask for: its name, its labels, its slots. A classic
    script and no module, because a browser runs no module in a page that was opened from disk.
    """
    given = {
        "edition": {
            "name": edition.name,
            "branch": edition.branch.name,
            "locale": edition.locale,
            "title": edition.title,
            "slots": {
                name: {
                    "title": in_locale(slot.title, edition.locale),
                    "example": slot.example if isinstance(slot.example, str) else in_locale(slot.example, edition.locale),
                    "keep": slot.keep,
                }
                for name, slot in edition.branch.slots.items() if not slot.token
            },
        },
        "texts": {name: text for name, text in edition.labels.texts.items() if name.startswith(SPOKEN)},
    }
    scripts = [f"const sopbook = {escape.script(given)};", *(_part(f"scripts/{name}.js") for name in SCRIPTS)]
    return {
        STYLE: "\n".join(_part(f"styles/{name}.css") for name in STYLES),
        SCRIPT: "\n".join(scripts),
        **{f"assets/vendor/{name}.js": _part(f"vendor/{name}.js") for name in VENDOR},
    }


def _part(name: str) -> str:
    return (resources.files("sopbook.render") / "assets" / name).read_text("utf-8")
