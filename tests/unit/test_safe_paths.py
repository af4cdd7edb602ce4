"""No path of a document leads out of the workspace or out of the handbook, and none takes another one's place."""

import posixpath
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from example_workspaces import checked, lay_out
from sopbook.outputs.html.handbook import Handbook
from unit.html_pages import Page
from unit.workspaces import FOREIGN, GOOD, found_in, handbook, note

VISIT = {"schema/visit/kind.yaml": f"kind: visit\n{FOREIGN}", "schema/visit/schema.json": '{"type": "object"}'}
REFUSED = "is a link to a place outside the workspace, so it is not read."


def _linked(path: str, target: str) -> Callable[[Path, Path], None]:
    def link(root: Path, outside: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(outside / target)

    return link


@pytest.mark.parametrize(
    ("link", "target", "refused"),
    [
        ("playbooks/hq/note/x.yaml", "note/x.yaml", ["playbooks/hq/note/x.yaml"]),
        ("playbooks/hq/visit", "note", ["playbooks/hq/visit/x.yaml"]),
        ("playbooks/south", ".", ["playbooks/south/branch.yaml", "playbooks/south/note/x.yaml"]),
        ("schema/poll", ".", ["schema/poll/kind.yaml", "schema/poll/schema.json"]),
        ("schema/note/page.html.j2", "secret", ["schema/note/page.html.j2"]),
        ("schema/note/icon.svg", "secret", ["schema/note/icon.svg"]),
        ("schema/note/labels.en.yaml", "secret", ["schema/note/labels.en.yaml"]),
        ("schema/vocabulary.json", "schema.json", ["schema/vocabulary.json"]),
    ],
)
def test_a_link_out_of_the_workspace_is_refused(tmp_path: Path, link: str, target: str, refused: list[str]) -> None:
    outside = tmp_path / "outside"
    files = {"note/x.yaml": note("x", ""), "branch.yaml": "name: {en: X}\nlocales: [en]\n", "kind.yaml": "kind: poll\n", "schema.json": "{}"}
    for name, text in {**files, "secret": "not for you\n"}.items():
        (outside / name).parent.mkdir(parents=True, exist_ok=True)
        (outside / name).write_text(text, "utf-8")
    root = lay_out(tmp_path / "w", dict(VISIT))
    _linked(link, target)(root, outside)

    found = checked(root).diagnostics

    assert [d.path for d in found if d.code == "YAML012"] == refused
    assert "not for you" not in "".join(d.message for d in found)


def test_a_link_within_the_workspace_is_read(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {"shared/x.yaml": note("x", "")})
    (root / "playbooks/hq/note/x.yaml").symlink_to(root / "shared/x.yaml")

    assert checked(root).diagnostics == ()


@pytest.mark.parametrize("target", ["x.yaml", "nowhere.yaml"])
def test_a_link_to_itself_or_to_nothing_is_told_without_a_path_of_this_computer(tmp_path: Path, target: str) -> None:
    root = lay_out(tmp_path / "w")
    (root / "playbooks/hq/note/x.yaml").symlink_to(target)

    found = checked(root).diagnostics

    assert [(d.path, d.code) for d in found] == [("playbooks/hq/note/x.yaml", "YAML014")]
    assert str(tmp_path).lower() not in found[0].message.lower()


def test_a_linked_folder_that_no_kind_takes_is_told(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {"shared/x.yaml": note("x", "")})
    (root / "playbooks/hq/extra").symlink_to(root / "shared")

    assert [(d.path, d.code) for d in checked(root).diagnostics] == [("playbooks/hq/extra", "WORK001")]


@pytest.mark.parametrize("pattern", ["../*/*.yaml", "..", "/etc/*.yaml", "note/../../*.yaml", "..\\\\*.yaml", "C:\\\\*.yaml"])
def test_a_pattern_for_files_does_not_leave_the_branch(tmp_path: Path, pattern: str) -> None:
    kind = VISIT["schema/visit/kind.yaml"] + f'files: ["{pattern}"]\n'

    found = found_in(tmp_path / "w", {**VISIT, "schema/visit/kind.yaml": kind})

    assert [(d.path, d.code) for d in found] == [("schema/visit/kind.yaml", "SCHEMA005")]


@pytest.mark.parametrize("pattern", ["**.yaml", "***", ".", "a**/b.yaml"])
def test_a_pattern_that_cannot_be_read_is_told_and_not_raised(tmp_path: Path, pattern: str) -> None:
    kind = VISIT["schema/visit/kind.yaml"] + f'files: ["{pattern}"]\n'

    found = found_in(tmp_path / "w", {**VISIT, "schema/visit/kind.yaml": kind})

    assert [d.path for d in found] == ["schema/visit/kind.yaml"]


def _reached(made: Handbook, path: str) -> set[str]:
    """Return the pages that a browser reaches from one page."""
    links = [unquote(urlsplit(link).path) for link in Page(made.pages[path].body).links]
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), link)).removesuffix(".html") for link in links}


@pytest.mark.parametrize("name", ["../../evil", "a/../../b", "/etc/x", "..", ".", ""])
def test_the_id_of_a_foreign_document_is_no_way_to_another_place(tmp_path: Path, name: str) -> None:
    kind = VISIT["schema/visit/kind.yaml"] + "identity: {id: /info/name}\n"
    files = {**VISIT, "schema/visit/kind.yaml": kind, "playbooks/hq/visit/spring.yaml": f"info: {{name: '{name}'}}\n"}

    made, _ = handbook(tmp_path / "w", files)

    assert [path for path in made.pages if posixpath.normpath(path) != path or path.startswith(("/", ".."))] == []


@pytest.mark.parametrize("name", ["spring", "早安", "a b", "a#b", "a?b", "50%", "a%20b", "a&amp;b", "a'b", 'a"b'])
def test_the_page_of_a_foreign_document_is_reached_from_its_index(tmp_path: Path, name: str) -> None:
    made, found = handbook(tmp_path / "w", {**VISIT, f"playbooks/hq/visit/{name}.yaml": "a: 1\n"})

    assert found != [] or f"visit/{name}" in _reached(made, "visit/index")


def test_a_playbook_called_index_does_not_replace_the_index_of_its_kind(tmp_path: Path) -> None:
    made, found = handbook(tmp_path / "w", {"playbooks/hq/note/index.yaml": note("index", "")})

    assert found != [] or "note/good" in _reached(made, "note/index")


def test_a_handbook_leads_to_every_one_of_its_playbooks(tmp_path: Path) -> None:
    made, found = handbook(tmp_path / "w", {"playbooks/hq/note/other.yaml": note("other", "see: good\n")})

    assert found == []
    assert GOOD.removeprefix("playbooks/hq/").removesuffix(".yaml") in _reached(made, "note/other")
    assert {"note/good", "note/other"} <= _reached(made, "note/index")
