"""The page for an address where nothing is: what can be meant by it, what cannot wait, and everything else there is.

A host may show it at any depth, and nobody may have said where the site is. So its addresses are whole paths, and its script,
which is looked for at several depths, puts them right from where it was found. One whole page, no frame.
"""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from sopbook.handbook.agenda import catalogue_path, has_today, urgent_kinds
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import HOME, index_path, playbook_path
from sopbook.handbook.view.text import plain
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.environment import render_template

MISSING = "404.html"
TITLES = "assets/titles.json"
"""The titles of an edition's playbooks, by which the page finds what is meant."""
STYLE, SCRIPT = "assets/missing.css", "assets/missing.js"
_DEPTHS = 6
"""At so many depths below the place of its files the page works where nobody has said where the site is."""


def missing_page(editions: Mapping[str, Edition], style: str, script: str, description: str = "") -> str:
    """Return the HTML of the page for editions by their folders, each with a slash at its end; of a page inside of the only one, "".

    `style` and `script` are the page's files, seen from where it is.
    """
    folder, edition = next(iter(editions.items()))
    above = urlsplit(edition.address).path.removesuffix(folder) if edition.address else ""
    root = above or ("/" if folder or len(edition.siblings) < 2 else f"/{edition.name}/")
    tries = [*([above] if above else []), *("../" * depth for depth in range(_DEPTHS))]
    return render_template(
        "missing.html.j2", locale=edition.locale, title=edition.labels("missing.title"), description=description, root=root,
        parts=[_part(name, one) for name, one in editions.items()], back="../" * script.count("/") or "./",
        styles=[f"{one}{style}" for one in tries], scripts=[f"{one}{script}" for one in tries],
    )


def titles_file(edition: Edition) -> dict[str, str]:
    """Return the file of an edition's titles: address, title, and what else a playbook is called."""
    listed = [
        [f"{playbook_path(*key)}.html", plain(one.title, edition.branch, edition.locale), list(one.envelope.aliases) if one.envelope else []]
        for key, one in edition.playbooks.items()
    ]
    return {TITLES: json.dumps(listed, ensure_ascii=False, separators=(",", ":"))}


def _part(folder: str, edition: Edition) -> dict[str, object]:
    urgent = urgent_kinds(edition)
    links = [(f"{HOME}.html", edition.labels("today.title"))] if has_today(edition) else []
    links += [(f"{index_path(kind.name)}.html", in_locale(kind.plural, edition.locale)) for kind in edition.shown_kinds if kind not in urgent]
    return {
        "folder": folder, "t": edition.labels, "locale": edition.locale, "titles": f"{folder}{TITLES}", "home": f"{folder}{catalogue_path(edition)}.html",
        "name": f"{edition.title} · {edition.labels('language.name')}", "edition": edition.name,
        "urgent": [(f"{folder}{index_path(kind.name)}.html", in_locale(kind.need or kind.plural, edition.locale)) for kind in urgent],
        "links": [(f"{folder}{href}", title) for href, title in links],
    }
