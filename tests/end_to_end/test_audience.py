"""What is for headquarters only: it is in no file of an operators' site, whatever the file is, and in headquarters' own."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from end_to_end.running import PROJECT, sopbook
from example_workspaces import TODAY, checked, lay_out, written, wrong
from pdf_files import page_texts
from sopbook.handbook.edition import edition
from sopbook.kinds.audience import is_hidden_at
from sopbook.kinds.schema_view import leaves
from sopbook.outputs.data.data import data_files
from unit.workspaces import ENVELOPE

_COMMON = ", ".join(f'"{name}": {{"$ref": "../envelope.json#/properties/{name}"}}' for name in (
    "id", "title", "summary", "version", "owner", "reviewed_on", "review_by", "tags", "status", "params", "params_from", "locks",
))
_REQUIRED = '"required": ["id", "title", "summary", "version", "owner", "reviewed_on", "review_by", "tags", "status"]'


def schema(fields: str) -> str:
    return f'{{"type": "object", "additionalProperties": false, {_REQUIRED}, "properties": {{{_COMMON}, {fields}}}}}'


OFFER = schema("""
  "price": {"title": "Price", "type": "number"},
  "cost": {"title": "Cost", "type": "number", "x-audience": "headquarters"},
  "margin": {"title": "Margin", "type": "number", "readOnly": true, "x-audience": "headquarters"},
  "calculation": {"title": "Calculation", "type": "string", "x-text": "markdown", "x-audience": "headquarters"},
  "scan": {"title": "Scan", "type": "string", "x-file": true, "x-audience": "headquarters"},
  "say": {"title": "Say", "type": "string", "x-text": "message"},
  "board": {"title": "Board", "type": "string", "x-ref": "board", "x-audience": "headquarters"},
  "suppliers": {"title": "Suppliers", "type": "array", "x-key": "id", "x-merge": "by-id", "items": {"type": "object", "properties": {
    "id": {"type": "string"}, "place": {"title": "Place", "type": "string"}, "asks": {"title": "Asks", "type": "number", "x-audience": "headquarters"}}}},
  "days": {"title": "Days", "type": "array", "items": {"type": "object", "properties": {
    "date": {"title": "Day", "type": "string", "format": "date"},
    "slots": {"title": "Slots", "type": "array", "x-key": "id", "x-merge": "by-id", "items": {"type": "object", "properties": {
      "id": {"type": "string"}, "what": {"title": "What", "type": "string"}, "wage": {"title": "Wage", "type": "string", "x-audience": "headquarters"}}}}}}}
