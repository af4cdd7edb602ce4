"""The group of all commands: which there are, and how they end when something happens that none of them foresaw."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

_OPTION = "--traceback"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command as the list of commands knows it: in which module it is, and what it does, in a few words."""

    module: str
    attribute: str
    purpose: str


class Commands(click.Group):
    """A group whose commands are imported when they are asked for, and never end in a traceback.

    `sections` are the entries by heading and name. Importing everything takes longer than most commands do.
    """

    def __init__(self, *rest: Any, sections: Mapping[str, Mapping[str, Entry]], **more: Any) -> None:
        super().__init__(*rest, **more)
        self.sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands, by the alphabet."""
        return sorted(name for section in self.sections.values() for name in section)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name, or None."""
        entry = next((section[cmd_name] for section in self.sections.values() if cmd_name in section), None)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(entry.module), entry.attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands, without importing any."""
        for heading, section in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name, entry.purpose) for name, entry in section.items()])

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        """Run a command; what escapes it becomes one sentence on standard error and exit code 2.

        With --traceback, anywhere in the line, it is shown where that was in the code.
        """
        given = list(sys.argv[1:] if args is None else args)
        _print_anything()
        try:
            return super().main([one for one in given if one != _OPTION], *rest, **more)
        except Exception as error:
            if _OPTION in given or not more.get("standalone_mode", True):
                raise
            # Imported here, because it brings the catalogue of codes along.
            from sopbook.source.diagnostics.faults import sentence

            click.echo(f"Error: {sentence(error)}", err=True)
            _give_up_what_waits()
            sys.exit(2)


traceback_option = click.option(
    _OPTION, is_flag=True, expose_value=False, help="Where a command fails for a reason of its own, show where in its code.",
)


def _print_anything() -> None:
    """Let a terminal that cannot show a character show its code instead: one with LANG=C, or an old one of Windows."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _give_up_what_waits() -> None:
    """Drop what standard output cannot take, or Python tries once more at its end and leaves with 120 instead."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
