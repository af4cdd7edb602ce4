"""What is wrong, where, and what to do about it: the shape of every finding."""

from sopbook.source.diagnostics.catalogue import CATALOGUE, CodeEntry
from sopbook.source.diagnostics.diagnostic import Diagnostic, Severity, Span, fails, one_line, ordered
from sopbook.source.diagnostics.languages import LANGUAGES, preferred, told
from sopbook.source.diagnostics.sentence import (
    AsWritten,
    Joined,
    Localized,
    Sentence,
    capital,
    in_each,
    inflected,
    joined,
    lower,
    many,
    say,
)

__all__ = [
    "CATALOGUE", "LANGUAGES", "AsWritten", "CodeEntry", "Diagnostic", "Joined", "Localized", "Sentence", "Severity", "Span", "capital", "fails", "in_each",
    "inflected", "joined", "lower", "many", "one_line", "ordered", "preferred", "say", "told",
]
