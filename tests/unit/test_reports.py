"""The formats of a report, word for word."""

import json
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook import __version__
from sopbook.outputs.findings import FORMATS, Run, concise, full, github, junit, sarif
from sopbook.source.diagnostics import CATALOGUE, Diagnostic, Severity, Span, ordered, say

OWNER = Diagnostic(
    "playbooks/hq/note/早安.yaml", Span(3, 1, 3, 6), "SCHEMA002",
    say("There is no field {name}, and {meant} is missing.", name="ownr", meant="owner"), "Did you mean owner?",
)
REVIEW = Diagnostic(
    "playbooks/hq/note/a.yaml", Span(7, 12, 7, 22), "REVIEW001",
    say("The review was due on {due}, {count} days ago.", due="2026-11-20", count=3), "", Severity.WARNING,
)
BLOCK = Diagnostic("a b,c:d%.yaml", Span(2, 3, 4, 1), "YAML003", "100 % wrong: one,\ntwo\r\nthree.", "Mend\nit.")
FOUND = (REVIEW, OWNER)


def test_full_groups_by_file_and_counts() -> None:
    again = Diagnostic(OWNER.path, Span(9, 2, 9, 3), "YAML101", "A text that begins with @ needs quotes.", "Quote it.")

    assert full(Run((REVIEW, OWNER, again))) == (
        "playbooks/hq/note/a.yaml\n"
        "  7:12  warning: The review was due on 2026-11-20, 3 days ago.  [REVIEW001]\n"
        "\n"
        "playbooks/hq/note/早安.yaml\n"
        "  3:1  There is no field ownr, and owner is missing.  [SCHEMA002]\n"
        "        Did you mean owner?\n"
        "  9:2  A text that begins with @ needs quotes.  [YAML101]\n"
        "        Quote it.\n"
        "\n"
        "2 errors and 1 warning. `sopbook explain CODE` tells more about each."
    )


@pytest.mark.parametrize(
    ("found", "last"),
    [
        ((), "No problems."),
        ((OWNER,), "1 error. `sopbook explain CODE` tells more about each."),
        ((REVIEW, REVIEW), "2 warnings. `sopbook explain CODE` tells more about each."),
        ((OWNER, REVIEW, REVIEW), "1 error and 2 warnings. `sopbook explain CODE` tells more about each."),
    ],
)
def test_full_ends_with_how_many_there_are(found: tuple[Diagnostic, ...], last: str) -> None:
    assert full(Run(found)).splitlines()[-1] == last


def test_concise_has_one_line_for_each() -> None:
    assert concise(Run(FOUND)) == (
        "playbooks/hq/note/a.yaml:7:12: REVIEW001 The review was due on 2026-11-20, 3 days ago.\n"
        "playbooks/hq/note/早安.yaml:3:1: SCHEMA002 There is no field ownr, and owner is missing."
    )


def test_concise_keeps_to_one_line_even_where_a_message_has_several() -> None:
    assert len(concise(Run((BLOCK,))).splitlines()) == 1


@pytest.mark.parametrize("form", [full, concise])
def test_a_report_for_a_terminal_shows_control_characters_as_codes(form: Callable[[Run], str]) -> None:
    nasty = Diagnostic("a\x1b[1m.yaml", Span(), "YAML002", "wipe \x1b[2J\x07", "and \x9b31m go")

    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in form(Run((nasty,))).replace("\n", ""))
    assert "wipe \\x1b[2J\\x07" in form(Run((nasty,)))


def test_json_has_every_field() -> None:
    assert json.loads(FORMATS["json"](Run(FOUND))) == [
        {
            "path": "playbooks/hq/note/a.yaml", "line": 7, "column": 12, "end_line": 7, "end_column": 22,
            "code": "REVIEW001", "severity": "warning", "message": "The review was due on 2026-11-20, 3 days ago.", "hint": "",
            "template": "The review was due on {due}, {count} days ago.", "arguments": {"due": "2026-11-20", "count": 3},
        },
        {
            "path": "playbooks/hq/note/早安.yaml", "line": 3, "column": 1, "end_line": 3, "end_column": 6,
            "code": "SCHEMA002", "severity": "error", "message": "There is no field ownr, and owner is missing.",
            "hint": "Did you mean owner?", "template": "There is no field {name}, and {meant} is missing.",
            "arguments": {"name": "ownr", "meant": "owner"},
        },
    ]  # fmt: skip
    assert "早安" in FORMATS["json"](Run(FOUND))


def test_github_gets_workflow_commands_whose_end_is_inclusive() -> None:
    assert github(Run(FOUND)) == (
        "::warning file=playbooks/hq/note/a.yaml,line=7,endLine=7,col=12,endColumn=21,title=REVIEW001"
        "::The review was due on 2026-11-20, 3 days ago.\n"
        "::error file=playbooks/hq/note/早安.yaml,line=3,endLine=3,col=1,endColumn=5,title=SCHEMA002"
        "::There is no field ownr, and owner is missing. Did you mean owner?"
    )


def test_github_gets_percent_signs_line_breaks_colons_and_commas_escaped() -> None:
    assert github(Run((BLOCK,))) == (
        "::error file=a b%2Cc%3Ad%25.yaml,line=2,endLine=4,title=YAML003::100 %25 wrong: one,%0Atwo%0D%0Athree. Mend%0Ait."
    )


def test_github_gets_no_column_before_the_first_of_an_empty_place() -> None:
    empty = Diagnostic("a.yaml", Span(1, 1, 1, 1), "YAML013", "The file is empty.")

    assert github(Run((empty,))) == "::error file=a.yaml,line=1,endLine=1,col=1,endColumn=1,title=YAML013::The file is empty."


