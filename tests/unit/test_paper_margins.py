"""Sheets with texts that no line holds: in every text of every kind, nothing leaves the paper and nothing is lost."""

import copy
import shutil
from collections.abc import Iterable
from dataclasses import replace
from itertools import cycle, repeat
from pathlib import Path

import pypdfium2
import pytest

from example_workspaces import checked, lay_out
from pdf_files import outside, page_texts, squeezed
from sheet_pictures import SHEETS
from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition, edition
from sopbook.kinds.schema_view import leaves
from sopbook.outputs.pdf.booklet import booklet
from sopbook.outputs.pdf.sheets import press_of

PROJECT = Path(__file__).parents[2]
LONG = {
    "word": "W" * 74,
    "digits": "打开" + "9" * 60,
    "address": "https://example.com/?id=" + "9" * 60 + "&" + "a" * 90,
    "signs": "！" * 60,
    "no-break": "a\u00a0b" * 40,
    "date-like": "1-2" * 30,
    "capitals": "Unterhaltungselektronikfachverkäufer " * 3,
}
BRANCH = "name: {en: Headquarters}\nlocales: [en]\nslots: {group.number: {title: {en: Group number}}}\nparams: {hours: '9-21'}\n"
MARGINS = {"activity": 13.0, **dict.fromkeys(("crisis", "monthly-plan", "content", "journey", "audience"), 11.0)}
"""What lies across, and what has large type, has less at its sides."""


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Headquarters' edition of our own handbook."""
    root = tmp_path_factory.mktemp("ours")
    for folder in ("schema", "playbooks/hq"):
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return edition(checked(root), "hq", "zh")


def with_texts(playbook: Playbook, texts: Iterable[str]) -> Playbook:
    """Return a playbook with another text in every field that holds one, one after the other."""
    following = iter(texts)
    value = copy.deepcopy(playbook.value)
    for pointer, old, shape in list(leaves(value, playbook.kind.shape)):
        if isinstance(old, str) and (shape.get("x-text") or pointer == ("version",)):
            inside = value
            for step in pointer[:-1]:
                inside = inside[step]
            inside[pointer[-1]] = next(following)
    return replace(playbook, value=value)


def of(found: Edition, *playbooks: Playbook) -> Edition:
    """Return an edition that has these playbooks instead of its own of the same name."""
    return replace(found, playbooks={**found.playbooks, **{(p.kind.name, p.id): p for p in playbooks}})


def printed(found: Edition, playbook: Playbook) -> bytes:
    with press_of(found, None) as press:
        sheet = press.sheet(playbook)
    assert press.diagnostics == []
    return sheet


def copied(sheet: bytes) -> str:
    """Return the words of a sheet as they are copied out of it, without white space."""
    return squeezed("".join(page_texts(sheet)))


def test_our_own_sheets_stay_within_their_margins(ours: Edition) -> None:
    for kind, identifier in SHEETS.items():
        assert outside(printed(ours, ours.playbooks[kind, identifier]), MARGINS.get(kind, 15)) == []


@pytest.mark.parametrize("kind", SHEETS)
def test_no_text_of_any_kind_leaves_the_paper(ours: Edition, kind: str) -> None:
    hostile = with_texts(ours.playbooks[kind, SHEETS[kind]], cycle(LONG.values()))
    sheet = printed(of(ours, hostile), hostile)

    assert outside(sheet, MARGINS.get(kind, 15)) == []


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_card_breaks_what_no_line_holds_and_loses_none_of_it(ours: Edition, text: str) -> None:
    hostile = with_texts(ours.playbooks["crisis", SHEETS["crisis"]], repeat(text))
    sheet = printed(of(ours, hostile), hostile)

    assert outside(sheet, MARGINS["crisis"]) == []
    # What is copied out of the PDF is the text; only between signs it holds places where a line may break.
    assert copied(sheet).replace("\u200b", "").count(squeezed(text)) > 10
    assert ("\u200b" in copied(sheet)) == (text == LONG["signs"])


def test_the_title_of_a_card_does_not_run_under_its_badge(ours: Edition) -> None:
    card = ours.playbooks["crisis", SHEETS["crisis"]]
    sheet = printed(ours, replace(card, value={**card.value, "title": "W" * 60}))
    page = pypdfium2.PdfDocument(sheet)[0].get_textpage()
    boxes = [(page.get_text_range(index, 1), page.get_charbox(index)) for index in range(page.count_chars())]
    # The badge stands at the right; its words are the only ones of the card above the sections there.
    badge = min(left for sign, (left, _, _, top) in boxes if sign in "严重程度" and top > 700)

    assert badge > 400
    assert max(right for sign, (_, _, right, top) in boxes if sign == "W" and top < 790) < badge


@pytest.mark.parametrize("text", [LONG["word"], LONG["address"], LONG["signs"]], ids=["word", "address", "signs"])
def test_the_booklet_breaks_them_on_its_cover_in_contents_and_indexes(tmp_path: Path, text: str) -> None:
    root = lay_out(tmp_path / "w", {"playbooks/hq/branch.yaml": BRANCH})
    found = edition(checked(root), "hq")
    hostile = with_texts(found.playbooks["note", "good"], repeat(text))
    more = {"aliases": [text, "short"], "items": [{"id": "a", "price": 3}], "prose": f"{text}\n\n- {text}\n\n| a | b |\n|---|---|\n| {text} | {text} |\n"}
    hostile = replace(hostile, value={**hostile.value, **more})
    changed = replace(of(found, hostile), address=f"https://{'a' * 60}.example/{'b' * 90}/")
    changed = replace(changed, branch=replace(changed.branch, title={"en": text}))
    with press_of(changed, None) as press:
        sheet, all_sheets = press.sheet(hostile), booklet(press)

    assert press.diagnostics == []
    assert outside(sheet, 15) == []
    assert outside(all_sheets, 15) == []
    assert copied(all_sheets).replace("\u200b", "").count(squeezed(text)) > 8


def test_a_table_of_many_columns_stays_on_the_paper(tmp_path: Path) -> None:
    found = edition(checked(lay_out(tmp_path / "w")), "hq")
    note = found.playbooks["note", "good"]
    row = "| " + " | ".join(["Unterhaltungselektronik"] * 14) + " |\n"
    sheet = printed(found, replace(note, value={**note.value, "prose": row + "|---" * 14 + "|\n" + row}))

    assert outside(sheet, 15) == []
