"""The entrance of a site with several editions: choose your branch and language. One whole page, no theme."""

from collections.abc import Collection, Mapping, Sequence

from sopbook.branches.branch import Branch
from sopbook.handbook.labels import Catalogue, catalogue
from sopbook.handbook.links import HOME, edition_path
from sopbook.kinds.audience import OPERATORS
from sopbook.kinds.kind import HEADQUARTERS, in_locale
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.install import ICON


def entrance_page(
    branches: Sequence[Branch], locale: str, have_pages: Collection[tuple[str, str]], old: Mapping[tuple[str, str], str] | None = None, audience: str = OPERATORS,
) -> str:
    """Return the HTML of the page, in all languages of the site, that of the first edition first; a script shows the reader's alone.

    An edition that has no pages yet is named without a link. `old` has the day, such as 2026-11-30, of those that show an earlier build.
    """
    old = old or {}
    rows = []
    spoken = {locale: catalogue(locale)}
    for branch in branches:
        locales = sorted(_locales(branch, have_pages))
        spoken |= {one: catalogue(one) for one in locales}
        rows.append({
            "depth": len(branch.lineage) - 1,
            "titles": [(one, in_locale(branch.title, one)) for one in locales if one in branch.title] or [(locale, in_locale(branch.title, locale))],
            "links": [_link(branch, one, (branch.name, one) in have_pages, old.get((branch.name, one), "")) for one in locales],
        })
    icon = next((f"{edition_path(*name)}/{ICON}" for name in sorted(have_pages)), "")
    called = branches[0].site_texts.get("site_name", {}) if branches else {}
    inside = {one: t("audience.headquarters") for one, t in spoken.items()} if audience == HEADQUARTERS else {}
    site = [(one, " · ".join(filter(None, (called.get(one, ""), inside.get(one, ""))))) for one in spoken if one in called or inside]
    return render_template("entrance.html.j2", texts={one: _words(t) for one, t in spoken.items()}, locale=locale, rows=rows, icon=icon, site=site)


def _locales(branch: Branch, have_pages: Collection[tuple[str, str]]) -> list[str]:
    """Return the languages of a branch; where its branch.yaml cannot be read, those that it has pages in."""
    known = sorted(locale for name, locale in have_pages if name == branch.name)
    return known if known and branch.document is None else list(branch.locales)


def _link(branch: Branch, locale: str, has_pages: bool, day: str) -> dict[str, str]:
    labels = catalogue(locale)
    return {
        "href": f"{edition_path(branch.name, locale)}/{HOME}.html" if has_pages else "", "locale": locale,
        "title": in_locale(branch.title, locale), "language": labels("language.name"), "missing": labels("home.no_pages"),
        "old": labels("home.old", day=day) if day else "",
    }


def _words(t: Catalogue) -> dict[str, str]:
    """Return what the entrance says in one language."""
    return {"title": t("home.editions"), "last": t("entrance.last"), "note": t("entrance.note"), "find": t("home.find")}
