"""What unit tests share: this repository checked once, and how examples are drawn. Property tests draw the same examples in every run, know no clock and leave nothing in the workspace."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from browser.handbook_site import REPOSITORY
from example_workspaces import checked
from sopbook.handbook.check.workspace import CheckedWorkspace

settings.register_profile("unit", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unit")
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "sopbook-hypothesis")
pytest.register_assert_rewrite("unit.documents")


@pytest.fixture(scope="session")
def shipped() -> CheckedWorkspace:
    """The playbooks of this repository. Tests only read them."""
    return checked(REPOSITORY)
