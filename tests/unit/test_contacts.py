"""Whom an operator rings stands on the home page; a number can be tapped, an extension cannot."""

from pathlib import Path

import pytest

from example_workspaces import checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.outputs.html.indexes import home_page

BRANCH = """\
name: {en: Headquarters, zh: 总部}
locales: [en, zh]
contacts:
  - {id: desk, role: {en: Desk, zh: 值班台}, phone: PHONE}
"""


def _home(root: Path, phone: str, locale: str) -> str:
    workspace = checked(lay_out(root, {"playbooks/hq/branch.yaml": BRANCH.replace("PHONE", phone)}))
    assert [d.code for d in workspace.diagnostics if d.path == "playbooks/hq/branch.yaml"] == []
    return home_page(edition(workspace, "hq", locale)).body


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [("021 5555 0100", "02155550100"), ("+86 (21) 5555-0100", "+862155550100"), ('"95500"', "95500")],
)
def test_a_number_can_be_tapped(phone: str, dialled: str, tmp_path: Path) -> None:
    assert f'<a class="sop-contacts__phone" href="tel:{dialled}">{phone.strip(chr(34))}</a>' in _home(tmp_path, phone, "en")


@pytest.mark.parametrize(("locale", "shown"), [("en", "extension 6100"), ("zh", "分机6100")])
def test_what_is_no_number_is_words_in_the_language_of_the_page(locale: str, shown: str, tmp_path: Path) -> None:
    page = _home(tmp_path, "{en: extension 6100, zh: 分机6100}", locale)
    assert f'<span class="sop-contacts__phone">{shown}</span>' in page
    assert "tel:" not in page
