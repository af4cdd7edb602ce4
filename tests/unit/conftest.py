"""Property tests draw the same examples in every run, know no clock and leave nothing in the workspace."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

settings.register_profile("unit", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unit")
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "sopbook-hypothesis")
pytest.register_assert_rewrite("unit.documents")
