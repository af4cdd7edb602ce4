"""References to items of lists, and to playbooks of several kinds: on pages, sheets, in data and search, and who feels a change."""

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from example_workspaces import EXAMPLES, TODAY, checked, lay_out, written
from sopbook.branches.history.find import find_file
from sopbook.branches.history.impact import impact
from sopbook.branches.translation.strings import digest
from sopbook.handbook.agenda import plan_of
from sopbook.handbook.edition import Edition, edition
from sopbook.handbook.labels import catalogue
from sopbook.handbook.view.view import view_of
from sopbook.outputs.data.data import data_files
from sopbook.outputs.html.handbook import render
from sopbook.outputs.html.reference import kind_reference
from sopbook.outputs.pdf.sheet_data import field_data

LINE = {"type": "string", "x-text": "plain", "x-translatable": True}
FORMERLY = {"type": "array", "x-merge": "set", "items": {"type": "string"}}


def items(title: str = "", **fields: Any) -> dict[str, Any]:
    """Return the schema of a list of items with ids."""
    one = {"type": "object", "properties": {"id": {"type": "string"}, "formerly": FORMERLY, **fields}}
    return {"type": "array", "x-key": "id", "x-merge": "by-id", "items": {**({"title": title} if title else {}), **one}}


FIELDS = {
    "title": LINE,
    "questions": {"title": "Questions", **items("Question", text=LINE, answer={"type": "string", "x-text": "message"})},
    "hints": {"title": "Hints", **items(text=LINE, after={"type": "string", "x-item": {"list": "/questions"}})},
    "next": {"type": "string", "x-ref": "quiz"},
    "begin": {"title": "Begin with", "type": "string", "x-item": {"list": ["/questions", "/hints"], "of": "next"}},
    "all": {"title": "All of", "type": "array", "items": {"type": "string", "x-item": {"list": "/questions", "of": "next"}}},
    "see": {"title": "See", "type": "string", "x-ref": ["note", "quiz"]},
    "anywhere": {"title": "Anywhere", "type": "string", "x-item": {"kind": "quiz", "list": "/questions"}},
}
Files: TypeAlias = dict[str, str | bytes]
QUIZ = "kind: quiz\ntitle: {en: Quiz, zh: 问答}\nplural: {en: Quizzes, zh: 问答}\nenvelope: false\n"
KIND: Files = {
    "schema/quiz/kind.yaml": QUIZ,
    "schema/quiz/schema.json": json.dumps({"type": "object", "additionalProperties": False, "properties": FIELDS}),
}
WORLD = """\
title: The world
questions:
  - {id: river, text: Which river is the longest?, answer: The Nile.}
  - {id: sea, text: Which sea is the saltiest?}
hints:
  - {id: map, text: Look at the map., after: sea}
"""
ROUND = "title: A round\nnext: world\nbegin: sea\nall: [sea, river]\nanywhere: river\nsee: quiz/world\n"
HQ = "playbooks/hq/quiz"
BOTH: Files = {**KIND, f"{HQ}/world.yaml": WORLD, f"{HQ}/round.yaml": ROUND}
SOUTH: Files = {"playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n"}


def shown(root: Path, files: Files, branch: str = "hq", locale: str = "") -> Edition:
    """Return an edition of a workspace with the files, none of which is wrong."""
    workspace = checked(lay_out(root, files), TODAY)
    assert [written(one) for one in workspace.errors] == []
    return edition(workspace, branch, locale)


def page(of: Edition, path: str) -> str:
    """Return the HTML of a page."""
    return render(of)[0].pages[path].body


def test_a_page_shows_the_words_of_the_item_and_leads_to_it(tmp_path: Path) -> None:
    made = page(shown(tmp_path, BOTH), "quiz/round")

    assert '<a href="world.html#questions-sea">Which sea is the saltiest?</a>' in made
    assert '<a href="world.html">The world</a>' in made


def test_the_anchor_is_there(tmp_path: Path) -> None:
    assert ' id="questions-sea"' in page(shown(tmp_path, BOTH), "quiz/world")


def test_an_item_of_the_same_page_is_led_to_within_it(tmp_path: Path) -> None:
    assert '<a href="#questions-sea">Which sea is the saltiest?</a>' in page(shown(tmp_path, BOTH), "quiz/world")


def test_playbook_and_item_say_who_uses_them(tmp_path: Path) -> None:
    made = page(shown(tmp_path, BOTH), "quiz/world")
    row = made[made.index('id="questions-sea"') : made.index('id="hints')]

    assert row.count('Used by: <a href="round.html">A round</a>') == 1
    assert '<h2 id="used-by">' in made
    assert made.count('<a href="round.html">A round</a>') == 3  # both questions, and the playbook


