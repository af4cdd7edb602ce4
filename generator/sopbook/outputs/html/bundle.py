"""The handbook's own stylesheets and scripts, put together from one part for each subject.

One of each is for every page; beside them stand a stylesheet of our own frame, and both for pages inside of the theme.
"""

import re
from importlib import resources

from sopbook import escape
from sopbook.handbook.edition import Edition
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.colours import Palette, variables
from sopbook.outputs.html.missing import SCRIPT as MISSING_SCRIPT
from sopbook.outputs.html.missing import STYLE as MISSING_STYLE
from sopbook.outputs.html.missing import TITLES, titles_file
from sopbook.outputs.html.script import script

STYLES = (
    "page",
    "anatomy",
    "rows",
    "print",
    "fill",
    "urgent",
    "search",
    "offline",
    "access",
)
"""The parts of the stylesheet, in their order: outputs/html/assets/styles/<part>.css."""
SCRIPTS = (
    "core",
    "groups",
    "slots",
    "ask",
    "copy",
    "panel",
    "ticks",
    "progress",
    "next",
    "clock",
    "contacts",
    "agenda-open",
    "calendar",
    "search-open",
    "search-dialog",
    "search-filters",
    "search-help",
    "search-unmet",
    "offline",
    "kept",
    "filter",
    "contents",
    "folded",
    "paper",
    "run-button",
    "frame",
)
"""The parts of the script, in their order: outputs/html/assets/scripts/<part>.js. They share one object, `sopbook`."""
SEARCH_SCRIPT = "assets/search.js"
"""What answers queries: loaded with the index when somebody searches."""
SEARCH_SCRIPTS = ("words", "sounds", "scan", "shards", "library", "units", "rank", "excerpt", "answer")
"""Its parts, in their order: outputs/html/assets/search/<part>.js. They share `sopbook.search`."""
STYLE, SCRIPT = "assets/sopbook.css", "assets/sopbook.js"
FRAME_STYLE = "assets/frame.css"
"""What pages in our own frame load beside them, before STYLE: variables, then outputs/html/assets/own/<part>.css."""
FRAME_STYLES = ("base", "frame")
EARLY = "assets/colours.js"
"""What has to run before a page in our own frame is painted: it asks which colours the reader chose."""
AGENDA_STYLE = "assets/agenda.css"
"""What Today and the calendars load besides, behind STYLE."""
AGENDA_STYLES = ("today", "people", "calendar")
AGENDA_SCRIPT = "assets/agenda.js"
"""What Today loads besides: outputs/html/assets/agenda/."""
AGENDA_SCRIPTS = ("moments", "sorts", "book", "shifts", "entries", "fold", "note", "people", "people-due", "people-row", "people-form", "people-list", "next-week", "today")
CHART_STYLE = "assets/chart.css"
"""What pages with charts or diagrams load besides, behind STYLE."""
CHART_STYLES = ("chart", "flow")
LEARN_STYLE = "assets/learn.css"
"""What pages that explain load besides, behind STYLE: indexes with introductions, and what is learnt and asked."""
LEARN_STYLES = ("introductions", "learning")
LEARN_SCRIPT = "assets/learn.js"
"""What is loaded where something is learnt or asked: outputs/html/assets/learn/."""
LEARN_SCRIPTS = ("progress", "questions")
RUN_STYLE, RUN_SCRIPT = "assets/run.css", "assets/run.js"
"""What is loaded when somebody runs a page step by step: outputs/html/assets/run/."""
RUN_SCRIPTS = ("steps", "awake", "timer", "run")
KEEP_STYLE, KEEP_SCRIPT = "assets/keeping.css", "assets/keeping.js"
"""What the page about what is kept on the device loads besides."""
NOTICE_STYLE = "assets/notice.css"
"""What a page loads besides that is shown to whoever writes it."""
THEME_STYLE, THEME_SCRIPT = "assets/theme.css", "assets/theme.js"
"""What pages inside of the theme load beside them, the stylesheet before STYLE: outputs/html/assets/theme/."""
THEME_SCRIPTS = ("colours", "frame")
REDIRECT_SCRIPT = "assets/redirect.js"
"""What a page at a former address loads, to take the place in it along."""
SPOKEN = "app."
"""Labels that begin like this are for scripts: `sopbook.t("app.copied")`."""


