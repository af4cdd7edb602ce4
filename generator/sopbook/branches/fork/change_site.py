"""A place that a fork changes, as both sides know it."""

from dataclasses import dataclass, replace

from sopbook.branches.fork.path import KeyedPath, below, braced
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.schema.wording import name_of


@dataclass(frozen=True, slots=True)
class ChangeSite:
    """Where a change stands in the fork's file (`place`) and what it changes of the parent (`path`, `shape`)."""

    place: Pointer
    path: KeyedPath
    shape: SchemaView
    reasons: tuple[str, ...] = ()
    """The reasons that hold here: the nearest one given, and in new content those inside of it."""
    lists: tuple[tuple[KeyedPath, str], ...] = ()
    """The parent's lists above, each with its merge rule."""
    table: KeyedPath | None = None
    """The parent's table around it; None for the whole document."""
    gone: KeyedPath | None = None
    """The list or table above that the parent had when the branch accepted, and has no more."""

    def field(self, name: str) -> "ChangeSite":
        """Return the spot of a field of a table."""
        return replace(self, place=(*self.place, name), path=below(self.path, name), shape=self.shape.child(name))

    def item(self, index: int, name: str) -> "ChangeSite":
        """Return the spot of a list's item, known by its name in the parent and by its position in the fork."""
        return replace(self, place=(*self.place, index), path=below(self.path, braced(name)), shape=self.shape.child("*"), table=None)

    def below(self, *steps: str | int) -> "ChangeSite":
        """Return the spot of a value that an operator gives: another place of the fork, the same of the parent."""
        return replace(self, place=(*self.place, *steps))

    def because(self, *reasons: str | None) -> "ChangeSite":
        """Return the spot with the reasons that are given there, if any are."""
        given = tuple(one for one in reasons if one)
        return replace(self, reasons=given) if given else self

    def through(self, rule: str, *, there: bool, was_there: bool) -> "ChangeSite":
        """Return the spot as one of a list that is merged by a rule: whether the parent has it, and had it when accepted."""
        if there:
            return replace(self, lists=(*self.lists, (self.path, rule)), table=None)
        return replace(self, gone=self.gone or (self.path if was_there else None), table=None)

    def within(self, *, there: bool, was_there: bool) -> "ChangeSite":
        """Return the spot as one of a table: whether the parent has it, and had it when accepted."""
        if not self.path:
            return self
        return replace(self, table=self.path if there else None, gone=self.gone or (self.path if was_there and not there else None))

    @property
    def name(self) -> str:
        """Return what to call the field in a sentence, whatever operator it stands below."""
        place = self.place
        while place and str(place[-1]).startswith("$"):
            place = place[:-1]
        return name_of(place)