def test_data_hold_id_and_title_both_ways(tmp_path: Path) -> None:
    files = data_files(shown(tmp_path, BOTH))
    uses = json.loads(files["data/quiz/round.json"])["uses"]
    used_by = json.loads(files["data/quiz/world.json"])["used_by"]

    assert {"pointer": "/begin", "kind": "quiz", "id": "world", "item": "sea", "title": "Which sea is the saltiest?"} in uses
    assert {"pointer": "/see", "kind": "quiz", "id": "world"} in uses
    assert {"kind": "quiz", "id": "round", "pointer": "/all/1", "item": "river"} in used_by
    assert json.loads(files["data/quiz/round.json"])["value"]["begin"] == "sea"


def test_a_sheet_numbers_the_item_where_the_kind_says_what_one_is_called(tmp_path: Path) -> None:
    of = shown(tmp_path, {**BOTH, f"{HQ}/other.yaml": "title: Other\nnext: world\nbegin: map\n"})

    texts = [field_data(view_of(of.playbooks["quiz", name], of).at("/begin"))["text"] for name in ("round", "other")]

    assert texts == ["Question 2: Which sea is the saltiest?", "Look at the map."]


def test_a_search_finds_the_place_by_the_words_of_the_item(tmp_path: Path) -> None:
    passages = render(shown(tmp_path, BOTH))[0].pages["quiz/round"].passages

    assert any("Which river is the longest?" in one.text for one in passages)


def test_an_item_is_shown_in_the_language_of_the_edition_and_its_id_is_no_text(tmp_path: Path) -> None:
    branch = (EXAMPLES / "base/playbooks/hq/branch.yaml").read_text("utf-8").replace("locales: [en]", "locales: [en, zh]")
    sea = f'translation: world\ntexts:\n  "/questions/{{sea}}/text": {{from: {digest("Which sea is the saltiest?")}, text: 哪片海最咸？}}\n'
    workspace = checked(lay_out(tmp_path, {**BOTH, "playbooks/hq/branch.yaml": branch, f"{HQ}/world.zh.yaml": sea}), TODAY)

    assert '<a href="world.html#questions-sea">哪片海最咸？</a>' in page(edition(workspace, "hq", "zh"), "quiz/round")
    assert [one.pointer for one in workspace.editions["hq", "zh"].resolved.playbooks["quiz", "round"].waiting] == [("title",)]


def test_a_fork_changes_what_an_item_is_called(tmp_path: Path) -> None:
    files: Files = {**BOTH, **SOUTH, "playbooks/south/quiz/world.yaml": "fork: world\nquestions:\n  - {id: sea, text: Which sea is deepest?}\n"}

    assert '#questions-sea">Which sea is deepest?</a>' in page(shown(tmp_path, files, "south"), "quiz/round")


def test_a_branch_can_name_an_item_that_it_adds(tmp_path: Path) -> None:
    files: Files = {
        **BOTH, **SOUTH, "playbooks/south/quiz/world.yaml": "fork: world\nquestions:\n  - {id: lake, $add: last, text: Which lake?}\n",
        "playbooks/south/quiz/own.yaml": "title: Own\nnext: world\nbegin: lake\n",
    }

    assert '#questions-lake">Which lake?</a>' in page(shown(tmp_path, files, "south"), "quiz/own")


def test_an_item_deleted_below_stops_only_the_branch_below(tmp_path: Path) -> None:
    files: Files = {**BOTH, **SOUTH, "playbooks/south/quiz/world.yaml": "fork: world\nquestions:\n  - {id: sea, $delete: true}\nhints:\n  - {id: map, $delete: true}\n"}
    workspace = checked(lay_out(tmp_path, files), TODAY)

    assert ("quiz", "round") in workspace.editions["hq", "en"].playbooks
    assert ("quiz", "round") not in workspace.editions["south", "en"].playbooks
    assert {one.code for one in workspace.found_in["south", "en"] if one.path == f"{HQ}/round.yaml"} == {"REF003"}


def test_a_playbook_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    files: Files = {**KIND, f"{HQ}/round.yaml": "title: A round\nnext: nowhere\nbegin: sea\n"}

    assert [one.code for one in checked(lay_out(tmp_path, files), TODAY).errors] == ["REF001"]


