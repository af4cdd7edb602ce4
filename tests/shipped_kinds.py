"""Small workspaces with some of the kinds that are shipped, and what every playbook in them says about itself."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from example_workspaces import checked, lay_out
from sopbook.handbook.check.workspace import CheckedWorkspace

SCHEMA = Path(__file__).parents[1] / "schema"
BRANCH = "name: {en: Headquarters}\nlocales: [en]\ntags: {tests: {en: Tests}}\n"
ENVELOPE = """\
version: "1.0"
owner: Desk
reviewed_on: 2026-11-20
review_by: 2027-05-01
tags: [tests]
status: active
"""
"""All of a playbook's head but id, title and summary."""


def workspace_of(root: Path, kinds: tuple[str, ...], playbooks: Mapping[str, str], branch: str = BRANCH) -> CheckedWorkspace:
    """Return a workspace with these kinds, checked. `playbooks` are the texts of headquarters' playbooks by kind and id."""
    files: dict[str, str | bytes] = {f"playbooks/hq/{key}.yaml": text for key, text in playbooks.items()}
    lay_out(root, {**files, "playbooks/hq/branch.yaml": branch, "REMOVE": "schema/note\nplaybooks/hq/note\n"})
    for kind in kinds:
        shutil.copytree(SCHEMA / kind, root / "schema" / kind)
    return checked(root)
