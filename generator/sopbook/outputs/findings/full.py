"""For people at a terminal: the place, the sentence, the hint, file by file."""

from itertools import groupby

from sopbook.outputs.findings.run import Run
from sopbook.source.diagnostics import Severity, joined, many, one_line, say, told


def full(run: Run) -> str:
    """Return the findings grouped by file, and how many there are."""
    blocks = []
    for path, found in groupby(run.findings, key=lambda d: d.path):
        lines = [one_line(path)]
        for d in found:
            warning = told(say("warning: "), run.language) if d.severity is Severity.WARNING else ""
            lines.append(f"  {d.span.line}:{d.span.column}  {warning}{one_line(d.message)}  [{d.code}]")
            if d.hint:
                lines.append(f"        {one_line(d.hint)}")
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, told(counted(run), run.language)])


def counted(run: Run) -> str:
    """Return how many findings there are, in words, or what is right."""
    errors = sum(d.severity is Severity.ERROR for d in run.findings)
    warnings = len(run.findings) - errors
    if not run.findings:
        return _clean(run)
    counts = [many(errors, "{count:,} error", "{count:,} errors")] if errors else []
    counts += [many(warnings, "{count:,} warning", "{count:,} warnings")] if warnings else []
    return say("{counts}. `sopbook explain CODE` tells more about each.", counts=joined(" and ", counts))


def _clean(run: Run) -> str:
    if run.playbooks is not None and run.editions:
        return say(
            "No problems in {playbooks} of {handbooks}.",
            playbooks=many(run.playbooks, "{count:,} playbook", "{count:,} playbooks"),
            handbooks=many(len(run.editions), "{count:,} handbook", "{count:,} handbooks"),
        )
    return say("No problems in {files}.", files=file_count(len(run.files))) if run.files else say("No problems.")


def file_count(count: int) -> str:
    """Return a number of files in words."""
    return many(count, "{count:,} file", "{count:,} files")
