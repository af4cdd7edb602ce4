"""`sopbook serve`: the handbook while it is being written. A mistake is shown, and the server lives."""

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
