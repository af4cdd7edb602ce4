"""A kind may leave out every field of the envelope, or give it another form: what is right by its schema can be shown."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from example_workspaces import TODAY, checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.kinds.kind import ENVELOPE
from sopbook.outputs.data.calendar import calendar_files
from sopbook.outputs.data.data import data_files
from sopbook.outputs.data.sheet import sheet_files
from sopbook.outputs.html.handbook import render
from sopbook.outputs.pdf.booklet import booklet_data
from sopbook.outputs.pdf.glyphs import check_glyphs
from sopbook.outputs.search.entry import handbook_entries
from sopbook.outputs.search.index import search_files
from sopbook.source.diagnostics import Severity

LOOSE = {"title": "Card", "type": "object", "properties": {**dict.fromkeys(ENVELOPE, True), "aliases": True, "params": True, "locks": True, "day": True}}
VALUES: list[Any] = [None, "", " ", 5, -0.5, True, "2026-13-01", "2026-11-01", "x" * 400, [], [[]], ["a", 5, None, {"b": []}], {}, {"a": {"b": 1}}, [{"id": {}}]]


def everything_made(root: Path, documents: list[dict[str, Any]]) -> tuple[list[str], date | None]:
    """Return the codes of all errors about some cards, and the day of the latest review, once everything has been made of them."""
    workspace = checked(lay_out(root, {
        "schema/card/kind.yaml": "kind: card\ntitle: {en: Card}\nplural: {en: Cards}\ncolumns: [/day]\n",
        "schema/card/schema.json": json.dumps(LOOSE),
        **{f"playbooks/hq/card/card-{index}.yaml": yaml.safe_dump(document, allow_unicode=True) for index, document in enumerate(documents)},
        "REMOVE": "playbooks/hq/note/good.yaml",
    }), TODAY)
    shown = edition(workspace, "hq")
    handbook, problems = render(shown)
    search_files(handbook_entries(handbook), shown)
    for make in (data_files, calendar_files, sheet_files, booklet_data, lambda one: list(check_glyphs([one], None))):
        make(shown)
    return [d.code for d in (*workspace.diagnostics, *problems) if d.severity is Severity.ERROR], shown.latest_review


def test_no_field_of_the_envelope_need_be_there(tmp_path: Path) -> None:
    assert everything_made(tmp_path, [{"day": 1}]) == ([], None)


@pytest.mark.parametrize("name", [*ENVELOPE, "aliases", "params", "locks"])
def test_a_field_of_the_envelope_may_have_any_form(tmp_path: Path, name: str) -> None:
    errors, day = everything_made(tmp_path, [{name: value} for value in VALUES])

    assert day == (date(2026, 11, 1) if name == "reviewed_on" else None)
    assert errors == [] or name in ("id", "locks")  # Both have a meaning that every kind shares.
