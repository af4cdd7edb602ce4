"""For other programs."""

import json
from typing import Any

from sopbook.outputs.findings.run import Run
from sopbook.source.diagnostics import Diagnostic


def as_json(run: Run) -> str:
    """Return one JSON array of objects with path, line, column, end_line, end_column, code, severity, message, hint."""
    return json.dumps([record(d) for d in run.findings], ensure_ascii=False, indent=2)


def record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a finding as JSON carries it; lines and columns count from 1, the end is exclusive."""
    d = diagnostic
    return {
        "path": d.path,
        "line": d.span.line,
        "column": d.span.column,
        "end_line": d.span.end_line,
        "end_column": d.span.end_column,
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message,
        "hint": d.hint,
    }
