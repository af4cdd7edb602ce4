"""The comparison of two sites: each way of losing something is found, and what says the same is passed over in silence."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
import typst

from comparison import commits
from comparison.differences import allowances, differences
from comparison.file_facts import site_facts
from comparison.report import report

PAGE = """\
<html lang="en"><head><title>A note - Handbook</title><meta name="description" content="What it is about."></head><body>
<header>Handbook</header><nav>Home Notes</nav><main><article>
<h1>A note</h1><p>First <b>of</b> all.</p><h2 id="say">Say<a class="headerlink" href="#say">¶</a></h2>
<div data-sop-message>Hello
there</div><img src="../files/a.png" alt="A die"><p>See <a href="../tags.html#sample">sample</a>.</p><footer>Version 1.0</footer>
</article></main><footer>Made with an engine</footer><script>let a = 1</script></body></html>"""
CALENDAR = """\
BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20261123T000000Z
DTSTART:20261201T090000Z\r\nSUMMARY:Check in\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""
DATA = {"id": "a", "steps": [{"id": "one", "at": 5}, {"id": "two", "at": 9}], "none": []}
SEARCH_HEAD = {"kinds": {"note": "Note"}, "pages": [["note/a.html", "A note"]], "parts": 2}


def table(price: int) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in (["What", "Price"], ["A die", price]):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def sheet(text: str, width: str = "10cm") -> bytes:
    source = f'#set page(width: {width}, height: 5cm)\n#set document(title: "t")\nHandbook\n\n{text}\n\nOperations'
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def search(head: object, *parts: object) -> dict[str, str | bytes]:
    values = {"index": head, **{str(number): part for number, part in enumerate(parts)}}
    return {f"assets/search/{name}.js": f'sopbook.search.take("{name}", {json.dumps(value)});\n' for name, value in values.items()}


def told(before: dict[str, str | bytes], after: dict[str, str | bytes], allowed: str = "") -> str:
    """Return the report about two sites, their files given by path."""
    sites = [site_facts({path: c.encode() if isinstance(c, str) else c for path, c in files.items()}) for files in (before, after)]
    return report(differences(*sites), len({*before, *after}), allowances(allowed))[0]


PAGES_THAT_DIFFER = {
    "a word": ("First <b>of</b> all.", "Last <b>of</b> all.", "  ~ text (A note): First of all.\n    now: Last of all.\n"),
    "a paragraph": ("<p>First <b>of</b> all.</p>", "", "  - text (A note): First of all.\n"),
    "a new paragraph": ("<h2", "<p>More of it</p><h2", "  + text (A note): More of it\n"),
    "a title": ("<title>A note - Handbook", "<title>A note - The Handbook", "  ~ title: A note - Handbook\n    now: A note - The Handbook\n"),
    "a description": ("What it is about.", "", "  - description: What it is about.\n"),
    "a language": ('lang="en"', 'lang="de"', "  ~ language: en\n    now: de\n"),
    "a heading's anchor": ('id="say"', 'id="speak"', "  ~ heading (Say): h2 Say #say\n    now: h2 Say #speak\n"),
    "a link's target": ("tags.html", "index.html", "  ~ link (Say): tags.html#sample\n    now: index.html#sample\n"),
    "an alternative text": (' alt="A die"', "", "  - alternative text (Say): A die\n"),
    "a picture": ("a.png", "b.png", "  ~ picture (Say): files/a.png\n    now: files/b.png\n"),
    "a line break of a message": ("Hello\nthere", "Hello there", "  ~ message (Say): Hello\nthere\n    now: Hello there\n"),
    "a foot inside the text": ("Version 1.0", "Version 1.1", "  ~ text (Say): Version 1.0\n    now: Version 1.1\n"),
}


@pytest.mark.parametrize(("old", "new", "said"), PAGES_THAT_DIFFER.values(), ids=list(PAGES_THAT_DIFFER))
def test_what_a_page_lost_or_changed_is_told(old: str, new: str, said: str) -> None:
    assert old in PAGE
    after = PAGE.replace(old, new)

    text = told({"note/a.html": PAGE}, {"note/a.html": after})

    assert text.startswith(f"note/a.html\n{said}1 files compared, 1 of them differ: "), text


