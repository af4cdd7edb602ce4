"""The page of what a branch changed: all of it, in one place, from the same source as the pages of the playbooks."""

import re
from html import unescape
from pathlib import Path

import pytest

from example_workspaces import checked, lay_out
from sopbook.handbook.check.workspace import CheckedWorkspace, edition_names
from sopbook.handbook.edition import Edition, edition
from sopbook.outputs.html.changed import changes_pages, differing
from sopbook.outputs.html.playbook import playbook_page
from unit.workspaces import FOREIGN

VISIT = '{"type": "object", "required": ["id"], "additionalProperties": false, "properties": {"id": {"type": "string"}, "title": {"title": "Title", "type": "string"}, "first": {"title": "First", "type": "integer"}, "next": {"title": "Next", "type": "string"}, "stops": {"title": "Stops", "type": "array", "x-key": "id", "x-merge": "by-id", "items": {"type": "object", "properties": {"id": {"type": "string"}, "text": {"title": "Text", "type": "string"}}}}, "total": {"title": "Total", "readOnly": true, "type": "integer"}}}'
DERIVE = """derive: [{at: /total, value: 'has(self.next) ? sum([self.first, lookup("visit", self.next).total]) : self.first'}]\n"""
FILES: dict[str, str | bytes] = {
    "schema/visit/schema.json": VISIT,
    "schema/visit/kind.yaml": "kind: visit\n" + FOREIGN + DERIVE,
    "playbooks/hq/visit/a.yaml": "id: a\ntitle: Plan\nfirst: 1\nnext: b\n",
    "playbooks/hq/visit/b.yaml": "id: b\ntitle: Trip\nfirst: 2\nstops: [{id: lake, text: The lake}, {id: park, text: The park}]\n",
    "playbooks/hq/visit/c.yaml": "id: c\ntitle: Walk\nfirst: 3\n",
    "playbooks/east/branch.yaml": "name: {en: East, zh: 华东}\nparent: hq\nlocales: [en, zh]\n",
    "playbooks/east/visit/b.yaml": "fork: b\nfirst: 5\n$why: Five is round.\n",
    "playbooks/city/branch.yaml": "name: {en: City, zh: 城里}\nparent: east\nlocales: [zh, en]\n",
    "playbooks/city/visit/b.yaml": "fork: b\nfirst: 7\nstops: [{id: lake, $delete: true, $why: 太远。}, {id: zoo, $add: last, text: The zoo}]\n",
    "playbooks/city/visit/d.yaml": "id: d\ntitle: Dinner\nfirst: 1\n",
}


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(shown: Edition) -> list[str]:
    """Return each row of the page as one reads it."""
    body = changes_pages(shown)[0].body
    found = re.findall(r"<summary>.*?</summary>|<li data-sop-own.*?</li>|<li><a .*?</li>|<h2>.*?</h2>|<p>.*?</p>", body, re.DOTALL)
    return [words(one) for one in found]


def test_what_a_branch_changed_stands_by_playbook_with_old_new_and_why(tmp_path: Path) -> None:
    workspace = checked(lay_out(tmp_path / "w", FILES))
    assert rows(edition(workspace, "city", "en")) == [
        "Trip Visit 4",
        "changed First 2 → 7 City",
        "added Stops zoo, The zoo City",
        "computed Total 2 → 7 Worked out from what City changed",
        "dropped Stops lake, The lake City: 太远。 ZH",
        "Plan Visit 1",
        "computed Total 3 → 8 Worked out from what City changed",
        "Not at Headquarters",
        "Dinner Visit City",
    ]
    assert rows(edition(workspace, "east", "zh"))[:3] == ["Trip Visit 2", "改 First 2 → 5 华东： Five is round. EN", "算 Total 2 → 5 跟着华东的改动算出来的"]


def test_the_owner_has_no_such_page_and_a_branch_without_changes_says_so(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if not name.startswith(("playbooks/east/visit", "playbooks/city"))}
    workspace = checked(lay_out(tmp_path / "w", files))
    assert changes_pages(edition(workspace, "hq", "en")) == []
    (page,) = changes_pages(edition(workspace, "east", "en"))
    assert "Nothing differs from Headquarters." in words(page.body)


def test_a_playbook_that_a_branch_does_without_is_named(tmp_path: Path) -> None:
    files = {**FILES, "playbooks/city/note/good.yaml": "fork: good\nstatus: retired\n"}
    assert rows(edition(checked(lay_out(tmp_path / "w", files)), "city", "en"))[-1] == "Not in use here: A good note"


def test_who_changed_it_can_be_chosen_and_the_filter_counts_all(tmp_path: Path) -> None:
    files = {**FILES, "playbooks/city/visit/b.yaml": "fork: b\ntitle: Journey\n"}
    body = changes_pages(edition(checked(lay_out(tmp_path / "w", files)), "city", "en"))[0].body
    assert re.findall(r'data-sop-shows="([^"]*)">([^<]+)<', body) == [("", "All 4"), ("East", "East 3"), ("City", "City 1")]
    assert re.findall(r'<li data-sop-own="([^"]*)"', body).count("East") == 3


@pytest.mark.parametrize(("before", "after", "seen"), [
    ("20:00", "19:30", ("20:00", "19:30")),
    ("", "new", ("", "new")),
    ("We begin at 20:00, whoever may have come by then", "We begin at 19:00, whoever may have come by then", ("We begin at 20:00, whoever m…", "We begin at 19:00, whoever m…")),
    ("Everybody who is here gets one", "Everybody who is here gets one of them", ("… here gets one", "… here gets one of them")),
    ("aa", "aaa", ("aa", "aaa")),
])  # fmt: skip
def test_long_texts_are_cut_down_to_what_differs(before: str, after: str, seen: tuple[str, str]) -> None:
    assert differing(before, after) == seen


def test_the_overview_lists_exactly_the_changes_that_the_pages_list(shipped: CheckedWorkspace) -> None:
    names = [name for name in edition_names(shipped.workspace, shipped.family) if shipped.family.branches[name[0]].parent]
    assert names
    for name in names:
        shown = edition(shipped, *name)
        (overview,) = changes_pages(shown)
        linked = re.findall(r'<a href="([^"#]+)\.html#(changed-\d+)"', overview.body)
        listed = [
            (page.path, anchor)
            for page, _ in (playbook_page(playbook, shown) for playbook in shown.playbooks.values())
            for anchor in re.findall(r'<li id="(changed-\d+)">', page.body)
        ]
        assert len(listed) > 5
        assert sorted(linked) == sorted(listed)
        assert str(len(listed)) in words(overview.body)
