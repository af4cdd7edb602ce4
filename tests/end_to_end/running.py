"""Runs of the command line: inside this process, or as a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner, Result

from sopbook.cli.main import main

PROJECT = Path(__file__).parents[2]
DAY = {"SOURCE_DATE_EPOCH": "1795392000", "LC_ALL": "C.UTF-8"}
"""All runs take place on 2026-11-23, and in English."""


def sopbook(*arguments: str | Path) -> Result:
    """Return what a command did, run inside this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments], env=DAY)


def sopbook_in(folder: Path, *arguments: str | Path, env: Mapping[str, str] | None = None) -> Result:
    """Return what a command did that somebody gave in a folder, run inside this process: a new one takes a second to begin."""
    with chdir(folder):
        return CliRunner().invoke(main, [str(a) for a in arguments], env={**DAY, **(env or {})})


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a process: ours on the fixed day, without the site engine's notice."""
    return {**os.environ, **DAY, "NO_MKDOCS_2_WARNING": "1", **(extra or {})}


def process(
    *arguments: str | Path, cwd: Path = PROJECT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Return what a command did, run as `python -m sopbook`."""
    return python("-m", "sopbook", *arguments, cwd=cwd, env=env)


def python(
    *arguments: str | Path, cwd: Path = PROJECT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Return what a Python process did."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=environment(env), capture_output=True, text=True, check=False
    )


def copy_of_our_workspace(target: Path, *, sheets: bool = False) -> Path:
    """Return a copy of the handbook that this project keeps for itself.

    With the `sheets` that were set for its whole site: a test that wants them asks for that site (`whole_site`) first.
    """
    for folder in ("schema", "playbooks", "docs", *([".sopbook"] if sheets else [])):
        shutil.copytree(PROJECT / folder, target / folder, ignore=shutil.ignore_patterns("*.lock"))
    shutil.copy(PROJECT / "mkdocs.yml", target)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, by its path; the locks of those who write hold nothing that anybody reads."""
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*"))
        if f.is_file() and not (f.parent.name == ".sopbook" and f.suffix == ".lock")
    }
