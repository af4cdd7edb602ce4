"""Completion with the tab key, as a shell asks for it: the words so far in, what may follow out."""

import click
import pytest
from click.testing import CliRunner

from sopbook.cli.main import main
from sopbook.outputs.findings import FORMATS

NAMES = main.list_commands(click.Context(main))


def completed(*words: str, part: str = "") -> list[str]:
    """Return what Bash is offered after some words, when a part of the next one has been typed."""
    line = " ".join(("sopbook", *words, part))
    run = CliRunner().invoke(main, prog_name="sopbook", env={
        "_SOPBOOK_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) + 1),
    })
    return [answer.partition(",")[2] for answer in run.output.splitlines() if answer]


def test_commands_are_offered_by_their_beginning() -> None:
    assert completed() == NAMES
    assert completed(part="ch") == ["check"]
    assert completed(part="tr") == ["trace", "translate"]
    assert completed(part="x") == []


def test_the_formats_of_a_report_are_offered() -> None:
    assert completed("check", "--format") == list(FORMATS)
    assert completed("check", "--format", part="s") == ["sarif"]


@pytest.mark.parametrize("name", NAMES)
def test_every_option_of_a_command_is_offered(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    if isinstance(command, click.Group):
        assert completed(name) == sorted(command.commands)
        return
    options = {name for option in command.params for name in option.opts if name.startswith("--")}

    assert set(completed(name, part="--")) == {*options, "--help"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_script_that_asks_sopbook(shell: str) -> None:
    run = CliRunner().invoke(main, prog_name="sopbook", env={"_SOPBOOK_COMPLETE": f"{shell}_source"})

    assert f"_SOPBOOK_COMPLETE={shell}_complete" in run.output
