"""`sopbook serve`: the handbook while it is being written. A mistake is shown, and the server lives."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from end_to_end.serving import Served
from example_workspaces import lay_out

GOOD = "playbooks/hq/note/good.yaml"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n"}))
    try:
        server.wait_for("note/good.html", "A good note")
        yield server
    finally:
        server.end()


def test_a_broken_playbook_is_shown_where_it_stood_and_mended_again(served: Served) -> None:
    served.replace(GOOD, "level: low", "level: mediun")
    served.wait_for("note/good.html", 'level is "mediun"; it must be one of low, medium, high.')
    served.wait_for("index.html", "1 file has problems")

    served.replace(GOOD, "level: mediun", "level: medium")
    served.wait_for("note/good.html", "Everything in it is right.")


def test_a_playbook_that_is_no_yaml_does_not_end_the_server(served: Served) -> None:
    served.replace(GOOD, "tags: [sample]", "tags: [sample")
    served.wait_for("note/good.html", "YAML")

    served.replace(GOOD, "tags: [sample", "tags: [sample]")
    served.wait_for("note/good.html", "Everything in it is right.")


def test_changes_of_a_schema_and_of_the_branch_are_picked_up(served: Served) -> None:
    served.replace("schema/note/schema.json", '"title": "Say"', '"title": "Read aloud"')
    served.wait_for("note/good.html", "Read aloud")

    served.replace("playbooks/hq/branch.yaml", "09:00–21:00", "10:00–22:00")
    served.wait_for("note/good.html", "from 10:00–22:00")


def test_a_broken_schema_does_not_end_the_server(served: Served) -> None:
    served.replace("schema/note/schema.json", '"title": "Note",', "")
    served.replace("schema/note/schema.json", '"type": "boolean"', '"type": "bolean"')
    served.wait_for("index.html", "0 playbooks")

    served.replace("schema/note/schema.json", '"type": "bolean"', '"type": "boolean"')
    served.wait_for("note/good.html", "Everything in it is right.")


def test_what_is_wrong_stands_above_every_page_until_it_is_mended(served: Served) -> None:
    served.replace(GOOD, "level: low", "level: low\nreview: never")
    served.wait_for("tags.html", "There is no field review.")
    served.wait_for("tags.html", f"{GOOD} 11:1")

    served.replace(GOOD, "\nreview: never", "")
    served.wait_for("note/good.html", "Everything in it is right.")
    assert "sop-notice" not in re.sub(r"<link[^>]*>", "", served.page("tags.html"))


def test_a_playbook_that_is_new_has_a_page_at_once_and_one_that_is_gone_has_none(served: Served) -> None:
    tea = served.root / "playbooks/hq/note/tea.yaml"
    tea.write_text((served.root / GOOD).read_text("utf-8").replace("id: good", "id: tea").replace("A good note", "Tea"), "utf-8")
    served.wait_for("note/tea.html", "Everything in it is right.")
    served.wait_for("note/index.html", "Tea")

    tea.unlink()
    served.wait_for("index.html", "1 playbook")
    assert served.page("note/tea.html") == ""


def test_files_beside_the_pages_follow_an_edit(served: Served) -> None:
    assert '"title": "A good note"' in served.page("data/note/good.json")
    assert "A good note" in served.page("assets/search/index.js")

    served.replace(GOOD, "A good note", "A better note")
    served.wait_for("note/good.html", "A better note")

    assert '"title": "A better note"' in served.page("data/note/good.json")
    assert "A better note" in served.page("assets/search/index.js")
    assert served.raw("print/note/good.pdf").startswith(b"%PDF-")
    assert served.page("data/note/nothing.json") == served.page("nothing.html") == ""


def test_mkdocs_runs_again_only_for_what_it_reads_itself(served: Served) -> None:
    def runs() -> int:
        return (served.root.parent / "log.txt").read_text("utf-8").count("Building documentation")

    assert runs() == 1

    served.replace(GOOD, "A good note", "A better note")
    served.wait_for("note/good.html", "A better note")
    assert runs() == 1

    served.replace("docs/about.md", "# About", "# About us")
    served.wait_for("about.html", "About us")
    assert runs() == 2

    served.replace("schema/note/kind.yaml", "Notes", "Memos")  # Its name stands in the menu of pages written by hand.
    served.wait_for("about.html", "Memos")
    assert runs() == 3
