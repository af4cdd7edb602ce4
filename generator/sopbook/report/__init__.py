"""Findings for whoever reads them: people, other programs, code hosts. One function per format."""

from collections.abc import Callable, Sequence

from sopbook.diagnostics import Diagnostic
from sopbook.report.concise import concise
from sopbook.report.full import full
from sopbook.report.github import github
from sopbook.report.json import as_json
from sopbook.report.sarif import sarif

FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
"""Every format by its name: findings in, text out, without a line break at the end."""

__all__ = ["FORMATS", "as_json", "concise", "full", "github", "sarif"]
