"""The switcher of branch and language: it leads to the same playbook in another edition, if it is there."""

from dataclasses import dataclass

from markupsafe import Markup

from sopbook.branches.branch_files import Key
from sopbook.handbook.edition import Edition
from sopbook.handbook.labels import catalogue
from sopbook.handbook.links import CATALOGUE, CHANGES, COVERS, GLOSSARY, HOME, TAGS, edition_path, relative
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.environment import render_template


@dataclass(frozen=True, slots=True)
class Choice:
    """One edition in the switcher."""

    href: str
    title: str
    locale: str
    current: bool
    same_page: bool


@dataclass(frozen=True, slots=True)
class Switcher:
    """What the switcher shows: the branches, in the order of the tree, and the languages of this one."""

    here: str
    branches: tuple[tuple[int, Choice], ...]
    """Each with its depth in the tree."""
    languages: tuple[Choice, ...]


def switcher_html(edition: Edition, page: str, key: Key | None = None, kind: str = "") -> Markup:
    """Return the switcher of a page as HTML, empty where there is nothing to choose."""
    made = switcher(edition, page, key, kind)
    return Markup(render_template("switcher.html.j2", t=edition.labels, switcher=made) if made else "")  # noqa: S704  (autoescaped)


def switcher(edition: Edition, page: str, key: Key | None = None, kind: str = "") -> Switcher | None:
    """Return the switcher of a page, or None where there is nothing to choose.

    `key` is the playbook of the page, `kind` the kind whose index it is: the page is there where the playbook
    is, or any of the kind. Every edition has a start page and a page of tags; where nothing is planned, the catalogue is the start page.
    """
    if len(edition.siblings) < 2:
        return None
    planning = {one.name for one in edition.kinds if one.agenda} if page == CATALOGUE else {kind}
    own = edition_path(edition.branch.name, edition.locale)

    explained = {one.branch.name for one in edition.siblings if one.branch.terms}
    heirs = {one.branch.name for one in edition.siblings if one.branch.parent}

    def choice(branch: str, locale: str, title: str, keys: frozenset[Key]) -> Choice:
        same = page in (HOME, TAGS) or (page == GLOSSARY and branch in explained) or (page == COVERS and branch == edition.branch.name) or (page == CHANGES and branch in heirs) or key in keys or any(name in planning for name, _ in keys)
        target = f"{edition_path(branch, locale)}/{page if same else HOME}.html"
        current = (branch, locale) == (edition.branch.name, edition.locale)
        return Choice(relative(target, f"{own}/{page}"), title, locale, current, same or page == CATALOGUE)

    branches: dict[str, tuple[int, Choice]] = {}
    for sibling in edition.siblings:
        locales = [s.locale for s in edition.siblings if s.branch.name == sibling.branch.name]
        locale = edition.locale if edition.locale in locales else locales[0]
        title = in_locale(sibling.branch.title, edition.locale)
        depth = len([b for b in sibling.branch.lineage if not b.cached]) - 1
        branches.setdefault(sibling.branch.name, (depth, choice(sibling.branch.name, locale, title, sibling.keys)))
    languages = tuple(
        choice(s.branch.name, s.locale, catalogue(s.locale)("language.name"), s.keys)
        for s in edition.siblings if s.branch.name == edition.branch.name
    )
    return Switcher(f"{edition.title} · {edition.labels('language.name')}", tuple(branches.values()), languages)
