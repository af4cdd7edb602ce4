"""Typst works in processes that can die, hang and grow: none of that is lost work, a traceback, or a folder left behind."""

import ast
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from example_workspaces import checked, lay_out
from pdf_files import page_count, page_texts, squeezed
from sopbook.counters import counted
from sopbook.handbook.edition import Edition, edition
from sopbook.outputs.pdf import worker
from sopbook.outputs.pdf.fonts import sheet_fonts
from sopbook.outputs.pdf.process import DiedError, Process
from sopbook.outputs.pdf.sheets import Press, press_of, templates_of
from sopbook.outputs.pdf.typesetter import Order, Typesetter
from sopbook.source.diagnostics.faults import StoppedError, sentence

LAYOUT = '#import "/library.typ": *\n#let sheet(page) = framed(page, {\n%s\n})\n'
ENDLESS = LAYOUT % "for a in range(1000000) { for b in range(1000000) { if a == b and a == 2000000 [x] } }"
GREEDY = LAYOUT % "let all = (1,) * 2000000000\n[#all.len()]"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, which is empty in the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def shown(root: Path, files: dict[str, str | bytes] | None = None) -> Edition:
    """Return the edition of the base workspace with other files."""
    return edition(checked(lay_out(root / "w", files or {})), "hq")


def only_process(press: Press) -> Process:
    """Return the one process that is at work, once it is."""
    while True:
        for process in list(press.typesetter._busy):
            if process is not None:
                return process
        time.sleep(0.001)


