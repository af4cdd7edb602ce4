"""What is wrong, where, and what to do about it: the shape of every finding."""

from sopbook.source.diagnostics.catalogue import CATALOGUE, CodeEntry
from sopbook.source.diagnostics.diagnostic import Diagnostic, Severity, Span, fails, one_line, ordered

__all__ = ["CATALOGUE", "CodeEntry", "Diagnostic", "Severity", "Span", "fails", "one_line", "ordered"]