FRAMES = {
    "another frame": PAGE.replace("Home Notes", "Home").replace("Made with an engine", "").replace("<header>Handbook</header>", ""),
    "no article": PAGE.replace("<article>", "<div>").replace("</article>", "</div>"),
    "other white space": PAGE.replace("First <b>of</b> all.", "\n  First\n <b>of</b>   all.  "),
    "other scripts": PAGE.replace("let a = 1", "let b = 2"),
    "other classes": PAGE.replace("<p>", '<p class="x">'),
}


@pytest.mark.parametrize("after", FRAMES.values(), ids=list(FRAMES))
def test_a_page_that_says_the_same_in_another_frame_is_passed_over(after: str) -> None:
    assert after != PAGE
    assert told({"note/a.html": PAGE}, {"note/a.html": after}).startswith("1 files compared, 0 of them differ")


def test_a_paragraph_that_only_moved_is_not_lost() -> None:
    moved = PAGE.replace("<p>First <b>of</b> all.</p>", "").replace("<footer>Version", "<p>First of all.</p><footer>Version")

    assert "0 lost, 0 changed, 0 added, 1 moved" in told({"a.html": PAGE}, {"a.html": moved})


FILES = {
    "a value": ("a.json", json.dumps(DATA), json.dumps(DATA).replace("9", "8"), "  ~ value: /steps/-/at = 9\n    now: /steps/-/at = 8\n"),
    "an item": ("a.json", json.dumps(DATA), json.dumps(DATA | {"steps": DATA["steps"][1:]}), "  - value: /steps/-/at = 5\n  - value: /steps/-/id = \"one\"\n"),
    "an empty list": ("a.json", json.dumps(DATA), json.dumps(DATA | {"none": None}), "  ~ value: /none = []\n    now: /none = null\n"),
    "an event": ("a.ics", CALENDAR, CALENDAR.replace("Check in", "Check out"), "  ~ property (VEVENT 1@x): VEVENT 1@x: SUMMARY:Check in\n    now: VEVENT 1@x: SUMMARY:Check out\n"),
    "a cell": ("a.csv", "What,Price\r\nA die,5\r\n", "What,Price\r\nA die,6\r\n", "  ~ cell (row 2): Price = 5\n    now: Price = 6\n"),
    "a cell of a table": ("a.xlsx", table(5), table(6), "  ~ cell (row 2): Sheet: Price = 5\n    now: Sheet: Price = 6\n"),
    "a sentence of a sheet": ("a.pdf", sheet("Post it. Wait for ten minutes. Then go."), sheet("Post it. Then go."), "  - text (page 1): Waitfortenminutes.\n"),
    "an attached file": ("files/a.bin", "one", "two", "  ~ content: sha256 "),
    "a source": ("data/source/a.yaml", "id: a\ntitle: Note\n", "id: a\n", "  - line: title: Note\n"),
    "what no reader understands": ("a.json", "{}", "{", "  - value: / = {}\n  + unreadable: "),
}


@pytest.mark.parametrize(("path", "before", "after", "said"), FILES.values(), ids=list(FILES))
def test_what_any_other_file_lost_or_changed_is_told(path: str, before: str | bytes, after: str | bytes, said: str) -> None:
    text = told({path: before}, {path: after})

    assert text.startswith(f"{path}\n{said}"), text
    assert told({path: before}, {path: before}).startswith("1 files compared, 0 of them differ")


SAME = {
    "the order of fields": ("a.json", json.dumps(DATA), json.dumps(dict(reversed(DATA.items())), indent=2)),
    "the order of properties": ("a.ics", CALENDAR, CALENDAR.replace("VERSION:2.0\r\nPRODID:-//x//y//EN", "PRODID:-//x//y//EN\r\nVERSION:2.0")),
    "folded lines": ("a.ics", CALENDAR, CALENDAR.replace("Check in", "Ch\r\n eck in")),
    "line ends of a table": ("a.csv", "What,Price\r\nA die,5\r\n", 'What,Price\n"A die",5\n'),
    "line breaks of a sheet": ("a.pdf", sheet("One sentence that is rather long for so narrow a page."), sheet("One sentence that is rather long for so narrow a page.", "8cm")),
    "digests of what is kept": ("offline.json", '{"keep": {"a.html": "sha256-1"}, "use": {}}', '{"keep": {"a.html": "sha256-2"}, "use": {}}'),
    "scripts and styles": ("assets/sopbook.css", "a {}", "b {}"),
}


