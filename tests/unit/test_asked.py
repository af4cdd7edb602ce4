"""What people type who need a playbook: `asked_as` of synonyms.yaml, from the file to the search."""

from pathlib import Path

from example_workspaces import EXAMPLES, TODAY, checked, lay_out
from search.asking import ask
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render
from sopbook.outputs.search.entry import SearchEntry, handbook_entries
from sopbook.outputs.search.index import search_files

NOTE = (EXAMPLES / "base/playbooks/hq/note/good.yaml").read_text("utf-8")
SOUTH = "name: {en: South}\nlocales: [en]\nparent: hq\n"
HQ = "asked_as:\n  note/good: {en: [somebody posts links, is this spam], zh: [有人发链接]}\n"
OTHER = NOTE.replace("id: good", "id: other").replace("A good note", "Another note")


def workspace(root: Path, **files: str) -> Path:
    """Return a workspace of headquarters and the South with two notes and these synonyms.yaml."""
    return lay_out(root, {
        "playbooks/south/branch.yaml": SOUTH, "playbooks/hq/note/other.yaml": OTHER,
        **{f"playbooks/{branch}/synonyms.yaml": text for branch, text in files.items()},
    })  # fmt: skip


def entries(root: Path, branch: str = "hq", locale: str = "en") -> dict[str, SearchEntry]:
    """Return what the search knows of an edition, by path."""
    return {one.path: one for one in handbook_entries(render(edition(checked(root, TODAY), branch, locale))[0])}


def first(root: Path, folder: Path, query: str, branch: str = "hq") -> str:
    """Return the page that comes first for a query."""
    shown = edition(checked(root, TODAY), branch)
    (answer,) = ask(search_files(handbook_entries(render(shown)[0]), shown), folder, [query])
    return answer.pages[0] if answer.pages else ""


def test_a_playbook_is_found_by_words_that_stand_on_no_page(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", hq=HQ)

    assert first(root, tmp_path / "index", "spam") == "note/good"
    assert first(workspace(tmp_path / "without"), tmp_path / "without-index", "spam") == ""


def test_a_branch_has_the_words_above_it_and_adds_its_own(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", hq=HQ, south="asked_as:\n  note/good: {en: [is this spam, a link again]}\n  note/other: {en: [nobody answers]}\n")

    assert entries(root)["note/good.html"].asked == ("somebody posts links", "is this spam")
    assert entries(root, "south")["note/good.html"].asked == ("somebody posts links", "is this spam", "a link again")
    assert first(root, tmp_path / "index", "nobody answers", "south") == "note/other"


def test_an_edition_has_those_of_its_language(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", hq=HQ)
    branch = root / "playbooks/hq/branch.yaml"
    branch.write_text(branch.read_text("utf-8").replace("locales: [en]", "locales: [en, zh]"), "utf-8")

    assert entries(root, locale="zh")["note/good.html"].asked == ("有人发链接",)


def test_they_are_for_the_search_alone(tmp_path: Path) -> None:
    pages = render(edition(checked(workspace(tmp_path, hq=HQ), TODAY), "hq"))[0].pages

    assert [path for path, page in pages.items() if "is this spam" in page.body] == []


def test_the_file_may_hold_nothing_else_and_is_checked(tmp_path: Path) -> None:
    def told(text: str, name: str) -> list[str]:
        return [f"{one.span.line}:{one.span.column} {one.code} {one.message} {one.hint}" for one in checked(workspace(tmp_path / name, hq=text), TODAY).diagnostics]

    assert told(HQ, "right") == []
    assert told("asked_as:\n  good: {en: [is this spam]}\n", "no-kind") == ["2:3 SCHEMA005 The name good does not have the right form. A playbook is named by kind and id, such as crisis/adverts."]
    assert told("asked_as:\n  note/good: {en: [x]}\n", "short") == ["2:20 SCHEMA006 Item 1 of en has 1 character; at least 2 are needed. Fill it in."]


def test_who_renames_a_playbook_hears_of_its_words(tmp_path: Path) -> None:
    renamed = NOTE.replace("id: good", "id: better\nformerly: [good]")
    root = workspace(tmp_path, hq=HQ)
    (root / "playbooks/hq/note/good.yaml").unlink()
    (root / "playbooks/hq/note/better.yaml").write_text(renamed, "utf-8")

    assert [f"{one.path}:{one.span.line} {one.code} {one.hint}" for one in checked(root, TODAY).diagnostics if one.code.startswith("REF")] == [
        "playbooks/hq/synonyms.yaml:2 REF009 Did you mean note/better, which was called good?",
    ]
