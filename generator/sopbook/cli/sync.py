"""`sopbook sync`: the parents of branches that lie in other repositories."""

from pathlib import Path

import click

from sopbook.authoring.lock_file import updated
from sopbook.authoring.source import Limits, SourceError, fetch
from sopbook.authoring.text import write_whole
from sopbook.branches.branch import git_source
from sopbook.branches.fork.override import same
from sopbook.branches.fork.path import write_path
from sopbook.cli.alone import alone_always
from sopbook.cli.chosen_branch import branch_option, plainly, resolved, stock_of
from sopbook.cli.options import CannotRunError, dry_run_option, progress, show, today, workspace_option
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.outputs.findings import Run
from sopbook.source.diagnostics import Severity


@click.command()
@branch_option
@workspace_option
@dry_run_option
@alone_always
def sync(branch: str | None, folder: Path, dry_run: bool) -> None:
    """Fetch the parents that branches have in other git repositories, and pin their commits.

    Before anything is pinned it shows what the update does to the branch's forks. Everything else works from
    the cache, without a network. Exit code 1 when something waits for somebody.
    """
    workspace = resolved(folder)
    chosen = [stock_of(workspace, branch).branch] if branch else [b for b in workspace.family.own() if git_source(b.document)]
    waits = False
    for one in chosen:
        source = git_source(one.document)
        if source is None:
            raise CannotRunError(f"The parent of {one.name} is no git source.")
        root = workspace.workspace.root
        settings, lock_file = workspace.workspace.settings, workspace.family.lock_files[one.name]
        try:
            with progress(f"Fetching {source.git}"):
                fetched = fetch(root, source, Limits(settings.sync_files, settings.sync_megabytes))
        except SourceError as error:
            raise CannotRunError(str(error)) from error
        pinned = {"git": source.git, **({"ref": source.ref} if source.ref else {}), "commit": fetched.commit, "digest": fetched.digest}
        changed = "; files in the cache had been changed, and were fetched again" if fetched.repaired else ""
        if dict(lock_file.source) | {"digest": fetched.digest} == pinned:
            changed += "; the lock file had another digest, and was corrected" if lock_file.source.get("digest", fetched.digest) != fetched.digest else ""
            click.echo(f"{one.name}: up to date at {fetched.commit[:12]}{changed}")
        else:
            after = check_workspace(workspace.workspace, today(), only=(), pins={one.name: pinned})
            click.echo(f"{one.name}: {lock_file.source.get('commit', 'nothing')[:12]} → {fetched.commit[:12]}{changed}")
            waits |= _report(workspace, after, one.name)
        if dry_run or dict(lock_file.source) == pinned:
            continue
        with plainly():
            write_whole(root, lock_file.path, updated(root, lock_file, {}, pinned))
    if not chosen:
        click.echo("No branch has its parent in another repository.")
    if waits:
        raise SystemExit(1)


def _report(before: CheckedWorkspace, after: CheckedWorkspace, name: str) -> bool:
    """Show what an update does to a branch; return whether something waits for somebody."""
    old, new = before.stocks[name].entries, after.stocks[name].entries
    renamed = {key: now for key, now in after.stocks[name].former.items() if key in old}
    lines = [f"  new: {'/'.join(key)}" for key in new if key not in {*old, *renamed.values()} and before.stocks[name].branch.parent]
    lines += [f"  renamed: {'/'.join(key)} → {'/'.join(now)}" for key, now in renamed.items()]
    lines += [f"  gone: {'/'.join(key)}" for key in old if key not in {*new, *renamed}]
    lines += [
        f"  changed: {'/'.join(key)}" for key, entry in new.items()
        if key in old and not same(old[key].document.value, entry.document.value)
    ]
    waiting = [
        f"  {entry.part} {write_path(drift.override.path)}: {drift.state}"
        for key, entry in new.items() if key in after.stocks[name].files.forks
        for drift in entry.states if drift.waits
    ]
    waiting += [f"  branch {write_path(d.override.path)}: {d.state}" for d in after.stocks[name].branch_drifts if d.waits]
    for line in (*lines, *waiting):
        click.echo(line)
    known = set(before.diagnostics)
    errors = [d for d in after.diagnostics if d.severity is Severity.ERROR and d not in known]
    if errors:
        show(Run(errors), "full")
    return bool(waiting or errors)
