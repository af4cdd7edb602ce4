"""Which pages a handbook has is known before any is made; each is made once, when it is asked for."""

from pathlib import Path

from example_workspaces import checked, lay_out
from sopbook.counters import counted
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import handbook, render
from sopbook.outputs.html.menu import menu
from unit.workspaces import note

BROKEN = "{{ page.title | nothing_of_this_name }}\n"
FILES: dict[str, str | bytes] = {"playbooks/hq/note/tea.yaml": note("tea", "level: high\nsay: Tea is served.\n")}


def test_paths_titles_and_the_menu_take_no_page(tmp_path: Path) -> None:
    shown = edition(checked(lay_out(tmp_path, dict(FILES))), "hq")

    with counted() as counts:
        planned = handbook(shown)
        paths = list(planned.pages)
        lines = [part.entry.title for part in menu(shown, planned).parts]
        titles = {path: planned.pages.title(path) for path in paths}

    assert counts["pages rendered"] == counts["bodies rendered"] == 0
    assert {"note/good", "note/tea", "note/index", "index", "tags"} < set(paths)
    assert "Notes" in lines
    assert titles["note/tea"] == "A note"


def test_a_page_is_made_once_and_no_other_with_it(tmp_path: Path) -> None:
    planned = handbook(edition(checked(lay_out(tmp_path, dict(FILES))), "hq"))

    with counted() as counts:
        first, again = planned.pages["note/tea"], planned.pages["note/tea"]

    assert first is again
    assert "Tea is served." in first.body
    assert counts["pages rendered"] == counts["bodies rendered"] == 1


def test_every_page_has_the_title_that_was_told_before_it_was_made(tmp_path: Path) -> None:
    made, _ = render(edition(checked(lay_out(tmp_path, dict(FILES))), "hq"))

    assert {path: page.title for path, page in made.pages.items()} == {path: made.pages.title(path) for path in made.pages}
    assert {path: page.path for path, page in made.pages.items()} == {path: path for path in made.pages}


def test_a_template_that_fails_is_told_of_the_pages_that_were_made(tmp_path: Path) -> None:
    planned = handbook(edition(checked(lay_out(tmp_path, FILES | {"schema/note/page.html.j2": BROKEN})), "hq"))

    assert planned.problems == []
    assert "Tea is served." in planned.pages["note/tea"].body
    assert [one.code for one in planned.problems] == ["TEMPLATE002"]
