"""The pages of an edition, which there are and what makes each, and the navigation that leads to them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial

from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda import catalogue_path, has_today, keeps_agenda
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import (
    AWAY,
    CHANGES,
    CODES,
    COVERAGE,
    COVERS,
    GLOSSARY,
    HOME,
    KEEPING,
    TAGS,
    attachment_path,
    calendar_path,
    playbook_path,
    print_path,
    reference_path,
    relative,
)
from sopbook.handbook.view.text import plain
from sopbook.kinds.kind import Kind
from sopbook.outputs.html.away import away_page
from sopbook.outputs.html.bundle import bundle
from sopbook.outputs.html.calendar import calendar_of, calendar_title
from sopbook.outputs.html.changed import changes_pages
from sopbook.outputs.html.coverage import coverage_pages
from sopbook.outputs.html.covered import covered_pages
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.glossary import glossary_pages
from sopbook.outputs.html.indexes import (
    catalogue_page,
    catalogue_title,
    index_titles,
    kind_indexes,
    tags_page,
)
from sopbook.outputs.html.install import install_files
from sopbook.outputs.html.keeping import keeping_page
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.pages import Pages, PlannedPage
from sopbook.outputs.html.paths import index_paths
from sopbook.outputs.html.playbook import Link, playbook_page
from sopbook.outputs.html.redirect import redirects
from sopbook.outputs.html.reference import codes_page, kind_reference, reference_title
from sopbook.outputs.html.today import Today, today
from sopbook.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class Section:
    """A part of the navigation: its title, and the paths of its pages, the index first."""

    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Handbook:
    """The pages of an edition by path, and the navigation that leads to them."""

    edition: Edition = field(repr=False)
    pages: Pages
    sections: tuple[Section, ...]
    authors: tuple[str, ...]
    """The generated pages for authors: what the handbook covers, in the editions of the first branch; in the first one also the
    reference of every kind, the codes, and the coverage of translations."""
    days: Callable[[], Mapping[str, str]] = field(repr=False)
    """What makes the days of Today: a script for each stretch of them, by path."""
    problems: list[Diagnostic] = field(default_factory=list)
    """What went wrong with the kinds' templates on the pages made so far (TEMPLATE002)."""

    @cached_property
    def beside(self) -> dict[str, str | bytes]:
        """Return what stands beside the pages, by path: stylesheet and script, attached files, what a phone needs to install it, what leads on from former addresses."""
        edition = self.edition
        return {**bundle(edition), **_attached(edition), **install_files(edition), **redirects(edition)}

    @property
    def files(self) -> dict[str, str | bytes]:
        """Return everything beside the pages, the days of Today with it."""
        return {**self.beside, **self.days()}


def render(edition: Edition, booklet: Sequence[Link] = ()) -> tuple[Handbook, list[Diagnostic]]:
    """Return the handbook of an edition with every page made, and what went wrong with the kinds' templates (TEMPLATE002).

    `booklet` are the links of the catalogue to the printed handbook as a whole.
    """
    made = handbook(edition, booklet)
    for path in made.pages:
        made.pages[path]
    return made, made.problems


def handbook(edition: Edition, booklet: Sequence[Link] = ()) -> Handbook:
    """Return the handbook of an edition, no page of which is made yet.

    `booklet` are the links of the catalogue to the printed handbook as a whole.
    """
    pages, problems = Pages(), list[Diagnostic]()
    start = cache(partial(_today, edition))
    if has_today(edition):
        pages.plan(PlannedPage(HOME, edition.labels("today.title"), lambda: start().page))
    pages.plan(PlannedPage(catalogue_path(edition), catalogue_title(edition), partial(catalogue_page, edition, booklet)))
    sections = []
    for kind in edition.shown_kinds:
        planned = [*_indexes(kind, edition), *_of_kind(kind, edition, problems)]
        pages.plan(*planned)
        sections.append(Section(planned[0].title, tuple(one.path for one in planned)))
    pages.plan(*_overviews(edition))
    authors = list(_for_authors(edition))
    pages.plan(*authors)
    return Handbook(edition, pages, tuple(sections), tuple(one.path for one in authors), lambda: start().files, problems)


def _today(edition: Edition) -> Today:
    """Return the page Today with its days; without any, where nothing is planned."""
    return today(edition, {key: print_path(*key) for key in edition.playbooks}) or Today(Page(HOME, "", ""), {})


def _indexes(kind: Kind, edition: Edition) -> Iterator[PlannedPage]:
    made = cache(partial(kind_indexes, kind, edition))
    for number, (path, title) in enumerate(zip(index_paths(kind), index_titles(kind, edition), strict=True)):
        yield PlannedPage(path, title, partial(_one_of, made, number))


def _one_of(made: Callable[[], Sequence[Page]], number: int = 0) -> Page:
    return made()[number]


def _of_kind(kind: Kind, edition: Edition, problems: list[Diagnostic]) -> Iterator[PlannedPage]:
    """Yield the pages of a kind's playbooks, each with its calendar if it has one."""
    for playbook in edition.of(kind):
        title = plain(playbook.title, edition.branch, edition.locale)
        yield PlannedPage(playbook_path(kind.name, playbook.id), title, partial(_playbook, playbook, edition, problems))
        if keeps_agenda(playbook):
            yield PlannedPage(calendar_path(*playbook.key), calendar_title(playbook, edition), partial(calendar_of, playbook, edition))
    for identifier in edition.broken_of(kind):
        yield PlannedPage(playbook_path(kind.name, identifier), identifier, partial(_broken_page, kind.name, identifier, edition))


def _overviews(edition: Edition) -> Iterator[PlannedPage]:
    labels = edition.labels
    yield PlannedPage(TAGS, labels("index.tags.title"), partial(tags_page, edition))
    if edition.branch.terms:
        yield PlannedPage(GLOSSARY, labels("glossary.title"), partial(_one_of, partial(glossary_pages, edition)))
    if edition.branch.parent is not None:
        yield PlannedPage(CHANGES, labels("changes.title", branch=edition.title), partial(_one_of, partial(changes_pages, edition)))
    yield PlannedPage(AWAY, labels("away.title"), partial(away_page, edition))
    yield PlannedPage(KEEPING, labels("keep.title"), partial(keeping_page, edition))


def _for_authors(edition: Edition) -> Iterator[PlannedPage]:
    labels, locale = edition.labels, edition.locale
    if edition.is_first:
        for kind in edition.kinds:
            yield PlannedPage(reference_path(kind.name), reference_title(kind, labels, locale), partial(kind_reference, kind, labels, locale))
        yield PlannedPage(CODES, labels("codes.title"), partial(codes_page, labels))
        if edition.coverage:
            yield PlannedPage(COVERAGE, labels("coverage.title"), partial(_one_of, partial(coverage_pages, edition)))
    if edition.covered:
        yield PlannedPage(COVERS, labels("covered.title"), partial(_one_of, partial(covered_pages, edition)))


def _playbook(playbook: Playbook, edition: Edition, problems: list[Diagnostic]) -> Page:
    page, found = playbook_page(playbook, edition)
    problems += found
    return page


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
