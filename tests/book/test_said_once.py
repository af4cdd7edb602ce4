"""A fact stands once: no price, no hour of the branch, no time of an activity and no limit of WeCom is typed in prose, in any branch or language."""

from collections.abc import Mapping
from pathlib import Path

from book.typed_facts import typed_facts
from example_workspaces import EXAMPLES, TODAY, checked, lay_out
from rotas import QUIZ, files
from sopbook.branches.translation.strings import digest
from unit.workspaces import note

REPOSITORY = Path(__file__).parents[2]
MODES = (EXAMPLES / "invalid" / "SEND002" / "schema" / "wecom" / "modes.yaml").read_text("utf-8")
HQ = (EXAMPLES / "base" / "playbooks" / "hq" / "branch.yaml").read_text("utf-8").replace(
    "{hours: 09:00–21:00}", '{hours: all day, service_open: "09:00", service_close: "21:00", game_start: "20:00"}',
)
EAST = 'name: {en: East}\nparent: hq\nlocales: [en]\nparams: {game_start: "19:30"}\n'
OTHERWISE = {
    ("review/dice-evening-review", "32 yuan"): "what an hour of a deputy costs; kitchen rolls of the bank's mall cost as much",
    ("review/dice-evening-review", "32元"): "the same",
}
"""What has the figure of a fact by chance: the playbook and the words, and what they are."""


def test_the_shipped_book_types_no_fact() -> None:
    found = typed_facts(checked(REPOSITORY, TODAY))

    assert [str(one) for one in found if not any(name in one.place and one.words == words for name, words in OTHERWISE)] == []


def facts(root: Path, *given: Mapping[str, str]) -> list[str]:
    """Return the facts that a small workspace with hours and send modes types: which words, and where they come from."""
    laid: dict[str, str | bytes] = {"playbooks/hq/branch.yaml": HQ, "schema/wecom/modes.yaml": MODES}
    for one in given:
        laid.update(one)
    return [f"{one.place.rpartition('/')[2]} {one.words}: {one.stands_in}" for one in typed_facts(checked(lay_out(root, laid), TODAY))]


SAID = {
    "game": ("Games begin at 20:00.", "10:22 20:00: ${game_start} of hq"),
    "game-zh": ("今晚20:00玩游戏。", "10:9 20:00: ${game_start} of hq"),
    "full-width": ("今晚20：00玩游戏。", "10:9 20：00: ${game_start} of hq"),
    "one-digit": ("真人在线，9:00起。", "10:12 9:00: ${service_open} of hq"),
    "hours": ("I am here 09:00–21:00.", "10:17 09:00–21:00: ${service_open} and ${service_close} of hq"),
    "hours-zh": ("我09:00到21:00都在。", "10:8 09:00到21:00: ${service_open} and ${service_close} of hq"),
    "bytes": ("A welcome takes 3,000 bytes.", "10:23 3,000 bytes: modes.yaml, group-welcome"),
    "bytes-zh": ("欢迎语最多3000字节。", "10:12 3000字节: modes.yaml, group-welcome"),
    "read": ("Games begin at ${game_start}.", ""),
    "by-chance": ("Send me your address by 20:00.", ""),
    "by-chance-zh": ("明天20:00前回我地址。", ""),
    "letters": ("Whoever has 3000个字母 wins.", ""),
}
"""What a note says, and what is found in it."""


def test_hours_of_the_branch_and_limits(tmp_path: Path) -> None:
    found = facts(tmp_path, {f"playbooks/hq/note/{name}.yaml": note(name, f'say: "{said}"\n') for name, (said, _) in SAID.items()})

    assert sorted(found) == sorted(f"{name}.yaml:{typed}" for name, (_, typed) in SAID.items() if typed)


def test_a_branch_that_types_its_own_hour_or_that_of_headquarters(tmp_path: Path) -> None:
    files_of_east = {
        "playbooks/east/branch.yaml": EAST, "playbooks/east/note/bad.yaml": note("bad", 'say: "Games begin at 19:30, and no longer at 20:00."\n'),
    }
    assert facts(tmp_path, files_of_east) == ["bad.yaml:10:22 19:30: ${game_start} of east", "bad.yaml:10:46 20:00: ${game_start} of hq"]


def test_a_translation_that_types_what_its_source_reads(tmp_path: Path) -> None:
    source = "Games begin at ${game_start}."
    chinese = f'translation: good\ntexts:\n  /say:\n    from: {digest(source)}\n    text: "20:00开玩。"\n'
    found = facts(tmp_path, {
        "playbooks/hq/branch.yaml": HQ.replace("locales: [en]", "locales: [en, zh]"), "playbooks/hq/note/good.yaml": note("good", f'say: "{source}"\n'),
        "playbooks/hq/note/good.zh.yaml": chinese,
    })
    assert found == ["good.zh.yaml:5:12 20:00: ${game_start} of hq"]


def test_a_price_of_a_list_that_the_text_does_not_name(tmp_path: Path) -> None:
    example = EXAMPLES / "invalid" / "TEXT010"
    given = {one.relative_to(example).as_posix(): one.read_text("utf-8") for one in example.rglob("*") if one.is_file() and one.name != "expected.txt"}
    found = facts(tmp_path, given, {"playbooks/hq/note/alone.yaml": note("alone", 'say: "Only 79 yuan, not 80."\n')})
    assert [one for one in found if one.startswith("alone")] == ["alone.yaml:10:12 79 yuan: list/december#/items/{masks}/usual"]


def test_the_time_of_an_activity_that_a_plan_runs(tmp_path: Path) -> None:
    rota = 'groups: [good]\ndays:\n  - date: 2026-12-31\n    turns:\n      - {id: party, at: "23:30", what: "The quiz, at 23:30", show: quiz}\n'
    assert facts(tmp_path, files(rota, QUIZ)) == ["year-end.yaml:14:54 23:30: show/quiz#/params/start"]
