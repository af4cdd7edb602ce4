"""What several commands share: options, output, and how a run ends."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sopbook.branches.workspace import NoWorkspaceError, Workspace, find_workspace
from sopbook.handbook import moment
from sopbook.kinds.audience import OPERATORS
from sopbook.outputs.findings import FORMATS, Run, full
from sopbook.source.diagnostics import LANGUAGES, Diagnostic, fails, joined, preferred, told
from sopbook.source.diagnostics import say as sentence

if TYPE_CHECKING:
    from sopbook.handbook.check.workspace import Choose
    from sopbook.publication.opened import OpenedWorkspace

workspace_option = click.option(
    "-C", "--workspace", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".",
    help="The workspace, or a folder inside it. The current folder where it is left out.",
)
_LANGUAGE = f"{__name__}.language"
"""Where a run of a command keeps the language of its findings."""


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that reports findings its two options: their format, and their language, which `show` looks up."""
    form = click.option(
        "--format", "form", type=click.Choice(list(FORMATS)), default="full", show_default=True,
        help="How findings are written.",
    )
    language = click.option(
        "--language", type=click.Choice(LANGUAGES), expose_value=False, callback=_keep_language,
        help="The language of findings. That of the environment (LC_ALL, LC_MESSAGES, LANG) where it is left out.",
    )
    return form(language(command))


def _keep_language(context: click.Context, _option: click.Parameter, language: str | None) -> None:
    context.meta[_LANGUAGE] = language


def language() -> str:
    """Return the language in which the command tells its findings: the one it was asked for, or that of the environment."""
    context = click.get_current_context(silent=True)
    return (context.meta.get(_LANGUAGE) if context else None) or preferred(os.environ)


strict_option = click.option("--strict", is_flag=True, help="Let warnings count as findings.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")


_NAMED = 3
"""So many playbooks are named one by one."""


class CannotRunError(click.ClickException):
    """The command cannot do its work; nothing was written. Exit code 2."""

    exit_code = 2


def open_workspace(folder: Path, *, reports: bool = False) -> Workspace:
    """Return the workspace of a folder. Raises CannotRunError.

    With a mistake in mkdocs.yml the run ends with exit code 1, unless the command `reports` findings itself: what the
    others do depends on the settings.
    """
    try:
        workspace = find_workspace(folder)
    except NoWorkspaceError as error:
        raise CannotRunError(str(error)) from error
    if workspace.diagnostics and not reports:
        click.echo(full(Run(workspace.diagnostics).told(language())), err=True)
        raise SystemExit(1)
    return workspace


def checked(
    workspace: Workspace, only: "Choose | None" = None, *, alone: bool = False, tries_templates: bool = True, audience: str = OPERATORS
) -> "OpenedWorkspace":
    """Return a workspace opened today (`sopbook.publication.opened`); on a terminal, say meanwhile what is going on."""
    with progress("Checking the playbooks"):
        from sopbook.publication.opened import (
            opened,  # Here: it brings along all that reads and checks, and an unchanged site needs none of it.
        )

        return opened(workspace, today(), only, alone=alone, tries_templates=tries_templates, audience=audience)


def today() -> date:
    """Return the day that counts as today. Raises CannotRunError where SOURCE_DATE_EPOCH names none."""
    try:
        return moment.today()
    except moment.NoDayError as error:
        raise CannotRunError(str(error)) from error


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show on a terminal, on standard error, what is going on, and take it away at the end."""
    text = f"{what} …" if sys.stderr is not None and sys.stderr.isatty() else ""
    click.echo(text, nl=False, err=True)
    try:
        yield
    finally:
        if text:
            click.echo("\r" + " " * len(text) + "\r", nl=False, err=True)


def show(run: Run, form: str) -> None:
    """Print what a run found on standard output in a format, in colours where a terminal wants them."""
    text = FORMATS[form](run.told(language()))
    if text:
        click.echo(_coloured(text) if form == "full" and _colours() else text)


def report(run: Run, form: str) -> None:
    """Print what a run found, for a command whose work is another one: people hear of a clean run by what it writes."""
    if run.findings or form != "full":
        show(run, form)


def say(what: str, form: str) -> None:
    """Print what a command has done: on standard error where standard output is a report for programs."""
    click.echo(what, err=form != "full")


def _colours() -> bool:
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")  # An empty one is none (no-color.org).


def _coloured(text: str) -> str:
    text = re.sub(r"^(?=\S)(.+/.+|mkdocs\.yml)$", click.style(r"\1", bold=True), text, flags=re.MULTILINE)
    text = re.sub(r"^(  \d+:\d+)", click.style(r"\1", fg="cyan"), text, flags=re.MULTILINE)
    return re.sub(r"(\[[A-Z]+\d{3}\])$", click.style(r"\1", dim=True), text, flags=re.MULTILINE)


def say_untried(workspace: "OpenedWorkspace", form: str) -> None:
    """Print on which playbooks the templates of their kinds have not been tried as they are now; nothing where that is none."""
    waiting = [playbook.document.path for trials in workspace.trials.values() for playbook in trials.waiting()]
    if waiting:
        which = joined(", ", waiting) if len(waiting) <= _NAMED else sentence("{count:,} playbooks", count=len(waiting))
        say(told(sentence("Templates not tried yet on {which}: a build of all pages tries them.", which=which), language()), form)


def finish(diagnostics: Sequence[Diagnostic], strict: bool) -> None:
    """End the run with exit code 1 where what was found makes it fail."""
    if fails(diagnostics, strict=strict):
        raise SystemExit(1)
