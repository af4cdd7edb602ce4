"""The playbooks that fit their schemas: only of these is anything worked out."""

from collections.abc import Iterator, Mapping

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.source.schema.document import validate


class Sound(Mapping[Key, Playbook]):
    """The playbooks without an error of schema, each held against it when it is first asked for: few have to be."""

    def __init__(self, playbooks: Mapping[Key, Playbook]) -> None:
        self._playbooks = playbooks
        self._is_sound: dict[Key, bool] = {}

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a playbook, and it fits its schema."""
        playbook = self._playbooks.get(key)  # type: ignore[call-overload]
        if playbook is None:
            return False
        if playbook.key not in self._is_sound:
            self._is_sound[playbook.key] = not validate(playbook.document, playbook.kind.validator)
        return self._is_sound[playbook.key]

    def __getitem__(self, key: Key) -> Playbook:
        """Return a playbook that fits its schema. Raises KeyError where there is none."""
        if key not in self:
            raise KeyError(key)
        return self._playbooks[key]

    def __iter__(self) -> Iterator[Key]:
        """Yield the keys of all of them; each is held against its schema."""
        return (key for key in self._playbooks if key in self)

    def __len__(self) -> int:
        """Return how many there are; each is held against its schema."""
        return sum(1 for _ in self)
