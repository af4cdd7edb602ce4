"""Whom an operator calls: the branch's own first, by a tap where a phone can dial, on the home page and on the page that names them."""

from pathlib import Path

import pytest

from example_workspaces import EXAMPLES, checked, lay_out
from sopbook.handbook.edition import Edition, edition
from sopbook.outputs.html.handbook import render
from sopbook.outputs.html.indexes import catalogue_page

BRANCH = """\
name: {en: Headquarters, zh: 总部}
locales: [en, zh]
contacts:
  - {id: desk, role: {en: Desk, zh: 值班台}, phone: PHONE}
"""
SCHEMA = (EXAMPLES / "base/schema/note/schema.json").read_text("utf-8").replace(
    '"see": {', '"call": { "title": "Call", "type": "string", "x-contact": true },\n    "see": {',
)
TEMPLATE = '{% from "parts.html.j2" import call, calls, bar, lead with context %}{{ calls([page["call"]]) }}{{ bar(page["say"], page["call"]) }}'
CALLING = (EXAMPLES / "base/playbooks/hq/note/good.yaml").read_text("utf-8") + "call: duty\n"
HEADQUARTERS = """\
name: {en: Headquarters}
locales: [en]
params: {hours: 09:00–21:00}
slots: {group.number: {title: {en: Group number}, example: B}}
contacts:
  - {id: duty, role: {en: Duty manager}, phone: extension 6000, hours: "09:00–23:00"}
  - {id: desk, role: {en: Desk}, phone: extension 6010}
"""
CITY = """\
name: {en: City}
parent: hq
locales: [en]
contacts:
  - {id: duty, role: {en: City manager}, phone: extension 6210, dial: "+862100000000,6210", hours: "10:00–22:00"}
"""


def _home(root: Path, phone: str, locale: str) -> str:
    workspace = checked(lay_out(root, {"playbooks/hq/branch.yaml": BRANCH.replace("PHONE", phone)}))
    assert [d.code for d in workspace.diagnostics if d.path == "playbooks/hq/branch.yaml"] == []
    return catalogue_page(edition(workspace, "hq", locale)).body


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [("021 5555 0100", "02155550100"), ("+86 (21) 5555-0100", "+862155550100"), ('"95500"', "95500"), ('"110"', "110")],
)
def test_a_number_can_be_tapped(phone: str, dialled: str, tmp_path: Path) -> None:
    assert f'<a class="sop-contacts__phone" href="tel:{dialled}">{phone.strip(chr(34))}</a>' in _home(tmp_path, phone, "en")


@pytest.mark.parametrize(("locale", "shown"), [("en", "extension 6100"), ("zh", "分机6100")])
def test_what_is_no_number_is_words_in_the_language_of_the_page(locale: str, shown: str, tmp_path: Path) -> None:
    page = _home(tmp_path, "{en: extension 6100, zh: 分机6100}", locale)
    assert f'<span class="sop-contacts__phone">{shown}</span>' in page
    assert "tel:" not in page


def _edition(root: Path, branch: str, **files: str) -> Edition:
    workspace = checked(lay_out(root, {
        "playbooks/hq/branch.yaml": HEADQUARTERS, "playbooks/city/branch.yaml": CITY, "schema/note/schema.json": SCHEMA,
        "playbooks/hq/note/good.yaml": CALLING, **files,
    }))
    assert {d.code for d in workspace.diagnostics} <= {"DRIFT002"}  # Nobody has accepted that the city has a number of its own.
    return edition(workspace, branch, "en")


def _body(shown: Edition) -> str:
    pages, problems = render(shown)
    assert problems == []
    return pages.pages["note/good"].body


def test_a_branch_calls_its_own_first_and_then_the_branch_above(tmp_path: Path) -> None:
    page = _body(_edition(tmp_path, "city", **{"schema/note/page.html.j2": TEMPLATE}))
    own, above = page.index("extension 6210"), page.index("extension 6000")
    assert own < above
    assert "If nobody answers for 5 minutes" in page[own:]
    assert "extension 6010" not in page


def test_a_number_is_dialled_with_its_extension_and_else_copied(tmp_path: Path) -> None:
    page = _body(_edition(tmp_path, "city", **{"schema/note/page.html.j2": TEMPLATE}))
    assert 'href="tel:+862100000000,6210" aria-label="Call City manager, extension 6210"' in page
    assert 'data-sop-copy aria-label="Copy the number of Duty manager, extension 6000"' in page


def test_without_a_script_all_are_shown_with_their_hours(tmp_path: Path) -> None:
    page = _body(_edition(tmp_path, "city", **{"schema/note/page.html.j2": TEMPLATE}))
    assert '<span class="sop-hours">10:00–22:00</span>' in page
    assert '<span class="sop-hours">09:00–23:00</span>' in page


def test_a_page_without_a_template_names_the_contact_with_its_number(tmp_path: Path) -> None:
    assert '<a href="tel:+862100000000,6210">City manager extension 6210</a>' in _body(_edition(tmp_path, "city"))


def test_the_catalogue_lists_the_own_contacts_before_those_above(tmp_path: Path) -> None:
    home = catalogue_page(_edition(tmp_path, "city")).body
    places = [home.index(number) for number in ("extension 6210", "extension 6000", "extension 6010")]
    assert places == sorted(places)


@pytest.mark.parametrize(("text", "bold"), [
    ("先截图。再移出。", "<strong>先截图。</strong>再移出。"),
    ("私聊主持人：你继续", "<strong>私聊主持人：</strong>你继续"),
    ("Screenshot it. Then remove.", "<strong>Screenshot it.</strong> Then remove."),
    ("At 20:00 stop the offers", "<strong>At 20:00 stop the offers</strong>"),
    ("See https://a.example/b.c now: go", '<strong>See <a href="https://a.example/b.c" rel="noopener noreferrer">https://a.example/b.c</a> now:</strong> go'),
])
def test_the_first_sentence_is_bold(text: str, bold: str, tmp_path: Path) -> None:
    template = '{% from "parts.html.j2" import lead with context %}{{ lead(page["short"]) }}'
    schema = SCHEMA.replace('"minLength": 2, "maxLength": 8, ', "")
    page = _body(_edition(tmp_path, "hq", **{
        "schema/note/page.html.j2": template, "schema/note/schema.json": schema, "playbooks/hq/note/good.yaml": f"{CALLING}short: '{text}'\n",
    }))
    assert bold in page
