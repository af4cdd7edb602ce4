"""Where things are: the paths of pages inside a handbook."""

import posixpath

from sopbook import escape
from sopbook.branches.git_cache import SOURCES

HOME = "index"
"""The page on which an edition begins: Today, or where nothing is planned the catalogue."""
CATALOGUE = "all"
"""The catalogue of an edition that begins with Today."""
TAGS = "tags"
BOOKLET = "print/handbook.pdf"
"""All sheets of an edition in one; where they are too many, contents and indexes of all volumes."""
CODES = "authors/codes"
COVERAGE = "authors/coverage"
COVERS = "covers"
GLOSSARY = "glossary"
CHANGES = "changes"
AWAY = "not-here"
"""What opens without a network in place of something that is not kept."""
KEEPING = "offline"
"""What is kept on the device, and what else can be."""
SEARCH = "assets/search"
"""The folder of the search's files."""
TODAY = "today"
"""The folder of the days of Today, a script for each stretch of them; also the former address of Today."""
EDITION_CALENDAR = "calendar.ics"
"""The calendar of all plans of an edition."""


def edition_path(branch: str, locale: str) -> str:
    """Return the folder of an edition in a site."""
    return f"{branch}/{locale}"


def playbook_path(kind: str, identifier: str) -> str:
    """Return the path of a playbook's page, without its ending."""
    return f"{kind}/{identifier}"


def index_path(kind: str) -> str:
    """Return the path of a kind's index."""
    return f"{kind}/index"


def group_path(kind: str, field: str) -> str:
    """Return the path of a kind's index by a field."""
    return f"{kind}/by-{field.replace('_', '-')}"


def calendar_path(kind: str, identifier: str) -> str:
    """Return the path of a plan's calendar, without its ending: the page's, and that of the files beside it."""
    return f"calendar/{kind}/{identifier}"


def reference_path(kind: str) -> str:
    """Return the path of a kind's reference page."""
    return f"authors/kinds/{kind}"


def data_path(kind: str, identifier: str) -> str:
    """Return the path of a playbook's resolved data."""
    return f"data/{kind}/{identifier}.json"


def beats_path(kind: str, identifier: str) -> str:
    """Return the path of the beats of a playbook's run sheet, as a table."""
    return f"data/{kind}/{identifier}.beats.csv"


def attachment_path(branch: str, path: str) -> str:
    """Return the path of a file that a branch's playbooks attach, `path` inside of its folder files/."""
    return f"files/{branch}/{path}"


def print_path(kind: str, identifier: str) -> str:
    """Return the path of a playbook's sheet to print."""
    return f"print/{kind}/{identifier}.pdf"


def volume_path(number: int, kind: str) -> str:
    """Return the path of a volume of the booklet, where the handbook is too long for one."""
    return f"{BOOKLET.removesuffix('.pdf')}-{number:02}-{kind}.pdf"


def source_path(path: str) -> str:
    """Return the path of the copy of a playbook's source that is published with the handbook.

    Of a file from another repository, the folder of the cache is left out.
    """
    inside = path.split("/", 4)[-1] if path.startswith(f"{SOURCES}/") else path
    return f"data/source/{inside}"


def relative(target: str, page: str) -> str:
    """Return the address of a file of the handbook as seen from a page, `target` with its ending."""
    return escape.path(posixpath.relpath(target, posixpath.dirname(page) or "."))
