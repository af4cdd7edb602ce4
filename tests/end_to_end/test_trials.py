"""Templates of kinds: a check tries each where it is new, once in each branch, and says on what it has not; a build tries them on all."""

from collections import Counter
from pathlib import Path

import pytest

from end_to_end.running import sopbook
from example_workspaces import EXAMPLES, lay_out
from sopbook.counters import Work, counted

GOOD = (EXAMPLES / "base/playbooks/hq/note/good.yaml").read_text("utf-8")
PAGE = "<p>{{ page['say'].text }}</p>\n"
SHEET = '#import "/library.typ": *\n#let sheet(page) = framed(page, {\n  show-field(at(page, "/say"))\n})\n'
FILES: dict[str, str | bytes] = {
    "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\nparams: {hours: 10:00–22:00}\n",
    "playbooks/south/note/good.yaml": "fork: good\ntitle: A southern note\n",
    **{f"playbooks/hq/note/note-{number}.yaml": GOOD.replace("id: good", f"id: note-{number}") for number in range(5)},
    "docs/about.md": "# About\n",
    "schema/note/page.html.j2": PAGE,
    "schema/note/print.typ": SHEET,
}
CLEAN = "No problems in 6 playbooks of 2 handbooks.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace of six playbooks and a fork, whose kind has a template for pages and one for sheets."""
    root = lay_out(tmp_path, FILES)
    for what in ("branch", "good"):
        assert sopbook("accept", what, "--all", "--branch", "south", "-C", root).exit_code == 0
    return root


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")


def check(root: Path) -> str:
    """Return what a check without findings says."""
    run = sopbook("check", "-C", root)
    assert run.exit_code == 0, run.output
    return run.stdout


def tried(root: Path) -> tuple[int, int]:
    """Return how many bodies of pages and how many sheets a check makes."""
    with counted() as counts:
        check(root)
    of_work: Counter[Work] = counts
    assert of_work["pages rendered"] == 0
    return of_work["bodies rendered"], of_work["PDFs typeset"]


def test_a_check_tries_a_template_once_on_one_playbook_of_each_branch(root: Path) -> None:
    assert tried(root) == (2, 2)  # Of six playbooks, the longest of headquarters; and the fork.
    assert tried(root) == (0, 0)
    change(root, "playbooks/hq/note/note-1.yaml", "A good note", "Another note")
    assert tried(root) == (0, 0)
    change(root, "schema/note/print.typ", SHEET, f"{SHEET}// Changed\n")
    assert tried(root) == (0, 2)
    change(root, "schema/note/page.html.j2", PAGE, f"{PAGE}<hr>\n")
    assert tried(root) == (2, 0)
    labels = root / "schema/note/labels.en.yaml"
    labels.write_text((labels.read_text("utf-8") if labels.exists() else "") + "texts: {more: More}\n", "utf-8")
    assert tried(root) == (2, 2)


def test_a_check_says_on_what_templates_were_not_tried_until_a_build_has_done_so(root: Path) -> None:
    assert check(root) == f"{CLEAN}Templates not tried yet on 5 playbooks: a build of all pages tries them.\n"

    assert sopbook("build", "-C", root).stdout.splitlines() == [f"Built: {root / 'site'}"]
    assert check(root) == CLEAN

    change(root, "playbooks/hq/note/note-1.yaml", "A good note", "Another note")
    change(root, "playbooks/south/note/good.yaml", "A southern note", "Another southern note")
    assert check(root) == (
        f"{CLEAN}Templates not tried yet on playbooks/hq/note/note-1.yaml, playbooks/south/note/good.yaml: a build of all pages tries them.\n"
    )


@pytest.mark.parametrize(("template", "old", "new", "code"), [
    ("schema/note/page.html.j2", "page['say']", "page['say' if 'rare' not in page['title'].text else 1 // 0]", "TEMPLATE002"),
    ("schema/note/page.html.j2", "<p>", "{% if 'rare' in page['title'].text %}{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}{% endif %}<p>", "LIMIT002"),
    ("schema/note/print.typ", "show-field", 'if repr(at(page, "/title")).contains("rare") { panic("too rare") }\n  show-field', "TEMPLATE003"),
])
def test_what_fails_on_a_rare_playbook_stops_the_build_and_nothing_else(root: Path, template: str, old: str, new: str, code: str) -> None:
    change(root, "playbooks/hq/note/note-1.yaml", "A good note", "A rare note")
    change(root, "playbooks/hq/note/note-0.yaml", "A good note", "A good note that is the longest of them all by far")
    change(root, template, old, new)

    checked, built = sopbook("check", "-C", root), sopbook("build", "-C", root)

    assert (checked.exit_code, "Templates not tried yet on 5 playbooks" in checked.stdout) == (0, True)
    assert (built.exit_code, f"[{code}]" in built.stdout) == (1, True)
    assert "playbooks/hq/note/note-1.yaml" in built.stdout
    assert "hq/en has no pages yet, and gets none because of the errors above." in built.stdout
    assert "Templates not tried yet on" in built.stdout


def test_what_fails_on_the_longest_playbook_is_told_at_every_check_and_once_it_is_mended_no_more(root: Path) -> None:
    change(root, "schema/note/page.html.j2", "page['say']", "page['say'][1 // 0]")
    change(root, "schema/note/print.typ", "show-field(at", "text(at")

    first, second = (sopbook("check", "-C", root, "--format", "concise") for _ in range(2))

    assert (first.exit_code, first.stdout.count("TEMPLATE002"), first.stdout.count("TEMPLATE003")) == (1, 2, 2)  # In both branches.
    assert (second.exit_code, second.stdout) == (1, first.stdout)
    (root / "schema/note/page.html.j2").write_text(PAGE, "utf-8")
    (root / "schema/note/print.typ").write_text(SHEET, "utf-8")
    assert tried(root) == (2, 2)


def test_a_build_of_one_edition_in_another_language_leaves_the_others_untried(root: Path) -> None:
    change(root, "playbooks/hq/branch.yaml", "locales: [en]", "locales: [en, zh]")

    sopbook("build", "--edition", "hq/zh", "-C", root)

    assert "Templates not tried yet on 5 playbooks" in sopbook("check", "-C", root).stdout


@pytest.mark.parametrize("record", ["", "[]", "{", '{"hq/note/print.typ": 5}', '{"hq/note/print.typ": ["", {"good": 1}]}', "\0", "[" * 100_000])
def test_a_record_of_what_was_tried_that_is_broken_is_no_error(root: Path, record: str) -> None:
    (root / ".sopbook").mkdir(exist_ok=True)
    (root / ".sopbook/tried.json").write_text(record, "utf-8")

    assert (tried(root), tried(root)) == ((2, 2), (0, 0))


def test_a_record_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"schema/note/print.typ": SHEET, ".sopbook": "a file where a folder should be"})

    assert (tried(root), tried(root)) == ((0, 1), (0, 1))
