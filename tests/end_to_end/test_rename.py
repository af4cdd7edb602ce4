"""Headquarters retires, deletes or renames: who forks it hears of it, nobody else does, and a command takes the fork along."""

import json
from pathlib import Path

import pytest

from end_to_end.running import contents, sopbook
from example_workspaces import checked, lay_out
from sopbook.branches.translation.strings import digest
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render
from unit.workspaces import note

CARD, PARCEL = "playbooks/hq/note/card.yaml", "playbooks/hq/note/parcel.yaml"
FORK, LOCK = "playbooks/east/note/card.yaml", "playbooks/east/forks.lock.yaml"
ITEMS = "say: A parcel came open.\nitems:\n  - {id: photo, price: 1}\n  - {id: wrap, price: 2}\n"
FILES: dict[str, str | bytes] = {
    "playbooks/hq/branch.yaml": "name: {en: HQ, zh: 总部}\nlocales: [en, zh]\nparams: {hours: 9–21}\nslots: {group.number: {title: {en: Group number, zh: 群号}}}\n",
    "playbooks/east/branch.yaml": "name: {en: East, zh: 东}\nparent: hq\nlocales: [en, zh]\n",
    "playbooks/city/branch.yaml": "name: {en: City, zh: 市}\nparent: east\nlocales: [en, zh]\n",
    "playbooks/south/branch.yaml": "name: {en: South, zh: 南}\nparent: hq\nlocales: [en, zh]\n",
    CARD: note("card", ITEMS),
    FORK: "# Ours.\nfork: card\nsay: A parcel came open. We are sorry.   # as agreed\nitems:\n  - {id: photo, price: 3}\n  - {id: tape, $add: {after: photo}, price: 4}\n",
    "playbooks/east/note/card.zh.yaml": f"translation: card\ntexts:\n  /say:\n    from: {digest('A parcel came open. We are sorry.')}\n    text: 包裹破了，抱歉。\n",
    "playbooks/city/note/card.yaml": "fork: card\nlevel: high\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Headquarters with a card that East and below it City fork; South takes it over. Everything is accepted."""
    made = lay_out(tmp_path, FILES)
    for branch in ("east", "city"):
        assert sopbook("accept", "all", "--all", "--branch", branch, "-C", made).exit_code == 0
    assert forks_that_wait(made) == []
    return made


def forks_that_wait(root: Path) -> list[str]:
    run = sopbook("drift", "--format", "json", "-C", root)
    return [f"{o['branch']}/{o['part']} {o['path']}: {o['state']}" for o in json.loads(run.stdout)["overrides"] if o["state"] != "current"]


def found(root: Path, *prefixes: str) -> list[str]:
    run = sopbook("check", "--format", "concise", "-C", root)
    return [line for line in run.stdout.splitlines() if any(f" {prefix}" in line for prefix in prefixes)]


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1, (path, old, text)
    (root / path).write_text(text.replace(old, new), "utf-8")


def rename_card(root: Path, formerly: str = "formerly: [card]\n") -> None:
    change(root, CARD, "id: card\n", f"id: parcel\n{formerly}")
    (root / CARD).rename(root / PARCEL)


def test_every_branch_that_forks_a_retired_playbook_hears_of_it(root: Path) -> None:
    change(root, CARD, "status: active", "status: retired")

    assert forks_that_wait(root) == ["east/note/card /status: retired-upstream", "city/note/card /status: retired-upstream"]
    assert found(root, "DRIFT") == [
        "playbooks/city/note/card.yaml:1:7: DRIFT009 east has retired card, so the handbook of city has no page of it.",
        "playbooks/east/note/card.yaml:2:7: DRIFT009 hq has retired card, so the handbook of east has no page of it.",
    ]
    assert sopbook("drift", "--branch", "east", "-C", root).stdout.startswith("east/note/card /status: retired-upstream\n")
    assert "  /status  [retired-upstream]\n" in sopbook("diff", "card", "--branch", "east", "-C", root).stdout


def test_a_retired_playbook_is_accepted_or_kept_in_force(root: Path) -> None:
    change(root, CARD, "status: active", "status: retired")

    run = sopbook("accept", "card", "/status", "--branch", "city", "-C", root)
    change(root, FORK, "fork: card\n", "fork: card\nstatus: active\n")

    assert run.stdout == "note/card /status: retired-upstream\n"
    assert forks_that_wait(root) == ["east/note/card /status: unaccepted"]
    assert sopbook("accept", "card", "--all", "--branch", "east", "-C", root).exit_code == 0
    assert (forks_that_wait(root), found(root, "DRIFT")) == ([], [])


def test_what_comes_back_into_force_is_no_news(root: Path) -> None:
    change(root, CARD, "status: active", "status: retired")
    for branch in ("east", "city"):
        sopbook("accept", "all", "--all", "--branch", branch, "-C", root)
    change(root, CARD, "status: retired", "status: active")

    assert (forks_that_wait(root), found(root, "DRIFT")) == ([], [])


def test_a_deleted_playbook_is_an_error_where_it_is_forked_and_nowhere_else(root: Path) -> None:
    (root / CARD).unlink()

    assert found(root, "FORK", "DRIFT") == [
        "playbooks/city/note/card.yaml:1:7: FORK001 east no longer has the note card, so there is nothing to fork.",
        "playbooks/east/note/card.yaml:2:7: FORK001 hq no longer has the note card, so there is nothing to fork.",
    ]
    assert sopbook("drift", "--branch", "south", "-C", root).exit_code == 0
    assert "FORK001" in sopbook("drift", "--branch", "east", "-C", root).stdout


def test_a_renamed_playbook_keeps_its_forks_translations_and_accepted_values(root: Path) -> None:
    rename_card(root)

    assert forks_that_wait(root) == ["east/note/parcel /: renamed-upstream", "city/note/parcel /: renamed-upstream"]
    assert found(root, "FORK", "DRIFT", "LOCALE00", "LOCALE012", "REF") == [
        "playbooks/city/note/card.yaml:1:7: DRIFT010 card is called parcel in east now.",
        "playbooks/east/note/card.yaml:2:7: DRIFT010 card is called parcel in hq now.",
        "playbooks/east/note/card.zh.yaml:1:14: LOCALE012 card is called parcel now.",
    ]
    said = sopbook("trace", root / FORK, "/say", "--locale", "zh", "-C", root).stdout
    assert "包裹破了，抱歉。" in said
    assert sopbook("diff", "card", "--branch", "east", "-C", root).stdout == sopbook("diff", "parcel", "--branch", "east", "-C", root).stdout
    assert "playbooks/east/note/card.yaml" in sopbook("impact", root / PARCEL, "-C", root).stdout


def test_the_command_takes_fork_translation_and_lock_file_along(root: Path) -> None:
    rename_card(root)
    fork, translation, lock = ((root / p).read_text("utf-8") for p in (FORK, "playbooks/east/note/card.zh.yaml", LOCK))

    run = sopbook("rename", "parcel", "--branch", "east", "-C", root)

    assert run.stdout.splitlines() == [
        "playbooks/east/note/card.yaml → playbooks/east/note/parcel.yaml",
        "playbooks/east/note/card.zh.yaml → playbooks/east/note/parcel.zh.yaml",
        LOCK,
    ]
    assert (root / "playbooks/east/note/parcel.yaml").read_text("utf-8") == fork.replace("fork: card", "fork: parcel")
    assert (root / "playbooks/east/note/parcel.zh.yaml").read_text("utf-8") == translation.replace("translation: card", "translation: parcel")
    assert (root / LOCK).read_text("utf-8") == lock.replace("note/card", "note/parcel")
    assert not (root / FORK).exists()
    assert found(root, "FORK", "DRIFT", "LOCALE00", "LOCALE012") == ["playbooks/city/note/card.yaml:1:7: DRIFT010 card is called parcel in east now."]
    assert sopbook("rename", "all", "--branch", "city", "-C", root).stdout.splitlines()[0].endswith("→ playbooks/city/note/parcel.yaml")
    assert found(root, "FORK", "DRIFT", "LOCALE00", "LOCALE012") == []
    assert sopbook("rename", "all", "--branch", "city", "-C", root).stdout == "Nothing to rename.\n"


def test_without_a_word_from_headquarters_the_new_id_is_told_from_what_it_says(root: Path) -> None:
    rename_card(root, "")

    run = sopbook("check", "-C", root)
    assert "If it is called parcel now, run sopbook rename card --to parcel --branch east." in run.stdout
    assert sopbook("rename", "card", "--to", "parcel", "--branch", "east", "-C", root).exit_code == 0

    assert found(root, "FORK", "DRIFT", "LOCALE00", "LOCALE012") == [
        "playbooks/city/note/card.yaml:1:7: FORK001 east no longer has the note card, so there is nothing to fork.",
    ]
    assert sopbook("rename", "card", "--to", "parcel", "--branch", "city", "-C", root).exit_code == 0
    assert (forks_that_wait(root), found(root, "FORK", "DRIFT", "LOCALE00", "LOCALE012")) == ([], [])


def test_a_renamed_item_is_one_report_and_no_drift_of_what_is_changed_in_it(root: Path) -> None:
    change(root, CARD, "{id: photo, price: 1}", "{id: picture, formerly: [photo], price: 1}")

    assert forks_that_wait(root) == ["east/note/card /items/{picture}: renamed-upstream"]
    assert found(root, "FORK", "DRIFT") == ["playbooks/east/note/card.yaml:5:10: DRIFT010 photo is called picture in hq now."]
    shown = json.loads(sopbook("diff", "card", "--branch", "east", "--format", "json", "-C", root).stdout)["changes"]
    assert {(c["path"], c["state"]) for c in shown} >= {("/items/{picture}/price", "current"), ("/items/{tape}", "current")}

    traced = json.loads(sopbook("trace", root / FORK, "/items/{photo}/price", "--format", "json", "-C", root).stdout)
    assert [(layer["branch"], layer["value"]) for layer in traced] == [("hq", 1), ("east", 3)]

    fork = (root / FORK).read_text("utf-8")
    assert sopbook("rename", "card", "--branch", "east", "-C", root).exit_code == 0

    assert (root / FORK).read_text("utf-8") == fork.replace("photo", "picture")
    assert "{picture}" in (root / LOCK).read_text("utf-8")
    assert "{photo}" not in (root / LOCK).read_text("utf-8")
    assert (forks_that_wait(root), found(root, "FORK", "DRIFT")) == ([], [])


def test_a_lock_on_an_item_holds_under_its_new_id(root: Path) -> None:
    change(root, FORK, "fork: card\n", 'fork: card\nlocks: [{path: "/items/{photo}/price", mode: fixed}]\n')
    change(root, "playbooks/city/note/card.yaml", "level: high\n", "items: [{id: photo, price: 9}]\n")
    change(root, CARD, "{id: photo, price: 1}", "{id: picture, formerly: [photo], price: 1}")

    assert [line for line in found(root, "LOCK") if "city" in line] == [
        "playbooks/city/note/card.yaml:2:21: LOCK001 /items/{picture}/price is locked by east, so this branch cannot change it.",
    ]
    sopbook("rename", "card", "--branch", "east", "-C", root)
    assert 'locks: [{path: "/items/{picture}/price", mode: fixed}]' in (root / FORK).read_text("utf-8")


def test_headquarters_renames_a_playbook_of_its_own_and_notes_the_former_id(root: Path) -> None:
    before = (root / CARD).read_text("utf-8")
    lay_out_translation = f"translation: card\ntexts:\n  /say:\n    from: {digest('A parcel came open.')}\n    text: 包裹破了。\n"
    (root / "playbooks/hq/note/card.zh.yaml").write_text(lay_out_translation, "utf-8")

    run = sopbook("rename", "card", "--to", "parcel", "--branch", "hq", "-C", root)

    assert run.stdout.splitlines() == [f"{CARD} → {PARCEL}", "playbooks/hq/note/card.zh.yaml → playbooks/hq/note/parcel.zh.yaml"]
    assert (root / PARCEL).read_text("utf-8") == before.replace("id: card\n", "id: parcel\nformerly: [card]\n")
    assert [line.split(" ")[1] for line in found(root, "FORK", "DRIFT", "LOCALE00", "LOCALE012", "WORK")] == ["DRIFT010", "DRIFT010", "LOCALE012"]
    assert sopbook("rename", "parcel", "--to", "card", "--branch", "hq", "-C", root).exit_code == 0
    assert "id: card\nformerly: [parcel]\n" in (root / CARD).read_text("utf-8")
    assert found(root, "FORK", "DRIFT", "LOCALE00", "LOCALE012", "WORK") == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("card", "--branch", "nowhere"), "There is no branch nowhere."),
        (("all", "--to", "x", "--branch", "east"), "--to gives one playbook another id; name the playbook."),
        (("card", "--to", "A b", "--branch", "hq"), "A b is no id"),
        (("card", "--to", "good", "--branch", "hq"), "There is a note good already."),
        (("card", "--to", "parcel", "--branch", "east"), "east has not written card itself: only whoever wrote a playbook can rename it."),
        (("crad", "--branch", "east"), "east has no playbook crad. Did you mean card?"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_nothing_is_written(root: Path, command: tuple[str, ...], said: str) -> None:
    before = contents(root)

    run = sopbook("rename", *command, "-C", root)

    assert (run.exit_code, said in run.stderr) == (2, True), run.output
    assert contents(root) == before


def test_a_link_to_the_former_address_leads_on_without_a_script(root: Path) -> None:
    rename_card(root)
    workspace = checked(root)

    for branch, title in (("hq", "A note"), ("south", "A note"), ("east", "A note")):
        made = edition(workspace, branch, "en")
        page = str(render(made)[0].files["note/card.html"])
        assert '<meta http-equiv="refresh" content="0; url=parcel.html">' in page
        assert f'<a href="parcel.html">{title}</a>' in page
        assert "<script>" not in page  # One that is loaded takes the place in the page along.
        assert ("note/parcel" in render(made)[0].pages, "note/card" in render(made)[0].pages) == (True, False)


def test_a_page_shows_nothing_of_former_ids(root: Path) -> None:
    rename_card(root)
    change(root, PARCEL, "{id: photo, price: 1}", "{id: picture, formerly: [shot], price: 1}")

    handbook, _ = render(edition(checked(root), "hq", "en"))

    body = handbook.pages["note/parcel"].body
    assert "picture" in body
    assert [word for word in ("formerly", "Formerly", "shot", ">card<") if word in body] == []


def test_a_translation_under_the_former_id_is_refreshed_where_it_lies(root: Path) -> None:
    rename_card(root)
    change(root, FORK, "We are sorry.", "We are very sorry.")

    run = sopbook("translate", "parcel", "--locale", "zh", "--branch", "east", "-C", root)

    assert run.stdout == "playbooks/east/note/card.zh.yaml: 1 text waits for a translator\n"
    assert "was: \"包裹破了，抱歉。\"" in (root / "playbooks/east/note/card.zh.yaml").read_text("utf-8")
    assert not (root / "playbooks/east/note/parcel.zh.yaml").exists()


@pytest.mark.parametrize("command", [("fork", "card"), ("diff", "card"), ("rename", "card"), ("accept", "card", "--all"), ("translate", "card", "--locale", "zh")])
def test_a_playbook_that_cannot_be_read_is_said_so_under_its_former_id_too(root: Path, command: tuple[str, ...]) -> None:
    rename_card(root)
    (root / PARCEL).write_text("id: [", "utf-8")

    run = sopbook(*command, "--branch", "city", "-C", root)

    assert run.exit_code in (1, 2), run.output
    assert run.exception is None or isinstance(run.exception, SystemExit)


def test_a_dry_run_says_what_it_would_write(root: Path) -> None:
    rename_card(root)
    before = contents(root)

    assert "playbooks/east/note/card.yaml → playbooks/east/note/parcel.yaml\n" in sopbook("rename", "card", "--branch", "east", "--dry-run", "-C", root).stdout
    assert contents(root) == before
