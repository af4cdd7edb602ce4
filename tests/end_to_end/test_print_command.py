"""`sopbook print`: from playbooks to paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp

from end_to_end.running import contents, sopbook
from example_workspaces import lay_out
from pdf_files import fonts, page_count, page_texts, picture, reader, squeezed, tags
from sopbook.counters import counted
from sopbook.handbook.labels import catalogue
from sopbook.handbook.view.units import clock, offset, span, weekday

PUBLISHED = "site_name: Handbook\nsite_url: https://handbook.example.com/sop/\nplugins:\n  - sopbook:\n      built_in_kinds: false\n"
SOUTH = "name: {en: South}\nparent: hq\nlocales: [en]\n"
NOTE = "playbooks/hq/note/good.yaml"
LAYOUT = '#import "/library.typ": *\n#let sheet(page) = framed(page, {\n%s\n})\n'


def note(**fields: str) -> str:
    """Return the base note with other fields."""
    text = (Path(__file__).parents[1] / "examples" / "base" / NOTE).read_text("utf-8")
    return "".join(line for line in text.splitlines(keepends=True) if line.split(":")[0] not in fields) + "".join(
        f"{name}: {value}\n" for name, value in fields.items()
    )


def printed(root: Path, *arguments: str) -> bytes:
    """Return the note's sheet."""
    run = sopbook("print", "good", *arguments, "-C", root, "--to", root / "out")
    assert run.exit_code == 0, run.output
    return (root / "out" / "note" / "good.pdf").read_bytes()


def test_a_kind_without_a_template_is_printed_from_its_schema(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {NOTE: note(items="[{id: tea, price: 3}, {id: milk, price: 4}]", see="good")})

    sheet = printed(root)
    text = squeezed(page_texts(sheet)[0])

    for words in ("A good note", "Everything in it is right.", "Level", "low", "Operations desk", "Version 1.0",
                  "reviewed on 2026-11-01", "Headquarters", "Page 1 of 1", "¥3", "¥4",
                  "We are here from 09:00–21:00 in group [Group number]."):
        assert squeezed(words) in text, words
    assert {"/H1", "/H2", "/P"} <= set(tags(sheet))


def test_a_sheet_says_from_when_it_holds_and_not_that_this_is_the_day_of_its_review(tmp_path: Path) -> None:
    silent = squeezed(page_texts(printed(lay_out(tmp_path / "silent")))[0])
    root = lay_out(tmp_path / "said", {NOTE: note(effective_from="2026-12-05")})
    schema = (root / "schema/note/schema.json").read_text("utf-8")
    assert '"review_by":' in schema
    (root / "schema/note/schema.json").write_text(schema.replace('"review_by":', '"effective_from": {"type": "string", "format": "date", "title": "Effective from"}, "review_by":', 1), "utf-8")
    said = squeezed(page_texts(printed(root))[0])

    assert "reviewedon2026-11-01" in silent
    assert "effective" not in silent
    assert "from2026-12-05" in said
    assert "from2026-11-01" not in said


def test_the_cover_of_the_booklet_says_when_anything_was_last_reviewed(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {"playbooks/hq/note/other.yaml": note(id="other", reviewed_on="2026-11-09")})

    run = sopbook("print", "--booklet", "-C", root, "--to", root / "out")

    assert run.exit_code == 0, run.output
    cover, *_ = page_texts(root / "out" / "handbook.pdf")
    assert "Last reviewed on 2026-11-09" in cover


def test_a_sheet_is_an_accessible_pdf(tmp_path: Path) -> None:
    sheet = reader(printed(lay_out(tmp_path / "w")))
    root = sheet.trailer["/Root"]

    assert sheet.metadata is not None
    assert sheet.metadata.title == "A good note"
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    xmp = root["/Metadata"].get_data().decode()  # type: ignore[index]
    assert re.search(r"pdfuaid:part(=\"|>)1", xmp)
    # Nothing of it says when the file was made: the clock would give other bytes, and the day of the review is not that day.
    assert {"/CreationDate", "/ModDate"} & set(sheet.metadata) == set()
    assert not re.search(r"(Create|Modify|Metadata)Date", xmp)


def test_the_fonts_are_ours_and_embedded(tmp_path: Path) -> None:
    found = fonts(printed(lay_out(tmp_path / "w", {NOTE: note(short="你好 🌷☐")})))

    assert found
    assert all(found.values())
    assert {re.sub(r"^/[A-Z]{6}\+", "", name).split("-")[0] for name in found} <= {"NotoSansCJKsc", "NotoEmoji", "NotoSansSymbols2"}


def test_the_same_playbook_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (printed(lay_out(tmp_path / name)) for name in ("one", "other"))

    assert one == other


