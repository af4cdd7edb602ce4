"""Whether each `allow` of a branch.yaml names a text."""

from collections.abc import Iterator

from sopbook.branches.fork.path import located, named, parse_path, write_path
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.watch.word import own_words
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.pointer import at
from sopbook.source.schema.wording import closest


def idle_allows(stock: BranchPlaybooks) -> Iterator[Diagnostic]:
    """Yield WORD003 for each allow of a branch's own that leads to no text of its playbooks, though there are some of the kind."""
    document = stock.branch.document
    for word in own_words(document) if document is not None else ():
        for allow in word.allow:
            name, _, path = allow.where.partition("#")
            kind, _, identifier = name.partition("/")
            entry = stock.entries.get((kind, identifier))
            if (kind, identifier) in stock.unreadable or (entry is not None and _is_text(entry, path)):
                continue
            known = [f"{one}/{other}#{path}" for one, other in stock.entries] if entry is None else [f"{name}#{one}" for one in _texts(entry)]
            kinds = {one for one, _ in stock.entries}
            if kind not in kinds and not closest(kind, kinds):
                continue  # The kind as a whole is gone, or all of its playbooks; that has findings of its own, or is meant.
            meant = closest(allow.where, known)
            yield allow.document.diagnostic(
                (*allow.pointer, "in"), "WORD003", say("There is no text at {where}, so nothing is allowed.", where=allow.where),
                say("Did you mean {meant}?", meant=meant) if meant else say("Name kind, id and path, items of lists by their id in braces: activity/flash-sale#/run_sheet/{{open}}/say."),
            )


def _is_text(entry: BranchPlaybook, path: str) -> bool:
    pointer = located(entry.document.value, parse_path(path), entry.kind.shape)
    return pointer is not None and isinstance(at(entry.document.value, pointer), str)


def _texts(entry: BranchPlaybook) -> Iterator[str]:
    """Yield the paths of the texts of a playbook."""
    value, shape = entry.document.value, entry.kind.shape
    return (write_path(named(value, pointer, shape)) for pointer, text, _ in leaves(value, shape) if isinstance(text, str))
