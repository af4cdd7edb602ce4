"""What is sent to other machines, and what is taken of what they give back."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from example_workspaces import EXAMPLES, checked, lay_out
from sopbook.cluster import setting
from sopbook.cluster.ahead import print_ahead
from sopbook.cluster.chunk import LEAST_SHEETS, MOST_SHEETS, Chunk, Common, Place, Wanted, chunks, orders_in
from sopbook.cluster.engine import engine
from sopbook.cluster.failures import ClusterFailedError, ClusterRefusedError
from sopbook.cluster.setting import Answer, set_chunk
from sopbook.counters import counted
from sopbook.handbook.edition import Edition, edition
from sopbook.outputs.pdf import printed, volumes
from sopbook.outputs.pdf.cache import SheetCache
from sopbook.outputs.pdf.printed import print_files
from sopbook.outputs.pdf.typesetter import Order

NOTE = (EXAMPLES / "base/playbooks/hq/note/good.yaml").read_text("utf-8")
PLACE = Place("hq/en", Common(b"{}", ()), SheetCache(None, "hq/en"))


class Here:
    """A cluster that is this process; it remembers what it was given, and may change what it gives back."""

    threads = 2

    def __init__(self, **changes: Any) -> None:
        self.paths: list[list[str]] = []
        self._changes = changes

    def answers(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Answer, str]]:
        for chunk in chunks:
            self.paths.append(list(chunk.keys))
            answer = set_chunk(chunk.common, chunk.content, engine())
            for pdf in answer["pdfs"]:
                pdf.update(self._changes)  # type: ignore[typeddict-item]
            yield chunk, answer, "here"


def shown(root: Path, number: int = 1, **files: str) -> Edition:
    """Return the edition of a workspace with some notes."""
    notes: dict[str, str | bytes] = {f"playbooks/hq/note/note-{one}.yaml": NOTE.replace("id: good", f"id: note-{one}") for one in range(1, number)}
    return edition(checked(lay_out(root, {**notes, **files})), "hq")


def cut(number: int, threads: int) -> list[list[str]]:
    """Return the paths in each chunk of so many sheets."""
    wanted = [Wanted(f"{one}.pdf", str(one), Order("document.typ", {})) for one in range(number)]
    made = list(chunks(wanted, PLACE, threads))
    assert [[order["path"] for order in orders_in(one.content)] for one in made] == [list(one.keys) for one in made]
    return [list(one.keys) for one in made]


def test_nothing_wanted_is_no_chunk_and_one_sheet_is_one() -> None:
    assert cut(0, 4) == []
    assert cut(1, 4) == [["0.pdf"]]


def test_neighbours_go_into_different_chunks() -> None:
    assert cut(6, 2) == [["0.pdf", "2.pdf", "4.pdf"], ["1.pdf", "3.pdf", "5.pdf"]]


@pytest.mark.parametrize("number", [2, 5, 20, 21, 100, 101, 500])
@pytest.mark.parametrize("threads", [1, 2, 3, 16, 200])
def test_chunks_are_worth_their_way_even_and_as_many_as_there_are_threads_to_keep_busy(number: int, threads: int) -> None:
    made = cut(number, threads)
    lengths = [len(one) for one in made]

    assert sorted(path for one in made for path in one) == sorted(f"{one}.pdf" for one in range(number))
    assert max(lengths) <= MOST_SHEETS
    assert max(lengths) - min(lengths) <= 1
    assert len(made) % threads == 0 or max(lengths) == LEAST_SHEETS
    assert max(lengths) >= LEAST_SHEETS


def test_what_came_back_is_what_a_build_would_have_set_and_nothing_is_sent_twice(tmp_path: Path) -> None:
    alone = shown(tmp_path / "alone", 5)
    files, _ = print_files(alone, tmp_path / "alone")
    far, here = shown(tmp_path / "far", 5), Here()

    assert print_ahead([far], tmp_path / "far", here) == 6
    with counted() as counts:
        assert print_files(far, tmp_path / "far") == (files, [])
    assert counts["PDFs typeset"] == 0
    assert print_ahead([far], tmp_path / "far", here) == 0
    assert [sorted(path.rpartition("/")[2] for path in one) for one in here.paths] == [["good.pdf", "note-2.pdf", "note-4.pdf"], ["note-1.pdf", "note-3.pdf"], ["handbook.pdf"]]


def test_volumes_are_foreseen_as_they_will_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "MOST_PAGES", 3)
    monkeypatch.setattr(printed, "MOST_PAGES", 3)
    found, here = shown(tmp_path, 5), Here()

    assert print_ahead([found], tmp_path, here) == 5 + 3 + 1
    with counted() as counts:
        files, _ = print_files(found, tmp_path)
    assert counts["PDFs typeset"] == 0
    assert [path for path in files if path.startswith("print/handbook")] == ["print/handbook-01-note.pdf", "print/handbook-02-note.pdf", "print/handbook-03-note.pdf", "print/handbook.pdf"]


def test_a_sheet_on_which_a_template_fails_is_left_to_the_build_and_so_is_the_booklet(tmp_path: Path) -> None:
    template = '#import "/library.typ": *\n#let sheet(page) = { if page.title == "Short" { panic("no") }\nframed(page, []) }\n'
    short = NOTE.replace("id: good", "id: short").replace("A good note", "Short")
    found, here = shown(tmp_path, 2, **{"schema/note/print.typ": template, "playbooks/hq/note/short.yaml": short}), Here()

    assert print_ahead([found], tmp_path, here) == 2
    _, told = print_files(found, tmp_path)
    assert [one.code for one in told] == ["TEMPLATE003"]


def test_fonts_of_the_workspace_come_along(tmp_path: Path) -> None:
    font = next(Path(printed.__file__).parent.joinpath("fonts").glob("NotoEmoji*.ttf"))
    alone, far = (lay_out(tmp_path / name, {"schema/fonts/our-own.ttf": font.read_bytes()}) for name in ("alone", "far"))
    here = Here()

    print_ahead([edition(checked(far), "hq")], far, here)
    with counted() as counts:
        files = print_files(edition(checked(far), "hq"), far)
    assert counts["PDFs typeset"] == 0
    assert files == print_files(edition(checked(alone), "hq"), alone)


@pytest.mark.parametrize("changes", [{"pdf": b"%PDF-1.7 of another"}, {"scale": 0.9}, {"undrawn": ("x",)}, {"path": "print/note/foreign.pdf"}, {"path": "../../outside.pdf"}])
def test_what_is_not_as_it_was_set_stops_the_build(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ClusterFailedError, match=r"^What here sent of hq/en: print/note/good\.pdf is not what was asked for, or has been changed on the way\.$"):
        print_ahead([shown(tmp_path)], tmp_path, Here(**changes))

    assert not (tmp_path / ".sopbook/print").exists()


def test_a_worker_that_comes_late_with_another_engine_sets_nothing_and_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = engine()
    monkeypatch.setattr(setting, "engine", lambda: {**ours, "Python": "2.7.18"})

    with counted() as counts, pytest.raises(ClusterRefusedError, match=r"^here has Python 2\.7\.18, and this machine has 3\.\d+\.\d+, so its sheets could be others\. Install the same"):
        print_ahead([shown(tmp_path)], tmp_path, Here())
    assert counts["PDFs typeset"] == 0


def test_a_store_that_cannot_be_written_stops_the_build_before_all_is_set_for_nothing(tmp_path: Path) -> None:
    found, here = shown(tmp_path, 5), Here()
    (tmp_path / ".sopbook").write_text("No folder.\n", "utf-8")

    with pytest.raises(ClusterRefusedError, match=r"^The folder \.sopbook of the workspace cannot be written, .* Build without --scheduler\.$"):
        print_ahead([found], tmp_path, here)
    assert len(here.paths) == 1


def test_the_engine_is_the_same_on_the_same_machine_and_says_what_counts() -> None:
    assert list(engine()) == ["sopbook", "Python", "typst", "distributed", "system"]
    assert all(engine().values())
