"""The paths of an edition's pages and files, told without making any: just those that are made."""

import pytest

from browser.handbook_site import REPOSITORY
from example_workspaces import TODAY
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render
from sopbook.outputs.html.paths import page_paths, site_paths


@pytest.fixture(scope="module")
def checked() -> CheckedWorkspace:
    return check_workspace(find_workspace(REPOSITORY), TODAY, only=[("hq", "en"), ("south", "zh")])


@pytest.mark.parametrize(("branch", "locale"), [("hq", "en"), ("south", "zh")])
def test_the_paths_are_those_of_what_is_made(checked: CheckedWorkspace, branch: str, locale: str) -> None:
    shown = edition(checked, branch, locale)

    made = render(shown)[0]

    assert page_paths(shown) == made.pages.keys()
    assert site_paths(shown) == {*(f"{path}.html" for path in made.pages), *(path for path in made.files if not path.startswith("today/"))}
    assert {"index.html", "tags.html", "today.html", "assets/sopbook.js", "manifest.webmanifest"} < site_paths(shown)
