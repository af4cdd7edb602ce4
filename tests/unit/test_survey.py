"""What lies in a workspace and cannot be read: told in plain words, and nothing ever waits for it or stops at it."""

import errno
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from example_workspaces import EXAMPLES, TODAY, checked, lay_out
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.workspace import check_workspace
from sopbook.outputs.findings import FORMATS, run_of
from sopbook.site.fingerprint import fingerprint


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # A socket's path may have 108 bytes at most.
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _lost(path: Path) -> None:
    path.symlink_to("nowhere")


def _folder(path: Path) -> None:
    path.mkdir()


FIFO, SOCKET = "is a named pipe, not a file.", "is a socket, not a file."
LOOP, LOST = "cannot be read: too many levels of symbolic links.", "cannot be read: no such file or directory."


@pytest.mark.parametrize(
    ("make", "path", "told"),
    [
        (_pipe, "playbooks/hq/note/pipe", ("WORK018", f"pipe {FIFO}")),
        (_pipe, "playbooks/hq/note/pipe.yaml", ("YAML014", "The file cannot be read: it is a named pipe.")),
        (_pipe, "playbooks/hq/branch.yaml", ("YAML014", "The file cannot be read: it is a named pipe.")),
        (_pipe, "playbooks/hq/synonyms.yaml", ("YAML014", "The file cannot be read: it is a named pipe.")),
        (_pipe, "playbooks/hq/forks.lock.yaml", ("YAML014", "The file cannot be read: it is a named pipe.")),
        (_pipe, "schema/note/labels.zh.yaml", ("YAML014", "The file cannot be read: it is a named pipe.")),
        (_pipe, "schema/note/schema.json", ("YAML014", "The file cannot be read: it is a named pipe.")),
        (_pipe, "mkdocs.yml", ("YAML014", "The file cannot be read: it is a named pipe.")),
        (_pipe, "docs/about.md", ("WORK018", f"about.md {FIFO}")),
        (_socket, "docs/talk", ("WORK018", f"talk {SOCKET}")),
        (_socket, "playbooks/hq/note/talk.yaml", ("YAML014", "The file cannot be read: it is a socket.")),
        (_loop, "playbooks/hq/note/loop", ("WORK018", f"loop {LOOP}")),
        (_loop, "playbooks/hq/note/loop.yaml", ("YAML014", "The file cannot be read: it is a link in a circle.")),
        (_loop, "docs/loop.md", ("WORK018", f"loop.md {LOOP}")),
        (_lost, "docs/lost.png", ("WORK018", f"lost.png {LOST}")),
        (_folder, "schema/note/icon.svg", ("YAML014", "The file cannot be read: icon.svg is a folder, not a file.")),
        (_folder, "schema/note/page.html.j2", ("YAML014", "The file cannot be read: page.html.j2 is a folder, not a file.")),
        (_folder, "mkdocs.yml", ("YAML014", "The file cannot be read: mkdocs.yml is a folder, not a file.")),
    ],
)  # fmt: skip
def test_what_is_no_file_is_told_and_never_opened(tmp_path: Path, make: Callable[[Path], None], path: str, told: tuple[str, str]) -> None:
    root = lay_out(tmp_path, {"docs/ours.md": "# Ours\n"})
    (root / path).unlink(missing_ok=True)
    make(root / path)

    found = checked(root, TODAY).diagnostics

    assert told in {(d.code, d.message) for d in found if d.path == path}
    fingerprint(find_workspace(root))


def test_an_attachment_that_is_a_pipe_is_told(tmp_path: Path) -> None:
    schema = '{"type": "object", "properties": {"file": {"type": "string", "x-file": true}}}'
    files: dict[str, str | bytes] = {"schema/card/kind.yaml": "kind: card\ntitle: {en: Card}\nplural: {en: Cards}\nenvelope: false\n", "schema/card/schema.json": schema}
    root = lay_out(tmp_path, {**files, "playbooks/hq/card/a.yaml": "file: files/poster.png\n", "playbooks/hq/files/other.png": ""})
    os.mkfifo(root / "playbooks/hq/files/poster.png")

    found = checked(root, TODAY).diagnostics

    assert ("FILE001", "playbooks/hq/files/poster.png is a named pipe, not a file.") in {(d.code, d.message) for d in found}


