"""What a command imports before it does anything: the start is most of the time of a short one."""

import json
from pathlib import Path

import click
import pytest

from end_to_end.running import python
from example_workspaces import lay_out
from sopbook.cli.main import main

LARGE = {"PIL", "cel", "fontTools", "icalendar", "jinja2", "jsonschema", "jsonschema_rs", "markdown_it", "mkdocs", "opencc", "pypinyin", "typst", "yaml"}
_ASK = """\
import json, sys
from sopbook.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def imported(*arguments: str, cwd: Path) -> set[str]:
    """Return the packages that are loaded when a command ends."""
    run = python("-c", _ASK, *arguments, cwd=cwd)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)])
def test_a_question_about_sopbook_itself_imports_nothing_large(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert imported(*arguments, cwd=tmp_path) & LARGE == set()


def test_a_check_imports_no_site_engine_and_no_terminal_toolkit(tmp_path: Path) -> None:
    loaded = imported("check", cwd=lay_out(tmp_path / "w"))

    assert "cel" in loaded
    assert loaded & {"mkdocs", "material", "prompt_toolkit"} == set()


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_every_command_that_is_listed_is_there_and_goes_by_its_name(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.name == name
    assert command.help
