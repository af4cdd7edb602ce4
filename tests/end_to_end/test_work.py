"""How much work a check and a build do: ceilings, to be lowered whenever the engine comes to do less.

The least is what cannot be done without: each file parsed once, each page rendered once. Where a ceiling lies above it, the
same work is done several times today.
"""

from pathlib import Path

import pytest

from end_to_end.running import sopbook
from example_workspaces import lay_out
from sopbook import counters
from sopbook.counters import Work, count, counted

FORKS: dict[str, str | bytes] = {
    "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\nparams: {hours: 10:00–22:00}\n",
    "playbooks/south/note/good.yaml": "fork: good\ntitle: A southern note\n",
    "docs/about.md": "# About\n",
}

# Of each, the least and the ceiling.
CHECK: dict[Work, tuple[int, int]] = {
    "workspace checks": (1, 1),
    "kinds discovered": (1, 1),
    "files read": (10, 12),  # Six YAML files, mkdocs.yml, the labels of what kinds share, three schemas; the kind's schema is read again for what it refers to.
    "files parsed": (6, 7),  # The YAML files, and the labels of what kinds share.
    "documents validated": (6, 9),  # The labels of what kinds share; a playbook is validated again after its params have been filled in.
    "documents walked": (2, 4),  # By all checks at once; then for what a fork changed, and for what can be translated.
    "forks merged": (1, 1),
    "expressions evaluated": (4, 4),  # A rule and a computed value, in two branches.
    "texts searched for words": (6, 6),  # Title, summary, owner and message; of the fork's, title and hours differ.
    "views made": (0, 0),
    "bodies rendered": (0, 0),  # The kind has no page.html.j2 to be tried.
    "pages rendered": (0, 0),
    "PDFs typeset": (0, 0),  # And no print.typ.
    "pages read back": (0, 0),
    "files parsed with places": (0, 0),  # Nobody asks where anything stands.
    "positions asked for": (0, 0),
    "site engine runs": (0, 0),
}
BUILD: dict[Work, tuple[int, int]] = {
    "workspace checks": (1, 1),
    "kinds discovered": (1, 1),
    "files read": (6, 9),  # mkdocs.yml and the labels of what kinds share once; the kind's schema is read again for what it refers to.
    "files parsed": (3, 4),  # branch.yaml, the playbook, kind.yaml, and the labels of what kinds share.
    "documents validated": (3, 5),
    "documents walked": (1, 2),
    "expressions evaluated": (2, 2),
    "files parsed with places": (0, 0),
    "positions asked for": (0, 0),
    "views made": (1, 1),
    "bodies rendered": (1, 1),
    "pages rendered": (8, 8),  # With the page in place of what is not kept, and that about what is kept.
    "PDFs typeset": (2, 2),  # The sheet and the booklet.
    "pages read back": (0, 3),  # The two for authors and the page written by hand. A playbook's page is never read back.
    "editions built": (1, 1),
    "editions carried over": (0, 0),
    "site engine runs": (1, 1),
}
AGAIN: dict[Work, tuple[int, int]] = {**dict.fromkeys(BUILD, (0, 0)), "files read": (1, 1)}  # mkdocs.yml names what a site is made of.


def within(counts: dict[Work, int], bounds: dict[Work, tuple[int, int]]) -> dict[Work, int]:
    """Return the counts that are out of their bounds."""
    return {work: counts.get(work, 0) for work, (least, most) in bounds.items() if not least <= counts.get(work, 0) <= most}


def test_a_check_of_two_branches_stays_below_its_ceilings(tmp_path: Path) -> None:
    root = lay_out(tmp_path, FORKS)
    for what in ("branch", "good"):
        assert sopbook("accept", what, "--all", "--branch", "south", "-C", root).exit_code == 0

    with counted() as counts:
        run = sopbook("check", "-C", root)

    assert (run.exit_code, run.output) == (0, "No problems in 1 playbook of 2 handbooks.\n")
    assert within(counts, CHECK) == {}, counts


def test_a_build_stays_below_its_ceilings_and_one_of_nothing_new_does_no_work(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"docs/about.md": "# About\n"})

    with counted() as counts:
        first = sopbook("build", "-C", root)
    with counted() as again:
        second = sopbook("build", "-C", root)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert within(counts, BUILD) == {}, counts
    assert within(again, AGAIN) == {}, again


def test_a_change_that_shows_nowhere_is_checked_and_builds_nothing(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"docs/about.md": "# About\n"})
    sopbook("build", "-C", root)
    (root / "playbooks/notes.txt").write_text("Nobody takes this.\n", "utf-8")

    with counted() as counts:
        sopbook("build", "-C", root)

    assert within(counts, {"workspace checks": (1, 1), "PDFs typeset": (0, 0), "editions carried over": (1, 1), "site engine runs": (0, 0)}) == {}, counts


def test_nobody_counts_unless_asked() -> None:
    count("files read")
    with counted() as counts:
        count("files read", 2)
        with pytest.raises(RuntimeError), counted():
            pass
    count("files read")

    assert counts == {"files read": 2}
    assert counters._counts is None