def bundle(edition: Edition) -> dict[str, str]:
    """Return the texts of the stylesheets and of the scripts that every site has, by their paths in it.

    The script begins with what the edition knows and scripts ask for: its name, its labels, its slots. A classic
    script and no module, because a browser runs no module in a page that was opened from disk.
    """
    given = {
        "edition": {
            "name": edition.name,
            "branch": edition.branch.name,
            "locale": edition.locale,
            "title": edition.title,
            "zone": edition.branch.time_zone,
            "playbooks": len(edition.playbooks),
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
    scripts = [f"const sopbook = {escape.script(given)};", *(script(f"scripts/{name}.js") for name in SCRIPTS)]
    return {
        STYLE: _styles(*(f"styles/{name}.css" for name in STYLES)),
        SCRIPT: "\n".join(scripts),
        AGENDA_STYLE: _styles(*(f"styles/{name}.css" for name in AGENDA_STYLES)),
        CHART_STYLE: _styles(*(f"styles/{name}.css" for name in CHART_STYLES)),
        AGENDA_SCRIPT: "\n".join(script(f"agenda/{name}.js") for name in AGENDA_SCRIPTS),
        LEARN_STYLE: _styles(*(f"styles/{name}.css" for name in LEARN_STYLES)),
        LEARN_SCRIPT: "\n".join(script(f"learn/{name}.js") for name in LEARN_SCRIPTS),
        RUN_STYLE: _styles("run/run.css"),
        RUN_SCRIPT: "\n".join(script(f"run/{name}.js") for name in RUN_SCRIPTS),
        KEEP_STYLE: _styles("keeping/keeping.css"),
        KEEP_SCRIPT: script("keeping/keeping.js"),
        FRAME_STYLE: frame_style(Palette()),
        EARLY: script("own/colours.js"),
        THEME_STYLE: _styles("theme/theme.css"),
        THEME_SCRIPT: "\n".join(script(f"theme/{name}.js") for name in THEME_SCRIPTS),
        MISSING_STYLE: _styles("entrance.css"),
        MISSING_SCRIPT: script("missing.js"),
        REDIRECT_SCRIPT: script("redirect.js"),
        **titles_file(edition),
        SEARCH_SCRIPT: "\n".join(script(f"search/{name}.js") for name in SEARCH_SCRIPTS),
    }


def bundle_paths() -> list[str]:
    """Return the paths of the files that `bundle` gives."""
    return [STYLE, SCRIPT, FRAME_STYLE, AGENDA_STYLE, AGENDA_SCRIPT, CHART_STYLE, LEARN_STYLE, LEARN_SCRIPT, RUN_STYLE, RUN_SCRIPT, KEEP_STYLE, KEEP_SCRIPT, EARLY, THEME_STYLE, THEME_SCRIPT, MISSING_STYLE, MISSING_SCRIPT, REDIRECT_SCRIPT, TITLES, SEARCH_SCRIPT]


def frame_style(palette: Palette) -> str:
    """Return the stylesheet of our own frame, in the colours of a workspace."""
    return variables(palette) + _styles(*(f"own/{name}.css" for name in FRAME_STYLES))


def notice_style() -> str:
    """Return the stylesheet of what is told to whoever writes a page."""
    return _styles("notice/notice.css")


def _styles(*parts: str) -> str:
    """Return parts of a stylesheet in their order, without comments and needless space, which a reader's phone need not fetch."""
    bare = re.sub(r"/\*.*?\*/", "", "\n".join(map(_part, parts)), flags=re.DOTALL)
    tight = re.sub(r"\s*([{};])\s*", r"\1", bare).replace(";}", "}").replace("}", "}\n")
    return re.sub(r"(?<=[a-z]): +(?=[^{}]*[;}])", ":", tight)  # In a declaration; in a selector no blank follows a colon.


def _part(name: str) -> str:
    return (resources.files("sopbook.outputs.html") / "assets" / name).read_text("utf-8")
