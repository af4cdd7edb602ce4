"""What of a branch gives a name in a locked text other words: an entry of branch.yaml, or what it changes of the playbooks that the name leads to."""

from collections.abc import Iterator

from sopbook.branches.fork.path import located
from sopbook.branches.interpolation import parts
from sopbook.branches.params_from import params_from
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.lock_case import BrokenLock, Case
from sopbook.kinds.references import Key
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def taken(case: Case, reader: Playbook, name: str, message: str) -> Iterator[BrokenLock]:
    """Yield what of the branch gives a name in the texts of a playbook other words, each at its line."""
    return _Search(case, message).name(reader, name)


def entry_of_branch(case: Case, place: Pointer, message: str) -> Iterator[BrokenLock]:
    """Yield the finding at an entry of branch.yaml, if the branch has it."""
    if case.branch.document is not None and at(case.branch.document.value, place) is not None:
        yield case.at_branch(place, message)


class _Search:
    """Follows a name from playbook to playbook, each place once: texts may take from texts that take from texts."""

    def __init__(self, case: Case, message: str) -> None:
        self._case = case
        self._message = message
        self._passed: set[tuple[Key, str]] = set()

    def name(self, reader: Playbook, name: str) -> Iterator[BrokenLock]:
        """Yield what gives a name in a playbook's texts its words, as far as the branch wrote it."""
        if (reader.key, name) in self._passed:
            return
        self._passed.add((reader.key, name))
        shared, source = reader.shared.get(name), params_from(reader).get(name)
        if shared is not None:
            yield from self._text(shared.key, shared.pointer)
        elif source is not None and source.key is not None:
            other = self._case.others(source.key)
            place = located(other.document.value, source.path, other.kind.shape) if other else None
            yield from self._text(source.key, place)
        elif at(reader.document.value, ("params", name)) is None:
            yield from entry_of_branch(self._case, ("params", name), self._message)
        elif reader.document.origin(("params", name)).branch == self._case.branch.name:
            yield self._case.elsewhere(reader.document, ("params", name), self._message)

    def _text(self, key: Key, place: Pointer | None) -> Iterator[BrokenLock]:
        """Yield what of the branch changes a value of another playbook: its words, the names in them, or what it is computed from."""
        other = self._case.others(key)
        if other is None:
            return
        value = at(other.document.value, place) if place is not None else None
        if place is not None and value is not None and other.document.origin(place).branch == self._case.branch.name:
            yield self._case.elsewhere(other.document, place, self._message)
            return
        found = [one for part in (parts(value) if isinstance(value, str) else ()) if part.name for one in self.name(other, part.name)]
        if not found and other.fork is not None and other.writer == self._case.branch.name:
            found = [self._case.elsewhere(other.fork, ("fork",), self._message)]
        yield from found
