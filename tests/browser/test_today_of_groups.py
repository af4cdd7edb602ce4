"""Today where several groups have plans of their own: each reader sees theirs, and what goes on over midnight."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import REPOSITORY, SIZES, served
from browser.today_page import TODAY, at, day, shown, stands
from end_to_end.running import sopbook
from example_workspaces import lay_out
from rotas import YEAR_END, files


@pytest.fixture(scope="module")
def rotas_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small handbook with two plans for different groups; what one of them runs goes on over midnight."""
    root = tmp_path_factory.mktemp("rotas")
    vigil = "      - {id: vigil, at: '23:45', lasts: 60, what: Stay awake}\n"
    given = files(YEAR_END.replace("  - date: 2027-01-01", f"{vigil}  - date: 2027-01-01"))
    other = YEAR_END.replace("[good]", "[other]").replace("days:\n", "days:\n  - {date: 2026-12-29, turns: [{id: early, at: '10:00', what: Only for the other group}]}\n")
    given["playbooks/hq/rota/other.yaml"] = files(other)["playbooks/hq/rota/year-end.yaml"].replace("id: year-end", "id: other")
    given["playbooks/hq/note/other.yaml"] = given["playbooks/hq/rota/year-end.yaml"].partition("groups")[0].replace("id: year-end", "id: other").replace("A note", "The other group")
    given |= {"docs/about.md": "# About\n", "mkdocs.yml": (REPOSITORY / "mkdocs.yml").read_text("utf-8")}
    lay_out(root / "workspace", dict(given))
    done = sopbook("build", "-C", root / "workspace", "--to", root / "site")
    assert done.exit_code == 0, done.output
    return root / "site"


@pytest.fixture(scope="module")
def rotas(rotas_site: Path) -> Iterator[str]:
    """The address of that handbook."""
    with served(rotas_site) as where:
        yield where


@pytest.fixture(params=list(SIZES))
def small(request: pytest.FixtureRequest, browser: Browser, rotas: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=rotas, service_workers="block", viewport=SIZES[request.param])
    yield made
    made.close()


def choose(page: Page, sort: str) -> None:
    """Tap on a sort of group."""
    page.get_by_role("group", name="Sort of group").get_by_role("button", name=sort, exact=True).click()


def test_what_the_browser_keeps_may_be_damaged(small: BrowserContext) -> None:
    kept = ["groups", "today:group", "ticks", "colours"]
    small.add_init_script(f"""for (const key of {kept}) if (!localStorage.getItem("sopbook:" + key)) localStorage.setItem("sopbook:" + key, "null");""")
    with without_complaints(small) as page:
        page.clock.install(time=datetime.fromisoformat("2026-12-30T09:00+08:00"))
        page.goto(TODAY)
        assert len(shown(page)) == 6

        choose(page, "The other group")
        page.reload()
        expect(page.get_by_role("button", name="The other group")).to_have_attribute("aria-pressed", "true")


