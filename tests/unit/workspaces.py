"""Workspaces for tests: files laid over the base example, checked, and rendered."""

from pathlib import Path

from example_workspaces import TODAY, checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import Handbook, render
from sopbook.source.diagnostics import Diagnostic

ENVELOPE = """\
title: A note
summary: What it is about.
version: "1.0"
owner: Operations desk
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: [sample]
status: active
"""

FOREIGN = "title: {en: Visit}\nplural: {en: Visits}\nenvelope: false\n"
"""The kind.yaml of a kind without our fields, but for its first line."""

GOOD = "playbooks/hq/note/good.yaml"
BAD = "playbooks/hq/note/bad.yaml"


def note(identifier: str, fields: str) -> str:
    """Return a note with these fields beside those that every playbook carries."""
    return f"id: {identifier}\n{ENVELOPE}{fields}"


def found_in(root: Path, files: dict[str, str]) -> list[Diagnostic]:
    """Return what is wrong with the base example once these files are laid over it."""
    return list(checked(lay_out(root, dict(files)), TODAY).diagnostics)


def handbook(root: Path, files: dict[str, str]) -> tuple[Handbook, list[Diagnostic]]:
    """Return the handbook of the base example with these files over it, and every finding on the way."""
    workspace = checked(lay_out(root, dict(files)), TODAY)
    made, more = render(edition(workspace, "hq"))
    return made, [*workspace.diagnostics, *more]
