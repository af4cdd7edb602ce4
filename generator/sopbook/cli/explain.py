"""`sopbook explain`."""

import click

from sopbook.cli.options import CannotRunError
from sopbook.source.diagnostics import CATALOGUE


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a CODE means, why it is a finding, and what is right; without one, list them all."""
    if code is None:
        for entry in CATALOGUE.values():
            click.echo(f"{entry.code:12} {entry.title}")
        return
    found = CATALOGUE.get(code.upper())
    if found is None:
        from sopbook.source.schema.wording import (
            closest,  # Here, because only a slip needs it, and it brings along what checks schemas.
        )

        meant = closest(code.upper(), CATALOGUE)
        raise CannotRunError(f"There is no code {code}." + (f" Did you mean {meant}?" if meant else " `sopbook explain` lists them all."))
    click.echo(f"{found.code} ({found.severity}): {found.title}\n\n{found.why}")
    for title, example in (("Wrong", found.wrong), ("Right", found.right)):
        if example:
            click.echo(f"\n{title}:\n" + "\n".join(f"    {line}" for line in example.splitlines()))
