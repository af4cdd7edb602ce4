"""What is wrong, where, and what to do about it: the shape of every finding."""

from sopbook.diagnostics.catalogue import CATALOGUE, Entry
from sopbook.diagnostics.diagnostic import Diagnostic, Severity, Span, one_line, ordered

__all__ = ["CATALOGUE", "Diagnostic", "Entry", "Severity", "Span", "one_line", "ordered"]
