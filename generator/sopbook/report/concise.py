"""One line a finding, for editors and scripts."""

from collections.abc import Sequence

from sopbook.diagnostics import Diagnostic, one_line


def concise(diagnostics: Sequence[Diagnostic]) -> str:
    """Return `path:line:column: CODE message`, a line each."""
    return "\n".join(
        one_line(f"{d.path}:{d.span.line}:{d.span.column}: {d.code} {d.message}") for d in diagnostics
    )
