"""The price list of December: every figure worked out by hand, and what is refused when a reduction moves."""

from pathlib import Path
from typing import Any

from example_workspaces import checked, lay_out
from sopbook.handbook.check.workspace import CheckedWorkspace

PROJECT = Path(__file__).parents[2]
LIST = "playbooks/hq/merchandise/beauty-prices-december-2026.yaml"
WEEKEND = """    start: 2026-12-04
    end: 2026-12-06
    items: [cleansing-balm, barrier-cream, lip-mask, face-cloths, hand-cream]
    by_pieces:
      - {id: two, pieces: 2, percent_off: 5}
      - {id: three, pieces: 3, percent_off: 10}
"""


def built(root: Path, old: str = "", new: str = "") -> CheckedWorkspace:
    """Return a workspace that holds the shipped list, with one stretch of it in other words."""
    text = (PROJECT / LIST).read_text("utf-8")
    assert old in text
    files: dict[str, str | bytes] = {f"schema/merchandise/{file.name}": file.read_bytes() for file in (PROJECT / "schema/merchandise").iterdir()}
    return checked(lay_out(root / "w", files, {LIST: text.replace(old, new, 1)}))


def prices(workspace: CheckedWorkspace) -> Any:
    return workspace.editions["hq", "en"].playbooks["merchandise", "beauty-prices-december-2026"].value


def findings(workspace: CheckedWorkspace) -> list[str]:
    return [f"{one.code} {one.message}" for one in workspace.diagnostics if one.path == LIST]


def reduction(workspace: CheckedWorkspace, name: str) -> Any:
    return next(one for one in prices(workspace)["reductions"] if one["id"] == name)


def lowest(workspace: CheckedWorkspace, name: str) -> dict[str, float]:
    return {one["item"]: one["yuan"] for one in reduction(workspace, name)["prices"]}


def test_the_calendar_of_december_is_clean(tmp_path: Path) -> None:
    assert findings(built(tmp_path)) == []


def test_margins_are_the_usual_price_less_the_cost(tmp_path: Path) -> None:
    margins = {one["id"]: one["margin_percent"] for one in prices(built(tmp_path))["items"]}

    # (79 − 35) / 79, (89 − 39) / 89, (31 − 13) / 31, (79 − 36) / 79, (39 − 18) / 39, (19 − 8) / 19, (39 − 17) / 39
    assert margins == {
        "cleansing-balm": 55.7, "barrier-cream": 56.2, "lip-mask": 58.1, "sheet-masks": 54.4, "sheet-masks-5": 53.8, "face-cloths": 57.9, "hand-cream": 56.4,
    }


def test_a_set_costs_singly_what_its_pieces_cost(tmp_path: Path) -> None:
    trio, = prices(built(tmp_path))["sets"]

    assert (trio["usual"], trio["cost"]) == (79 + 89 + 31, 35 + 39 + 13)


def test_what_a_piece_costs_at_least(tmp_path: Path) -> None:
    workspace = built(tmp_path)

    assert lowest(workspace, "weekend")["barrier-cream"] == 80.1, "89 less 10 percent"
    assert lowest(workspace, "double-twelve")["sheet-masks"] == 67.09, "79 × (1 − 30 / 199)"
    assert lowest(workspace, "newcomer-coupon")["face-cloths"] == 15.16, "19 × (1 − 20 / 99)"
    assert lowest(workspace, "gift-set") == {"winter-trio": 168}
    assert reduction(workspace, "gift-set")["prices"][0]["margin_percent"] == 48.2, "(168 − 87) / 168"


def test_each_comparison_is_borne_out_by_the_list(tmp_path: Path) -> None:
    workspace = built(tmp_path)
    claims = {one["id"]: (one["claim"]["compare"], one["claim"]["save"]) for one in prices(workspace)["reductions"] if "claim" in one}

    # Masks took no part in the weekend of the 4th: 79, less 64. Balm alone: 79, less 49. 79 + 89 + 31 = 199, less 168.
    assert claims == {"flash-sale": (79, 15), "team-buy": (79, 30), "gift-set": (199, 31)}


def test_the_old_discount_refuses_the_flash_sale(tmp_path: Path) -> None:
    workspace = built(tmp_path, WEEKEND, WEEKEND.replace("lip-mask,", "lip-mask, sheet-masks,").replace("off: 5}", "off: 15}").replace("off: 10}", "off: 20}"))

    assert findings(workspace) == ["RULE001 flash-sale saves -0.8 yuan against 63.2; without a saving there is no claim."]  # 79 × 0.8 = 63.20
    assert "(Weekend price)" in next(one.hint for one in workspace.diagnostics if one.path == LIST)


def test_a_discount_eight_days_before_does_not_count(tmp_path: Path) -> None:
    old = WEEKEND.replace("lip-mask,", "lip-mask, sheet-masks,").replace("off: 10}", "off: 20}").replace("2026-12-04", "2026-12-01").replace("2026-12-06", "2026-12-03")

    assert findings(built(tmp_path, WEEKEND, old)) == []


def test_a_weekend_discount_from_the_25th_refuses_the_gift_set(tmp_path: Path) -> None:
    workspace = built(tmp_path, WEEKEND, WEEKEND.replace("2026-12-04", "2026-12-25").replace("2026-12-06", "2026-12-27"))

    assert findings(workspace) == [
        "RULE001 Another reduction of these items runs in the days of gift-set, so the single prices are not what they cost.",
    ]


def test_a_coupon_below_cost_is_refused(tmp_path: Path) -> None:
    assert findings(built(tmp_path, "{off: 20, from: 99}", "{off: 60, from: 99}")) == ["RULE001 newcomer-coupon sells an item below its cost."]


def test_a_reduction_is_a_lower_price_or_a_cost_and_never_both(tmp_path: Path) -> None:
    assert findings(built(tmp_path, "    counted: cost\n    activity: flash-sale", "    counted: price\n    activity: flash-sale")) == [
        "RULE001 flash-sale is a lower price, and a reward of flash-sale as well.",
    ]


def test_days_with_the_same_reductions_stand_together(tmp_path: Path) -> None:
    calendar = [(one["start"][-2:], one["end"][-2:], one["running"]) for one in prices(built(tmp_path))["calendar"]]

    assert calendar == [
        ("01", "03", ["newcomer-coupon"]), ("04", "06", ["newcomer-coupon", "weekend"]), ("07", "10", ["newcomer-coupon"]),
        ("11", "11", ["newcomer-coupon", "flash-sale", "missed-it"]), ("12", "12", ["newcomer-coupon", "missed-it", "double-twelve"]),
        ("13", "18", ["newcomer-coupon", "missed-it"]), ("19", "20", ["newcomer-coupon", "team-buy"]), ("21", "25", ["newcomer-coupon", "gift-set"]),
        ("26", "31", ["newcomer-coupon"]),
    ]


def test_days_on_which_everybody_pays_another_price_are_planned(tmp_path: Path) -> None:
    changes = [(day["date"][-2:], one["id"], one.get("at", "")) for day in prices(built(tmp_path))["days"] for one in day["changes"]]

    assert changes == [
        ("04", "weekend-starts", ""), ("06", "weekend-ends", ""), ("11", "flash-sale-starts", "19:30"), ("11", "flash-sale-ends", "21:00"),
        ("12", "double-twelve-starts", "10:00"), ("12", "double-twelve-ends", "21:00"), ("19", "team-buy-starts", "20:00"),
        ("20", "team-buy-ends", "20:00"), ("21", "gift-set-starts", ""), ("25", "gift-set-ends", "21:00"),
    ]
