"""What YAML reads otherwise than it was meant, whether the parser stumbles over it or the schema does."""

from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.text import Source

QUOTE_HINT = say("Put the whole text in quotes, or write it as a block: a | after the colon, the text indented below.")


def wide_indent(source: Source, start: int, end: int) -> Diagnostic:
    """Return the finding for a line that is indented with other spaces than plain ones."""
    return source.diagnostic(
        start, end, "YAML110", say("The line is indented with a full-width or non-breaking space."),
        say("Use plain spaces: two for each level."),
    )


def wide_colon(source: Source, colon: int) -> Diagnostic:
    """Return the finding for a full-width colon behind a key."""
    return source.diagnostic(
        colon, colon + 1, "YAML109", say("The colon behind the key is a full-width one (：)."),
        say("Write a plain colon and a space: switch the input method to half-width for YAML's own signs."),
    )


def no_space(source: Source, colon: int) -> Diagnostic:
    """Return the finding for a colon behind a key without a space."""
    return source.diagnostic(
        colon, colon + 1, "YAML112", say("There is no space behind the colon, so this is no key with a value."),
        say("Put a space behind the colon."),
    )


def colon_in_text(source: Source, start: int, end: int) -> Diagnostic:
    """Return the finding for a text that YAML takes for a key with a value."""
    return source.diagnostic(
        start, end, "YAML103", say("The text holds a colon followed by a space, which YAML takes for another key."),
        QUOTE_HINT,
    )
