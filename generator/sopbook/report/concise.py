"""One line a finding, for editors and scripts."""


from sopbook.diagnostics import one_line
from sopbook.report.run import Run


def concise(run: Run) -> str:
    """Return `path:line:column: CODE message`, a line each."""
    return "\n".join(
        one_line(f"{d.path}:{d.span.line}:{d.span.column}: {d.code} {d.message}") for d in run.findings
    )
