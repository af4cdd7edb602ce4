"""Findings for whoever reads them: people, other programs, code hosts. One function per format."""

from collections.abc import Callable

from sopbook.outputs.findings.concise import concise
from sopbook.outputs.findings.full import full
from sopbook.outputs.findings.github import github
from sopbook.outputs.findings.json import as_json
from sopbook.outputs.findings.junit import junit
from sopbook.outputs.findings.run import Run, run_of
from sopbook.outputs.findings.sarif import sarif

FORMATS: dict[str, Callable[[Run], str]] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "junit": junit,
}
"""Every format by its name: a run in, text out, without a line break at the end."""

__all__ = ["FORMATS", "Run", "as_json", "concise", "full", "github", "junit", "run_of", "sarif"]