@pytest.mark.parametrize("closed", ["playbooks", "playbooks/hq", "playbooks/hq/note", "schema", "schema/note", "docs/more"])
def test_a_folder_that_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    root = lay_out(tmp_path, {"docs/more/ours.md": "# Ours\n"})
    for function in ("scandir", "listdir"):
        opens = getattr(os, function)

        def refuses(path: str | Path, opens: Callable[[str | Path], object] = opens) -> object:
            if Path(path) == root / closed:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return opens(path)

        monkeypatch.setattr(os, function, refuses)

    found = checked(root, TODAY).diagnostics

    assert [(d.path, d.message) for d in found if d.code == "WORK018"] == [(closed, f"The folder {closed} cannot be opened: permission denied.")]


def test_a_file_that_vanishes_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay_out(tmp_path)
    reads = Path.read_bytes

    def vanishes(path: Path) -> bytes:
        if path.name == "good.yaml":
            path.unlink()
        return reads(path)

    monkeypatch.setattr(Path, "read_bytes", vanishes)

    assert [(d.path, d.message) for d in checked(root, TODAY).diagnostics] == [
        ("playbooks/hq/note/good.yaml", "The file cannot be read: no such file or directory."),
    ]


@pytest.mark.parametrize("name", ["x" * 300, "x" * 4000 + "/schema.json", "a\0b", "../" * 2000 + "x.json"])
def test_a_reference_that_no_disk_can_hold_leads_nowhere(tmp_path: Path, name: str) -> None:
    root = lay_out(tmp_path, {"schema/poll/schema.json": json.dumps({"type": "object", "properties": {"a": {"$ref": name}}})})

    found = [d for d in checked(root, TODAY).diagnostics if d.path == "schema/poll/schema.json"]

    assert [d.code for d in found] == ["KIND004"]


def test_the_settings_that_hold_are_used_beside_those_that_do_not(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"mkdocs.yml": "plugins: [{sopbook: {built_in_kinds: false, locale: 5}}]\nextra: &x {a: !ENV HOME, b: !!python/name:os.system ''}\nmore: *x\n"})

    workspace = find_workspace(root)

    assert (workspace.settings.built_in_kinds, workspace.settings.locale) == (False, "")
    assert [d.message for d in check_workspace(workspace, TODAY).diagnostics] == ["The setting locale is 5; a text is expected."]


def test_anchors_that_multiply_do_no_harm(tmp_path: Path) -> None:
    lines = ["a0: &a0 {x: 1}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], y: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 60)), "me: &me [*me]"]
    root = lay_out(tmp_path, {"mkdocs.yml": "\n".join(lines) + "\n"})

    assert find_workspace(root).diagnostics == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"title": "\\ud83d"}', "\\ud83d is half of a character."),
        ('{"title": "\\ud83d\\ude00"}', None),
        ('{"title": "\\\\ud83d \\u65e9"}', None),
        ('{"a": "\\ude00\\ud83d"}', "\\ude00 is half of a character."),
        ('{"a": "\\ud83d \\ude00"}', "\\ud83d is half of a character."),
        ('{"maximum": NaN}', "schema.json holds a number that JSON cannot carry: NaN."),
        ('{"maximum": ' + "1" * 5000 + "}", "schema.json holds a number that JSON cannot carry."),
        ("[" * 5000, "schema.json is nested more than 128 levels deep."),
        ('{"not": ' * 200 + "{}" + "}" * 200, "schema.json is nested more than 128 levels deep."),
        ('{"type": "object"', "schema.json is not JSON: expecting ',' delimiter."),
    ],
)  # fmt: skip
def test_json_that_cannot_be_used_is_told(tmp_path: Path, text: str, told: str | None) -> None:
    found = checked(lay_out(tmp_path, {"schema/poll/schema.json": text}), TODAY).diagnostics

    assert [d.message for d in found if d.code == "KIND002"] == ([told] if told else [])


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_names_that_are_no_text_can_be_reported_in_every_format(tmp_path: Path, form: str) -> None:
    root = lay_out(tmp_path / "w", EXAMPLES / "invalid/WORK017-folders")
    workspace = checked(root, TODAY)

    report = FORMATS[form](run_of(workspace, workspace.diagnostics))

    assert "xb9" in report.encode().decode()
    assert len(fingerprint(find_workspace(root)).whole) == 64
