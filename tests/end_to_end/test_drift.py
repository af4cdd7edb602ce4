"""Headquarters changes a sentence: exactly the forks and translations under it are named, and no others."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from end_to_end.running import contents, copy_of_our_workspace, sopbook
from example_workspaces import checked
from sopbook.handbook.edition import edition
from sopbook.outputs.html.playbook import playbook_page

DICE = "playbooks/hq/activity/dice-guess.yaml"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's own workspace, which has nothing waiting."""
    root = copy_of_our_workspace(tmp_path_factory.mktemp("ours"))
    run = sopbook("drift", "-C", root)
    assert (run.exit_code, run.stdout.split()[1:]) == (0, ["current"])
    return root


@pytest.fixture
def ours(untouched: Path, tmp_path: Path) -> Path:
    """The same, to change at will."""
    return shutil.copytree(untouched, tmp_path / "ours")


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    file.write_text(text.replace(old, new), "utf-8")


def waiting(root: Path) -> tuple[set[tuple[str, str, str, str]], set[str]]:
    """Return the overrides that wait, as (branch, part, path, state), and the files of translations that wait."""
    run = sopbook("drift", "--format", "json", "-C", root)
    answer = json.loads(run.stdout)
    overrides = {(o["branch"], o["part"], o["path"], o["state"]) for o in answer["overrides"] if o["state"] != "current"}
    translations = {f"{t['file']}:{t['line']}" for t in answer["translations"]}
    assert run.exit_code == (1 if overrides or translations else 0)
    return overrides, translations


def test_a_param_that_two_levels_override_waits_at_the_first(ours: Path) -> None:
    change(ours, DICE, 'start: "20:00"', 'start: "20:15"')

    overrides, translations = waiting(ours)

    # Shanghai overrides what East says, and East has not moved.
    assert overrides == {("east", "activity/dice-guess", "/params/start", "stale")}
    assert translations == set()


def test_a_sentence_that_nobody_overrides_waits_in_its_translation_only(ours: Path) -> None:
    change(ours, DICE, "Small, middle or large. One letter is your whole turn", "Small, middle or large, and one letter is your turn")

    overrides, translations = waiting(ours)

    assert overrides == set()
    assert len(translations) == 1
    assert translations.pop().startswith("playbooks/hq/activity/dice-guess.zh.yaml:")


def test_a_deleted_item_that_a_branch_deleted_too_has_converged(ours: Path) -> None:
    run = sopbook("diff", "dice-guess", "--branch", "east", "--format", "json", "-C", ours)
    dropped = next(c for c in json.loads(run.stdout)["changes"] if c["action"] == "delete" and c["path"].startswith("/rounds/"))
    identifier = dropped["path"].removeprefix("/rounds/{").removesuffix("}")
    text = (ours / DICE).read_text("utf-8")
    start = text.index(f"  - id: {identifier}\n")
    end = text.index("\n  - id: ", start) + 1
    (ours / DICE).write_text(text[:start] + text[end:], "utf-8")

    assert ("east", "activity/dice-guess", dropped["path"], "converged") in waiting(ours)[0]


def test_accepting_cleans_up_and_the_page_says_so_until_then(ours: Path) -> None:
    change(ours, DICE, 'start: "20:00"', 'start: "20:15"')
    check = sopbook("check", ours / "playbooks/east")
    assert "hq has changed start since you accepted it.  [DRIFT001]" in check.stdout
    east = edition(checked(ours), "east", "en")
    page, _ = playbook_page(east.playbooks["activity", "dice-guess"], east)
    assert "Headquarters has changed 1 text that East China words in its own way." in page.body

    run = sopbook("accept", "dice-guess", "/params/start", "--branch", "east", "-C", ours)

    assert (run.exit_code, run.stdout) == (0, "activity/dice-guess /params/start: stale\n")
    assert waiting(ours) == (set(), set())


def test_diff_shows_then_now_and_yours(ours: Path) -> None:
    change(ours, DICE, 'start: "20:00"', 'start: "20:15"')

    run = sopbook("diff", "dice-guess", "--branch", "east", "-C", ours)

    assert "  /params/start  [stale]" in run.stdout
    after = run.stdout.split("/params/start  [stale]")[1].split("\n  /")[0]
    assert [line.strip() for line in after.splitlines()[1:]] == ["hq when accepted:", "20:00", "hq now:", "20:15", "east:", "19:30"]


def test_impact_names_who_would_feel_it(ours: Path) -> None:
    run = sopbook("impact", DICE, "/params/start", "--format", "json", "-C", ours)
    effects: list[dict[str, Any]] = json.loads(run.stdout)

    felt = {(e["what"], e["branch"]) for e in effects}
    assert {("override", "east"), ("override", "shanghai"), ("follows", "south"), ("text", "hq"), ("reference", "hq")} <= felt
    assert "/schedule/start" in next(e["places"] for e in effects if e["what"] == "text")
    assert any(e["file"] == "playbooks/hq/monthly-plan/beauty-december-2026.yaml" for e in effects if e["what"] == "reference")


def test_trace_goes_through_all_layers_into_the_translation(ours: Path) -> None:
    run = sopbook("trace", "playbooks/shanghai/activity/dice-guess.yaml", "/params/start", "--format", "json", "-C", ours)
    assert [(x["branch"], x["value"]) for x in json.loads(run.stdout)] == [("hq", "20:00"), ("east", "19:30"), ("shanghai", "19:00")]
    for layer in json.loads(run.stdout):
        line = (ours / layer["file"]).read_text("utf-8").splitlines()[layer["line"] - 1]
        assert layer["value"] in line[layer["column"] - 1 :]

    run = sopbook("trace", DICE, "/title", "--locale", "zh", "--format", "json", "-C", ours)
    assert [(x["value"], x["locale"]) for x in json.loads(run.stdout)] == [("Guess the dice", None), ("猜骰子", "zh")]


@pytest.mark.parametrize("command", [("accept", "dice-guess", "--all"), ("fork", "half-day-quiz"), ("translate", "flash-sale", "--locale", "zh")])
def test_a_dry_run_writes_nothing(ours: Path, command: tuple[str, ...]) -> None:
    change(ours, DICE, 'start: "20:00"', 'start: "20:15"')
    change(ours, "playbooks/hq/activity/flash-sale.yaml", "title: Flash sale\n", "title: Flash sale today\n")
    before = contents(ours)

    run = sopbook(*command, "--dry-run", "-C", ours, *(() if "translate" in command else ("--branch", "east")))

    assert run.exit_code == 0, run.output
    assert contents(ours) == before
