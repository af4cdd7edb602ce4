"""Our own frame: what a page carries around its body, however many pages there are, and its colours."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from example_workspaces import TODAY, checked, lay_out
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.edition import edition
from sopbook.outputs.html.colours import (
    CUSTOM,
    DARK,
    LIGHT,
    NAMED,
    Palette,
    contrast,
    main_colour,
    readable,
    variables,
)
from sopbook.outputs.html.frame import Dressing, Frame, Text
from sopbook.outputs.html.handbook import Handbook, render
from sopbook.outputs.html.menu import MOST, MenuEntry, Part, menu
from unit.documents import said
from unit.html_pages import Page as Read
from unit.workspaces import note

BODY = Markup("<p>body</p>")


def _framed(root: Path, notes: int) -> tuple[Frame, Handbook]:
    """Return the frame of the base example with so many notes more."""
    files: dict[str, str | bytes] = {
        f"playbooks/hq/note/n{number:03}.yaml": note(f"n{number:03}", "").replace("title: A note", f"title: Note {number:03}")
        for number in range(notes)
    }
    lay_out(root, files)
    shown = edition(checked(root, TODAY), "hq")
    handbook, problems = render(shown)
    assert problems == []
    return Frame(shown, menu(shown, handbook), Dressing("Our handbook")), handbook


def _page(made: tuple[Frame, Handbook], path: str) -> str:
    frame, handbook = made
    return str(frame.page(handbook.pages[path], Text("A title", BODY)))


def test_the_weight_of_a_page_does_not_grow_with_the_number_of_playbooks(tmp_path: Path) -> None:
    few, many = _framed(tmp_path / "few", 3), _framed(tmp_path / "many", 300)
    for path in ("note/n002", "note/good", "note/index", "index", "tags", "authors/codes"):
        small, large = _page(few, path), _page(many, path)
        entries = re.compile(r'<li><ul class="sop-nav__entries">.*?</ul></li>\n', re.DOTALL)
        listed = max((found.count("<li>") - 1 for found in entries.findall(large)), default=0)
        # The count beside the kind has two digits more.
        assert len(entries.sub("", large)) - len(entries.sub("", small)) in range(3), path
        assert listed <= max(MOST + 1, len(few[1].authors))


def test_a_page_of_a_large_kind_lists_those_around_it_and_leads_to_all(tmp_path: Path) -> None:
    frame, handbook = _framed(tmp_path, 100)
    read = Read(str(frame.page(handbook.pages["note/n050"], Text("A title", BODY))))
    beside = [link for link in read.links if link.startswith("../note/")]

    # The kind is grouped by level. "A good note" has one, the others have none: n050 is the 51st of these, in the second forty.
    assert beside == ["../note/index.html", *(f"../note/n{number:03}.html" for number in range(40, 80)), "../note/index.html"]
    assert "All 101" in read.text
    assert [link for link in Read(str(frame.page(handbook.pages["note/index"], Text("", BODY)))).links if "/n0" in link] == []


def test_a_page_of_a_large_kind_lists_its_own_group() -> None:
    inside = tuple(MenuEntry(f"n{number:03}.html", str(number)) for number in range(60))
    part = Part(MenuEntry("index.html", "Notes"), Markup(), inside=inside, groups={one.href: str(int(one.title) % 3) for one in inside})

    assert [one.title for one in part.beside("n004.html")] == [str(number) for number in range(1, 60, 3)]
    assert part.beside("index.html") == ()


def test_a_small_kind_is_listed_whole_and_the_page_itself_is_marked(tmp_path: Path) -> None:
    html = _page(_framed(tmp_path, 3), "note/n001")

    assert re.findall(r'<a[^>]* aria-current="page">(.*?)</a>', html) == ["Note 001"]
    assert Read(html).links.count("../note/n002.html") == 1


def test_what_passes_into_the_frame_is_text(tmp_path: Path) -> None:
    nasty = """<b>"x"</b> & '{{ t }}'"""
    _, handbook = made = _framed(tmp_path, 1)
    shown = edition(checked(tmp_path, TODAY), "hq")
    own = [MenuEntry("about.html", nasty)]
    frame = Frame(shown, menu(shown, handbook, own), Dressing(nasty, nasty, nasty))
    page = handbook.pages["note/good"]
    read = Read(str(frame.page(page, Text(nasty, BODY, nasty, f"https://example.org/{nasty}"))))

    plain = Read(_page(made, "note/good"))
    assert read.names == plain.names
    assert {name for _, given_ in read.tags for name in given_} == {name for _, given_ in plain.tags for name in given_}
    said = [given_["content"] for tag, given_ in read.tags if tag == "meta" and given_.get("name") in ("description", "author")]
    assert said == [nasty, nasty]
    assert read.text.count(nasty) == 3  # title, name of the site, entry of the menu


def test_a_page_for_an_unknown_address_leads_back_from_any_depth(tmp_path: Path) -> None:
    frame, _ = _framed(tmp_path, 1)
    page = str(frame.missing())
    read = Read(page)

    assert [link for link in read.links if not link.startswith("/")] == []
    assert page.count("assets/missing.js") == page.count("assets/missing.css") == 6
    assert "There is no page here" in read.text


@pytest.mark.parametrize("ground", [LIGHT["card"], DARK["card"]])
@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_every_colour_becomes_readable(ground: str, colour: str) -> None:
    assert contrast(readable(colour, ground), ground) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable(NAMED["indigo"], "#ffffff") == NAMED["indigo"]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # a known pair just below what is asked for


def test_the_tables_of_colours_can_be_read() -> None:
    for table in (LIGHT, DARK):
        for text in ("text", "quiet", "alarm", "warn"):
            for ground in ("card", "ground", "tint"):
                assert contrast(table[text], table[ground]) >= 4.5, (text, ground)
        assert contrast(table["text"], table["bubble"]) >= 4.5
        assert contrast(table["alarm"], table["alarm-tint"]) >= 4.5
        assert contrast(table["warn"], table["warn-tint"]) >= 4.5


def test_the_colours_of_a_workspace_become_variables() -> None:
    css = variables(Palette("indigo", "pink", "teal", "pink"))
    assert f"--sop-primary: {NAMED['indigo']};" in css
    assert main_colour(Palette("indigo")) == NAMED["indigo"]
    custom = variables(Palette(CUSTOM, CUSTOM, CUSTOM, CUSTOM))
    assert "--sop-primary: var(--md-primary-fg-color, #0b5d57);" in custom
    assert "--sop-focus: var(--md-accent-fg-color, var(--sop-accent));" in custom


@pytest.mark.parametrize(("given_", "told"), [
    ("them", "2:22-2:26 WORK020 The setting frame is them; own or theme is expected. | Did you mean theme?"),
    ("wide", "2:22-2:26 WORK020 The setting frame is wide; own or theme is expected. | Write one of them, or take the line out: own is what holds without it."),
    ("true", "2:22-2:26 WORK020 The setting frame is true; a text is expected. | Write a text; one that looks like a number or a word such as no needs quotes."),
])  # fmt: skip
def test_another_frame_than_these_is_said_so(tmp_path: Path, given_: str, told: str) -> None:
    root = lay_out(tmp_path, {"mkdocs.yml": f"plugins:\n  - sopbook: {{frame: {given_}}}\n"})

    workspace = find_workspace(root)

    assert said(list(workspace.diagnostics)) == [told]
    assert workspace.settings.frame == "own"