def test_sarif_has_a_rule_for_every_code_and_a_result_for_every_finding() -> None:
    assert json.loads(sarif(Run((REVIEW, OWNER, BLOCK)))) == {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sopbook",
                        "version": __version__,
                        "rules": [_rule("REVIEW001", "warning"), _rule("SCHEMA002", "error"), _rule("YAML003", "error")],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result("REVIEW001", 0, "warning", REVIEW.message, "playbooks/hq/note/a.yaml", (7, 12, 7, 22)),
                    _result("SCHEMA002", 1, "error", f"{OWNER.message} {OWNER.hint}", "playbooks/hq/note/%E6%97%A9%E5%AE%89.yaml", (3, 1, 3, 6)),
                    _result("YAML003", 2, "error", f"{BLOCK.message} {BLOCK.hint}", "a%20b%2Cc%3Ad%25.yaml", (2, 3, 4, 1)),
                ],
            }
        ],
    }


def _rule(code: str, level: str) -> dict[str, object]:
    return {
        "id": code,
        "shortDescription": {"text": CATALOGUE[code].title},
        "fullDescription": {"text": CATALOGUE[code].why},
        "defaultConfiguration": {"level": level},
    }


def _result(code: str, index: int, level: str, text: str, uri: str, region: tuple[int, int, int, int]) -> dict[str, object]:
    names = ("startLine", "startColumn", "endLine", "endColumn")
    place = {"artifactLocation": {"uri": uri}, "region": dict(zip(names, region, strict=True))}
    return {
        "ruleId": code, "ruleIndex": index, "level": level, "message": {"text": text}, "locations": [{"physicalLocation": place}],
    }  # fmt: skip


@pytest.mark.parametrize(("name", "nothing"), [("full", "No problems."), ("concise", ""), ("json", "[]"), ("github", "")])
def test_no_finding_is_a_report_too(name: str, nothing: str) -> None:
    assert FORMATS[name](Run(())) == nothing


@pytest.mark.parametrize(
    ("run", "last"),
    [
        (Run((), ("a.yaml", "b.yaml"), 27, (("hq", "en"), ("hq", "zh"))), "No problems in 27 playbooks of 2 handbooks."),
        (Run((), ("a.yaml",), 1, (("hq", "en"),)), "No problems in 1 playbook of 1 handbook."),
        (Run((), ("branch.yaml",), 0, (("hq", "en"),)), "No problems in 0 playbooks of 1 handbook."),
        (Run((), ("a.yaml", "b.yaml")), "No problems in 2 files."),
    ],
)
def test_full_says_what_is_right(run: Run, last: str) -> None:
    assert full(run) == last


JUNIT = Run((REVIEW, OWNER, replace(OWNER, message="A <second> & more.", span=Span(4, 1, 4, 2))), ("mkdocs.yml", REVIEW.path, OWNER.path), 2, (("hq", "en"),))


def test_junit_has_a_case_for_each_file_and_one_failure_for_each_that_is_wrong() -> None:
    assert junit(JUNIT) == """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sopbook" tests="3" failures="1" errors="0">
  <testsuite name="sopbook" tests="3" failures="1" errors="0">
    <testcase classname="." name="mkdocs.yml" file="mkdocs.yml" />
    <testcase classname="playbooks.hq.note" name="a.yaml" file="playbooks/hq/note/a.yaml">
      <system-out>playbooks/hq/note/a.yaml:7:12: REVIEW001 The review was due on 2026-11-20, 3 days ago.</system-out>
    </testcase>
    <testcase classname="playbooks.hq.note" name="早安.yaml" file="playbooks/hq/note/早安.yaml">
      <failure type="SCHEMA002" message="There is no field ownr, and owner is missing. (and 1 more)">playbooks/hq/note/早安.yaml:3:1: SCHEMA002 There is no field ownr, and owner is missing. Did you mean owner?
playbooks/hq/note/早安.yaml:4:1: SCHEMA002 A &lt;second&gt; &amp; more. Did you mean owner?</failure>
    </testcase>
  </testsuite>
</testsuites>"""


def test_a_strict_run_counts_warnings_as_failures_for_junit() -> None:
    cases = ElementTree.fromstring(junit(replace(JUNIT, strict=True))).iter("testcase")

    assert {case.get("name"): [inner.tag for inner in case] for case in cases} == {"mkdocs.yml": [], "a.yaml": ["failure"], "早安.yaml": ["failure"]}


def test_a_finding_about_a_file_that_was_not_listed_is_a_case_of_its_own() -> None:
    suite = ElementTree.fromstring(junit(Run((OWNER,), ("mkdocs.yml",))))

    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")


@given(st.text(), st.text())
def test_junit_is_xml_whatever_a_finding_says(path: str, message: str) -> None:
    suite = ElementTree.fromstring(junit(Run((Diagnostic(path, Span(), "YAML001", message),))))

    assert suite.get("tests") == "1"


def test_there_are_six_formats() -> None:
    assert list(FORMATS) == ["full", "concise", "json", "github", "sarif", "junit"]


def test_findings_come_once_each_by_file_place_and_code() -> None:
    later = Diagnostic(REVIEW.path, Span(10, 1, 10, 2), "YAML004", "b")
    earlier = Diagnostic(REVIEW.path, Span(9, 5, 9, 6), "YAML015", "a")

    assert ordered([OWNER, later, REVIEW, earlier, REVIEW]) == (REVIEW, earlier, later, OWNER)
