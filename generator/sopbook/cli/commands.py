"""The group of all commands: how they end when something happens that none of them foresaw."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from sopbook.source.diagnostics.faults import sentence

_OPTION = "--traceback"


class Commands(click.Group):
    """A group whose commands never end in a traceback, unless somebody asks for it with --traceback, anywhere in the line."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        """Run a command; what escapes it becomes one sentence on standard error and exit code 2."""
        given = list(sys.argv[1:] if args is None else args)
        _print_anything()
        try:
            return super().main([one for one in given if one != _OPTION], *rest, **more)
        except Exception as error:
            if _OPTION in given or not more.get("standalone_mode", True):
                raise
            click.echo(f"Error: {sentence(error)}", err=True)
            sys.exit(2)


traceback_option = click.option(
    _OPTION, is_flag=True, expose_value=False, help="Where a command fails for a reason of its own, show where in its code.",
)


def _print_anything() -> None:
    """Let a terminal that cannot show a character show its code instead: one with LANG=C, or an old one of Windows."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
