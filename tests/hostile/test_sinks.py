"""Every place where a text lands escapes it: with any one of them switched off, the same look at the same files finds something."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar.prop
import pytest
import xlsxwriter
from markupsafe import Markup
from playwright.sync_api import Browser

from example_workspaces import checked
from hostile.broken_out import broken_out
from hostile.texts import Hostile
from hostile.watching import listening
from sopbook import escape
from sopbook.handbook.edition import Edition, edition
from sopbook.handbook.view import markdown
from sopbook.outputs.html.handbook import render
from sopbook.site.files import handbook_files

DECISION = Path(__file__).parents[2] / "docs/decisions/0019-one-boundary-for-texts.md"

OFF: dict[str, Callable[..., Any]] = {
    "templates": lambda environment: environment,
    "html": Markup,
    "element": lambda pattern, *values: Markup(str.format(pattern, *values)),
    "link": lambda address: address,
    "path": lambda name: name,
    "script": str,
    "front_matter": lambda value: "".join(f"{key}: {item}\n" for key, item in value.items()),
    "literal": lambda body: body,
}
"""Each function of sopbook.escape as it would be if it did nothing."""


def _workbook(target: Any, _options: Any) -> Any:
    return xlsxwriter.workbook.Workbook(target, {"in_memory": True})


LIBRARIES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "html=False": lambda patch: patch.setitem(markdown._parser().options, "html", True),
    "_cell": lambda patch: patch.setattr("sopbook.outputs.data.sheet._cell", str),
    "strings_to_formulas": lambda patch: patch.setattr("xlsxwriter.Workbook", _workbook),
    "icalendar": lambda patch: patch.setattr(icalendar.prop.vText, "to_ical", lambda text: str(text).replace("\n", "\\n").encode()),
}
"""What libraries and the makers of tables do for us, switched off; named as docs/decisions/0019 names it."""


@pytest.fixture(scope="module")
def shown(hostile: Hostile) -> Edition:
    """The edition in which a branch has forked and translated."""
    workspace = checked(hostile.root)
    assert workspace.errors == ()
    return edition(workspace, "south", "zh")


def _found(shown: Edition) -> list[str]:
    handbook, problems = render(shown)
    assert problems == []
    return broken_out(handbook_files(handbook, shown, {}), _sheets(shown))


def _sheets(shown: Edition) -> list[str]:
    return ["print/handbook.pdf", *(f"print/{kind}/{name}.pdf" for kind, name in shown.playbooks)]


def test_nothing_breaks_out_of_the_files_of_a_handbook(shown: Edition, fresh_templates: None) -> None:
    assert _found(shown) == []


def test_the_list_of_places_is_complete() -> None:
    functions = {name for name, one in inspect.getmembers(escape, inspect.isfunction) if one.__module__ == escape.__name__ and name[0] != "_"}
    table = DECISION.read_text("utf-8")

    assert functions == OFF.keys()
    assert [name for name in (*OFF, *LIBRARIES) if f"`{name}`" not in table] == []


@pytest.mark.parametrize(("name", "found"), [
    ("templates", ".md: element <img"), ("html", ".md: element <img"), ("element", ".md: element <img"), ("link", ".md: address <a "),
    ("path", ".md: a link to "), ("script", ".js: cannot be read"), ("front_matter", ".md: cannot be read"), ("literal", ".md: a template of"),
])  # fmt: skip
def test_a_place_that_does_not_escape_is_noticed(
    name: str, found: str, shown: Edition, fresh_templates: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escape, name, OFF[name])

    assert any(found in one for one in _found(shown))


@pytest.mark.parametrize(("name", "found"), [
    ("html=False", ".md: element <b>"), ("_cell", ".csv: a cell that runs"), ("strings_to_formulas", ".xlsx: a cell that runs"),
    ("icalendar", ".ics: a text that is not escaped"),
])  # fmt: skip
def test_a_library_that_does_not_escape_is_noticed(
    name: str, found: str, shown: Edition, fresh_templates: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    LIBRARIES[name](monkeypatch)

    assert any(found in one for one in _found(shown))


@pytest.mark.parametrize("name", ["templates", "html", "element"])
def test_chromium_notices_as_well(name: str, shown: Edition, browser: Browser, fresh_templates: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escape, name, OFF[name])
    seen: list[str] = []
    page = browser.new_page()
    listening(page, seen)

    page.set_content(render(shown)[0].pages["crisis/teacher-leaves"].body)
    page.wait_for_timeout(100)

    assert any("dialog" in one for one in seen)
    page.close()
