"""What only headquarters sees, named where everybody does: it would stand there without a page, or with its value."""

from collections.abc import Iterator, Mapping

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.path import KeyedPath
from sopbook.branches.interpolation import parts
from sopbook.branches.items import NamedItems
from sopbook.branches.params_from import FIELD, params_from
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.handbook.check.references import references
from sopbook.kinds.audience import OPERATORS, is_hidden_at, sees
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer


def check_audience(playbook: Playbook, resolved: Resolved, items: NamedItems) -> Iterator[Diagnostic]:
    """Yield REF008 for each place that everybody sees and that names or takes in what only headquarters does."""
    kinds = resolved.kinds.usable
    if not any(kind.hides for kind in kinds.values()) or not sees(OPERATORS, playbook.kind):
        return
    for one in references(playbook, items):
        told = _hidden(one.key, one.place, resolved)
        if told and not is_hidden_at(playbook.kind.shape, one.pointer):
            yield playbook.document.diagnostic(
                one.pointer, "REF008", say("Everybody sees this, and it names {told}, which only headquarters sees.", told=told),
                say('Take it out, or give the field "x-audience": "headquarters" in its schema.'),
            )
    secret = secret_params(playbook)
    for name, source in params_from(playbook).items():
        told = _hidden(source.key, in_schema(source.path), resolved) if source.key and name not in secret else ""
        if told:
            yield playbook.document.diagnostic(
                (FIELD, name), "REF008", say("Texts that everybody sees take {name} from {told}, which only headquarters sees.", name=name, told=told),
                say("Name it only in fields that are for headquarters, or take it out."),
            )
    yield from _shared(playbook, resolved, secret)


def _shared(playbook: Playbook, resolved: Resolved, secret: set[str]) -> Iterator[Diagnostic]:
    for pointer, text, shape in leaves(playbook.document.value, playbook.kind.shape) if playbook.shared else ():
        for part in parts(text) if isinstance(text, str) and shape.takes_names else ():
            one = playbook.shared.get(part.name or "")
            of = resolved.kinds.usable.get(one.key[0]) if one and part.name not in secret else None
            told = _hidden(one.key, (*of.shared.items, "*", *of.shared.text), resolved) if one and of and of.shared else ""
            if told and not is_hidden_at(playbook.kind.shape, pointer):
                yield playbook.document.diagnostic(
                    pointer, "REF008", say("Everybody sees this, and it takes in a text of {told}, which only headquarters sees.", told=told), say("Write the words themselves here."),
                )


def _hidden(key: Key, place: Pointer, resolved: Resolved) -> str:
    """Return in words what only headquarters sees of a place in a playbook; an empty text where everybody sees it."""
    kind = resolved.kinds.usable.get(key[0])
    if kind is None or key not in resolved.playbooks:
        return ""
    if not sees(OPERATORS, kind):
        return "/".join(key)
    if not is_hidden_at(kind.shape, place):
        return ""
    part = place[-1] if isinstance(place[-1], str) and place[-1] != "*" else say("a part")
    return say("{part} of {playbook}", part=part, playbook="/".join(key))


def in_schema(path: KeyedPath) -> Pointer:
    """Return where a path leads in a schema: any item in place of one that is named."""
    return tuple("*" if str(step).startswith("{") else step for step in path if step != "$move")


def secret_params(playbook: Playbook) -> set[str]:
    """Return the params that only texts name which are for headquarters: operators may not have them in their data either."""
    if not playbook.kind.hides:
        return set()
    named: Mapping[bool, set[str]] = {True: set(), False: set()}
    for pointer, text, shape in leaves(playbook.document.value, playbook.kind.shape):
        if isinstance(text, str) and shape.takes_names:
            named[is_hidden_at(playbook.kind.shape, pointer)] |= {part.name for part in parts(text) if part.name}
    return named[True] - named[False]
