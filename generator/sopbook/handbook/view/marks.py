"""The marks of a page: what stands behind a value that a branch changed."""

from collections.abc import Iterable

from markupsafe import Markup

from sopbook.source.document import Pointer


class Marks:
    """The marks of a page by the pointers that they stand behind.

    It remembers which of them a template has shown: a kind's own template may pass a list by, and what was
    dropped from it is then said at the end of the section.
    """

    def __init__(self) -> None:
        self._marks: dict[Pointer, Markup] = {}
        self._shown: set[Pointer] = set()

    def add(self, pointer: Pointer, mark: Markup) -> None:
        """Put a mark behind a value, after those that stand there already."""
        self._marks[pointer] = self._marks.get(pointer, Markup("")) + mark

    @property
    def pointers(self) -> Iterable[Pointer]:
        """Return the values that have a mark."""
        return self._marks

    def at(self, pointer: Pointer) -> Markup:
        """Return the mark behind a value, or nothing."""
        self._shown.add(pointer)
        return self._marks.get(pointer, Markup(""))

    def below(self, pointer: Pointer) -> Markup:
        """Return the marks at and below a table or list that no template has shown."""
        found = [p for p in self._marks if p[: len(pointer)] == pointer and p not in self._shown]
        return Markup("").join(self.at(p) for p in found)
