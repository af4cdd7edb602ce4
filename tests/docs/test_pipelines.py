"""The pipelines that the guide for publishing ships: every line of theirs can be run."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from sopbook.cli.main import main

HOSTING = Path(__file__).parents[2] / "docs/authors/hosting"


def _pipeline(name: str) -> dict[str, Any]:
    # PyYAML reads the key `on` as a truth (YAML 1.1); GitHub and people do not.
    return {"on" if key is True else key: value for key, value in yaml.safe_load((HOSTING / name).read_text("utf-8")).items()}


def _lines(name: str) -> Iterator[str]:
    """Yield the lines that a shell runs."""
    pipeline = _pipeline(name)
    if name == "github.yml":
        for step in pipeline["jobs"]["handbook"]["steps"]:
            yield from step.get("run", "").splitlines()
    else:
        for job in pipeline.values():
            yield from job.get("script", ()) if isinstance(job, dict) else ()


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_its_commands_exist_with_these_options(name: str) -> None:
    commands = [shlex.split(line.partition(">")[0])[1:] for line in _lines(name) if line.startswith("sopbook ")]

    assert [words[0] for words in commands] == ["check", "build"]
    for words in commands:
        context = click.Context(main)
        command = main.get_command(context, words[0])
        assert command is not None
        command.make_context(words[0], words[1:], parent=context)  # Raises UsageError.


def test_only_what_lies_on_the_main_branch_is_published() -> None:
    steps = _pipeline("github.yml")["jobs"]["handbook"]["steps"]
    (copied,) = [step for step in steps if "rsync" in step.get("run", "")]
    assert copied["if"] == "github.ref == 'refs/heads/main'"
    assert set(_pipeline("github.yml")["on"]) == {"push", "pull_request"}
    assert _pipeline("gitlab.yml")["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_the_host_of_the_pipeline_serves_the_folder_that_it_copies_to() -> None:
    assert "root /srv/handbook/current;" in (HOSTING / "nginx.conf").read_text("utf-8")
    assert any(line.endswith('"$HOST:/srv/handbook/current/"') for line in _lines("github.yml"))
