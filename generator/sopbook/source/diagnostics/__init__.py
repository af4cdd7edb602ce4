"""What is wrong, where, and what to do about it: the shape of every finding."""

from sopbook.source.diagnostics.catalogue import CATALOGUE, Entry
from sopbook.source.diagnostics.diagnostic import Diagnostic, Severity, Span, one_line, ordered

__all__ = ["CATALOGUE", "Diagnostic", "Entry", "Severity", "Span", "one_line", "ordered"]
