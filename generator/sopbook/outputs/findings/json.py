"""For other programs."""

import json
from typing import Any

from sopbook.outputs.findings.run import Run
from sopbook.source.diagnostics import Diagnostic, Joined, Sentence


def as_json(run: Run) -> str:
    """Return one JSON array of objects with path, line, column, end_line, end_column, code, severity, message, hint, template, arguments."""
    return json.dumps([record(d) for d in run.findings], ensure_ascii=False, indent=2)


def record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a finding as JSON carries it; lines and columns count from 1, the end is exclusive.

    `template` is the message before its values, which are the `arguments`, were put in.
    """
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
        "template": d.message.template if isinstance(d.message, Sentence) else d.message,
        "arguments": {name: _argument(value) for name, value in d.message.values.items()} if isinstance(d.message, Sentence) else {},
    }


def _argument(value: Any) -> Any:
    """Return a value of a message: a number, a list where it names several things, or a text."""
    if isinstance(value, Joined):
        return [_argument(part) for part in value.parts]
    return value if isinstance(value, bool | int | float) else str(value)
