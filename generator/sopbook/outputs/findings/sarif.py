"""For code scanning: SARIF 2.1.0 (OASIS, section numbers below are of that document)."""

import json
from typing import Any
from urllib.parse import quote

from sopbook import __version__
from sopbook.outputs.findings.run import Run
from sopbook.source.diagnostics import CATALOGUE, Diagnostic

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(run: Run) -> str:
    """Return a SARIF log with one run; columns are Unicode code points (3.14.17)."""
    codes = sorted({d.code for d in run.findings})
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "sopbook", "version": __version__, "rules": [_rule(code) for code in codes]}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(d, codes) for d in run.findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    entry = CATALOGUE[code]
    return {
        "id": code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.why},
        "defaultConfiguration": {"level": entry.severity.value},
    }


def _result(d: Diagnostic, codes: list[str]) -> dict[str, Any]:
    return {
        "ruleId": d.code,
        "ruleIndex": codes.index(d.code),
        "level": d.severity.value,
        "message": {"text": f"{d.message} {d.hint}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(d.path)},
                    "region": {
                        "startLine": d.span.line,
                        "startColumn": d.span.column,
                        "endLine": d.span.end_line,
                        "endColumn": d.span.end_column,
                    },
                }
            }
        ],
    }
