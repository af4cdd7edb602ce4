"""Files that go out with a message: which one is meant, whether it is what it says, and where it is published."""

import io
import os
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from example_workspaces import checked, lay_out, written
from sopbook.handbook.check.attachments import _PATH, _fitting
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import Handbook, render
from unit.workspaces import note

Tree = Mapping[str, str | bytes]


def picture(sort: str, width: int = 37, height: int = 21, mode: str = "RGB", **options: object) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, (width, height), 7 if mode == "P" else (200, 30, 30, 90)[: len(mode)]).save(kept, sort, **options)
    return kept.getvalue()


def attached(path: str) -> str:
    return f"attachments: [{{id: poster, type: image, title: Poster & sons, file: {path}}}]\n"


def _handbooks(root: Path, files: Tree, *names: tuple[str, str]) -> list[Handbook]:
    workspace = checked(lay_out(root, dict(files)))
    assert list(workspace.diagnostics) == []
    return [render(edition(workspace, *name))[0] for name in names]


BRANCHES = {
    "playbooks/east/branch.yaml": "name: {en: East}\nparent: hq\nlocales: [en]\n",
    "playbooks/city/branch.yaml": "name: {en: City}\nparent: east\nlocales: [en]\n",
}


def test_a_branch_takes_over_the_file_and_may_attach_its_own(tmp_path: Path) -> None:
    files: Tree = {
        **BRANCHES,
        "playbooks/hq/note/one.yaml": note("one", attached("files/one.png")),
        "playbooks/hq/note/two.yaml": note("two", attached("files/sub/two.png")),
        "playbooks/hq/files/one.png": picture("PNG", 10),
        "playbooks/hq/files/sub/two.png": picture("PNG", 20),
        "playbooks/hq/files/unused.png": picture("PNG", 30),
        "playbooks/east/note/one.yaml": "fork: one\nattachments: [{id: poster, file: files/east.png}]\n",
        "playbooks/east/note/two.yaml": "fork: two\nattachments: [{id: poster, title: Ours}]\n",
        "playbooks/east/files/east.png": picture("PNG", 40),
        "playbooks/city/note/own.yaml": note("own", attached("files/one.png")),
    }
    workspace = checked(lay_out(tmp_path, dict(files)))
    assert {d.code for d in workspace.diagnostics} == {"DRIFT002"}  # Nobody has accepted the two forks yet.
    hq, east, city = (render(edition(workspace, name))[0] for name in ("hq", "east", "city"))

    def published(handbook: Handbook) -> set[str]:
        return {path for path in handbook.files if path.startswith("files/")}

    assert published(hq) == {"files/hq/one.png", "files/hq/sub/two.png"}
    assert published(east) == {"files/east/east.png", "files/hq/sub/two.png"}
    assert published(city) == {"files/east/east.png", "files/hq/sub/two.png", "files/hq/one.png"}
    assert city.files["files/east/east.png"] == files["playbooks/east/files/east.png"]
    assert 'src="../files/east/east.png" alt="Poster &amp; sons" width="40" height="21"' in city.pages["note/one"].body


def test_readers_of_a_language_get_the_picture_in_it(tmp_path: Path) -> None:
    files: Tree = {
        "playbooks/hq/branch.yaml": "name: {en: Headquarters}\nlocales: [en]\nslots: {group.number: {title: {en: Number}}}\nparams: {hours: '9'}\n",
        "playbooks/hq/note/one.yaml": note("one", attached("files/one.png")),
        "playbooks/hq/files/one.png": picture("PNG"),
        "playbooks/hq/files/one.zh.png": picture("PNG"),
        "playbooks/hq/files/one.en.png": picture("PNG"),
    }
    (made,) = _handbooks(tmp_path, files, ("hq", "en"))
    assert [path for path in made.files if path.startswith("files/")] == ["files/hq/one.en.png"]


def test_a_paper_is_a_button_without_a_picture(tmp_path: Path) -> None:
    files: Tree = {"playbooks/hq/note/one.yaml": note("one", attached("files/price-list.pdf")), "playbooks/hq/files/price-list.pdf": b"%PDF-1.7 " + b"x" * 2500 + b"\nstartxref\n0\n%%EOF\n"}
    (made,) = _handbooks(tmp_path, files, ("hq", "en"))
    body = made.pages["note/one"].body
    assert 'href="../files/hq/price-list.pdf" download' in body
    assert "<img" not in body
    assert "PDF, 3 KB" in body


def test_a_photo_from_a_phone_is_shown_upright_and_does_not_say_where_it_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # The phone was held upright.
    exif[0x010F] = "Camera of Elm Street 12"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 14.0, 0.0)})
    photo = picture("JPEG", 40, 20, exif=exif)
    assert b"Elm Street" in photo

    (made,) = _handbooks(tmp_path, {"playbooks/hq/note/one.yaml": note("one", attached("files/photo.jpg")), "playbooks/hq/files/photo.jpg": photo}, ("hq", "en"))

    assert 'width="20" height="40"' in made.pages["note/one"].body
    published = made.files["files/hq/photo.jpg"]
    assert isinstance(published, bytes)
    with Image.open(io.BytesIO(published)) as shown, Image.open(io.BytesIO(photo)) as taken:
        assert dict(shown.getexif()) == {0x0112: 6}
        assert shown.tobytes() == taken.tobytes()
    assert b"Elm Street" not in published


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"playbooks/hq/note/one.yaml": note("one", attached("files/one.png")), "playbooks/hq/files/two.png": b""})
    os.mkfifo(root / "playbooks/hq/files/one.png")

    assert [written(found).split(" error ")[1] for found in checked(root).diagnostics] == [
        "WORK018 one.png is a named pipe, not a file.\n    Move it out of the workspace, or delete it.",
        "FILE001 playbooks/hq/files/one.png is a named pipe, not a file.\n    Put a file in its place.",
    ]


@given(st.text(st.characters(exclude_characters="/\\:"), min_size=1))
def test_a_name_that_is_advised_is_taken(name: str) -> None:
    assert _PATH.fullmatch(f"files/{_fitting(name)}")
    assert _fitting(_fitting(name)) == _fitting(name)
