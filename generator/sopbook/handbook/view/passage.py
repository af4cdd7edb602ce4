"""A passage: what the search knows of one part of a page."""

from dataclasses import dataclass


@dataclass(slots=True)
class Passage:
    """What a reader sees below one heading of a page, messages apart; the first one, before any heading, has no anchor."""

    anchor: str = ""
    heading: str = ""
    messages: str = ""
    text: str = ""


def lines(text: str) -> str:
    """Return a text in lines without needless blanks, those without any word left out."""
    return "\n".join(line for line in (" ".join(one.split()) for one in text.split("\n")) if line)