def test_the_code_in_the_foot_leads_to_the_live_page(tmp_path: Path) -> None:
    alone = printed(lay_out(tmp_path / "alone", {"mkdocs.yml": PUBLISHED}))
    beside = lay_out(tmp_path / "beside", {"mkdocs.yml": PUBLISHED, "playbooks/south/branch.yaml": SOUTH})
    nowhere = printed(lay_out(tmp_path / "nowhere"))

    def codes(sheet: bytes) -> list[str]:
        return [found.text for found in zxingcpp.read_barcodes(picture(sheet, dpi=150))]

    assert codes(alone) == ["https://handbook.example.com/sop/note/good.html"]
    assert codes(printed(beside, "--branch", "south")) == ["https://handbook.example.com/sop/south/en/note/good.html"]
    assert codes(nowhere) == []


def test_texts_of_playbooks_are_never_read_as_markup(tmp_path: Path) -> None:
    hostile = '#panic("no") $x^2$ *bold* @ref <label> \\ // gone #read("/etc/passwd") = Heading'
    root = lay_out(tmp_path / "w", {NOTE: note(title=f"'{hostile}'", say=f"'{hostile}'", prose=f"'{hostile} **very**'")})

    text = squeezed(page_texts(printed(root))[0])

    assert text.count(squeezed(hostile)) >= 3  # in the title, in the head of the page, in the message
    assert squeezed('#panic("no") $x^2$ bold @ref') in text  # Markdown knows *bold*
    assert "**" not in text


def test_markdown_becomes_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    prose = '"One **two** three.\\n\\n- first\\n- second, see [the notice](https://example.com/n)\\n\\n1. once\\n\\n| a | b |\\n|---|---|\\n| c | d |\\n"'
    sheet = printed(lay_out(tmp_path / "w", {NOTE: note(prose=prose)}))
    text = squeezed(page_texts(sheet)[0])

    assert "Onetwothree." in text
    assert "second,seethenotice(https://example.com/n)" in text
    found = list(tags(sheet))
    assert (found.count("/L"), found.count("/LI"), found.count("/Table")) == (2, 3, 1)


def test_units_are_written_as_on_the_page(tmp_path: Path) -> None:
    minutes = [-4400, -1500, -1440, -61, -30, 0, 1, 15, 59, 60, 61, 239, 240, 1439, 1440, 1700, 2879, 4321]
    calls = "\n".join(
        f'[{n}= #clock("20:00", {n}) | #clock("soon", {n}) | #offset({n}) | #span({n}) ;]' for n in minutes
    ) + '\n[#weekday("2026-12-31") ;]'
    t = catalogue("en")

    text = squeezed(" ".join(page_texts(printed(lay_out(tmp_path / "w", {"schema/note/print.typ": LAYOUT % calls})))))

    for n in minutes:
        expected = f"{n}= {clock('20:00', n, t)} | {clock('soon', n, t)} | {offset(n, t)} | {span(n, t)} ;"
        assert squeezed(expected).replace("-", "−") in text.replace("-", "−"), expected
    assert weekday("2026-12-31", t) in text


@pytest.mark.parametrize(("paragraphs", "pages"), [(3, 1), (40, 1), (400, 2)])
def test_a_card_shrinks_to_one_page_and_never_loses_a_word(tmp_path: Path, paragraphs: int, pages: int) -> None:
    words = [f"sentence number {n} of the card" for n in range(paragraphs)]
    content = "one-page(page, title-block(page), (" + ", ".join(f'par("{one}")' for one in words) + "))"
    layout = LAYOUT.replace("framed(page,", 'framed(page, title: false, elsewhere: ("/level", "/say", "/cost"),') % content
    sheet = printed(lay_out(tmp_path / "w", {"schema/note/print.typ": layout}))

    text = squeezed("".join(page_texts(sheet)))
    assert [one for one in words if squeezed(one) not in text] == []
    assert (page_count(sheet) > 1) == (pages > 1)


def test_a_failing_template_is_a_finding_and_the_sheet_has_the_generic_layout(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {"schema/note/print.typ": LAYOUT % "page.fields.nothing.text"})

    run = sopbook("print", "good", "--booklet", "-C", root, "--to", root / "out", "--format", "concise")

    assert run.exit_code == 1
    first = run.stdout.splitlines()[0]
    assert first.startswith('schema/note/print.typ:3:1: TEMPLATE003 The print template fails on playbooks/hq/note/good.yaml: ')
    assert run.stdout.count("TEMPLATE003") == 1
    for name in ("note/good.pdf", "handbook.pdf"):
        assert squeezed("We are here from") in squeezed("".join(page_texts(root / "out" / name)))


@pytest.mark.parametrize("content", [
    "heading(depth: 4)[Levels left out]", 'image(bytes("<svg/>"), format: "svg")', "while true {}", 'panic("no")',
])
def test_whatever_a_template_does_it_ends_in_a_finding(tmp_path: Path, content: str) -> None:
    root = lay_out(tmp_path / "w", {"schema/note/print.typ": LAYOUT % content})

    run = sopbook("print", "good", "-C", root, "--to", root / "out")

    assert (run.exit_code, "TEMPLATE003" in run.stdout) == (1, True), run.output
    assert page_count(root / "out" / "note" / "good.pdf") == 1


