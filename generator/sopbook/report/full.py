"""For people at a terminal: the place, the sentence, the hint, file by file."""

from collections.abc import Sequence
from itertools import groupby

from sopbook.diagnostics import Diagnostic, Severity, one_line


def full(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the findings grouped by file, and how many there are."""
    blocks = []
    for path, found in groupby(diagnostics, key=lambda d: d.path):
        lines = [one_line(path)]
        for d in found:
            warning = "warning: " if d.severity is Severity.WARNING else ""
            lines.append(f"  {d.span.line}:{d.span.column}  {warning}{one_line(d.message)}  [{d.code}]")
            if d.hint:
                lines.append(f"        {one_line(d.hint)}")
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, counted(diagnostics)])


def counted(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many findings there are, in words."""
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    warnings = len(diagnostics) - errors
    if not diagnostics:
        return "No problems."
    counts = [f"{n} {name}{'s' if n > 1 else ''}" for n, name in ((errors, "error"), (warnings, "warning")) if n]
    return f"{' and '.join(counts)}. `sopbook explain CODE` tells more about each."
