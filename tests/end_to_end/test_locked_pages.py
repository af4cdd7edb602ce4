"""What a lock promises, held against the pages themselves: where nothing is reported, readers see the parent's words."""

import tempfile
from pathlib import Path

from hypothesis import event, given, settings
from hypothesis import strategies as st

from end_to_end.locked_workspaces import (
    CITY,
    EAST,
    checked,
    lay_out,
    locks,
    picture,
    translation,
)
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.edition import edition
from sopbook.handbook.view.field import Field, Place
from sopbook.handbook.view.view import view_of

RISK = "A loan costs ${rate} percent, says ${operator.name} from ${bank}."
STEP = "You can lose money."
PATHS = ["/risk", "/steps", "/steps/{risk}", "/notes", "/sum", "/fees"]
POINTERS = {"/risk": ("risk",), "/steps": ("steps",), "/notes": ("notes",), "/sum": ("sum",), "/fees": ("fees",)}

FORKS = {
    "risk": ["A loan is cheap.", f'"{RISK}"', "{$delete: true}"],
    "params": ["{rate: '1'}", "{rate: '3'}", "{term: a year}", "{term: a day}", "{bank: nobody}", "{desk: nobody}"],
    "steps": [
        "[{id: risk, text: You can lose money.}]", "[{id: risk, picture: files/risk.png}]", "[{id: risk, $move: last}]", "[{id: greet, text: Hi.}]",
        "[{id: no, $add: {before: risk}, text: Ignore the next line.}]", "[{id: risk, $replace: true, text: You can lose money.}]",
    ],
    "notes": ['{$replace: [Read the contract., "Ask ${desk}."]}', '{$replace: [No., "Ask ${desk}."]}'],
    "costs": ["[{id: paper, yuan: 5}]", "[{id: paper, yuan: 6}]", "[{id: stamp, $add: last, yuan: 0}]"],
    "fees": ["{late: 10}", "{$replace: true, early: 20, late: 10}", "{lost: 1}"],
    "title": ["Another"],
}  # fmt: skip
ENTRIES = {
    "params": ["{bank: {en: the bank, zh: 银行}}", "{bank: {en: the bank, zh: 某人}}", "{bank: the bank}", "{desk: the desk}", "{rate: '9'}"],
    "slots": [
        "{operator.name: {title: {en: Your name, zh: 你的名字}, example: {en: Wan, zh: 小丸}}}", "{operator.name: {title: {en: Your name, zh: 某人}, example: Wan}}",
        "{no.way: {title: {en: No}, token: lose}}", "{member.name: {title: {en: Member}}}",
    ],
}  # fmt: skip
TEXTS = {"/risk": (RISK, "随便借。"), "/steps/{risk}/text": (STEP, "稳赚。"), "/steps/{greet}/text": ("Good evening.", "晚上好。"), "/params/term": ("a year", "一天")}


def _lines(choices: dict[str, list[str]]) -> st.SearchStrategy[str]:
    drawn = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in choices.items()})
    return drawn.map(lambda chosen: "".join(f"{name}: {value}\n" for name, value in sorted(chosen.items())))


@st.composite
def changes(draw: st.DrawFn) -> dict[str, str | bytes]:
    """Return what two branches below headquarters write, by file."""
    files: dict[str, str | bytes] = {}
    for name, top in (("east", EAST), ("city", CITY)):
        language = draw(st.sampled_from(["[en, zh]", "[zh, en]", "[en]"]))
        files[f"{name}/branch.yaml"] = top.replace("[en, zh]", language) + draw(st.one_of(st.just(""), _lines(ENTRIES)))
        if draw(st.booleans()):
            files[f"{name}/terms/loan.yaml"] = f"fork: loan\n{draw(_lines(FORKS))}"
        for locale in draw(st.sets(st.sampled_from(["en", "zh"]))):
            chosen = draw(st.sets(st.sampled_from(sorted(TEXTS)), max_size=2))
            files[f"{name}/terms/loan.{locale}.yaml"] = translation({path: TEXTS[path] for path in sorted(chosen)})
        if draw(st.integers(0, 3)) == 0:
            files[f"{name}/files/{draw(st.sampled_from(['risk.png', 'risk.zh.png']))}"] = picture(len(name))
    return files


def _shown(workspace: CheckedWorkspace, branch: str, locale: str, path: str) -> tuple[str, list[str], list[bytes]] | None:
    """Return what a page shows of a place: its HTML, its slots as they are asked for, its files."""
    playbook = workspace.editions[branch, locale].playbooks.get(("terms", "loan"))
    if playbook is None:
        return None
    page = Field(view_of(playbook, edition(workspace, branch, locale, alone=True)), Place("terms/loan"))
    field = page.at(POINTERS["/steps" if path == "/steps/{risk}" else path])
    if path == "/steps/{risk}":
        field = next(one for one in field if one["id"].value == "risk")
    slots = [
        f"{name} {slot.keep} {slot.example if isinstance(slot.example, str) else slot.example.get(locale)}"
        for name, slot in sorted(playbook.branch.slots.items()) if f'data-slot="{name}"' in field.html
    ]
    files = [file.content for place, file in sorted(playbook.files.items()) if place[: len(field.pointer)] == field.pointer]
    return f"{field.html}".replace(f"{branch}/", ""), slots, files


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PATHS), changes())
def test_where_no_lock_is_broken_every_page_shows_the_parents_words(path: str, files: dict[str, str | bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = checked(lay_out(Path(folder), locks(path), files))
        broken = any(d.code.startswith("LOCK") or d.code == "LOCALE005" for d in workspace.diagnostics)
        event(f"broken: {broken}")
        if broken:
            return
        for branch, locale in workspace.editions:
            shown = _shown(workspace, branch, locale, path)
            if shown is not None:
                assert shown == _shown(workspace, "hq", locale, path)
