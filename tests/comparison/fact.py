"""What a file says, in pieces that can be compared: lines of text, links, values, cells."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of what a file says. Two are equal if they say the same, wherever in the file they are."""

    aspect: str
    """What it is: text, title, heading, link, value and so on."""
    text: str
    place: str = field(default="", compare=False)
    """Where it is found, for whoever reads the report: the heading above, the page of a sheet."""