@pytest.mark.parametrize(
    ("pointer", "places"),
    [
        ("/questions/{sea}/text", [("playbooks/hq/quiz/round.yaml", ("/next", "/begin", "/all/0", "/see")), ("playbooks/hq/quiz/world.yaml", ("/hints/{map}/after",))]),
        ("/title", [("playbooks/hq/quiz/round.yaml", ("/next", "/see"))]),
    ],
)  # fmt: skip
def test_impact_tells_who_names_the_item(tmp_path: Path, pointer: str, places: list[tuple[str, tuple[str, ...]]]) -> None:
    workspace = checked(lay_out(tmp_path, BOTH), TODAY)
    effects = impact(workspace.family, workspace.stocks, workspace.translations, find_file(workspace.stocks, f"{HQ}/world.yaml"), pointer)

    assert [(one.path, one.places) for one in effects if one.what == "reference"] == places


def test_a_step_is_called_by_what_is_to_be_done_in_it(tmp_path: Path) -> None:
    fields = {**FIELDS, "steps": items(who=LINE, do=LINE), "at": {"type": "string"}, "then": {"type": "string", "x-item": {"list": "/steps"}}}
    steps = "title: Run\nsteps:\n  - {id: open, who: Host, do: Open the group.}\nthen: open\n"
    sheet = "run_sheet: {start: /at, steps: /steps/*, at: /id, who: /who, title: /do}\n"
    files: Files = {
        **KIND, "schema/quiz/kind.yaml": QUIZ + sheet,
        "schema/quiz/schema.json": json.dumps({"type": "object", "properties": fields}), f"{HQ}/run.yaml": steps,
    }

    assert '<a href="#steps-open">Open the group.</a>' in page(shown(tmp_path, files), "quiz/run")


@pytest.mark.parametrize(("unit", "shown_as"), [("percent", "40 %"), ("people", "40 people"), ("furlongs", "40"), (None, "40")])
def test_a_number_is_counted_in_the_unit_of_the_item_beside_it(unit: str | None, shown_as: str, tmp_path: Path) -> None:
    metrics = items(name=LINE, unit={"type": "string"})
    goals = items(metric={"type": "string", "x-item": {"list": "/metrics"}}, target={"title": "Target", "type": "number", "x-unit": "/metric"})
    files: Files = {
        **KIND, "schema/quiz/schema.json": json.dumps({"type": "object", "properties": {**FIELDS, "metrics": metrics, "goals": goals}}),
        f"{HQ}/goal.yaml": f"title: Goals\nmetrics: [{{id: stays, name: Who stays{f', unit: {unit}' if unit else ''}}}]\ngoals: [{{id: one, metric: stays, target: 40}}]\n",
    }
    of = shown(tmp_path, files)

    assert view_of(of.playbooks["quiz", "goal"], of).at(("goals", 0, "target")).text == shown_as
    assert field_data(view_of(of.playbooks["quiz", "goal"], of).at(("goals", 0, "target")))["text"] == shown_as


def test_an_entry_of_an_agenda_is_called_by_the_item_that_it_names(tmp_path: Path) -> None:
    turns = items(what={"type": "string", "x-item": {"list": "/questions"}})
    days = {"type": "array", "items": {"type": "object", "properties": {"date": {"type": "string", "format": "date"}, "turns": turns}}}
    agenda = "agenda: {days: /days/*, date: /date, entries: /turns/*, title: /what, see: [/what]}\n"
    files: Files = {
        "schema/quiz/kind.yaml": QUIZ + agenda,
        "schema/quiz/schema.json": json.dumps({"type": "object", "properties": {**FIELDS, "days": days}}),
        f"{HQ}/world.yaml": WORLD + "days:\n  - {date: 2026-12-01, turns: [{id: one, what: sea}]}\n",
    }
    of = shown(tmp_path, files)
    plan = plan_of(of.playbooks["quiz", "world"], of)

    assert plan is not None
    assert [(entry.words("title"), entry.targets) for day in plan.days for entry in day.entries] == [("Which sea is the saltiest?", (("quiz", "world"),))]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("see", "kind and id of a playbook, such as activity/dice-guess; of these kinds: note, quiz"),
        ("begin", "id of an item of /questions, /hints, of the playbook that next names"),
        ("anywhere", "id of an item of /questions, of any playbook of the kind quiz"),
        ("all", "list of id of an item of /questions, of the playbook that next names"),
    ],
)
def test_the_reference_page_says_what_to_write(tmp_path: Path, field: str, words: str) -> None:
    kind = shown(tmp_path, BOTH).kind("quiz")
    row = kind_reference(kind, catalogue("en"), "en").body.partition(f'<code class="sop-path">/{field}</code>')[2].partition("</tr>")[0]

    assert words in row
