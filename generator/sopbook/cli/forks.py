"""`sopbook fork`, `accept`, `drift` and `diff`: a branch's changes, and its parent's."""

import json
from pathlib import Path
from typing import Any

import click

from sopbook.authoring.accept import ENDED, NOT_ACCEPTABLE, accepted
from sopbook.authoring.fork import NotExpressibleError, fork_text, from_merge_patch
from sopbook.authoring.schemas import kind_schemas, schema_line, schema_path
from sopbook.authoring.text import write_whole
from sopbook.branches.fork.drift import Drift
from sopbook.branches.fork.lockfile import BRANCH
from sopbook.branches.fork.override import ABSENT, same
from sopbook.branches.fork.path import parse_path, write_path
from sopbook.branches.history.find import find_key
from sopbook.branches.new_file import new_file
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.cli.alone import alone
from sopbook.cli.chosen_branch import (
    answer,
    answer_format_option,
    branch_files,
    branch_option,
    in_words,
    indented,
    parent_of,
    plainly,
    resolved,
    stock_of,
    stop_for,
    stop_for_lineage,
    writable,
)
from sopbook.cli.options import CannotRunError, dry_run_option, workspace_option


@click.command()
@click.argument("identifier", metavar="ID")
@branch_option
@click.option("--from-merge-patch", "patch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Take the changes from a JSON Merge Patch (RFC 7396).")
@workspace_option
@dry_run_option
@alone
def fork(identifier: str, branch: str | None, patch: Path | None, folder: Path, dry_run: bool) -> None:
    """Write a fork of a parent's playbook ID, ready for the changes of a branch."""
    workspace = resolved(folder)
    stock = writable(stock_of(workspace, branch))
    above = workspace.stocks[parent_of(stock)]
    with plainly():
        key = find_key(above, identifier)
        theirs = above.entries[key]
        path = f"{stock.branch.folder}/{new_file(theirs.kind, key[1])}"
        taken = stock.files.forks.get(key) or stock.files.playbooks.get(key)
        if taken or (workspace.workspace.root / path).exists():
            raise CannotRunError(f"{taken.path if taken else path} exists already.")
        try:
            change = from_merge_patch(theirs.document.value, _json(patch), theirs.kind.shape, theirs.kind.identity.id) if patch else None
        except NotExpressibleError as error:
            raise CannotRunError(str(error)) from error
        text = fork_text(key[1], schema_line(schema_path(theirs.kind, fork=True), path), change)
        if dry_run:
            click.echo(text, nl=False)
            return
        for name, content in kind_schemas(theirs.kind).items():
            write_whole(workspace.workspace.root, name, content)
        write_whole(workspace.workspace.root, path, text)
    click.echo(path)
    if patch:
        click.echo(f"Next: read it, then sopbook accept {key[1]} --all --branch {stock.branch.name}", err=True)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (ValueError, OSError, RecursionError) as error:
        raise CannotRunError(f"{path} is no JSON: {error}.") from error


@click.command()
@click.argument("identifier", metavar="ID")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--all", "everything", is_flag=True, help="Accept every change of the playbook.")
@branch_option
@workspace_option
@dry_run_option
@alone
def accept(identifier: str, paths: tuple[str, ...], everything: bool, branch: str | None, folder: Path, dry_run: bool) -> None:
    """Say that a branch has looked at what its parent says, and goes on with its own.

    ID is a playbook, branch for branch.yaml, or all. PATHs such as /params/start choose single changes.
    """
    if bool(paths) == everything:
        raise CannotRunError("Name the paths to accept, or say --all" + (", not both." if paths else "."))
    if any(not path.strip("/") for path in paths):
        raise CannotRunError("A path to accept is empty. Say --all to accept every change.")
    workspace = resolved(folder)
    stock = writable(stock_of(workspace, branch))
    with plainly():
        parts = _parts(stock, identifier)
        others = [d for d in workspace.diagnostics if d.code not in ENDED]
        stop_for(others, {stock.lock_file.path, *branch_files(stock), *_files(stock, parts)})
        if identifier == "all":
            stop_for_lineage(workspace, [stock], diagnostics=others)
        known = [d.override.path for drifts in parts.values() for d in drifts]
        chosen = [parse_path(path.rstrip("/")) for path in paths]
        for path in chosen:
            if not any(tuple(map(str, k))[: len(path)] == tuple(map(str, path)) for k in known):
                raise CannotRunError(f"{identifier} changes nothing at {write_path(path)}. It changes: {', '.join(map(write_path, known)) or 'nothing'}.")
        text, taken = accepted(workspace.workspace.root, stock.lock_file, parts, chosen or None)
        if text and not dry_run:
            write_whole(workspace.workspace.root, stock.lock_file.path, text)
    for part, drift in taken:
        click.echo(f"{part} {write_path(drift.override.path)}: {drift.state}")
    for part, drifts in parts.items() if everything else ():
        live = {drift.override.path for drift in drifts}
        for path in stock.lock_file.part(part).accepted:
            if path not in live:
                click.echo(f"{part} {write_path(path)}: no longer changed")
    if not text:
        click.echo("Nothing to accept.")


def _parts(stock: BranchPlaybooks, identifier: str) -> dict[str, tuple[Drift, ...]]:
    """Return the overrides of what an ID names: one fork, branch.yaml, or all of them."""
    forks = {f"{k}/{i}": stock.entries[k, i].states for k, i in stock.files.forks if (k, i) in stock.entries}
    if identifier == "all":
        return forks | {BRANCH: stock.branch_drifts}
    if identifier == BRANCH:
        return {BRANCH: stock.branch_drifts}
    name = "/".join(find_key(stock, identifier))
    if name not in forks:
        raise CannotRunError(f"{stock.branch.name} does not fork {name}.")
    return {name: forks[name]}


