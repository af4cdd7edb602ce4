"""One consequence of a change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """One consequence of a change.

    `what` is follows (the branch takes the change over), override (its own text stays and becomes stale),
    translation (it becomes stale), text (a text fills the value in) or reference (it leads here).
    """

    what: str
    branch: str
    path: str
    """The file that would feel it."""
    places: tuple[str, ...] = ()
