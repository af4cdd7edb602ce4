"""Files that go out with a message: which one is meant, whether it is what it says, and where it is published."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from example_workspaces import checked, lay_out
from sopbook.load.attachment import fits_ending, picture_size
from sopbook.model.edition import edition
from sopbook.render.edition import Handbook, render
from unit.workspaces import note

Tree = Mapping[str, str | bytes]


def picture(sort: str, width: int = 37, height: int = 21, mode: str = "RGB", **options: object) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, (width, height), 7 if mode == "P" else (200, 30, 30, 90)[: len(mode)]).save(kept, sort, **options)
    return kept.getvalue()


PICTURES = {
    "png": [picture("PNG"), picture("PNG", mode="RGBA"), picture("PNG", mode="P")],
    "jpeg": [picture("JPEG"), picture("JPEG", progressive=True), picture("JPEG", exif=b"Exif\0\0" + b"\xff" * 300)],
    "gif": [picture("GIF", mode="P")],
    "webp": [picture("WEBP"), picture("WEBP", lossless=True), picture("WEBP", mode="RGBA", exif=b"Exif\0\0MM\0*")],
}


@pytest.mark.parametrize(("sort", "content"), [(sort, one) for sort, all_ in PICTURES.items() for one in all_])
def test_a_picture_says_its_size_and_a_cut_one_never_raises(sort: str, content: bytes) -> None:
    assert picture_size(content, sort) == (37, 21)
    for length in range(min(len(content), 64)):
        assert picture_size(content[:length], sort) in (None, (37, 21))


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.gif", "a.webp", "a.pdf", "a.docx"])
def test_a_new_name_does_not_make_another_file(name: str) -> None:
    wrong = [picture("JPEG") if name.endswith("png") else picture("PNG"), b"", b"<svg onload=alert(1)>", b"MZ\x90\0", b"\xff" * 400]
    assert not any(fits_ending(one, name) for one in wrong)


def test_papers_are_known_by_how_they_begin() -> None:
    assert fits_ending(b"%PDF-1.7\n", "a.PDF")
    assert fits_ending(b"PK\x03\x04rest", "a.xlsx")


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
    files: Tree = {"playbooks/hq/note/one.yaml": note("one", attached("files/price-list.pdf")), "playbooks/hq/files/price-list.pdf": b"%PDF-1.7 " + b"x" * 2500}
    (made,) = _handbooks(tmp_path, files, ("hq", "en"))
    body = made.pages["note/one"].body
    assert 'href="../files/hq/price-list.pdf" download' in body
    assert "<img" not in body
    assert "PDF, 3 KB" in body
