"""The editions of this repository's handbooks, checked once for all tests of the search."""

from datetime import date
from functools import cache

from browser.handbook_site import REPOSITORY
from search.query_set import editions
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.handbook.edition import Edition
from sopbook.handbook.edition import edition as edition_of

DAY = date(2026, 11, 26)


@cache
def edition_named(name: str) -> Edition:
    """Return an edition by its name, such as hq/zh."""
    branch, _, locale = name.partition("/")
    return edition_of(_checked(), branch, locale)


@cache
def _checked() -> CheckedWorkspace:
    only = [(branch, locale) for branch, _, locale in (name.partition("/") for name in editions())]
    return check_workspace(find_workspace(REPOSITORY), DAY, only=only)
