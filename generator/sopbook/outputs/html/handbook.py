"""All pages of an edition."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sopbook.counters import count
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import CODES, attachment_path, playbook_path, print_path, relative
from sopbook.outputs.html.away import away_page
from sopbook.outputs.html.bundle import bundle
from sopbook.outputs.html.calendar import calendar_pages
from sopbook.outputs.html.changed import changes_pages
from sopbook.outputs.html.control_names import distinct
from sopbook.outputs.html.coverage import coverage_pages
from sopbook.outputs.html.covered import covered_pages
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.glossary import glossary_pages
from sopbook.outputs.html.indexes import catalogue_page, kind_indexes, tags_page
from sopbook.outputs.html.install import install_files
from sopbook.outputs.html.keeping import keeping_page
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.playbook import Link, playbook_page
from sopbook.outputs.html.redirect import redirects
from sopbook.outputs.html.reference import codes_page, kind_reference
from sopbook.outputs.html.today import today
from sopbook.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class Section:
    """A part of the navigation: its title, and the paths of its pages, the index first."""

    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Handbook:
    """The pages of an edition by path, and the navigation that leads to them."""

    pages: dict[str, Page]
    sections: tuple[Section, ...]
    authors: tuple[str, ...]
    """The generated pages for authors: what the handbook covers, in the editions of the first branch; in the first one also the
    reference of every kind, the codes, and the coverage of translations."""
    files: dict[str, str | bytes]
    """Everything beside the pages, by path: stylesheet and script, attached files, what a phone needs to install it,
    and what leads on from former addresses."""


def render(edition: Edition, booklet: Sequence[Link] = ()) -> tuple[Handbook, list[Diagnostic]]:
    """Return every page of an edition, and what went wrong with the kinds' templates (TEMPLATE002).

    `booklet` are the links of the catalogue to the printed handbook as a whole.
    """
    diagnostics: list[Diagnostic] = []
    start = today(edition, {key: print_path(*key) for key in edition.playbooks})
    pages = [*([start.page] if start else ()), catalogue_page(edition, booklet)]
    calendars = calendar_pages(edition)
    sections = []
    for kind in edition.shown_kinds:
        indexes = kind_indexes(kind, edition)
        own = []
        for playbook in edition.of(kind):
            page, problems = playbook_page(playbook, edition)
            own += [page, *(calendars[key] for key in [(kind.name, playbook.id)] if key in calendars)]
            diagnostics += problems
        own += [_broken_page(kind.name, identifier, edition) for identifier in edition.broken_of(kind)]
        pages += indexes + own
        sections.append(Section(indexes[0].title, tuple(page.path for page in (*indexes, *own))))
    pages += [tags_page(edition), *glossary_pages(edition), *changes_pages(edition), away_page(edition), keeping_page(edition)]
    authors = []
    if edition.is_first:
        authors = [kind_reference(kind, edition.labels, edition.locale) for kind in edition.kinds]
        authors += [codes_page(edition.labels), *coverage_pages(edition)]
    authors += covered_pages(edition)
    pages += authors
    count("pages rendered", len(pages))
    return Handbook(
        {page.path: replace(page, body=distinct(page.body)) for page in pages}, tuple(sections), tuple(page.path for page in authors), {**bundle(edition), **_attached(edition), **install_files(edition), **redirects(edition), **(start.files if start else {})}
    ), diagnostics


def _attached(edition: Edition) -> dict[str, str | bytes]:
    files = (file for playbook in edition.playbooks.values() for file in playbook.files.values())
    return {attachment_path(file.branch, file.path): file.content for file in files}


def _broken_page(kind: str, identifier: str, edition: Edition) -> Page:
    path = playbook_path(kind, identifier)
    diagnostics = edition.broken[kind, identifier]
    html = render_template(
        "broken.html.j2", t=edition.labels, path=diagnostics[0].path, diagnostics=diagnostics,
        codes_href=relative(f"{CODES}.html", path),
    )
    return Page(path, identifier, html)