def test_the_program_knows_typst_and_json_and_nothing_of_sopbook() -> None:
    tree = ast.parse(Path(worker.__file__).read_text("utf-8"))
    names = {
        name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or "."])
    }
    loaded = subprocess.run(
        [sys.executable, "-P", "-c", f"import runpy, sys; runpy.run_path({worker.__file__!r}); print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()

    assert names - sys.stdlib_module_names == {"typst"}
    assert "json" in names
    assert [name for name in loaded if name.partition(".")[0] in ("sopbook", "jinja2", "fontTools", "yaml", "mkdocs")] == []


def test_a_process_that_is_killed_at_an_order_is_replaced_and_the_order_repeated(tmp_path: Path, temporary: Path) -> None:
    found = shown(tmp_path)
    note = found.playbooks["note", "good"]
    with press_of(found, None) as press:
        whole = press.sheet(note)
        killed = []

        def kill() -> None:
            killed.append(only_process(press).number)
            os.kill(killed[0], signal.SIGKILL)

        killer = Thread(target=kill)
        killer.start()
        long_note = replace(note, value={**note.value, "prose": "A paragraph of a few words.\n\n" * 3000})
        sheet = press.sheet(long_note)
        killer.join()

    assert len(killed) == 1
    assert page_count(sheet) > 30
    assert page_count(whole) == 1
    assert press.diagnostics == []
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("has_template", [True, False], ids=["template", "generic"])
def test_a_second_death_at_the_same_order_is_told(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, has_template: bool) -> None:
    found = shown(tmp_path, {"schema/note/print.typ": LAYOUT % "heading(depth: 2)[Mine]"} if has_template else None)
    answer, deaths = Process.answer, []

    def dying(self: Process, order: dict[str, object], patience: float) -> dict[str, object]:
        given = order["given"]
        assert isinstance(given, dict)
        if given["templates"] or not has_template:
            deaths.append(self.number)
            os.kill(self.number, signal.SIGKILL)
        return answer(self, order, patience)

    monkeypatch.setattr(Process, "answer", dying)
    with press_of(found, None) as press:
        if has_template:
            sheet = press.sheet(found.playbooks["note", "good"])
            assert squeezed("We are here from") in squeezed(page_texts(sheet)[0])
            [finding] = press.diagnostics
            assert (finding.path, finding.code) == ("schema/note/print.typ", "TEMPLATE003")
            assert finding.message == (
                "The print template fails on playbooks/hq/note/good.yaml: the typesetter died at it twice, perhaps because the memory ran out."
            )
        else:
            with pytest.raises(StoppedError) as stopped:
                press.sheet(found.playbooks["note", "good"])
            assert sentence(stopped.value) == (
                "print/note/good.pdf cannot be made: the typesetter died at it twice, perhaps because the memory ran out."
            )

    assert len(set(deaths)) == 2
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(("template", "patience", "said"), [
    (ENDLESS, 5, "it has not ended after 180 seconds."),
    pytest.param(GREEDY, 180, "the typesetter died at it twice, perhaps because the memory ran out.", marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")),
], ids=["endless", "greedy"])
def test_a_template_without_an_end_is_told_once_and_the_sheets_have_the_generic_layout(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, template: str, patience: float, said: str,
) -> None:
    answer = Process.answer

    def impatient(self: Process, order: dict[str, Any], seconds: float) -> dict[str, Any]:
        # Only with the template, because the generic layout may take longer on a machine that has much to do.
        return answer(self, order, min(seconds, patience) if order["given"]["templates"] else seconds)

    monkeypatch.setattr(Process, "answer", impatient)
    found = shown(tmp_path, {"schema/note/print.typ": template})
    note = found.playbooks["note", "good"]
    more = {("note", f"good-{number}"): replace(note, id=f"good-{number}") for number in range(6)}
    with press_of(found, None) as press, counted() as counts:
        press.typesetter.number = 1
        sheets = [sheet.content for sheet in press.sheets([note, *more.values()])]

    [finding] = press.diagnostics
    assert (finding.path, finding.span.line, finding.code) == ("schema/note/print.typ", 1, "TEMPLATE003")
    assert finding.message == f"The print template fails on playbooks/hq/note/good.yaml: {said}"
    assert finding.hint == "Look for a loop or a list that grows without an end. Until then the sheet has the generic layout."
    assert [page_count(sheet) for sheet in sheets] == [1] * 7
    assert counts["PDFs typeset"] <= 1 + 7
    assert list(temporary.iterdir()) == []


def orders(number: int) -> Iterator[Order]:
    """Yield small documents to set."""
    for index in range(number):
        yield Order("small.typ", {"words": f"Number {index}"})


def small(typesetter: Typesetter) -> None:
    """Let the typesetter know a main file that is small and quick."""
    (typesetter._folder / "small.typ").write_text(
        '#let given = json(bytes(sys.inputs.given))\n#set document(title: "Small")\n#set text(font: given.fonts)\n#given.words\n', "utf-8",
    )


def test_a_process_ends_after_thirty_sheets(tmp_path: Path, temporary: Path) -> None:
    found = shown(tmp_path)
    with Typesetter(templates_of(found), sheet_fonts(None).files) as typesetter:
        small(typesetter)
        seen = []
        for order in orders(worker.MOST_SHEETS + 2):
            assert page_count(typesetter.pdf(order).content) == 1
            seen.append([process for process in typesetter._idle.queue if process is not None])

    assert [len(one) for one in seen] == [1] * (worker.MOST_SHEETS - 1) + [0, 1, 1]
    assert seen[0] == seen[worker.MOST_SHEETS - 2]
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not say how much memory is held")
def test_a_process_ends_when_it_holds_much_memory(tmp_path: Path) -> None:
    found = shown(tmp_path)
    note = found.playbooks["note", "good"]
    large = replace(note, value={**note.value, "prose": "".join(f"Paragraph {n} of a few words.\n\n" for n in range(9000))})
    with press_of(found, None) as press:
        assert page_count(press.sheet(large)) > 100
        assert list(filter(None, press.typesetter._idle.queue)) == []


def test_whoever_is_left_behind_deletes_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "print"
    (folder / "packages").mkdir(parents=True)
    process = Process(folder, [])
    assert process._process.stdin is not None
    process._process.stdin.close()  # As if its parent had been killed: no order, and no word to end.
    process._process.wait()
    process.kill()

    assert not folder.exists()


def test_an_answer_is_waited_for_and_no_longer(tmp_path: Path) -> None:
    folder = tmp_path / "print"
    (folder / "packages").mkdir(parents=True)
    process = Process(folder, [])
    os.kill(process.number, signal.SIGKILL)

    with pytest.raises(DiedError):
        process.answer({"main": "none.typ", "given": {}, "pdf": str(folder / "a.pdf"), "query": None}, 60)
    assert process.has_ended