@pytest.mark.parametrize(("path", "before", "after"), SAME.values(), ids=list(SAME))
def test_a_file_that_says_the_same_in_another_form_is_passed_over(path: str, before: str | bytes, after: str | bytes) -> None:
    assert before != after
    assert told({path: before}, {path: after}).startswith("1 files compared, 0 of them differ")


def test_a_passage_that_the_search_lost_is_told_however_its_parts_are_cut() -> None:
    first, said = [0, "", "", "", "First of all."], [0, "say", "Say", "Hello\nthere", ""]
    before = search(SEARCH_HEAD, [first], [said])
    cut = search(SEARCH_HEAD | {"parts": 1}, [first, said])
    less = search(SEARCH_HEAD, [first], [[*said[:3], "Hello", ""]])

    assert "0 of them differ" in told(before, cut)
    assert "assets/search/*\n  - passage (note/a.html#say): note/a.html#say: there\n" in told(before, less)


def test_a_file_that_is_gone_and_a_new_one_are_told() -> None:
    text = told({"a.html": PAGE, "b.json": "{}"}, {"b.json": "{}", "c.html": PAGE})

    assert text.startswith("a.html\n  - file: ")
    assert "\nc.html\n  + file: " in text
    assert text.endswith("3 files compared, 2 of them differ: 1 lost, 0 changed, 1 added, 0 moved; 0 more as allowed.\n")


def test_what_is_alike_in_many_files_is_told_once() -> None:
    files: dict[str, str | bytes] = {f"{name}.html": PAGE for name in "abcde"}
    after = {path: str(page).replace("Version 1.0", "Version 1.1") for path, page in files.items()}
    after["c.html"] = after["c.html"].replace("First", "Last")

    text = told(files, {**after})

    assert text.startswith("in 5 files, such as a.html\n  ~ text (Say): Version 1.0\n    now: Version 1.1\nc.html\n  ~ text (A note): First of all.\n")
    assert "5 of them differ: 0 lost, 6 changed" in text


def test_what_a_change_is_meant_to_alter_is_counted_and_not_told() -> None:
    after = PAGE.replace("Version 1.0", "Version 1.1").replace("First", "Last").replace(' alt="A die"', "")
    allowed = "# meant\n*.html text ^Version\n*/a.html alternative-text\nb.html *\n"

    text = told({"note/a.html": PAGE}, {"note/a.html": after}, allowed)

    assert text == (
        "note/a.html\n  ~ text (A note): First of all.\n    now: Last of all.\n"
        "Nothing is allowed by line 4: b.html *\n"
        "1 files compared, 1 of them differ: 0 lost, 1 changed, 0 added, 0 moved; 2 more as allowed.\n"
    )


@pytest.mark.parametrize(("after", "code"), [(PAGE, 0), (PAGE.replace("<h2", "<p>More</p><h2"), 0), (PAGE.replace("First", "Last"), 1), (None, 1)])
def test_the_command_ends_with_1_only_if_something_was_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], after: str | None, code: int
) -> None:
    for name, page in (("before", PAGE), ("after", after)):
        folder = tmp_path / name / "hq/en"
        folder.mkdir(parents=True)
        (folder / "offline.json").write_text('{"keep": {}, "use": {}}', "utf-8")
        if page:
            (folder / "a.html").write_text(page, "utf-8")
    monkeypatch.setattr("sys.argv", ["compare", str(tmp_path / "before"), str(tmp_path / "after")])

    with pytest.raises(SystemExit) as ended:
        commits.main()

    assert ended.value.code == code
    assert ("hq/en/a.html\n" in capsys.readouterr().out) == (after != PAGE)


@pytest.mark.parametrize(("text", "said"), [("*.html\n", "Line 1 names a path but no aspect: *.html"), ("*.html text (\n", "missing )"), (None, "No such file")])
def test_a_list_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "allowed.txt").write_text(text, "utf-8")
    monkeypatch.setattr("sys.argv", ["compare", str(tmp_path), str(tmp_path), "--allow", str(tmp_path / "allowed.txt")])

    with pytest.raises(SystemExit) as ended:
        commits.main()

    assert ended.value.code == 2
    assert said in capsys.readouterr().err
