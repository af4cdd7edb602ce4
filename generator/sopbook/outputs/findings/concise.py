"""One line a finding, for editors and scripts."""


from sopbook.outputs.findings.run import Run
from sopbook.source.diagnostics import one_line


def concise(run: Run) -> str:
    """Return `path:line:column: CODE message`, a line each."""
    return "\n".join(
        one_line(f"{d.path}:{d.span.line}:{d.span.column}: {d.code} {d.message}") for d in run.findings
    )
