"""What a kind's template does not draw stands under "More", on the page and on the sheet."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from example_workspaces import TODAY, checked, lay_out
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.edition import edition
from sopbook.outputs.html.playbook import playbook_page
from sopbook.outputs.pdf.sheet_data import page_data
from unit.test_shown_as_written import body, lines
from unit.workspaces import FOREIGN

IMPORT = '{% from "parts.html.j2" import section, show, facts with context %}\n'
DOCUMENT = "note: first\nplan: {start: '9:00', end: '17:00', gap: null}\nsteps: [{do: open, who: Ann}, {do: close, who: Bo, why: night}]\nempty: []\n"


@pytest.mark.parametrize(("template", "more"), [
    ("{{ show(page['note']) }}{{ show(page['plan']) }}{{ show(page['steps']) }}", []),
    ("{{ show(page) }}", []),
    ("{% if page['note'] %}drawn{% endif %}{{ show(page['plan']) }}{{ show(page['steps']) }}", ["More", "note: first", "empty: empty list"]),
    ("{% if page['note'].value == 'x' %}{% endif %}{{ show(page['plan']) }}{{ show(page['steps']) }}", []),
    ("{{ page['note'].text }}{{ facts([page['plan']['start']]) }}{{ show(page['steps']) }}", ["More", "empty: empty list", "plan", "end: 17:00", "gap: null"]),
    ("{{ page['note'] }}{{ show(page['plan']) }}{% for one in page['steps'] %}{{ one['do'].html }}{% endfor %}",
     ["More", "empty: empty list", "steps", "who: Ann", "who: Bo", "why: night"]),
])  # fmt: skip
def test_a_page_shows_below_its_template_what_that_leaves_out(tmp_path: Path, template: str, more: list[str]) -> None:
    html = body(tmp_path, {}, DOCUMENT, page_html_j2=IMPORT + template)
    _, found, folded = html.partition('<details class="sop-more">')

    assert lines(found + folded) == more


def test_what_is_left_of_a_list_keeps_its_numbers(tmp_path: Path) -> None:
    html = body(tmp_path, {}, "steps: [a, b, c]\n", page_html_j2="{{ page['steps'][1].html }}")

    assert '<li value="1">a</li>\n<li value="3">c</li>' in html


def test_the_rest_of_a_field_that_the_template_heads_has_an_id_of_its_own(tmp_path: Path) -> None:
    html = body(tmp_path, {}, "plan: {start: a, end: b}\n", page_html_j2=IMPORT + "{% call section(page['plan']) %}{{ page['plan']['start'].html }}{% endcall %}")

    assert '<h2 id="plan">' in html
    assert '<h3 id="sop-more-plan">' in html


@pytest.mark.parametrize(("template", "more"), [
    ('section(at(page, "/note")); section(at(page, "/plan")); section(at(page, "/steps"))', set()),
    ('section(at(page, "/plan")); section(page.fields.steps)', {"note", "empty"}),
    ('par(at(page, "/plan/start").text); section(at(page, "/steps"))  // not "/note"', {"note", "plan", "empty"}),
    ('for name in ("note", "plan", "steps", "empty") { section(page.fields.at(name, default: missing)) }', set()),
    ("all-fields(page.fields.values())", set()),
])  # fmt: skip
def test_a_sheet_shows_at_its_end_what_its_template_does_not_name(tmp_path: Path, template: str, more: set[str]) -> None:
    data = sheet(tmp_path, f"framed(page, {{ {template}\n }})")

    assert {one["name"] for one in data["more"]} == more
    assert all(one["fields"].keys() == {"end", "gap"} for one in data["more"] if one["name"] == "plan")


def test_a_sheet_leaves_to_the_page_what_its_template_says_so_of(tmp_path: Path) -> None:
    data = sheet(tmp_path, 'framed(page, elsewhere: ("/plan", "/steps", "/empty"), [])')

    assert [one["name"] for one in data["more"]] == ["note"]


def sheet(folder: Path, template: str) -> dict[str, Any]:
    """Return the data of the sheet of the document, for a print.typ."""
    workspace = checked(lay_out(folder / "w", {
        "schema/visit/kind.yaml": f"kind: visit\n{FOREIGN}", "playbooks/hq/visit/one.yaml": DOCUMENT,
        "schema/visit/schema.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Visit", "type": "object"}',
        "schema/visit/print.typ": f'#import "/library.typ": *\n#let sheet(page) = {template}\n',
    }), TODAY)
    chosen = edition(workspace, "hq")
    return page_data(chosen.playbooks["visit", "one"], chosen)


def test_a_field_that_no_template_of_the_shipped_kinds_draws_stands_under_more(shipped: CheckedWorkspace) -> None:
    hq = edition(shipped, "hq", alone=True)
    firsts = {playbook.kind.name: playbook for playbook in hq.playbooks.values() if playbook.kind.template}  # All others are drawn field by field.
    assert len(firsts) >= 5
    for playbook in firsts.values():
        more = replace(playbook, value={**playbook.value, "new_field": "what nobody draws", "new_list": [{"a": 1}, [True]]})
        page, problems = playbook_page(more, hq)
        _, found, folded = page.body.partition('<details class="sop-more">')

        assert (problems, found != "") == ([], True), playbook.kind.name
        assert [one for one in ("what nobody draws", "new_list", ">1<", ">true<") if one not in folded] == [], playbook.kind.name
        assert page.body.count("what nobody draws") == 1
        assert "what nobody draws" not in playbook_page(playbook, hq)[0].body
