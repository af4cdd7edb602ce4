"""For CI servers that show test reports: JUnit's XML, as Jenkins and GitLab read it. Each checked file is a test."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sopbook.outputs.findings.run import Run
from sopbook.source.diagnostics import Diagnostic, one_line, say, told

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2)."""


def junit(run: Run) -> str:
    """Return a test suite with a case for each file: right, or failed with everything that is wrong in it.

    A warning that lets the run pass is noted as the case's output.
    """
    about: dict[str, list[Diagnostic]] = {path: [] for path in run.files}
    for finding in run.findings:
        about.setdefault(finding.path, []).append(finding)
    failing = sum(any(map(run.fails, findings)) for findings in about.values())
    counts = {"name": "sopbook", "tests": str(len(about)), "failures": str(failing), "errors": "0"}
    suites = Element("testsuites", counts)
    suite = SubElement(suites, "testsuite", counts)
    for path, findings in sorted(about.items()):
        folder, _, name = path.rpartition("/")
        case = SubElement(suite, "testcase", {"classname": _text(folder.replace("/", ".") or "."), "name": _text(name), "file": _text(path)})
        failures = [finding for finding in findings if run.fails(finding)]
        if failures:
            more = say("{message} (and {count} more)", message=failures[0].message, count=len(failures) - 1)
            message = told(more, run.language) if len(failures) > 1 else failures[0].message
            failure = SubElement(case, "failure", {"type": failures[0].code, "message": _text(message)})
            failure.text = _listed(failures)
        notes = [finding for finding in findings if not run.fails(finding)]
        if notes:
            SubElement(case, "system-out").text = _listed(notes)
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, "unicode")}'


def _listed(findings: Sequence[Diagnostic]) -> str:
    return "\n".join(_text(f"{d.path}:{d.span.line}:{d.span.column}: {d.code} {d.message} {d.hint}".strip()) for d in findings)


def _text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", one_line(text))