""")
BOARD = schema('"first": {"title": "First", "type": "string"}, "offer": {"title": "Offer", "type": "string", "x-ref": "offer"}')
OFFER_KIND = """\
kind: offer
title: {en: Offer}
plural: {en: Offers}
facts: [/price, /cost, /margin]
columns: [/price, /cost]
agenda: {days: /days/*, date: /date, entries: /slots/*, title: /what, who: /wage}
derive: [{at: /margin, value: "sum([self.price, product([-1, self.cost])])"}]
rules: [{rule: self.cost < self.price, at: /cost, message: {en: "{/id} costs {/cost}."}}]
"""
Files = dict[str, str | bytes]
FILES: Files = {
    "schema/offer/schema.json": OFFER,
    "schema/offer/kind.yaml": OFFER_KIND,
    "schema/board/schema.json": BOARD,
    "schema/board/kind.yaml": "kind: board\ntitle: {en: Board}\nplural: {en: Boards}\naudience: headquarters\ncolumns: [/first]\n",
    "playbooks/hq/files/scan.png": (PROJECT / "docs/images/handbook.png").read_bytes(),
    "playbooks/hq/offer/balm.yaml": f"id: balm\n{ENVELOPE.replace('A note', 'Balm')}" + """\
params: {shown: Good morning, secret: Zanzibar}
price: 5000
cost: 417.31
calculation: The mill in ${secret} asks so much.
scan: files/scan.png
say: ${shown}! The balm is here.
board: spring
suppliers: [{id: mill, place: By the river, asks: 303.17}, {id: farm, place: On the hill, asks: 304.18}]
days: [{date: 2026-12-01, slots: [{id: open, what: Open the shop, wage: Paid 91.27}]}]
""",
    "playbooks/hq/board/spring.yaml": f"id: spring\n{ENVELOPE.replace('A note', 'Ranking of shops').replace('What it is about', 'Who leads')}first: Harbour\noffer: balm\n",
    "playbooks/east/branch.yaml": "name: {en: East, zh: 华东}\nparent: hq\nlocales: [en]\n",
    "playbooks/east/offer/balm.yaml": """\
fork: balm
price: 4900
cost: {$value: 611.43, $why: Tall freight.}
suppliers: [{id: mill, asks: 707.07, $why: Steep river.}, {id: farm, $delete: true, $why: Far away.}]
""",
}
HIDDEN = ("417.31", "4582.69", "Zanzibar", "303.17", "304.18", "91.27", "Ranking of shops", "Who leads", "Harbour", "611.43", "4288.57", "707.07", "Tall freight", "Steep river", "Paid")
"""What only headquarters may read: 5000 − 417.31 = 4582.69, and 4900 − 611.43 = 4288.57."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
SHOWN = ("5000", "Good morning", "By the river", "Open the shop", "4900", "Far away")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("audience") / "w", FILES)


_DRAWN = re.compile(r' (?:d|c?[xy]|r|width|height|stroke-width)="[^"]*"')
"""The lines of a drawing, which are numbers as well."""


def texts(file: Path) -> str:
    """Return all that a file says, numbers without the marks of their thousands: of a sheet its words, of a workbook the files in it."""
    content = file.read_bytes()
    if file.suffix == ".pdf":
        said = "\n".join(page_texts(content))
    elif file.suffix == ".xlsx":
        book = zipfile.ZipFile(BytesIO(content))
        said = "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    else:
        said = _DRAWN.sub("", content.decode("utf-8", "replace").replace("\r\n ", ""))
    return re.sub(r"(?<=\d),(?=\d)", "", said)


def said_in(site: Path) -> dict[str, str]:
    return {file.relative_to(site).as_posix(): texts(file) for file in sorted(site.rglob("*")) if file.is_file() and "authors" not in file.parts}


def test_no_file_of_an_operators_site_tells_what_is_hidden(workspace: Path) -> None:
    assert sopbook("build", "-C", workspace).exit_code == 0
    said = said_in(workspace / "site")

    assert {(value, path) for value in HIDDEN for path, text in said.items() if value in text} == set()
    assert [value for value in SHOWN if not any(value in text for text in said.values())] == []
    assert [path for path in said if "board" in path or "scan" in path or path.endswith("source/playbooks/hq/offer/balm.yaml")] == []
    assert {"hq/en/print/offer/balm.pdf", "hq/en/print/handbook.pdf", "east/en/changes.html", "hq/en/calendar/offer/balm.xlsx"} <= said.keys()


def test_headquarters_own_site_has_all_of_it_in_a_folder_of_its_own(workspace: Path) -> None:
    run = sopbook("build", "-C", workspace, "--for", "headquarters")
    said = said_in(workspace / "site-headquarters")

    assert run.exit_code == 0, run.output
    assert [value for value in (*HIDDEN, *SHOWN) if not any(value in text for text in said.values())] == []
    assert {"hq/en/board/spring.html", "hq/en/data/source/playbooks/hq/offer/balm.yaml", "hq/en/print/board/spring.pdf"} <= said.keys()
    assert [path for path in ("hq/en/offer/balm.html", "index.html", "hq/en/print/offer/balm.pdf") if "Headquarters only" not in said[path]] == []


def test_a_site_never_changes_its_readers(workspace: Path) -> None:
    assert sopbook("build", "-C", workspace).exit_code == 0
    run = sopbook("build", "-C", workspace, "--for", "headquarters", "--to", workspace / "site")

    assert run.exit_code == 2
    assert "holds handbooks for operators, and these are for headquarters." in run.output


def test_sheets_and_files_of_one_edition_go_the_same_way(workspace: Path, tmp_path: Path) -> None:
    run = sopbook("print", "spring", "-C", workspace, "--to", tmp_path / "print")
    assert (run.exit_code, run.output) == (2, "Error: spring is for headquarters only. To print it, add --for headquarters.\n")
    assert sopbook("print", "spring", "balm", "-C", workspace, "--for", "headquarters", "--to", tmp_path / "print").exit_code == 0
    assert "417.31" in texts(tmp_path / "print/offer/balm.pdf")

    assert sopbook("render", "-C", workspace, "--to", tmp_path / "plain").exit_code == 0
    assert [value for value in HIDDEN if any(value in text for text in said_in(tmp_path / "plain").values())] == []


def test_a_check_sees_everything(tmp_path: Path) -> None:
    dear: Files = {"playbooks/hq/offer/balm.yaml": str(FILES["playbooks/hq/offer/balm.yaml"]).replace("417.31", "6417")}

    assert "playbooks/hq/offer/balm.yaml:12:7-12:11 error RULE001 balm costs 6417." in [
        written(one).splitlines()[0] for one in wrong(lay_out(tmp_path / "w", FILES, dear))
    ]


@pytest.mark.parametrize(("file", "old", "new", "finding"), [
    ("schema/offer/schema.json", '"readOnly": true, "x-audience": "headquarters"', '"readOnly": true',
     "KIND020 /margin is worked out from /cost, which only headquarters sees, and everybody would see it."),
    ("schema/offer/schema.json", '"x-ref": "board", "x-audience": "headquarters"', '"x-ref": "board"',
     "REF008 Everybody sees this, and it names board/spring, which only headquarters sees."),
    ("schema/offer/kind.yaml", "derive: [", 'derive: [{param: whole, value: "lookup(\'board\', \'spring\').first"}, ',
     "KIND020 /params/whole is worked out from board, which only headquarters sees, and everybody would see it."),
    ("playbooks/hq/offer/balm.yaml", "say: ${shown}", 'params_from: {at: "offer/balm#/cost"}\nsay: ${at} ${shown}',
     "REF008 Texts that everybody sees take at from cost of offer/balm, which only headquarters sees."),
    ("schema/offer/schema.json", '"id": {"type": "string"}, "place"', '"id": {"type": "string", "x-audience": "headquarters"}, "place"',
     "KIND020 /suppliers/*/id is that by which an item is known, so it cannot be for headquarters only."),
    ("schema/board/kind.yaml", "audience: headquarters", "audience: bosses", 'SCHEMA004 audience is "bosses"; it must be one of headquarters, everybody.'),
])
def test_what_would_tell_it_all_the_same_is_an_error(file: str, old: str, new: str, finding: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", FILES, {file: str(FILES[file]).replace(old, new)})

    assert [one for one in map(written, checked(root, TODAY).diagnostics) if finding in one], [written(one) for one in checked(root, TODAY).diagnostics]


def test_everybody_may_see_what_does_not_tell_it(tmp_path: Path) -> None:
    shown: Files = {"schema/offer/schema.json": OFFER.replace('"readOnly": true, "x-audience": "headquarters"', '"readOnly": true, "x-audience": "everybody"')}
    made = checked(lay_out(tmp_path / "w", FILES, shown), TODAY)

    assert made.errors == ()
    assert json.loads(data_files(edition(made, "hq"))["data/offer/balm.json"])["value"]["margin"] == 4582.69


def test_no_page_of_our_own_handbook_tells_operators_a_cost(site: Path) -> None:
    """Figures that stand only in hidden fields, and in no sentence for everybody; shorter and round ones are also numbers of people and of bytes. The list for the worker holds sizes of files."""
    hidden, shown = set[str](), set[str]()
    for playbook in checked(PROJECT).of_branch("hq").playbooks.values():
        for pointer, value, _ in leaves(playbook.value, playbook.kind.shape):
            if isinstance(value, int | float | str):
                (hidden if is_hidden_at(playbook.kind.shape, pointer) else shown).update(_NUMBER.findall(str(value)))
    figures = {one for one in hidden if len(one) > 3 and not one.endswith("000")} - shown
    said = {path: {*_NUMBER.findall(text)} & figures for path, text in said_in(site).items() if path != "offline.json" and (not path.startswith("assets/") or path.startswith("assets/search/"))}

    assert {"24413.4", "1048.68", "11502", "10194", "48.2", "25462.08"} <= figures
    assert {path: found for path, found in said.items() if found} == {}
