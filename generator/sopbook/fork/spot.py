"""A place that a fork changes, as both sides know it."""

from dataclasses import dataclass

from sopbook.fork.path import braced
from sopbook.kinds.shape import Shape
from sopbook.load.document import Pointer
from sopbook.validate.wording import name_of


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a change stands in the fork's file (`place`) and what it changes of the parent (`path`, `shape`)."""

    place: Pointer
    path: Pointer
    shape: Shape
    why: str = ""
    """The reason that holds here: the nearest one given."""

    def field(self, name: str) -> "Spot":
        """Return the spot of a field of a table."""
        return Spot((*self.place, name), (*self.path, name), self.shape.child(name), self.why)

    def item(self, index: int, name: str) -> "Spot":
        """Return the spot of a list's item, known by its name in the parent and by its position in the fork."""
        return Spot((*self.place, index), (*self.path, braced(name)), self.shape.child("*"), self.why)

    def below(self, *steps: str | int) -> "Spot":
        """Return the spot of a value that stands behind operators: another place of the fork, the same of the parent."""
        return Spot((*self.place, *steps), self.path, self.shape, self.why)

    def because(self, why: str | None) -> "Spot":
        """Return the spot with the reason that is given there, if one is."""
        return Spot(self.place, self.path, self.shape, why) if why else self

    @property
    def name(self) -> str:
        """Return what to call the field in a sentence, whatever operator it stands below."""
        place = self.place
        while place and str(place[-1]).startswith("$"):
            place = place[:-1]
        return name_of(place)
