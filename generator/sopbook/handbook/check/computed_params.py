"""Params that are not typed: what a kind computes, and what a playbook takes from another one. They are filled into texts before these are checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.path import named, write_path
from sopbook.branches.params_from import FIELD, Source, is_param, params_from
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.handbook.check.amounts import Amounts, amounts_of
from sopbook.handbook.check.derive import Derivations
from sopbook.handbook.check.sound import Sound
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.pointer import at
from sopbook.source.schema.wording import closest


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition with such params in its texts, REF007 for each that comes from nowhere, and the amounts that no other text may type."""

    resolved: Resolved
    diagnostics: list[Diagnostic]
    amounts: Amounts


def with_computed_params(resolved: Resolved) -> Prepared:
    """Return an edition before its texts are checked. What is wrong with an expression is told when all values are computed."""
    sound = Sound(resolved.playbooks)
    derivations = Derivations(sound, resolved.playbooks)
    readers = [key for key, one in resolved.playbooks.items() if (one.kind.computed_params or params_from(one) or one.shared) and key in sound]
    found = [finding for key in readers for finding in _from_nowhere(sound[key], resolved, sound, derivations)]
    filled = {key: derivations.filled(sound[key]) for key in readers}
    amounts = amounts_of((one, derivations.value(*key)) for key, one in resolved.playbooks.items() if one.kind.once_fields and key in sound)
    return Prepared(replace(resolved, playbooks={**resolved.playbooks, **filled}) if filled else resolved, found, amounts)


def check_typed_params(playbook: Playbook) -> Iterator[Diagnostic]:
    """Yield SCHEMA014 for such a param that the playbook writes itself, FORK017 for one that a fork sets."""
    written = at(playbook.document.value, ("params",), {})
    taken = params_from(playbook)
    for name in dict.fromkeys((*playbook.kind.computed_params, *taken)):
        if not isinstance(written, dict) or name not in written:
            continue
        file = playbook.document.origin(("params", name)).document
        how = say("comes from {written}", written=_written(playbook, name)) if name in taken else say("is worked out by the tool")
        if isinstance(file.value, dict) and "fork" in file.value:
            hint = say("Delete it, and change what it comes from.") if name in taken else say("Delete it, and change what it is worked out from.")
            yield playbook.document.diagnostic(("params", name), "FORK017", say("The param {name} {how}, so a fork cannot set it.", name=name, how=how), hint, key=True)
        else:
            yield playbook.document.diagnostic(("params", name), "SCHEMA014", say("The param {name} {how} and must not be typed.", name=name, how=how), say("Delete it."), key=True)


def _written(playbook: Playbook, name: str) -> str:
    return str(at(playbook.document.value, (FIELD, name)))


def _from_nowhere(playbook: Playbook, resolved: Resolved, sound: Mapping[Key, Playbook], derivations: Derivations) -> Iterator[Diagnostic]:
    for name, source in params_from(playbook).items():
        waits = source.key is not None and source.key not in sound and (source.key in resolved.playbooks or source.key in resolved.unreadable)
        if waits or is_param(derivations.at(source)) or not playbook.branch.sound:
            continue  # What cannot be read, or does not fit its schema, has a finding of its own.
        message, hint = _why(source, resolved, sound, derivations)
        yield playbook.document.diagnostic((FIELD, name), "REF007", say("The param {name} comes from nowhere: {message}.", name=name, message=message), hint)


def _why(source: Source, resolved: Resolved, sound: Mapping[Key, Playbook], derivations: Derivations) -> tuple[str, str]:
    """Return why nothing can be taken, and what helps."""
    if source.key is None:
        return (
            say("{named_by} names no playbook", named_by=source.named_by),
            say("Write {named_by}, the playbook from which it is taken, or kind and id in front of the #.", named_by=source.named_by),
        )
    playbook = sound.get(source.key)
    if playbook is None:
        ids = ["/".join(key) for key in resolved.playbooks]
        meant = closest("/".join(source.key), ids)
        return (
            say("there is no {key}", key="/".join(source.key)),
            say("Did you mean {meant}?", meant=meant) if meant else say("Write kind and id of the playbook, or the field that names it."),
        )
    value, shape = derivations.value(*source.key), playbook.kind.shape
    written = write_path(source.path)
    there = [write_path(named(value, pointer, shape)) for pointer, leaf, _ in leaves(value, shape) if is_param(leaf)]
    meant = closest(written, there)
    below = [one for one in there if one.startswith(f"{written.rpartition('/')[0]}/")]
    hint = (
        say("Did you mean {meant}?", meant=meant) if meant
        else say("Beside it there are: {below}.", below=joined(", ", below[:8])) if below else say("Write the path of a text or a number, items of lists by their id in braces.")
    )
    return say("{key} has no text and no number at {written}", key="/".join(source.key), written=written), hint
