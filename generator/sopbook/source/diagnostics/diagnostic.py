"""One finding about somebody's data, with its place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sopbook.source.diagnostics.sentence import mapped


class Severity(StrEnum):
    """How much a finding matters: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: lines and columns count from 1, columns in code points.

    The end is the column after the last character, so an empty span ends where it starts.
    """

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding: one plain sentence at an exact place, and a hint that mends it.

    `path` is relative to the workspace, with forward slashes. `code` stands in the catalogue.
    """

    path: str
    span: Span
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters, and what else ends a line."""


def one_line(text: str) -> str:
    """Return a text that is safe to print: line breaks as spaces, other control characters as their codes."""
    return mapped(text, _printed) if _CONTROL.search(text) else text


def _printed(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", " ".join(text.splitlines()))


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings once each, by file, place and code, whatever order they came in."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.path, d.span, d.code, d.message, d.hint)))


def fails(findings: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Return whether there are errors, or warnings and `strict`."""
    return any(strict or finding.severity is Severity.ERROR for finding in findings)
