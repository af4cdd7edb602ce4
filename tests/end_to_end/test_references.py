"""Links run both ways: a plan leads to its activities, and an activity says which plans use it."""

import pytest

from end_to_end.running import PROJECT
from example_workspaces import checked
from sopbook.handbook.edition import Edition, edition
from sopbook.handbook.words import anchor
from sopbook.outputs.html.handbook import Handbook, render
from sopbook.source.pointer import at

PLAN = "beauty-december-2026"


@pytest.fixture(scope="module")
def shown() -> Edition:
    return edition(checked(PROJECT), "hq")


@pytest.fixture(scope="module")
def handbook(shown: Edition) -> Handbook:
    return render(shown)[0]


def activities_of_the_plan(shown: Edition) -> set[str]:
    return {i["activity"] for i in shown.playbooks["monthly-plan", PLAN].value["initiatives"]}


def test_a_plan_links_to_every_activity_that_it_runs(shown: Edition, handbook: Handbook) -> None:
    page = handbook.pages[f"monthly-plan/{PLAN}"].body

    assert len(activities_of_the_plan(shown)) > 3
    for activity in activities_of_the_plan(shown):
        assert f'<a href="../activity/{activity}.html">' in page


def test_an_activity_names_the_plans_that_use_it(shown: Edition, handbook: Handbook) -> None:
    for activity in activities_of_the_plan(shown):
        _, _, used_by = handbook.pages[f"activity/{activity}"].body.partition('<h2 id="used-by">')
        assert f'<a href="../monthly-plan/{PLAN}.html">' in used_by.partition("</section>")[0]


def test_every_use_is_told_on_the_page_that_is_used(shown: Edition, handbook: Handbook) -> None:
    assert shown.uses
    for (kind, identifier), uses in shown.uses.items():
        _, _, used_by = handbook.pages[f"{kind}/{identifier}"].body.partition('<h2 id="used-by">')
        for use in (one for one in uses if one.by.key != (kind, identifier)):
            assert f"{use.by.id}.html" in used_by


def test_a_plan_leads_to_the_step_that_a_slot_is(shown: Edition, handbook: Handbook) -> None:
    plan = handbook.pages[f"monthly-plan/{PLAN}"].body
    named = [(key, pointer) for (key, pointer), uses in shown.item_uses.items() if key[0] == "activity" and uses[0].by.id == PLAN]

    assert named
    for (_, identifier), pointer in named:
        item = shown.cards["activity", identifier].item(pointer)
        assert item is not None
        assert f'<a href="../activity/{identifier}.html#{item.anchor}">' in plan
        assert f' id="{item.anchor}"' in handbook.pages[f"activity/{identifier}"].body


def test_every_item_that_is_named_has_its_anchor(shown: Edition, handbook: Handbook) -> None:
    for (key, pointer), uses in shown.item_uses.items():
        if any(use.pointer[-1] != "answer" for use in uses):  # An answer is shown as its letter.
            place = anchor(at(shown.playbooks[key].value, pointer), pointer)  # Of phrases, too, which are no cards.
            assert f' id="{place}"' in handbook.pages[f"{key[0]}/{key[1]}"].body


def test_a_playbook_that_nobody_else_uses_has_no_such_part(shown: Edition, handbook: Handbook) -> None:
    unused = {key for key in shown.playbooks if all(use.by.key == key for use in shown.uses.get(key, ()))}

    assert unused
    for kind, identifier in unused:
        assert 'id="used-by"' not in handbook.pages[f"{kind}/{identifier}"].body
