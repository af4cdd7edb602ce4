"""For people at a terminal: the place, the sentence, the hint, file by file."""

from itertools import groupby

from sopbook.outputs.findings.run import Run
from sopbook.source.diagnostics import Severity, one_line


def full(run: Run) -> str:
    """Return the findings grouped by file, and how many there are."""
    blocks = []
    for path, found in groupby(run.findings, key=lambda d: d.path):
        lines = [one_line(path)]
        for d in found:
            warning = "warning: " if d.severity is Severity.WARNING else ""
            lines.append(f"  {d.span.line}:{d.span.column}  {warning}{one_line(d.message)}  [{d.code}]")
            if d.hint:
                lines.append(f"        {one_line(d.hint)}")
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, counted(run)])


def counted(run: Run) -> str:
    """Return how many findings there are, in words, or what is right."""
    errors = sum(d.severity is Severity.ERROR for d in run.findings)
    warnings = len(run.findings) - errors
    if not run.findings:
        return f"No problems{_where(run)}."
    counts = [many(n, name) for n, name in ((errors, "error"), (warnings, "warning")) if n]
    return f"{' and '.join(counts)}. `sopbook explain CODE` tells more about each."


def _where(run: Run) -> str:
    if run.playbooks is not None and run.editions:
        return f" in {many(run.playbooks, 'playbook')} of {many(len(run.editions), 'handbook')}"
    return f" in {many(len(run.files), 'file')}" if run.files else ""


def many(count: int, thing: str) -> str:
    """Return a count with its thing, in the plural where there is not one."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
