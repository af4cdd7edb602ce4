"""What is wrong with a workspace is one answer, whichever command is asked: of an edition, the part that is about what it is made of."""

import json
import logging
from collections.abc import Iterable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from end_to_end.running import DAY, sopbook
from example_workspaces import EXAMPLES, TODAY, lay_out
from sopbook.branches.workspace import find_workspace
from sopbook.outputs.findings import Run, as_json, full
from sopbook.publication.opened import OpenedWorkspace, opened
from sopbook.source.diagnostics import Diagnostic, Severity

EACH = sorted(one for one in (EXAMPLES / "invalid").iterdir() if "-" not in one.name and not (one / "site-packages").is_dir())
"""One example of each code."""
BUILT = ("DRIFT001", "FILE008", "FILE010-of-one-branch", "FORK005", "WORK022")
"""Examples in which some edition is right, or has warnings only: so a site is built."""


def workspace(example: Path, folder: Path) -> Path:
    root = lay_out(folder / "workspace", example)
    (root / "expected.txt").unlink()
    return root


def told(findings: Iterable[Diagnostic]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(as_json(Run(tuple(findings))))
    return found


def is_stopped(findings: Iterable[Diagnostic]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


@pytest.mark.parametrize("example", EACH, ids=lambda example: example.name)
def test_every_command_finds_the_same(example: Path, tmp_path: Path) -> None:
    root = workspace(example, tmp_path)
    everything = opened(find_workspace(root), TODAY)

    check = sopbook("check", "--format", "json", "-C", root)
    assert (json.loads(check.stdout), check.exit_code) == (told(everything.findings), int(is_stopped(everything.findings)))
    for name, publication in everything.publications.items():
        assert opened(find_workspace(root), TODAY, [name]).publications[name].findings == publication.findings
        assert set(publication.findings) <= set(everything.findings)
    assert_render(root, everything, tmp_path)
    if all(is_stopped(one.findings) for one in everything.publications.values()):
        build = sopbook("build", "--format", "json", "-C", root)
        assert (json.loads(build.stdout), build.exit_code) == (told(everything.findings), 1)
        assert not (root / "site").exists()


def assert_render(root: Path, everything: OpenedWorkspace, folder: Path) -> None:
    """Render every edition, and compare what is said with what a check has found about it."""
    for (branch, locale), publication in everything.publications.items():
        run = sopbook("render", "--dry-run", "--edition", f"{branch}/{locale}", "--format", "json", "--to", folder / "out", "-C", root)
        known = [one for one in told(publication.findings) if one["code"] not in ("FILE010", "TEMPLATE002", "TEMPLATE003")]
        found = [one for one in json.loads(run.stdout) if one["code"] not in ("FILE010", "TEMPLATE002", "TEMPLATE003")]
        assert (found, run.exit_code) == (known, int(is_stopped(publication.findings)))


@pytest.mark.parametrize("example", [EXAMPLES / "invalid" / name for name in BUILT], ids=lambda example: example.name)
def test_a_build_finds_what_a_check_finds(example: Path, tmp_path: Path) -> None:
    root = workspace(example, tmp_path)
    everything = opened(find_workspace(root), TODAY)

    build = sopbook("build", "--format", "json", "-C", root)

    assert (json.loads(build.stdout), build.exit_code) == (told(everything.findings), int(is_stopped(everything.findings)))
    right = [name for name, one in everything.publications.items() if not is_stopped(one.findings)]
    assert (root / "site/index.html").is_file() == bool(right)
    for branch, locale in right if len(everything.publications) > 1 else ():
        assert (root / "site" / branch / locale / "index.html").is_file()


@pytest.mark.parametrize("example", EACH, ids=lambda example: example.name)
def test_mkdocs_by_itself_stops_where_the_edition_is_stopped(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = workspace(example, tmp_path)
    (root / "docs").mkdir(exist_ok=True)
    everything = opened(find_workspace(root), TODAY, tries_templates=False, alone=True)
    shown = next((one for name, one in everything.publications.items() if name[0] == everything.checked.workspace.settings.branch), None)
    if shown is None or not is_stopped(shown.findings) or any(one.path == "mkdocs.yml" for one in shown.findings):
        return  # MkDocs reads its own file first, and says in its own words what is wrong with it.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY["SOURCE_DATE_EPOCH"])
    monkeypatch.setattr(logging.getLogger("mkdocs"), "propagate", True)
    monkeypatch.setattr(logging.getLogger("mkdocs"), "level", logging.WARNING)

    config = load_config(str(root / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="build", dirty=False)  # As MkDocs does: another test may have served in this process.
    with pytest.raises(Abort):
        mkdocs_build(config)

    report = next(record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR)
    assert report == f"sopbook: \n{full(Run(shown.findings))}"
