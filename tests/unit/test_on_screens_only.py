"""What pages show and paper does not (`x-print`): a field of a kind, or the single item that an author says so of."""

import json
from pathlib import Path
from typing import Any

from end_to_end.running import sopbook_in
from example_workspaces import TODAY, checked, lay_out
from pdf_files import page_texts, squeezed
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render
from unit.workspaces import FOREIGN

TEXT = {"type": "string", "x-text": "message"}
ITEM = {"type": "object", "x-print": "/print", "properties": {"id": {"type": "string"}, "say": {**TEXT, "title": "Say"}, "print": {"type": "boolean"}}}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "lines": {"type": "array", "title": "Lines", "x-key": "id", "items": ITEM},
        "wordings": {"type": "array", "title": "Other wordings", "x-print": False, "items": TEXT},
        "answer": {**TEXT, "title": "Answer"},
    },
}
TEMPLATE = '#import "/library.typ": *\n#let sheet(page) = framed(page, { section(at(page, "/lines")); say(at(page, "/answer")) })\n'
VISIT = """\
lines:
  - {id: hello, say: Good morning.}
  - {id: link, say: Tap the link below., print: false}
wordings: [Another good morning.]
answer: Thank you.
"""


def visits(root: Path, more: dict[str, str] | None = None) -> Path:
    return lay_out(root, {
        "schema/visit/schema.json": json.dumps(SCHEMA), "schema/visit/kind.yaml": f"kind: visit\n{FOREIGN}", "playbooks/hq/visit/one.yaml": VISIT,
        **(more or {}),
    })


def printed(root: Path) -> str:
    """Return what the sheet of the visit says."""
    assert sopbook_in(root, "print", "one", "--to", "sheets").exit_code == 0
    return squeezed("".join(page_texts((root / "sheets" / "visit" / "one.pdf").read_bytes())))


def test_the_page_shows_all_and_marks_what_is_for_screens_only(tmp_path: Path) -> None:
    made, found = render(edition(checked(visits(tmp_path), TODAY), "hq"))
    body = made.pages["visit/one"].body

    assert found == []
    assert all(words in body for words in ("Good morning.", "Tap the link below.", "Another good morning.", "Thank you."))
    assert 'id="lines-link" data-sop-screen>' in body
    assert 'id="lines-hello">' in body
    assert '<div data-sop-screen>\n<section class="sop-section" aria-labelledby="wordings">' in body
    assert "On paper" not in body, "whether it is printed is not for readers"


def test_the_sheet_leaves_it_out(tmp_path: Path) -> None:
    said = printed(visits(tmp_path))

    assert "Goodmorning." in said
    assert "Thankyou." in said
    assert [words in said for words in ("Tapthelinkbelow.", "Anothergoodmorning.", "Otherwordings")] == [False, False, False]


def test_a_template_of_a_sheet_leaves_it_out_and_it_does_not_come_again_below_more(tmp_path: Path) -> None:
    said = printed(visits(tmp_path, {"schema/visit/print.typ": TEMPLATE}))

    assert "Goodmorning." in said
    assert [words in said for words in ("Tapthelinkbelow.", "Anothergoodmorning.", "Otherwordings")] == [False, False, False]
