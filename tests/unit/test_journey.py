"""What is computed and found in journeys, in the words that an author reads, and the diagram with its numbers."""

import shutil
from pathlib import Path
from typing import Any

from example_workspaces import checked, lay_out
from sopbook.handbook.check.workspace import CheckedWorkspace

SCHEMA = Path(__file__).parents[2] / "schema"
BRANCH = "name: {en: Headquarters}\nlocales: [en]\ntags: {tests: {en: Tests}}\n"
ENVELOPE = """\
title: Path
summary: A path.
version: "1.0"
owner: Desk
reviewed_on: 2026-11-20
review_by: 2027-05-01
tags: [tests]
status: active
"""
TEAM = f"id: ours\n{ENVELOPE}roles: [{{id: owner, name: Owner, duties: All, shifts: [{{id: day, when: Daily}}], accounts: []}}]\n"
TOUCHPOINTS = f"""\
id: ours
{ENVELOPE}touchpoints:
  - {{id: code, name: Code, for: All, trigger: A scan, by: [owner], reaches: All}}
  - {{id: chat, name: Chat, for: All, trigger: A word, by: [owner], reaches: All}}
"""
STAGE = "{{id: {id}, name: {id}, touchpoint: code, member_sees: It, we_do: It, who: owner, drop_out: Some, catch: So{more}}}"
PRINCIPLES = "high_frequency: {0}, well_known: {0}, universal: {1}, scarce: false, good_value: false, low_threshold: false"
BAIT = "{{id: coffee, what: Coffee, type: virtual, principles: {{{principles}}}}}"
CHANNELS = "channels: [{id: desk, name: Desk, where: offline, starts: long-term, owner: owner, code: desk, do: Ask}]\n"


def path(form: str, *stages: str, more: str = "") -> str:
    """Return a journey with these stages."""
    listed = "".join(f"  - {one}\n" for one in stages)
    return f"id: path\n{ENVELOPE}form: {form}\ngoal: In\nstarts_at: Outside\nends_at: Inside\n{more}" + (f"stages:\n{listed}" if stages else "")


def stage(identifier: str, more: str = "") -> str:
    """Return a stage of a journey."""
    return STAGE.format(id=identifier, more=more and f", {more}")


def laid_out(root: Path, journey: str) -> CheckedWorkspace:
    """Return a workspace with this journey, checked, and what it names."""
    lay_out(root, {
        "playbooks/hq/branch.yaml": BRANCH, "playbooks/hq/journey/path.yaml": journey,
        "playbooks/hq/team/ours.yaml": TEAM, "playbooks/hq/touchpoint/ours.yaml": TOUCHPOINTS,
    })
    shutil.rmtree(root / "schema/note")
    shutil.rmtree(root / "playbooks/hq/note")
    for name in ("journey", "team", "touchpoint", "wecom"):
        shutil.copytree(SCHEMA / name, root / "schema" / name)
    return checked(root)


def found(root: Path, journey: str) -> list[str]:
    """Return what is said of a journey, findings that are advice among them."""
    return [f"{one.severity} {one.message}" for one in laid_out(root, journey).diagnostics]


def test_each_stage_says_which_part_of_the_one_above_arrives(tmp_path: Path) -> None:
    journey = path("entry", stage("see", "people: 480"), stage("scan", "people: 134"), stage("talk"), stage("join", "people: 60"), more="counted: A month\n")

    workspace = laid_out(tmp_path, journey)

    assert list(workspace.diagnostics) == []
    stages: list[dict[str, Any]] = workspace.of_branch("hq").playbooks["journey", "path"].value["stages"]
    assert [one.get("rate_percent") for one in stages] == [None, 27.9, None, None]  # 134 / 480 = 27.92 %; nobody counted the talk


def test_nobody_appears_on_the_way_and_numbers_say_whom_they_count(tmp_path: Path) -> None:
    counted = "counted: A month\n"
    assert found(tmp_path / "more", path("entry", stage("see", "people: 40"), stage("talk"), stage("join", "people: 41"), more=counted)) == [
        "error More people arrive at join than at a stage above it.",
    ]
    assert found(tmp_path / "whom", path("entry", stage("see", "people: 40"), stage("join"))) == ["error Stages have people, and nothing says who was counted."]


def test_each_form_has_what_it_is_about(tmp_path: Path) -> None:
    assert found(tmp_path / "entry", path("entry")) == ["error A path of form entry needs stages."]
    assert found(tmp_path / "tier", path("tier")) == ["error A tier path needs tiers."]
    assert found(tmp_path / "acquisition", path("acquisition", more=CHANNELS)) == ["error An acquisition plan needs channels and baits."]


def test_what_does_not_reach_is_not_tried_again_the_same_way(tmp_path: Path) -> None:
    assert found(tmp_path, path("service", stage("paid", "instead: code"), stage("sent", "instead: chat"))) == [
        "error paid falls back on the touchpoint that did not reach.",
    ]


def test_long_paths_and_weak_baits_are_advised_against(tmp_path: Path) -> None:
    weak = f"baits: [{BAIT.format(principles=PRINCIPLES.format('true', 'false'))}]\n"
    strong = f"baits: [{BAIT.format(principles=PRINCIPLES.format('true', 'true'))}]\n"
    five = [stage(one) for one in ("one", "two", "three", "four", "five")]

    assert found(tmp_path / "fine", path("acquisition", *five, more=CHANNELS + strong)) == []
    assert found(tmp_path / "weak", path("acquisition", *five, stage("six"), more=CHANNELS + weak)) == [
        "warning The bait coffee meets fewer than three of the six principles.",
        "warning The path of an acquisition plan has more than five stages.",
    ]
