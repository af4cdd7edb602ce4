"""The command `sopbook`."""

import click

from sopbook import __version__
from sopbook.cli.build import build, serve
from sopbook.cli.check import check, explain
from sopbook.cli.commands import Commands, traceback_option
from sopbook.cli.forks import accept, diff, drift, fork
from sopbook.cli.history import impact_command, trace_command
from sopbook.cli.kinds import kinds
from sopbook.cli.print import print_command
from sopbook.cli.rename import rename
from sopbook.cli.render import render
from sopbook.cli.sync import sync
from sopbook.cli.translate import translate
from sopbook.cli.write import init, new


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sopbook")
@traceback_option
def main() -> None:
    """Turn YAML playbooks into a checked, searchable handbook.

    Exit codes: 0 clean, 1 findings, 2 cannot run.
    """


for command in (
    init, new, check, build, serve, render, print_command, kinds, explain,
    fork, accept, drift, diff, rename, trace_command, impact_command, translate, sync,
):
    main.add_command(command)
