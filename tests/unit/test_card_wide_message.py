"""A crisis card with one message for all of it: shown at the first step that says that something is posted, and told to its author."""

import re
from pathlib import Path

import pytest

from example_workspaces import checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render

SCHEMA = Path(__file__).parents[2] / "schema"
BRANCH = "name: {en: Headquarters}\nlocales: [en]\ntags: {test: {en: Test}}\ncontacts: [{id: duty, role: {en: Duty manager}, phone: extension 6000}]\n"
CARD = """\
id: parcel
title: A parcel is broken
summary: A member shows a broken parcel.
version: "1.0"
owner: Desk
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: [test]
status: active
severity: high
signals: [{id: photo, text: A photo of a broken parcel}]
first_minutes:
  within_minutes: 10
  contact: duty
  do:
DO
SAY
do_nots: [{id: argue, text: Do not argue}]
steps: [{id: take, within_minutes: 30, who: Owner, do: Ask for the number}]
escalation: [{id: up, when: Worth more than 500 yuan, to: Duty manager, contact: duty, within_minutes: 60}]
aftermath: [{id: visit, when: After three days, do: Ask again}]
prevention: [{id: pack, text: Pack it better}]
case: {background: One., risk_source: Thin., escalation: Loud., handling: Replaced., result: Calm., lesson: Fast.}
"""
WIDE = "  say: We have seen it."


def _workspace(root: Path, do: list[str], say: str = WIDE) -> Path:
    files: dict[str, str | bytes] = {
        f"schema/{file.relative_to(SCHEMA).as_posix()}": file.read_bytes() for file in [*SCHEMA.glob("*.json"), *(SCHEMA / "crisis").iterdir()]
    }
    steps = "\n".join(f"    - {{id: s{number}, text: {text}}}" for number, text in enumerate(do, 1))
    return lay_out(root, {
        **files, "REMOVE": "schema/note\nplaybooks/hq/note\n", "playbooks/hq/branch.yaml": BRANCH,
        "playbooks/hq/crisis/parcel.yaml": CARD.replace("DO", steps).replace("SAY\n", f"{say}\n" if say else ""),
    })


@pytest.mark.parametrize(("do", "at"), [
    (["Take a picture", "Paste the message below", "Post nothing else"], "s2"), (["拍照", "发下面这段话"], "s2"), (["Post it in the group"], "s1"),
])
def test_it_belongs_to_the_first_step_that_posts_something(do: list[str], at: str, tmp_path: Path) -> None:
    pages, problems = render(edition(checked(_workspace(tmp_path, do)), "hq", "en"))
    page = pages.pages["crisis/parcel"].body

    assert problems == []
    step = re.search(rf'<li id="first-minutes-do-{at}".*?</li>', page, re.DOTALL)
    assert step
    assert "We have seen it." in step[0]
    assert page.count(">We have seen it.<") == 1  # Its button is called after it, too.
    assert 'data-sop-copy="first-minutes-say"' in page


def test_where_no_step_posts_anything_it_stands_below_them(tmp_path: Path) -> None:
    pages, _ = render(edition(checked(_workspace(tmp_path, ["Take a picture"])), "hq", "en"))
    page = pages.pages["crisis/parcel"].body

    assert page.index("Take a picture") < page.index("</ol>") < page.index("We have seen it.")


def test_its_author_is_asked_for_the_step(tmp_path: Path) -> None:
    [found] = checked(_workspace(tmp_path, ["Paste the message below"])).diagnostics

    assert (found.code, str(found.severity), found.path, found.span.line, found.span.column) == ("RULE003", "warning", "playbooks/hq/crisis/parcel.yaml", 17, 8)
    assert found.message == "It is not written which step sends this message."


def test_a_card_without_any_message_is_not_shown(tmp_path: Path) -> None:
    [found] = checked(_workspace(tmp_path, ["Take a picture"], say="")).diagnostics

    assert (found.code, found.message) == ("RULE001", "The first minutes have no message to send.")