def test_the_reader_chooses_a_group_and_sees_only_its_plan_even_after_a_reload(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        at(page, "2026-12-30T09:00")
        both = len(shown(page))
        assert both == 6
        choose(page, "The other group")
        assert both == 2 * len(shown(page)) > 0

        page.reload()
        expect(page.get_by_role("button", name="The other group")).to_have_attribute("aria-pressed", "true")
        assert both == 2 * len(shown(page))
        page.get_by_role("button", name="The day before").click()
        assert [one[-24:] for one in shown(page)] == ["Only for the other group"]

        choose(page, "A good note")
        expect(page.locator(".sop-today__note")).to_contain_text("No plan covers this day: the first begins on 2026-12-30.")
        choose(page, "All groups")
        assert len(shown(page)) == 1


def test_what_goes_on_over_midnight_and_the_years_end_stays_in_sight(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        at(page, "2027-01-01T00:10")
        choose(page, "A good note")

        assert day(page) == "Thursday 2026-12-31 | Friday 2027-01-01"
        assert shown(page) == ["now 23:45 Stay awake", "now 00:00 Count down", "next 00:30 Close"]
        expect(page.locator(".sop-note--quiet:visible")).to_have_text("Quiet day. Everybody sleeps.")
        page.clock.run_for(40 * 60_000)
        assert shown(page) == ["now 00:30 Close"]  # Nobody touched the page: what is over is folded.


def own_groups(page: Page, *sorts: str | None) -> None:
    """Let a page find groups A, B and so on in "My group", each a sort of group, or not said yet."""
    groups = [{"id": f"g{number}", "name": f"Group {name}", "values": {"group.number": name}} for number, name in zip(range(len(sorts)), "ABCDEFGH", strict=False)]
    said = {f"g{number}": sort for number, sort in enumerate(sorts) if sort is not None}
    kept = {"groups": json.dumps({"groups": groups, "current": "g0"}), "today:group": json.dumps(said)}
    page.add_init_script("".join(f"localStorage.getItem('sopbook:{key}') ?? localStorage.setItem('sopbook:{key}', {json.dumps(text)});" for key, text in kept.items()))


def test_without_a_choice_it_asks_and_each_line_says_for_which_group_it_is(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        at(page, "2026-12-30T09:00")
        question = page.get_by_text("Which group do you run?")
        expect(question).to_be_visible()
        for_whom = page.locator(".sop-due:visible .sop-due__for")
        assert len(shown(page)) == 6
        assert sorted(for_whom.all_inner_texts()) == ["A good note"] * 3 + ["The other group"] * 3

        choose(page, "A good note")
        expect(question).to_be_hidden()
        expect(for_whom).to_have_count(0)
        expect(page.locator("[data-sop-groups='note/other']")).to_have_count(0)  # Not hidden: it is not there.
        assert len(shown(page)) == 3
        choose(page, "All groups")
        assert len(shown(page)) == len(for_whom.all()) == 6
        expect(question).to_be_hidden()  # That is an answer, too.


def test_who_has_several_groups_changes_plan_and_blanks_with_one_tap_and_sees_what_waits_there(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        own_groups(page, "note/good", "note/other")
        page.clock.install(time=datetime.fromisoformat("2026-12-31T23:31+08:00"))
        page.goto(TODAY)
        mine = page.get_by_role("group", name="Your groups")
        stands(page)
        expect(mine.get_by_role("button", name="Group A")).to_have_attribute("aria-pressed", "true")
        expect(mine.get_by_role("button", name="Group B Now")).to_be_visible()
        expect(page.get_by_role("group", name="Sort of group")).to_be_hidden()
        expect(page.locator(".sop-due .sop-slot", has_text="A").first).to_be_attached()

        mine.get_by_role("button", name="Group B").click()
        expect(mine.get_by_role("button", name="Group B")).to_be_focused()
        expect(mine.get_by_role("button", name="Group A Now")).to_be_visible()
        assert {one.inner_text() for one in page.locator(".sop-due .sop-slot").all() if one.is_visible()} <= {"B"}
        expect(page.locator(".sop-due [data-slot='group.number']").first).to_have_text("B")


def test_a_group_of_which_nobody_has_said_what_it_is_is_asked_for_by_name_and_can_be_changed(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        own_groups(page, "note/good", None)
        page.clock.install(time=datetime.fromisoformat("2026-12-30T09:00+08:00"))
        page.goto(TODAY)
        stands(page)
        page.get_by_role("group", name="Your groups").get_by_role("button", name="Group B").click()
        expect(page.get_by_text("What sort of group is “Group B”?")).to_be_visible()
        choose(page, "The other group")
        expect(page.get_by_role("group", name="Sort of group")).to_be_hidden()
        page.reload()
        stands(page)
        page.get_by_role("button", name="Sort of group").click()
        choose(page, "A good note")
        assert page.evaluate("JSON.parse(localStorage.getItem('sopbook:today:group'))") == {"g0": "note/good", "g1": "note/good"}


def test_ticks_count_what_is_for_the_chosen_group_and_leave_the_day_as_it_stands(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        own_groups(page, "note/good")
        page.clock.install(time=datetime.fromisoformat("2026-12-30T09:00+08:00"))
        page.goto(TODAY)
        stands(page)
        row = page.locator(".sop-due").last
        row.locator(".sop-due__open").click()
        row.locator(".sop-tick input").check()
        expect(row).to_have_class(re.compile("sop-due--open"))
        expect(page.locator(".sop-today__day:visible .sop-progress")).to_contain_text("1 of 3")


def test_an_address_that_names_something_for_another_group_shows_it_and_changes_no_choice(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        own_groups(page, "note/good")
        page.clock.install(time=datetime.fromisoformat("2026-12-30T09:00+08:00"))
        page.goto(f"{TODAY}#2026-12-29-early")
        expect(page.locator("[id='2026-12-29-early']")).to_be_in_viewport()
        expect(page.locator("[id='2026-12-29-early'] .sop-due__for")).to_have_text("The other group")
        page.goto(TODAY)
        page.reload()
        stands(page)
        expect(page.get_by_role("button", name="A good note")).to_have_attribute("aria-pressed", "true")


def test_from_disk_and_without_a_network_the_choice_holds(browser: Browser, rotas_site: Path) -> None:
    with browser.new_context(offline=True) as context, without_complaints(context) as page:
        page.clock.install(time=datetime.fromisoformat("2026-12-30T09:00+08:00"))
        page.goto((rotas_site / "index.html").as_uri())
        assert len(shown(page)) == 6
        choose(page, "The other group")
        page.reload()
        assert len(shown(page)) == 3


def test_without_scripts_the_plans_are_listed_each_with_its_groups(browser: Browser, rotas: str) -> None:
    with browser.new_context(base_url=rotas, service_workers="block", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(TODAY)
        assert sorted(" ".join(one.split()) for one in page.locator("noscript li").all_inner_texts()) == ["A note A good note", "A note The other group"]
