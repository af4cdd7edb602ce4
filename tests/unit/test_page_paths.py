"""The paths of an edition's pages, told without making any: just those that are made."""

import pytest

from browser.handbook_site import REPOSITORY
from example_workspaces import TODAY
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import page_paths, render


@pytest.fixture(scope="module")
def checked() -> CheckedWorkspace:
    return check_workspace(find_workspace(REPOSITORY), TODAY, only=[("hq", "en"), ("south", "zh")])


@pytest.mark.parametrize(("branch", "locale"), [("hq", "en"), ("south", "zh")])
def test_the_paths_are_those_of_the_pages(checked: CheckedWorkspace, branch: str, locale: str) -> None:
    shown = edition(checked, branch, locale)

    pages = render(shown)[0].pages

    assert page_paths(shown) == pages.keys()
    assert {"index", "tags", "today"} < pages.keys()