def _files(stock: BranchPlaybooks, parts: dict[str, Any]) -> set[str]:
    found = {d.path for key, d in stock.files.forks.items() if "/".join(key) in parts}
    return found | ({stock.branch.document.path} if BRANCH in parts and stock.branch.document else set())


@click.command()
@branch_option
@answer_format_option
@workspace_option
def drift(branch: str | None, form: str, folder: Path) -> None:
    """Show the state of everything that branches change. Exit code 1 when something waits for somebody."""
    workspace = resolved(folder)
    chosen = [stock_of(workspace, branch)] if branch else [workspace.stocks[b.name] for b in workspace.family.own() if b.parent or not b.sound]
    found = [(stock, part, one) for stock in chosen if stock.lock_file.sound for part, drifts in _parts(stock, "all").items() for one in drifts]
    speaking = {branch} if branch else {b.name for b in workspace.family.own()}
    files = {f.document.path: f.branch for found in workspace.translations.values() for f in found.values() if f.branch in speaking}
    stale = [(files[d.path], d.path, d) for d in workspace.diagnostics if d.code == "LOCALE004" and d.path in files]
    if form == "json":
        answer({
            "overrides": [_record(stock.branch.name, part, one) for stock, part, one in found],
            "translations": [{"branch": name, "file": path, "line": d.span.line, "message": d.message} for name, path, d in stale],
        })
    else:
        _print_drift(found, stale)
    stop_for_lineage(workspace, chosen, form)
    if stale or any(one.waits for _, _, one in found):
        raise SystemExit(1)


def _print_drift(found: list[tuple[BranchPlaybooks, str, Drift]], stale: list[tuple[str, str, Any]]) -> None:
    states: dict[str, int] = {}
    for stock, part, one in found:
        states[one.state] = states.get(one.state, 0) + 1
        if one.waits:
            click.echo(f"{stock.branch.name}/{part} {write_path(one.override.path)}: {one.state}")
    for name, path, finding in stale:
        click.echo(f"{name} {path}:{finding.span.line}: translation stale")
    click.echo(", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "Nothing is forked.")


def _record(branch: str, part: str, one: Drift) -> dict[str, Any]:
    return {
        "branch": branch, "part": part, "path": write_path(one.override.path), "action": one.override.action, "state": one.state,
        "why": one.override.why, "accepted": one.accepted.value if one.accepted else None,
        "theirs": one.override.theirs, "mine": one.override.mine,
    }


@click.command()
@click.argument("identifier", metavar="[ID]", required=False)
@branch_option
@click.option("--against", metavar="PARENT", help="Every difference between the branch and this ancestor.")
@answer_format_option
@workspace_option
def diff(identifier: str | None, branch: str | None, against: str | None, form: str, folder: Path) -> None:
    """Show what the parent said when the branch accepted, what it says now, and what the branch says.

    With --against, a report of everything in which the branch differs from an ancestor.
    """
    workspace = resolved(folder)
    stock = stock_of(workspace, branch)
    parent = parent_of(stock)
    layers = [stock]
    if against:
        names = [b.name for b in stock.branch.lineage]
        if against not in names[:-1]:
            raise CannotRunError(f"{against} is no ancestor of {stock.branch.name}: {' → '.join(names)}.")
        layers = [workspace.stocks[name] for name in names[names.index(against) + 1 :]]
    with plainly():
        wanted = "/".join(find_key(stock, identifier)) if identifier and identifier != BRANCH else identifier
        found = [
            (layer, part, one) for layer in layers
            for part, drifts in (_parts(layer, "all") if not wanted or len(layers) > 1 else _parts(layer, wanted)).items()
            for one in drifts if not wanted or part == wanted
        ]
    own = [] if identifier else [(layer, "/".join(key)) for layer in layers for key in layer.files.playbooks]
    if form == "json":
        answer({
            "branch": stock.branch.name, "against": against or parent,
            "changes": [_record(layer.branch.name, part, one) for layer, part, one in found],
            "own": [{"branch": layer.branch.name, "playbook": name} for layer, name in own],
        })
        return
    last = ""
    for layer, part, one in found:
        head = f"{layer.branch.name}: {part}"
        if head != last:
            click.echo(("\n" if last else "") + head)
        last = head
        _print_change(one, parent_of(layer), layer.branch.name)
    for layer, name in own:
        click.echo(f"\n{layer.branch.name}: {name} is its own")
    if not found and not own:
        click.echo("No difference.")


def _print_change(one: Drift, parent: str, branch: str) -> None:
    override = one.override
    click.echo(f"  {write_path(override.path)}  [{one.state}]" + (f"  {override.why}" if override.why else ""))
    before = one.accepted.value if one.accepted else ABSENT
    if one.accepted and not same(before, override.theirs):
        click.echo(f"    {parent} when accepted:\n{indented(in_words(before))}")
        click.echo(f"    {parent} now:\n{indented(in_words(override.theirs))}")
    else:
        click.echo(f"    {parent}:\n{indented(in_words(override.theirs))}")
    click.echo(f"    {branch}:\n{indented(in_words(override.mine))}")
    if one.state in NOT_ACCEPTABLE:
        click.echo("    The fork has to change; sopbook check says how.")
