"""What laying one fork over its parent leaves behind: what it overrides, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sopbook.branches.fork.change_site import ChangeSite
from sopbook.branches.fork.known import Known
from sopbook.branches.fork.look_alike import told_apart
from sopbook.branches.fork.neighbours import NOWHERE, Standing
from sopbook.branches.fork.node import Node, grow, plain
from sopbook.branches.fork.operators import is_reason
from sopbook.branches.fork.override import ABSENT, Action, Override
from sopbook.branches.fork.rules import BY_FIELD
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Origin, Pointer
from sopbook.source.schema.wording import closest

_GUESSES = 20
"""How many misspelt names of one fork are held against all others: more would take long in lists of thousands."""


@dataclass
class MergeLog:
    """Collects the overrides and the findings of one fork."""

    fork: Document
    parent: str
    """The name of the parent branch, for messages."""
    known: Known
    overrides: list[Override] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _guesses: int = 0

    def origin(self, place: Pointer) -> Origin:
        """Return a place of the fork as an origin."""
        return self.fork.origin(place)

    def report(self, place: Pointer, code: str, message: str, hint: str, *, key: bool = False) -> None:
        """Add a finding at a place of the fork."""
        self.diagnostics.append(self.fork.diagnostic(place, code, message, hint, key=key))

    def record(self, action: Action, spot: ChangeSite, theirs: Node | None, mine: Any, standing: Standing = NOWHERE) -> None:
        """Remember that the fork overrides a place of the parent."""
        merged = spot.lists
        if theirs is None and spot.table:  # Only the table tells later that there was something to add to.
            merged = (*merged, (spot.table, BY_FIELD))
        self.overrides.append(Override(
            spot.path, action, spot.place, ABSENT if theirs is None else plain(theirs), mine, spot.reasons, standing, merged, spot.gone,
        ))

    def written(self, value: Any, spot: ChangeSite) -> tuple[Node, ChangeSite] | None:
        """Return a value of the fork as new content, and its spot with the reasons given inside.

        None, with a finding, where it holds other operators: new content has nothing to change (FORK008).
        """
        wrong = list(_inner_operators(value, spot.place))
        for where, name in wrong:
            if name == "$why":
                self.report(where, "FORK008", say("{name} is no text, which cannot stand here.", name=name), say("Write the reason in words."), key=True)
            else:
                self.report(
                    where, "FORK008", say("{name} cannot stand inside new content.", name=name),
                    say("New items and replaced values are written whole, without operators."), key=True,
                )
        if wrong:
            return None
        reasons = dict.fromkeys([*spot.reasons, *_reasons(value)])
        node = grow(without_reasons(value), lambda pointer: self.origin((*spot.place, *pointer)))
        return node, spot.because(*reasons)

    def delete(self, theirs: Node | None, spot: ChangeSite) -> None:
        """Record a deletion; what is not there, and never was, cannot be deleted (FORK012)."""
        if theirs is None and spot.path not in self.known.accepted:
            self.report(
                spot.place, "FORK012", say("There is no {name} in {parent}, so nothing is deleted.", name=spot.name, parent=self.parent),
                say("Delete these lines, or correct the name."), key=True,
            )
            return
        self.record("delete", spot, theirs, ABSENT)

    def report_idle_reason(self, place: Pointer) -> None:
        """Add the finding that a reason stands where nothing is changed (FORK008)."""
        self.report(
            (*place, "$why"), "FORK008", say("$why gives the reason of a change, and nothing is changed here."),
            say("Write the change beside it, or delete the line."), key=True,
        )

    def suggestion(self, name: str, names: Iterable[str]) -> str:
        """Return a hint that says which name was probably meant; empty for none, and after many that were not found."""
        self._guesses += 1
        if self._guesses > _GUESSES:
            return ""
        names = list(names)
        meant = closest(name, names)
        return told_apart(name, names) or (say("Did you mean {meant}?", meant=meant) if meant else "")


def _inner_operators(value: Any, place: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Yield the operators inside new content, with their places: all but reasons."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key.startswith("$"):
                if key != "$why" or not is_reason(item):
                    yield (*place, key), key
            else:
                yield from _inner_operators(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inner_operators(item, (*place, index))


def _reasons(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$why" in value:
            yield value["$why"].strip()
        for item in value.values():
            yield from _reasons(item)
    elif isinstance(value, list):
        for item in value:
            yield from _reasons(item)


def without_reasons(value: Any) -> Any:
    """Return new content without the reasons that it gives."""
    if isinstance(value, dict):
        return {key: without_reasons(item) for key, item in value.items() if key != "$why"}
    return [without_reasons(item) for item in value] if isinstance(value, list) else value
