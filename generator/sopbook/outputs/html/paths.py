"""Where the pages of an edition will be, and the files beside them, told without making any."""

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
    TODAY,
    attachment_path,
    calendar_path,
    group_path,
    index_path,
    playbook_path,
    reference_path,
)
from sopbook.kinds.kind import Kind
from sopbook.outputs.html.bundle import bundle_paths
from sopbook.outputs.html.install import ICONS, MANIFEST


def site_paths(edition: Edition) -> set[str]:
    """Return the paths of all pages and of the files beside them, but for sheets, data, the days of Today and what the search needs."""
    beside = {*bundle_paths(), MANIFEST, *ICONS}
    beside |= {attachment_path(file.branch, file.path) for playbook in edition.playbooks.values() for file in playbook.files.values()}
    beside |= {f"{playbook_path(*former)}.html" for former in edition.former}
    beside |= {f"{TODAY}.html"} if has_today(edition) else set()
    return beside | {f"{path}.html" for path in page_paths(edition)}


def page_paths(edition: Edition) -> set[str]:
    """Return the paths of all pages, without their ending."""
    paths = {HOME, TAGS, AWAY, KEEPING, catalogue_path(edition), *([CHANGES] if edition.branch.parent else ()), *([COVERS] if edition.covered else ()), *([GLOSSARY] if edition.branch.terms else ())}
    for kind in edition.shown_kinds:
        paths |= {*index_paths(kind), *(playbook_path(kind.name, one) for one in edition.broken_of(kind))}
    paths |= {playbook_path(*key) for key in edition.playbooks}
    paths |= {calendar_path(*playbook.key) for playbook in edition.playbooks.values() if keeps_agenda(playbook)}
    if edition.is_first:
        paths |= {*(reference_path(kind.name) for kind in edition.kinds), CODES, *([COVERAGE] if edition.coverage else ())}
    return paths


def index_paths(kind: Kind) -> list[str]:
    """Return the paths of a kind's indexes, that by its first field first."""
    return [index_path(kind.name), *(group_path(kind.name, str(field[-1])) for field in kind.group_by[1:])]
