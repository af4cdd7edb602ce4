"""data/: the resolved playbooks as JSON, for other tools."""

import json
from pathlib import Path
from typing import Any

from end_to_end.running import PROJECT

HIDE = ("activity", "compliance", "journey", "merchandise", "monthly-plan", "review")
"""The kinds that hide some of their fields from operators."""
HIDDEN = ("scorecard",)
"""The kinds that are for headquarters as a whole."""


def read(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text("utf-8"))


def test_the_index_leads_to_every_playbook(site: Path) -> None:
    index = read(site, "data/index.json")
    sources = {f.relative_to(PROJECT / "playbooks/hq").with_suffix("").as_posix() for f in PROJECT.glob("playbooks/hq/*/*.yaml") if "." not in f.stem and f.parent.name not in HIDDEN}

    assert (index["sopbook"], index["branch"], index["locale"]) == (1, "hq", "en")
    assert [k["kind"] for k in index["kinds"]] == ["crisis", "moderation", "positioning", "welcome", "follow-up", "activity", "journey", "content", "merchandise", "task", "audience", "monthly-plan", "roadmap", "review", "research", "onboarding", "guide", "compliance", "team", "touchpoint", "metric"]
    assert index["slots"]["group.number"] == "Group number"
    assert {f"{p['kind']}/{p['id']}" for p in index["playbooks"]} == sources
    for entry in index["playbooks"]:
        assert (site / entry["page"]).is_file()
        assert read(site, entry["data"])["title"] == entry["title"]


def test_uses_and_used_by_are_two_sides_of_one_thing(site: Path) -> None:
    records = {(r["kind"], r["id"]): r for e in read(site, "data/index.json")["playbooks"] for r in [read(site, e["data"])]}
    uses = {(key, (u["kind"], u["id"]), u["pointer"]) for key, r in records.items() for u in r["uses"]}
    used_by = {((u["kind"], u["id"]), key, u["pointer"]) for key, r in records.items() for u in r["used_by"]}

    assert uses == used_by
    assert (("monthly-plan", "beauty-december-2026"), ("activity", "dice-guess")) in {(a, b) for a, b, _ in uses}


def test_params_are_filled_in_and_slots_are_kept(site: Path) -> None:
    record = read(site, "data/activity/dice-guess.json")
    text = json.dumps(record["value"], ensure_ascii=False)

    assert record["value"]["schedule"]["start"] == "20:00"
    assert "${start}" not in text
    assert "${packet_yuan}" not in text
    assert any(f"${{{slot}}}" in text for slot in read(site, "data/index.json")["slots"])


def test_the_copy_of_the_source_equals_the_file(site: Path) -> None:
    copied = [read(site, entry["data"])["source"] for entry in read(site, "data/index.json")["playbooks"] if entry["kind"] not in HIDE]

    assert copied
    for source in copied:
        assert (site / "data/source" / source).read_bytes() == (PROJECT / source).read_bytes()


def test_a_source_that_holds_costs_is_not_copied_for_operators(site: Path) -> None:
    assert [kind for kind in HIDE if (site / "data/source/playbooks/hq" / kind).exists()] == []
    assert "data/source" not in (site / "activity/dice-guess.html").read_text("utf-8")


def test_computed_values_are_inside(site: Path) -> None:
    plan = read(site, "data/monthly-plan/beauty-december-2026.json")["value"]

    assert plan["result"]["orders"] == plan["funnel"]["links"][-1]["people"]


def test_operators_data_have_no_costs(site: Path) -> None:
    plan = read(site, "data/monthly-plan/beauty-december-2026.json")["value"]

    assert plan["result"].keys() == {"orders", "revenue"}
    assert [one.keys() & {"cost"} for one in plan["initiatives"] if "cost" in one] == []
    assert "budget" not in read(site, "data/activity/dice-guess.json")["value"]
