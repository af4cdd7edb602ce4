"""Params that a kind computes: filled into texts before these are checked, and typed by nobody."""

from collections.abc import Iterator
from dataclasses import replace

from sopbook.branches.playbook import Playbook, Resolved
from sopbook.handbook.check.derive import Derivations
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.pointer import at
from sopbook.source.schema.document import validate


def with_computed_params(resolved: Resolved) -> Resolved:
    """Return an edition with the computed params in its texts. What is wrong with an expression is told when all values are computed."""
    if not any(kind.computed_params for kind in resolved.kinds.usable.values()):
        return resolved
    sound = {key: one for key, one in resolved.playbooks.items() if not validate(one.document, one.kind.validator)}
    derivations = Derivations(sound)
    return replace(resolved, playbooks={
        key: derivations.filled(one) if key in sound else one for key, one in resolved.playbooks.items()
    })


def check_typed_params(playbook: Playbook) -> Iterator[Diagnostic]:
    """Yield SCHEMA014 for a computed param that the playbook writes itself, FORK017 for one that a fork sets."""
    written = at(playbook.document.value, ("params",), {})
    for name in playbook.kind.computed_params:
        if not isinstance(written, dict) or name not in written:
            continue
        file = playbook.document.origin(("params", name)).document
        if isinstance(file.value, dict) and "fork" in file.value:
            message = f"The param {name} is worked out by the tool, so a fork cannot set it."
            yield playbook.document.diagnostic(("params", name), "FORK017", message, "Delete it, and change what it is worked out from.", key=True)
        else:
            message = f"The param {name} is worked out by the tool and must not be typed."
            yield playbook.document.diagnostic(("params", name), "SCHEMA014", message, "Delete it.", key=True)
