"""`sopbook check --format sarif`: the report that code hosts read, against the standard's own schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from end_to_end.running import sopbook
from example_workspaces import EXAMPLES, lay_out

SCHEMA = json.loads((Path(__file__).parents[1] / "fixtures/sarif-2.1.0.json").read_text("utf-8"))


def report(root: Path) -> Any:
    return json.loads(sopbook("check", "-C", root, "--format", "sarif").stdout)


def assert_is_sarif(log: Any) -> None:
    validator = validator_for(SCHEMA)(SCHEMA, format_checker=validator_for(SCHEMA).FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(log)] == []


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A workspace with several findings, in a file whose name needs care in an address."""
    good = (EXAMPLES / "base/playbooks/hq/note/good.yaml").read_text("utf-8")
    return lay_out(tmp_path, {
        "playbooks/hq/note/bad.yaml": good.replace("level: low", "level: 最低\ncount: 11\nextra: 1"),
        "playbooks/hq/note/100% 猜.yaml": "a: [",
        "playbooks/hq/poster/spring.yaml": "id: spring\n",
    })


def test_a_report_with_findings_is_valid(several: Path) -> None:
    log = report(several)

    assert_is_sarif(log)
    assert log["version"] == "2.1.0"
    assert len(log["runs"][0]["results"]) >= 5


def test_a_report_without_findings_is_valid(tmp_path: Path) -> None:
    log = report(lay_out(tmp_path))

    assert_is_sarif(log)
    assert log["runs"][0]["results"] == []


def test_columns_are_counted_in_characters(several: Path) -> None:
    run = report(several)["runs"][0]
    region = next(r for r in run["results"] if r["ruleId"] == "SCHEMA004")["locations"][0]["physicalLocation"]["region"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert region == {"startLine": 10, "startColumn": 8, "endLine": 10, "endColumn": 10}


def test_every_result_names_a_rule_of_the_tool(several: Path) -> None:
    run = report(several)["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == rules[result["ruleIndex"]]["defaultConfiguration"]["level"]


def test_the_same_findings_stand_in_the_json_form(several: Path) -> None:
    listed = json.loads(sopbook("check", "-C", several, "--format", "json").stdout)

    assert [r["ruleId"] for r in report(several)["runs"][0]["results"]] == [d["code"] for d in listed]


def test_addresses_of_files_are_escaped(several: Path) -> None:
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in report(several)["runs"][0]["results"]
    }

    assert "playbooks/hq/note/100%25%20%E7%8C%9C.yaml" in uris