def test_a_kind_all_at_once_and_dry_runs(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {"playbooks/hq/note/other.yaml": note(id="other", title="Another")})

    dry = sopbook("print", "--kind", "note", "--booklet", "-C", root, "--to", root / "out", "--dry-run")
    assert (dry.exit_code, dry.stdout.splitlines()) == (0, ["note/good.pdf", "note/other.pdf", "handbook.pdf"])
    assert not (root / "out").exists()

    run = sopbook("print", "--kind", "note", "--booklet", "-C", root, "--to", root / "out")
    assert (run.exit_code, run.stdout) == (0, f"3 files in {root / 'out'}\n")
    assert sorted(contents(root / "out")) == ["handbook.pdf", "note/good.pdf", "note/other.pdf"]


@pytest.mark.parametrize(("arguments", "said"), [
    (["god"], "hq has no playbook god. Did you mean good?"),
    (["--kind", "nota"], "There is no kind nota. Did you mean note?"),
    (["good", "--branch", "hw"], "There is no branch hw. There are: hq."),
    (["good", "--locale", "zh"], "hq has no handbook in zh. There are: en."),
    ([], "Name a playbook, a --kind, or --booklet."),
])
def test_what_is_not_there_is_said_in_a_plain_sentence(tmp_path: Path, arguments: list[str], said: str) -> None:
    root = lay_out(tmp_path / "w")

    run = sopbook("print", *arguments, "-C", root, "--to", root / "out")

    assert (run.exit_code, run.stderr, run.stdout) == (2, f"Error: {said}\n", "")
    assert not (root / "out").exists()


def test_a_retired_playbook_is_not_printed(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {NOTE: note(status="retired")})

    run = sopbook("print", "good", "-C", root, "--to", root / "out")

    assert (run.exit_code, run.stderr) == (2, "Error: good is retired, so there is nothing to print.\n")


KEPT = ".sopbook/print/hq/en/print/note/good.pdf"


def typeset(root: Path) -> tuple[bytes, int]:
    """Return the note's sheet, and how many PDFs were set for it."""
    with counted() as counts:
        sheet = printed(root)
    return sheet, counts["PDFs typeset"]


def test_a_sheet_is_kept_until_something_changes(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w")
    first, times = typeset(root)

    assert times == 1
    assert typeset(root) == (first, 0)
    (root / NOTE).write_text(note(title="A better note"), "utf-8")
    better, times = typeset(root)
    assert times == 1
    assert squeezed("A better note") in squeezed(page_texts(better)[0])


@pytest.mark.parametrize("spoilt", [
    lambda kept: kept[: len(kept) // 2], lambda kept: kept[:-2000] + kept[-1000:], lambda kept: kept[:0], lambda kept: b"[" * len(kept),
    lambda kept: kept.partition(b"\n")[0] + b"\n%PDF-1.7 another\n%%EOF\n", lambda kept: b'{"key": 1}\n' + kept.partition(b"\n")[2],
    lambda kept: kept.replace(b'"undrawn": []', b'"undrawn": ["x"]'),
], ids=["cut", "gap", "empty", "no line", "another", "head", "note"])
def test_a_kept_sheet_that_was_torn_or_changed_is_never_published(tmp_path: Path, spoilt: Callable[[bytes], bytes]) -> None:
    root = lay_out(tmp_path / "w")
    first, _ = typeset(root)
    kept = (root / KEPT).read_bytes()
    (root / KEPT).write_bytes(spoilt(kept))

    assert typeset(root) == (first, 1)
    assert (root / KEPT).read_bytes() == kept


def test_the_kept_sheets_are_those_of_the_last_build(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {
        "playbooks/hq/note/other.yaml": note(id="other"), "playbooks/south/branch.yaml": SOUTH, ".sopbook/print/north/en/print/note/good.pdf": "old",
        "docs/about.md": "# About\n",
    })
    assert sopbook("build", "-C", root).exit_code == 0
    before = sorted(contents(root / ".sopbook/print"))
    (root / "playbooks/hq/note/other.yaml").unlink()
    (root / f"{KEPT}.1234").write_bytes(b"a write that was killed")
    assert sopbook("build", "-C", root).exit_code == 0

    assert [path for path in before if "north" in path] == []
    assert sorted(contents(root / ".sopbook/print")) == [path for path in before if "other" not in path]


def test_a_spoilt_cache_is_no_trouble(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {".sopbook/print": "a file where a folder should be"})

    assert page_count(printed(root)) == 1


def test_a_document_that_is_no_table_is_printed_as_well(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {
        "schema/hours/schema.json": '{"type": "array", "items": {"type": "string"}}',
        "playbooks/hq/hours/desk.yaml": "- Monday 9 to 5\n- Tuesday 9 to 5\n",
    })

    run = sopbook("print", "desk", "--booklet", "-C", root, "--to", root / "out")

    assert run.exit_code == 0, run.output
    assert "Tuesday9to5" in squeezed(page_texts(root / "out" / "hours" / "desk.pdf")[0])
