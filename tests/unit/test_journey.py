"""What is computed and found in journeys, in the words that an author reads, and the diagram with its numbers."""

from pathlib import Path
from typing import Any

from shipped_kinds import ENVELOPE, workspace_of
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.edition import edition

HEAD = "title: Path\nsummary: A path.\n" + ENVELOPE
TEAM = f"id: ours\n{HEAD}roles: [{{id: owner, name: Owner, duties: All, shifts: [{{id: day, when: Daily}}], accounts: []}}]\n"
TOUCHPOINTS = f"""\
id: ours
{HEAD}touchpoints:
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
    return f"id: path\n{HEAD}form: {form}\ngoal: In\nstarts_at: Outside\nends_at: Inside\n{more}" + (f"stages:\n{listed}" if stages else "")


def stage(identifier: str, more: str = "") -> str:
    """Return a stage of a journey."""
    return STAGE.format(id=identifier, more=more and f", {more}")


def laid_out(root: Path, journey: str) -> CheckedWorkspace:
    """Return a workspace with this journey, checked, and what it names."""
    playbooks = {"journey/path": journey, "team/ours": TEAM, "touchpoint/ours": TOUCHPOINTS}
    return workspace_of(root, ("journey", "team", "touchpoint", "wecom"), playbooks)


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


PLAN = '{"type": "object", "properties": {"labour": {"type": "array", "x-key": "id", "x-merge": "by-id", "items": {"type": "object", "properties": {"id": {"type": "string"}, "hourly_cost": {"type": "number", "x-audience": "headquarters"}}}}}}'
OF_A_MONTH = """\
wages_from: december
channels:
  - {id: desk, name: Desk, where: offline, starts: long-term, owner: owner, code: desk, do: Ask, people_month: 36, stay_month: 33, hours_month: 3, gifts_month: 360}
  - {id: stall, name: Stall, where: offline, starts: start-up, owner: owner, code: stall, do: Ask, people_month: 15, stay_month: 8, hours_month: 12, gifts_month: 270}
  - {id: menu, name: Menu, where: online, starts: long-term, owner: owner, code: menu, do: Ask, people_month: 20, stay_month: 19, hours_month: 6}
"""


def with_wages(root: Path, channels: str, wages: str = "{id: owner, hourly_cost: 48}") -> CheckedWorkspace:
    """Return a workspace with these channels, and a plan that says what an hour costs."""
    for path, text in {
        "schema/monthly-plan/schema.json": PLAN, "schema/monthly-plan/kind.yaml": "kind: monthly-plan\ntitle: {en: Plan}\nplural: {en: Plans}\nenvelope: false\n",
        "playbooks/hq/monthly-plan/december.yaml": f"labour: [{wages}]\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return laid_out(root, path_of(channels))


def path_of(channels: str) -> str:
    """Return an acquisition plan with these channels and a bait."""
    bait = BAIT.format(principles=PRINCIPLES.format("true", "true"))
    return path("acquisition", more=f"{channels}baits: [{bait}]\n")


def test_what_a_channel_costs_by_hand(tmp_path: Path) -> None:
    made = with_wages(tmp_path, OF_A_MONTH)
    value: Any = made.of_branch("hq").playbooks["journey", "path"].value

    assert [one.message for one in made.diagnostics] == []
    # Desk: 360 + 3 × 48 = 504; 504 / 36 = 14, 504 / 33 = 15.27. Stall: 270 + 12 × 48 = 846; 846 / 15 = 56.40, 846 / 8 = 105.75.
    # Menu: nothing but 6 × 48 = 288; 288 / 20 = 14.40, 288 / 19 = 15.16. Of 36 stay 33: 91.7 %; of 15, 8: 53.3 %; of 20, 19: 95 %.
    assert [tuple(one[name] for name in ("cost_month", "cost_each", "cost_stay", "stay_percent")) for one in value["channels"]] == [
        (504, 14, 15.27, 91.7), (846, 56.4, 105.75, 53.3), (288, 14.4, 15.16, 95),
    ]
    # 504 + 846 + 288 = 1,638, for 36 + 15 + 20 = 71 who come and 33 + 8 + 19 = 60 who stay: 23.07 and 27.30.
    assert value["channels_total"] == {"people": 71, "stay": 60, "hours": 21, "cost": 1638, "cost_each": 23.07, "cost_stay": 27.3}


def test_without_a_plan_to_price_hours_there_is_no_cost(tmp_path: Path) -> None:
    value: Any = with_wages(tmp_path, OF_A_MONTH.replace("wages_from: december\n", "")).of_branch("hq").playbooks["journey", "path"].value

    assert all("cost_month" not in one for one in value["channels"])
    assert value["channels_total"] == {"people": 71, "stay": 60, "hours": 21}


def test_hours_of_an_owner_without_wages_and_more_who_stay_than_came_are_told(tmp_path: Path) -> None:
    assert {one.message for one in with_wages(tmp_path / "free", OF_A_MONTH, "{id: another, hourly_cost: 48}").diagnostics} == {
        f"The plan has no hourly cost of owner, so the hours of {name} would be free." for name in ("desk", "stall", "menu")
    }
    assert [one.message for one in with_wages(tmp_path / "more", OF_A_MONTH.replace("stay_month: 33", "stay_month: 37")).diagnostics] == ["More people stay through desk than came."]


def test_operators_see_who_stays_and_not_what_one_costs(tmp_path: Path) -> None:
    value: Any = edition(with_wages(tmp_path, OF_A_MONTH), "hq", "en").playbooks["journey", "path"].value

    assert {"people_month", "stay_month", "stay_percent", "hours_month"} <= value["channels"][0].keys()
    assert not {"gifts_month", "cost_month", "cost_each", "cost_stay"} & value["channels"][0].keys()
    assert (value["channels_total"], "wages_from" in value) == ({"people": 71, "stay": 60, "hours": 21}, False)
