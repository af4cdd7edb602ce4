"""`--scheduler`: sheets that are set on other machines before a site is built."""

import re
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from sopbook.cli.options import CannotRunError, say
from sopbook.handbook.edition import Edition

_ADDRESS = re.compile(r"(?:(?P<way>tcp|tls)://)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]@]+):(?P<port>[0-9]{1,5})/?")
_WARNING = (
    "Warning: {address} asks nobody who they are and encrypts nothing. Whoever reaches it can run programs on its workers and read what they are sent. "
    "docs/authors/cluster.md shows how to use certificates."
)


def _address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return the address of a scheduler as Dask writes it. Raises CannotRunError."""
    if value is None:
        return None
    match = _ADDRESS.fullmatch(value)
    if match is None or not 0 < int(match["port"]) < 65536:
        raise CannotRunError(f"{value} is no address of a scheduler. Write it as tls://HOST:PORT, or tcp://HOST:PORT for one without certificates.")
    if find_spec("distributed") is None:
        raise CannotRunError("--scheduler needs Dask, which is not installed here. Install it with: pip install 'sopbook[cluster]'")
    return f"{match['way'] or 'tcp'}://{match['host']}:{match['port']}"


def scheduler_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option for a scheduler."""
    return click.option(
        "--scheduler", metavar="ADDRESS", callback=_address,
        help="A Dask scheduler, such as tls://host:8786, whose workers set the sheets that are not kept.",
    )(command)


class SheetsAhead:
    """What editions print, set on a cluster if there is one."""

    def __init__(self, root: Path, address: str | None) -> None:
        self._root = root
        self._address = address
        self._number: int | None = None

    def warn(self) -> None:
        """Say what a scheduler without certificates lets everybody do."""
        if self._address is not None and not self._address.startswith("tls://"):
            click.echo(_WARNING.format(address=self._address), err=True)

    def tell(self, form: str) -> None:
        """Say how much was set, if the cluster was asked."""
        if self._number is not None:
            say(f"Set by the workers of {self._address}: {self._number:,} PDF{'' if self._number == 1 else 's'}", form)

    def __call__(self, editions: Sequence[Edition]) -> None:
        """Set what these editions print and the store does not have. Raises CannotRunError and BuildFailedError."""
        if self._address is None or not editions:
            return
        from sopbook.cluster.ahead import (
            print_ahead,  # Here and not above: Dask takes a second to import, and hardly anybody asks for it.
        )
        from sopbook.cluster.failures import ClusterFailedError, ClusterRefusedError
        from sopbook.cluster.scheduler import scheduler_at
        from sopbook.site.site import BuildFailedError

        try:
            with scheduler_at(self._address) as scheduler:
                self._number = (self._number or 0) + print_ahead(editions, self._root, scheduler)
        except ClusterRefusedError as error:
            raise CannotRunError(str(error)) from error
        except ClusterFailedError as error:
            raise BuildFailedError(f"{error} The last good site stays.") from error
